"""Claims where a cluster sees them, as the view `claims` that the SQL of a lake reads."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ratebook import x12
from ratebook.claims import contract, sheet
from ratebook.claims.batches import FILE
from ratebook.claims.claim_file import DELIMITERS
from ratebook.errors import DataError, UsageError
from ratebook.spark.cluster import address, condition, failures

TEXT = (".csv", ".tsv", ".txt")
ONE_MACHINE = (".duckdb", ".db", *sheet.ENDINGS, *x12.ENDINGS)
LOST = "\ufffd"  # what a character becomes that is not UTF-8


def require_readable(where: str) -> None:
    """UsageError for what only one machine reads."""
    ending = Path(where).suffix.lower()
    if ending in ONE_MACHINE and ending not in TEXT:
        raise UsageError(
            f"{where}: Spark reads claims from csv and parquet; workbooks, X12 files and DuckDB "
            "files are read by one machine, without --engine."
        )


def view(spark: Any, where: str, mapped: dict[str, str]) -> int:
    """Make the view `claims` of files; how many lines they have.

    A line has the number that one machine gives it: its place in its file, and files in the order
    of their names. DataError where a row is not csv: none is passed over.
    """
    from pyspark.sql import functions as f

    of_text = _is_text(where)
    found = _numbered_text(spark, where) if of_text else _numbered(spark, where)
    names = [name for name in found.columns if name != "ratebook_place"]
    own = contract.chosen(names, mapped, where)
    cells = [
        _cell(f, own[name], of_text).alias(name) if name in own
        else f.lit(None).cast("string").alias(name)
        for name in contract.columns()
    ]  # fmt: skip
    refusal = f.lit(None).cast("string").alias("ratebook_refusal")
    place = f.col("ratebook_place").cast("bigint").alias("line_row")
    lines = found.select(place, refusal, *cells)
    lines.createOrReplaceTempView("claims")
    return int(lines.count())


def _cell(f: Any, column: str, of_text: bool) -> Any:
    """A cell as text; an empty one of csv is none."""
    quoted = "`" + column.replace("`", "``") + "`"
    text = f.col(quoted).cast("string")
    return f.nullif(text, f.lit("")) if of_text else text


def _is_text(where: str) -> bool:
    """Whether files are csv, by their names, and not parquet."""
    path = Path(where)
    inside = path.iterdir() if "://" not in where and path.is_dir() else [path]
    endings = {one.suffix.lower() for one in inside} & {*TEXT, ".parquet"}
    if len(endings) > 1:
        raise UsageError(f"{where} has csv and parquet: name one kind, as in {where}/*.csv.")
    return bool(endings & {*TEXT})


@contextmanager
def _readable(where: str, kind: str, asked: str) -> Iterator[None]:
    """DataError with what to look at, and Spark's word, where files cannot be read."""
    try:
        yield
    except failures() as error:
        said = f"{where} cannot be read as {kind}: {asked} ({condition(error)})"
        raise DataError(said) from error


def _numbered(spark: Any, where: str) -> Any:
    """Parquet, with each row's place."""
    from pyspark.sql import functions as f

    with _readable(
        where, "parquet", "do the workers see all files, and do they have the same types?"
    ):  # without a merge a column that one file alone has could be left out
        found = spark.read.option("mergeSchema", True).parquet(address(where))
        files = found.inputFiles()
    placed = found.withColumn("ratebook_row", f.col("_metadata.row_index") + 1)
    if len(files) == 1:
        return placed.withColumnRenamed("ratebook_row", "ratebook_place")
    named = placed.withColumn("ratebook_file", f.col("_metadata.file_path"))
    paths = sorted(row[0] for row in named.select("ratebook_file").distinct().collect())
    return _placed(spark, named, [(path, n * FILE) for n, path in enumerate(paths)])


def _numbered_text(spark: Any, where: str) -> Any:
    """Csv, with each row's place. A file is read by one worker, so that a cell may have lines."""
    from pyspark.sql import functions as f

    with _readable(where, "csv", "do the workers see it?"):
        first = spark.read.text(address(where)).first()
    delimiter = max(DELIMITERS, key=(first[0] if first else "").count)
    read = spark.read.options(
        header=True, sep=delimiter, quote='"', escape='"', multiLine=True, mode="FAILFAST",
        columnPruning=False, enforceSchema=False,
    )  # fmt: skip
    found = read.csv(address(where))
    if len({name.casefold() for name in found.columns}) < len(found.columns):
        raise UsageError(f"{where} has two columns of one name, or of none.")
    cells = f.concat_ws("", *(f.col("`" + c.replace("`", "``") + "`") for c in found.columns))
    named = found.withColumns({
        "ratebook_row": f.monotonically_increasing_id(),
        "ratebook_file": f.col("_metadata.file_path"),
    })  # fmt: skip
    each = named.groupBy("ratebook_file").agg(
        f.min("ratebook_row"), f.max(f.contains(cells, f.lit(LOST)))
    )
    with _readable(
        where, "csv", "a row has not as many cells as the header, or a quote is not closed. "
        "Without --engine the other rows are priced, and this one is named."
    ):  # fmt: skip
        files = sorted(each.collect())
    if any(lost for *_, lost in files):
        raise DataError(f"{where} is not UTF-8: save it so, or price it without --engine.")
    starts = [(path, n * FILE + 1 - first) for n, (path, first, _) in enumerate(files)]
    return _placed(spark, named, starts)


def _placed(spark: Any, named: Any, starts: list[tuple[str, int]]) -> Any:
    """Rows with their place: what their file begins at, and their row in it."""
    from pyspark.sql import functions as f

    begins = spark.createDataFrame(starts, "ratebook_file string, ratebook_begins bigint")
    joined = named.join(f.broadcast(begins), "ratebook_file")
    place = f.col("ratebook_begins") + f.col("ratebook_row")
    return joined.withColumn("ratebook_place", place).drop(
        "ratebook_file", "ratebook_begins", "ratebook_row"
    )
