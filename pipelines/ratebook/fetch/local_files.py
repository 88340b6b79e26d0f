"""Files a person has, added to raw/ after the same checks as a download.

A file that is taken does not always hold: of the postings of a release the last one does, by the
order of `entry.posting`. What does not hold is told, with the reason; `--hold` makes it hold.
"""

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from ratebook import catalog
from ratebook.archive.entry import Entry
from ratebook.archive.raw import Raw
from ratebook.archive.short_lists import accept_file
from ratebook.catalog.names import meaning
from ratebook.errors import DataError, RatebookError, UsageError, harmless
from ratebook.fetch import zips
from ratebook.fetch.download import Download, Fetched, entry_of
from ratebook.fetch.http import Answer
from ratebook.fetch.keep import keep
from ratebook.fetch.pack import Given, as_zip, given
from ratebook.home import Home
from ratebook.read.identify import content, recognize, require

Say = Callable[[str], None]


@dataclass(frozen=True)
class Taken:
    """A file in raw/ by the name that the person gave it; `entry` is None if it was refused,
    and `why` says the reason."""

    name: str
    entry: Entry | None
    why: str = ""


def add(
    home: Home, paths: list[Path], release: str | None, say: Say, accept_fewer: bool = False
) -> list[Taken]:
    """Take zips, folders of members and bare members into raw/, each recognized by its content.

    `release`: what one file is, where it does not tell; `accept_fewer`: each may list fewer
    codes than it should. Of several files one that is refused
    loses nothing of the others. Raises DataError if none is a release, UsageError if none
    can be told.
    """
    files = given(paths)
    if release and len(files) > 1:
        raise UsageError("--release applies to a single file.")
    raw = Raw(home.raw)
    taken = []
    for one in files:
        try:
            taken.append(_take(one, release, raw, home, say, accept_fewer))
        except RatebookError as error:
            why = str(error).replace(one.zip_name, one.name)
            why = why if one.name in why else f"{one.name}: {why}"
            if len(files) == 1:
                raise type(error)(why) from error
            taken.append(Taken(one.name, None, why))
    if not any(one.entry for one in taken):
        raise DataError("\n".join([*(one.why for one in taken), "Nothing was added."]))
    return taken


def said_by(path: Path) -> str:
    """The name of a file: with the folders that CMS's dated addresses have, where they are there
    (files/zip/rvu25d-updated-09/11/2025.zip), else the last part."""
    whole = path.resolve().as_posix()
    return whole if "/files/zip/" in whole and meaning(whole) else path.name


def _take(
    one: Given, named: str | None, raw: Raw, home: Home, say: Say, accept_fewer: bool
) -> Taken:
    part = raw.part(one.path.name)
    try:
        with as_zip(one, home.raw) as path:
            zips.require(path, one.name)
            said = re.sub(r"\s+", " ", harmless(path.name if one.members else said_by(path)))
            release = _release(path, said, named)
            shutil.copyfile(path, part)
        known = meaning(said, release.dataset)
        download = Download(
            release.name, release.dataset, (said,), release,
            known.posted if known else None, known.order if known else 0,
        )  # fmt: skip
        entry = entry_of(download, said, Answer(said), part, home.origin)
        entry = replace(entry, path=Path(said).name)
        if accept_fewer:
            accept_file(raw, release.name, entry.sha256)
        if reason := raw.why_refused(release.name, entry.sha256):
            raise DataError(f"{one.name} is the file that was set aside. {reason}")
        held = raw.latest().get(release.name)
        if one.members and held and entry.members.items() <= held.members.items():
            say(f"unchanged {release.name}: {held.answered_by} has exactly these files")
            return Taken(one.name, held)
        return Taken(one.name, keep(raw, Fetched(download, part, entry), say))
    except OSError as error:
        raise DataError(f"{one.name} cannot be added to {raw.folder}: {error}") from error
    finally:
        part.unlink(missing_ok=True)


def _release(path: Path, said: str, named: str | None) -> catalog.Release:
    if named:
        release = catalog.release(named)
        return require(content(path, None, release.name), release, path)
    return recognize(path, said)


def hold(taken: list[Taken], raw: Raw, who: str) -> None:
    """Put the added files in effect over all other revisions that raw/ has now.

    It is written into the manifest as a person's decision. A refresh respects it, though CMS
    shows one of the others, until CMS posts what raw/ does not have yet. UsageError if two of
    the files are of one release.
    """
    entries = [one.entry for one in taken if one.entry]
    names = [entry.release for entry in entries]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise UsageError(
            f"Two of the files are {', '.join(twice)}; with --hold, give only one of them."
        )
    for entry in entries:
        raw.choose(entry, who)


def must(taken: list[Taken]) -> frozenset[str]:
    """The release without which nothing is published: that of a single file."""
    return frozenset(one.entry.release for one in taken if one.entry and len(taken) == 1)


def named(reason: str, taken: list[Taken]) -> str:
    """Why a release was set aside, with the file that it came from."""
    files = (one.name for one in taken if one.entry and one.entry.release in reason)
    return f"{name}: {reason}" if (name := next(files, "")) else reason


def not_holding(taken: list[Taken], raw: Raw) -> list[str]:
    """Why a file that was taken does not hold, where none of its release that was taken does."""
    here = {(entry.release, entry.sha256) for entry in raw.entries()}  # without those set aside
    given = {one.entry.sha256 for one in taken if one.entry}
    latest = raw.latest()
    return [
        _told(one.name, one.entry, latest[one.entry.release], raw)
        for one in taken
        if one.entry and (one.entry.release, one.entry.sha256) in here
        and latest[one.entry.release].sha256 not in given
    ]  # fmt: skip


def _told(name: str, entry: Entry, holds: Entry, raw: Raw) -> str:
    release = entry.release
    return (
        f"{name} is in raw/ as revision {raw.revision(entry)} of {release}, but it is not in "
        f"effect: revision {raw.revision(holds)} is, "
        f"{holds.answered_by.rpartition('/files/zip/')[2]}, because {_why(entry, holds, raw)}. To "
        "put yours in effect, add it again with --hold."
    )


def _why(entry: Entry, holds: Entry, raw: Raw) -> str:
    """The first thing in the order of `posting` that tells the two apart."""
    if entry.sha256 in raw.passed_over(entry.release):
        return "a person chose it (--hold)"
    if entry.sha256 in raw.withdrawn().get(entry.release, ()):
        return "CMS withdrew yours"
    if holds.order != entry.order:
        return (
            "its name says it corrects yours" if holds.order > 0 else ("yours was posted before it")
        )
    days = (
        ("its name says that CMS posted it on", holds.published_on, entry.published_on),
        ("CMS's site dates it", holds.last_modified, entry.last_modified),
        ("the files in it are dated", holds.dated, entry.dated),
        ("it was zipped on", holds.packed_on, entry.packed_on),
    )
    for words, its, yours in days:
        if its != yours:
            return f"{words} {its}, and yours {yours or 'has no such date'}"
    return "it was added later"
