"""Options of the command line that several verbs share, and how their words are read."""

import argparse
from datetime import date
from decimal import Decimal, InvalidOperation

from ratebook.cli.parser import one_of
from ratebook.cli.place_options import PLACE

VERBOSE = "also print the rows of each file and what each rule found"


def common_options(found: argparse.ArgumentParser, names: tuple[str, ...]) -> None:
    """The options that many verbs have: how to print, and where things lie."""
    if "json" in names:
        found.add_argument("--json", action="store_true", help="print JSON")
    found.add_argument("--home", help="the folder with raw/ and warehouse/ (RATEBOOK_HOME, else .)")
    if "cms" in names:
        found.add_argument("--cms", help="where CMS is: an address or a folder (RATEBOOK_CMS)")
    if "db" in names:
        found.add_argument(
            "--db", metavar="FILE", help="read this warehouse file instead of the published one"
        )


def serve_options(found: argparse.ArgumentParser) -> None:
    """Where to listen."""
    found.add_argument("--host", help="address to listen on; default: this machine only")
    found.add_argument("--port", type=port, default=8017, help="port; 0 picks a free one (8017)")


def status_options(found: argparse.ArgumentParser) -> None:
    """How strict, whether to look at CMS's pages, and whether to say what the tables cost."""
    found.add_argument(
        "--strict", action="store_true", help="exit with status 1 if something is overdue"
    )
    found.add_argument("--online", action="store_true", help="look at CMS's pages first")
    found.add_argument(
        "--tables", action="store_true", help="the rows, bytes and seconds of each stored table"
    )


def localities_options(found: argparse.ArgumentParser) -> None:
    """Words of a name, a state or a number, and a day."""
    found.add_argument("word", nargs="*", help="part of a name, a state, a MAC or a number")
    found.add_argument("--state", help="as in CA")
    found.add_argument("--on", type=day, metavar="DAY", help="the day; default: today")


def refresh_options(found: argparse.ArgumentParser) -> None:
    """Which releases, from where, and as known when."""
    found.add_argument("--verbose", action="store_true", help=VERBOSE)
    found.add_argument("release", nargs="*", help="as in RVU25D, OPPS-2025-01, ASC-2025-10")
    found.add_argument(
        "--year",
        type=year,
        action="append",
        default=[],
        metavar="YEAR",
        help="all releases of a year",
    )
    found.add_argument("--since", type=year, metavar="YEAR", help="all releases from this year on")
    found.add_argument(
        "--offline", action="store_true", help="build from raw/ only, without downloading"
    )
    found.add_argument(
        "--known-on", type=day, metavar="DAY", help="build what was known on a day; needs --to"
    )
    found.add_argument(
        "--to", metavar="FILE", help="the file that --known-on writes; nothing is published"
    )
    accept_fewer(found)


def taken_options(found: argparse.ArgumentParser) -> None:
    """Files a person has."""
    found.add_argument("--verbose", action="store_true", help=VERBOSE)
    found.add_argument(
        "file", nargs="+",
        help="a CMS zip, a folder with its files, or the files themselves; recognized by content",
    )  # fmt: skip
    found.add_argument("--release", help="as in RVU19D, if the file does not say")
    accept_fewer(found)
    found.add_argument(
        "--hold", action="store_true",
        help="keep it in effect although CMS posted a later one, until CMS posts a new one",
    )  # fmt: skip


def accept_fewer(found: argparse.ArgumentParser) -> None:
    """A word for a list that is short."""
    found.add_argument(
        "--accept-fewer", action="store_true",
        help="accept these files although they list fewer codes than they should",
    )  # fmt: skip


def diff_options(found: argparse.ArgumentParser) -> None:
    """Which releases or days, which codes and places, and volumes."""
    found.add_argument("release", nargs="*", help="two releases of a data set, as in RVU25A RVU25D")
    found.add_argument(
        "--on",
        type=day,
        action="append",
        default=[],
        metavar="DAY",
        help="give it twice to compare two days",
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
    found.add_argument(
        "--qp",
        action="store_true",
        help="use the conversion factor for qualifying APM participants",
    )
    found.add_argument(
        "--weights", metavar="FILE", help="csv with hcpcs and volume: what the changes are worth"
    )
    found.add_argument(
        "--limit",
        type=positive,
        help="how many changes to list for each site (10; with --to and --json all)",
    )
    found.add_argument("--to", metavar="FILE", help="write the report as .xlsx or .html instead")


def sql_options(found: argparse.ArgumentParser) -> None:
    """A statement, and what its rows are written as."""
    found.add_argument(
        "statement", nargs="?", help="without a statement: a prompt, or standard input"
    )
    found.add_argument(
        "--format", type=one_of("table", "csv", "json", "parquet"), default="table",
        help="table, csv, json or parquet, on standard output; --json is --format json",
    )  # fmt: skip
    found.add_argument(
        "--limit",
        type=positive,
        default=200,
        help="how many rows to print as a table (200); other formats print all",
    )


def day(text: str) -> date:
    """A day, as in 2026-07-01."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"'{text}' is not a date: yyyy-mm-dd, as in 2026-08-01"
        ) from None


def dollars(text: str) -> Decimal:
    """An amount of dollars with at most two decimals, zero or more."""
    try:
        found = Decimal(text.replace(",", "").removeprefix("$"))
        if found.is_finite() and 0 <= found <= 1_000_000 and found == round(found, 2):
            return round(found, 2)
    except InvalidOperation:
        pass
    raise argparse.ArgumentTypeError(f"'{text}' is not an amount: dollars, as in 120 or 120.50")


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
