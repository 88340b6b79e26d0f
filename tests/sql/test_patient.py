"""What the patient owes: by schedule, without and with a deductible, on CMS's files."""

from decimal import ROUND_HALF_UP, Decimal

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratebook.build.models import all_models, build

OWES = (
    "select office_patient_amount, hopd_patient_amount, asc_patient_amount from payment_by_place("
    "?, '', 'nation', '', ?)"
)


MACRO = duckdb.connect()
build(MACRO, [model for model in all_models() if model.name in ("patient_owes", "ratio")])


def rounded(amount: Decimal, digits: str = "0.01") -> Decimal:
    return amount.quantize(Decimal(digits), ROUND_HALF_UP)


@given(
    st.decimals(0, 40_000, places=2), st.decimals(0, 1, places=6), st.decimals(0, 2_000, places=2)
)
def test_medicare_pays_its_share_of_what_is_beyond_the_deductible(allowed, share, deductible):
    ((owed,),) = MACRO.execute(
        "select patient_owes(?::decimal(12, 2), ?::decimal(7, 6), ?::decimal(12, 2))",
        [allowed, share, deductible],
    ).fetchall()  # fmt: skip
    assert owed == allowed - rounded(share * max(allowed - deductible, Decimal(0)))
    assert 0 <= owed <= allowed


@given(st.decimals(0, 99_999, places=4), st.decimals("0.01", 99_999, places=4))
def test_a_ratio_has_nine_digits_rounded_half_up(part, whole):
    asked = "select ratio(?::decimal(18, 9), ?::decimal(18, 9))"
    ((found,),) = MACRO.execute(asked, [part, whole]).fetchall()
    assert found == rounded(part / whole, "0.000000001")


@pytest.mark.cms
def test_at_an_index_of_1_the_hospital_is_owed_the_printed_copayment(genuine):
    """For every code that a wage index adjusts, but 17 for which CMS prints the cap of 2025,
    1,676, as the copayment, though 20 percent of their rate of 8,275.98 is less."""
    found = genuine(
        "select p.release, count(*), count(*) filter (where abs(s.hopd_facility_patient_amount - "
        "p.copayment_amount) > 0.01) from opps_copayments as p join payment_by_site as s on "
        "p.release = s.opps_release and p.hcpcs = s.hopd_hcpcs and p.hcpcs = s.hcpcs where s.mac = "
        "'national' and s.modifier = '' and not s.qp and s.hopd_paid_by = 'OPPS' and "
        "s.hopd_unit_rate is null and s.hopd_facility_patient_amount is not null and not "
        "(p.copayment_kind = 'adjusted' and p.copayment_amount > 0.2001 * s.hopd_national_rate) "
        "group by all"
    )
    assert found and all(count > 1000 and off == 0 for _, count, off in found), found


@pytest.mark.cms
def test_the_patient_s_part_is_not_the_copayment_wage_adjusted(genuine):
    """By hand, with an index of 1.3: the rest of Medicare's part (CMS's pricer)."""
    rates = genuine(
        "select o.hcpcs, o.payment_rate, greatest(coalesce(o.national_copayment, "
        "o.minimum_copayment), o.minimum_copayment), s.medicare_share from opps_rates as o join "
        "internal.opps_shares as s using (release, hcpcs) where o.release = 'OPPS-2025-01' and "
        "o.status_indicator in ('S', 'T', 'V', 'J1') and o.minimum_copayment is not null"
    )
    assert len(rates) > 3000
    for hcpcs, rate, copayment, share in rates:
        if copayment == 0:
            expected = Decimal(1)
        elif copayment == rounded(rate * Decimal("0.2")):
            expected = Decimal("0.8")
        else:
            nine = rounded(copayment / rate, "0.000000001")
            expected = rounded(1 - nine, "0.000001")
        assert share == expected, hcpcs


@pytest.mark.cms
@pytest.mark.parametrize(
    ("code", "owed"),
    [("45378", ("75.62", "222.95", "135.03")), ("77067", ("0.00", "0.00", None)),
     ("G0439", ("0.00", "0.00", None)), ("G0121", ("0.00", "0.00", "0.00")),
     ("97802", ("0.00", None, None)), ("97110", ("5.81", "5.81", None)),
     ("20560", ("4.94", "8.38", None))],
)  # fmt: skip
def test_what_the_patient_owes_in_each_site(genuine, code, owed):
    ((office, hospital, center),) = genuine(OWES, code, "2026-08-01")
    assert tuple(None if x is None else str(x) for x in (office, hospital, center)) == owed


@pytest.mark.cms
def test_a_drug_costs_what_the_file_prints_or_is_not_known(genuine):
    """J0897: 5.15 in October 2025, after the inflation rebate; the addenda of 2026 print none."""
    columns = "hopd_facility_patient_amount, hopd_patient_reason, asc_facility_patient_amount"
    ((owed, why, _),) = genuine(
        f"select {columns} from payment_by_place('J0897', '', 'nation', '', '2025-10-15')"
    )
    assert (str(owed), why) == ("5.15", None)
    ((owed, why, center),) = genuine(
        f"select {columns} from payment_by_place('J0897', '', 'nation', '', '2026-08-01')"
    )
    assert owed is None and "does not print what the patient of a drug owes" in why
    assert str(center) == "5.18"  # Addendum BB does


@pytest.mark.cms
def test_what_is_left_of_the_deductible_comes_off_the_facility_first(genuine):
    ((office, facility, professional),) = genuine(
        "select office_patient_amount, hopd_facility_patient_amount, "
        "hopd_professional_patient_amount from payment_by_place('20560', '', 'nation', '', "
        "'2026-08-01', deductible_left := 35)"
    )
    # 24.72 and 29.55 go to the deductible; of the professional's 12.36 5.45 do, and 20% of the rest
    assert [str(x) for x in (office, facility, professional)] == ["24.72", "29.55", "6.83"]
    ((screening,),) = genuine("select hopd_patient_amount from payment_by_place('G0121', '', "
                              "'nation', '', '2026-08-01', deductible_left := 257)")  # fmt: skip
    assert str(screening) == "0.00"


@pytest.mark.cms
def test_a_deductible_that_is_null_is_none(genuine):
    columns = "office_patient_amount, hopd_patient_amount, asc_patient_amount"
    nation = f"select {columns} from payment_by_place('45378', '', 'nation', '', '2026-08-01'"
    assert genuine(f"{nation}, deductible_left := null)") == genuine(f"{nation})")
    assert MACRO.execute("select patient_owes(100.00, 0.8, null)").fetchall() == [(None,)]


@pytest.mark.cms
def test_a_screening_that_became_a_treatment_costs_15_percent(genuine):
    ((office, center, paid, paid_center),) = genuine(
        "select office_patient_amount, asc_facility_patient_amount, office_amount, "
        "asc_facility_amount from payment_by_place('45385', '', 'nation', '', '2026-08-01', "
        "deductible_left := 200, turned_therapeutic := true)"
    )
    assert office == paid - rounded(paid * Decimal("0.85"))
    assert center == paid_center - rounded(paid_center * Decimal("0.85"))
