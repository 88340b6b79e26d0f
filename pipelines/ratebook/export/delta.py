"""A Delta Lake table: DuckDB writes its parquet files, deltalake writes the log.

So memory stays flat whatever the number of rows, and there is one way to write parquet. A version
is a publish: the same inputs and the same rows asked for are not a change and make no version.
"""

import json
import os
import shutil
import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb

from ratebook.errors import DataError
from ratebook.export import cells, files
from ratebook.export.manifest import Manifest, file, refuse_other
from ratebook.export.source import ExportColumn, ExportRows

TYPES = {"VARCHAR": "string", "BOOLEAN": "boolean", "DATE": "date", "TINYINT": "byte",
         "SMALLINT": "short", "INTEGER": "integer", "BIGINT": "long", "FLOAT": "float",
         "DOUBLE": "double", "TIMESTAMP WITH TIME ZONE": "timestamp"}  # fmt: skip
WIDER = {"UTINYINT": "SMALLINT", "USMALLINT": "INTEGER", "UINTEGER": "BIGINT",
         "UBIGINT": "DECIMAL(20,0)", "HUGEINT": "DECIMAL(38,0)",
         "TIMESTAMP": "TIMESTAMP WITH TIME ZONE"}  # fmt: skip


def is_table(folder: Path) -> bool:
    """Whether a folder is a Delta table."""
    return (folder / "_delta_log").is_dir()


def require_ours(folder: Path, name: str, origin: str) -> None:
    """DataError if a table would be replaced that Ratebook did not make of the same rows, or
    real data by the sample."""
    from deltalake import DeltaTable

    if not is_table(folder):
        return
    table = DeltaTable(folder)
    last = table.history(1)[0]
    if "ratebook_query" not in last or table.metadata().name != name:
        raise DataError(
            f"{folder} is a Delta table, but not one of {name} that Ratebook made, so it is not "
            "replaced. Give another folder with --to."
        )
    refuse_other(last.get("ratebook_origin", ""), origin, str(folder))


def unchanged(folder: Path, about: Manifest, query: str) -> Manifest:
    """What to say where the table's last version has the same inputs and rows; {} if not."""
    from deltalake import DeltaTable

    if not is_table(folder):
        return {}
    table = DeltaTable(folder)
    last = table.history(1)[0]
    if (last.get("ratebook_inputs"), last.get("ratebook_query")) != (about["inputs"], query):
        return {}
    rows = int(last["ratebook_rows"])
    return {"version": table.version(), "no_change": True, "rows": rows, "files": []}


def write(
    con: duckdb.DuckDBPyConnection, source: ExportRows, columns: list[ExportColumn], made: Path,
    folder: Path, about: Manifest,
) -> Manifest:  # fmt: skip
    """Write a source as the next version of the table in `folder`; returns the manifest.

    `made`: where its files are made before they are moved. What a reader of an earlier version
    reads stays until somebody vacuums the table.
    """
    typed = [ExportColumn(c.name, WIDER.get(c.type, _kept(c)), c.meaning) for c in columns]
    wide = ExportRows(source.name, cells.select(columns, source.query, _value), parts=source.parts)
    written = files.write_parts(con, wide, typed, made)
    folder.mkdir(exist_ok=True)
    moved = [_moved(path, made, folder, rows) for path, rows in written.items()]
    shutil.rmtree(made)
    made.mkdir()
    told = {"ratebook_inputs": about["inputs"], "ratebook_query": source.query,
            "ratebook_version": about["ratebook_version"], "ratebook_origin": about["origin"],
            "ratebook_rows": str(sum(written.values())),
            "ratebook_releases": " ".join(r["release"] for r in about["releases"])}  # fmt: skip
    version = _commit(folder, source, _schema(typed), moved, told)
    return about | {"version": version, "rows": sum(written.values()), "files": moved}


def _commit(
    folder: Path, source: ExportRows, schema: Any, moved: list[Manifest], told: dict[str, str]
) -> int:
    """Write the version into the log: a new table, or new rows of the one that is there."""
    from deltalake import CommitProperties, DeltaTable
    from deltalake.transaction import create_table_with_add_actions

    entries = [_entry(folder, file) for file in moved]
    said = CommitProperties(custom_metadata=told)
    if is_table(folder) and DeltaTable(folder).schema() == schema:
        table = DeltaTable(folder)
        table.create_write_transaction(
            entries, mode="overwrite", schema=schema, commit_properties=said
        )
    else:  # a new table, or another version of Ratebook with other columns
        create_table_with_add_actions(
            str(folder), schema, entries, mode="overwrite", name=source.name,
            description=source.comment, commit_properties=said,
        )  # fmt: skip
    return int(DeltaTable(folder).version())


def _moved(path: Path, made: Path, folder: Path, rows: int) -> Manifest:
    """A file of the scratch folder moved into the table; returns it as the manifest has it."""
    part = path.relative_to(made).parent.as_posix().replace("/", "-").replace("=", "-")
    name = f"{part}-{uuid.uuid4()}.parquet" if part != "." else f"{uuid.uuid4()}.parquet"
    found = file(path, f"{folder.name}/{name}", rows)
    os.replace(path, folder / name)
    return found


def _entry(folder: Path, found: Manifest) -> Any:
    """A file as an entry of the table's log."""
    from deltalake.transaction import AddAction

    path = folder.parent / found["name"]
    changed = path.stat().st_mtime_ns // 1_000_000
    stats = json.dumps({"numRecords": found["rows"]})
    return AddAction(path.name, found["bytes"], {}, changed, True, stats)


def _schema(columns: Iterable[ExportColumn]) -> Any:
    from deltalake import Schema
    from deltalake.schema import Field, PrimitiveType

    return Schema(
        [
            Field(c.name, PrimitiveType(_type(c)), nullable=True, metadata={"comment": c.meaning})
            for c in columns
        ]
    )


def _type(column: ExportColumn) -> str:
    return column.type.lower() if cells.is_amount(column) else TYPES[column.type]


def _kept(column: ExportColumn) -> str:
    return column.type if column.type in TYPES or cells.is_amount(column) else "VARCHAR"


def _value(column: ExportColumn) -> str:
    """A value in a type that Delta has."""
    return f"{cells.name(column)}::{WIDER.get(column.type, _kept(column))}"
