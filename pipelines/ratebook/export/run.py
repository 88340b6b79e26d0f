"""`ratebook export`: a table, a query or a profile, written completely or not at all.

What is written is made in its own folder beside its target and renamed; `manifest.json` lies
next to it and says what it is of. Each format has a file of its own here.
"""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from ratebook import extras, status
from ratebook.ask import reader
from ratebook.ask.known import KINDS, short_lists
from ratebook.db import OF_THE_MACHINE, said
from ratebook.errors import DataError, UsageError
from ratebook.export import delta, descriptors, files, manifest, postgres, text, xlsx
from ratebook.export.engine import Pipe, shut_in
from ratebook.export.manifest import Manifest
from ratebook.export.profile_rows import file_name, of_profile, require_taken
from ratebook.export.request import ExportRequest
from ratebook.export.scratch import alone, put, scratch
from ratebook.export.source import (
    ExportColumn,
    ExportRows,
    codes_without_rows,
    columns_of,
    of_query,
    of_table,
    require_no_names,
    types,
)
from ratebook.export.target import SUFFIXES, Target, require_ours, target
from ratebook.home import Home

FORMATS = tuple(SUFFIXES)
NOTHING = "No rows match. Is the release loaded? See `ratebook status`."
SITES = tuple(kind.upper() for kind in KINDS)  # the data sets that such a profile is made of
REFUSALS = (*OF_THE_MACHINE, duckdb.InvalidInputException)
Say = Callable[[str], None]
Consent = Callable[[str], None]


@dataclass(frozen=True)
class Work:
    """An export under way: its warehouse, what is written, and what is known of it."""

    asked: ExportRequest
    con: duckdb.DuckDBPyConnection
    pipe: Pipe
    source: ExportRows
    columns: list[ExportColumn]
    about: Manifest


def export(home: Home, asked: ExportRequest, say: Say, consent: Consent = xlsx.refuse) -> Manifest:
    """Do one export; returns its manifest. `say` hears warnings, and the notice of descriptors;
    `consent` hears how large a workbook of several sheets will be, and may refuse it.

    Raises UsageError if it was asked for wrongly, DataError if data, disk or server said
    no; what was there before is then as it was.
    """
    if asked.profile:
        require_taken(asked.profile, asked.options)
    try:
        if asked.format == "postgres":
            extras.require("postgres", "--format postgres")
            room = Target(home.warehouse)
            with reader.reading(home) as con, closing(Pipe()) as pipe, _scratch(room) as made:
                return _into_server(_begun(con, pipe, home, asked, say, consent, made))
        if asked.format == "delta":
            extras.require("delta", "--format delta")
        at = _target(asked)
        manifest.read(at.folder)  # a manifest that is not ours is told before the work
        with reader.reading(home) as con, closing(Pipe()) as pipe, _scratch(at) as made:
            work = _begun(con, pipe, home, asked, say, consent, made)
            return (_into_delta if asked.format == "delta" else _into_files)(work, at, made)
    except REFUSALS as error:
        raise DataError(f"The export could not be made: {said(error)}") from error
    except duckdb.Error as error:
        raise UsageError(f"The export could not be made: {error}") from error


def _target(asked: ExportRequest) -> Target:
    suffix = SUFFIXES[asked.format]
    if asked.profile and asked.format == "csv":
        suffix = asked.profile.suffix
    return target(asked.to, asked.format, suffix, bool(asked.profile))


@contextmanager
def _scratch(at: Target) -> Iterator[Path]:
    try:
        with scratch(at.folder) as made:
            yield made
    except OSError as error:
        said = error.strerror or error
        raise DataError(f"{at.path} cannot be written: {said}. Nothing was changed.") from error


def _begun(
    con: duckdb.DuckDBPyConnection, pipe: Pipe, home: Home, asked: ExportRequest, say: Say,
    consent: Consent, made: Path,
) -> Work:  # fmt: skip
    """All that is known before a row is written; DataError if --strict does not want it."""
    shut_in(con, made, pipe)
    source = _source(con, asked)
    if not asked.with_descriptors:
        require_no_names(con, source)
    if asked.format == "xlsx":
        xlsx.require_small(con, source, consent)
    notice = ""
    if asked.with_descriptors:
        notice = descriptors.load(con, home, manifest.release_names(con, source))
        say(notice)
    columns = columns_of(con, source)
    about = manifest.facts(con, source, columns, asked.said, notice)
    used = {release["release"] for release in about["releases"]}
    stale = [*status.stale(con, asked.day, used), *_absent(con, asked)]
    nothing = codes_without_rows(con, source, asked.codes)
    unlisted = [f"codes without rows here: {', '.join(nothing)}"] if nothing else []
    if stale and asked.strict:
        raise DataError(f"{'; '.join(stale)}. Nothing was written (--strict).")
    short = short_lists(con, used)
    about["warnings"] = [
        *stale,
        *short,
        *unlisted,
        *(asked.profile.warnings if asked.profile else ()),
    ]
    for warning in about["warnings"]:
        say(f"warning: {warning}")
    return Work(asked, con, pipe, source, columns, about)


def _absent(con: duckdb.DuckDBPyConnection, asked: ExportRequest) -> list[str]:
    """Data sets of which a profile of several has no release on its day, so that they are blank."""
    if not asked.profile or asked.profile.dataset:
        return []
    query = "select dataset from releases_on(?)"
    held = {name for (name,) in con.sql(query, params=[asked.day]).fetchall()}
    return [f"no {name} release in effect on {asked.day} is loaded: what it pays is blank"
            for name in SITES if name not in held]  # fmt: skip


def _source(con: duckdb.DuckDBPyConnection, asked: ExportRequest) -> ExportRows:
    if asked.profile:
        return of_profile(con, asked.profile, asked.options, asked.day, asked.where,
                          asked.with_descriptors, asked.codes)  # fmt: skip
    if asked.table:
        source = of_table(con, asked.table, asked.year, asked.where, asked.codes)
    else:
        source = of_query(asked.query)
    if asked.with_descriptors:
        query = descriptors.joined(source.query, list(types(con, source.query)))
        source = replace(source, query=query, base=source.query)
    return source


def _into_files(work: Work, at: Target, made: Path) -> Manifest:
    """One file, or a folder of parquet by year and release, and the manifest next to it."""
    rows_by = _written(work, at, made / "out")
    rows = _some(work.asked, sum(rows_by.values()))
    described = [
        manifest.file(path, path.relative_to(made / "out").as_posix(), count)
        for path, count in rows_by.items()
    ]
    about = work.about | {"rows": rows, "files": described}
    top = next(iter(rows_by)).relative_to(made / "out").parts
    with alone(at.folder):
        require_ours(Target(at.folder, top[0]), len(top) > 1, work.about["origin"])
        (made / "out" / manifest.NAME).write_text(manifest.beside(at.folder, about))
        put(made, at.folder, last=manifest.NAME)
    return about


def _some(asked: ExportRequest, rows: int) -> int:
    """How many rows; DataError if what was chosen fits none, for that would replace a good
    export by an empty one. A whole table or a query may be empty."""
    if not rows and (asked.profile or asked.where or asked.year or asked.codes):
        raise DataError(f"{NOTHING} Nothing was written.")
    return rows


def _written(work: Work, at: Target, out: Path) -> dict[Path, int]:
    """Write the rows below a folder; returns how many are in each file."""
    asked, con, source, columns = work.asked, work.con, work.source, work.columns
    if asked.format == "parquet" and source.parts and not at.name:
        return files.write_parts(con, source, columns, out / source.name)
    path = out / (at.name or _name(work))
    if asked.format == "xlsx":
        cover = xlsx.cover(work.about)
        return {path: xlsx.write(con, source, columns, path, cover)}
    if asked.format == "csv" and asked.profile:
        year = str(asked.day.year)
        return {path: text.write(con, source, columns, path, work.pipe, asked.profile, year)}
    return {path: files.write(con, source, columns, asked.format, path)}


def _name(work: Work) -> str:
    asked = work.asked
    if not asked.profile:
        return work.source.name + SUFFIXES[asked.format]
    name = file_name(work.con, asked.profile, asked.options, asked.day)
    own = name.removesuffix(f".{asked.profile.suffix}")
    return name if asked.format == "csv" else own + SUFFIXES[asked.format]


def _into_delta(work: Work, at: Target, made: Path) -> Manifest:
    """The next version of a Delta table, or none if the warehouse is that of the last one."""
    folder = at.folder / (at.name or work.source.name)
    with alone(at.folder):
        if folder.exists() and not delta.is_table(folder):
            raise DataError(
                f"{folder} exists and is not a Delta table, so nothing was written into it."
            )
        delta.require_ours(folder, work.source.name, work.about["origin"])
        same = delta.unchanged(folder, work.about, work.source.query)
        if same:
            return work.about | same
        done = delta.write(work.con, work.source, work.columns, made / "out", folder, work.about)
        (made / "out" / manifest.NAME).write_text(manifest.beside(at.folder, done))
        put(made, at.folder, last=manifest.NAME)
    return done


def _into_server(work: Work) -> Manifest:
    table = work.asked.as_table or work.source.name.replace("-", "_")
    return postgres.write(
        work.con, work.source, work.columns, work.pipe, work.asked.to, table, work.about,
        lambda rows: _some(work.asked, rows),
    )  # fmt: skip
