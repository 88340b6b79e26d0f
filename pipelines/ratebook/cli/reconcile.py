"""The verb that holds two outputs of `reprice` against each other: `reconcile`."""

import argparse
from contextlib import closing
from typing import Any

from ratebook.home import Home


def reconcile_options(found: argparse.ArgumentParser) -> None:
    """Two outputs."""
    found.add_argument("first", metavar="PRICED", help="a parquet file, or a folder of such")
    found.add_argument("second", metavar="PRICED", help="the same lines, priced elsewhere")


def reconcile(args: argparse.Namespace, at: Home) -> int:
    """How many rows of two outputs differ; exit status 1 where any does."""
    from ratebook.claims.reconcile import reconcile as held
    from ratebook.cli import terminal
    from ratebook.db import connect

    with closing(connect()) as con:
        found = held(con, args.first, args.second)
    terminal.dump(found) if args.json else terminal.say(_said(args.first, args.second, found))
    return 1 if found["only_in_first"] or found["only_in_second"] else 0


def _said(first: str, second: str, found: dict[str, Any]) -> str:
    lines = [f"{name}: {rows:,} rows" for name, rows in zip((first, second), found["rows"],
                                                           strict=True)]  # fmt: skip
    only = found["only_in_first"], found["only_in_second"]
    count = max(only)
    lines.append("1 row differs." if count == 1 else f"{count:,} rows differ.")
    if any(only):
        lines.append(f"{only[0]:,} are in {first} alone, {only[1]:,} in {second} alone.")
        lines += [f"  {one['lines']:>9,}  {one['column']}" for one in found["columns"]]
    return "\n".join(lines)
