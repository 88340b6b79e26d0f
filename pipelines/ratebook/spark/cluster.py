"""A session on Spark: one process (`local[4]`), a cluster (`spark://host:7077`), or a server of
Spark Connect (`sc://host:15002`)."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from socket import create_connection
from typing import Any
from uuid import uuid4

from ratebook import extras
from ratebook.errors import DataError, UsageError

MASTER = re.compile(r"local(\[(\d+|\*)\])?|spark://[\w.,:-]+|yarn|k8s://\S+")
CONNECT = re.compile(r"sc://([\w.-]+)(?::(\d+))?")
PORT = 15002  # of a server of Spark Connect
WAIT = 10  # seconds for it to answer
TRIES = 6  # a minute; Spark's client asks a server that is gone for ten, and its tables are gone
# What a session must have: sql/settings.sql of a lake says it to any other program. Nothing may
# become NULL or lose a digit in silence; in memory a table is ten times its file and more, which
# decides whether every executor gets the whole of it.
SETTINGS = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.decimalOperations.allowPrecisionLoss": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.sources.fileCompressionFactor": "10",
}
# What is this run's alone: no table of it comes into a catalog that others see.
OWN = {
    "spark.app.name": "ratebook",
    "spark.sql.catalogImplementation": "in-memory",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}
# Of a run in this process. Java leaves long methods uncompiled, and of a query Spark makes few and
# long ones: a tenth of the time.
ALONE = {
    "spark.driver.memory": "2g",
    "spark.driver.extraJavaOptions": "-XX:-DontCompileHugeMethods -XX:+UseParallelGC",
}
# Into how many parts lines are shuffled: Spark's own number, 200 whatever there is to do, takes a
# third of the time of a small run.
PARTS = "spark.sql.shuffle.partitions"
LINES_OF_A_PART = 50_000
MANY = 100_000  # rows, so that each processor has some


def require_engine(engine: str) -> str:
    """The address if Spark knows such; UsageError if not."""
    if not (MASTER.fullmatch(engine) or CONNECT.fullmatch(engine)):
        raise UsageError(
            f"--engine takes local[2], with a number of processors, or the address of a cluster, "
            f"as in spark://host:7077 or sc://host:15002; not '{engine}'."
        )
    return engine


def address(where: str) -> str:
    """A path as each machine is told it: an address stays as it is."""
    return where if "://" in where else Path(where).absolute().as_posix()


@contextmanager
def session(engine: str, beside: str) -> Iterator[Any]:
    """A session of Spark whose tables lie beside a folder, and are gone afterwards.

    DataError where Spark, or its Java, cannot be had or stops: a word of its own, and nothing that
    a claim says.
    """
    extras.require("spark-connect" if CONNECT.fullmatch(engine) else "spark", "--engine")
    not_there: tuple[type[Exception], ...] = (*failures(), OSError)
    run = uuid4().hex[:8]
    steps, tables = f"{address(beside)}.steps-{run}", f"ratebook_{run}"
    try:
        spark = _started(engine, steps)
    except not_there as error:
        raise DataError(
            f"Spark does not start at {engine}: is there a Java (17), and a cluster at that "
            f"address? ({condition(error)})"
        ) from error
    try:
        spark.sql(f"create database {tables} location {_quoted(steps)}")
        spark.sql(f"use {tables}")
        yield spark
    except failures() as error:
        raise DataError(f"Spark stopped: {condition(error)}.") from error
    finally:
        with suppress(*failures()):  # what stopped Spark is told, and not that it has stopped
            spark.sql(f"drop database {tables} cascade")
        spark.stop()


def failures() -> tuple[type[Exception], ...]:
    """What Spark raises: of py4j, too, where its Java is this process's own."""
    from pyspark.errors import PySparkException

    with suppress(ImportError):
        from py4j.protocol import Py4JError

        return PySparkException, Py4JError
    return (PySparkException,)


def share_out(spark: Any, lines: int) -> None:
    """Shuffle so many lines in as many parts as they are worth, unless a person chose a number."""
    if PARTS not in spark.conf.getAll:
        spark.conf.set(PARTS, max(2 * _processors(spark), -(-lines // LINES_OF_A_PART)))


def _processors(spark: Any) -> int:
    """How many processors there are, by the parts that Spark makes rows in."""
    from pyspark.sql import functions as f

    parts = spark.range(MANY).select(f.spark_partition_id().alias("part"))
    return 1 + int(parts.agg(f.max("part")).first()[0])


def run(spark: Any, statements: list[str]) -> None:
    """Run statements, one by one."""
    for statement in statements:
        spark.sql(statement)


def _started(engine: str, steps: str) -> Any:
    """A session; OSError where no server of Spark Connect answers."""
    from pyspark.sql import SparkSession

    if found := CONNECT.fullmatch(engine):
        from pyspark.sql.connect.client.retries import DefaultPolicy

        create_connection((found[1], int(found[2] or PORT)), WAIT).close()
        spark = SparkSession.builder.config(map=SETTINGS | {"spark.remote": engine}).getOrCreate()
        spark.client.set_retry_policies([DefaultPolicy(max_retries=TRIES)])
        return spark
    own = OWN | {"spark.master": engine, "spark.sql.warehouse.dir": steps}
    own |= ALONE if engine.startswith("local") else {}
    return SparkSession.builder.config(map=SETTINGS | own).getOrCreate()


def _quoted(text: str) -> str:
    """A text in Spark's SQL."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def condition(error: BaseException) -> str:
    """What went wrong, by Spark's word for it, without the values that it went wrong with."""
    found = re.search(r"\[([A-Z][A-Z0-9_.]{4,})\]", str(error))
    return found[1] if found else type(error).__name__
