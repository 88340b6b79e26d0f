"""Folders and single files that a person has, as zips like CMS's.

A folder of unzipped members, or the bare csv files, become one zip in a folder of raw/ that is
removed when they are taken. The same members are the same bytes, whatever day they are packed.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from ratebook.catalog.names import meaning
from ratebook.errors import DataError, UsageError
from ratebook.fetch.zips import MEMBERS, UNPACKED, pack
from ratebook.read.layouts import all_layouts
from ratebook.read.members import FORMATS

MANY = 5_000  # files below a folder; CMS's releases have 16


@dataclass(frozen=True)
class Given:
    """A zip that a person has, or members that are packed into one: what it is called."""

    path: Path  # as the person wrote it, the first one of several
    members: tuple[Path, ...] = ()  # none of a zip
    inside: Path = Path()  # the folder of the first of them

    @property
    def name(self) -> str:
        """What messages call it."""
        more = len(self.members) - 1
        single = self.path in self.members
        return f"{self.path.name} and {more} more" if single and more > 0 else self.path.name

    @property
    def zip_name(self) -> str:
        """The name of its zip: by its own name, or by that of its folder where that tells more."""
        if not self.members:
            return self.path.name
        names = [self.path.stem] if self.path in self.members else []
        names.append(self.inside.name)
        return f"{next(filter(meaning, names), names[0])}.zip"


def given(paths: list[Path]) -> list[Given]:
    """What each path is: a zip, the zips and members in a folder, or members by themselves, which
    belong together by the data set that their names tell. UsageError for what is not there."""
    found: list[Given] = []
    zips: list[Path] = []
    loose: dict[str, list[Path]] = {}
    for path in (path if path.name not in ("", "..") else path.resolve() for path in paths):
        if path.is_dir():
            found += _in_folder(path)
        elif not path.is_file():
            raise UsageError(f"{path} was not found.")
        elif _is_table(path):
            loose.setdefault(_dataset(path.name), []).append(path)
        else:
            zips.append(path)
    found += _together(zips)
    found += [Given(files[0], tuple(files), files[0].parent) for files in loose.values()]
    return found


def _together(zips: list[Path]) -> list[Given]:
    """Each zip by itself, and the parts of a release that CMS posts in several as one."""
    parts: dict[str, list[Path]] = {}
    for path in zips:
        said = meaning(path.name)
        whole = not (said and said.release and said.release.parts > 1)
        parts.setdefault(str(path) if whole or not said else str(said.release), []).append(path)
    return [
        Given(files[0], tuple(files), files[0].parent) if len(files) > 1 else Given(files[0])
        for files in parts.values()
    ]


def _dataset(name: str) -> str:
    layouts = (la for la in all_layouts() if re.search(la.member, name, re.IGNORECASE))
    return next((layout.dataset for layout in layouts), "")


def _in_folder(folder: Path) -> list[Given]:
    """Each zip in a folder and below it, and each folder that holds members."""
    files = [path for path in islice(folder.rglob("*"), MANY) if path.is_file()]
    if len(files) == MANY:
        raise UsageError(
            f"{folder} contains {MANY:,} files or more; give the folder of a single release."
        )
    seen = sorted(path for path in files if not _hidden(path.relative_to(folder)))
    found = _together([path for path in seen if path.suffix.lower() == ".zip"])
    others = [path for path in seen if path.suffix.lower() != ".zip"]
    for inside in sorted({path.parent for path in others if _is_table(path)}):
        found.append(Given(inside, tuple(p for p in others if p.parent == inside), inside))
    if not found:
        raise UsageError(f"{folder} contains no zip, csv, txt or xlsx file.")
    return found


def _hidden(path: Path) -> bool:
    return path.name.startswith((".", "~")) or "__MACOSX" in path.parts


def _is_table(path: Path) -> bool:
    return path.suffix.lower().lstrip(".") in FORMATS


@contextmanager
def as_zip(one: Given, raw: Path) -> Iterator[Path]:
    """The zip of what a person has, packed below raw/ for as long as it is read if it is not one.

    Raises DataError if the members are more than a zip of CMS's may have.
    """
    if not one.members:
        yield one.path
        return
    size = sum(path.stat().st_size for path in one.members)
    if len(one.members) > MEMBERS or size > UNPACKED:
        raise DataError(
            f"{one.name} has {len(one.members):,} files with {size:,} bytes, more than any CMS "
            "release. Give the folder of a single release."
        )
    raw.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".packing-", dir=raw) as scratch:
        yield _packed(one, Path(scratch))


def _packed(one: Given, scratch: Path) -> Path:
    target = scratch / one.zip_name
    pack({path.name: path for path in one.members}, target)
    return target
