"""What became of the downloads of a run, sorted for the person who must know."""

from dataclasses import dataclass, field
from datetime import date

from pipelines import catalog
from pipelines.errors import DataError
from pipelines.fetch import Download, Fetched, Licence
from pipelines.raw import Entry
from pipelines.wanted import Wanted
from pipelines.web import NotThere

Outcome = Fetched | DataError
NAMED = 8  # of a long list


@dataclass
class Acquired:
    """What a look at the site and the downloads gave, in words where a person must know."""

    entries: list[Entry] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)  # to be had, and not had: exit status 1
    waiting: list[str] = field(default_factory=list)  # files behind the licence
    nowhere: dict[str, str] = field(default_factory=dict)  # shown, and nothing is there
    absent: list[catalog.Release] = field(default_factory=list)  # due, and not to be found
    unclear: list[str] = field(default_factory=list)  # names that are not understood
    assumed: list[str] = field(default_factory=list)  # first days that nobody has said
    unread: set[str] = field(default_factory=set)  # data sets whose listing could not be read


def failures(
    asked: Wanted, outcomes: list[tuple[Download, Outcome]], found: Acquired, kept: frozenset[str],
    today: date,
) -> list[str]:  # fmt: skip
    """Sort what was not had into `found`; gives the reasons of those that a person named."""
    for download, result in outcomes:
        if isinstance(result, Fetched):
            found.nowhere.pop(download.name, None)
    tried = {download.name for download, _ in outcomes}
    named = [
        f"{name}: its page {found.nowhere[name]} leads nowhere"
        for name in sorted(asked.named & set(found.nowhere) - tried)
    ]
    named += [_waits(line) for line in found.waiting if line.split(":")[0] in asked.named]
    had = {download.name for download, result in outcomes if isinstance(result, Fetched)}
    for download, error in outcomes:
        if not isinstance(error, DataError):
            continue
        if isinstance(error, NotThere) and download.name in had:
            continue  # another posting of it is there
        if download.name in asked.named:
            named.append(str(error))
        else:
            _sort(download, error, found, kept, today)
    gone = kept | set(found.nowhere)
    found.absent = [r for r in found.absent if r.rank and r.name not in gone]
    return named


def _sort(
    download: Download, error: DataError, found: Acquired, kept: frozenset[str], today: date
) -> None:
    """One that nobody named: leading nowhere, waiting, absent, or missed."""
    behind_guess = isinstance(error, Licence) and download.dataset not in found.unread
    if download.mend:
        found.missed.append(f"{download.name} is damaged in raw/ or gone from it: {error}")
    elif not download.shown and (behind_guess or isinstance(error, NotThere)):
        if download.release and download.release.effective_from <= today:
            found.absent.append(download.release)
    elif isinstance(error, NotThere) and download.name in kept:
        found.missed.append(f"{error} raw/ keeps what it has.")
    elif isinstance(error, NotThere):
        found.nowhere[download.name] = download.addresses[0]
    elif isinstance(error, Licence):
        found.waiting.append(f"{download.name}: {download.addresses[0]}")
    else:
        held = " (raw/ keeps what it has)" if download.name in kept else ""
        found.missed.append(f"{error}{held}")


def _waits(line: str) -> str:
    return (
        f"{line} waits behind the AMA licence form, which a person must accept: "
        "`ratebook accept-ama-license` says how"
    )


def waiting(found: Acquired) -> list[str]:
    """The files behind the licence, in one sentence; nothing where there are none."""
    names = ", ".join(line.split(":")[0] for line in found.waiting)
    count = len(found.waiting)
    said = (
        f"{count} file{'s' * (count != 1)} behind the AMA licence, which nobody has accepted here"
    )
    return [f"{said} (`ratebook accept-ama-license`): {names}"] if count else []


def summary(found: Acquired) -> list[str]:
    """What a person must know of a run besides what was missed, a line for each kind of thing."""
    lines = []
    lines += found.assumed
    if found.nowhere:
        dead = ", ".join(sorted(found.nowhere))
        lines.append(f"shown by CMS and leading nowhere, {len(found.nowhere)}: {dead}")
    if found.absent:
        due = sorted(found.absent, key=lambda release: release.effective_from, reverse=True)
        names = [f"{release.name} since {release.effective_from}" for release in due[:NAMED]]
        more = f" and {len(due) - NAMED} more" if len(due) > NAMED else ""
        lines.append(
            f"due, and neither shown by CMS nor at a known address: {', '.join(names)}{more} "
            "(`ratebook status`)"
        )
    if found.unclear:
        lines.append(f"not understood, and not fetched: {', '.join(found.unclear)}")
    return lines
