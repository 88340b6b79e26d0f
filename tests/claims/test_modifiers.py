"""Modifiers that do not go with a line: it is refused, or says that they change nothing."""

from decimal import Decimal

import pytest

pytestmark = pytest.mark.cms
CENTER = {"place_of_service_code": "24", "provider_type": "asc"}


@pytest.mark.parametrize(
    "line", [{}, CENTER, {"claim_type": "institutional", "bill_type_code": "131"}]
)
def test_a_modifier_that_nobody_knows_is_named_on_the_line(price, office, line):
    known, unknown = price([
        office("66984", hcpcs_modifier_1=modifiers, claim_id=modifiers, person_id=modifiers,
               wage_index="1", **line) for modifiers in ("RT KX", "RT XX")
    ])  # fmt: skip
    assert known["priced_allowed"] == unknown["priced_allowed"]
    assert "XX: not a modifier known here, priced without it" in unknown["flags"]
    assert not any("known here" in flag for flag in known["flags"])


def test_the_letters_of_an_ambulances_way_are_modifiers(price, office):
    (ride,) = price([office("A0428", hcpcs_modifier_1="RH")])
    assert not any("known here" in flag for flag in ride["flags"])


def test_a_surgical_center_is_paid_once_for_50_where_the_code_has_no_two_sides(price, office):
    (both,) = price([office("45378", hcpcs_modifier_1="50", **CENTER)])
    (once,) = price([office("45378", **CENTER)])
    assert both["priced_allowed"] == once["priced_allowed"] > 0
    assert both["flags"][-1] == "50: the code is not paid for both sides"


def test_no_surgeon_assists_at_a_test_or_a_drug(price, office):
    day = {"claim_line_start_date": "2025-02-10"}
    lines = [office("80053", hcpcs_modifier_1="80", **day),
             office("J9271", hcpcs_modifier_1="62", claim_line_number="2", **day),
             office("80053", hcpcs_modifier_1="22", claim_line_number="3", **day)]  # fmt: skip
    test, drug, more = price(lines)
    assert test["reason"] == drug["reason"]
    assert "not payable with a test or a drug (indicator 9)" in test["reason"]
    assert more["priced_allowed"] == Decimal("10.56")
    assert "a test or a drug is priced without" in more["flags"][0]


def test_a_facility_says_that_surgeons_modifiers_change_nothing(price, office, bill):
    (center,) = price([office("66984", hcpcs_modifier_1="80", **CENTER)])
    (hospital,) = bill("45378-80")
    assert any("a surgical center bills without" in flag for flag in center["flags"])
    assert any("a hospital bills without" in flag for flag in hospital["flags"])


def test_a_revenue_code_alone_says_what_medicare_does_with_it(bill):
    (supply,) = bill("", revenue_center_code="0270")
    assert supply["reason"].startswith("no hcpcs_code: of lines with a revenue code alone Medicare")


def test_a_denied_line_ranks_with_no_other(price, office):
    """62 is not payable with 11044 (indicator 0): 20610 beside it keeps its whole fee."""
    alone = price([office("20610")])[0]["priced_allowed"]
    denied, joint = price([office("11044", hcpcs_modifier_1="62"),
                           office("20610", claim_line_number="2")])  # fmt: skip
    assert denied["reason"] == "62: not payable with this code (indicator 0)"
    assert joint["priced_allowed"] == alone


def test_an_ancillary_service_without_a_procedure_of_the_day_says_so(price, office):
    (image,) = price([office("70450", **CENTER)])
    assert image["flags"] == ["of Addendum BB: paid only with a covered procedure, and none of the "
                              "day is here"]  # fmt: skip
    image, _ = price([office("70450", **CENTER), office("66984", claim_line_number="2", **CENTER)])
    assert image["flags"] == []


def test_modifier_33_on_a_code_that_no_file_calls_preventive_is_named(price, office):
    lines = [office("20610", hcpcs_modifier_1="33"),
             office("G0121", hcpcs_modifier_1="33", claim_line_number="2")]  # fmt: skip
    knee, screening = price(lines)
    assert knee["priced_patient"] == screening["priced_patient"] == 0
    assert knee["flags"] == ["33: by CMS's files the code is not a preventive service"]
    assert not any(flag.startswith("33") for flag in screening["flags"])
