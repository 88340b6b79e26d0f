"""`ratebook serve` over a real server: what it answers, what it refuses, and that it is safe."""

import json
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from datetime import date
from decimal import Decimal

import duckdb
import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st

from ratebook.cli.main import main
from ratebook.serve.change_since import a_year_before
from ratebook.serve.schema import Changes, CodeAnswer, Comparison
from tests.support.serving import serving

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server(sample_home):
    with serving(sample_home.folder) as address:
        yield address


@pytest.fixture
def ask(server):
    """GET an address of the server; gives the response."""
    return lambda path, **more: requests.get(server + path, timeout=20, **more)


def test_the_page_of_20560_shows_both_amounts_with_their_sources(ask):
    page = ask("/code/20560?on=2026-07-01").text
    for part in ("$24.72", "$29.55", "$12.36", "$41.91", "APC 5731", "$5.91",
                 "RVU26C, PPRRVU2026_Jul_nonQPP.csv, row", "SAMPLE DATA",
                 "OPPS-2026-07, 2026_July_Web_Addendum_B.csv, row",
                 "not on the ASC list of ASC-2026-01", "copyright American Medical"):  # fmt: skip
        assert part in page


def test_json_and_command_line_say_the_same(ask, sample_home, capsys):
    found = ask("/api/v1/codes/45378?locality=10112-00&on=2026-07-01").json()
    words = ["explain", "45378", "--locality", "10112-00", "--on", "2026-07-01", "--json"]
    assert main([*words, "--home", str(sample_home.folder)]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert {name: found[name] for name in printed} == printed


def test_a_zip_code_decides_the_place(ask):
    found = ask("/api/v1/codes/20560?zip=35203&on=2025-11-01").json()
    assert found["place"] == "10112-00" and "ZIP5-2025-10" in found["notes"][0]


def test_the_qp_factor_and_a_modifier(ask):
    assert ask("/api/v1/codes/20560?on=2026-07-01&qp=true").json()["office"]["amount"] == "24.84"
    assert ask("/api/v1/codes/70450-26?on=2026-07-01").json()["modifier"] == "26"


def test_indicators_are_told_in_words(ask):
    told = ask("/api/v1/codes/45378?on=2026-07-01").json()["indicators"]
    words = {i["indicator"]: (i["value"], i["meaning"]) for i in told}
    assert words["global_days"] == ("000", "the day itself")
    assert words["status_indicator"][0] == "T"
    assert all(i["meaning"] for i in told)


def test_history_and_localities_are_those_of_the_warehouse(ask, sample):
    found = ask("/api/v1/codes/20560?locality=10112-00&on=2026-07-01").json()
    rows = sample(
        "select effective_from, office_amount from payment_by_site where hcpcs = '20560' "
        "and modifier = '' and not qp and mac = '10112' order by 1"
    )
    told = [(s["effective_from"], s["office_amount"]) for s in found["history"]
            if s["releases"]["pfs"]]  # fmt: skip
    assert told == [(first.isoformat(), amount and str(amount)) for first, amount in rows]
    ((places,),) = sample("select count(*) from gpci where release = 'RVU26C'")
    assert len(found["localities"]) == found["standing"]["of"] == places


def test_the_parts_of_a_change_add_up(ask):
    found = ask("/api/v1/codes/20560/changes?on=2026-11-01").json()
    Changes.model_validate(found)
    assert [c["site"] for c in found["changes"]] == ["office", "professional", "hospital"]
    for change in found["changes"]:
        assert sum(Decimal(p["amount"]) for p in change["parts"]) == Decimal(change["change"])
    assert ", factor +$" in ask("/code/20560?on=2026-11-01&changes=true").text


def test_a_day_a_year_before_a_leap_day_is_28_february():
    assert a_year_before(date(2024, 2, 29)) == date(2023, 2, 28)


def test_csv_has_the_columns_and_rows_of_payment_by_site(ask, sample):
    found = ask("/api/v1/codes/20560.csv?locality=10112-00&on=2026-07-01")
    lines = found.text.splitlines()
    columns = [c for (c,) in sample("select column_name from (describe payment_by_site)")]
    assert lines[0].split(",") == columns
    assert "attachment" in found.headers["Content-Disposition"]
    assert any(line.startswith("20560,,10112,00,ALABAMA") for line in lines)


def test_compare_answers_each_code_or_says_why_not(ask):
    found = ask("/api/v1/compare?code=20560&code=00000&code=45378&on=2026-07-01").json()
    Comparison.model_validate(found)
    assert [c.get("type") for c in found["codes"]] == [
        None,
        "urn:ratebook:problem:unknown-code",
        None,
    ]
    page = ask("/compare?code=20560+00000&on=2026-07-01").text
    assert "$41.91" in page and "00000 is not in any of RVU26C" in page


def test_search_finds_codes_by_how_they_begin(ask):
    assert [c["hcpcs"] for c in ask("/api/v1/search?q=2056").json()["codes"]][:1] == ["20560"]
    assert "/code/20560" in ask("/?q=205").text
    assert ask("/find?q=20560", allow_redirects=False).headers["Location"].startswith("/code/20560")
    assert "/compare?code=20560&code=45378" in ask("/find?q=20560,45378").url


def test_releases_checks_and_localities(ask):
    assert "RVU26C" in [r["release"] for r in ask("/api/v1/releases").json()["releases"]]
    assert "oppscap_prices" in [c["rule"] for c in ask("/api/v1/checks").json()["checks"]]
    assert len(ask("/api/v1/localities?on=2026-07-01").json()["localities"]) == 109
    assert "stale: since 2026-10-01" in ask("/releases").text


def test_not_payable_is_an_answer_with_reasons(ask, sample):
    ((code,),) = sample(
        "select min(hcpcs) from payment_by_site where mac = 'national' and modifier = '' "
        "and date '2026-07-01' between effective_from and effective_through and not qp and "
        "coalesce(office_amount, facility_professional_amount, hopd_facility_amount, "
        "asc_facility_amount) is null"
    )
    found = ask(f"/api/v1/codes/{code}?on=2026-07-01")
    assert found.status_code == 200 and found.json()["payable"] is False
    assert found.json()["office"]["reason"] and found.json()["office"]["amount"] is None


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("00000?on=2026-07-01", 404, "unknown-code"),
        ("20560?on=2019-07-01", 404, "unloaded-date"),
        ("20560-26?on=2026-07-01", 404, "no-such-modifier"),
        ("20560?locality=99999-99&on=2026-07-01", 404, "unknown-locality"),
        ("20560?zip=00000&on=2026-07-01", 404, "unknown-zip"),
        ("20560?qp=true&on=2025-11-01", 404, "no-qp"),
        ("2056?on=2026-07-01", 422, "bad-request"),
        ("20560?on=July", 422, "bad-request"),
        ("20560?locality=00", 409, "several-localities"),
        ("20560?qp=maybe", 422, "bad-request"),
        ("x" * 5000, 414, "too-long"),
    ],
)
def test_what_cannot_be_answered_is_a_problem_document(ask, path, status, kind):
    found = ask(f"/api/v1/codes/{path}")
    assert (found.status_code, found.json()["type"]) == (status, f"urn:ratebook:problem:{kind}")
    assert found.headers["Content-Type"] == "application/problem+json"
    if status == 404:
        assert (
            found.json()["on"] == re.search(r"on=([\d-]+)", path)[1] and "releases" in found.json()
        )
        page = ask(f"/code/{path}", allow_redirects=False)
        assert page.status_code == (303 if kind == "no-such-modifier" else 404)


def test_a_split_zip_is_a_conflict_that_names_the_choices(ask, sample):
    ((split,),) = sample("select min(zip) from zip_localities where split")
    found = ask(f"/api/v1/codes/20560?zip={split}&on=2025-11-01")
    assert found.status_code == 409 and "more than one locality" in found.json()["detail"]
    assert all(re.fullmatch(r"\d{5}-\d\d", key) for key in found.json()["choices"])


def test_every_answer_is_as_the_description_says(ask):
    described = ask("/api/openapi.json").json()
    assert "/api/v1/codes/{code}" in described["paths"]
    for path in ("20560", "70450-26", "99203", "G0463", "20560?on=2025-11-01"):
        CodeAnswer.model_validate(ask(f"/api/v1/codes/{path}").json())


def test_an_answer_that_the_reader_has_is_not_sent_again(ask):
    tag = ask("/code/20560").headers["ETag"]
    assert ask("/code/20560", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("path", ["/", "/code/20560", "/api/v1/codes/20560", "/code/%00", "/x"])
def test_nothing_on_a_page_may_run_or_be_framed_or_guessed(ask, path):
    found = ask(path)
    policy = found.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy
    assert found.headers["X-Content-Type-Options"] == "nosniff"
    assert found.headers["Referrer-Policy"] == "no-referrer" and "Server" not in found.headers
    assert not re.search(r"<[^>]+\s(style|on[a-z]+)=", found.text)


def test_what_is_typed_is_escaped(ask):
    page = ask("/", params={"q": "<script>alert(1)</script>"}).text
    assert "<script>alert" not in page and "&lt;script&gt;" in page


def test_only_reading_is_served(server):
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS"):
        assert requests.request(method, server + "/code/20560", timeout=9).status_code == 405
    head = requests.head(server + "/code/20560", timeout=9)
    assert (
        head.status_code == 200 and head.text == "" and int(head.headers["Content-Length"]) > 9999
    )


def test_another_host_name_is_refused(ask):
    assert ask("/", headers={"Host": "evil.example"}).status_code == 400
    assert ask("/", headers={"Host": "localhost:80"}).status_code == 200


def test_a_fault_tells_a_reference_and_nothing_of_the_machine(sample_home, tmp_path):
    """A warehouse that loses a table while it is served: the log has it, the answer has not."""
    home = tmp_path / "home"
    shutil.copytree(sample_home.warehouse, home / "warehouse")
    with duckdb.connect((home / "warehouse" / "ratebook.duckdb").as_posix()) as con:
        con.execute("drop table pfs_rvu")
    with serving(home) as address:
        for path in ("/code/20560", "/api/v1/codes/20560"):
            found = requests.get(address + path, timeout=9)
            assert found.status_code == 500 and re.search("reference [0-9a-f]{12}", found.text)
            assert "pfs_rvu" not in found.text and str(home) not in found.text


text = st.text(max_size=24)
words = st.one_of(
    text, st.sampled_from(["20560", "70450-26", "99999", "10112-00", "national", "2026-07-01",
                           "0001-01-01", "9999-12-31", "2024-02-29", "35203", "true", "", "ÀÀÀÀÀ"]),
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    path=st.sampled_from(["/code/{}", "/api/v1/codes/{}", "/api/v1/codes/{}.csv", "/compare",
                          "/api/v1/compare", "/find", "/", "/api/v1/search", "/api/v1/localities",
                          "/{}", "/static/{}", "/api/v1/codes/{}/changes"]),
    code=words,
    params=st.dictionaries(
        st.sampled_from(["locality", "zip", "on", "qp", "code", "q", "compare", "changes"]),
        st.lists(words, min_size=1, max_size=3), max_size=5,
    ),
)  # fmt: skip
def test_nothing_that_is_asked_breaks_it(server, path, code, params):
    address = server + path.format(requests.utils.quote(code, safe=""))
    found = requests.get(address, params=params, timeout=20, allow_redirects=False)
    assert found.status_code < 500
    assert "Traceback" not in found.text and "/site-packages/" not in found.text


def test_a_publish_under_load_fails_no_request(sample_home, tmp_path):
    home = tmp_path / "home"
    shutil.copytree(sample_home.warehouse, home / "warehouse")
    database = home / "warehouse" / "ratebook.duckdb"
    statuses: list[int] = []
    done = threading.Event()

    def reader(address: str) -> None:
        with requests.Session() as session:
            while not done.is_set():
                day = f"2026-08-{len(statuses) % 31 + 1:02}"
                path = f"/api/v1/codes/20560?on={day}&locality=10112-00"
                statuses.append(session.get(address + path, timeout=20).status_code)

    with serving(home) as address:
        threads = [threading.Thread(target=reader, args=(address,)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for n in range(4):
            time.sleep(0.4)
            republish(database, 100 + n)
        time.sleep(0.4)
        done.set()
        for thread in threads:
            thread.join()
        price = requests.get(address + "/api/v1/codes/20560?on=2026-07-01", timeout=9).json()
    assert set(statuses) == {200} and len(statuses) > 20
    assert price["hospital"]["facility_amount"] == "103.00"


def republish(database, rate: int) -> None:
    """The same warehouse with another hospital rate for 20560, swapped in by a rename."""
    new = database.with_name(".building-test.duckdb")
    shutil.copyfile(database, new)
    with duckdb.connect(new.as_posix()) as con:
        con.execute("update internal.site_codes set hopd_adjusted_rate = 0, hopd_fixed_rate = ? "
                    "where hcpcs = '20560' and hopd_fixed_rate is not null", [rate])  # fmt: skip
    new.replace(database)


def test_a_damaged_publish_leaves_the_old_one_served(sample_home, tmp_path):
    home = tmp_path / "home"
    shutil.copytree(sample_home.warehouse, home / "warehouse")
    with serving(home) as address:
        broken = home / "broken"
        broken.write_bytes(b"no warehouse" * 1000)
        broken.replace(home / "warehouse" / "ratebook.duckdb")
        assert requests.get(address + "/code/20560", timeout=9).status_code == 200


def test_page_is_one_file_that_needs_nothing(sample_home, tmp_path, capsys):
    to = tmp_path / "page.html"
    words = ["page", "20560", "--on", "2026-07-01", "--to", str(to)]
    assert main([*words, "--home", str(sample_home.folder)]) == 0
    page = to.read_text()
    assert "$24.72" in page and "$29.55" in page and "SAMPLE DATA" in page
    assert not re.search(r"(src|href|action)=|<script|url\(|@import", page)
    assert list(tmp_path.iterdir()) == [to] and capsys.readouterr().out.strip() == str(to)


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (("page", "00000", "--on", "2026-07-01", "--to", "x.html"), 1, "is not in any of"),
        (("page", "20560", "--strict", "--to", "x.html"), 1, "is stale"),
        (("page", "20560", "--to", "/nowhere/x.html"), 1, "cannot be written"),
        (("page", "20560", "--to", "."), 2, "is a folder"),
        (("serve", "--host", "192.0.2.1", "--port", "0"), 1, "Cannot listen on"),
    ],
)
def test_what_cannot_be_done_is_said(sample_home, capsys, words, status, says):
    assert main([*words, "--home", str(sample_home.folder)]) == status
    assert says in capsys.readouterr().err


def test_without_a_warehouse_serve_says_what_to_do(tmp_path, capsys):
    assert main(["serve", "--home", str(tmp_path)]) == 1
    assert "ratebook refresh" in capsys.readouterr().err


def test_the_server_imports_neither_prefect_nor_polars_and_help_imports_no_server():
    code = (
        "import sys; import ratebook.cli.main; assert 'fastapi' not in sys.modules;"
        "import ratebook.serve.run; sys.exit(bool({'prefect', 'polars'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True)
    assert found.returncode == 0, found.stderr


def test_an_interrupt_ends_it_quietly(sample_home):
    words = ["serve", "--port", "0", "--home", str(sample_home.folder)]
    process = subprocess.Popen(
        [sys.executable, "-m", "ratebook", *words],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout and process.stdout.readline().startswith("http://127.0.0.1:")
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (0, "")


def test_what_explain_works_out_is_what_the_warehouse_pays(sample_home, sample):
    from ratebook.ask import reader
    from ratebook.ask.explain import add_parts, parts
    from ratebook.ask.place import Place
    from ratebook.ask.question import Question

    rows = sample(
        "select p.*, c.source_row from pfs_payment as p join internal.pfs_codes as c "
        "using (release, hcpcs, modifier, qp) where p.mac in ('national', '10112', '13202')"
    )
    names = [c for (c,) in sample("select column_name from (describe pfs_payment)")]
    answers = [
        {**dict(zip(names, found, strict=False)),
         "hospital": {"professional_source": None, "pfs_source": None},
         "office": {"source": {"release": found[names.index("release")], "row": found[-1]}}}
        for found in rows
    ]  # fmt: skip
    with reader.reading(sample_home) as con:
        asked = [Question(a["hcpcs"], a["modifier"], Place(a["mac"], a["locality"]),
                          date(2026, 8, 1), a["qp"]) for a in answers]  # fmt: skip
        add_parts(answers, parts(con, asked, [a["release"] for a in answers]))
    for answer in answers:
        for name in ("nonfacility_amount", "facility_amount", "nonfacility_before_cap",
                     "opps_cap_nonfacility", "opps_cap_facility"):  # fmt: skip
            assert answer["office_parts"][name] == answer[name], (answer["hcpcs"], name)
    assert len(answers) > 1000


def test_a_copayment_is_what_the_addendum_prints(sample):
    found = dict(
        sample(
            "select hcpcs, copayment_amount from opps_copayments "
            "where release = 'OPPS-2026-07' and hcpcs in ('20560', '45378')"
        )
    )
    assert found == {"20560": Decimal("5.91"), "45378": Decimal("190.02")}


def test_every_indicator_of_the_file_has_words(sample):
    for name in ("pctc", "global_days", "multiple_procedure", "bilateral_surgery",
                 "assistant_surgery", "co_surgery", "team_surgery", "supervision"):  # fmt: skip
        assert not sample(
            f"select distinct {name} from pfs_rvu where {name} not in "
            f"(select indicator_value from pfs_indicators where indicator_name = '{name}')"
        )


@pytest.mark.cms
def test_a_copayment_stops_at_the_inpatient_deductible(genuine_home):
    with serving(genuine_home.folder) as address:
        found = requests.get(address + "/api/v1/codes/27447?on=2025-02-01", timeout=9).json()
        later = requests.get(address + "/api/v1/codes/27447?on=2026-08-01", timeout=9).json()
    assert found["hospital"]["patient_parts"][0] == "1676.00"
    assert later["hospital"]["patient_parts"][0] == "1736.00"  # OPPS-2026-07 prints no adjusted one


@pytest.mark.parametrize(
    ("path", "kind"),
    [("99999/changes", "unknown-code"), ("20560/changes?on=2018-01-01", "unloaded-date"),
     ("20560-26/changes?on=2026-07-01", "no-such-modifier"),
     ("20560/changes?on=2025-11-01&qp=true", "no-qp"),
     ("20560/changes?on=2026-07-01&locality=10112-99", "unknown-locality"),
     ("20560?locale=10112-00", "bad-request"), ("20560?on=20260701", "bad-request")],
)  # fmt: skip
def test_a_question_without_an_answer_has_no_changes_either(ask, path, kind):
    found = ask(f"/api/v1/codes/{path}").json()
    assert found["type"].endswith(f":{kind}"), found


def test_half_of_the_localities_pay_the_median_or_less(ask):
    found = ask("/api/v1/codes/20560?on=2026-07-01").json()
    amounts = sorted(Decimal(place["office_amount"]) for place in found["localities"])
    median = Decimal(found["standing"]["median"])
    below, at_most = sum(a < median for a in amounts), sum(a <= median for a in amounts)
    assert below < len(amounts) / 2 <= at_most


def test_a_new_warehouse_that_cannot_be_read_is_told_and_the_old_one_goes_on(sample_home, tmp_path):
    home = tmp_path / "home"
    shutil.copytree(sample_home.warehouse, home / "warehouse")
    with serving(home) as address:
        assert requests.get(f"{address}/code/20560?on=2026-07-01", timeout=9).ok
        (home / "new").write_bytes(b"no warehouse")
        (home / "new").replace(home / "warehouse" / "ratebook.duckdb")
        assert "$24.72" in requests.get(f"{address}/code/20560?on=2026-07-02", timeout=9).text
        assert "cannot read" in requests.get(f"{address}/releases", timeout=9).text
        changes = f"{address}/api/v1/codes/20560/changes?on=2026-07-02"
        assert requests.get(changes, timeout=9).json()["type"].endswith(":busy")


def test_two_codes_on_a_page_have_the_caveats_of_both(ask):
    page = ask("/compare?code=99213&code=45378&on=2026-07-01").text
    assert "45378: T: paid at 50% when billed with" in page and "is stale" in page
