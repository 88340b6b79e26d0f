"""What a service pays in the three sites: the figures and the reasons."""

import pytest

FIGURES = (
    "office_amount, facility_professional_amount, hopd_facility_amount, hopd_total_amount, "
    "asc_facility_amount"
)


def amounts(rows, code, day, columns=FIGURES, modifier="", qp=False, place="national"):
    found = rows(
        f"select {columns} from payment_by_site where (hcpcs, modifier, qp) = (?, ?, ?) "
        "and locality = ? and ?::date between effective_from and effective_through",
        code, modifier, qp, place, day,
    )  # fmt: skip
    assert len(found) == 1, found
    return [None if value is None else str(value) for value in found[0]]


# RVU26C, OPPS July 2026 and ASC January 2026: three independent builders agree on these.
NATIONAL_2026 = [
    ("20560", "24.72", "12.36", "29.55", "41.91", None),
    ("45378", "378.10", "164.67", "950.10", "1114.77", "510.49"),
    ("43239", "418.85", "123.58", "926.63", "1050.21", "497.85"),
    ("66984", None, "462.60", "2357.81", "2820.41", "1255.73"),
    ("72148", "191.72", "68.47", "243.77", "312.24", "123.19"),
    ("99203", "117.57", "71.48", "136.02", "207.50", None),
]


@pytest.mark.parametrize("row", NATIONAL_2026, ids=lambda row: row[0])
def test_national_figures_of_2026(sample, row):
    assert amounts(sample, row[0], "2026-07-01") == list(row[1:])


@pytest.mark.cms
@pytest.mark.parametrize("row", NATIONAL_2026, ids=lambda row: row[0])
def test_national_figures_of_2026_in_the_genuine_files(genuine, row):
    assert amounts(genuine, row[0], "2026-07-01") == list(row[1:])


@pytest.mark.cms
def test_needling_in_2025(genuine):
    found = amounts(genuine, "20560", "2025-11-01", FIGURES + ", hopd_apc")
    assert found == ["24.58", "14.56", "24.49", "39.05", None, "5731"]


def test_a_qualifying_participant_is_paid_by_the_second_factor(sample):
    assert amounts(sample, "20560", "2026-07-01", qp=True)[0] == "24.84"


def test_there_is_one_factor_before_2026(sample):
    assert sample(
        "select count(*) from payment_by_site where qp and year(effective_from) < 2026"
    ) == [(0,)]


def test_a_hospital_bills_an_office_visit_as_g0463(sample):
    columns = "hopd_hcpcs, hopd_apc, hopd_status_indicator"
    for code in ("99202", "99205", "99211", "99215"):
        assert amounts(sample, code, "2026-07-01", columns) == ["G0463", "5012", "J2"]
    assert amounts(sample, "99283", "2026-07-01", columns)[0] == "99283"


def test_san_francisco_is_keyed_by_mac_and_locality(sample):
    found = sample(
        "select nonfacility_amount, facility_amount from pfs_payment where hcpcs = '99213' "
        "and (mac, locality) = ('01112', '05') and release = 'RVU26C' and not qp"
    )
    assert [str(amount) for amount in found[0]] == ["117.58", "64.37"]


def test_the_professional_reads_the_image_by_the_26_row(sample):
    own = amounts(sample, "72148", "2026-07-01", "office_amount", modifier="26")
    assert amounts(sample, "72148", "2026-07-01")[1] == own[0] == "68.47"


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("93005", "technical component only: in a facility, Medicare pays it to the facility"),
        ("96372", "incident to a physician: not payable to the physician in a facility"),
        ("93000", "the code covers the whole test: the professional part has a separate code"),
    ],
)
def test_who_is_paid_nothing_in_a_facility(sample, code, reason):
    columns = "facility_professional_amount, professional_reason"
    assert amounts(sample, code, "2025-10-01", columns) == [None, reason]


def test_where_nobody_is_paid_beside_the_hospital_the_total_is_the_hospitals(sample):
    columns = "hopd_facility_amount, hopd_total_amount"
    hospital, total = amounts(sample, "96372", "2025-10-01", columns)
    assert hospital == total != "0.00"


def test_where_the_professional_bills_another_code_there_is_no_total(sample):
    """G0463 is a hospital's code: the physician bills 99202 to 99215 beside it."""
    columns = "hopd_facility_amount, hopd_total_amount, professional_reason"
    facility, total, reason = amounts(sample, "G0463", "2026-07-01", columns)
    assert (facility, total) == ("136.02", None) and reason


def test_for_a_drug_nobody_but_the_facility_is_paid(sample):
    found = sample(
        "select distinct hopd_total_amount = hopd_facility_amount from payment_by_site "
        "where hopd_status_indicator in ('G', 'K') and hopd_facility_amount > 0"
    )
    assert found == [(True,)]


@pytest.mark.cms
def test_without_a_pfs_release_a_visit_is_still_the_hospitals_g0463(genuine):
    columns = "hopd_hcpcs, office_reason, stale_from"
    assert amounts(genuine, "99203", "2026-03-01", columns) == [
        "G0463",
        "no PFS release is loaded for these dates",
        "2026-01-01",
    ]


@pytest.mark.parametrize(("code", "word"), [("64484", "add-on"), ("G0008", None)])
def test_an_add_on_is_marked(sample, code, word):
    (caveat,) = amounts(sample, code, "2026-07-01", "caveat")
    assert (word in caveat) if word else caveat is None


def test_an_office_figure_that_is_na_is_blank_here_and_printed_there(sample):
    columns = "office_amount, office_reason"
    assert amounts(sample, "66984", "2026-07-01", columns) == [
        None,
        "rarely or never performed in an office (NA)",
    ]
    printed = sample(
        "select distinct nonfacility_amount = facility_amount from pfs_payment "
        "where hcpcs = '66984' and release = 'RVU26C' and modifier = ''"
    )
    assert printed == [(True,)]


def test_a_packaged_code_adds_nothing_and_says_so(sample):
    found = sample(
        "select distinct hopd_facility_amount, hopd_reason from payment_by_site "
        "where hopd_status_indicator = 'N' and effective_from = '2025-10-01' and mac = '10112'"
    )
    assert [(str(amount), reason) for amount, reason in found] == [
        ("0.00", "packaged into the payment of other services (status indicator N)")
    ]


@pytest.mark.parametrize("indicator", ["B", "C", "E1", "M", "Y", "Q4"])
def test_an_indicator_that_pays_nothing_is_null_with_a_reason(sample, indicator):
    found = sample(
        "select distinct hopd_facility_amount, hopd_reason is not null, hopd_total_amount "
        "from payment_by_site where hopd_status_indicator = ?",
        indicator,
    )
    assert found == [(None, True, None)]


def test_component_rows_say_why_their_site_columns_are_blank(sample):
    columns = "office_amount, hopd_total_amount, asc_total_amount, hopd_reason, asc_reason"
    found = amounts(sample, "70450", "2026-07-01", columns, modifier="TC")
    assert found[0] == "67.14" and found[1:3] == [None, None]
    assert all(reason.startswith("component row") for reason in found[3:])


def test_a_code_that_the_pfs_does_not_list_has_a_national_row_only(sample):
    found = sample(
        "select distinct mac, office_reason like 'not %RVU25D%' from payment_by_site "
        "where pfs_release = 'RVU25D' "
        "and hcpcs not in (select hcpcs from pfs_rvu where release = 'RVU25D')"
    )
    assert found == [("national", True)]


@pytest.mark.parametrize("home", ["sample", pytest.param("genuine", marks=pytest.mark.cms)])
def test_every_blank_amount_has_its_reason(request, home):
    rows = request.getfixturevalue(home)
    blank = rows(
        "select count(*) from payment_by_site where (mac = 'national' or hcpcs like '7%') and ("
        "office_amount is null and office_reason is null "
        "or facility_professional_amount is null and professional_reason is null "
        "or hopd_facility_amount is null and hopd_reason is null "
        "or hopd_total_amount is null and hopd_total_reason is null "
        "or asc_total_amount is null and asc_total_reason is null "
        "or hopd_minus_office is null and hopd_minus_office_reason is null "
        "or asc_facility_amount is null and asc_reason is null)"
    )
    assert blank == [(0,)]


@pytest.mark.parametrize("status", ["B", "C", "N", "X", "J", "I", "E"])
def test_what_is_not_payable_says_why(sample, status):
    found = sample(
        "select distinct payable, nonfacility_amount, not_payable_reason is not null "
        "from pfs_payment join pfs_rvu using (release, hcpcs, modifier) where status_code = ?",
        status,
    )
    assert found == [(False, None, True)]


def test_a_carrier_priced_image_carries_its_ceiling_and_no_amount(sample):
    found = sample(
        "select count(*), count(nonfacility_amount) from pfs_payment "
        "join pfs_rvu using (release, hcpcs, modifier) "
        "where status_code = 'C' and opps_cap_nonfacility is not null"
    )
    assert found[0][0] > 0 and found[0][1] == 0


@pytest.mark.cms
def test_an_inpatient_s_smear_pays_nobody_for_an_outpatient(genuine):
    """PC/TC 8, 85060: RVU25D.pdf, Attachment A. pfs_payment keeps the inpatient's amount."""
    where = "where hcpcs = '85060' and mac = 'national' and not qp"
    found = genuine(f"select distinct facility_professional_amount from payment_by_site {where}")
    assert found == [(None,)]
    assert genuine(f"select min(facility_amount) > 10 from pfs_payment {where}") == [(True,)]
