"""`ratebook diff --weights`: every line of volumes comes out, priced or listed with its reason."""

import csv
import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from ratebook.ask import reader
from ratebook.cli.main import main
from ratebook.diff import compare, release_pairs
from ratebook.diff.request import DiffRequest
from ratebook.diff.volumes import SITES, Volume
from ratebook.home import Home
from tests.conftest import refreshed
from tests.support import cms

DAYS = ("--on", "2025-11-01", "--on", "2026-08-01")
NOT_WAGE_ADJUSTED = "national amounts, not wage-adjusted (paid by OPPS and the ASC payment system)"


@pytest.fixture
def weigh(sample_home, tmp_path, capsys):
    """Run a diff of the sample with a list of volumes; gives JSON, or what it prints."""

    def run(text: str, *words: str, on=DAYS, status=0, home=sample_home, json=True):
        (tmp_path / "v.csv").write_text(text)
        more = ["--json"] if json else []
        asked = ["diff", *on, "--weights", str(tmp_path / "v.csv"), *words, *more]
        assert main([*asked, "--home", str(home.folder)]) == status
        said = capsys.readouterr()
        return loads(said.out) if json else said.out + said.err

    return run


def loads(text: str):
    return json.loads(text, parse_float=Decimal)


def worth_of(report) -> dict[tuple[str, str], Decimal]:
    return {(row["written"], row["site"]): Decimal(row["worth"]) for row in report["priced"]}


def reason_of(report) -> dict[str, str]:
    return {row["written"]: row["reason"] for row in report["not_priced"]}


def test_a_hospital_is_a_visit_and_its_facility_alone_is_asked_for(weigh):
    """45378: 911.71 to 950.10 at the hospital, 177.26 to 164.67 for the professional."""
    report = weigh("code,site,volume\n45378,office,300\n45378,hospital,1200.5\n"
                   "45378,hospital-facility,10\n45378,professional,10\n")  # fmt: skip
    assert worth_of(report) == {
        ("45378", "office"): 300 * Decimal("50.43"),
        ("45378", "hospital"): Decimal("30972.90"),  # 1200.5 x (38.39 - 12.59)
        ("45378", "hospital-facility"): 10 * Decimal("38.39"),
        ("45378", "professional"): 10 * Decimal("-12.59"),
    }
    assert sum(map(Decimal, worth_of(report).values())) == Decimal(report["worth"])


def test_the_sums_by_part_are_those_of_the_priced_lines(weigh):
    report = weigh("code,site,volume\n45378,asc,300\n45378,hospital,1200\n99999,office,7\n")
    assert sum(Decimal(part["worth"]) for part in report["parts"]) == Decimal(report["worth"])
    assert sum(Decimal(site["worth"] or 0) for site in report["sites"]) == Decimal(report["worth"])


def test_what_is_not_priced_is_listed_and_the_sum_says_what_it_leaves_out(weigh):
    text = "code,site,volume\n45378,office,3\n36415,office,5000\n99999,hospital,12.5\n4537X,asc,1\n"
    report = weigh(text)
    counted = report["volumes"]
    assert (counted["lines_not_priced"], Decimal(counted["units_not_priced"])) == (3, 5013.5)
    assert reason_of(report)["99999"] == "not listed in OPPS-2025-01 or OPPS-2026-07"
    assert "5,013.5 of 5,016.5 units are not priced (3 of 4 lines)" in weigh(text, json=False)


def test_not_one_line_priced_is_no_answer(weigh):
    text = "hcpcs,site,volume\n99999,office,10\n36415,office,2\n"
    said = weigh(text, json=False, status=1)
    assert "None of the 12 units (2 lines) are priced" in said and "Nothing changed" not in said
    assert weigh(text, status=1)["volumes"]["any_priced"] is False


def test_a_visit_needs_both_of_its_parts(weigh):
    report = weigh("hcpcs,site,volume\nG0463,hospital,10\nG0463,hospital-facility,10\n")
    assert worth_of(report) == {("G0463", "hospital-facility"): 10 * Decimal("7.15")}
    assert reason_of(report)["G0463"].startswith("professional: a hospital visit code")


def test_an_office_visit_at_a_hospital_is_its_g0463_and_the_professional(weigh):
    (line,) = weigh("hcpcs,site,volume\n99213,hospital,100\n")["priced"]
    assert (line["old_amount"], line["new_amount"]) == ("192.59", "193.47")  # 128.87 + 63.72


def test_therapy_at_a_hospital_is_the_fee_schedule_s_one_payment(weigh):
    (line,) = weigh("hcpcs,modifier,site,volume\n97110,GP,hospital,100\n")["priced"]
    assert (line["old_amount"], line["new_amount"]) == ("28.79", "29.06")


def test_a_packaged_service_is_worth_what_its_professional_is(weigh):
    """36245 is packaged: the hospital is paid 0.00 for it."""
    report = weigh("hcpcs,site,volume\n36245,hospital,10\n36245,hospital-facility,10\n")
    by_site = {row["site"]: row for row in report["priced"]}
    assert by_site["hospital-facility"]["new_amount"] == "0.00"
    assert by_site["hospital"]["old_amount"] == "224.16"  # the professional's
    assert by_site["hospital"]["new_amount"] == "207.09"


def test_a_drug_is_rounded_after_its_units(weigh, tmp_path):
    """J9271 at 60.654 a unit from 57.60: 1,000 units of 3.054, not of 3.05."""
    site = cms.add(tmp_path / "site", "OPPS-2025-01", like=cms.SAMPLE)
    change = {"2026_July": cms.replaced("1490,,$60.65,", "1490,,$60.654,")}
    cms.site_with(site, "OPPS-2026-07", change, cms.SAMPLE)
    home = Home(tmp_path / "home", str(site))
    refreshed(home, ["OPPS-2025-01", "OPPS-2026-07"])
    text = "hcpcs,site,volume\nJ9271,hospital-facility,1000\n"
    report = weigh(text, on=("OPPS-2025-01", "OPPS-2026-07"), home=home)
    assert report["priced"][0]["worth"] == report["parts"][0]["worth"] == "3054.00"


def listing(lines) -> str:
    return "\n".join(["hcpcs,site,volume", *(f"{written},{site},10" for written, site in lines)])


def test_a_modifier_that_changes_no_fee_is_the_base_code_s(weigh):
    written = ["45378-59", "45378-PT", "45378-33", "45378-XS-PT", "45378-76", "45378-KX"]
    report = weigh(listing((code, "office") for code in written))
    assert worth_of(report) == {(code, "office"): Decimal("504.30") for code in written}


LISTED = {
    ("20610-50", "office"): "modifier 50 changes the fee",
    ("27447-80", "professional"): "modifier 80 changes the fee",
    ("27447-62", "professional"): "modifier 62 changes the fee",
    ("27447-RT-54", "professional"): "modifier 54 changes the fee",
    ("45378-52", "office"): "modifier 52 changes the fee",
    ("45378-22", "office"): "modifier 22 changes the fee",
    ("45378-73", "hospital"): "modifier 73 changes the fee",
    ("45378-74", "hospital"): "modifier 74 changes the fee",
    ("97110-CQ-GP", "office"): "modifier CQ changes the fee",
    ("43239-53", "office"): "modifier 53 changes the fee",
    ("99213-PO", "hospital"): "modifier PO changes the fee",
    ("70450-50", "office"): "modifier 50 does not apply to 70450",
    ("45378-26", "office"): "modifier 26 does not apply to 45378",
    ("45378-ZZ", "office"): "the effect of modifier ZZ on the fee of 45378 is not known",
    ("99999-50", "office"): "not listed in RVU25D or RVU26C",
    ("70450-26-TC", "office"): "26 and TC on one line: each has a row of its own",
    ("45378-53", "hospital"): "53 is a professional modifier: the facility payment is not priced",
    ("70450-26", "hospital"): "component 26: a facility is paid for the code without it; the row "
    "of 26 is paid at the site professional",
    ("20610-0", "office"): "'20610-0': a modifier is two letters or digits, as in 45378-59-LT.",
}


def test_a_modifier_that_may_change_the_fee_is_listed(weigh):
    report = weigh(listing(LISTED), status=1)
    assert {(row["written"], row["site"]): row["reason"] for row in report["not_priced"]} == LISTED


ROWS = {
    ("70450-26", "professional"): "38.82", ("70450-TC", "office"): "66.31",
    ("70450-26-59", "professional"): "38.82", ("45378-53", "office"): "164.00",
    ("45378-74", "hospital-facility"): "911.71", ("45378-PO", "hospital-facility"): "911.71",
    ("66984-RT", "asc-facility"): "1214.31", ("99213-25", "hospital"): "192.59",
}  # fmt: skip


def test_26_tc_and_53_pick_their_rows_and_the_site_decides(weigh):
    report = weigh(listing(ROWS))
    assert {(row["written"], row["site"]): row["old_amount"] for row in report["priced"]} == ROWS


@pytest.mark.cms
def test_every_modifier_that_was_found_out_is_in_the_table(sample):
    kept = set(sample("select setting, modifier, allowed from modifier_rules"))
    with (cms.ORACLES / "modifiers.csv").open() as file:
        for row in csv.DictReader(file):
            for setting in row["setting"].split("|"):
                for modifier in filter(lambda word: len(word) == 2, row["modifier"].split()):
                    assert (setting, modifier, row["allowed"]) in kept


def test_modifiers_stand_in_columns_of_their_own_too(weigh):
    report = weigh("HCPCS,Modifier 1,Modifier 2,Site,Volume\n45378,59,PT,office,1\n"
                   "27447,RT,80,professional,1\n70450,26,,professional,1\n")  # fmt: skip
    assert {row["written"] for row in report["priced"]} == {"45378-59-PT", "70450-26"}
    assert reason_of(report) == {"27447-RT-80": "modifier 80 changes the fee"}


def test_a_locality_s_amounts_are_one_sum(weigh):
    """In 10112-00 45378 moves by 45.41 in an office; at the hospital with its professional."""
    text = "hcpcs,site,locality,volume\n45378,hospital,10112-00,10\n45378,office,10112-00,10\n"
    report = weigh(text, "--locality", "10112-00")
    (hospital,) = [r for r in report["priced"] if r["site"] == "hospital"]
    moved = Decimal(hospital["new_amount"]) - Decimal(hospital["old_amount"])
    assert report["worth"] == f"{10 * (Decimal('45.41') + moved):.2f}"
    assert report["volumes"]["units_priced"] == "20.0000" and len(report["priced"]) == 2


def test_therapy_in_a_locality_is_local_at_the_hospital_too(weigh):
    text = "hcpcs,site,volume\n97110,hospital,10\n97110,office,10\n"
    report = weigh(text, "--locality", "10112-00")
    hospital, office = sorted(report["priced"], key=lambda row: row["site"])
    assert hospital["new_amount"] == office["new_amount"] == "27.20"
    assert (report["worth"], report["worth_national"]) == ("7.40", None)


def test_volumes_of_a_place_that_is_not_compared_are_refused(weigh):
    text = "hcpcs,site,locality,volume\n45378,office,10112-00,10\n"
    assert "10112-00, which is not being compared" in weigh(text, json=False, status=2)
    several = ["--locality", "10112-00", "--locality", "01112-05"]
    text += "45378,office,,10\n"
    assert "line 3 has none" in weigh(text, *several, json=False, status=2)


def test_each_line_comes_out_and_lines_of_a_code_are_added_up(weigh):
    report = weigh("hcpcs,site,volume\n45378,office,100\n45378,office,50\n")
    assert [(row["line"], row["worth"]) for row in report["priced"]] == [
        (2, "5043.00"), (3, "2521.50"),
    ]  # fmt: skip
    (office,) = report["largest"]
    assert (Decimal(office["volume"]), report["worth"]) == (150, "7564.50")


def test_volumes_of_no_site_are_not_summed_over_sites(weigh):
    report = weigh("hcpcs,volume\n45378,100\n99999,3\n")
    assert (report["worth"], report["volumes"]["units_priced"]) == (None, None)
    by_site = {row["site"]: row for row in report["sites"]}
    assert by_site["office"]["worth"] == "5043.00"
    assert {site["units_not_priced"] for site in by_site.values()} == {"3.0000"}


def test_releases_of_one_data_set_price_its_sites_alone(weigh):
    text = "hcpcs,site,volume\n45378,office,1\n45378,hospital,2\n45378,asc-facility,3\n"
    report = weigh(text, on=("RVU25D", "RVU26C"))
    assert {row["reason"] for row in report["not_priced"]} == {
        "what OPPS pays is not compared: name two days with --on",
        "what ASC pays is not compared: name two days with --on",
    }


def test_codes_limit_the_lines_and_the_others_are_listed(weigh):
    report = weigh("hcpcs,site,volume\n45378,office,1\n99213,office,2\n", "--code", "45378")
    assert reason_of(report) == {"99213": "not one of the requested codes"}


def test_the_workbook_and_the_page_have_every_line(weigh, tmp_path):
    text = "hcpcs,modifier,site,volume\n45378,,office,10\n20610,50,office,7\n99999,,office,5\n"
    for name in ("r.xlsx", "r.html"):
        assert "12 of 22 units" in weigh(text, "--to", str(tmp_path / name), json=False)
    book = load_workbook(tmp_path / "r.xlsx")
    assert [row[1] for row in book["priced"].values] == ["written", "45378"]
    assert [row[-1] for row in book["not priced"].values] == [
        "reason", "modifier 50 changes the fee", "not listed in RVU25D or RVU26C",
    ]  # fmt: skip
    assert "12 of 22 units are not priced" in str(list(book["about"].values))
    page = (tmp_path / "r.html").read_text()
    assert all(word in page for word in ("20610-50", "99999", "12 of 22 units are not priced"))


@pytest.fixture(scope="module")
def main_job(tmp_path_factory) -> Home:
    home = Home(tmp_path_factory.mktemp("main"), str(cms.FOLDER))
    refreshed(home, cms.MAIN_JOB)
    return home


# Old and new amounts by hand from PPRRVU, Addendum B and Addenda AA and BB of the two days.
LIST = """hcpcs,modifier,site,volume,old,new
99213,,office,12000,88.95,95.19
99214,25,office,8000,125.18,135.61
99213,,hospital,5000,192.59,193.47
70450,26,professional,2500,38.82,39.41
70450,TC,office,300,66.31,67.14
70450,,hospital,2600,145.16,146.22
71046,,hospital,4000,98.08,98.93
77067,,hospital,3500,124.53,126.25
77067,,office,900,124.53,126.26
97110,GP,office,9000,28.79,29.06
97110,GP,hospital,7000,28.79,29.06
J9271,,hospital,20000,57.60,60.65
66984,RT,asc,800,1736.06,1718.33
66984,LT,hospital,500,2802.48,2820.41
66984,,asc-facility,50,1214.31,1255.73
20610,59 RT,office,700,63.40,68.81
27447,,hospital,120,14124.45,14276.11
45378,53,office,12,164.00,189.38
45378,59-PT,hospital,1200,1088.97,1114.77
45378,33,asc,900,666.73,675.16
93000,,office,1000,13.91,15.36
93005,,hospital,1500,59.40,60.27
93010,,professional,1500,7.76,8.35
G0463,,hospital,3000,,
99223,,hospital,400,,
70450,26,hospital,10,,
80053,,hospital,6000,,
J1100,,hospital,900,0.00,0.00
66984,50,asc,20,,
20610,50,office,60,,
27447,80,professional,40,,
45378,74,hospital,9,,
36415,,office,5000,,
33533,,hospital,30,,
19303,52,professional,5,,
33884,,professional,4,,
92934,,hospital-facility,6,,
99123,,office,77,,
9921O,,office,33,,
A0428,,office,100,,
"""


@pytest.mark.cms
def test_a_real_list_comes_out_line_by_line(weigh, main_job):
    each = [line.split(",") for line in LIST.splitlines()]
    report = weigh("\n".join(",".join(line[:4]) for line in each), home=main_job)
    priced = {row["line"]: [row["old_amount"], row["new_amount"]] for row in report["priced"]}
    assert priced == {n: line[4:] for n, line in enumerate(each, 1) if n > 1 and line[4]}
    assert [row["line"] for row in report["not_priced"]] == [
        n for n, line in enumerate(each, 1) if not line[4]
    ]
    worth = sum(int(v) * (Decimal(new) - Decimal(old)) for *_, v, old, new in each[1:] if old)
    assert report["worth"] == str(worth)


@pytest.mark.cms
def test_a_line_paid_in_one_release_alone_is_no_part_of_the_sum(weigh, main_job):
    text = "hcpcs,site,volume\n33884,professional,4\n45378,office,1\n"
    report = weigh(text, home=main_job)
    (lost,) = report["not_priced"]
    assert (lost["old_amount"], lost["new_amount"], report["worth"]) == ("373.28", None, "50.43")
    assert "paid in the old release alone; now: not in RVU26C" in lost["reason"]
    assert "1,493.12 in the old release, 0.00 in the new one" in report["summary"][-1]


@pytest.mark.cms
def test_an_amount_that_did_not_change_is_priced_at_nothing(weigh, main_job):
    """OPPS-2025-01 holds on both days, and the units of 45378 are the same in RVU25A and RVU25D."""
    text = "hcpcs,site,volume\n45378,hospital,10\n45378,hospital-facility,4\n"
    report = weigh(text, on=("--on", "2025-07-15", "--on", "2025-11-15"), home=main_job)
    assert [(row["old_amount"], row["new_amount"], row["worth"]) for row in report["priced"]] == [
        ("1088.97", "1088.97", "0.00"), ("911.71", "911.71", "0.00"),
    ]  # fmt: skip
    assert "OPPS: OPPS-2025-01 is in effect on both days, so nothing changed" in report["notes"]


MODIFIERS = st.sampled_from([(), ("26",), ("TC",), ("53",), ("59", "RT"), ("50",), ("ZZ",)])
LINE = st.tuples(
    st.integers(0, 10**6), MODIFIERS, st.sampled_from(SITES), st.decimals(0, 10**6, places=2)
)
BETWEEN = (date(2025, 11, 1), date(2026, 8, 1))
# A packaged service has no total to compare, but is worth what its professional is paid, if any.
AMOUNTS = """
    select office_amount, facility_professional_amount,
        coalesce(
            hopd_total_amount, hopd_facility_amount + facility_professional_amount,
            case when hopd_facility_amount = 0 then 0 end
        ),
        hopd_facility_amount,
        coalesce(
            asc_total_amount, asc_facility_amount + facility_professional_amount,
            case when asc_facility_amount = 0 then 0 end
        ),
        asc_facility_amount
    from payment_by_site
    where hcpcs = ? and modifier = ? and mac = 'national' and not qp
        and ? between effective_from and effective_through
"""


def compared(con, drawn, where: tuple[str, str]):
    """The lines that were drawn, of any codes there are, and their report."""
    codes = [
        row[0]
        for row in con.sql("select distinct hcpcs from internal.site_codes order by 1").fetchall()
    ]
    lines = [
        Volume(n, "", codes[at % len(codes)], modifiers, site, None, None, volume)
        for n, (at, modifiers, site, volume) in enumerate(drawn)
    ]
    found, held, _ = release_pairs.of_days(con, BETWEEN)
    asked = DiffRequest(found, [where], volumes=lines, held=held, days=BETWEEN)
    return lines, compare.compare(con, asked, None)


@pytest.mark.cms
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    drawn=st.lists(LINE, min_size=1, max_size=40),
    where=st.sampled_from([("national", "national"), ("10112", "00")]),
)
def test_units_in_are_units_priced_and_units_listed(main_job, drawn, where):
    with reader.reading(main_job) as con:
        lines, report = compared(con, drawn, where)
    priced, listed = ({row["line"] for row in report[name]} for name in ("priced", "not_priced"))
    assert sorted([*priced, *listed]) == list(range(len(lines)))
    assert all(row["reason"] for row in report["not_priced"])
    units = {n: line.volume for n, line in enumerate(lines)}
    assert report["volumes"]["units_priced"] == sum(units[n] for n in priced)
    assert report["volumes"]["units_not_priced"] == sum(units[n] for n in listed)


@pytest.mark.cms
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=st.lists(LINE, min_size=1, max_size=40))
def test_a_priced_line_is_what_payment_by_site_says_on_both_days(main_job, drawn):
    with reader.reading(main_job) as con:
        _, report = compared(con, drawn, ("national", "national"))
        for row in report["priced"]:
            paid = [
                con.execute(AMOUNTS, [row["hcpcs"], row["modifier"], day]).fetchall()[0]
                for day in BETWEEN
            ]
            at = SITES.index(row["site"])
            assert [row["old_amount"], row["new_amount"]] == [amounts[at] for amounts in paid]


@pytest.mark.cms
def test_a_drug_that_is_packaged_or_gone_keeps_its_third_decimal(genuine_home, tmp_path, capsys):
    """J0873 was 0.035 a unit in October 2025 and is packaged in July 2026; C9144 was 0.512."""
    (tmp_path / "v.csv").write_text(
        "hcpcs,site,volume\nJ0873,hospital-facility,100000\nC9144,hospital-facility,100000\n"
    )
    words = ["diff", "--on", "2025-11-15", "--on", "2026-08-01", "--json"]
    main([*words, "--weights", str(tmp_path / "v.csv"), "--home", str(genuine_home.folder)])
    report = json.loads(capsys.readouterr().out)
    assert report["priced"][0]["worth"] == "-3500.00"
    assert report["volumes"]["one_release"]["old_worth"] == "51200.00"
