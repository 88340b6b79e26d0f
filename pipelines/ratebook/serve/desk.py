"""One thread asks the warehouse, for everybody who waits.

What a query costs is mostly its plan, and the plan is the same for one code as for ten. So the
questions that arrive while a query runs are answered together by the next one. The thread looks
before each whether a new warehouse was published, and opens it: no one is under way then.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from ratebook.db import Row
from ratebook.errors import AnswerError, DataError
from ratebook.home import Home
from ratebook.serve import edition as editions
from ratebook.serve.answers import PageQuestion, answers
from ratebook.serve.edition import Edition

TOGETHER = 32  # questions answered by one round of queries
log = logging.getLogger("ratebook.serve")
WAITING = 400  # questions that may wait; more are sent away


class BusyError(Exception):
    """More questions wait than can be answered soon."""


class Desk:
    """Where questions are handed in; `edition` is the file that the last answers are from."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._thread = ThreadPoolExecutor(1, "warehouse")
        self._waiting: deque[tuple[PageQuestion, asyncio.Future[Row | AnswerError]]] = deque()
        self._working = False
        self.refused: tuple[int, int, int] | None = None  # a published file that cannot be read
        self.edition: Edition = self._thread.submit(editions.opened, home).result()

    async def ask(self, asked: Sequence[PageQuestion]) -> list[Row | AnswerError]:
        """An answer to each question, or why there is none."""
        if len(self._waiting) + len(asked) > WAITING:
            raise BusyError
        loop = asyncio.get_running_loop()
        futures = [loop.create_future() for _ in asked]
        self._waiting.extend(zip(asked, futures, strict=True))
        if not self._working:
            self._working = True
            self._task = asyncio.create_task(self._work())
        return list(await asyncio.gather(*futures))

    async def current(self) -> Edition:
        """The edition that is published now."""
        if self._is_new(editions.identity(self._home)):
            await asyncio.get_running_loop().run_in_executor(self._thread, self._follow)
        return self.edition

    def close(self) -> None:
        """End the thread and close the file."""
        self._thread.shutdown(cancel_futures=True)
        self.edition.close()

    def _is_new(self, which: tuple[int, int, int] | None) -> bool:
        return which not in (self.edition.identity, self.refused, None)

    def _follow(self) -> None:
        """Open what was published; go on with what is held where that cannot be read."""
        which = editions.identity(self._home)
        if not self._is_new(which):
            return
        try:
            found = editions.opened(self._home)
        except DataError as error:
            self.refused = which
            log.warning("the new warehouse is not served: %s", error)
            return
        self.edition.close()
        self.edition, self.refused = found, None

    def _answer(self, asked: Sequence[PageQuestion]) -> list[Row | AnswerError]:
        self._follow()
        return answers(self.edition, asked)

    async def _work(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while self._waiting:
                taken = [self._waiting.popleft() for _ in range(min(TOGETHER, len(self._waiting)))]
                asked = [one for one, _ in taken]
                try:
                    found = await loop.run_in_executor(self._thread, self._answer, asked)
                except Exception as error:
                    for _, future in taken:
                        if not future.done():
                            future.set_exception(error)
                    continue
                for (_, future), answer in zip(taken, found, strict=True):
                    if not future.done():  # anyone who asked may have gone
                        future.set_result(answer)
        finally:
            self._working = False
