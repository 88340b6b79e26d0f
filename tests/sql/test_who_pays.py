"""Who pays for a service in each site, what may be compared, and why an amount is blank."""

from decimal import ROUND_HALF_UP, Decimal

import pytest

from ratebook.home import Home
from tests.conftest import refreshed, rows_of
from tests.sql.test_payment_by_site import amounts
from tests.support import cms

HOSPITAL = (
    "hopd_paid_by, hopd_facility_amount, facility_professional_amount, hopd_total_amount, "
    "hopd_minus_office"
)


@pytest.mark.cms
@pytest.mark.parametrize(
    ("code", "day", "facility", "professional", "total"),
    [("97110", "2025-11-15", "28.79", None, "28.79"),  # therapy: RULES of CY 2025, section 7
     ("92507", "2025-11-15", "75.04", None, "75.04"),
     ("77067", "2025-11-15", "89.60", "34.93", "124.53"),  # mammography: TC, and the 26 beside it
     ("77067", "2026-08-01", "91.18", "35.07", "126.25"),  # the global row is 126.26, paid once
     ("G0438", "2025-11-15", "160.44", None, "160.44")],
)  # fmt: skip
def test_the_physician_fee_schedule_pays_the_hospital(
    genuine, code, day, facility, professional, total
):
    found = amounts(genuine, code, day, HOSPITAL)
    assert found[:4] == ["PFS", facility, professional, total]
    assert found[4] in ("0.00", "-0.01")


def test_therapy_in_a_locality_is_all_of_the_locality(sample):
    columns = "office_amount, hopd_facility_amount, hopd_total_amount, caveat"
    found = sample(
        f"select distinct {columns} from payment_by_site where hcpcs = '97110' and mac = '10112' "
        "and not qp and effective_from = '2025-10-01'"
    )
    (office, facility, total, caveat) = found[0]
    assert office == facility == total and caveat is None


@pytest.mark.parametrize(
    ("code", "office", "hospital"),
    [("80053", "CLFS", "CLFS"), ("A0425", "AFS", "AFS"), ("E0601", "DME", "DME"),
     ("J9271", "ASP", "OPPS"), ("45378", "PFS", "OPPS"), ("99213", "PFS", "OPPS")],
)  # fmt: skip
def test_the_schedule_that_pays_is_named(sample, code, office, hospital):
    assert amounts(sample, code, "2026-07-01", "office_paid_by, hopd_paid_by") == [office, hospital]


@pytest.mark.cms
def test_every_service_of_indicator_a_that_the_pfs_pays_says_what_of_it_the_hospital_has(genuine):
    """January 2025: an amount, or a reason that names the schedule."""
    found = genuine(
        "select count(*), count(hopd_facility_amount), count(hopd_reason) from payment_by_site "
        "where hopd_status_indicator = 'A' and mac = 'national' and not qp "
        "and office_amount is not null and effective_from = '2025-01-01'"
    )
    ((codes, paid, told),) = found
    assert codes == paid + told and paid > 90


@pytest.mark.parametrize("code", ["36245", "64484"])
def test_a_packaged_service_has_no_total_and_no_difference(sample, code):
    """36245 in 2025: an office is paid $1,144.10, and a difference of -919.94 compared nothing."""
    columns = f"{HOSPITAL}, hopd_total_reason, hopd_minus_office_reason"
    found = amounts(sample, code, "2025-10-01", columns)
    assert found[1] == "0.00" and found[3:5] == [None, None]
    assert found[5] == found[6] == "packaged (N): another service's payment covers it"


def test_what_pays_for_the_whole_claim_is_no_office_price(sample):
    columns = "hopd_total_amount, hopd_minus_office, hopd_minus_office_reason"
    total, difference, reason = amounts(sample, "47562", "2025-10-01", columns)
    assert total and difference is None
    assert reason == "J1: the hospital amount pays for the whole claim" or "office" in reason


@pytest.mark.parametrize(
    ("code", "condition"),
    [("45378", "T: paid at 50% when billed with a higher-paying T procedure"),
     ("93005", "Q1: packaged when the claim has an S, T or V service"), ("20560", None)],
)  # fmt: skip
def test_a_difference_says_on_what_condition_it_holds(sample, code, condition):
    columns = "hopd_total_amount - office_amount = hopd_minus_office, hopd_minus_office_reason"
    assert amounts(sample, code, "2026-07-01", columns) == ["True", condition]


def test_one_table_says_what_may_be_compared_for_every_indicator_that_pays(sample):
    for site, table, indicator in (
        ("hospital", "opps_status_indicators", "status_indicator"),
        ("asc", "asc_payment_indicators", "payment_indicator"),
    ):
        missing = sample(
            f"select {indicator} from {table} where payment <> 'none' and {indicator} not in "
            f"(select indicator from comparable_totals where site = '{site}')"
        )
        assert missing == []


@pytest.mark.cms
def test_no_negative_difference_is_a_packaged_service(genuine):
    """301 of the 397 negative differences of January 2025 were."""
    found = genuine(
        "select count(*) from payment_by_site where hopd_minus_office is not null "
        "and hopd_facility_amount = 0 and hopd_unit_rate is null"
    )
    assert found == [(0,)]


def test_all_amounts_of_a_row_are_of_one_place(sample):
    """A row of a locality has no national amount but one that is paid everywhere alike."""
    bases = sample(
        "select distinct hopd_basis, asc_basis from payment_by_site where mac not in "
        "('national') and hopd_total_amount is not null and hopd_professional_patient_amount > 0"
    )
    assert {basis for pair in bases for basis in pair} <= {
        "area", "estimate", "everywhere", "locality", None
    }  # fmt: skip
    assert sample(
        "select distinct hopd_basis, asc_basis from payment_by_site where mac = 'national' "
        "and hopd_basis is not null and asc_basis is not null"
    ) == [("national", "national")]


def test_a_local_row_has_the_printed_rate_beside_it(sample):
    found = sample(
        "select hopd_national_rate, hopd_facility_amount, hopd_basis, hopd_wage_index "
        "from payment_by_site where hcpcs = '20560' "
        "and mac = '01112' and locality = '09' and effective_from = '2026-07-01' and not qp"
    )
    ((rate, amount, basis, index),) = found
    by_hand = Decimal("0.6") * rate * index + Decimal("0.4") * rate
    assert (str(rate), basis, str(index)) == ("29.55", "estimate", "1.8317")
    assert amount == by_hand.quantize(Decimal("0.01"), ROUND_HALF_UP)


@pytest.mark.cms
def test_a_drug_keeps_the_third_decimal_of_its_rate(genuine):
    """OPPS-2025-10 prints $60.291 for J9271 and $0.003 for J2002."""
    columns = "hopd_unit_rate, hopd_facility_amount, hopd_reason"
    assert amounts(genuine, "J9271", "2025-11-15", columns) == ["60.291", "60.29", None]
    assert amounts(genuine, "J2002", "2025-11-15", columns) == [
        "0.003", "0.00",
        "one unit at $0.003 rounds to $0.00: multiply the rate by the units, then round",
    ]  # fmt: skip


@pytest.mark.cms
def test_a_rate_of_a_procedure_is_no_unit_rate_and_a_printed_third_decimal_is_never_lost(genuine):
    lost = genuine(
        "select count(*) from opps_rates as o "
        "join internal.hospital_codes as h using (release, hcpcs) "
        "where h.is_item and h.hopd_unit_rate is distinct from round(o.payment_rate, 3)"
    )
    assert lost == [(0,)]
    assert amounts(genuine, "45378", "2025-11-15", "hopd_unit_rate") == [None]


@pytest.mark.cms
@pytest.mark.parametrize(
    ("code", "listing"),
    [("0996T", "J1, comprehensive service"), ("C9145", "G, pass-through drug"),
     ("J2993", "K, separately payable drug")],
)  # fmt: skip
def test_a_code_that_a_release_left_out_says_where_it_was(genuine, code, listing):
    words = f"not in OPPS-2026-07; in OPPS-2026-01: {listing}"
    assert amounts(genuine, code, "2026-08-01", "hopd_reason") == [words]
    assert genuine(
        "select no_rate_reason from chargemaster where hcpcs = ? and release = 'OPPS-2026-07'", code
    ) == [(words,)]


@pytest.mark.cms
def test_a_code_that_was_never_there_is_not_listed(genuine):
    never = genuine(
        "select count(*) from internal.site_codes as s "
        "where hopd_reason like 'not listed%' and exists ("
        "select 1 from opps_rates as o join releases as r using (release) "
        "where o.hcpcs = s.hcpcs and r.effective_from < s.effective_from "
        "and r.effective_through is not null)"
    )
    assert never == [(0,)]


@pytest.mark.cms
def test_a_discontinued_procedure_is_no_component(genuine):
    columns = "office_amount, hopd_reason"
    amount, reason = amounts(genuine, "45378", "2025-11-15", columns, modifier="53")
    assert amount == "164.00" and reason.startswith(
        "discontinued procedure: 53 is a professional modifier"
    )


@pytest.mark.cms
def test_a_facility_na_is_not_called_rare_beside_a_hospital_s_rate(genuine):
    """95004 in 2025: a hospital is paid $1,017.39."""
    columns = "hopd_facility_amount, professional_reason"
    assert amounts(genuine, "95004", "2025-11-15", columns) == [
        "1017.39",
        "CMS sets no professional amount in a facility (NA)",
    ]


@pytest.mark.cms
def test_localities_are_those_of_today_and_their_history_has_dates(genuine):
    assert genuine("select count(*), count(distinct locality) from localities") == [(109, 47)]
    on = "where date '2023-05-01' between effective_from and effective_through"
    assert genuine(f"select count(*) from localities_history {on}") == [(112,)]


@pytest.mark.cms
def test_an_area_without_a_wage_index_has_none(genuine):
    found = genuine(
        "select cbsa, wage_index, no_index_reason from wage_index where release = 'WAGE-2026' "
        "and no_index_reason is not null order by 1"
    )
    none = "CMS lists 0.0000: the area has no wage index"
    assert found == [("31", None, none), ("41", None, none)]


@pytest.mark.cms
def test_parts_of_missouri_and_kansas_are_their_states(genuine):
    found = genuine(
        "select state, count(*) from zip_localities where printed_state in ('EM', 'WM', 'EK', 'WK')"
        " and release = 'ZIP5-2026-01' group by 1 order by 1"
    )
    assert [state for state, _ in found] == ["KS", "MO"]
    assert sum(zips for _, zips in found) == 1975


@pytest.mark.messy
def test_a_rate_that_cannot_be_read_is_quoted_with_its_row(tmp_path):
    change = {"2026": cms.replaced("45378,,T,5311,,$950.10", '45378,,T,5311,,"$950,10"')}
    site = cms.site_with(tmp_path / "site", "OPPS-2026-07", change, cms.SAMPLE)
    home = Home(tmp_path / "home", str(site))
    refreshed(home, ["OPPS-2026-07"])
    columns = "hopd_facility_amount, hopd_reason"
    amount, reason = amounts(rows_of(home.database), "45378", "2026-08-01", columns)
    assert amount is None
    assert reason.startswith("row 119 of ") and reason.endswith(
        "prints '$950,10', which is not an amount"
    )


@pytest.mark.cms
@pytest.mark.parametrize(
    ("code", "payer", "words"),
    [("97802", "PFS", "a dietitian is paid 85 percent of this amount (42 CFR 414.64)"),
     ("20974", "PFS", "no CMS document was found that says whether the hospital or"),
     ("C9399", "OPPS", "paid under OPPS at 95 percent of average wholesale price"),
     ("L6010", "DME", "(DMEPOS), not OPPS (status indicator A)")],
)  # fmt: skip
def test_a_status_a_without_an_amount_says_what_is_known(genuine, code, payer, words):
    """C9399: Addendum D1 (CY 2025), status indicator A."""
    columns = "hopd_paid_by, hopd_facility_amount, hopd_reason"
    paid_by, amount, reason = amounts(genuine, code, "2025-11-15", columns)
    assert (paid_by, amount) == (payer, None) and words in reason


@pytest.mark.cms
def test_a_status_a_of_the_laboratory_is_paid_its_rate(genuine):
    columns = "hopd_paid_by, hopd_facility_amount, hopd_reason"
    assert amounts(genuine, "0001U", "2025-11-15", columns) == ["CLFS", "720.00", None]


@pytest.mark.cms
@pytest.mark.parametrize("code", ["86860", "89250", "90480"])
def test_what_is_on_no_laboratory_or_drug_list_is_not_said_to_be(genuine, code):
    assert amounts(genuine, code, "2025-11-15", "office_paid_by") == [None]


@pytest.mark.cms
def test_a_drug_whose_unit_rounds_to_nothing_is_marked_as_national_too(genuine):
    found = genuine(
        "select hopd_unit_rate, caveat from payment_by_site where hcpcs = 'J2002' and not qp "
        "and mac = '10112' and effective_from = '2025-10-01'"
    )
    assert found == [(Decimal("0.003"), None)]


def test_the_tall_table_names_the_release_and_the_schedule_of_what_the_pfs_pays(sample):
    found = sample(
        "select distinct release, paid_by, caveat from tall_payment where hcpcs = '97110' "
        "and site_of_service = 'hospital' and amount_type <> 'professional' "
        "and mac = '10112' and effective_from = '2025-10-01'"
    )
    assert found == [("RVU25D", "PFS", None)]


def test_the_tall_table_has_what_the_patient_owes_of_each_total(sample):
    found = sample(
        "select site_of_service, payment_amount from tall_payment where hcpcs = '45378' "
        "and modifier = '' and mac = 'national' and effective_from = '2026-07-01' and not qp "
        "and amount_type = 'patient' order by 1"
    )
    assert [(site, str(amount)) for site, amount in found] == [
        ("asc", "135.03"), ("hospital", "222.95"), ("office", "75.62")
    ]  # fmt: skip
