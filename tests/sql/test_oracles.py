"""Ratebook against amounts that CMS published, to the cent, on whole genuine files."""

import csv

import pytest

from tests.support import cms

pytestmark = pytest.mark.cms


def test_the_109_amounts_that_cms_revised_in_july_2025(genuine):
    """PFREV25C: one code in every locality, both sites, before the OPPS cap."""
    with (cms.ORACLES / "PFREV25C.txt").open() as file:
        published = [row for row in csv.reader(file) if len(row) > 5]
    ours = genuine(
        "select mac, locality, nonfacility_before_cap, facility_before_cap from pfs_payment "
        "where hcpcs = '76145' and release = 'RVU25D' and mac <> 'national'"
    )
    assert {(row[1], row[2], row[5].lstrip("0"), row[6].lstrip("0")) for row in published} == {
        (mac, locality, f"{office}", f"{facility}") for mac, locality, office, facility in ours
    }
    assert len(ours) == 109


@pytest.mark.parametrize("release", ["RVU25A", "RVU25D"])
def test_oppscap_has_6322_prices_and_all_are_ours(genuine, release):
    equal = genuine(
        "select count(*), count(*) filter (where o.nonfacility_price = p.nonfacility_amount "
        "and o.facility_price = p.facility_amount) from oppscap as o join pfs_payment as p "
        "using (release, hcpcs, modifier, mac, locality) "
        "where o.status_code = 'A' and not p.qp and release = ?",
        release,
    )
    assert equal == [(6322, 6322)]


def test_our_capped_rows_are_those_of_oppscap(genuine):
    capped = genuine(
        "select count(*) from pfs_payment where release = 'RVU25D' and mac <> 'national' "
        "and nonfacility_amount < nonfacility_before_cap"
    )
    assert capped == [(6322,)]


@pytest.mark.parametrize(
    ("release", "rule", "bad", "compared"),
    [
        ("RVU20A", "oppscap_prices", 0, 9184 + 7952),
        ("RVU21A", "oppscap_prices", 8883 + 7904, 8960 + 7952),
        ("RVU22A", "oppscap_prices", 0, 8736 + 8736),
        ("RVU23A", "oppscap_prices", 0, 8288 + 8960),
        ("RVU24A", "oppscap_prices", 0, 8066 + 8720),
        ("RVU24AR", "oppscap_prices", 0, 8066 + 8720),
        ("RVU24C", "oppscap_prices", 8066 + 8720, 8066 + 8720),
        ("RVU25D", "oppscap_prices", 0, 6322 + 8938),
        ("RVU25D", "anesthesia_shares_make_the_factor", 0, 109),
        ("OPPS-2025-FR", "opps_weight_times_factor", 0, 5975),
        ("ASC-2025-04", "asc_weight_times_factor", 0, 3333 + 316),
        ("ASC-2026-01", "asc_weight_times_factor", 1, 3924 + 656),
        ("RVU25D", "components_make_the_global", 0, 825),
        ("RVU25D", "total_is_its_parts", 0, 19090),
        ("RVU25D", "na_copies_the_other_site", 0, 4030 + 2088),
        ("RVU25D", "unused_units_are_marked", 0, 148),
        ("RVU26C", "unused_units_are_marked", 0, 158),
    ],
)
def test_what_reconciles_with_cms_and_what_does_not(genuine, release, rule, bad, compared):
    found = genuine(
        "select rows, compared from checks where (release, rule) = (?, ?)", release, rule
    )
    assert found == [(bad, compared)]


def test_a_carrier_file_of_2025_has_9135_rows(genuine):
    rows = genuine(
        "select count(*) from pfs_payment where release = 'RVU25A' and payable and not qp "
        "and (mac, locality) = ('02102', '01')"
    )
    assert rows == [(9135,)]


@pytest.mark.parametrize(
    ("code", "fee", "cap"), [("93976", "175.13", "163.94"), ("70450", "124.37", "167.57")]
)
def test_alaskas_carrier_file_of_2025_prints_the_fee_before_the_cap(genuine, code, fee, cap):
    found = genuine(
        "select nonfacility_before_cap, opps_cap_nonfacility, nonfacility_amount from pfs_payment "
        "where hcpcs = ? and modifier = '' and release = 'RVU25A' and mac = '02102'",
        code,
    )
    assert [str(amount) for amount in found[0]] == [fee, cap, min(fee, cap)]
