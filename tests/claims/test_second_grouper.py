"""A second grouper in plain Python says the same of random hospital claims, to the cent."""

import random
from collections import defaultdict
from decimal import Decimal

import duckdb
import pytest

from tests.support import plain_grouper
from tests.support.plain_grouper import Addenda, Line

pytestmark = pytest.mark.cms
KINDS = {"S": 8, "T": 10, "V": 3, "Q1": 8, "Q2": 6, "Q3": 10, "J1": 3, "J2": 5, "N": 6, "R": 1,
         "U": 1, "B": 1, "C": 0.3, "G0378": 2}  # fmt: skip
MODIFIERS = [""] * 12 + ["50", "52", "73", "74", "76", "59", "LT", "XS"]
MET = ["99291", "0510T", "71045", "71046", "92953", "77085"]  # rules that chance would rarely meet


def claims_of(seed, count, tables):
    """Claims of one to six lines, in which services of all kinds meet; pairs of Addendum J too."""
    made = random.Random(seed)
    by_kind = defaultdict(list)
    for code in sorted(tables.code):
        by_kind[tables.code[code][0]].append(code)
    by_kind["Q3"] = sorted(c for c in tables.member if c in tables.code)
    by_kind["G0378"] = ["G0378"]
    pairs = sorted(tables.pair)
    for _ in range(count):
        codes = [made.choice(by_kind[made.choices(list(KINDS), KINDS.values())[0]])
                 for _ in range(made.randint(1, 6))]  # fmt: skip
        codes = [made.choice(MET) if made.random() < 0.06 else code for code in codes]
        if made.random() < 0.08:
            codes[:2] = made.choice(pairs)
        yield [
            (code if usable(code, tables) else "45378", made.choice(MODIFIERS),
             made.choice([5, 8, 12] if code == "G0378" else [1, 1, 1, 1, 2, 3]))
            for code in codes
        ]  # fmt: skip


def usable(code, tables):
    """Left out: observation that was referred directly."""
    return code in tables.code and code != "G0379"


@pytest.mark.parametrize("seed", [1])
def test_both_say_the_same_to_the_cent(claims_home, price, seed):
    with duckdb.connect(claims_home.database.as_posix(), read_only=True) as con:
        tables = Addenda(con, "OPPS-2025-01", 2025)
    claims = list(claims_of(seed, 2500, tables))
    said = [
        (tables.code[code][0], amounts)
        for lines in claims
        for (code, _, _), amounts in zip(lines, plain_grouper.price(
            [Line(n, code, [mod] if mod else [], units, tables)
             for n, (code, mod, units) in enumerate(lines)], tables, Decimal("1.1234"),
        ), strict=True)
    ]  # fmt: skip
    found = price([
        {"claim_id": f"c{n}", "claim_line_number": str(place), "claim_type": "institutional",
         "bill_type_code": "131", "hcpcs_code": code, "hcpcs_modifier_1": mod,
         "service_unit_quantity": str(units), "claim_line_start_date": "2025-02-10",
         "wage_index": "1.1234", "mac": "national"}
        for n, lines in enumerate(claims) for place, (code, mod, units) in enumerate(lines, 1)
    ])  # fmt: skip
    unequal = [
        (one["claim_id"], one["hcpcs_code"], amounts, one["priced_allowed"], one["reason"])
        for (indicator, amounts), one in zip(said, found, strict=True)
        if one["schedule"] not in ("PFS", "CLFS") and indicator not in ("G", "K", "K1")
        and (amounts or (None, None)) != (one["priced_allowed"], one["priced_patient"])
    ]  # fmt: skip
    assert unequal == []
