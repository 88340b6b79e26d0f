"""One example of each rule, as the manual has them, and what holds of every line."""

import itertools
from decimal import Decimal

import pytest

pytestmark = pytest.mark.cms


def amounts(found):
    return [str(one["priced_allowed"]) for one in found]


def test_a_colonoscopy_with_biopsy_and_snare_in_mississippi(price, office):
    """The endoscopy rule: the snare in full, the biopsy less the diagnostic colonoscopy."""
    here = {"mac": "07302", "locality": "00"}
    lines = [
        office("45385", **here),
        office("45380", hcpcs_modifier_1="59", claim_line_number="2", **here),
    ]
    both = sum(one["priced_allowed"] for one in price(lines))
    alone = sum(price([line])[0]["priced_allowed"] for line in lines)
    assert (both, alone) == (Decimal("538.15"), Decimal("876.79"))


def test_three_units_of_therapy_pay_the_second_and_third_less(price, office):
    assert amounts(price([office("97110", 3, hcpcs_modifier_1="GP")])) == ["73.48"]


def test_a_line_without_a_rule_pays_the_rate(price, office):
    (one,) = price([office("99213")])
    assert one["priced_allowed"] == one["steps"][0]["amount"] == Decimal("95.19")
    assert one["steps"][-1]["amount"] == one["priced_allowed"]


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("claim_line_start_date", "2009-08-01", "no PFS release in effect on that day is loaded"),
        ("claim_line_start_date", "13/13/2026", "claim_line_start_date is not a day (2026-08-01)"),
        ("service_unit_quantity", "0", "0 units"),
        ("service_unit_quantity", "1.5", "service_unit_quantity is not a whole number"),
        ("service_unit_quantity", "9e30", "service_unit_quantity is not a number"),
        ("service_unit_quantity", "99999999", "more units or dollars than a line can have"),
        ("charge_amount", "99999999999", "more units or dollars than a line can have"),
        ("hcpcs_code", "2056", "hcpcs_code is not a valid code: five letters or digits"),
        ("place_of_service_code", "98", "place_of_service_code is not one of CMS's"),
        ("place_of_service_code", "", "no place_of_service_code"),
        ("claim_type", "dental", "claim_type is neither professional nor institutional"),
        ("mac", "", "no place: give mac and locality, service_zip or county_fips"),
        ("hcpcs_modifier_1", "599", "a modifier does not have two letters or digits"),
        ("hcpcs_modifier_1", "66", "66: a team is paid by report"),
        ("hcpcs_modifier_1", "GY", "GY: excluded by statute, the patient pays"),
        ("hcpcs_modifier_1", "47", "47: anesthesia by the surgeon is not paid"),
        ("provider_type", "plumber", "provider_type is not one that is known here"),
    ],
)
def test_a_line_that_cannot_be_priced_says_why_and_the_next_is_priced(
    price, office, column, value, reason
):
    bad = office("99213", **{column: value})
    found = price([bad, office("99213", claim_line_number="2")])
    assert (found[0]["reason"], found[0]["priced_allowed"]) == (reason, None)
    assert str(found[1]["priced_allowed"]) == "95.19"


@pytest.mark.parametrize(
    ("column", "value"),
    [("hcpcs_code", " 99213 "), ("claim_line_start_date", "08/01/2026"),
     ("claim_line_start_date", "20260801"), ("service_unit_quantity", "1.00"),
     ("charge_amount", "$1,000.00"), ("place_of_service_code", " 11"), ("locality", "national")],
)  # fmt: skip
def test_what_people_write_is_read(price, office, column, value):
    assert amounts(price([office("99213", **{column: value})])) == ["95.19"]


def test_modifiers_may_stand_in_one_cell_or_behind_the_code(price, office):
    one_cell = office("72148", hcpcs_modifier_1="26,59", place_of_service_code="22")
    behind = office("72148-26 59", place_of_service_code="22", claim_line_number="2", person_id="q")
    assert len(set(amounts(price([one_cell, behind])))) == 1


def test_a_reversal_takes_its_original_back(price, office):
    taken_back = office("99213", -1, claim_line_number="2")
    found = price([office("99213"), taken_back, office("99214", claim_line_number="3")])
    assert [one["reason"] for one in found] == [
        "reversed: a negative line takes it back", "reversal: it takes back another line", None,
    ]  # fmt: skip


def test_a_line_given_twice_is_priced_once(price, office):
    found = price([office("99213"), office("99213")])
    assert found[1]["reason"] == "claim_id and claim_line_number stand on an earlier line"


def test_a_line_with_a_reason_has_no_amount_whatever_was_billed(price, office):
    """least(NULL, charge) is the charge: a line that is not payable must not be allowed at it."""
    found = price(
        [
            office("45385", hcpcs_modifier_1="80", charge_amount="900"),
            office("66984", charge_amount="5"),
        ]
    )
    assert amounts(found) == ["None", "None"]
    assert all(one["reason"] for one in found)


LINES = (("45385", ""), ("45380", "59"), ("43239", ""), ("20610", "50"), ("72148", ""),
         ("72141", ""), ("93306", ""), ("97110", "GP"), ("97112", "GP"), ("11042", ""))  # fmt: skip


def test_the_order_of_lines_and_the_number_of_claims_change_nothing(price, office):
    lines = [office(code, hcpcs_modifier_1=modifier, claim_line_number=str(n))
             for n, (code, modifier) in enumerate(LINES, 1)]  # fmt: skip
    expected = amounts(price(lines))
    assert amounts(price(lines[::-1]))[::-1] == expected
    split = [line | {"claim_id": f"c{n}"} for n, line in enumerate(lines)]
    assert amounts(price(split)) == expected


def test_a_second_service_never_raises_the_first(price, office):
    alone = {
        code: price([office(code, hcpcs_modifier_1=mod)])[0]["priced_allowed"]
        for code, mod in LINES
    }
    for (one, mod), (other, mod_2) in itertools.combinations(LINES, 2):
        found = price(
            [
                office(one, hcpcs_modifier_1=mod),
                office(other, hcpcs_modifier_1=mod_2, claim_line_number="2"),
            ]
        )
        assert [
            f["priced_allowed"] <= alone[code] for f, code in zip(found, (one, other), strict=True)
        ] == [True, True]


def test_the_last_step_is_the_amount(price, office):
    found = price([office(code, 2, hcpcs_modifier_1=mod, claim_line_number=code, participating="no")
                   for code, mod in LINES])  # fmt: skip
    assert all(one["steps"][-1]["amount"] == one["priced_allowed"] for one in found)


def test_medicare_and_the_patient_share_what_is_allowed(price, office):
    (one,) = price([office("99213", deductible_remaining="50")])
    assert (one["priced_medicare"], one["priced_patient"]) == (Decimal("36.15"), Decimal("59.04"))
    assert one["priced_sequestration"] == Decimal("0.72")
    (free,) = price([office("77067", deductible_remaining="50")])
    assert free["priced_patient"] == 0


def test_both_sides_in_a_surgical_center_are_two_procedures(price, office):
    center = {"place_of_service_code": "24", "provider_type": "asc"}
    found = price([office("64483", hcpcs_modifier_1="50", **center),
                   office("64483", 2, claim_id="d", person_id="q", **center)])  # fmt: skip
    assert amounts(found)[0] == amounts(found)[1] != "None"
