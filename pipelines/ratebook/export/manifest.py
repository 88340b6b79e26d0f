"""`manifest.json`, next to what was written: which releases, rows, bytes, columns and notices."""

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from ratebook import __version__, db
from ratebook.atomic import sync
from ratebook.errors import DataError
from ratebook.export.source import ExportColumn, ExportRows, types

NAME = "manifest.json"
AMA = (
    "CPT codes only are copyright {year} American Medical Association. All rights reserved. "
    "Applicable FARS/DFARS apply."
)
ADA = (
    "CDT codes (HCPCS codes that begin with D) are copyright {year} American Dental Association. "
    "All rights reserved."
)

Manifest = dict[str, Any]


def facts(
    con: duckdb.DuckDBPyConnection, source: ExportRows, columns: list[ExportColumn],
    asked: dict[str, str], notice: str,
) -> Manifest:  # fmt: skip
    """What is known before the first row is written. `asked`: what a person asked for; `notice`:
    the AMA's, where descriptors are in the rows."""
    about = db.row(con, "select inputs, origin from about") or {}
    releases, said = _releases(con, source)
    return {
        "name": source.name,
        "made_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "ratebook_version": __version__,
        "origin": about["origin"],
        "inputs": about["inputs"],
        "asked": asked,
        "comment": source.comment,
        "releases_are": said,
        "releases": releases,
        "columns": [vars(column) for column in columns],
        "notices": _notices(releases, notice) if source.codes else [],
        "warnings": [],
    }


def _releases(con: duckdb.DuckDBPyConnection, source: ExportRows) -> tuple[list[db.Row], str]:
    """The releases that the rows come from; those of the warehouse where the rows do not say."""
    query = source.rows
    named = [f'"{n}"' for n in types(con, query) if n == "release" or n.endswith("_release")]
    loaded = (
        "select release, dataset, revision, sha256, effective_from::varchar as effective_from, "
        "effective_through::varchar as effective_through, url from releases "
    )
    order = " order by dataset, effective_from, release"
    if not named:
        return db.rows(con, loaded + order), "those of the warehouse"
    used = (
        f"select unnest([{', '.join(named)}]) from "
        f"(select distinct {', '.join(named)} from (\n{query}\n))"
    )
    return db.rows(con, f"{loaded} where release in ({used}) {order}"), "those of the rows"


def release_names(con: duckdb.DuckDBPyConnection, source: ExportRows) -> list[str]:
    """The releases that the rows come from, by name."""
    return [found["release"] for found in _releases(con, source)[0]]


def _notices(releases: list[db.Row], notice: str) -> list[str]:
    """Who claims the codes, with the year of the newest release, as CMS's carrier files say it."""
    year = max((release["effective_from"][:4] for release in releases), default="")
    return [notice or AMA.format(year=year), ADA.format(year=year)]


def file(path: Path, name: str, rows: int) -> Manifest:
    """A file that is whole: its name, bytes, rows and hash; it is on the disk now."""
    sync(path)
    with path.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    return {"name": name, "bytes": path.stat().st_size, "rows": rows, "sha256": digest}


def read(folder: Path) -> Manifest:
    """The manifest of a folder, {} if there is none; DataError if it is not one of ours."""
    path = folder / NAME
    try:
        found: Manifest = json.loads(path.read_text())
        found["ratebook_version"], found["files"]
        return found
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(
            f"{path} exists and is not a Ratebook manifest, so it was not overwritten. Give "
            "another folder, or move that file away."
        ) from error


def beside(folder: Path, new: Manifest) -> str:
    """The text of a folder's manifest with a new export, and the earlier ones still there."""
    before = read(folder)
    earlier = [before, *before.pop("others", [])] if before else []
    names = {_top(name) for name in _names(new)}
    others = [
        other
        for other in earlier
        if not names & {_top(name) for name in _names(other)}
        and all((folder / name).exists() for name in _names(other))
    ]
    return json.dumps(new | {"others": others}, indent=2) + "\n"


def has(folder: Path, name: str) -> bool:
    """Whether an export in a folder made the file or folder of this name."""
    before = read(folder)
    entries = [before, *before.get("others", [])] if before else []
    return any(_top(found) == name for entry in entries for found in _names(entry))


def require_origin(folder: Path, name: str, origin: str) -> None:
    """DataError if an export of the other origin, real data or the sample, made this name."""
    before = read(folder)
    for entry in [before, *before.get("others", [])] if before else []:
        if any(_top(found) == name for found in _names(entry)):
            refuse_other(entry["origin"], origin, str(folder / name))


def refuse_other(before: str, now: str, where: str) -> None:
    """DataError if what lies somewhere is of the sample and what comes is not, or so."""
    if before and before != now:
        held = "of the embedded sample" if before == "sample" else "real data"
        raise DataError(
            f"{where} is {held}; sample and real data are never mixed. Export somewhere else."
        )


def _names(entry: Manifest) -> list[str]:
    return [found["name"] for found in entry["files"]]


def _top(name: str) -> str:
    return name.split("/")[0]
