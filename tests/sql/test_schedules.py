"""Drugs, equipment, anesthesia, laboratory tests in the sites; names and search, on CMS's files."""

import csv
import io
import zipfile
from decimal import Decimal

import pytest

from ratebook.cli.main import main
from ratebook.home import Home
from tests.conftest import rows_of
from tests.support import cms

pytestmark = pytest.mark.cms
ZIPS = cms.FOLDER / "files" / "zip"
PRICE = "select {} from payment_by_place(?, '', 'nation', '', ?)"


@pytest.fixture(scope="module")
def licensed(tmp_path_factory):
    """A home whose license is accepted, with one release of each schedule and what is added."""
    folder = tmp_path_factory.mktemp("licensed")
    at = ["--home", str(folder)]
    names = (
        "RVU25C RVU25D OPPS-2025-07 ASC-2025-07 CLFS-2025-10 ASP-2025-07 NDC-2025-07 DME-2025-01 "
        "HCPCS-2020-10 AOC-2024-07 ZIP5-2025-10 WAGE-2025"
    )
    assert main(["accept-ama-license", *at]) == 0
    assert main(["refresh", *names.split(), *at, "--cms", str(cms.FOLDER)]) == 0
    added = [str(path) for path in sorted(ZIPS.glob("anesthesia-*.zip"))]
    assert main(["add", *added, *at]) == 0
    return Home(folder)


@pytest.fixture(scope="module")
def licensed_2026(tmp_path_factory):
    """RVU26C, which has no anesthesia factors, and the list of base units."""
    folder = tmp_path_factory.mktemp("licensed-2026")
    at = ["--home", str(folder)]
    assert main(["refresh", "RVU26C", *at, "--cms", str(cms.FOLDER)]) == 0
    assert main(["add", str(ZIPS / "anesthesia-base-units-cy2022.zip"), *at]) == 0
    return rows_of(folder / "warehouse" / "ratebook.duckdb")


def shown(home, capsys, *words):
    capsys.readouterr()
    assert main(["show", *words, "--home", str(home.folder)]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("release", "limit"),
    [("ASP-2024-01", "55.730"), ("ASP-2025-07", "58.562"), ("ASP-2026-01", "59.726")],
)  # fmt: skip
def test_a_drugs_limit_is_per_unit_with_three_decimals(genuine, release, limit):
    found = "select unit_rate, unit from payment where hcpcs = 'J9271' and release = ?"
    assert genuine(found, release) == [(Decimal(limit), "1 MG")]


def test_drug_limits_are_those_of_opps_in_the_same_quarter(genuine):
    counted = "select compared - rows, compared from checks where rule = 'drug_limits_equal_opps'"
    assert genuine(f"{counted} and release = 'ASP-2024-01'") == [(458, 464)]
    assert genuine(f"{counted} and release = 'ASP-2026-01'") == [(497, 497)]


def test_a_drug_in_an_office_is_paid_its_limit_and_the_patient_the_printed_part(genuine):
    found = "office_amount, office_unit_rate, office_paid_by, billing_unit, office_patient_amount"
    own = genuine(PRICE.format(found), "J0897", "2025-08-01")
    assert own == [(Decimal("29.24"), Decimal("29.237"), "ASP", "1 MG", Decimal("5.09"))]


def test_a_drug_of_a_hospital_in_2026_has_the_patients_part_of_its_quarter_alone(genuine):
    found = PRICE.format("hopd_facility_patient_amount, hopd_patient_reason is null")
    assert genuine(found, "J0897", "2026-01-15") == [(Decimal("5.18"), True)]
    assert genuine(found, "J0897", "2026-08-01") == [(None, False)]


def test_a_laboratory_test_pays_an_office_and_a_hospital_alike_and_the_patient_nothing(genuine):
    names = "office_amount, hopd_total_amount, hopd_patient_amount, office_paid_by, hopd_paid_by"
    tests = genuine(PRICE.format(names), "80053", "2025-10-15")
    assert tests == [(Decimal("10.56"), Decimal("10.56"), Decimal(0), "CLFS", "CLFS")]


def test_a_deductible_is_not_taken_from_a_laboratory_test(genuine):
    own = (
        "select office_patient_amount from payment_by_place('80053', '', 'nation', '', '2025-10-15'"
    )
    assert genuine(f"{own}, deductible_left := 257)") == [(Decimal(0),)]


def test_a_schedule_that_is_not_loaded_is_named_with_the_verb(genuine):
    found = PRICE.format("office_amount, office_reason")
    ((amount, reason),) = genuine(found, "J0897", "2023-08-01")
    assert amount is None
    assert "`ratebook refresh ASP-2023-07`" in reason


def test_a_zip_code_takes_the_fee_of_its_former_bidding_area(licensed, capsys):
    text = shown(licensed, capsys, "E0601-RR", "--zip", "35004", "--on", "2025-02-01")
    assert "former bidding area Birmingham, AL" in text
    assert "$55.11" in text


def test_a_rural_zip_code_takes_the_rural_fee_and_another_the_states(licensed, capsys):
    rural = shown(licensed, capsys, "E0143-NU", "--zip", "03046", "--on", "2025-02-01")
    assert "NH rural" in rural
    assert "$103.95" in rural
    assert "$8.32" in shown(licensed, capsys, "A4253-NU", "--zip", "94110", "--on", "2025-02-01")


def test_without_a_zip_code_a_rural_fee_leaves_the_amount_open(licensed, capsys):
    text = shown(licensed, capsys, "E0143-NU", "--state", "AL", "--on", "2025-02-01")
    assert "$59.29 in AL, $103.95 in AL rural" in text


def test_a_release_without_zip_files_shows_both_fees(genuine_home, capsys):
    text = shown(genuine_home, capsys, "E0601-RR", "--zip", "35004", "--on", "2026-02-01")
    assert "$51.94 in AL, $97.02 in AL rural" in text
    assert "has no ZIP code files" in text


def test_every_fee_is_the_cell_of_its_column(genuine):
    with zipfile.ZipFile(ZIPS / "dme25.zip") as archive:
        rows = list(csv.reader(io.StringIO(archive.read("DMEPOS_JAN.csv").decode("cp1252"))))
    head = next(row for row in rows if row[0] == "HCPCS")
    places = {at: name.replace(" (NR)", "").replace("(R)", "rural") for at, name in enumerate(head)}
    printed = {
        (row[0], "-".join(filter(None, row[1:3])), places[at]): Decimal(row[at])
        for row in rows[rows.index(head) + 1 :]
        for at in range(7, len(head) - 1)
        if head[at].endswith("(NR)") or Decimal(row[at])
    }
    fees = genuine(
        "select hcpcs, modifier, place, fee from dme_fees "
        "where release = 'DME-2025-01' and source_file = 'DMEPOS_JAN.csv'"
    )
    assert {(hcpcs, modifier, place): fee for hcpcs, modifier, place, fee in fees} == printed


@pytest.mark.parametrize(
    ("code", "modifier", "minutes", "amount"),
    [("00811", "", 37, "125.52"), ("01402", "AA", 129, "301.24"), ("01402", "QK", 129, "150.62"),
     ("01402", "AD", 129, "57.93"), ("00811", "QZ", 22, "106.21"), ("00142", "AA", 23, "106.21")],
)  # fmt: skip
def test_anesthesia_pays_base_and_time(licensed, code, modifier, minutes, amount):
    found = "select amount from anesthesia_payment(?, ?, '10112', '00', '2025-11-15', ?)"
    assert rows_of(licensed.database)(found, code, modifier, minutes) == [(Decimal(amount),)]


def test_anesthesia_of_a_year_without_factors_is_refused_by_name(licensed_2026):
    at = "anesthesia_payment('00811', '', '10112', '00', '2026-08-01', 37)"
    ((amount, reason),) = licensed_2026(f"select amount, reason from {at}")
    assert amount is None
    assert "RVU26C has no anesthesia factor" in reason


def test_factors_of_the_workbook_are_those_of_the_release(licensed):
    differ = """
        select count(*), count(*) filter (a.conversion_factor <> b.conversion_factor)
        from anesthesia_conversion_factors as a inner join anesthesia_conversion_factors as b
            on a.mac = b.mac and a.locality = b.locality
        where a.release = 'ANES-CF-2025' and b.release = 'RVU25D'
    """
    assert rows_of(licensed.database)(differ) == [(109, 0)]


def test_names_are_cmss_and_where_accepted_the_amas(licensed, genuine):
    owner = "select owner, name is not null from code_names where hcpcs = ?"
    own = rows_of(licensed.database)
    assert own(owner, "20560") == [("AMA", True)]
    assert own("select name from code_names where hcpcs = 'J0897'") == [
        ("Injection, denosumab, 1 mg",)
    ]
    assert genuine("select distinct owner from code_names") == [("CMS",)]


def test_a_name_of_two_rows_is_one(licensed):
    found = "select name from code_names where hcpcs = 'G0503'"
    ((name,),) = rows_of(licensed.database)(found)
    assert name.endswith("goals and are prepared for discharge from active treatment")


@pytest.mark.parametrize(
    ("words", "first"),
    [("dry needling", {"20560", "20561"}), ("colonoscopy biopsy", {"45380"}),
     ("mri lumbar", {"72148", "72149", "72158"}), ("4538", {"45380"}), ("denosumab", {"J0897"})],
)  # fmt: skip
def test_words_find_codes(licensed, words, first):
    found = rows_of(licensed.database)("select hcpcs from search_codes(?, 3)", words)
    assert first <= {hcpcs for (hcpcs,) in found}


def test_related_codes_are_the_family(licensed):
    found = dict(rows_of(licensed.database)("select code, relation from related_codes('45380')"))
    assert found["45378"] == "endoscopic base"
    assert found["45385"] == "same endoscopic base"
    assert rows_of(licensed.database)("select code from related_codes('70450')")[0] == ("70450-26",)


def test_an_add_on_code_stands_with_its_primaries(licensed):
    related = "select code from related_codes(?) where relation = ?"
    assert ("11042",) in rows_of(licensed.database)(related, "11045", "primary")
    assert ("11045",) in rows_of(licensed.database)(related, "11042", "add-on")


def test_an_export_has_no_names_without_being_asked(licensed, tmp_path):
    words = [
        "export",
        "code_names",
        "--to",
        str(tmp_path / "x.csv"),
        "--home",
        str(licensed.folder),
    ]
    assert main(words) == 2
    assert main([*words, "--with-descriptors"]) == 0


def test_amounts_that_cms_published_are_compared(licensed, tmp_path, capsys):
    with zipfile.ZipFile(tmp_path / "pfrev25c.zip", "w") as made:
        made.write(cms.ORACLES / "PFREV25C.txt", "PFREV25C.txt")
    at = ["--home", str(licensed.folder)]
    assert main(["add", str(tmp_path / "pfrev25c.zip"), *at]) == 0
    assert main(["check", *at]) == 0
    assert "109 of 109 amounts of PFREV25C equal" in capsys.readouterr().out


def test_a_list_of_every_kind_in_three_zip_codes_is_one_workbook(licensed, tmp_path):
    codes = "99213 72148 45380 27447 97110 77067 80053 J0897 E0143-NU 00811 90662 A0425".split()
    target = tmp_path / "rates.csv"
    words = [*codes, "--zip", "94110,35004,10001", "--on", "2025-10-15", "--minutes", "37"]
    main(["show", *words, "--to", str(target), "--home", str(licensed.folder)])
    with target.open() as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 3 * len(codes)
    for row in rows:
        for site, amount in (
            ("office", "amount"),
            ("hopd", "facility_amount"),
            ("asc", "facility_amount"),
        ):
            assert row[f"{site}_{amount}"] or row[f"{site}_reason"] or row["why_nothing"], row[
                "code"
            ]
