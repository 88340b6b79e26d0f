"""The zips that a page of CMS's offers, as downloads: which release each is, by its own name, by
the words of its link, or by the page it stands on."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from ratebook import catalog
from ratebook.catalog.names import Meaning, meaning
from ratebook.fetch.cms_page import File, Page
from ratebook.fetch.download import Download

Wants = Callable[[catalog.Release], bool]


@dataclass
class Offers:
    """What a page offers: downloads that are wanted, names that are not understood, and what a
    person must look at."""

    files: list[Download] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    releases: set[str] = field(default_factory=set)  # all that are named, wanted or not


def offers(dataset: str, page: Page, said: Meaning | None, wants: Wants) -> Offers:
    """The zips in the Downloads list of a page; `said`: what the page's own name means."""
    found = Offers()
    files = page.files() or []
    meant = [(file, _meaning(file, dataset)) for file in files]
    releases = {m.release.name for _, m in meant if m and m.release}
    found.releases = releases
    newest = _newest(dataset, releases)
    own = said.release if said else None
    nameless = [file for file, m in meant if m is None]
    for file, what in meant:
        if what is None and said and len(nameless) == 1 and not releases:
            what = said  # the one file of the page, under a name that says nothing
        if what is None:
            _not_understood(dataset, file, found)
        elif what.release and own and what.release != own and own.name not in releases:
            found.problems.append(
                f"the page for {own.name} links to {file.address}, which by its name is "
                f"{what.release.name}; it was not downloaded"
            )
        elif not what.aside and (
            what.release is None or what.release.name == newest or wants(what.release)
        ):
            found.files.append(_download(dataset, page, file, what, said))
    found.files = _parts_together(found.files)
    return found


def _parts_together(files: list[Download]) -> list[Download]:
    """The files of a release that is posted in parts as one download, in the order of the page."""
    found: dict[tuple[str, ...], Download] = {}
    for file in files:
        key = (file.name,) if file.parts > 1 else (file.name, *file.addresses)
        before = found[key].addresses if key in found else ()
        found[key] = replace(file, addresses=tuple(dict.fromkeys([*before, *file.addresses])))
    return list(found.values())


def _newest(dataset: str, releases: set[str]) -> str:
    """The newest release offered of a data set whose newest is wanted whatever the year."""
    if not catalog.datasets()[dataset].get("newest"):
        return ""
    return max(releases, key=lambda name: catalog.release(name).effective_from, default="")


def _meaning(file: File, dataset: str) -> Meaning | None:
    """What the name of a file means, else the words of its link, which may tell the day alone."""
    by_name, by_words = meaning(file.address, dataset), meaning(file.text, dataset)
    said = by_name or by_words
    return said and replace(said, posted=said.posted or (by_words.posted if by_words else None))


def _not_understood(dataset: str, file: File, found: Offers) -> None:
    """A name that looks like a release's must not be passed over."""
    words = f"{file.address} ({dataset})"
    if re.search(catalog.datasets()[dataset]["alike"], file.address, re.IGNORECASE):
        found.problems.append(
            f"{words} looks like a release, but its name is not recognized: add the name to "
            "pipelines/ratebook/catalog/catalog.toml"
        )
    else:
        found.unclear.append(words)


def _download(
    dataset: str, page: Page, file: File, what: Meaning, said: Meaning | None
) -> Download:
    return Download(
        what.release.name if what.release else _plain(file.address), dataset, (file.address,),
        what.release, what.posted, what.order or (said.order if said else 0), file.license,
        page.address,
    )  # fmt: skip


def _plain(address: str) -> str:
    """The name of a zip in one word, its folders too."""
    return re.sub(r"[^\w.-]+", "-", address.split("/files/zip/")[-1].removesuffix(".zip"))
