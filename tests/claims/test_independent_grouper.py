"""A grouper and pricer by somebody who had not read the SQL says the same of random claims."""

import datetime as dt
import random
from decimal import Decimal

import duckdb
import pytest

from tests.support.independent_grouper import Line, group
from tests.support.independent_pricer import Claim
from tests.support.independent_pricer import price as priced_by_it
from tests.support.independent_tables import tables_of

pytestmark = pytest.mark.cms
DAY = dt.date(2025, 2, 10)
THEMES = [
    "J1 J2 S T V Q1 Q2 Q3 Q4 K G N R U".split(),
    "J2 S T Q1 Q2 Q3 Q4 K N images".split(),
    "Q1 Q2 Q1 Q2 Q4 K S V T".split(),
    "T T T S Q2".split(),
    "images images images Q3 Q4 Q1".split(),
    "mental mental mental Q3 V Q4".split(),
    "stay J2 J2 S Q4 Q1 images N K".split(),
    "stay critical critical care S Q4 J2".split(),
    "J1 J1 pair T G H L U K R K1 B C".split(),
    "G G G S T".split(),
]
MODIFIERS = "50 52 73 74 76 78 59 XE PN PO CT FX RT PT 33".split()


def pools(tables):
    """The codes of each status and of each list."""
    made = {"stay": ["G0378"], "care": ["99291"], "critical": sorted(tables.critical)}
    made["images"] = sorted(tables.families)
    made["mental"] = sorted(code for code, apcs in tables.composites.items() if "8010" in apcs)
    made["pair"] = sorted({code for pair in tables.pairs for code in pair} & set(tables.codes))
    for hcpcs, code in sorted(tables.codes.items()):
        # Two vaccines of K have a copayment of 0.00: what is owed beside them is not settled.
        if code.status not in ("K", "K1") or code.copayment:
            made.setdefault(code.status, []).append(hcpcs)
    return made


def line_of(chance, number, kind, codes, extra):
    marks = {extra} | ({chance.choice(MODIFIERS)} if chance.random() < 0.3 else set())
    marks = marks - {""} - ({"PO"} if "PN" in marks else set())
    marks = marks if kind == "images" else marks - {"CT", "FX"}
    units = chance.choice([5, 8, 30]) if kind == "stay" else chance.choice([1, 1, 1, 1, 2, 3])
    units = 1 if marks & {"50", "73"} and chance.random() < 0.8 else units
    day = DAY + dt.timedelta(days=chance.choice([0, 0, 0, 1]))
    return Line(number, day, chance.choice(codes[kind]), units, frozenset(marks))


def claims_of(seed, count, tables):
    chance, codes = random.Random(seed), pools(tables)
    for _ in range(count):
        kinds, extra = chance.choice(THEMES), chance.choice(["", "", "", "PN", "PO"])
        claim = Claim(
            Decimal(chance.choice(["1.0000", "0.8573", "1.7775"])),
            Decimal(chance.choice(["0", "0", "257.00"])),
            rural=chance.random() < 0.2,
            emergency=chance.random() < 0.1,
        )
        lines = [
            line_of(chance, number, chance.choice(kinds), codes, extra)
            for number in range(1, chance.randint(2, 7))
        ]
        yield claim, lines


def row(claim_id, claim, line):
    return {
        "claim_id": claim_id, "claim_line_number": str(line.number), "claim_type": "institutional",
        "bill_type_code": "131", "hcpcs_code": line.hcpcs, "mac": "national",
        "hcpcs_modifier_1": " ".join(sorted(line.modifiers)),
        "service_unit_quantity": str(line.units), "claim_line_start_date": line.day.isoformat(),
        "wage_index": str(claim.wage_index), "deductible_remaining": str(claim.deductible),
        "rural_sch": "yes" if claim.rural else "",
        "provider_type": "reh" if claim.emergency else "",
    }  # fmt: skip


def test_both_say_the_same_to_the_cent(claims_home, price):
    with duckdb.connect(claims_home.database.as_posix(), read_only=True) as con:
        tables = tables_of(con, DAY)
    claims = list(claims_of(7, 600, tables))
    rows = [row(f"c{n}", claim, line) for n, (claim, lines) in enumerate(claims) for line in lines]
    for claim, lines in claims:
        group(lines, tables)
        priced_by_it(lines, claim, tables)
    said = [line for _, lines in claims for line in lines]
    unequal = [
        (one["claim_id"], line.hcpcs, line.amounts, line.reason, one)
        for line, one in zip(said, price(rows), strict=True)
        if tuple(line.amounts.get(name) for name in ("allowed", "medicare", "patient"))
        != (one["priced_allowed"], one["priced_medicare"], one["priced_patient"])
    ]
    assert len(said) > 2000
    assert unequal == []
