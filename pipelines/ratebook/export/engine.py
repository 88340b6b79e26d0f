"""The warehouse as an export reads it: little memory, one order of rows, and shut in.

One thread, so that the same warehouse gives the same rows in the same order and so the same
bytes; and a query of a person reaches no file and no network but what the export writes to.
"""

import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import duckdb

from ratebook.ask import statement
from ratebook.db import quoted
from ratebook.errors import UsageError
from ratebook.progress import watching

MEMORY = "500MB"  # DuckDB's part; a process with it stays well under 1 GB
CHUNK = 1 << 20


class PipeStream:
    """The bytes of a COPY, piece by piece: `bytes` so far, and `rows` once all are read."""

    def __init__(self, file: IO[bytes], work: "Future[int]") -> None:
        self._file, self._work = file, work
        self.rows = self.bytes = 0

    def __iter__(self) -> Iterator[bytes]:
        """The pieces; the last step raises what COPY raised."""
        while chunk := self._file.read(CHUNK):
            self.bytes += len(chunk)
            yield chunk
        self.rows = self._work.result()


class Pipe:
    """What DuckDB writes, as bytes in this process: for what no format of its own can do."""

    def __init__(self) -> None:
        self._ends = list(os.pipe())
        self.path = f"/dev/fd/{self._ends[1]}"

    def close(self) -> None:
        """Close what was not used."""
        while self._ends:
            os.close(self._ends.pop())

    @contextmanager
    def copying(
        self, con: duckdb.DuckDBPyConnection, query: str, options: str, says: str
    ) -> Iterator[PipeStream]:
        """The bytes of `copy (query)`. A pipe serves once."""
        write_end, read_end = self._ends.pop(), self._ends.pop()

        def work() -> int:
            try:
                return copy(con, query, self.path, options)
            finally:
                os.close(write_end)

        with ThreadPoolExecutor(1) as pool, os.fdopen(read_end, "rb") as file:
            stream = PipeStream(file, pool.submit(work))
            try:
                with watching(says, lambda: stream.bytes):
                    yield stream
            finally:
                with suppress(duckdb.Error):
                    con.interrupt()  # where no one reads on; a COPY that has ended does not hear it


def shut_in(con: duckdb.DuckDBPyConnection, scratch: Path, pipe: Pipe) -> None:
    """From here on the connection reaches its warehouse, the scratch folder and the pipe only."""
    con.execute(f"set memory_limit = '{MEMORY}'")
    con.execute("set threads = 1")
    con.execute(f"set temp_directory = {quoted((scratch / 'spill').resolve().as_posix())}")
    con.execute(f"set allowed_directories = [{quoted(scratch.resolve().as_posix())}]")
    con.execute(f"set allowed_paths = [{quoted(pipe.path)}]")
    statement.shut_in(con)


def copy(con: duckdb.DuckDBPyConnection, query: str, path: str, options: str) -> int:
    """Write a query's rows to a path; returns how many."""
    written = f"copy (\n{query}\n) to {quoted(path)} ({options})"
    return int(con.execute(written).fetchall()[0][0])


def require_select(query: str) -> str:
    """A person's query without its semicolon; UsageError if it is not one SELECT."""
    try:
        statements = duckdb.extract_statements(query)
    except duckdb.Error as error:
        raise UsageError(f"--query cannot be read: {error}") from error
    if [s.type for s in statements] != [duckdb.StatementType.SELECT]:
        raise UsageError("--query takes a single SELECT.")
    return query.rstrip().rstrip(";")
