"""A download becomes a file of raw/: new bytes are kept, known ones noted, and the revision that
CMS shows today is in effect.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from ratebook import catalog
from ratebook.archive.entry import Entry, posting
from ratebook.archive.raw import Raw, now
from ratebook.errors import FetchError, UsageError
from ratebook.fetch.download import Fetched, order_of

Say = Callable[[str], None]


def keep(raw: Raw, fetched: Fetched, say: Say) -> Entry:
    """Keep what was fetched, where raw/ has not got it; returns the entry of it.

    A zip packed again with the same members is not a change. Raises FetchError for a file that
    was set aside before, or that is another release's to the last byte.
    """
    if fetched.part is None:
        return _still(raw, fetched)
    entry = _named(fetched.entry, fetched.part, raw)
    held = raw.latest().get(entry.release)
    for known in raw.revisions().get(entry.release, []):
        same = known.sha256 == entry.sha256
        if raw.intact(known) and (same or (known == held and known.members == entry.members)):
            fetched.part.unlink()
            _note(raw, known, entry)
            say(f"unchanged {entry.release}" + ("" if same else ": zipped again, same contents"))
            return known
    _require_own(raw, entry, fetched.part)
    entry = raw.keep(fetched.part, entry)
    new = "" if catalog.listed(entry.release) else " (new: not yet in the catalog)"
    say(f"fetched {entry.release}{new}: {entry.answered_by}, {entry.bytes:,} bytes")
    return entry


def _still(raw: Raw, fetched: Fetched) -> Entry:
    """An entry that the site says still holds; what its name and page say of it is noted."""
    known, download = fetched.entry, fetched.download
    if download.release and known.release != download.name:
        raise FetchError(
            f"{download.name}: {known.answered_by} is the file of {known.release}; nothing was kept"
        )
    posted = download.posted.isoformat() if download.posted else ""
    order = order_of(download, known.answered_by)
    if download.page:
        _note(raw, known, replace(known, page=download.page, order=order, published_on=posted))
    return known


def _named(entry: Entry, part: Path, raw: Raw) -> Entry:
    """The entry under its release, which some files tell only in their rows."""
    try:
        catalog.release(entry.release)
        return entry
    except UsageError:
        from ratebook.read.identify import recognize  # opens the file, and so needs Polars

    found = recognize(part, entry.release, entry.dataset)
    if reason := raw.why_refused(found.name, entry.sha256):
        part.unlink()
        raise FetchError(f"{found.name}: CMS still posts the file that was set aside. {reason}")
    return replace(entry, release=found.name)


def _require_own(raw: Raw, entry: Entry, part: Path) -> None:
    """CMS has put one release's file under another's name; both cannot be true."""
    start = catalog.release(entry.release).effective_from
    for other in raw.latest().values():
        same = other.dataset == entry.dataset and other.members == entry.members
        if same and catalog.release(other.release).effective_from != start:
            part.unlink()
            raise FetchError(
                f"{entry.release}: {entry.answered_by} has exactly the contents of "
                f"{other.release}, which takes effect on another day; nothing was kept"
            )


def _note(raw: Raw, known: Entry, entry: Entry) -> None:
    """Note how CMS offers known bytes, where that is new: by which address, page and
    validators, and under which name, where the name says more than the one before."""
    seen: dict[str, Any] = {
        name: getattr(entry, name)
        for name in ("url", "answered_by", "etag", "last_modified", "page")
        if getattr(entry, name) != getattr(known, name)
    }
    if entry.bytes != (known.offered_bytes or known.bytes):
        seen["offered_bytes"] = entry.bytes
    if (entry.order, entry.published_on) > (known.order, known.published_on):
        seen |= {"order": entry.order, "published_on": entry.published_on}
    today = now()[:10]
    fresh = known.noted_on[:7] == today[:7]  # validators that change daily are noted monthly
    if seen and not (fresh and set(seen) <= {"etag", "last_modified"}):
        raw.hold(known, seen | {"noted_on": today})


def settle(raw: Raw, kept: list[tuple[Fetched, Entry]], unsure: set[str], say: Say) -> None:
    """Put the revision of each release in effect that CMS offers today.

    CMS withdraws a re-post by offering the earlier file again on the same page, and changes a
    file without another name; in both cases the days in the names say otherwise. A failure
    withdraws nothing (`unsure`: releases with a failed download), nor does a file that a person
    replaced with another.
    """
    offered: dict[str, list[tuple[Fetched, Entry]]] = {}
    for result, entry in kept:
        offered.setdefault(entry.release, []).append((result, entry))
    for name, found in offered.items():
        holds, known = raw.latest()[name], {e.sha256: e for e in raw.revisions()[name]}
        result, entry = max(found, key=lambda pair: posting(known[pair[1].sha256]))
        same_address = entry.answered_by == holds.answered_by
        if entry.sha256 == holds.sha256 or (name in unsure and not same_address):
            continue
        if entry.sha256 in raw.passed_over(name):
            continue
        still = any(e.sha256 == holds.sha256 for _, e in found)
        same_page = any(r.download.page and r.download.page == holds.page for r, _ in found)
        if still or same_page or same_address:
            raw.go_back(entry)
            say(f"changed {name}: CMS now posts {entry.answered_by}; that revision is in effect")
