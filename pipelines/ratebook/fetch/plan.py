"""What a run downloads: what CMS's pages list, what else the catalog knows, and what is damaged
or missing in raw/."""

from collections.abc import Iterable
from dataclasses import replace

from ratebook import catalog
from ratebook.archive.entry import Entry
from ratebook.archive.raw import Raw
from ratebook.catalog.scope import Scope
from ratebook.fetch.discover import Look
from ratebook.fetch.download import Download, of_catalog


def downloads(asked: Scope, look: Look, raw: Raw, published: Iterable[str]) -> list[Download]:
    """Every file to ask for. `published`: the releases of the warehouse as it is."""
    found = [*look.files, *_by_catalog(asked, look)]
    asked_for = {address for download in found for address in download.addresses}
    found += [mend for mend in _damaged(raw) if not set(mend.addresses) <= asked_for]
    names = {download.name for download in found}
    return [*found, *(mend for mend in _lost(raw, published) if mend.name not in names)]


def _by_catalog(asked: Scope, look: Look) -> list[Download]:
    """The wanted releases that no listing shows, or only by a broken link, at the addresses that
    the catalog knows.

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
        found.append(replace(of_catalog(release), addresses=addresses))
    return found


def _damaged(raw: Raw) -> list[Download]:
    """Every file that is not the one that was accepted, where it came from."""
    damaged = [entry for entry in raw.entries() if not raw.intact(entry)]
    return [replace(_again(entry), mend=True) for entry in damaged]


def _again(entry: Entry) -> Download:
    release = catalog.release(entry.release)
    if release.parts > 1:
        return of_catalog(release)
    return Download(release.name, release.dataset, (entry.url,), release, order=entry.order)


def _lost(raw: Raw, published: Iterable[str]) -> list[Download]:
    """Releases that the warehouse has and raw/ does not know: lines of its manifest are gone."""
    gone = set(published) - set(raw.latest())
    return [replace(of_catalog(catalog.release(name)), mend=True) for name in sorted(gone)]
