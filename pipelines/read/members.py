"""The members of a CMS zip: which are there, and their bytes."""

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipelines.errors import DataError

AGAIN = "Name the release in a refresh to fetch it again."
INNER = "!/"  # between the name of a zip in the zip and that of its member
FORMATS = ("csv", "txt", "xlsx")  # in the order in which we like to read them


@dataclass(frozen=True)
class Member:
    """A file in a zip: its name there, its format, and the zip to read it from."""

    name: str
    format: str
    zip_path: Path

    def read(self) -> bytes:
        """The bytes, checked against the zip's own checksum."""
        try:
            with zipfile.ZipFile(self.zip_path) as archive:
                if INNER not in self.name:
                    return archive.read(self.name)
                outer, name = self.name.split(INNER)
                with archive.open(outer) as file, zipfile.ZipFile(file) as inner:
                    return inner.read(name)
        except (
            zipfile.BadZipFile,
            zlib.error,
            RuntimeError,
            OSError,
            EOFError,
            ValueError,
        ) as error:
            raise DataError(
                f"member {self.name} of {self.zip_path} cannot be read ({error}). {AGAIN}"
            ) from error


def members(zip_path: Path) -> list[Member]:
    """The tables in a zip, csv before txt before xlsx, by name within a format.

    Raises DataError where the file is no zip or its directory is damaged.
    """
    try:
        with zipfile.ZipFile(zip_path) as archive:
            names = [name for info in archive.infolist() for name in _names(archive, info)]
    except (zipfile.BadZipFile, OSError) as error:
        raise DataError(f"{zip_path} cannot be read as a zip ({error}). {AGAIN}") from error
    found = [Member(name, _format(name), zip_path) for name in names if _is_data(name)]
    return sorted(found, key=lambda member: (FORMATS.index(member.format), member.name))


def _names(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> list[str]:
    """A member's name; those of the members of a zip in the zip, behind its own."""
    if info.is_dir():
        return []
    if not info.filename.lower().endswith(".zip"):
        return [info.filename]
    with archive.open(info) as file, zipfile.ZipFile(file) as inner:
        return [f"{info.filename}{INNER}{i.filename}" for i in inner.infolist() if not i.is_dir()]


def base_name(name: str) -> str:
    """The last part of a member's name: CMS's folders say nothing of the table in them."""
    return PurePosixPath(name.replace("\\", "/")).name


def _format(name: str) -> str:
    return PurePosixPath(name).suffix.lower().lstrip(".")


def _is_data(name: str) -> bool:
    path = PurePosixPath(name)
    hidden = path.name.startswith((".", "~")) or "__MACOSX" in path.parts
    return _format(name) in FORMATS and not hidden
