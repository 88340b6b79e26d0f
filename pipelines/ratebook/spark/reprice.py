"""Claims priced on Spark by the SQL of a lake: the same lines as one machine, to the cent."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ratebook.claims import reprice
from ratebook.db import connect, quoted
from ratebook.errors import UsageError
from ratebook.home import Home
from ratebook.spark import claim_lines, cluster, lake
from ratebook.spark.scripts import PRICED

SCRIPTS = {"flag": "reprice", "off": "reprice_without_edits"}


def priced(
    home: Home, engine: str, where: str, to: str, mapped: dict[str, str], how: str, at: str
) -> dict[str, Any]:
    """Price claims into a folder of parquet; the summary of it, as of one machine.

    `at`: the folder of a lake that every worker sees; where there is none, that of the published
    warehouse is written for a run in this process. Lines in are lines out: DataError if not.
    """
    claim_lines.require_readable(where)
    target = _target(to)
    with _lake(home, engine, at) as (folder, seen), cluster.session(engine, to) as spark:
        for script in ("settings", "tables"):
            cluster.run(spark, lake.statements(folder, seen, script))
        lines = claim_lines.view(spark, where, mapped)
        cluster.share_out(spark, lines)
        cluster.run(spark, lake.statements(folder, seen, SCRIPTS[how]))
        reprice.require_all(where, lines, spark.sql(reprice.EACH_ONCE).first())
        spark.table(PRICED).write.parquet(target.as_posix())
    return summary(target) | {"rows_unread": []}


def summary(folder: Path) -> dict[str, Any]:
    """What priced lines in a folder of parquet come to."""
    with closing(connect()) as con:
        files = quoted((folder / "*.parquet").as_posix())
        con.execute(f"create temp view priced as from read_parquet({files})")
        return reprice.summary(con)


def _target(to: str) -> Path:
    """The folder for the priced lines; UsageError where something is, or only the cluster sees."""
    if "://" in to:
        raise UsageError(
            f"{to}: name a folder that this machine sees as the workers do, as /data/priced: the "
            "summary is made from it."
        )
    target = Path(to).absolute()
    if target.exists():
        raise UsageError(f"{to} exists: with --engine, --to names a new folder for the parquet.")
    if target.suffix.lower() in (".csv", ".xlsx", ".html"):
        raise UsageError(f"{to}: with --engine, priced lines are a folder of parquet files.")
    return target


@contextmanager
def _lake(home: Home, engine: str, at: str) -> Iterator[tuple[Path, str]]:
    """The folder of a lake, and its name on every worker."""
    if at:
        lake.read(Path(at))
        yield Path(at), cluster.address(at)
        return
    if not engine.startswith("local"):
        raise UsageError(
            "A cluster reads the rates from a folder that every worker sees: write it once with "
            "`ratebook export --inputs --to DIR`, and say --lake DIR."
        )
    with TemporaryDirectory(prefix="ratebook-") as folder:
        lake.write(home, folder)
        yield Path(folder), folder
