"""The words of `ratebook export`: what was asked for on the command line, and what was done."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from pipelines.errors import UsageError
from pipelines.export import FORMATS, Asked
from pipelines.exports import profiles
from pipelines.exports.manifest import Manifest
from pipelines.exports.profiled import Options
from pipelines.exports.source import require_name


def asked(args: argparse.Namespace) -> Asked:
    """What the options ask for; UsageError where they do not go together."""
    if sum(map(bool, (args.table, args.query, args.profile))) != 1:
        raise UsageError("Give a table, --query or --profile, one of them.")
    if args.year and not args.table:
        raise UsageError("--year goes with a table; a query says it itself, a profile has --on.")
    if args.where and args.query:
        raise UsageError("--where goes with a table or a profile; write it into the query.")
    if args.where is not None and not args.where.strip():
        raise UsageError("--where is empty: leave it out, or give a condition.")
    profile = profiles.find(args.profile) if args.profile else None
    options = Options(args.on, tuple(args.locality), args.percent, args.site, args.qp)
    if not profile and options != Options():
        raise UsageError("--on, --locality, --percent, --site and --qp go with --profile.")
    format = args.format or (profile.format if profile else "")
    if format not in FORMATS:
        raise UsageError(f"--format is one of {', '.join(FORMATS)}.")
    if args.as_table and format != "postgres":
        raise UsageError("--table goes with --format postgres.")
    return Asked(
        args.to, format, args.table or "", args.query or "", profile, args.year, args.where,
        options, require_name(args.as_table) if args.as_table else "", args.with_descriptors,
        args.strict,
    )  # fmt: skip


def lines(done: Manifest, to: str) -> Iterator[str]:
    """What was done, for a person."""
    if "table" in done:
        yield f"{done['table']}: {done['rows']:,} rows"
    elif "version" in done:
        same = ", no change" if done.get("no_change") else ""
        yield f"{done['name']} in {to}: version {done['version']}, {done['rows']:,} rows{same}"
    elif len(done["files"]) == 1:
        path = Path(to) / done["files"][0]["name"] if Path(to).is_dir() else Path(to)
        yield f"{path}: {done['rows']:,} rows"
    else:
        yield f"{done['name']}: {done['rows']:,} rows in {len(done['files'])} files"
