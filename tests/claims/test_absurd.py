"""What no claim should say: no line is lost, none stops the run or is paid wrongly."""

import random

import pytest

from ratebook.claims.contract import columns

pytestmark = pytest.mark.cms
CODES = (
    "99213 45385 45380 43239 20610 72148 72141 93306 92250 97110 66984 11042 00811 G0463 J1 é"
).split()
ABSURD = {
    "hcpcs_modifier_1": (
        "50 26 TC 59 RT LT 54 55 78 62 80 AS FX CT FY CQ PT 33 73 SG AA AD 66 - é"
    ).split(),
    "hcpcs_modifier_2": "50 59 LT 55 80 62 FY".split(),
    "claim_line_start_date": [
        "0001-01-01", "9999-12-31", "infinity", "20250230", "1/2/2025", "2025-10-15", "",
    ],
    "service_unit_quantity": ["3", "99999", "100000", "-1", "0", "0.5", "NaN", "inf", "9" * 40],
    "charge_amount": ["10", "99999999", "-99999999", "1e308", "nan", "(5.00)", "0.005"],
    "place_of_service_code": ["22", "24", "99", "1", ""],
    "provider_type": ["np", "csw", "asc", "hospital", "reh", "x"],
    "wage_index": ["1.0", "2.9999", "0", "-1", "1e9", "nan"],
    "anesthesia_minutes": ["10", "2147483647", "2147483648", "-5", "1.5"],
    "post_op_days": ["0", "10", "90", "-3", "2147483647", "x"],
    "deductible_remaining": ["100", "-5", "99999999999"],
    "claim_type": ["institutional", "PROFESSIONAL", "x"],
    "apc": ["5491", "5312", "2616", "x"],
    "status_indicator": ["J1", "S", "T", "V", "U", "N", "X"],
    "discount_formula": ["1", "2", "3", "4", "8", "9", "0", "x"],
    "payment_adjustment_flag": ["4", "9", "14", "25"],
    "participating": ["no", "yes"],
    "bill_type_code": ["131", "0131", "141", "121", "111", "851", "x"],
    "ccn": ["050008", "210009", "051300", "50008", "x"],
    "cbsa": ["41884", "41860", "05", "x"],
    "county_fips": ["06081", "6081", "28049", "24005", "99999"],
    "service_zip": ["94063", "39201-1234", "00000", "x"],
    "mac": ["07302", "national", "x", ""],
    "condition_codes": ["W2", "41 W2", "x"],
    "paid_amount": ["10", "-5", "x"],
    "coinsurance_amount": ["10", "x"],
    "quality_reported": ["no", "x"],
    "rural_sch": ["yes"],
}  # fmt: skip


BILLED = (
    "45378 45385 66984 27447 0510T 72148 72141 71046 96372 92250 80053 36415 97110 77067 99284 "
    "G0463 99291 G0378 G0379 J9271 C2634 P9016 33533 99213 11044 20220 G0121 D0120"
).split()  # fmt: skip


@pytest.mark.parametrize("seed", [4, 5, 6])
def test_no_line_of_a_hospital_is_lost(price, seed):
    made = random.Random(seed)
    lines = []
    for n in range(3000):
        line = {
            "claim_id": f"c{n // 3}", "claim_line_number": str(n % 3), "mac": "national",
            "claim_type": "institutional", "hcpcs_code": made.choice(BILLED),
            "claim_line_start_date": made.choice(["2025-02-10", "2026-08-01", "2023-05-01"]),
            "service_unit_quantity": made.choice("1112"), "wage_index": "1.2",
        }  # fmt: skip
        names = made.sample(list(ABSURD), made.choice((0, 1, 1, 2, 4)))
        lines.append(line | {name: made.choice(ABSURD[name]) for name in names})
    holds_of(price(lines), len(lines))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_line_is_lost_and_no_amount_lacks_its_parts(price, office, seed):
    made = random.Random(seed)
    lines = []
    for n in range(3000):
        line = office(made.choice(CODES), claim_id=f"c{n // 3}", claim_line_number=str(n % 3))
        line["person_id"] = f"p{n // 6}"
        names = made.sample(list(ABSURD), made.choice((1, 1, 2, 4)))
        lines.append(line | {name: made.choice(ABSURD[name]) for name in names})
    holds_of(price(lines), len(lines))


def holds_of(found, count):
    """What holds of every line, whatever it says."""
    assert len(found) == count
    for one in found:
        assert (one["priced_allowed"] is None) == (one["reason"] is not None)
        if one["priced_allowed"] is None:
            continue
        assert one["steps"][-1]["amount"] == one["priced_allowed"] >= 0
        if one["priced_patient"] is None:
            assert "patient of a drug" in " ".join(one["flags"])
        elif "CQ" not in one["hcpcs_modifiers"]:
            assert one["priced_allowed"] == one["priced_medicare"] + one["priced_patient"]
            assert min(one["priced_medicare"], one["priced_patient"]) >= 0


def test_what_is_made_absurd_is_of_the_contract():
    assert set(ABSURD) <= set(columns())
