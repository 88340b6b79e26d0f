"""What the name of a zip, a page or a row of a listing means: which release, posted when.

The patterns are in `catalog.toml`. A name that fits none of them is reported as not recognized;
it is never guessed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from ratebook import catalog
from ratebook.catalog.months import MONTHS, number
from ratebook.catalog.releases import NCCI

FOLDERS = re.compile(r"^(?:.*/)?(?:files/zip|downloads)/", re.IGNORECASE)
ENDING = re.compile(r"\.(?:zip|csv|txt|xlsx|pdf)\b.*$", re.IGNORECASE)


@dataclass(frozen=True)
class Meaning:
    """What a name says. `release` is None if only the file itself tells its quarter."""

    dataset: str
    release: catalog.Release | None
    posted: date | None = None
    order: int = 0  # of the files of one release: -1 before it, 1 a correction, 2 a second one
    aside: bool = False  # understood, and nothing that Ratebook reads


def meaning(name: str, dataset: str | None = None) -> Meaning | None:
    """What a name means, in one data set or in any; None if it is not recognized.

    `name`: an address, a zip's name, the last part of a page's address, or a row's title. A name
    that is understood only without what a browser added to it (`rvu25d (1)`) is that of a copy.
    """
    aside = None
    for plain in _without_marks(name):
        text, posted = _clean(plain)
        for own, given in catalog.datasets().items():
            if dataset in (None, own):
                release, fits = _listed(plain, own), _fitting(text, own, given)
                if found := fits or (release and Meaning(own, release)):
                    found = replace(found, release=release or found.release,
                                    posted=posted or found.posted)  # fmt: skip
                    if not found.aside:
                        return found
                    aside = aside or found  # what one data set passes over may be another's
    return aside


def _without_marks(name: str) -> Iterator[str]:
    """A name, and what is left of it without each of the marks of a copy at its end."""
    yield name
    left, plain = name, ENDING.sub("", name)
    while left != plain:
        left = plain
        plain = re.sub(catalog.facts()["copied"], "", left, count=1, flags=re.IGNORECASE)
        if plain != left:
            yield plain


def of_member(name: str, dataset: str) -> Meaning | None:
    """What the name of a zip's member means: without "Section 508 version of", and without the
    day at its end."""
    stem = re.sub(catalog.facts()["dated"], "", PurePosixPath(name).stem)
    text, _ = _clean(stem)
    return meaning(re.sub(catalog.facts()["accessible"], "", text), dataset)


def day_of_member(name: str) -> date | None:
    """The day that the name of a member ends in; None if there is none, or where it may be a
    month and a year (_102025)."""
    match = re.search(catalog.facts()["dated"], PurePosixPath(name).stem)
    if not match or re.fullmatch(r".\d\d20\d\d", match[0]):
        return None
    year = match["year"]
    return _day({**match.groupdict(), "year": year if len(year) == 4 else f"20{year}"})


def _clean(name: str) -> tuple[str, date | None]:
    """A name in the form that patterns are written for, and the day of posting in it."""
    facts = catalog.facts()
    text = ENDING.sub("", FOLDERS.sub("", unquote(name).strip())).lower()
    text = re.sub(r"[\s_()–,]+", "-", text).strip("-")
    for key in ("posted", "posted_short"):
        if match := re.search(facts[key], text):
            before = re.sub(r"[\s-]+$", "", text[: match.start()])
            return re.sub(facts["tail"], "", before), _day(match.groupdict())
    return re.sub(facts["tail"], "", text), None


def _day(parts: dict[str, str]) -> date | None:
    year = int(parts.get("year") or 2000 + int(parts["yy"]))
    try:
        return date(year, int(parts["month"]), int(parts["day"]))
    except ValueError:
        return None


@cache
def _addresses() -> dict[tuple[str, str], catalog.Release]:
    """Every address the catalog lists, by its name without the folder, and its data set."""
    return {
        (_stem(address), release.dataset): release
        for release in reversed(catalog.known())
        for address in release.addresses
    }


def _stem(address: str) -> str:
    return FOLDERS.sub("", address).lower()


def _listed(name: str, dataset: str) -> catalog.Release | None:
    """The release whose file, or which itself, the catalog lists by exactly this name."""
    text = re.sub(r"\.zip$", "", _stem(name))
    if text.upper() in catalog.datasets()[dataset]["releases"]:
        return catalog.release(text)
    return _addresses().get((f"{text}.zip", dataset))


def _correction(text: str) -> tuple[int, str]:
    """Which correction a name speaks of (0: none), and the name without the word."""
    match = re.search(catalog.facts()["correction"], text)
    if not match:
        return 0, text
    return int(match["version"] or 2) - 1, text[: match.start()]


def _fitting(text: str, dataset: str, given: dict[str, Any]) -> Meaning | None:
    if any(re.fullmatch(pattern, text) for pattern in given["aside"]):
        return Meaning(dataset, None, aside=True)
    order, plain = _correction(text)
    words = "|".join(f"{m}|{m[:3]}" for m in MONTHS)
    for entry in given["names"]:
        match = re.fullmatch(entry["pattern"].replace("{month}", words), plain)
        if match and (found := _meant(match, dataset, entry, order)):
            return found
    return None


def _meant(match: re.Match[str], dataset: str, entry: dict[str, Any], order: int) -> Meaning | None:
    if not entry["release"]:
        return Meaning(dataset, None, None, order)
    parts = {key: part for key, part in match.groupdict().items() if part}
    name = entry["release"].format(**_words(parts)).upper()
    posted = _day({**parts, "day": parts["posted_day"]}) if "posted_day" in parts else None
    if not (re.fullmatch(catalog.datasets()[dataset]["release"], name) or catalog.listed(name)):
        return None
    order = order or -bool(entry.get("before"))
    release = catalog.release(name)
    return Meaning(dataset, _that_day(release) if "day" in parts else release, posted, order)


def _words(parts: dict[str, str]) -> dict[str, str]:
    """What a release's name is made of: year as `year` and `yy`, month and day as numbers."""
    short = parts.get("yy") or parts.get("y2")
    year = parts.get("year") or parts.get("yyyy") or f"20{short}"
    if "ncci" in parts:
        year = str(NCCI + int(parts["ncci"]))
    month = parts.get("month", "")
    digits = month if month.isdigit() or not month else f"{number(month):02d}"
    return {
        "year": year, "yy": year[2:], "letter": parts.get("letter", ""), "mm": digits,
        "again": parts.get("again", ""), "dd": f"{int(parts.get('day', 0)):02d}",
    }  # fmt: skip


def _that_day(release: catalog.Release) -> catalog.Release:
    """The release that the catalog lists for that very day, where it has a name of its own."""
    same = (
        known
        for known in catalog.known()
        if (known.dataset, known.effective_from) == (release.dataset, release.effective_from)
    )
    return next(same, release)
