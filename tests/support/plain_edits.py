"""NCCI's pairs and unit limits of claim lines in plain Python: a second opinion on the SQL."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import product
from typing import NamedTuple

LIFT = set(
    "24 25 27 57 58 59 78 79 91 E1 E2 E3 E4 F1 F2 F3 F4 F5 F6 F7 F8 F9 FA LC LD LM LT RC RI RT "
    "T1 T2 T3 T4 T5 T6 T7 T8 T9 TA XE XP XS XU".split()
)
LATER = {"59", "XE", "XP", "XS", "XU"}  # on column 1 since July 2019


class Line(NamedTuple):
    """A priced line: who, when, what."""

    row: int
    kind: str
    claim: str
    person: str
    biller: str
    renderer: str
    day: date
    code: str
    modifiers: frozenset[str]
    units: int


Pair = tuple[str, str, date, date | None, int]  # column 1 and 2, first and last day, indicator
Pairs = Callable[[str, str, str], Iterable[Pair]]  # of a kind, column 1 and column 2


def pairs(lines: Sequence[Line], known: Pairs) -> dict[tuple[int, str], bool]:
    """By line and code of column 1 whether the pair refuses the line."""
    found: dict[tuple[int, str], bool] = {}
    for one, two in product(lines, lines):
        if one.code == two.code or not _together(one, two):
            continue
        for _, _, first, last, indicator in known(one.kind, one.code, two.code):
            if indicator != 9 and first <= one.day and (last is None or one.day <= last):
                key = (two.row, one.code)
                found[key] = found.get(key, False) or indicator == 0 or not _lifted(one, two)
    return found


def _together(one: Line, two: Line) -> bool:
    if one.kind != two.kind or one.day != two.day:
        return False
    if one.kind == "hospital":
        return (one.claim, one.biller) == (two.claim, two.biller)
    who = (one.person, one.biller, one.renderer), (two.person, two.biller, two.renderer)
    return who[0] == who[1]


def _lifted(one: Line, two: Line) -> bool:
    on_first = LIFT if one.day >= date(2019, 7, 1) else LIFT - LATER
    return bool(two.modifiers & LIFT or one.modifiers & on_first)


def over(lines: Sequence[Line], limits: dict[tuple[str, str], tuple[int, int]]) -> set[int]:
    """The rows of lines that are over the limit of their code: by kind and code value and MAI."""
    found = set()
    for line in lines:
        value, indicator = limits.get((line.kind, line.code), (10**9, 2))
        same = [other.units for other in lines if other.code == line.code
                and other.kind == line.kind and other.day == line.day
                and (other.person, other.biller) == (line.person, line.biller)
                and (line.kind == "hospital" or other.renderer == line.renderer)]  # fmt: skip
        if (line.units if indicator == 1 else sum(same)) > value:
            found.add(line.row)
    return found
