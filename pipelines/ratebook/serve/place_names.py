"""Places while they are typed: localities, counties, ZIP codes, and the hospitals loaded."""

import re
from bisect import bisect_left
from datetime import date

from ratebook.ask.wage_place import KIND
from ratebook.serve.edition import Edition

MOST = 12


def beginning(edition: Edition, text: str, on: date) -> list[dict[str, str]]:
    """What to type for a place, and what it is; the first that fit each word."""
    text = text.strip()
    if not text:
        return []
    if text.isdigit():
        return (_zips(edition, text) + _hospitals(edition, text, on))[:MOST]
    words = [word for word in re.findall(r"\w+", text.lower()) if word]
    localities = [
        {"place": f"{p['mac']}-{p['locality']}", "words": f"{p['state']} {p['locality_name']}"}
        for p in edition.places(on)
        if _fits(words, f"{p['state']} {p['locality_name']}")
    ]
    counties = [
        {"place": f"{re.sub(KIND, '', c['county'])}, {c['state']}",
         "words": f"{c['county']}, {c['state']}"}
        for c in edition.counties if _fits(words, f"{c['county']} {c['state']}")
    ]  # fmt: skip
    return [*counties[: MOST // 2], *localities, *counties[MOST // 2 :]][:MOST]


def _fits(words: list[str], name: str) -> bool:
    there = re.findall(r"\w+", name.lower())
    return all(any(one.startswith(word) for one in there) for word in words)


def _zips(edition: Edition, text: str) -> list[dict[str, str]]:
    first = bisect_left(edition.zips, text)
    return [
        {"place": zip_code, "words": f"ZIP {zip_code}"}
        for zip_code in edition.zips[first : first + MOST]
        if zip_code.startswith(text)
    ]


def _hospitals(edition: Edition, text: str, on: date) -> list[dict[str, str]]:
    return [
        {"place": h["ccn"], "words": " ".join(filter(None, (
            "hospital", h["ccn"], h["hospital_name"], h["county"], h["state"])))}
        for h in edition.hospitals
        if h["payment_year"] == on.year and h["ccn"].startswith(text)
    ]  # fmt: skip
