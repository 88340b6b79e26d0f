"""The zips that a page of CMS's offers, as downloads: which release each is, by its own name, by
the words of its link, or by the page it stands on."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from pipelines import catalog
from pipelines.fetch import Download
from pipelines.names import Meaning, meaning
from pipelines.pages import File, Page

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
    own = said.release if said else None
    nameless = [file for file, m in meant if m is None]
    for file, what in meant:
        if what is None and said and len(nameless) == 1 and not releases:
            what = said  # the one file of the page, under a name that says nothing
        if what is None:
            _not_understood(dataset, file, found)
        elif what.release and own and what.release != own and own.name not in releases:
            found.problems.append(
                f"the page of {own.name} offers {file.address}, which is {what.release.name}'s by "
                "its name; it was not fetched"
            )
        elif not what.aside and (what.release is None or wants(what.release)):
            found.files.append(_download(dataset, page, file, what, said))
    return found


def _meaning(file: File, dataset: str) -> Meaning | None:
    return meaning(file.address, dataset) or meaning(file.text, dataset)


def _not_understood(dataset: str, file: File, found: Offers) -> None:
    """A name that looks like a release's must not be passed over."""
    words = f"{file.address} ({dataset})"
    if re.search(catalog.datasets()[dataset]["alike"], file.address, re.IGNORECASE):
        found.problems.append(
            f"{words} looks like a release and is not understood: add its name to "
            "pipelines/catalog.toml"
        )
    else:
        found.unclear.append(words)


def _download(
    dataset: str, page: Page, file: File, what: Meaning, said: Meaning | None
) -> Download:
    text = meaning(file.text, dataset)
    return Download(
        what.release.name if what.release else _plain(file.address), dataset, (file.address,),
        what.release, what.posted or (text.posted if text else None),
        what.order or (said.order if said else 0), file.licence, page.address,
    )  # fmt: skip


def _plain(address: str) -> str:
    """The name of a zip in one word, its folders too."""
    return re.sub(r"[^\w.-]+", "-", address.split("/files/zip/")[-1].removesuffix(".zip"))
