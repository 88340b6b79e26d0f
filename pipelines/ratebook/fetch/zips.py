"""Whether a file is a zip that may be opened: whole, undamaged, and of a size CMS's files have.

A zip from outside may name files outside its folder, unpack to terabytes, or be encrypted.
Nothing is unpacked to disk; members are read by name, so each of these is refused by name.
"""

import hashlib
import lzma
import re
import stat
import zipfile
import zlib
from pathlib import Path

from ratebook.errors import FetchError, harmless

EPOCH = (1980, 1, 1, 0, 0, 0)  # no day: zips have none before
MEMBERS = 500
UNPACKED = 2_000_000_000  # bytes of all members; CMS's largest, ZIP9, has 0.1 of it
RATIO = 200  # unpacked to packed, of members above a megabyte; CMS's texts reach 25
BROKEN = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError,
    UnicodeError, OSError, lzma.LZMAError,
)  # fmt: skip

OTHERS = {  # what else a file may be by its first bytes, and what to do
    b"<": ": it is a web page, so download the file again",
    b"7z": ": it is a 7-Zip archive, so unpack it and add the folder",
    b"Rar!": ": it is a rar archive, so unpack it and add the folder",
    b"\x1f\x8b": ": it is a gzip archive, so unpack it and add the folder",
}


def require(path: Path, address: str) -> None:
    """FetchError that says what is wrong, where a file is not a zip that may be kept."""
    if path.stat().st_size == 0:
        raise FetchError(f"{address} is empty; nothing was kept")
    with path.open("rb") as file:
        begins = file.read(8).lstrip()
    if not begins.startswith(b"PK"):
        what = next((what for sign, what in OTHERS.items() if begins.startswith(sign)), "")
        raise FetchError(f"{address} is not a zip file{what}; nothing was kept")
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
            fault = _fault(infos)
            if fault:
                raise FetchError(f"{address} {fault}; nothing was kept")
            damaged = archive.testzip()
            inner = [info for info in infos if info.filename.lower().endswith(".zip")]
            for info in inner:
                _require_inner(archive, info, address)
    except BROKEN as error:
        raise FetchError(
            f"{address} is not a complete zip file ({error}); nothing was kept"
        ) from error
    if damaged:
        raise FetchError(f"{address}: member {damaged} is damaged; nothing was kept")


def _require_inner(archive: zipfile.ZipFile, info: zipfile.ZipInfo, address: str) -> None:
    """A zip in the zip may hold what a zip may hold, but no third one."""
    with archive.open(info) as file, zipfile.ZipFile(file) as inner:
        infos = inner.infolist()
        fault = _fault(infos)
        if not fault and any(i.filename.lower().endswith(".zip") for i in infos):
            fault = "contains a zip in a zip in a zip"
        damaged = None if fault else inner.testzip()
    if fault or damaged:
        why = fault or f"member {damaged} is damaged"
        raise FetchError(f"{address}: {info.filename} {why}; nothing was kept")


def _fault(infos: list[zipfile.ZipInfo]) -> str:
    """What is wrong with a zip by its own directory, '' for nothing."""
    if not any(not info.is_dir() for info in infos):
        return "contains no files"
    if len(infos) > MEMBERS:
        return f"has {len(infos):,} members, more than {MEMBERS}"
    if sum(info.file_size for info in infos) > UNPACKED:
        return f"unpacks to more than {UNPACKED:,} bytes"
    return next((f"has {found}" for info in infos if (found := _bad_member(info))), "")


def _bad_member(info: zipfile.ZipInfo) -> str:
    name = info.orig_filename
    parts = name.replace("\\", "/").split("/")
    if ".." in parts or name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", name):
        return f"a member with a path outside its folder ({name!r})"
    if "\0" in name:
        return f"a member whose name contains a zero byte ({name!r})"
    if name != harmless(name) or re.search(r"[\t\n]", name):
        return f"a member whose name contains a control character ({name!r})"
    if stat.S_ISLNK(info.external_attr >> 16):
        return f"a link instead of a file ({name!r})"
    if info.flag_bits & 1:
        return f"an encrypted member ({name!r})"
    if info.file_size > 1_000_000 and info.file_size > RATIO * max(1, info.compress_size):
        return f"a member that unpacks to {info.file_size:,} bytes from {info.compress_size:,}"
    return ""


def pack(files: dict[str, Path], target: Path) -> None:
    """Write files into a zip by their names: the same files are the same bytes on every day."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in sorted(files.items()):
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            with path.open("rb") as source, archive.open(info, "w") as member:
                while chunk := source.read(1 << 20):
                    member.write(chunk)


def packed_on(zip_path: Path) -> str:
    """The day of the newest member of a zip, by its directory."""
    with zipfile.ZipFile(zip_path) as archive:
        year, month, day, *_ = max(info.date_time for info in archive.infolist())
    return f"{year}-{month:02d}-{day:02d}"


def members(zip_path: Path) -> dict[str, str]:
    """The hash of each member of a zip, by its name."""
    with zipfile.ZipFile(zip_path) as archive:
        names = [i.filename for i in archive.infolist() if not i.is_dir()]
        return {name: _hash(archive, name) for name in names}


def _hash(archive: zipfile.ZipFile, name: str) -> str:
    with archive.open(name) as member:
        return hashlib.file_digest(member, "sha256").hexdigest()  # type: ignore[arg-type]
