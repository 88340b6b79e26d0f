"""A release's zip as parquet, one file a table: read and normalized once per content.

The parquet lies under `warehouse/.staging/` and is named for the bytes of the zip and for
the code and layouts that read it. It may be deleted at any time; it is made again.
"""

import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl

from pipelines import layouts
from pipelines.normalize import Normalized, normalize
from pipelines.raw import Entry, Raw
from pipelines.read import read_release

HERE = Path(__file__).parent
CODE = ("layouts/*.toml", "layouts/*.py", "read/*.py", "normalize.py", "stage.py")


@dataclass(frozen=True)
class Staged:
    """Where the parquet of a release lies, and what was counted while it was made."""

    entry: Entry
    folder: Path
    released: str  # yyyy-mm-dd as the file prints it, '' where it does not
    files: list[dict[str, str | int]]

    def parquet(self, table: str) -> list[Path]:
        """The parquet files of a table; none where the zip has no such table."""
        return sorted(self.folder.glob(f"{table}.*.parquet"))


@cache
def code_version() -> str:
    """A hash of all that decides what a zip becomes."""
    digest = hashlib.sha256(pl.__version__.encode())
    for path in sorted(path for pattern in CODE for path in HERE.glob(pattern)):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


def stage(entry: Entry, raw: Raw, staging: Path) -> Staged:
    """The parquet of a release: what is there, or read and normalized now.

    Raises DataError or LayoutError where the zip cannot be read.
    """
    folder = staging / entry.release / f"{entry.sha256[:12]}-{code_version()}"
    if not (folder / "counts.json").exists():
        making = folder.with_name(f"{folder.name}.{os.getpid()}")
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(parents=True)
        _write(_normalized(entry, raw), making)
        shutil.rmtree(folder, ignore_errors=True)
        os.replace(making, folder)
    counts = json.loads((folder / "counts.json").read_text())
    return Staged(entry, folder, counts["released"], counts["files"])


def _normalized(entry: Entry, raw: Raw) -> list[Normalized]:
    kinds = layouts.layouts_of(entry.dataset)
    return [normalize(table) for table in read_release(raw.file(entry), entry.release, kinds)]


def _write(tables: list[Normalized], folder: Path) -> None:
    for number, table in enumerate(tables):
        name = table.table.layout.table
        table.rows.write_parquet(folder / f"{name}.{number}.parquet", compression="lz4")
        if table.rejects.height:
            table.rejects.write_parquet(folder / f"rejects.{number}.parquet")
    released = next((t.table.released for t in tables if t.table.released), "")
    counts = {"released": _iso(released), "files": [_count(table) for table in tables]}
    (folder / "counts.json").write_text(json.dumps(counts))


def _count(table: Normalized) -> dict[str, str | int]:
    source = table.table
    return {
        "release": source.release, "table_name": source.layout.table,
        "source_file": source.source_file,
        **{f"rows_{kind}": count for kind, count in table.counts.items()},
    }  # fmt: skip


def _iso(released: str) -> str:
    return f"{released[6:]}-{released[:2]}-{released[3:5]}" if released else ""
