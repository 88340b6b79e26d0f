"""Every code of two whole releases, computed a second time by other means and compared.

Nothing of Ratebook's reading or SQL is used here: Python's csv, columns by position, Decimal.
"""

import csv
import io
import zipfile
from decimal import ROUND_HALF_UP, Decimal

import pytest

from tests.support import cms

pytestmark = pytest.mark.cms
CENT, ONE = Decimal("0.01"), Decimal(1)
# Positions in PPRRVU: 2026 has one column more, PRIC IND, from the 24th on.
COLUMNS = {"RVU25D": (24, 28), "RVU26C": (25, 29)}
PLACES = ["10112-00", "02102-01", "01112-05", "09102-04", "03602-21", "national-national"]


def rows_of(name: str, prefix: str, skip: int) -> list[list[str]]:
    with zipfile.ZipFile(cms.zip_of(name)) as archive:
        member = next(n for n in archive.namelist() if n.startswith(prefix) and n.endswith("csv"))
        return list(csv.reader(io.StringIO(archive.read(member).decode("cp1252"))))[skip:]


def indices_of(name: str) -> dict[str, tuple[Decimal, ...]]:
    found = {"national-national": (ONE, ONE, ONE)}
    for row in rows_of(name, "GPCI", 3):
        if row[0].isdigit():
            found[f"{row[0]}-{row[2]}"] = tuple(Decimal(cell) for cell in row[4:7])
    return found


def cents(units: tuple[Decimal, ...], indices: tuple[Decimal, ...], factor: Decimal) -> Decimal:
    exact = sum((u * g for u, g in zip(units, indices, strict=True)), Decimal(0)) * factor
    return exact.quantize(CENT, ROUND_HALF_UP)


def computed(name: str, place: str) -> dict[tuple[str, str], tuple]:
    """code and modifier -> non-facility and facility amount, after the cap; None if not payable."""
    indices, (factor_at, cap_at) = indices_of(name)[place], COLUMNS[name]
    found = {}
    for row in rows_of(name, "PPRRVU", 10):
        work, office, facility, mp = (Decimal(row[i]) for i in (5, 6, 8, 10))
        caps, factor = [Decimal(c) for c in row[cap_at : cap_at + 3]], Decimal(row[factor_at])
        amounts = [cents((work, pe, mp), indices, factor) for pe in (office, facility)]
        if any(caps):
            ceilings = [cents((work, pe, caps[2]), indices, factor) for pe in caps[:2]]
            amounts = [min(pair) for pair in zip(amounts, ceilings, strict=True)]
        payable = row[3] in "ART" and (work + office + mp or work + facility + mp)
        found[row[0], row[1].strip()] = tuple(amounts) if payable else (None, None)
    return found


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", COLUMNS)
def test_every_code_comes_out_the_same(genuine, name, place):
    ours = genuine(
        "select hcpcs, modifier, nonfacility_amount, facility_amount from pfs_payment "
        "where release = ? and mac || '-' || locality = ? and not qp",
        name, place,
    )  # fmt: skip
    assert {row[:2]: row[2:] for row in ours} == computed(name, place)
