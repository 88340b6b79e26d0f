"""`reprice --engine`: the options of a cluster, and what only one machine does."""

import argparse
from pathlib import Path
from typing import Any

from ratebook.errors import UsageError
from ratebook.home import Home

# What is read or made by this process alone.
ALONE = ("contract", "short", "remit", "table", "shard")


def engine_options(found: argparse.ArgumentParser) -> None:
    """Where Spark is, and from where it reads the rates."""
    group = found.add_argument_group("on Spark")
    group.add_argument(
        "--engine", metavar="MASTER",
        help="price on Spark: local[2], or a cluster's address, as in spark://host:7077 or "
        "sc://host:15002; --to is then a new folder, for parquet",
    )  # fmt: skip
    group.add_argument(
        "--lake", metavar="DIR", default="",
        help="the rates, from `ratebook export --inputs`, where every worker sees them",
    )  # fmt: skip


def priced(args: argparse.Namespace, at: Home) -> dict[str, Any]:
    """The summary of claims priced on Spark; UsageError for what one machine alone does."""
    from ratebook.claims import contract, edits
    from ratebook.spark import cluster, reprice

    engine = cluster.require_engine(args.engine)
    for name in ALONE:
        if getattr(args, name):
            raise UsageError(f"--{name} is for one machine: leave it out, or --engine.")
    if edits.require_way(args.edits) == "deny":
        raise UsageError(
            "--edits deny prices the lines of a patient twice, on one machine alone: leave out "
            "--engine, or take --edits flag, which says what NCCI refuses."
        )
    if not args.to:
        raise UsageError("--engine needs a folder for the priced lines: --to DIR.")
    mapped = contract.mapping(Path(args.map) if args.map else None)
    return reprice.priced(at, engine, args.claims, args.to, mapped, args.edits, args.lake)
