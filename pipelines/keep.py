"""A download becomes a file of raw/: new bytes are kept, known ones noted, and the revision that
CMS shows today is the one that holds.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pipelines import catalog
from pipelines.errors import FetchError, UsageError
from pipelines.fetch import Fetched
from pipelines.raw import Entry, Raw

Say = Callable[[str], None]


def keep(raw: Raw, fetched: Fetched, say: Say) -> Entry:
    """Keep what was fetched, where raw/ has not got it; gives the entry of it.

    A zip packed again with the same members is no change.
    """
    if fetched.part is None:
        return fetched.entry
    entry = _named(fetched.entry, fetched.part, raw)
    held = raw.latest().get(entry.release)
    for known in [*raw.revisions().get(entry.release, []), *([held] if held else [])]:
        same = known.sha256 == entry.sha256
        if raw.intact(known) and (same or (known == held and known.members == entry.members)):
            fetched.part.unlink()
            _note(raw, known, entry)
            say(f"unchanged {entry.release}" + ("" if same else ": packed again, same members"))
            return known
    entry = raw.keep(fetched.part, entry)
    new = "" if catalog.listed(entry.release) else " (new: the catalog does not list it)"
    say(f"fetched {entry.release}{new}: {entry.answered_by}, {entry.bytes:,} bytes")
    return entry


def _named(entry: Entry, part: Path, raw: Raw) -> Entry:
    """The entry under its release, which some files tell only in their rows."""
    try:
        catalog.release(entry.release)
        return entry
    except UsageError:
        from pipelines.recognise import recognise  # opens the file, and so needs Polars

    found = recognise(part, entry.release, entry.dataset)
    if reason := raw.why_refused(found.name, entry.sha256):
        part.unlink()
        raise FetchError(f"{found.name}: CMS still has the file that was set aside. {reason}")
    return replace(entry, release=found.name)


def _note(raw: Raw, known: Entry, entry: Entry) -> None:
    """Note by which address and validators CMS offers known bytes, where these are new."""
    fields = ("url", "answered_by", "etag", "last_modified")
    seen = {name: getattr(entry, name) for name in fields}
    if seen != {name: getattr(known, name) for name in fields}:
        raw.hold(known, seen)


def settle(raw: Raw, kept: list[tuple[Fetched, Entry]], say: Say) -> None:
    """See that of each release the revision holds which CMS has at its address today.

    CMS withdraws a re-post by offering the file before it again, and changes a file without
    another name; in both the days in the names say otherwise.
    """
    offered: dict[str, list[tuple[Entry, bool]]] = {}
    for result, entry in kept:
        offered.setdefault(entry.release, []).append((entry, result.download.shown))
    for name, found in offered.items():
        holds = raw.latest()[name]
        if any(entry.sha256 == holds.sha256 for entry, _ in found):
            continue
        entry, is_shown = max(found, key=lambda pair: (pair[0].order, pair[0].published_on))
        if is_shown or entry.answered_by == holds.answered_by:
            raw.hold(entry, {}, restored=True)
            say(f"changed {name}: CMS shows {entry.answered_by} now; that revision holds")
