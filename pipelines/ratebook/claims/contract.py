"""The columns of a claim line, and how a file of other names is read as one."""

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from ratebook.errors import UsageError
from ratebook.suggest import did_you_mean

FILE = Path(__file__).with_name("contract.toml")


@cache
def columns() -> dict[str, dict[str, Any]]:
    """The columns by name, in their order: `says`, and `required`."""
    groups = tomllib.loads(FILE.read_text())
    return {name: given for group in groups.values() for name, given in group.items()}


def mapping(path: Path | None) -> dict[str, str]:
    """By column of the contract the name that a file has for it: `claim_id = "Claim No"`.

    UsageError if the file of names cannot be read, or names a column that the contract has not.
    """
    if path is None:
        return {}
    try:
        found = tomllib.loads(path.read_text())
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path} cannot be read as a map of columns (TOML): {error}.") from error
    for name, own in found.items():
        if name not in columns():
            raise UsageError(f"{path}: '{name}' is not a column of a claim line."
                             f"{did_you_mean(name, list(columns()))}")  # fmt: skip
        if not isinstance(own, str):
            raise UsageError(f"{path}: {name} takes the name of a column, in quotes.")
    return found


def chosen(names: Sequence[str], mapped: dict[str, str], where: str) -> dict[str, str]:
    """By column of the contract the column of a file that it is read from; others are not read.

    UsageError where a mapped column is not in the file, or a required one is missing.
    """
    folded = {name.strip().casefold(): name for name in names}
    found = {}
    for name in columns():
        wanted = mapped.get(name, name)
        if wanted.strip().casefold() in folded:
            found[name] = folded[wanted.strip().casefold()]
        elif name in mapped:
            raise UsageError(f"{where} has no column '{wanted}', which the map names for {name}."
                             f"{did_you_mean(wanted, list(names))}")  # fmt: skip
    missing = [name for name, given in columns().items()
               if given.get("required") and name not in found]  # fmt: skip
    if missing:
        raise UsageError(
            f"{where} lacks {', '.join(missing)}. Name its columns as docs/reference/claims.md "
            "does, or say which is which: --map map.toml."
        )
    return found
