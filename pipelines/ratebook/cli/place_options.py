"""The options that name a place, and the place they name."""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ratebook.ask.where import Where

PLACE = 'as in 10112-00, CA-05 or "san francisco"'


def place_options(found: argparse.ArgumentParser) -> None:
    """A place: default is the nation."""
    found.add_argument("--zip", help="five-digit ZIP code of the place of service")
    found.add_argument("--county", help='name and state, as in "Alameda, CA", or the FIPS code')
    found.add_argument("--locality", help=PLACE)
    found.add_argument("--state", help="a state, or that of a --locality: --locality 05 --state CA")
    found.add_argument(
        "--cbsa", help="a wage area of CMS's: as in 41884, or 05 for rural California"
    )
    found.add_argument("--ccn", help="a hospital by its CMS number, as in 050008")
    found.add_argument("--wage-index", metavar="INDEX", help="the hospital's own, as in 1.7807")


def place_of(args: argparse.Namespace) -> "Where":
    """The place that a command line names."""
    from ratebook.ask.where import where

    return where(
        zip_code=args.zip, county=args.county, locality=args.locality, state=args.state,
        cbsa=args.cbsa, ccn=args.ccn, wage_index=args.wage_index,
    )  # fmt: skip
