"""The options of `ratebook export`."""

import argparse
import re
from decimal import Decimal

from ratebook.cli.options import day, year
from ratebook.cli.parser import one_of
from ratebook.cli.place_options import PLACE


def export_options(found: argparse.ArgumentParser) -> None:
    """What to write, how and where."""
    found.add_argument("table", nargs="?", help="a table or view, as in payment_by_site")
    found.add_argument("--query", help="a query instead of a table")
    found.add_argument("--profile", help="a profile, as in carrier-file, or your own .toml file")
    found.add_argument(
        "--inputs", action="store_true",
        help="the tables that prices are made of, as parquet and Delta, and the SQL for Spark",
    )  # fmt: skip
    found.add_argument(
        "--to", required=True,
        help="a file whose name shows the format, a folder ending in /, or an address",
    )  # fmt: skip
    found.add_argument(
        "--format",
        help="csv, csv.gz, jsonl, parquet, xlsx, delta or postgres; if --to does not show it",
    )
    found.add_argument("--codes", metavar="FILE", help="only the codes in a text or csv file")
    found.add_argument("--where", metavar="CONDITION", help="only rows that meet this condition")
    found.add_argument(
        "--with-descriptors",
        action="store_true",
        help="include the AMA's descriptors; see the notice",
    )
    found.add_argument(
        "--strict", action="store_true", help="exit with status 1 if the rates are stale"
    )
    found.add_argument(
        "--yes", action="store_true", help="write an xlsx with several sheets without asking"
    )
    _table_options(found.add_argument_group("for a table"))
    _profile_options(found.add_argument_group("for a profile"))


def _table_options(found: argparse._ArgumentGroup) -> None:
    found.add_argument("--year", type=year, help="only rows that take effect in this year")
    found.add_argument(
        "--table", dest="as_table", metavar="SCHEMA.NAME", help="the table in PostgreSQL"
    )


def _profile_options(found: argparse._ArgumentGroup) -> None:
    found.add_argument("--on", type=day, metavar="DAY", help="the day; default: today")
    found.add_argument("--locality", action="append", default=[], help=f"{PLACE}; may be repeated")
    found.add_argument("--percent", type=percent, help="percent of Medicare, as in 120 or 112.5")
    found.add_argument(
        "--site", type=one_of("office", "facility"), help="office (the default) or facility"
    )
    found.add_argument(
        "--qp",
        action="store_true",
        help="use the conversion factor for qualifying APM participants",
    )


def percent(text: str) -> Decimal:
    """A percentage, exact."""
    if not re.fullmatch(r"\d{1,4}(\.\d{1,4})?", text):
        raise argparse.ArgumentTypeError(f"'{text}' is not a percentage, as in 120 or 112.5")
    return Decimal(text)
