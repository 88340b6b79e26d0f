"""What a place pays: wage areas by county, hospitals and ASCs by their indices, on CMS's files."""

import csv
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

import pytest

from ratebook.cli.main import main
from tests.conftest import refreshed, rows_of
from tests.support import cms

pytestmark = pytest.mark.cms
GEO = cms.FOLDER.parent / "geo"
PRICER = "opps-pricer-reference-data-2020-2024.zip"


def read(name: str, folder=GEO) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def priced(tmp_path_factory, genuine_home):
    """Releases of 2022 to 2024 with the tables of CMS's pricer, and a list of a person's own."""
    folder = tmp_path_factory.mktemp("pricer")
    names = (
        "RVU21A RVU22A RVU23A RVU24A OPPS-2021-01 OPPS-2022-01 OPPS-2023-01 OPPS-2024-01 WAGE-2023"
    )
    words = ["--home", str(folder), "--cms", str(cms.FOLDER)]
    assert main(["refresh", *names.split(), *words]) == 0
    own = folder / "hospitals-2023.csv"
    own.write_text('ccn,wage_index,name,county\n050008,1.9001,Own,"San Francisco, CA"\n')
    pricer = str(cms.FOLDER / "files" / "zip" / PRICER)
    assert main(["add", pricer, str(own), "--home", str(folder)]) == 0
    return rows_of(folder / "warehouse" / "ratebook.duckdb")


def test_every_county_has_its_locality_and_its_row_of_the_asc_table(genuine):
    ours = {
        fips: (mac or "", locality or "", asc_area if index else "", index)
        for fips, mac, locality, asc_area, index in genuine(
            "select fips, mac, locality, asc_area, asc_index from internal.county_wages "
            "where payment_year = 2026"
        )
    }
    for county in read("county_area_locality.csv"):
        if county["mac"] and county["asc_wi_2026"]:
            expected = (county["mac"], county["locality"], county["asc_wage_key_2026"],
                        Decimal(county["asc_wi_2026"]))  # fmt: skip
            assert ours[county["fips"]] == expected


def test_every_locality_has_the_wage_areas_of_its_counties(genuine):
    found = genuine(
        "select w.place, w.lowest_index, w.highest_index, list_sort(list(distinct c.asc_area)) "
        "from internal.place_wages as w join internal.county_wages as c on w.payment_year = "
        "c.payment_year and w.place = c.mac || '-' || c.locality where w.setting = 'asc' and "
        "w.place_kind = 'locality' and w.payment_year = 2026 and c.asc_index is not null "
        "group by all"
    )
    ours = {place: (low, high, areas) for place, low, high, areas in found}
    for locality in read("locality_areas_2026.csv"):
        low, high = Decimal(locality["wi26_min"]), Decimal(locality["wi26_max"])
        key = f"{locality['mac']}-{locality['locality']}"
        assert ours[key] == (low, high, sorted(locality["area_list"].split()))
    assert len(ours) == 109


def test_the_median_area_is_that_of_the_person_in_the_middle(genuine):
    """By hand: the counties of a locality by index, until half of its people are counted."""
    counties = defaultdict(list)
    for key, index, people in genuine(
        "select mac || '-' || locality, asc_index, greatest(coalesce(population, 1), 1) "
        "from internal.county_wages where payment_year = 2026 and asc_index is not null "
        "and mac is not null"
    ):
        counties[key].append((index, people))
    ours = dict(genuine("select place, wage_index from internal.place_wages where setting = 'asc' "
                        "and place_kind = 'locality' and payment_year = 2026"))  # fmt: skip
    for key, found in counties.items():
        so_far, whole = 0, sum(people for _, people in found)
        for index, same in groupby(sorted(found), key=lambda pair: pair[0]):
            so_far += sum(people for _, people in same)
            if 2 * so_far >= whole:
                assert ours[key] == index
                break


def test_a_county_in_transition_has_at_least_95_percent_of_the_year_before(genuine):
    """The rule by hand (2025): of several rows of an area never the first, highest or lowest."""
    rows = genuine("select release, cbsa, wage_index from wage_index where wage_index is not null")
    table = defaultdict(set)
    for release, cbsa, index in rows:
        table[release, cbsa].add(index)
    checked = 0
    for fips, area, before, index in genuine(
        "select c.fips, c.area, o.area, c.asc_index from internal.county_wages as c join "
        "internal.county_wages as o on c.fips = o.fips and o.payment_year = 2024 "
        "where c.payment_year = 2025 and c.asc_index is not null"
    ):
        if len(table["WAGE-2025", area]) > 1 and len(table["WAGE-2024", before]) == 1:
            (old,) = table["WAGE-2024", before]
            floor = (Decimal("0.95") * old).quantize(Decimal("0.0001"), ROUND_HALF_UP)
            assert index >= floor and index in table["WAGE-2025", area], fips
            checked += 1
    assert checked > 500


def test_every_row_of_the_asc_table_holds_for_some_county(genuine):
    assert (
        genuine("select release, rows from checks where rule = 'wage_rows_taken' and rows > 0")
        == []
    )


def test_what_a_hospital_s_own_price_file_prints_comes_out(genuine):
    """Redwood City, January 2025, index 1.7775: 0.6 of a rate is adjusted, rounded once."""
    for line in read("hospital_price_file.csv", cms.ORACLES):
        found = genuine(
            "select hopd_facility_amount, hopd_national_rate, hopd_basis from payment_by_place("
            "?, '', 'zip', '94063', '2025-01-15', wage_index_is := 1.7775)", line["hcpcs"],
        )  # fmt: skip
        published = (Decimal(line["published"]), Decimal(line["national_2025_01"]), "hospital")
        assert found == [published], line["hcpcs"]


RULES = ("wage 60/40, T", "wage 60/40, S", "wage 60/40, J1", "wage 60/40, V", "copay capped",
         "copay capped at inpatient deductible", "colorectal PT: capped coinsurance")  # fmt: skip
LINES = [line for line in read("claims.csv", cms.ORACLES) if line["rule"] in RULES] if (
    cms.ORACLES.is_dir()) else []  # fmt: skip


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line['claim_id']} {line['hcpcs']}")
def test_lines_that_cms_s_pricer_priced(genuine, line):
    found = genuine(
        "select hopd_facility_amount, hopd_facility_patient_amount from payment_by_place(?, '', "
        f"'county', '01001', ?, wage_index_is := {line['wage_index']}, deductible_left := "
        f"{line['deductible_remaining'] or 0}, turned_therapeutic := {'PT' in line['modifiers']})",
        line["hcpcs"], line["date_of_service"],
    )  # fmt: skip
    allowed, patient = found[0]
    expected = (Decimal(line["expected_allowed"]), Decimal(line["expected_patient_share"]))
    if "rate of the pricer table" in line["stated_base_fee"]:  # 2024: its rate was corrected later
        assert patient == expected[1] or allowed != expected[0]
    else:
        assert (allowed, patient) == expected


def test_the_pricer_s_index_has_floors_and_the_low_wage_step(priced):
    found = priced(
        "select payment_year, place, wage_index, basis from internal.place_wages where setting = "
        "'hospital' and place_kind = 'wage area' and place in ('33860', '01') order by 1, 2"
    )
    index = {(year, area): (str(value), basis) for year, area, value, basis in found}
    assert index[2022, "33860"] == ("0.7864", "area")
    assert index[2023, "33860"] == ("0.8012", "area") and index[2023, "01"] == ("0.7489", "area")
    assert index[2024, "33860"] == ("0.8259", "area")


def test_a_person_s_own_list_comes_before_all(priced):
    found = priced(
        "select hopd_basis, hopd_wage_index, hopd_area, mac, hopd_facility_amount, "
        "hopd_national_rate from payment_by_place('45378', '', 'hospital', '050008', '2023-02-01')"
    )
    ((basis, index, area, mac, amount, rate),) = found
    assert (basis, str(index), area, mac) == ("hospital", "1.9001", "41884", "01112")
    exact = rate * (Decimal("0.6") * index + Decimal("0.4"))
    assert amount == exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


@pytest.mark.parametrize(
    ("kind", "place", "says"),
    [("zip", "21201", "Maryland's hospitals are not paid under OPPS"),
     ("zip", "20814", "Maryland's hospitals are not paid under OPPS"),
     ("zip", "96910", "hospitals of Guam are not paid under OPPS"),
     ("locality", "12302-01", "Maryland's hospitals"), ("state", "VI", "the Virgin Islands"),
     ("critical access county", "06081", "a critical access hospital is not paid under OPPS")],
)  # fmt: skip
def test_where_opps_pays_no_hospital_there_is_no_amount_but_a_reason(genuine, kind, place, says):
    for code in ("45378", "97110", "J0897"):
        ((amount, total, reason),) = genuine(
            "select hopd_facility_amount, hopd_total_amount, hopd_total_reason from "
            "payment_by_place(?, '', ?, ?, '2026-08-01')", code, kind, place,
        )  # fmt: skip
        assert (amount, total) == (None, None) and says in reason


def test_a_year_without_an_index_has_no_local_amount_and_says_why(genuine):
    found = genuine(
        "select distinct hopd_facility_amount, hopd_reason, asc_facility_amount, asc_reason "
        "from payment_by_site where hcpcs = '45378' and modifier = '' and mac = '10112' "
        "and effective_from between '2021-01-01' and '2021-12-31'"
    )
    for hospital, why, center, why_not in found:
        assert (hospital, center) == (None, None)
        assert "no wage index of 2021 is loaded" in why and "of 2021 is loaded" in why_not


def test_no_row_of_a_locality_mixes_it_with_the_nation(genuine):
    mixed = genuine(
        "select count(*) from payment_by_site where mac <> 'national' and pfs_release = 'RVU26C' "
        "and (hopd_basis = 'national' or asc_basis = 'national') and (hopd_total_amount > "
        "hopd_facility_amount or asc_total_amount > asc_facility_amount)"
    )
    assert mixed == [(0,)]
    by_hand = genuine(
        "select count(*) from payment_by_site where mac <> 'national' and pfs_release = 'RVU26C' "
        "and hopd_basis in ('area', 'estimate') and hopd_facility_amount <> round(0.6 * "
        "hopd_national_rate * hopd_wage_index + 0.4 * hopd_national_rate, 2)"
    )
    assert by_hand == [(0,)]


def test_a_place_in_several_localities_leaves_the_office_open(genuine):
    ((office, why, hospital, total),) = genuine(
        "select office_amount, office_reason, hopd_facility_amount, hopd_total_amount from "
        "payment_by_place('45378', '', 'wage area', '35614', '2026-08-01')"
    )
    assert (office, total) == (None, None) and hospital > 1000
    assert "lies in more than one locality" in why


def test_a_hospital_that_addendum_l_lists_is_in_its_county(genuine):
    found = genuine("select count(*), count(*) filter (where h.area = o.geographic_cbsa) from "
                    "out_migration as o join hospitals as h on o.ccn = h.ccn "
                    "and h.payment_year = 2025")  # fmt: skip
    assert found[0][0] == found[0][1] > 400


def test_refreshing_twice_gives_the_same_places(tmp_path):
    from ratebook.home import Home

    home = Home(tmp_path, str(cms.SAMPLE), "sample")
    from ratebook.sample import RELEASES

    told = []
    for _ in range(2):
        refreshed(home, list(RELEASES))
        told.append(rows_of(home.database)("select * from internal.site_places order by all"))
    assert told[0] == told[1] and len(told[0]) > 3000
