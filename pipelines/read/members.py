"""The members of a CMS zip: which are there, and their bytes."""

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipelines.errors import DataError

AGAIN = "Name the release in a refresh to fetch it again."
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
                return archive.read(self.name)
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
            names = [info.filename for info in archive.infolist() if not info.is_dir()]
    except (zipfile.BadZipFile, OSError) as error:
        raise DataError(f"{zip_path} cannot be read as a zip ({error}). {AGAIN}") from error
    found = [Member(name, _format(name), zip_path) for name in names if _is_data(name)]
    return sorted(found, key=lambda member: (FORMATS.index(member.format), member.name))


def base_name(name: str) -> str:
    """The last part of a member's name: CMS's folders say nothing of the table in them."""
    return PurePosixPath(name.replace("\\", "/")).name


def _format(name: str) -> str:
    return PurePosixPath(name).suffix.lower().lstrip(".")


def _is_data(name: str) -> bool:
    path = PurePosixPath(name)
    hidden = path.name.startswith((".", "~")) or "__MACOSX" in path.parts
    return _format(name) in FORMATS and not hidden
