"""What a hospital's claim pays where no grouper has been through: one example of each rule."""

from decimal import Decimal

import pytest

pytestmark = pytest.mark.cms


def amounts(found):
    return [one["priced_allowed"] for one in found]


def test_a_packaged_line_is_zero_and_says_into_what(bill):
    visit, injection = bill("45378", "96372")
    assert injection["priced_allowed"] == 0
    assert injection["steps"][0]["rule"] == "packaged into a service of S, T or V"
    assert (injection["reason"], visit["priced_allowed"]) == (None, Decimal("911.71"))


def test_a_comprehensive_service_takes_all_but_what_stays_apart(bill):
    eye, visit, device, therapy = bill("66984", "99284", "C2634", "97110-GP")
    assert amounts([eye, visit]) == [Decimal("2280.73"), 0]
    assert device["priced_allowed"] > 0
    assert (therapy["schedule"], therapy["priced_allowed"]) == ("PFS", Decimal("28.79"))


def test_two_units_of_a_pair_are_paid_by_the_higher_apc(bill):
    assert amounts(bill("11044", service_unit_quantity="2")) == [Decimal("2862.05")]


def test_a_conditional_code_whose_apc_is_comprehensive_takes_the_claim(bill):
    """0510T is Q2: alone or beside S it is paid, and its APC is comprehensive."""
    found = bill("0510T", "93306")
    assert (found[0]["priced_allowed"] > 0, found[1]["priced_allowed"]) == (True, 0)


def test_without_addendum_j_of_the_year_several_comprehensive_services_are_refused(bill):
    one, other = bill("27447", "66984", claim_line_start_date="2026-08-01")
    assert "Addendum J of 2026 does not rank them" in one["reason"]
    assert (one["priced_allowed"], other["priced_allowed"]) == (None, None)
    assert amounts(bill("66984", claim_line_start_date="2026-08-01"))[0] > 2000


def test_without_addendum_m_of_the_year_several_images_are_refused(bill):
    both = bill("72148", "72141", claim_line_start_date="2026-08-01")
    assert all("Addendum M of 2026 is not loaded" in one["reason"] for one in both)
    assert bill("72148", claim_line_start_date="2026-08-01")[0]["reason"] is None


def test_mental_health_of_a_day_is_paid_no_more_than_a_day_of_partial_hospitalization(bill):
    """2025: $160.67 an hour of psychotherapy, $408.55 a day (APC 8010)."""
    assert amounts(bill("90837", "90837")) == [Decimal("160.67")] * 2
    assert amounts(bill("90837", "90834", "90832")) == [Decimal("408.55"), 0, 0]
    assert amounts(bill("90837", service_unit_quantity="3")) == [Decimal("408.55")]


def test_a_skin_substitute_is_priced_by_area_at_the_national_rate_and_says_so(bill):
    """Twelve square centimeters at $127.14; the application beside it is of the place."""
    day = {"claim_line_start_date": "2026-08-10", "wage_index": "1.7775"}
    found = bill("A2001", service_unit_quantity="12", **day)
    assert (found[0]["priced_allowed"], found[0]["basis"]) == (Decimal("1525.68"), "national")
    assert found[0]["flags"] == ["S1: no source settles whether its rate follows the wage index"]
    assert bill("27447", "A2001", **day)[1]["reason"].startswith("no source settles whether a comp")


def test_a_drug_is_its_units_times_a_rate_in_tenths_of_a_cent(bill):
    (one,) = bill("J9271", service_unit_quantity="200")
    assert one["steps"][0]["amount"] * 200 == one["priced_allowed"]
    assert one["basis"] == "the same everywhere"


@pytest.mark.parametrize(
    ("code", "other", "reason"),
    [
        ("99213", {}, "status indicator B: not recognized on an outpatient hospital claim: bill "
         "another code"),
        ("45378", {"bill_type_code": "851"}, "type of bill 851: not an outpatient claim that OPPS "
         "pays"),
        ("45378", {"bill_type_code": "130"}, "type of bill 130: a claim that is void, or asks for "
         "no payment"),
        ("45378", {"bill_type_code": "0137"}, None),
        ("45378", {"wage_index": ""}, None),
        ("45378", {"wage_index": "", "mac": ""}, "no wage index: give wage_index, ccn, cbsa, "
         "county_fips or service_zip"),
        ("45378", {"wage_index": "9.9"}, "wage_index is not one that CMS has"),
        ("45378", {"ccn": "051300"}, "a critical access hospital is not paid under OPPS "
         "(42 CFR 419.20(b))"),
        ("45378", {"ccn": "210009"}, "Maryland's hospitals are not paid under OPPS: the state sets "
         "their rates (42 CFR 419.20(b))"),
        ("45378", {"wage_index": "", "mac": "", "cbsa": "41860"},
         "no wage index of wage area 41860 is loaded"),
    ],
)  # fmt: skip
def test_a_line_that_is_not_paid_says_why(bill, code, other, reason):
    (one,) = bill(code, **other)
    assert one["reason"] == reason
    assert (one["priced_allowed"] is None) == (reason is not None)


@pytest.mark.parametrize("place", [{"cbsa": "41884"}, {"county_fips": "06081"},
                                   {"service_zip": "94063"}])  # fmt: skip
def test_the_wage_index_is_found_by_the_place(bill, place):
    (one,) = bill("45378", wage_index="", mac="", **place)
    assert one["basis"].startswith("wage index 1.8075")
    assert one["priced_allowed"] == Decimal("1353.43")
    assert one["flags"] == ["wage index: estimate"]


def test_the_index_that_is_given_holds(bill):
    (one,) = bill("45378", wage_index="1.7775", cbsa="41884")
    assert one["priced_allowed"] == Decimal("1337.02")


def test_an_inpatient_only_service_takes_the_other_lines_of_its_day(bill):
    bypass, visit = bill("33533", "99284")
    assert "inpatient only" in bypass["reason"]
    assert "IOCE edit 49" in visit["reason"]


@pytest.mark.parametrize("flag", ["payment_adjustment_flag", "payment_method_flag"])
def test_a_flag_of_the_grouper_that_is_not_priced_is_refused(bill, flag):
    grouped = {"apc": "5311", "status_indicator": "T"}
    assert amounts(bill("45378", **grouped)) == [Decimal("911.71")]
    (one,) = bill("45378", **grouped, **{flag: "12"})
    assert (one["priced_allowed"], flag in one["reason"]) == (None, True)


@pytest.mark.parametrize(
    ("code", "units", "says"),
    [("20610-50", "2", "50 with several units (IOCE edit 74)"),
     ("45378-73", "2", "73 with 50, or with several units (IOCE edit 37)"),
     ("70450-CT FX", "1", "modifiers that exclude one another (IOCE edit 102)"),
     ("45378-GY", "1", "GY: excluded by statute, the patient pays"),
     ("45378-GZ", "1", "GZ: expected to be denied as not necessary")],
)  # fmt: skip
def test_modifiers_that_do_not_go_together_are_refused(bill, code, units, says):
    (one,) = bill(code, service_unit_quantity=units)
    assert (one["priced_allowed"], one["reason"]) == (None, says)


def test_a_sometimes_therapy_with_gp_is_paid_as_therapy(bill):
    """97605 is Q1; with GP its indicator becomes A (IOCE)."""
    (alone, therapy) = bill("97605") + bill("97605-GP")
    assert (alone["schedule"], therapy["schedule"]) == ("OPPS", "PFS")


def test_a_laboratory_test_without_an_apc_takes_its_fee_and_no_rate_that_stands_without_one(bill):
    """88738 is Q4 and lies beside the ranges of laboratory codes; OPPS-2025-01 prints a rate of
    $10,411.22 and no APC beside 50600."""
    (test,) = bill("88738")
    assert (test["schedule"], test["priced_allowed"]) == ("CLFS", Decimal("5.02"))


def test_blood_is_reduced_and_raised_as_a_procedure_is(bill):
    """CMS's OPPS pricer: SI R is separately payable, and has the adjustment of sole hospitals."""
    assert amounts(bill("P9016")) == [Decimal("182.00")]
    assert amounts(bill("P9016", rural_sch="yes")) == [Decimal("194.92")]
    (one,) = bill("P9016", quality_reported="no", claim_line_start_date="2024-02-10")
    assert [step["rule"] for step in one["steps"]][1] == "no quality report"


def test_a_rural_emergency_hospital_is_paid_by_no_off_campus_rate(bill):
    """CMS's OPPS pricer leaves it out of section 603 (PN)."""
    for code in ("70450", "70450-PN"):
        (one,) = bill(code, provider_type="reh")
        assert (one["priced_allowed"], one["priced_patient"]) == (
            Decimal("111.66"),
            Decimal("21.27"),
        )


def test_the_deductible_takes_the_five_percent_and_coinsurance_does_not(bill):
    (all_of_it,) = bill("71046", provider_type="reh", deductible_remaining="257.00")
    assert (all_of_it["priced_allowed"], all_of_it["priced_medicare"]) == (Decimal("92.45"), 0)
    (part,) = bill("45378", provider_type="reh", deductible_remaining="11.71")
    assert part["priced_patient"] == Decimal("191.71")


def test_off_campus_blood_pays_in_full_and_is_raised_by_nothing(bill):
    (one,) = bill("P9016-PN", rural_sch="yes")
    assert (one["priced_allowed"], one["priced_patient"]) == (Decimal("182.00"), Decimal("36.40"))


@pytest.mark.parametrize("said", [{}, {"rural_sch": ""}, {"rural_sch": "no"}])
def test_a_clinic_visit_off_campus_is_forty_percent_unless_a_claim_says_rural(bill, said):
    assert amounts(bill("G0463-PO", **said)) == [Decimal("51.55")]
    assert amounts(bill("G0463-PO", rural_sch="yes")) == [Decimal("138.02")]


def test_drug_administration_off_campus_is_forty_percent_from_2026(bill):
    later = {"claim_line_start_date": "2026-08-01"}
    assert amounts(bill("96365-PO", **later)) == [Decimal("86.92")]
    assert amounts(bill("96365-PO", **later, rural_sch="yes")) == [Decimal("232.74")]
    assert amounts(bill("96365-PO")) == amounts(bill("96365"))


def test_what_is_no_procedure_is_not_halved_by_52(bill):
    test, drug, whole = bill("83873-52", "J9271-52", "J9271", service_unit_quantity="4")
    assert test["priced_allowed"] == Decimal("68.80")
    assert drug["priced_allowed"] == whole["priced_allowed"]
