"""What a run downloads: what CMS's pages show, what the catalog knows beside them, and what is
damaged or lost in raw/."""

from collections.abc import Iterable
from dataclasses import replace

from pipelines import catalog, discover, fetch
from pipelines.discover import Look
from pipelines.entry import Entry
from pipelines.fetch import Download
from pipelines.raw import Raw
from pipelines.site import Source
from pipelines.wanted import Wanted


def downloads(asked: Wanted, look: Look, raw: Raw, published: Iterable[str]) -> list[Download]:
    """Every file to ask for. `published`: the releases of the warehouse as it is."""
    found = [*look.files, *_by_catalog(asked, look)]
    asked_for = {address for download in found for address in download.addresses}
    found += [mend for mend in _damaged(raw) if not set(mend.addresses) <= asked_for]
    names = {download.name for download in found}
    return [*found, *(mend for mend in _lost(raw, published) if mend.name not in names)]


def _by_catalog(asked: Wanted, look: Look) -> list[Download]:
    """The wanted releases that no listing shows, or by a page that leads nowhere, at the addresses
    that the catalog knows.

    An address by pattern is a guess, made where a person named the release or there is no
    listing to read.
    """
    dead = [catalog.release(name) for name in look.dead if catalog.listed(name)]
    found = []
    for release in dict.fromkeys([*asked.releases, *dead]):
        if look.shows(release) and release.name not in look.dead:
            continue
        guess = release.name in asked.named or not look.read(release.dataset)
        addresses = release.addresses if guess else catalog.own_addresses(release)
        found.append(replace(fetch.of_catalog(release), addresses=addresses))
    return found


def _damaged(raw: Raw) -> list[Download]:
    """Every file that is not the one that was accepted, where it came from."""
    damaged = [entry for entry in raw.entries() if not raw.intact(entry)]
    return [replace(_again(entry), mend=True) for entry in damaged]


def _again(entry: Entry) -> Download:
    release = catalog.release(entry.release)
    return Download(release.name, release.dataset, (entry.url,), release, order=entry.order)


def _lost(raw: Raw, published: Iterable[str]) -> list[Download]:
    """Releases that the warehouse has and raw/ does not know: lines of its manifest are gone."""
    gone = set(published) - set(raw.latest())
    return [replace(fetch.of_catalog(catalog.release(name)), mend=True) for name in sorted(gone)]


def before_licence(
    cms: Source, wanted: list[Download], agreed: bool
) -> tuple[list[Download], list[Download]]:
    """What may be fetched, and what waits for a person to accept the licence.

    A copy of the site that plays no licence form has none to accept.
    """
    gated = [download for download in wanted if download.licence]
    if agreed or not gated or not discover.leads_somewhere(cms, gated[0].licence):
        return wanted, []
    return [download for download in wanted if not download.licence], gated
