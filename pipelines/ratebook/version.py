"""Which code made a thing: hashes of what reads files and of all SQL, and the schema's number."""

import hashlib
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
READING = (
    "read/layouts/*.toml", "read/layouts/*.py", "read/*.py",
    "build/mend.py", "build/normalize.py", "build/stage.py",
)  # fmt: skip


def sql_folder() -> Path:
    """`sql/`: inside the installed package, or at the top of the repository."""
    installed = HERE / "sql"
    return installed if installed.is_dir() else HERE.parents[1] / "sql"


@cache
def reading() -> str:
    """A hash of all that decides what a zip becomes."""
    return _hash(path for pattern in READING for path in HERE.glob(pattern))


@cache
def sql() -> str:
    """A hash of all SQL: what tables and columns a warehouse has, and what is checked."""
    return _hash([*sql_folder().rglob("*.sql"), *sql_folder().rglob("*.csv")])


@cache
def schema() -> int:
    """The number of the warehouse's schema: it rises when a table or column does not stay as it
    was, so that this code cannot read an older file (`sql/schema.toml`)."""
    return int(tomllib.loads((sql_folder() / "schema.toml").read_text())["schema"])


@cache
def code() -> str:
    """A hash of all code, data about CMS's files, and SQL: what decides what a warehouse is."""
    own = [*HERE.rglob("*.py"), *HERE.rglob("*.toml")]
    return _hash([*own, *(path for path in sql_folder().rglob("*.*") if path.is_file())])


def _hash(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]
