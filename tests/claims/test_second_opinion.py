"""A second pricer in plain Python says the same of random lines that stand beside one another."""

import random
from decimal import Decimal

import duckdb
import pytest

from tests.support import plain_pricer

pytestmark = pytest.mark.cms
MODIFIERS = ["", "", "", "", "59", "50", "26", "TC", "80", "AS", "62", "54", "55", "78", "FX", "CT",
             "FY", "RT", "LT", "RT LT", "26 59", "53"]  # fmt: skip
CODES = """
    select hcpcs from pfs_rvu
    where release = 'RVU26C' and modifier = '' and status_code in ('A', 'R', 'T')
        and multiple_procedure = ? order by hash(hcpcs) limit ?
"""


def lines_of(con, seed, count):
    """Lines in which a patient has several services of one class on a day."""
    made = random.Random(seed)
    codes = {kind: [code for (code,) in con.execute(CODES, [kind, 60]).fetchall()]
             for kind in "0234567"}  # fmt: skip
    places = con.execute("select mac, locality from gpci where release = 'RVU26C'").fetchall()
    lines = []
    for n in range(count):
        if n % 4 == 0:
            kind, mac, locality = (
                made.choice("0223334567"),
                *made.choice([("national", ""), *places]),
            )
        kind = kind if made.random() < 0.8 else made.choice("023")
        charge = made.choice([None, None, None, Decimal(made.randrange(100, 90000)) / 100])
        lines.append({
            "claim_id": f"c{n // 2}", "claim_line_number": str(n % 2 + 1),
            "person_id": f"p{n // 4}", "claim_type": "professional",
            "billing_npi": "1", "claim_line_start_date": "2026-08-01",
            "hcpcs_code": made.choice(codes[kind]), "hcpcs_modifier_1": made.choice(MODIFIERS),
            "service_unit_quantity": made.choice("1112"), "mac": mac, "locality": locality,
            "place_of_service_code": made.choice(["11", "22"]), "charge": charge,
            "charge_amount": "" if charge is None else str(charge),
            "provider_type": made.choice(["", "", "np", "csw"]),
            "participating": made.choice(["", "", "no"]),
        })  # fmt: skip
    return lines


@pytest.mark.parametrize("seed", [1, 2])
def test_both_say_the_same_to_the_cent(claims_home, price, seed):
    with duckdb.connect(claims_home.database.as_posix(), read_only=True) as con:
        lines = lines_of(con, seed, 8000)
        expected = plain_pricer.price(lines, plain_pricer.Tables(con, "RVU26C"))
    found = price([{k: v for k, v in line.items() if k != "charge"} for line in lines])
    unequal = [
        (line, said, one["priced_allowed"], one["reason"])
        for line, said, one in zip(lines, expected, found, strict=True)
        if said != one["priced_allowed"]
    ]
    assert not unequal, (len(unequal), unequal[:3])
    assert sum(said is not None for said in expected) > 2000
