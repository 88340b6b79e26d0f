"""What to ask instead of a question that has no answer: every one offered has one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from ratebook.ask import place
from ratebook.ask.question import Question
from ratebook.ask.where import Where
from ratebook.serve.answers import PageQuestion
from ratebook.serve.edition import Edition


def instead(
    edition: Edition, asked: PageQuestion, choices: Sequence[str]
) -> Iterator[list[PageQuestion]]:
    """Groups of questions, the nearest first: what was to be chosen, the nation, another day."""
    question = asked.question
    if not edition.lists(question.hcpcs):
        return
    yield [chosen(asked, choice) for choice in choices]
    yield [replace(asked, question=replace(question, qp=False))]
    nation = replace(question, place=place.Place(*place.NATION))
    modifiers = [choice for choice in choices if len(choice) in (0, 2)] or [question.modifier]
    anywhere = [replace(nation, modifier=modifier) for modifier in modifiers]
    yield [PageQuestion(one) for one in anywhere]
    yield [PageQuestion(replace(one, qp=False)) for one in anywhere]
    yield [PageQuestion(replace(nation, on=day, qp=False)) for day in _days(edition, question)]


def chosen(asked: PageQuestion, choice: str) -> PageQuestion:
    """The same question with a modifier of the code, or with a locality of the ZIP."""
    if len(choice) in (0, 2):
        return replace(asked, question=replace(asked.question, modifier=choice))
    return PageQuestion(asked.question, Where(locality=choice))


def _days(edition: Edition, question: Question) -> list[date]:
    """The loaded day next to the one asked, and the last day on which the code is listed."""
    days = [
        max(held["effective_from"], min(held["effective_through"], question.on))
        for held in edition.known.periods
    ]
    (code,) = edition.starting(question.hcpcs, 1)
    return [min(days, key=lambda day: abs(day - question.on)), code["last_day"]]
