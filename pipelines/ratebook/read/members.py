"""The members of a CMS zip: which are there, and their bytes."""

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ratebook.errors import DataError

AGAIN = "To download it again, name the release in a refresh."
INNER = "!/"  # between the name of a zip in the zip and that of its member
FORMATS = ("csv", "txt", "xlsx")  # in the order in which we like to read them
LARGEST = 200_000_000  # bytes of a table; a year of CMS's amounts (PFALL) has 140 million


@dataclass(frozen=True)
class Member:
    """A file in a zip: its name there, its format, its size, and the zip to read it from."""

    name: str
    format: str
    size: int
    zip_path: Path

    def read(self) -> bytes:
        """The bytes, checked against the zip's own checksum; DataError if they are too many."""
        if self.size > LARGEST:
            raise DataError(
                f"{self.name} unpacks to {self.size:,} bytes; no CMS table has more than "
                f"{LARGEST:,}. It was not read; check whether it is the right file."
            )
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

    Raises DataError if the file is not a zip or its directory is damaged.
    """
    try:
        with zipfile.ZipFile(zip_path) as archive:
            sizes = [item for info in archive.infolist() for item in _sizes(archive, info)]
    except (zipfile.BadZipFile, OSError) as error:
        raise DataError(f"{zip_path} cannot be read as a zip ({error}). {AGAIN}") from error
    found = [Member(name, _format(name), n, zip_path) for name, n in sizes if _is_data(name)]
    return sorted(found, key=lambda member: (FORMATS.index(member.format), member.name))


def _sizes(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> list[tuple[str, int]]:
    """A member's name and size; those of the members of a zip in the zip, behind its own name."""
    if info.is_dir():
        return []
    if not info.filename.lower().endswith(".zip"):
        return [(info.filename, info.file_size)]
    with archive.open(info) as file, zipfile.ZipFile(file) as inner:
        infos = [i for i in inner.infolist() if not i.is_dir()]
        return [(f"{info.filename}{INNER}{i.filename}", i.file_size) for i in infos]


def base_name(name: str) -> str:
    """The last part of a member's name: CMS's folders say nothing of the table in them."""
    return PurePosixPath(name.replace("\\", "/")).name


def _format(name: str) -> str:
    return PurePosixPath(name).suffix.lower().lstrip(".")


def _is_data(name: str) -> bool:
    path = PurePosixPath(name)
    hidden = path.name.startswith((".", "~")) or "__MACOSX" in path.parts
    return _format(name) in FORMATS and not hidden
