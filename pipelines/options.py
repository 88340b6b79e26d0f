"""Options of the command line that several verbs share, and how their words are read."""

import argparse
import re
from datetime import date
from decimal import Decimal


def question(found: argparse.ArgumentParser) -> None:
    """A code, a place and a day."""
    found.add_argument("code", help="as in 20560 or 70450-26")
    where = found.add_mutually_exclusive_group()
    where.add_argument("--locality", help="MAC and number, as in 10112-00; default: national")
    where.add_argument("--zip", help="five-digit ZIP code of the place of service")
    found.add_argument(
        "--on", type=day, metavar="DAY", help="date of service, yyyy-mm-dd; default: today"
    )
    found.add_argument("--qp", action="store_true", help="qualifying APM participant's factor")
    found.add_argument("--strict", action="store_true", help="exit 1 if the rates are stale")


def serve_options(found: argparse.ArgumentParser) -> None:
    """Where to listen, and how much one client may ask."""
    found.add_argument("--host", help="address to listen on; default: this machine alone")
    found.add_argument("--port", type=port, default=8017, help="0 takes a free one (8017)")
    found.add_argument(
        "--rate", type=positive, default=500, metavar="N",
        help="requests a second from one address (500)",
    )  # fmt: skip


def page_options(found: argparse.ArgumentParser) -> None:
    """A question, and where its page goes."""
    question(found)
    found.add_argument("--to", required=True, metavar="FILE", help="as in page.html")


def refresh_options(found: argparse.ArgumentParser) -> None:
    """Which releases, from where, and as known when."""
    found.add_argument("release", nargs="*", help="as in RVU25D, OPPS-2025-01, ASC-2025-10")
    found.add_argument(
        "--year", type=year, action="append", default=[], metavar="YEAR", help="all of a year"
    )
    found.add_argument("--since", type=year, metavar="YEAR", help="all from this year on")
    found.add_argument("--offline", action="store_true", help="build from raw/ alone")
    found.add_argument(
        "--known-on", type=day, metavar="DAY", help="build what was known on a day, with --to"
    )
    found.add_argument("--to", metavar="FILE", help="the file for --known-on; nothing is published")
    accept_fewer(found)


def taken_options(found: argparse.ArgumentParser) -> None:
    """Files a person has."""
    found.add_argument(
        "file", nargs="+",
        help="a zip of CMS's, a folder with its members, or the members; recognised by content",
    )  # fmt: skip
    found.add_argument("--release", help="as in RVU19D, where a file does not tell it")
    accept_fewer(found)
    found.add_argument(
        "--hold", action="store_true",
        help="let it hold though CMS posted another later, until CMS posts a new one",
    )  # fmt: skip


def accept_fewer(found: argparse.ArgumentParser) -> None:
    """A word for a list that is short."""
    found.add_argument(
        "--accept-fewer", action="store_true",
        help="take these files although they list fewer codes than they should",
    )  # fmt: skip


def export_options(found: argparse.ArgumentParser) -> None:
    """What to write, how and where."""
    found.add_argument("table", nargs="?", help="a table or view, as in payment_by_site")
    found.add_argument("--query", help="a query instead of a table")
    found.add_argument("--profile", help="a profile, as in carrier-file, or your own .toml file")
    found.add_argument("--year", type=year, help="only rows that begin in this year")
    found.add_argument("--where", metavar="CONDITION", help="only rows for which this holds")
    found.add_argument(
        "--format", help="csv, csv.gz, jsonl, parquet, xlsx, delta or postgres; a profile has one"
    )
    found.add_argument("--to", required=True, help="a file, a folder ending in /, or an address")
    found.add_argument(
        "--table", dest="as_table", metavar="SCHEMA.NAME", help="the table in PostgreSQL"
    )
    found.add_argument("--on", type=day, metavar="DAY", help="the day of a profile; default: today")
    found.add_argument(
        "--locality", action="append", default=[], help="of a profile, as in 10112-00; repeatable"
    )
    found.add_argument("--percent", type=percent, help="of Medicare, as in 120 or 112.5")
    found.add_argument("--site", choices=("office", "facility"), help="of a fee schedule (office)")
    found.add_argument("--qp", action="store_true", help="qualifying APM participant's factor")
    found.add_argument(
        "--with-descriptors", action="store_true", help="the AMA's descriptors too; see the notice"
    )
    found.add_argument("--strict", action="store_true", help="exit 1 if the rates are stale")


def percent(text: str) -> Decimal:
    """A percentage, exact."""
    if not re.fullmatch(r"\d{1,4}(\.\d{1,4})?", text):
        raise argparse.ArgumentTypeError(f"'{text}' is no percentage (as in 120 or 112.5)")
    return Decimal(text)


def diff_options(found: argparse.ArgumentParser) -> None:
    """Which releases or days, which codes and places, and volumes."""
    found.add_argument("release", nargs="*", help="two of a data set, as in RVU25A RVU25D")
    found.add_argument(
        "--on", type=day, action="append", default=[], metavar="DAY", help="twice: two days instead"
    )
    found.add_argument(
        "--code",
        action="append",
        default=[],
        metavar="CODE",
        help="only this code; may be repeated",
    )
    found.add_argument("--codes", metavar="FILE", help="only the codes in a text or csv file")
    found.add_argument(
        "--locality", action="append", default=[], metavar="KEY",
        help="as in 10112-00, or all; may be repeated; default: national",
    )  # fmt: skip
    found.add_argument("--qp", action="store_true", help="qualifying APM participants' factor")
    found.add_argument(
        "--weights", metavar="FILE", help="csv with hcpcs and volume: what it is worth"
    )
    found.add_argument(
        "--limit", type=positive, help="changes of each site (10; with --to and --json all)"
    )
    found.add_argument("--to", metavar="FILE", help="write the report as .xlsx or .html instead")


def sql_options(found: argparse.ArgumentParser) -> None:
    """A statement, and what its rows are written as."""
    found.add_argument("statement", nargs="?", help="without one: a prompt, or standard input")
    found.add_argument(
        "--format", choices=("table", "csv", "json", "parquet"), default="table",
        help="on standard output; --json is --format json",
    )  # fmt: skip
    found.add_argument(
        "--limit", type=positive, default=200, help="rows of a table (200); the others have all"
    )


def day(text: str) -> date:
    """A day, as in 2026-07-01."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no date (yyyy-mm-dd)") from None


def year(text: str) -> int:
    """A calendar year, as in 2026."""
    if not (text.isdigit() and len(text) == 4):
        raise argparse.ArgumentTypeError(f"'{text}' is no year (as in 2026)")
    return int(text)


def positive(text: str) -> int:
    """A number of rows."""
    if not text.isdigit() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"'{text}' is no number of rows")
    return int(text)


def port(text: str) -> int:
    """A port to listen on."""
    if not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"'{text}' is no port (0 to 65535)")
    return int(text)
