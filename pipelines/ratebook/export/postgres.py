"""A table of PostgreSQL: loaded next to the old one and swapped in, in one transaction.

Readers see the old table until the commit and the whole new one after it; a kill leaves nothing.
COPY ... FREEZE, so that a reader with an older snapshot sees the new rows too, and not none.
"""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import duckdb

from ratebook.errors import DataError, UsageError
from ratebook.export import cells
from ratebook.export.engine import Pipe
from ratebook.export.manifest import Manifest, refuse_other
from ratebook.export.source import ExportColumn, ExportRows

CSV = "format csv, header false, nullstr ''"
TYPES = {"VARCHAR": "text", "BOOLEAN": "boolean", "DATE": "date", "TIMESTAMP": "timestamp",
         "TIMESTAMP WITH TIME ZONE": "timestamptz", "TINYINT": "smallint", "SMALLINT": "smallint",
         "INTEGER": "integer", "BIGINT": "bigint", "UTINYINT": "smallint", "USMALLINT": "integer",
         "UINTEGER": "bigint", "UBIGINT": "numeric(20)", "HUGEINT": "numeric(39)",
         "FLOAT": "real", "DOUBLE": "double precision"}  # fmt: skip
PATIENCE = 120  # seconds for readers of the old table to end
WAIT = "2s"  # how long readers who come later may stand behind our lock
PAUSE = 1.0
LONGEST = 45  # characters of a name, so that those of its index fit into PostgreSQL's 63


def write(
    con: duckdb.DuckDBPyConnection, source: ExportRows, columns: list[ExportColumn], pipe: Pipe,
    to: str, table: str, about: Manifest, some: Callable[[int], int],
) -> Manifest:  # fmt: skip
    """Load a source into a table of a server; returns the manifest, which lies there too.

    Raises DataError, with nothing changed there, where the server says no, where the table is
    not one of ours, or where a view depends on it. `some` refuses a number of rows.
    """
    schema, name = _named(table)
    with _server(to) as pg, pg.transaction():
        _alone(pg, schema, name)
        old = _old(pg, schema, name, about["origin"])
        new = _create(pg, schema, name, source, columns)
        query = cells.select(columns, source.query, _value)
        with pipe.copying(con, query, CSV, f"{schema}.{name}") as stream:
            with pg.cursor().copy(_sql("copy {} from stdin (format csv, freeze)", new)) as load:
                for chunk in stream:
                    load.write(chunk)
            rows = some(stream.rows)
            found = about | {"table": f"{schema}.{name}", "rows": rows, "files": []}
        _finish(pg, new, source, columns)
        if old:
            _replace(pg, schema, name, new)
        pg.execute(_sql("alter table {} rename to {}", new, _id(name)))
        if _key(source, columns):
            pg.execute(_sql("alter index {} rename to {}", _id(schema, f"{name}_loading_pkey"),
                            _id(f"{name}_pkey")))  # fmt: skip
        _write_manifest(pg, schema, name, found)
    return found


def place(to: str) -> str:
    """Which database a --to names, without its password; UsageError if it names none."""
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    if not to.startswith(("postgresql://", "postgres://")):
        raise UsageError("--to takes an address, as in postgresql://user@host/database.")
    try:
        found = conninfo_to_dict(to)
    except psycopg.Error as error:
        raise UsageError(
            "--to is not a valid address, as in postgresql://user@host/database."
        ) from error
    user = f"{found['user']}@" if found.get("user") else ""
    return f"postgresql://{user}{found.get('host', '')}/{found.get('dbname', '')}"


def _named(table: str) -> tuple[str, str]:
    schema, _, name = table.rpartition(".")
    if len(name) > LONGEST:
        raise UsageError(
            f"--table: the name of a table can have at most {LONGEST} characters here."
        )
    return schema or "public", name


@contextmanager
def _server(to: str) -> Iterator[Any]:
    """A connection; what the server says is told without the password."""
    import psycopg

    where = place(to)
    try:
        with psycopg.connect(to, autocommit=True, connect_timeout=20) as pg:
            yield pg
    except psycopg.errors.LockNotAvailable as error:
        raise DataError(
            f"{where}: the old table is in use by readers; nothing was changed."
        ) from error
    except psycopg.Error as error:
        from psycopg.conninfo import conninfo_to_dict

        password = conninfo_to_dict(to).get("password")
        said = " ".join(str(error).split())
        said = said.replace(str(password), "***") if password else said
        raise DataError(f"{where}: {said}. Nothing was changed there.") from None


def _id(*names: str) -> Any:
    from psycopg import sql

    return sql.Identifier(*names)


def _sql(text: str, *parts: Any) -> Any:
    from psycopg import sql

    return sql.SQL(text).format(*parts)


def _alone(pg: Any, schema: str, name: str) -> None:
    got = pg.execute(
        "select pg_try_advisory_xact_lock(hashtext(%s))", [f"ratebook {schema}.{name}"]
    )
    if not got.fetchone()[0]:
        raise DataError(f"Another export is writing {schema}.{name}; run again when it is done.")


def _old(pg: Any, schema: str, name: str, origin: str) -> bool:
    """Whether there is such a table; DataError if it is not ours, or something leans on it."""
    pg.execute(_sql("create table if not exists {} (table_name text primary key, manifest jsonb "
                    "not null)", _id(schema, "ratebook_manifest")))  # fmt: skip
    found = pg.execute("select to_regclass(%s)", [f'"{schema}"."{name}"']).fetchone()[0]
    if not found:
        return False
    ours = pg.execute(_sql("select manifest ->> 'origin' from {} where table_name = %s",
                           _id(schema, "ratebook_manifest")), [name]).fetchone()  # fmt: skip
    if not ours:
        raise DataError(
            f"{schema}.{name} exists and Ratebook did not make it, so it is not replaced. Name "
            "another with --table SCHEMA.NAME, or drop it."
        )
    refuse_other(ours[0] or "", origin, f"{schema}.{name}")
    views = pg.execute(
        "select distinct r.ev_class::regclass::text from pg_depend d join pg_rewrite r "
        "on r.oid = d.objid where d.refobjid = %s::regclass and d.deptype = 'n' order by 1",
        [f'"{schema}"."{name}"'],
    ).fetchall()
    if views:
        raise DataError(
            f"{schema}.{name} cannot be replaced: {', '.join(v for (v,) in views)} depends on it. "
            "Drop that view and create it again afterwards, or export to another table with "
            "--table. Nothing was changed."
        )
    return True


def _create(
    pg: Any, schema: str, name: str, source: ExportRows, columns: list[ExportColumn]
) -> Any:
    from psycopg import sql

    new = _id(schema, f"{name}_loading")
    kinds = [_sql("{} " + _type(column), _id(column.name)) for column in columns]
    pg.execute(_sql("create table {} ({})", new, sql.SQL(", ").join(kinds)))
    return new


def _finish(pg: Any, new: Any, source: ExportRows, columns: list[ExportColumn]) -> None:
    """Primary key, comments and statistics, before anybody sees the table."""
    from psycopg import sql

    if key := _key(source, columns):
        names = sql.SQL(", ").join(_id(column) for column in key)
        pg.execute(_sql("alter table {} add primary key ({})", new, names))
    pg.execute(_sql("comment on table {} is {}", new, sql.Literal(source.comment)))
    for column in columns:
        named = _sql("{}.{}", new, _id(column.name))
        pg.execute(_sql("comment on column {} is {}", named, sql.Literal(column.meaning)))
    pg.execute(_sql("analyze {}", new))


def _replace(pg: Any, schema: str, name: str, new: Any) -> None:
    """Take the old table's rights and owner over, and drop it once its readers are gone."""
    old = _id(schema, name)
    mine, owner = pg.execute(
        "select current_user::text, relowner::regrole::text from pg_class "
        "where oid = %s::regclass", [f'"{schema}"."{name}"'],
    ).fetchone()  # fmt: skip
    for grantee, right, passes_on in pg.execute(
        "select case when a.grantee = 0 then null else a.grantee::regrole::text end, "
        "a.privilege_type, a.is_grantable from pg_class c, aclexplode(c.relacl) a "
        "where c.oid = %s::regclass and a.grantee <> c.relowner", [f'"{schema}"."{name}"'],
    ).fetchall():  # fmt: skip
        whom = _sql(grantee or "public")
        also = _sql(" with grant option" if passes_on else "")
        pg.execute(_sql("grant " + right + " on {} to {}{}", new, whom, also))
    if owner != mine:
        pg.execute(_sql("alter table {} owner to " + owner, new))
    _lock(pg, old)
    pg.execute(_sql("drop table {}", old))


def _lock(pg: Any, old: Any) -> None:
    """Have the old table to ourselves. Who holds it is waited for, but in short turns, so that
    readers who come meanwhile do not queue behind us for long."""
    import psycopg

    until = time.monotonic() + PATIENCE
    while True:
        try:
            with pg.transaction():
                pg.execute(f"set local lock_timeout = '{WAIT}'")
                pg.execute(_sql("lock table {} in access exclusive mode", old))
                return
        except psycopg.errors.LockNotAvailable:
            if time.monotonic() > until:
                raise
            time.sleep(PAUSE)


def _write_manifest(pg: Any, schema: str, name: str, found: Manifest) -> None:
    insert = (
        "insert into {} values (%s, %s) "
        "on conflict (table_name) do update set manifest = excluded.manifest"
    )
    pg.execute(_sql(insert, _id(schema, "ratebook_manifest")), [name, json.dumps(found)])


def _key(source: ExportRows, columns: list[ExportColumn]) -> tuple[str, ...]:
    names = {column.name for column in columns}
    return source.key if set(source.key) <= names else ()


def _type(column: ExportColumn) -> str:
    if cells.is_amount(column):
        return column.type.replace("DECIMAL", "numeric")
    return TYPES.get(column.type, "text")


def _value(column: ExportColumn) -> str:
    """A value as COPY takes it: NULL is nothing, and an empty text is two quotes."""
    return cells.name(column) if column.type in TYPES or cells.is_amount(column) else (
        f"{cells.name(column)}::varchar"
    )  # fmt: skip
