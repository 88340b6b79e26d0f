"""Where an export goes: the folder, and the name in it, from what --to says."""

from dataclasses import dataclass
from pathlib import Path

from ratebook.errors import DataError, UsageError
from ratebook.export import delta, manifest

SUFFIXES = {"csv": ".csv", "csv.gz": ".csv.gz", "jsonl": ".jsonl", "parquet": ".parquet",
            "xlsx": ".xlsx", "delta": "", "postgres": ""}  # fmt: skip


def format_of(to: str) -> str:
    """The format that a --to tells by its end, or by being an address; '' if it tells none."""
    if to.startswith(("postgresql://", "postgres://")):
        return "postgres"
    ends = [name for name, suffix in SUFFIXES.items() if suffix and to.lower().endswith(suffix)]
    return max(ends, key=len, default="")


@dataclass(frozen=True)
class Target:
    """A folder, and the name of the file or folder in it; '' if the export names it."""

    folder: Path
    name: str = ""

    @property
    def path(self) -> Path:
        """Where the result lies."""
        return self.folder / self.name


def target(to: str, format: str, suffix: str, profile: bool) -> Target:
    """`to` as a folder to write into, or as a file of the format.

    What is not a file of the format is a folder where it ends in /, is there, or for a profile.
    """
    if "://" in to:  # not repeated: it may hold a password
        raise UsageError(f"--to is an address; --format {format} writes to a file or a folder.")
    path = Path(to)
    if path.name == manifest.NAME:
        raise UsageError(f"{manifest.NAME} is the name of the manifest; choose another file name.")
    others = tuple(s for f, s in SUFFIXES.items() if s and s != suffix and f != format)
    if to == "-" or (suffix and _ends(path, others) and not path.is_dir()):
        raise UsageError(f"--to {to} does not fit --format {format}: name a {suffix} file.")
    is_file = suffix and path.name.endswith(suffix)
    if profile and path.suffix and not is_file and not to.endswith("/") and not path.is_dir():
        raise UsageError(f"--to {to}: name a {suffix} file, or a folder with a / at its end.")
    is_folder = to.endswith("/") or path.is_dir() or (profile and not is_file)
    if is_folder and not (format == "delta" and delta.is_table(path)):
        return Target(path)
    if path.exists() and not (is_file or format == "delta"):
        raise UsageError(f"{path} exists and is not a {suffix} file, so it was not overwritten.")
    return Target(path.parent, path.name)


def _ends(path: Path, suffixes: tuple[str, ...]) -> bool:
    return path.name.endswith(suffixes)


def require_ours(at: Target, is_folder: bool, origin: str) -> None:
    """DataError if a folder would be replaced that no export has made, or real data by the
    sample."""
    manifest.require_origin(at.folder, at.name, origin)
    if at.path.is_dir() and not (is_folder and manifest.has(at.folder, at.name)):
        raise DataError(
            f"{at.path} is a folder that Ratebook did not make, so it is not replaced. Give "
            "another folder with --to, or move it away."
        )
