"""X12 files as parquet files of claim lines, in a private folder."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import duckdb
import polars as pl

from ratebook.db import quoted
from ratebook.errors import UsageError
from ratebook.x12 import layout, lines, remittance, segments
from ratebook.x12.lines import Line

BATCH = 20_000  # lines that are held at once
BESIDE = ("file", "nth", "place", "claim_place")  # where a line stood
REMITTANCE = "835"


def into(con: duckdb.DuckDBPyConnection, paths: Sequence[Path], folder: Path) -> str:
    """Write the lines of some files as parquet, the columns of a claim line as text; SQL that reads
    them.

    The lines of 835 files stand beside those of the 837 files that they pay; alone, each says what
    it lacks. DataError where a file is cut, damaged or of another kind: none is read then.
    """
    target = folder / "x12"
    target.mkdir(parents=True, exist_ok=True)
    _write(paths, target)
    claims, remits = (_parts(target, name) for name in ("claims", "remits"))
    if not remits:
        if not claims:
            raise UsageError(f"{', '.join(map(str, paths))}: no claims found.")
        return claims
    made = quoted((target / "lines.parquet").as_posix())
    query = remittance.beside(claims, remits) if claims else remittance.alone(remits)
    con.execute(f"copy ({query}) to {made} (format parquet)")
    return f"read_parquet({made})"


def _parts(folder: Path, name: str) -> str:
    files = sorted(folder.glob(f"{name}-*.parquet"))
    return f"read_parquet([{', '.join(quoted(f.as_posix()) for f in files)}])" if files else ""


def _write(paths: Sequence[Path], folder: Path) -> None:
    """Both kinds in files of their own, BATCH lines at a time."""
    found = _lines(paths)
    for number, batch in enumerate(iter(lambda: list(islice(found, BATCH)), [])):
        for name, remits in (("claims", False), ("remits", True)):
            own = [line for kind, line in batch if (kind == REMITTANCE) == remits]
            if own:
                _frame(own).write_parquet(folder / f"{name}-{number:06}.parquet")


def _lines(paths: Sequence[Path]) -> Iterator[tuple[str, Line]]:
    nth = 0
    for number, path in enumerate(paths):
        with segments.opened(path) as file:
            for kind, line in lines.each(file):
                nth += 1
                yield kind.name, line | {"file": str(number), "nth": f"{nth:012}"}


def _frame(own: list[Line]) -> pl.DataFrame:
    names = [*layout.columns(), *BESIDE]
    cells = {name: [line.get(name) for line in own] for name in names}
    return pl.DataFrame(cells, schema=dict.fromkeys(names, pl.String))
