"""The command line: each verb as a person types it, what it prints, and its exit status."""

import json
import subprocess
import sys
from http.server import SimpleHTTPRequestHandler

import pytest

from ratebook.cli.main import main
from tests.support import cms


@pytest.fixture
def ratebook(sample_home, capsys):
    """Run `ratebook` on the sample; gives exit status, standard output and standard error."""

    def run(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        status = main([*words, "--home", str(sample_home.folder)])
        return status, *capsys.readouterr()

    return run


def test_show_prints_the_three_sites_with_their_sources(ratebook):
    status, out, err = ratebook("show", "20560", "--on", "2026-07-01")
    assert status == 0
    for part in ("$24.72", "$29.55", "$12.36", "$41.91", "APC 5731, status indicator S",
                 "not on the ASC list of ASC-2026-01", "RVU26C, PPRRVU2026_Jul_nonQPP.csv, row",
                 "OPPS-2026-07, 2026_July_Web_Addendum_B.csv, row"):  # fmt: skip
        assert part in out
    assert "ASC-2026-01 is stale: a later release has been due since 2026-04-01" in err


def test_every_table_of_the_sample_says_that_it_is_one(ratebook):
    for words in (("show", "20560"), ("explain", "20560"), ("sql", "select 1 as one"), ("status",),
                  ("check",)):  # fmt: skip
        assert "SAMPLE DATA" in ratebook(*words)[1].split("\n")[0]


def test_json_keeps_amounts_as_text_and_dates_as_iso(ratebook):
    found = json.loads(ratebook("show", "20560", "--on", "2026-07-01", "--json")[1])
    assert found["office"]["amount"] == "24.72" and found["on"] == "2026-07-01"
    assert found["hospital"]["source"]["file"] == "2026_July_Web_Addendum_B.csv"
    assert found["origin"] == "sample"


def test_qp_asks_for_the_second_factor(ratebook):
    assert "$24.84" in ratebook("show", "20560", "--on", "2026-07-01", "--qp")[1]
    assert (
        "RVU25D has a single conversion factor"
        in ratebook("show", "20560", "--on", "2025-11-01", "--qp")[2]
    )


def test_a_zip_code_finds_its_locality(ratebook):
    status, out, _ = ratebook("show", "20560", "--zip", "35203", "--on", "2025-11-01")
    assert status == 0 and "10112-00 ALABAMA, AL" in out


def test_a_split_zip_is_said_and_not_guessed(ratebook, sample):
    ((split,),) = sample("select min(zip) from zip_localities where split")
    status, out, err = ratebook("show", "20560", "--zip", split, "--on", "2025-11-01")
    assert (status, out) == (1, "")
    assert "is in more than one locality" in err and "--locality" in err


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (("show", "2056"), 2, "'2056' is not a valid code"),
        (("show", "20560", "--locality", "00"), 1, "'00' matches 17 localities"),
        (("show", "20560", "--locality", "housten"), 1, "Did you mean HOUSTON?"),
        (
            ("show", "20560", "--zip", "35203", "--state", "AL"),
            2,
            "a ZIP code already has its state",
        ),
        (("refresh", "RVU25"), 2, "'RVU25' is not the name of a release"),
        (("show", "20560", "--zip", "3520"), 2, "is not a five-digit ZIP"),
        (("show", "20560", "--zip", "00000"), 1, "is not in any release in effect on"),
        (
            ("show", "00000", "--on", "2026-07-01"),
            1,
            "is not in any of RVU26C, OPPS-2026-07, ASC-2026-01",
        ),
        (("show", "20560-ZZ", "--on", "2026-07-01"), 1, "has no row with modifier 'ZZ'"),
        (
            ("show", "20560", "--on", "2023-07-01"),
            1,
            "No loaded release is in effect on 2023-07-01",
        ),
        (("show", "20560", "--locality", "99999-99"), 1, "99999-99 is not a locality on"),
        (("show", "20560", "--on", "2026-11-01", "--strict"), 1, "is stale: a later release"),
        (("refresh", "RVU25X"), 2, "Did you mean RVU25"),
        (("sql", "selec 1"), 2, "DuckDB says"),
        (("export", "nothing", "--format", "csv", "--to", "x"), 2, "Table 'nothing'"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(ratebook, words, status, says):
    found, out, err = ratebook(*words)
    assert (found, out) == (status, "")
    assert says in err and err.startswith("ratebook: ")


@pytest.mark.parametrize("words", [("show",), ("show", "20560", "--on", "July"), ("fly",)])
def test_wrong_usage_is_status_2(ratebook, words):
    with pytest.raises(SystemExit) as error:
        ratebook(*words)
    assert error.value.code == 2


def test_explain_prints_inputs_formula_and_rounding(ratebook):
    out = ratebook("explain", "20560", "--locality", "10112-00", "--on", "2026-07-01")[1]
    assert "(0.3100 x 1.0000 + 0.4200 x 0.8750 + 0.0100 x 0.5660) x 33.4009" in out
    assert "rounded half up to the cent: 22.82" in out
    assert "RVU26C, GPCI2026.csv, row" in out


def test_explain_shows_where_the_opps_cap_bites(ratebook, sample):
    ((code,),) = sample(
        "select min(hcpcs) from pfs_payment where nonfacility_amount < nonfacility_before_cap "
        "and modifier = '' and mac = 'national' and release = 'RVU25D'"
    )
    assert "the lower of the two is paid" in ratebook("explain", code, "--on", "2025-11-01")[1]


def test_sql_reads_and_only_reads(ratebook, tmp_path):
    assert "33.4009" in ratebook("sql", "select * from conversion_factors")[1]
    for statement in ("drop table pfs_rvu", "create table x as select 1", "select 1; select 2",
                      f"copy pfs_rvu to '{tmp_path}/x.csv'", "from read_csv('/etc/passwd')",
                      "attach '/tmp/x.duckdb'", "set enable_external_access = true"):  # fmt: skip
        status, out, _ = ratebook("sql", statement)
        assert (status, out) == (2, ""), statement


def test_status_says_what_holds_today_and_what_is_missing(ratebook):
    found = json.loads(ratebook("status", "--json")[1])
    assert [r["release"] for r in found["loaded"] if r["dataset"] == "PFS"] == [
        "RVU24C", "RVU25D", "RVU26C"
    ]  # fmt: skip
    assert "RVU25A" in [r["release"] for r in found["not_loaded"]]
    assert ratebook("status")[0] == 0


def test_check_runs_the_rules_on_the_published_file(ratebook):
    status, out, _ = ratebook("check")
    assert status == 0 and "oppscap_prices" in out


def test_sample_and_real_data_never_meet(ratebook):
    status, _, err = ratebook("refresh", "RVU25D", "--cms", str(cms.SAMPLE))
    assert status == 2 and "sample and real data are never mixed" in err


def test_without_a_warehouse_it_says_how_to_get_one(tmp_path, capsys):
    assert main(["show", "20560", "--home", str(tmp_path)]) == 1
    assert "ratebook refresh" in capsys.readouterr().err


@pytest.mark.slow
def test_offline_builds_from_raw_alone(tmp_path, capsys):
    home = ["--home", str(tmp_path), "--cms", str(cms.SAMPLE)]
    assert main(["refresh", "RVU26C", "--offline", *home]) == 1
    assert "Run without --offline" in capsys.readouterr().err
    assert main(["refresh", "RVU26C", *home]) == 0
    assert main(["refresh", "--offline", "--home", str(tmp_path), "--cms", "/nowhere"]) == 0


@pytest.mark.slow
def test_environment_names_home_and_cms(tmp_path, monkeypatch):
    monkeypatch.setenv("RATEBOOK_HOME", str(tmp_path))
    monkeypatch.setenv("RATEBOOK_CMS", str(cms.SAMPLE))
    assert main(["refresh", "RVU26C"]) == 0
    assert (tmp_path / "warehouse" / "ratebook.duckdb").exists()


@pytest.mark.slow
def test_without_names_a_year_s_missing_releases_are_told_and_not_fatal(tmp_path, capsys):
    status = main(["refresh", "--year", "2026", "--home", str(tmp_path), "--cms", str(cms.SAMPLE)])
    assert status == 0
    out = capsys.readouterr().out
    assert "due, but not found on CMS's pages or at a known address" in out
    assert "RVU26D since 2026-10-01" in out


@pytest.mark.cms
@pytest.mark.parametrize("over", ["folder", "http"])
def test_the_main_job_on_genuine_files(tmp_path, serve, capsys, over):
    base = str(cms.FOLDER) if over == "folder" else serve(cms.FOLDER)
    assert main(["refresh", *cms.MAIN_JOB, "--cms", base, "--home", str(tmp_path)]) == 0
    assert "0 rejected" in capsys.readouterr().out
    assert main(["show", "20560", "--on", "2026-07-01", "--home", str(tmp_path)]) == 0
    assert "$41.91" in capsys.readouterr().out


@pytest.mark.cms
def test_the_job_goes_on_when_the_server_has_a_bad_moment(tmp_path, serve):
    asked = []

    class Moody(SimpleHTTPRequestHandler):
        def __init__(self, *args: object) -> None:
            super().__init__(*args, directory=str(cms.FOLDER))

        def do_GET(self) -> None:
            asked.append(self.path)
            if len(asked) % 3 == 1:
                self.send_error(503)
            else:
                super().do_GET()

        def log_message(self, *args: object) -> None:
            return None

    base = serve(handler=Moody)
    names = ["RVU26C", "OPPS-2026-07"]
    assert main(["refresh", *names, "--cms", base, "--home", str(tmp_path)]) == 0


def test_the_command_line_imports_neither_prefect_nor_polars():
    code = (
        "import sys; from ratebook.cli.main import main;"
        "main(['show', '20560', '--home', '/nowhere']);"
        "sys.exit(1 if {'prefect', 'polars'} & set(sys.modules) else 0)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True)
    assert found.returncode == 0, found.stderr


@pytest.mark.slow
def test_refresh_does_not_import_prefect(tmp_path):
    words = ["refresh", "RVU26C", "--cms", str(cms.SAMPLE), "--home", str(tmp_path)]
    code = (
        f"import sys; from ratebook.cli.main import main; assert main({words!r}) == 0;"
        "sys.exit(1 if 'prefect' in sys.modules else 0)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 0


@pytest.mark.slow
def test_a_scheduled_run_goes_on_without_what_stands_behind_the_license(tmp_path, serve, capsys):
    """Nobody named the files, so the rest is published; the exit status tells that some wait."""

    class Gate(SimpleHTTPRequestHandler):
        def __init__(self, *args: object) -> None:
            super().__init__(*args, directory=str(cms.SAMPLE))

        def do_GET(self) -> None:
            if "rvu" in self.path:
                return super().do_GET()
            page = b"<html><form action='/license/ama?file=x'>license agreement</form></html>"
            self.send_response(200)
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *args: object) -> None:
            return None

    words = ["refresh", "--year", "2026", "--cms", serve(handler=Gate), "--home", str(tmp_path)]
    assert main(words) == 1
    said = capsys.readouterr()
    assert "OPPS-2026-07" in said.err and "AMA license" in said.err and "published" in said.out
    assert main(["show", "20560", "--on", "2026-08-01", "--home", str(tmp_path)]) == 0


def test_a_site_that_cannot_be_reached_is_one_line(tmp_path, capsys):
    words = ["refresh", *cms.MAIN_JOB, "--cms", "http://127.0.0.1:9", "--home", str(tmp_path)]
    assert main(words) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_a_site_without_any_of_the_files_is_told(tmp_path, capsys):
    (tmp_path / "empty").mkdir()
    words = ["refresh", "--cms", str(tmp_path / "empty"), "--home", str(tmp_path / "home")]
    assert main(words) == 1
    assert "Has CMS moved its files?" in capsys.readouterr().err
