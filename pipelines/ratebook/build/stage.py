"""A release's zip as parquet, one file a table: read and normalized once per content.

The parquet lies under `warehouse/.staging/` and is named for the bytes of the zip and for
the code and layouts that read it. It can be deleted at any time; it is rebuilt.
"""

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from ratebook import version
from ratebook.archive.entry import Entry
from ratebook.archive.raw import Raw
from ratebook.build.normalize import Normalized, normalize
from ratebook.errors import DamagedError, LayoutError
from ratebook.read import layouts
from ratebook.read.tables import read_release

MAKING = ".making"


@dataclass(frozen=True)
class Staged:
    """The folder with the parquet of a release, and the counts from making it."""

    entry: Entry
    folder: Path
    released: str  # yyyy-mm-dd as the file prints it, '' if it does not
    files: list[dict[str, str | int]]

    def parquet(self, table: str) -> list[Path]:
        """The parquet files of a table; none if the zip has no such table."""
        return sorted(self.folder.glob(f"{table}.*.parquet"))


def stage(entry: Entry, raw: Raw, staging: Path) -> Staged:
    """The parquet of a release: the existing one, or made now.

    Raises DamagedError if the zip is not the one that was accepted, DataError or LayoutError
    where it cannot be read.
    """
    folder = staging / entry.release / f"{entry.sha256[:12]}-{pl.__version__}-{version.reading()}"
    counts = _counts(folder)
    if counts is None:
        making = folder.with_name(f"{folder.name}{MAKING}")
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(parents=True)
        _write(_normalized(entry, raw), making)
        shutil.rmtree(folder, ignore_errors=True)
        os.replace(making, folder)
        counts = _counts(folder)
        assert counts is not None
    return Staged(entry, folder, counts["released"], counts["files"])


def _counts(folder: Path) -> dict[str, Any] | None:
    """What was counted while a folder was made; None if it is not there, or not whole."""
    try:
        counts: dict[str, Any] = json.loads((folder / "counts.json").read_text())
        sizes = {path.name: path.stat().st_size for path in folder.glob("*.parquet")}
    except (OSError, ValueError):
        return None
    return counts if counts.get("parts") == sizes else None


def _normalized(entry: Entry, raw: Raw) -> list[Normalized]:
    if not raw.intact(entry):
        raise DamagedError(
            f"{entry.release}: {raw.file(entry)} is not the file that was accepted (`ratebook "
            "verify`). A refresh downloads it again; if CMS no longer has it, use `ratebook add` "
            "with a copy from elsewhere."
        )
    kinds = layouts.layouts_of(entry.dataset)
    tables = [normalize(table) for table in read_release(raw.file(entry), entry.release, kinds)]
    for table in tables:
        if table.table.layout.required and not table.counts["read"]:
            raise LayoutError(
                f"{entry.release}: {table.table.source_file} has a header but no rows below it."
            )
    return tables


def _write(tables: list[Normalized], folder: Path) -> None:
    try:
        for number, table in enumerate(tables):
            name = table.table.layout.table
            table.rows.write_parquet(folder / f"{name}.{number}.parquet", compression="lz4")
            if table.rejects.height:
                table.rejects.write_parquet(folder / f"rejects.{number}.parquet")
            if table.mended.height:
                table.mended.write_parquet(folder / f"mended.{number}.parquet")
    except pl.exceptions.PolarsError as error:
        raise OSError(None, str(error), str(folder)) from error
    counts = {
        "released": _iso(next((t.table.released for t in tables if t.table.released), "")),
        "files": [_count(table) for table in tables],
        "parts": {path.name: path.stat().st_size for path in folder.glob("*.parquet")},
    }
    (folder / "counts.json").write_text(json.dumps(counts))


def _count(table: Normalized) -> dict[str, str | int]:
    source = table.table
    return {
        "release": source.release, "table_name": source.layout.table,
        "source_file": source.source_file, "said_month": source.month,
        "excerpt": source.excerpt,
        **{f"rows_{kind}": count for kind, count in table.counts.items()},
    }  # fmt: skip


def _iso(released: str) -> str:
    return f"{released[6:]}-{released[:2]}-{released[3:5]}" if released else ""
