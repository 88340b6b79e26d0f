"""A refused line of a hospital's claim takes no other line's payment with it in silence, and what a
comprehensive service leaves out is paid beside it."""

from decimal import Decimal

import pytest

pytestmark = pytest.mark.cms


def test_a_cell_therapy_is_paid_beside_a_comprehensive_service_since_2025(bill):
    """Addendum J of 2025 names the class; J3399 was packaged in 2024."""
    for year, paid in (("2025", Decimal("2403458.75")), ("2024", 0)):
        _, therapy = bill("27447", "J3399", claim_line_start_date=f"{year}-02-10")
        assert therapy["priced_allowed"] == paid
        assert any("cell or gene therapy" in flag for flag in therapy["flags"]) == (paid > 0)


def test_a_dear_drug_that_is_packaged_says_so(bill):
    _, drug = bill("27447", "J9271", service_unit_quantity="300")
    assert drug["priced_allowed"] == 0
    assert "packaged, though the drug by itself is more than $10,000" in drug["flags"][0]


def test_modifier_33_does_not_keep_a_service_out_of_a_comprehensive_one(bill):
    _, echo, screening = bill("27447", "93306-33", "G0121-33")
    assert echo["priced_allowed"] == 0
    assert echo["flags"] == ["33: by CMS's files the code is not a preventive service"]
    assert (screening["priced_allowed"] > 0, screening["flags"]) == (True, [])


@pytest.mark.parametrize(
    ("codes", "says"),
    [(("27447-50", "99284"), "50 with several units (IOCE edit 74)"),
     (("G0378", "99284-PN"), "PN on an emergency visit: an emergency department is excepted, and "
      "bills without PN (IOCE edit 101)"),
     (("72148-CT FX", "72141"), "modifiers that exclude one another (IOCE edit 102)"),
     (("11055-73", "11720"), "73 with 50, or with several units (IOCE edit 37)"),
     (("45378-73", "36415"), "73 with 50, or with several units (IOCE edit 37)")],
)  # fmt: skip
def test_a_refused_line_leaves_no_silent_zero_on_what_it_carries(bill, codes, says):
    found = bill(*codes, service_unit_quantity="9")
    assert [one["priced_allowed"] for one in found] == [None, None]
    assert {one["reason"] for one in found} == {
        says, f"its payment is in another line, which is refused: {says}"
    }  # fmt: skip


def test_observation_without_a_rate_of_its_apc_refuses_what_it_packages(bill):
    """APC 8011 stands in Addendum A alone, which is not loaded for 2026."""
    found = bill("G0378", "99284", service_unit_quantity="9", claim_line_start_date="2026-08-10")
    assert all("8011" in one["reason"] for one in found)


def test_the_other_lines_of_a_claim_that_is_returned_say_so(bill):
    echo, visit = bill("93306", "99284-PN")
    assert (echo["priced_allowed"] > 0, visit["priced_allowed"]) == (True, None)
    assert echo["flags"][0].startswith("another line is refused, and what this line is paid may")


def test_50_with_several_units_is_refused_only_where_both_sides_are_paid(bill):
    chest, joint = bill("71045-50", "20610-50", service_unit_quantity="2")
    assert "50: the code is not paid for both sides" in chest["flags"]
    assert joint["reason"] == "50 with several units (IOCE edit 74)"


def test_an_inpatient_only_service_beside_a_procedure_may_be_a_separate_one(bill):
    bypass, scope = bill("33533", "45378")
    assert "(IOCE edit 18; beside a procedure a separate one is edit 45)" in bypass["reason"]
    assert "unless that service is a separate procedure (edit 45)" in scope["reason"]


def test_an_inpatient_only_service_with_ca_is_refused_by_name(bill):
    found = bill("33533-CA", "99284")
    assert all(one["reason"].startswith("CA on an inpatient-only service") for one in found)


def test_the_deductible_falls_on_a_pass_through_drug_without_copayment_and_says_so(bill):
    (drug,) = bill("A9601", deductible_remaining="200.00")
    assert (drug["priced_patient"], drug["priced_medicare"]) == (Decimal(200), Decimal(3510))
    assert "whether Medicare waives it is not settled" in drug["flags"][0]
    assert bill("A9601")[0]["priced_patient"] == 0


def test_a_conditional_code_has_the_indicator_of_most_of_its_apc(bill):
    """APC 5051 is T in Addendum A, with a few codes of S: film takes nothing from 11055."""
    assert bill("11055-FX")[0]["priced_allowed"] == bill("11055")[0]["priced_allowed"]


def test_a_sole_community_hospital_gets_no_addition_on_a_bill_of_14x(bill):
    paid = [bill("45378", rural_sch="yes", bill_type_code=kind) for kind in ("131", "0141")]
    assert [one["priced_allowed"] for (one,) in paid] == [Decimal("976.44"), Decimal("911.71")]
