"""Profiles: what another system reads comes out as that system reads it."""

import csv
import json
from decimal import ROUND_HALF_UP, Decimal

import duckdb
import pytest

from ratebook.build.models import all_models
from ratebook.cli.main import main
from ratebook.errors import UsageError
from ratebook.export import profiles
from ratebook.export.run import FORMATS
from tests.support import cms

pytestmark = pytest.mark.slow

MINE = """
says = "mine"
model = "gpci"
file = "mine.txt"
columns = [{ name = "place", source = "locality_name" }, { name = "work", source = "work_gpci" }]
"""


@pytest.fixture
def of_genuine(genuine_home, tmp_path):
    """A profile of the genuine files; gives the bytes of its one file."""

    def run(*words: str, status: int = 0) -> bytes:
        home = ["--home", str(genuine_home.folder)]
        assert main(["export", "--profile", *words, "--to", f"{tmp_path}/out", *home]) == status
        files = [p for p in (tmp_path / "out").glob("*") if p.name != "manifest.json"]
        return files[0].read_bytes() if files else b""

    return run


@pytest.fixture
def of_sample(sample_home, tmp_path):
    """A profile of the sample; gives its folder."""

    def run(*words: str, status: int = 0):
        home = ["--home", str(sample_home.folder)]
        assert main(["export", "--profile", *words, "--to", f"{tmp_path}/out/", *home]) == status
        return tmp_path / "out"

    return run


def rows(text: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(text.decode().splitlines()))


@pytest.mark.cms
def test_the_carrier_file_is_cms_own_byte_for_byte(of_genuine):
    made = of_genuine("carrier-file", "--on", "2025-10-15", "--where", "hcpcs = '76145'")
    assert made == (cms.ORACLES / "PFREV25C.txt").read_bytes()


@pytest.mark.cms
def test_a_whole_locality_of_rvu25a_has_9135_rows_of_132_bytes(of_genuine):
    made = of_genuine("carrier-file", "--on", "2025-01-01", "--locality", "02102-01")
    lines = made.split(b"\r\n")[:-5]
    assert len(lines) == 9135 and {len(line) + 2 for line in lines} == {132}
    assert len(made) - 9135 * 132 == 311
    keys = [(line[21:26], line[29:31]) for line in lines]
    assert keys == sorted(keys) and keys[0][0] == b"0446T" and b"G0011" in {k for k, _ in keys}


@pytest.mark.cms
@pytest.mark.parametrize(
    ("place", "code", "modifier", "found"),
    [("02102-01", "93976", "  ", "175.13 175.13 0.00 0.00 1 163.94 163.94"),
     ("02102-01", "93990", "TC", "127.50 127.50 0.00 0.00 1 114.57 114.57"),
     ("02102-01", "70450", "  ", "124.37 124.37 0.00 0.00 1 167.57 167.57"),
     ("13102-00", "97110", "  ", "30.44 30.44 22.85 22.85 9 0.00 0.00")],
)  # fmt: skip
def test_cms_own_figures_of_2025(of_genuine, place, code, modifier, found):
    made = of_genuine("carrier-file", "--on", "2025-01-01", "--locality", place)
    row = next(r for r in csv.reader(made.decode().splitlines()) if r[3:5] == [code, modifier])
    figures = [row[5], row[6], *row[11:]]
    assert [str(Decimal(f)) if "." in f else f for f in figures] == found.split()


@pytest.mark.cms
def test_the_primary_care_first_fee_is_zero_and_the_manifest_says_so(of_genuine, tmp_path):
    made = of_genuine("carrier-file", "--on", "2025-01-01", "--locality", "13102-00")
    row = next(r for r in csv.reader(made.decode().splitlines()) if r[3] == "99213")
    assert row[11] == "0000000.00"
    found = json.loads((tmp_path / "out/manifest.json").read_text())
    assert "Primary Care First" in found["warnings"][0] and found["rows"] == 9135


def test_the_carrier_file_of_2026_has_two_factors(of_sample):
    folder = of_sample("carrier-file", "--on", "2026-08-01", "--locality", "10112-00")
    ordinary = (folder / "PF26C-10112-00.txt").read_text()
    of_sample("carrier-file", "--on", "2026-08-01", "--locality", "10112-00", "--qp")
    other = (folder / "PF26C-10112-00-qp.txt").read_text()
    assert len(ordinary) == len(other) and ordinary != other


@pytest.mark.parametrize("percent", ["120", "112.5", "33.3333"])
def test_a_fee_schedule_is_a_percentage_rounded_half_up_once(of_sample, percent):
    words = ["fee-schedule", "--on", "2026-08-01", "--locality", "10112-00"]
    path = of_sample(*words) / "fee-schedule-10112-00-2026-08-01.csv"
    plain = {(r["code"], r["modifier"]): Decimal(r["fee"]) for r in rows(path.read_bytes())}
    of_sample(*words, "--percent", percent)
    for row in rows(path.with_stem(f"{path.stem}-{percent}pct").read_bytes()):
        exact = plain[row["code"], row["modifier"]] * Decimal(percent) / 100
        assert Decimal(row["fee"]) == exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


def test_the_manifest_says_what_was_asked_for(of_sample):
    words = ["fee-schedule", "--on", "2026-08-01", "--locality", "10112-00", "--percent", "112.5"]
    found = json.loads((of_sample(*words) / "manifest.json").read_text())
    assert found["asked"] == {"format": "csv", "on": "2026-08-01", "localities": "10112-00",
                              "percent": "112.5"}  # fmt: skip
    assert found["name"] == "fee-schedule" and found["releases"][0]["release"] == "RVU26C"


def test_a_fee_schedule_is_plain(of_sample):
    folder = of_sample("fee-schedule", "--on", "2026-08-01", "--locality", "national")
    text = (folder / "fee-schedule-national-2026-08-01.csv").read_bytes()
    row = next(r for r in rows(text) if r["code"] == "20560")
    assert row == {"code": "20560", "modifier": "", "description": "", "fee": "24.72",
                   "effective_date": "2026-07-01", "end_date": "2026-12-31"}  # fmt: skip
    assert b"$" not in text and text.count(b"\r\n") == text.count(b"\n")


def test_a_fee_schedule_of_a_facility_pays_less(of_sample):
    words = ["fee-schedule", "--on", "2026-08-01", "--locality", "national"]
    folder = of_sample(*words, "--site", "facility")
    found = rows((folder / "fee-schedule-national-2026-08-01-facility.csv").read_bytes())
    assert next(r["fee"] for r in found if r["code"] == "20560") == "12.36"


def test_a_chargemaster_has_rate_and_copayment(of_sample):
    folder = of_sample("chargemaster", "--on", "2025-02-01")
    found = rows((folder / "chargemaster-2025-02-01.csv").read_bytes())
    row = next(r for r in found if r["code"] == "45378")
    assert (row["apc"], row["status_indicator"]) == ("5311", "T")
    assert Decimal(row["minimum_copayment"]) < Decimal(row["opps_rate"]) > 0


def test_tall_has_one_amount_a_row(of_sample):
    folder = of_sample("tall", "--on", "2026-08-01", "--locality", "national")
    found = rows((folder / "tall-national-2026-08-01.csv").read_bytes())
    of_code = {(r["site"], r["amount_type"]): r["amount"] for r in found if r["hcpcs"] == "20560"}
    assert of_code[("office", "total")] == "24.72" and of_code[("hospital", "total")] == "41.91"
    assert of_code[("hospital", "patient")] == "8.38" and len(of_code) == 10


def test_a_profile_may_be_written_in_another_format(of_sample):
    words = ["carrier-file", "--on", "2026-08-01", "--locality", "10112-00"]
    folder = of_sample(*words, "--format", "parquet")
    path = folder / "PF26C-10112-00.parquet"
    kinds = dict(duckdb.sql(f"select column_name, column_type from (describe '{path}')").fetchall())
    assert kinds["nonfacility_before_cap"] == "DECIMAL(12,2)"


@pytest.mark.parametrize("name", profiles.known())
def test_a_profile_fits_its_model(sample, name):
    profile = profiles.find(name)
    model = next(m for m in all_models() if m.name == profile.model)
    found = [column for (column,) in sample(f"select column_name from (describe {model.name})")]
    profiles.require_columns(profile, [*found, "descriptor"])
    assert profile.says and profile.key


def test_a_profile_of_ones_own(sample_home, tmp_path):
    (tmp_path / "mine.toml").write_text(MINE)
    words = ["--profile", f"{tmp_path}/mine.toml", "--on", "2026-08-01", "--to", f"{tmp_path}/o/"]
    assert main(["export", *words, "--home", str(sample_home.folder)]) == 0
    assert (tmp_path / "o/mine.txt").read_text().startswith("place,work\n")


@pytest.mark.parametrize(
    ("change", "said"),
    [(("file =", "files ="), "setting 'files'"), (("work_gpci", "wrok"), "no column 'wrok'"),
     (('"gpci"', '"gcpi"'), "table 'gcpi' does not exist"), (("says =", "# "), "missing: says"),
     (("says =", 'quote = "some"\nsays ='), "quote cannot be"), (("[{ name", "[{ nam"), "'nam'"),
     (("says =", "says"), "not valid TOML"),
     (("says =", 'delimiter = ""\nsays ='), "delimiter must be a single character"),
     (("mine.txt", "../mine.txt"), "file is a file name"),
     (("mine.txt", "{day}.txt"), "file is a file name")],
)  # fmt: skip
def test_a_profile_that_is_wrong_is_refused_by_name(sample_home, tmp_path, capsys, change, said):
    (tmp_path / "mine.toml").write_text(MINE.replace(*change))
    words = ["--profile", f"{tmp_path}/mine.toml", "--to", f"{tmp_path}/o/"]
    assert main(["export", *words, "--home", str(sample_home.folder)]) == 2
    assert said in capsys.readouterr().err and not (tmp_path / "o").exists()


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [("carrier --on 2026-08-01", 2, "Profiles: carrier-file, chargemaster"),
     ("carrier-file --on 2030-01-01", 1, "no PFS release in effect on 2030-01-01 is loaded"),
     ("tall --on 2030-01-01", 1, "no release in effect on 2030-01-01"),
     ("carrier-file --on 2026-08-01 --locality 10112-07", 1, "10112-07 is not a locality on"),
     ("carrier-file --on 2026-08-01 --locality 7", 1, "No locality is called '7'"),
     ("carrier-file --percent 120", 2, "does not take --percent"),
     ("chargemaster --locality 10112-00", 2, "does not take --locality"),
     ("fee-schedule --on 2026-08-01", 2, "is for one locality"),
     ("tall --year 2026", 2, "--year goes with a table"),
     ("chargemaster --with-descriptors", 2, "no column for descriptors")],
)  # fmt: skip
def test_what_a_profile_cannot_do_is_said(of_sample, capsys, words, status, said):
    of_sample(*words.split(), status=status)
    assert said in capsys.readouterr().err


def test_an_amount_that_does_not_fit_stops_the_export(of_sample, tmp_path, capsys):
    text = profiles.known()["carrier-file"].read_text().replace("zeros = 10", "zeros = 4")
    (tmp_path / "narrow.toml").write_text(text)
    of_sample(f"{tmp_path}/narrow.toml", "--on", "2026-08-01", status=1)
    assert "does not fit into 4 characters" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_text_that_the_encoding_has_not_stops_the_export(of_sample, tmp_path, capsys):
    text = MINE.replace("says =", 'encoding = "ascii"\nsays =').replace(
        '{ name = "place", source = "locality_name" }', '{ name = "place", value = "é" }'
    )
    (tmp_path / "mine.toml").write_text(text)
    of_sample(f"{tmp_path}/mine.toml", "--on", "2026-08-01", status=1)
    assert "can't encode" in capsys.readouterr().err


def test_the_profile_in_the_docs_is_one():
    text = (cms.ROOT / "docs/how-to/exports.md").read_text()
    lines = text.split("`--profile lab/mine.toml`.\n\n")[1].split("\n\n")[0].splitlines()
    profile = profiles.parse("mine", "\n".join(line[4:] for line in lines))
    assert profile.columns[1].blanks == 2 and profile.line_end == "\r\n"


def test_the_docs_name_every_format_and_profile():
    text = (cms.ROOT / "docs/how-to/exports.md").read_text()
    assert all(f"`{name}`" in text for name in (*FORMATS, *profiles.known()))


def test_a_profile_that_is_no_data_is_refused():
    with pytest.raises(UsageError, match="not the name of a table"):
        profiles.parse("x", MINE.replace('"gpci"', '"gpci; drop"'))


@pytest.mark.cms
def test_a_facility_is_no_place_to_pay_a_professional_who_is_paid_nothing(genuine):
    """96446 is incident to a physician (PC/TC 5), Q0092 technical only (3), 70450 pays its 26."""
    found = genuine("""select distinct hcpcs, modifier from fee_schedule where release = 'RVU26C'
        and site_of_service = 'facility' and hcpcs in ('96446', 'Q0092', '70450')""")
    assert found == [("70450", "26")]


@pytest.mark.cms
def test_a_chargemaster_has_no_rate_that_is_not_paid_and_says_why(genuine):
    """50600 is inpatient only (C) in January 2025, and CMS prints a rate all the same."""
    found = genuine("select opps_rate, no_rate_reason from chargemaster where hcpcs = '50600' "
                    "and release = 'OPPS-2025-01'")  # fmt: skip
    assert found[0][0] is None and "status indicator C" in found[0][1]
    assert genuine("select count(*) from chargemaster where (opps_rate is null or opps_rate = 0) "
                   "and no_rate_reason is null") == [(0,)]  # fmt: skip


def test_what_is_not_there_has_a_reason_and_what_is_there_has_none(sample):
    blank = "payment_amount is null or payment_amount = 0"
    assert sample(f"select count(*) from tall_payment where ({blank}) <> (reason is not null)") == [
        (0,)
    ]


@pytest.mark.cms
def test_a_data_set_that_is_absent_is_told_and_strict_refuses(genuine_home, tmp_path, capsys):
    words = ["export", "--profile", "tall", "--on", "2026-03-01", "--locality", "national",
             "--to", f"{tmp_path}/", "--home", str(genuine_home.folder)]  # fmt: skip
    assert main([*words, "--strict"]) == 1 and list(tmp_path.iterdir()) == []
    assert "no PFS release in effect on 2026-03-01" in capsys.readouterr().err
