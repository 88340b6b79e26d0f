"""What the routes share: where questions go, what is kept, and the home."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from ratebook import clock
from ratebook.ask.known import releases_of
from ratebook.db import Row
from ratebook.errors import AnswerError, DataError
from ratebook.home import Home
from ratebook.serve.answers import PageQuestion
from ratebook.serve.cache import Kept
from ratebook.serve.change_since import since_last_year
from ratebook.serve.desk import WAITING, BusyError, Desk
from ratebook.serve.edition import Edition
from ratebook.serve.problems import Problem, limited, problem
from ratebook.serve.suggestions import instead

MOST = 20  # questions about changes at once
log = logging.getLogger("ratebook.serve")


@dataclass
class State:
    """A running server."""

    home: Home
    desk: Desk
    kept: Kept
    changing: int = 0
    pricing: int = 0  # lists of claim lines that are under way

    async def edition(self) -> tuple[Edition, tuple[object, ...]]:
        """What is published now, and the key of what is kept of it: 'today' is a part of it."""
        found = await self.desk.current()
        return found, (found.identity, clock.today())

    async def answer(self, asked: PageQuestion) -> Row:
        """One answer; Problem if there is none."""
        (found,) = await self.answers([asked])
        if isinstance(found, AnswerError):
            raise self.problem(found, asked)
        return found

    async def answers(self, asked: Sequence[PageQuestion]) -> list[Row | AnswerError]:
        """An answer to each question; Problem where too many wait."""
        try:
            return await self.desk.ask(asked)
        except BusyError:
            raise limited("busy", "questions waiting for an answer", WAITING) from None

    def problem(self, error: AnswerError, asked: PageQuestion) -> Problem:
        """A problem that says the day asked and the releases in effect on it."""
        on = asked.question.on
        held = self.desk.edition.period(on)
        return problem(error, code=asked.question.code, on=on, releases=releases_of(held))

    async def instead(self, found: Problem, asked: PageQuestion) -> list[PageQuestion]:
        """The nearest questions that do have an answer, where one has none."""
        tried = {asked}
        for group in instead(self.desk.edition, asked, dict(found.more).get("choices", ())):
            untried = list(dict.fromkeys(one for one in group if one not in tried))
            tried |= set(untried)
            answers = await self.answers(untried)
            there = [
                one for one, answer in zip(untried, answers, strict=True)
                if not isinstance(answer, AnswerError)
            ]  # fmt: skip
            if there:
                return there
        return []

    async def changes(self, asked: PageQuestion) -> dict[str, Any]:
        """What changed in a year; it takes long, so it runs beside all else."""
        await self.answer(asked)  # the same question has to have an answer
        if self.changing >= MOST:
            raise limited("busy", "questions at once about what changed", MOST, 5)
        self.changing += 1
        try:
            return await asyncio.to_thread(since_last_year, self.home, asked)
        except AnswerError as error:
            raise self.problem(error, asked) from error
        except DataError as error:
            log.warning("changes: %s", error)
            words = "The new warehouse cannot be read. Try again in a minute."
            raise Problem("busy", words, (("retry_after", 60),)) from None
        finally:
            self.changing -= 1


def state(request: Request) -> State:
    """The state of the server that a request came to."""
    found: State = request.app.state.ratebook
    return found
