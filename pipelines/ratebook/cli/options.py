"""Options of the command line that several verbs share, and how their words are read."""

import argparse
import re
from datetime import date
from decimal import Decimal

from ratebook.cli.parser import one_of

VERBOSE = "the rows of each file and what each rule found, too"
PLACE = 'as in 10112-00, CA-05 or "san francisco"'


def common_options(found: argparse.ArgumentParser, names: tuple[str, ...]) -> None:
    """The options that many verbs have: how to print, and where things lie."""
    if "json" in names:
        found.add_argument("--json", action="store_true", help="print JSON")
    found.add_argument("--home", help="folder with raw/ and warehouse/ (RATEBOOK_HOME, else .)")
    if "cms" in names:
        found.add_argument("--cms", help="where CMS is: an address or a folder (RATEBOOK_CMS)")
    if "db" in names:
        found.add_argument("--db", metavar="FILE", help="a warehouse other than the published")


def questions(found: argparse.ArgumentParser) -> None:
    """Codes, a place and a day."""
    found.add_argument("code", nargs="+", help="as in 20560 or 70450-26; several have a table each")
    _place_and_day(found)


def _place_and_day(found: argparse.ArgumentParser) -> None:
    where = found.add_mutually_exclusive_group()
    where.add_argument("--locality", help=f"{PLACE}; default: national")
    where.add_argument("--zip", help="five-digit ZIP code of the place of service")
    found.add_argument("--state", help="the state of a --locality, as in --locality 05 --state CA")
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


def status_options(found: argparse.ArgumentParser) -> None:
    """How strict, and whether to look at CMS's pages."""
    found.add_argument("--strict", action="store_true", help="exit 1 if something is overdue")
    found.add_argument("--online", action="store_true", help="look at CMS's pages first")


def localities_options(found: argparse.ArgumentParser) -> None:
    """Words of a name, a state or a number, and a day."""
    found.add_argument("word", nargs="*", help="of a name, a state, a MAC or a number")
    found.add_argument("--state", help="as in CA")
    found.add_argument("--on", type=day, metavar="DAY", help="on which day; default: today")


def page_options(found: argparse.ArgumentParser) -> None:
    """A question, and where its page goes."""
    found.add_argument("code", help="as in 20560 or 70450-26")
    _place_and_day(found)
    found.add_argument("--to", required=True, metavar="FILE", help="as in page.html")


def refresh_options(found: argparse.ArgumentParser) -> None:
    """Which releases, from where, and as known when."""
    found.add_argument("--verbose", action="store_true", help=VERBOSE)
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
    found.add_argument("--verbose", action="store_true", help=VERBOSE)
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
    found.add_argument(
        "--to", required=True,
        help="a file whose name tells the format, a folder ending in /, or an address",
    )  # fmt: skip
    found.add_argument(
        "--format", help="csv, csv.gz, jsonl, parquet, xlsx, delta or postgres; where --to has none"
    )
    found.add_argument("--codes", metavar="FILE", help="only the codes in a text or csv file")
    found.add_argument("--where", metavar="CONDITION", help="only rows for which this holds")
    found.add_argument(
        "--with-descriptors", action="store_true", help="the AMA's descriptors too; see the notice"
    )
    found.add_argument("--strict", action="store_true", help="exit 1 if the rates are stale")
    found.add_argument("--yes", action="store_true", help="write an xlsx of several sheets unasked")
    _table_options(found.add_argument_group("of a table"))
    _profile_options(found.add_argument_group("of a profile"))


def _table_options(found: argparse._ArgumentGroup) -> None:
    found.add_argument("--year", type=year, help="only rows that begin in this year")
    found.add_argument(
        "--table", dest="as_table", metavar="SCHEMA.NAME", help="the table in PostgreSQL"
    )


def _profile_options(found: argparse._ArgumentGroup) -> None:
    found.add_argument("--on", type=day, metavar="DAY", help="the day; default: today")
    found.add_argument("--locality", action="append", default=[], help=f"{PLACE}; may be repeated")
    found.add_argument("--percent", type=percent, help="of Medicare, as in 120 or 112.5")
    found.add_argument(
        "--site", type=one_of("office", "facility"), help="office (the default) or facility"
    )
    found.add_argument("--qp", action="store_true", help="qualifying APM participant's factor")


def percent(text: str) -> Decimal:
    """A percentage, exact."""
    if not re.fullmatch(r"\d{1,4}(\.\d{1,4})?", text):
        raise argparse.ArgumentTypeError(f"'{text}' is not a percentage, as in 120 or 112.5")
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
        help=f"{PLACE}, or all; may be repeated; default: national",
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
        "--format", type=one_of("table", "csv", "json", "parquet"), default="table",
        help="table, csv, json or parquet, on standard output; --json is --format json",
    )  # fmt: skip
    found.add_argument(
        "--limit", type=positive, default=200, help="rows of a table (200); the others have all"
    )


def day(text: str) -> date:
    """A day, as in 2026-07-01."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"'{text}' is not a date: yyyy-mm-dd, as in 2026-08-01"
        ) from None


def year(text: str) -> int:
    """A calendar year, as in 2026."""
    if not (text.isdigit() and len(text) == 4):
        raise argparse.ArgumentTypeError(f"'{text}' is not a year, as in 2026")
    return int(text)


def positive(text: str) -> int:
    """A whole number of one or more."""
    if not text.isdigit() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number above 0")
    return int(text)


def port(text: str) -> int:
    """A port to listen on."""
    if not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"'{text}' is not a port: 0 to 65535")
    return int(text)
