"""CMS's genuine files for the tests, and folders like the site with something changed in them."""

import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

from ratebook import catalog
from ratebook.archive.entry import Entry
from ratebook.archive.raw import Raw
from ratebook.fetch import download
from ratebook.fetch.keep import keep
from ratebook.fetch.site import source

FOLDER = Path(
    os.environ.get("RATEBOOK_TEST_CMS", Path(__file__).parents[3] / "shared" / "cms")
).resolve()
ORACLES = FOLDER.parent / "oracles"
ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "pipelines" / "ratebook" / "sample" / "site"
MAIN_JOB = (
    "RVU25A RVU25D RVU26C OPPS-2025-01 OPPS-2026-07 ASC-2025-01 ASC-2025-10 ASC-2026-01".split()
)
Change = Callable[[bytes], bytes]


def zip_of(name: str, folder: Path = FOLDER) -> Path:
    """The zip of a release in a folder laid out like the site."""
    paths = [folder / address.lstrip("/") for address in catalog.release(name).addresses]
    return next(path for path in paths if path.is_file() and zipfile.is_zipfile(path))


def all_releases() -> list[str]:
    """Every release whose zip is in the folder of genuine files."""
    names = []
    for release in catalog.known():
        paths = [FOLDER / address.lstrip("/") for address in release.addresses]
        if any(path.is_file() and zipfile.is_zipfile(path) for path in paths):
            names.append(release.name)
    return names


def site_with(folder: Path, name: str, changes: dict[str, Change | None], like: Path) -> Path:
    """A folder like the site with one release, some of its members changed or (None) left out.

    A change is asked for by the beginning of a member's name.
    """
    source = zip_of(name, like)
    target = folder / source.relative_to(like)
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            prefix = next((p for p in changes if member.startswith(p)), None)
            change = changes[prefix] if prefix else _same
            if change:
                new.writestr(member, change(old.read(member)))
    return folder


def _same(data: bytes) -> bytes:
    return data


def add(folder: Path, *names: str, like: Path) -> Path:
    """Put releases, unchanged, into a folder like the site."""
    for name in names:
        source = zip_of(name, like)
        target = folder / source.relative_to(like)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    return folder


def replaced(old: str, new: str, count: int = 1) -> Change:
    """A change of text in a member; it must be there."""

    def change(data: bytes) -> bytes:
        assert old.encode() in data, f"{old!r} is not in the member"
        return data.replace(old.encode(), new.encode(), count)

    return change


def line_after(start: str, line: str) -> Change:
    """A change that puts a line after the first line that starts so."""

    def change(data: bytes) -> bytes:
        lines = data.split(b"\r\n")
        at = next(i for i, text in enumerate(lines) if text.startswith(start.encode()))
        return b"\r\n".join([*lines[: at + 1], line.encode("latin-1"), *lines[at + 1 :]])

    return change


def fetched(release: catalog.Release | str, at: str, raw: Raw) -> Entry:
    """A release fetched from a site or folder into raw/, as a refresh does it."""
    if isinstance(release, str):
        release = catalog.release(release)
    found = download.fetch(download.of_catalog(release), source(at), raw)
    return keep(raw, found, lambda text: None)
