"""The options of the verbs that ask about codes: `show`, `explain`, `search`, `page`."""

import argparse
from decimal import Decimal

from ratebook.cli.claims import read_options
from ratebook.cli.options import day, dollars, positive
from ratebook.cli.place_options import place_options


def show_options(found: argparse.ArgumentParser) -> None:
    """Codes, or a list of them; a place and a day; a file."""
    found.add_argument(
        "code", nargs="*", help="as in 20560 or 70450-26; several stand in one table"
    )
    found.add_argument("--codes", metavar="FILE", help="a list of codes: csv or xlsx")
    found.add_argument(
        "--to", metavar="FILE",
        help="write a row for each code and place: .csv or .xlsx; --zip may name several then, "
        "as in 94110,35004",
    )  # fmt: skip
    _place_and_day(found)


def explain_options(found: argparse.ArgumentParser) -> None:
    """Codes, a place and a day; or a line of a claim."""
    found.add_argument(
        "code", nargs="*", help="as in 20560 or 70450-26; each code gets its own table"
    )
    _place_and_day(found)
    found.add_argument("--claim", metavar="FILE", help="walk a line of these claims instead")
    found.add_argument("--claim-id", metavar="ID", help="its claim")
    found.add_argument("--line", metavar="N", help="its line")
    read_options(found)


def search_options(found: argparse.ArgumentParser) -> None:
    """Words, a place and a day."""
    found.add_argument("word", nargs="+", help="as in dry needling, or the beginning of a code")
    place_options(found)
    found.add_argument(
        "--on", type=day, metavar="DAY", help="date of service, yyyy-mm-dd; default: today"
    )
    found.add_argument(
        "--limit", type=positive, default=20, metavar="N", help="how many codes (20)"
    )


def _place_and_day(found: argparse.ArgumentParser) -> None:
    place_options(found)
    found.add_argument(
        "--on", type=day, metavar="DAY", help="date of service, yyyy-mm-dd; default: today"
    )
    found.add_argument(
        "--qp",
        action="store_true",
        help="use the conversion factor for qualifying APM participants",
    )
    found.add_argument(
        "--deductible-left", type=dollars, default=Decimal(0), metavar="DOLLARS",
        help="what is left of the patient's yearly deductible; default: nothing",
    )  # fmt: skip
    found.add_argument(
        "--pt", action="store_true",
        help="a colorectal screening that turned into a treatment (modifier PT)",
    )  # fmt: skip
    found.add_argument(
        "--minutes", type=positive, metavar="N", help="of anesthesia (codes 00100 to 01999)"
    )
    found.add_argument(
        "--strict", action="store_true", help="exit with status 1 if the rates are stale"
    )


def page_options(found: argparse.ArgumentParser) -> None:
    """A question, and where its page goes."""
    found.add_argument("code", help="as in 20560 or 70450-26")
    _place_and_day(found)
    found.add_argument("--to", required=True, metavar="FILE", help="as in page.html")
