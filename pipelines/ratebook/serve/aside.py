"""A second connection with a thread of its own: what an answer says beside its amounts is read on
it while the amounts are computed."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

import duckdb

T = TypeVar("T")


class Aside:
    """A cursor beside a connection that has attached the warehouse as `ratebook`."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self._con = con.cursor()
        self._con.execute("use ratebook")
        self._thread = ThreadPoolExecutor(1, "aside")

    def start(self, asked: Callable[[duckdb.DuckDBPyConnection], T]) -> Future[T]:
        """Ask something, and go on."""
        return self._thread.submit(asked, self._con)

    def close(self) -> None:
        """Wait for what was asked, and close."""
        self._thread.shutdown()
        self._con.close()
