"""The words of `ratebook export`: what was asked for on the command line, and what was done."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from ratebook.errors import DataError, UsageError
from ratebook.export import profiles, xlsx
from ratebook.export.manifest import Manifest
from ratebook.export.profile_rows import Options
from ratebook.export.request import ExportRequest
from ratebook.export.run import FORMATS
from ratebook.export.source import Code, require_name
from ratebook.export.target import format_of
from ratebook.suggest import did_you_mean


def asked(args: argparse.Namespace, codes: Sequence[Code] = ()) -> ExportRequest:
    """What the options ask for; UsageError if they do not go together."""
    if sum(map(bool, (args.table, args.query, args.profile))) != 1:
        raise UsageError("Give exactly one of a table, --query or --profile.")
    if args.year and not args.table:
        raise UsageError(
            "--year goes with a table. In a query, write the condition itself; a profile has --on."
        )
    if args.where and args.query:
        raise UsageError(
            "--where goes with a table or a profile. In a query, write the condition itself."
        )
    if codes and args.query:
        raise UsageError(
            "--codes goes with a table or a profile. In a query, write the condition itself."
        )
    if args.where is not None and not args.where.strip():
        raise UsageError("--where is empty: leave it out, or give a condition.")
    profile = profiles.find(args.profile) if args.profile else None
    options = Options(args.on, tuple(args.locality), args.percent, args.site, args.qp)
    if not profile and options != Options():
        raise UsageError("--on, --locality, --percent, --site and --qp go with --profile.")
    format = args.format or format_of(args.to) or (profile.format if profile else "")
    require_format(format, args.to)
    if args.as_table and format != "postgres":
        raise UsageError("--table goes with --format postgres.")
    return ExportRequest(
        args.to, format, args.table or "", args.query or "", profile, args.year, args.where,
        options, require_name(args.as_table) if args.as_table else "", tuple(codes),
        args.with_descriptors, args.strict,
    )  # fmt: skip


def require_format(format: str, to: str) -> None:
    """UsageError if neither --format nor the name of --to is of a format."""
    if not format:
        raise UsageError(
            f"--to {to} does not say the format: name a file, as in rates.csv, rates.csv.gz, "
            "rates.jsonl, rates.parquet or rates.xlsx, or give --format."
        )
    if format not in FORMATS:
        near = did_you_mean(format, FORMATS) or f" Formats: {', '.join(FORMATS)}."
        raise UsageError(f"'{format}' is not a valid format.{near}")


def agrees(size: str) -> None:
    """Ask a person at a terminal whether to write a large workbook; DataError if not, and
    UsageError that says what to do instead where no one can be asked."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        xlsx.refuse(size)
    print(f"{size}\nWrite it anyway? [y/N] ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        raise DataError("Nothing was written.")


def lines(done: Manifest, to: str) -> Iterator[str]:
    """What was done, for a person."""
    if "table" in done:
        yield f"{done['table']}: {done['rows']:,} rows"
    elif "version" in done:
        same = ", no change" if done.get("no_change") else ""
        yield f"{done['name']} in {to}: version {done['version']}, {done['rows']:,} rows{same}"
    elif len(done["files"]) == 1:
        path = Path(to) / done["files"][0]["name"] if Path(to).is_dir() else Path(to)
        yield f"{path}: {done['rows']:,} row{'s' * (done['rows'] != 1)}"
    else:
        yield f"{done['name']}: {done['rows']:,} rows in {len(done['files'])} files"
