"""A lake: the narrow tables that prices are made of, as parquet and as Delta, and the SQL beside
them, so that a cluster prices claims with no Ratebook on it."""

from datetime import UTC, datetime
from pathlib import Path

import duckdb

from ratebook import __version__, db, extras, version
from ratebook.ask import reader
from ratebook.errors import DataError
from ratebook.export import delta, manifest
from ratebook.export.manifest import Manifest
from ratebook.export.scratch import alone, put, scratch
from ratebook.export.source import ExportRows, columns_of
from ratebook.home import Home
from ratebook.progress import steps
from ratebook.spark import scripts
from ratebook.spark.cluster import SETTINGS
from ratebook.spark.columns import full
from ratebook.spark.scripts import Script

FOLDERS = ("parquet", "delta", "sql")
SEVERAL = 10_000  # rows from which a table is several files, so that no executor reads alone
FILES = 8


def write(home: Home, to: str) -> Manifest:
    """Write the lake of the published warehouse into a folder, all of it or nothing; what it is.

    DataError where the folder has something of these names that Ratebook did not write.
    """
    extras.require("lake", "export --inputs")
    folder = Path(to)
    with reader.reading(home) as con, scratch(folder) as made:
        about = _about(con)
        _require_ours(folder, about["origin"])  # told before the work
        made_of = {name: scripts.mart(con, name) for name in scripts.MARTS}
        made_of["reprice"] = scripts.reprice(con, True)
        made_of["reprice_without_edits"] = scripts.reprice(con, False)
        names = sorted({name for script in made_of.values() for name in script.tables})
        files = [
            one for name in steps(names, "writing", str) for one in _table(con, name, made, about)
        ]
        made_of["tables"] = scripts.tables(names)
        files += _scripts(made_of, made / "out" / "sql", about)
        done = about | {"rows": sum(one["rows"] for one in files), "files": files}
        return _put(folder, made, done)


def read(folder: Path) -> Manifest:
    """What a lake is; DataError if there is none, or it has the SQL of another Ratebook."""
    found = manifest.read(folder)
    held = [found, *found.get("others", [])] if found else []
    lakes: list[Manifest] = [one for one in held if one["name"] == "lake"]
    if not lakes:
        raise DataError(f"{folder} is not a lake: write one with `ratebook export --inputs --to`.")
    if lakes[0]["sql"] != version.sql():
        raise DataError(
            f"{folder} was written by another Ratebook ({lakes[0]['ratebook_version']}): write it "
            "again with `ratebook export --inputs --to`."
        )
    return lakes[0]


def statements(folder: Path, lake: str, script: str) -> list[str]:
    """The statements of a file of a lake. `lake`: the folder as the cluster is told it."""
    text = (folder / "sql" / f"{script}.sql").read_text()
    return scripts.statements(text.replace(scripts.LAKE, lake))


def _about(con: duckdb.DuckDBPyConnection) -> Manifest:
    held = db.row(con, "select inputs, origin from about") or {}
    query = "select release, revision, sha256 from releases order by dataset, effective_from"
    return {
        "name": "lake", "made_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "ratebook_version": __version__, "sql": version.sql(), "origin": held["origin"],
        "inputs": held["inputs"], "asked": {"inputs": "yes"}, "releases": db.rows(con, query),
        "notices": [manifest.AMA.format(year=datetime.now(UTC).year)], "warnings": [],
    }  # fmt: skip


def _table(
    con: duckdb.DuckDBPyConnection, name: str, made: Path, about: Manifest
) -> list[Manifest]:
    """A table of the warehouse in both forms."""
    source = ExportRows(name, f"select * from {full(con, name)}")
    columns = columns_of(con, source)
    place = made / "out" / "delta" / name
    place.parent.mkdir(exist_ok=True)
    log = delta.write(con, source, columns, made / "files", place, about)
    found = [one | {"name": f"delta/{one['name']}", "rows": 0} for one in log["files"]]
    return found + _parquet(con, name, made / "out" / "parquet" / name)


def _parquet(con: duckdb.DuckDBPyConnection, name: str, folder: Path) -> list[Manifest]:
    folder.mkdir(parents=True)
    table = full(con, name)
    (count,) = con.execute(f"select count(*) from {table}").fetchone() or (0,)
    parts = FILES if count >= SEVERAL else 1
    size = -(-count // parts)
    found = []
    for part in range(parts):
        path = folder / f"part-{part}.parquet"
        rows = f"from {table} where rowid >= {part * size} and rowid < {(part + 1) * size}"
        query = f"copy ({rows}) to {db.quoted(path.as_posix())} (format parquet, compression zstd)"
        (written,) = con.execute(query).fetchone() or (0,)
        found.append(manifest.file(path, f"parquet/{name}/{path.name}", written))
    if sum(one["rows"] for one in found) != count:
        raise DataError(f"{name}: rows were lost on the way to parquet. Nothing was changed.")
    return found


def _scripts(made_of: dict[str, Script], folder: Path, about: Manifest) -> list[Manifest]:
    folder.mkdir()
    head = (
        f"Written by Ratebook {about['ratebook_version']} from sql/ {about['sql']} and the "
        f"releases {about['inputs']} (manifest.json names them). Not to be edited."
    )
    settings = tuple(f"set {name} = {value}" for name, value in SETTINGS.items())
    said = "What a session must have, so that nothing is rounded or becomes NULL in silence."
    found = []
    for name, script in {"settings": Script("", said, (), settings), **made_of}.items():
        path = folder / f"{name}.sql"
        path.write_text(script.text(head))
        found.append(manifest.file(path, f"sql/{path.name}", 0))
    return found


def _put(folder: Path, made: Path, done: Manifest) -> Manifest:
    with alone(folder):
        _require_ours(folder, done["origin"])
        (made / "out" / manifest.NAME).write_text(manifest.beside(folder, done))
        put(made, folder, last=manifest.NAME)
    return done


def _require_ours(folder: Path, origin: str) -> None:
    for name in FOLDERS:
        manifest.require_origin(folder, name, origin)
        if (folder / name).exists() and not manifest.has(folder, name):
            raise DataError(f"{folder / name} is not of Ratebook, so it is not replaced.")
