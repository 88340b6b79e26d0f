"""Files a person has: taken into raw/ by the same checks as a download."""

import shutil
from collections.abc import Callable
from pathlib import Path

from pipelines import catalog, zips
from pipelines.accepted import accept_file
from pipelines.errors import DataError, UsageError
from pipelines.fetch import Download, Fetched, entry_of
from pipelines.home import Home
from pipelines.keep import keep
from pipelines.names import meaning
from pipelines.raw import Raw
from pipelines.recognise import content, recognise, require
from pipelines.web import Answer

Say = Callable[[str], None]


def add(
    home: Home, files: list[Path], release: str | None, say: Say, accept_fewer: bool = False
) -> list[str]:
    """Take zips into raw/, each recognised by its content; gives the names of their releases.

    `release`: what one file is, where it does not tell; `accept_fewer`: each may list fewer
    codes than it should. Nothing is taken where one is refused.
    Raises DataError for what is no release, UsageError for what cannot be told.
    """
    if release and len(files) > 1:
        raise UsageError("--release goes with one file.")
    known = [(path, _release(path, release)) for path in files]
    raw = Raw(home.raw)
    return [_take(path, found, raw, home, say, accept_fewer) for path, found in known]


def _release(path: Path, given: str | None) -> catalog.Release:
    if not path.is_file():
        raise UsageError(f"{path} is not there, or no file.")
    zips.require(path, path.name)
    if given:
        named = catalog.release(given)
        return require(content(path), named, path)
    return recognise(path, said_by(path))


def said_by(path: Path) -> str:
    """The name of a file: with the folders that CMS's dated addresses have, where they are there
    (files/zip/rvu25d-updated-09/11/2025.zip), else the last part."""
    whole = path.resolve().as_posix()
    return whole if "/files/zip/" in whole and meaning(whole) else path.name


def _take(
    path: Path, release: catalog.Release, raw: Raw, home: Home, say: Say, accept_fewer: bool
) -> str:
    part = raw.part(release.name)
    try:
        shutil.copyfile(path, part)
        said = meaning(said_by(path), release.dataset)
        download = Download(
            release.name, release.dataset, (said_by(path),), release,
            said.posted if said else None, said.order if said else 0,
        )  # fmt: skip
        entry = entry_of(download, path.name, Answer(said_by(path)), part, home.origin)
        if accept_fewer:
            accept_file(raw, release.name, entry.sha256)
        if reason := raw.why_refused(release.name, entry.sha256):
            raise DataError(f"{path.name} is the file that was set aside. {reason}")
        keep(raw, Fetched(download, part, entry), say)
    except OSError as error:
        raise DataError(f"{path} cannot be taken into {raw.folder}: {error}") from error
    finally:
        part.unlink(missing_ok=True)
    return release.name
