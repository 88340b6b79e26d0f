"""What a kind of X12 file has where: `layout.toml`, read once."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("layout.toml")
PATH = re.compile(r"(\+?)([0-9A-Z]*)/([0-9A-Z]+)(?:\[([^]]*)\])?(?:/(\S+))?")
EVERY = -1  # of an element: all of them, one after another

Elements = Sequence[Sequence[str]]  # the components of each element; the first is element 01


@dataclass(frozen=True)
class Spot:
    """An element, or a component of one: 03, 01-2, *-2."""

    element: int
    component: int

    def values(self, elements: Elements) -> list[str]:
        """What stands there; a value is empty where the segment ends before."""
        own = elements if self.element == EVERY else elements[self.element : self.element + 1]
        found = [e[self.component] if len(e) > self.component else "" for e in own]
        return found or [""]


@dataclass(frozen=True)
class Condition:
    """What elements must be: nothing, or one of some words (or none of them)."""

    spot: Spot
    words: tuple[str, ...]
    wanted: bool

    def holds(self, elements: Elements) -> bool:
        """Whether a value (any, where the spot is every element) is as it must be."""
        return any((v.upper() in self.words) == self.wanted for v in self.spot.values(elements))


@dataclass(frozen=True)
class ElementPath:
    """LOOP/SEGMENT[condition]/ELEMENT, and the column that it is."""

    column: str
    loop: str
    segment: str
    condition: Condition | None
    spot: Spot | None
    adds: bool

    def found(self, elements: Elements) -> str:
        """The value, or several with blanks between; empty where there is none."""
        if self.spot is None or (self.condition and not self.condition.holds(elements)):
            return ""
        if self.spot.element == EVERY and self.condition:
            kept = [e for e in elements if self.condition.holds([e])]
            return " ".join(filter(None, self.spot.values(kept)))
        return self.spot.values(elements)[0]


@dataclass(frozen=True)
class Opening:
    """How a loop begins."""

    loop: str
    segment: str
    condition: Condition | None
    holds: bool


@dataclass(frozen=True)
class TransactionSet:
    """A kind of file: its loops and where in them which column stands."""

    name: str
    guide: str
    claim: str
    line: str
    given: dict[str, str]
    without_lines: str
    openings: dict[str, list[Opening]]  # by the loop in which they lie, if any
    paths: dict[tuple[str, str], list[ElementPath]]  # by loop and segment
    adjustments: dict[str, str]
    refusals: dict[tuple[str, str], list[ElementPath]]
    notes: dict[tuple[str, str], list[ElementPath]]
    names: frozenset[str]  # of the segments that say something


@cache
def sets() -> dict[str, TransactionSet]:
    """The kinds that are read, by name."""
    return {name: _set(name, made) for name, made in _file()["sets"].items()}


@cache
def columns() -> list[str]:
    """Every column that any kind has, with those that `lines.py` makes."""
    found = {"bill_type_code", "provider_type", "line_refusal", "line_note"}
    for one in sets().values():
        found |= {path.column for own in one.paths.values() for path in own}
        found |= {*one.given, *one.adjustments.values()}
    return sorted(found)


@cache
def provider_types() -> dict[str, str]:
    """The kind of practitioner, by how a taxonomy code begins."""
    return dict(_file()["provider_types"])


def other(code: str, guide: str) -> str:
    """What a set is that is not read, in words."""
    for begins, says in _file()["other_guides"].items():
        if guide.startswith(begins):
            return str(says)
    known = _file()["other_sets"].get(code)
    article = "an" if code.startswith("8") else "a"
    return f"{article} {code} ({known})" if known else "a set of another kind"


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text())


def _set(name: str, made: dict[str, Any]) -> TransactionSet:
    openings = _openings(made["loops"])
    paths = _paths([(column, text) for column, own in made["columns"].items() for text in own])
    refusals, notes = (_paths(made.get(part, {}).items()) for part in ("refusals", "notes"))
    named = {one.segment for own in openings.values() for one in own}
    named |= {segment for own in (paths, refusals, notes) for _, segment in own}
    return TransactionSet(
        name, made["guide"], made["claim"], made["line"], made["given"], made["without_lines"],
        openings, paths, made.get("adjustments", {}), refusals, notes,
        frozenset({"ST", "SE", "CAS", *named}),
    )  # fmt: skip


def _openings(loops: list[dict[str, Any]]) -> dict[str, list[Opening]]:
    found: dict[str, list[Opening]] = {}
    for one in loops:
        at = _path("", "/" + one["opens"])
        opening = Opening(one["loop"], at.segment, at.condition, one.get("holds", False))
        for loop in one.get("in", [""]):
            found.setdefault(loop, []).append(opening)
    return found


def _paths(written: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[ElementPath]]:
    found: dict[tuple[str, str], list[ElementPath]] = {}
    for column, text in written:
        path = _path(column, text)
        found.setdefault((path.loop, path.segment), []).append(path)
    return found


def _path(column: str, text: str) -> ElementPath:
    read = PATH.fullmatch(text)
    if not read:
        raise ValueError(f"{FILE.name}: {text} is not the path of an element")
    adds, loop, segment, condition, spot = read.groups()
    return ElementPath(
        column, loop, segment, _condition(condition) if condition else None,
        _spot(spot) if spot else None, bool(adds),
    )  # fmt: skip


def _condition(text: str) -> Condition:
    spot, unlike, words = re.split(r"(!?)=", text, maxsplit=1)
    return Condition(_spot(spot), tuple(words.split("|")), not unlike)


def _spot(text: str) -> Spot:
    element, _, component = text.partition("-")
    return Spot(EVERY if element == "*" else int(element) - 1, int(component or 1) - 1)
