"""What became of the downloads of a run, sorted for the person who must know."""

from dataclasses import dataclass, field
from datetime import date

from ratebook import catalog
from ratebook.catalog.scope import Scope
from ratebook.errors import DataError
from ratebook.fetch.download import Download, Fetched, LicenseRequired
from ratebook.fetch.http import NotThere

Outcome = Fetched | DataError
NAMED = 8  # of a long list
NEVER = (-9, "")  # before every posting


@dataclass
class Acquired:
    """What a look at the site and the downloads gave, in words where a person must know."""

    missed: list[str] = field(default_factory=list)  # to be had, and not had: exit status 1
    waiting: list[Download] = field(default_factory=list)  # behind the license
    nowhere: dict[str, str] = field(default_factory=dict)  # shown, and nothing is there
    absent: list[catalog.Release] = field(default_factory=list)  # due, and not to be found
    unclear: list[str] = field(default_factory=list)  # names that are not understood
    assumed: list[str] = field(default_factory=list)  # first days that no one has said
    by_hand: set[str] = field(default_factory=set)  # releases that no page of CMS's gave us
    unread: set[str] = field(default_factory=set)  # data sets whose listing could not be read


def failures(
    asked: Scope, outcomes: list[tuple[Download, Outcome]], found: Acquired, kept: frozenset[str],
    today: date,
) -> list[str]:  # fmt: skip
    """Sort failed downloads into `found`; returns the reasons of those that a person named."""
    had = _had(outcomes)
    for name in had:
        found.nowhere.pop(name, None)
    named = _nothing_of(asked, outcomes, found)
    for download, error in outcomes:
        if not isinstance(error, DataError):
            continue
        if isinstance(error, NotThere) and had.get(download.name, NEVER) >= download.rank:
            continue  # a later posting of it is there
        if download.name in asked.named:
            named.append(str(error))
        else:
            _sort(download, error, found, kept, today)
    gone = kept | set(found.nowhere)
    found.absent = [r for r in found.absent if r.rank and r.name not in gone]
    return named


def _had(outcomes: list[tuple[Download, Outcome]]) -> dict[str, tuple[int, str]]:
    """The releases of which something was downloaded, and the rank of the last posting of each."""
    had: dict[str, tuple[int, str]] = {}
    for download, result in outcomes:
        if isinstance(result, Fetched):
            had[download.name] = max(had.get(download.name, NEVER), download.rank)
    return had


def _nothing_of(
    asked: Scope, outcomes: list[tuple[Download, Outcome]], found: Acquired
) -> list[str]:
    """The named releases of which not even a file could be asked for, and why."""
    tried = {download.name for download, _ in outcomes}
    waiting = {download.name: download for download in found.waiting}
    reasons = []
    for name in sorted(asked.named):
        if name in waiting:
            reasons.append(_waits(waiting[name]))
        elif name not in tried and name in found.nowhere:
            reasons.append(
                f"{name}: listed by CMS, but the link to its page {found.nowhere[name]} is broken"
            )
        elif name not in tried:
            reasons.append(f"{name} could not be downloaded: the address of its file is not known")
    return reasons


def _sort(
    download: Download, error: DataError, found: Acquired, kept: frozenset[str], today: date
) -> None:
    """One that no one named: with a broken link, waiting, absent, or missed."""
    behind_guess = isinstance(error, LicenseRequired) and download.dataset not in found.unread
    if download.mend:
        found.missed.append(f"{download.name} is damaged in raw/ or missing from it: {error}")
    elif not download.shown and (behind_guess or isinstance(error, NotThere)):
        if download.release and download.release.effective_from <= today:
            found.absent.append(download.release)
    elif isinstance(error, NotThere) and download.name in kept - found.by_hand:
        found.missed.append(f"{error} The earlier posting stays in effect.")
    elif isinstance(error, NotThere):
        found.nowhere[download.name] = download.addresses[0]
    elif isinstance(error, LicenseRequired):
        found.waiting.append(download)
    else:
        held = " (raw/ keeps what it has)" if download.name in kept else ""
        found.missed.append(f"{error}{held}")


def _waits(download: Download) -> str:
    return (
        f"{download.name}: {download.addresses[0]} is behind the AMA license form, which a person "
        "must accept first: see `ratebook accept-ama-license`"
    )


def waiting(found: Acquired) -> list[str]:
    """The files behind the license, in one sentence; nothing if there are none."""
    names = ", ".join(download.name for download in found.waiting)
    count = len(found.waiting)
    said = (
        f"{count} file{'s' * (count != 1)} waiting for the AMA license, which has not been "
        "accepted here"
    )
    return [f"{said} (`ratebook accept-ama-license`): {names}"] if count else []


def summary(found: Acquired) -> list[str]:
    """What a person should know about a run besides failures, one line for each kind."""
    lines = []
    lines += found.assumed
    if found.nowhere:
        dead = ", ".join(sorted(found.nowhere))
        lines.append(f"listed by CMS, but the link is broken, {len(found.nowhere)}: {dead}")
    if found.absent:
        order = list(catalog.datasets())  # the newest, and of a day the fee schedules first
        due = sorted(found.absent, key=lambda release: order.index(release.dataset))
        due.sort(key=lambda release: release.effective_from, reverse=True)
        names = [f"{release.name} since {release.effective_from}" for release in due[:NAMED]]
        more = f" and {len(due) - NAMED} more" if len(due) > NAMED else ""
        lines.append(
            f"due, but not found on CMS's pages or at a known address: {', '.join(names)}{more} "
            "(`ratebook status`)"
        )
    if found.unclear:
        lines.append(f"name not recognized, so not downloaded: {', '.join(found.unclear)}")
    return lines
