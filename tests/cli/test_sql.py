"""`ratebook sql`: one statement or a prompt, in four formats, and nothing but reading."""

import csv
import io
import json
import os
import pty
import subprocess
import sys
import time
from decimal import Decimal

import duckdb
import polars as pl
import pytest

from ratebook.cli.main import main

QUERY = """
    select hcpcs, mac, qp, nonfacility_amount, effective_from from pfs_payment
    where hcpcs = '20560' and mac = '01112' and locality = '05' order by qp, effective_from
"""


@pytest.fixture
def sql(sample_home, capsys):
    """Run `ratebook sql` on the sample: exit status and what it prints."""

    def run(*words: str):
        status = main(["sql", *words, "--home", str(sample_home.folder)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def ratebook(home, *words: str, **how) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "ratebook", "sql", *words, "--home", str(home.folder)]
    return subprocess.run(command, capture_output=True, **how)


def test_csv_keeps_zeros_and_digits(sql):
    rows = list(csv.DictReader(io.StringIO(sql(QUERY, "--format", "csv")[1])))
    assert rows[0] == {"hcpcs": "20560", "mac": "01112", "qp": "false",
                       "nonfacility_amount": "32.52", "effective_from": "2024-07-01"}  # fmt: skip


def test_json_is_the_same_rows(sql):
    rows = json.loads(sql(QUERY, "--format", "json")[1])
    assert rows == json.loads(sql(QUERY, "--json")[1]) and len(rows) == 4
    assert (rows[0]["nonfacility_amount"], rows[0]["qp"]) == ("32.52", False)
    assert json.loads(sql(QUERY + " limit 0", "--json")[1]) == []


def test_parquet_goes_to_a_file(sample_home, tmp_path):
    with (tmp_path / "x.parquet").open("wb") as file:
        file.write(ratebook(sample_home, QUERY, "--format", "parquet").stdout)
    found = pl.read_parquet(tmp_path / "x.parquet")
    assert found.schema["nonfacility_amount"] == pl.Decimal(12, 2) and found.height == 4


def test_a_statement_may_come_from_standard_input(sample_home):
    found = ratebook(sample_home, "--format", "csv", input=b"select 1 as one;\n")
    assert found.stdout == b"one\n1\n"


def test_a_prompt_takes_statements_of_several_lines_and_keeps_them(sample_home, tmp_path):
    typed = "select 20 +\n22 as answer;\nselec;\n.help\n.quit\n"
    said = on_a_terminal(sample_home, typed, tmp_path)
    assert "42" in said and "DuckDB says: Parser Error" in said and "show tables;" in said
    assert "22 as answer;" in (tmp_path / "ratebook" / "history").read_text()


def on_a_terminal(home, typed: str, state) -> str:
    """What a person sees who types so on a terminal 50 columns wide."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "ratebook", "sql", "--home", str(home.folder)]
    environment = os.environ | {"XDG_STATE_HOME": str(state), "COLUMNS": "50", "TERM": "dumb"}
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment):
        os.close(theirs)
        time.sleep(1)
        os.write(ours, typed.encode())
        said = b""
        try:
            while piece := os.read(ours, 65536):
                said += piece
        except OSError:  # the other end is closed
            pass
    os.close(ours)
    return said.decode()


def test_a_table_too_wide_for_the_terminal_is_a_line_for_each_value(sample_home, tmp_path):
    said = on_a_terminal(sample_home, f"{QUERY} limit 1;\n.quit\n", tmp_path)
    assert "row 1" in said and "nonfacility_amount  32.52" in said


@pytest.mark.parametrize(
    "statement",
    ["insert into about from about", "update gpci set mac = ''", "delete from gpci",
     "drop table gpci", "create table x as select 1", "alter table gpci add column x int",
     "attach '{0}/x.duckdb'", "attach ':memory:' as x", "copy gpci to '{0}/x.csv'",
     "export database '{0}/x'", "import database '{0}'", "from read_csv('/etc/passwd')",
     "from '/etc/passwd'", "from read_text('/etc/hostname')", "from glob('/*')",
     "from read_parquet('http://127.0.0.1:9/x')", "install httpfs", "load httpfs",
     "set enable_external_access = true", "reset lock_configuration", "pragma enable_profiling",
     "create secret s (type s3)", "from columns", "select 1; select 2"],
)  # fmt: skip
def test_everything_but_reading_is_refused(sql, sample_home, tmp_path, statement):
    before = sample_home.database.read_bytes()
    status, out, err = sql(statement.format(tmp_path))
    assert (status, out) == (2, "") and err
    assert list(tmp_path.iterdir()) == [] and sample_home.database.read_bytes() == before


def test_any_verb_reads_another_warehouse(sql, sample_home, tmp_path, capsys):
    copy = tmp_path / "then.duckdb"
    copy.write_bytes(sample_home.database.read_bytes())
    assert main(["show", "20560", "--on", "2026-07-01", "--db", str(copy)]) == 0
    assert "$41.91" in capsys.readouterr().out
    assert main(["show", "20560", "--db", str(tmp_path / "none.duckdb")]) == 1
    assert "was not found (--db)" in capsys.readouterr().err


def test_the_macros_need_no_set_up(sample):
    day = "'2026-07-01'"
    assert str(
        sample(f"select nonfacility_amount from rate('20560', '', '01112', '05', {day})")
    ) == ("[(Decimal('31.26'),)]")
    nation = "'20560', '', 'national', 'national'"
    total = sample(f"select hopd_total_amount from site_payment({nation}, {day})")
    assert str(total) == "[(Decimal('41.91'),)]"
    assert ("PFS", "RVU26C") in sample(f"select dataset, release from releases_on({day})")
    assert sample(f"select mac, locality from locality_of_zip('35203', {day})") == [("10112", "00")]


@pytest.mark.parametrize(
    ("question", "because"),
    [("'2056X', '', '10112', '00', '2026-07-01'", "2056X is not in RVU26C"),
     ("'20560', '26', '10112', '00', '2026-07-01'", "20560 has no modifier '26' in RVU26C"),
     ("'20560', '', '10112', '99', '2026-07-01'", "10112-99 is not a locality in RVU26C"),
     ("'20560', '', '10112', '00', '2011-07-01'", "no PFS release in effect on 2011-07-01"),
     ("'20560', '', '10112', '00', '2025-11-01', for_qp := true", "single conversion factor")],
)  # fmt: skip
def test_a_macro_says_why_there_is_nothing(sample, question, because):
    ((found,),) = sample(f"select nothing_because from rate({question})")
    assert because in found
    assert sample(f"select nothing_because is not null from site_payment({question})") == [(True,)]


def test_macros_join_to_a_list_of_codes(sample):
    found = sample("""
        select c.code, r.nonfacility_amount is not null, r.nothing_because
        from (values ('20560'), ('00000')) as c (code),
        lateral rate(c.code, '', 'national', 'national', '2026-07-01') as r order by 1
    """)
    assert found == [("00000", False, "00000 is not in RVU26C"), ("20560", True, None)]


@pytest.mark.parametrize(
    "query",
    ["select c.hcpcs, q.nonfacility_amount from (values ('20560'), ('99213')) as c (hcpcs), "
     "lateral rate(c.hcpcs, '', '10112', '00', '2026-07-01') as q order by 1",
     "select hcpcs, nonfacility_amount from (values ('20560'), ('99213')) as claims (code), "
     "lateral rate(code, null, '10112', '00', '2026-07-01') order by 1",
     "select p.hcpcs, q.office_amount from (values ('20560'), ('99213')) as p (hcpcs), "
     "lateral site_payment(p.hcpcs, '', '10112', '00', '2026-07-01') as q order by 1",
     "select c.hcpcs, q.office_amount from (values ('20560'), ('99213')) as c (hcpcs), "
     "lateral payment_by_place(c.hcpcs, '', 'locality', '10112-00', '2026-07-01') as q order by 1",
     "select code, office_amount from (select '20560' as code, '10112-00' as hopd_area union all "
     "select '99213', '10112-00') as c, lateral "
     "payment_by_place(code, '', 'locality', hopd_area, '2026-07-01') order by 1"],
)  # fmt: skip
def test_a_column_of_the_caller_s_stays_the_caller_s(sample, query):
    """DuckDB puts a macro's arguments in as text: `hcpcs` must not become the macro's own."""
    assert sample(query) == [("20560", Decimal("22.82")), ("99213", Decimal("87.79"))]


def test_zips_and_days_of_the_caller_s_too(sample):
    query = """select zip, q.mac from (values ('35203')) as people (zip),
        lateral locality_of_zip(zip, '2025-11-01') as q"""
    assert sample(query.replace("select zip", "select people.zip")) == [("35203", "10112")]
    days = """select count(*) from (values (date '2026-07-01')) as d (effective_from),
        lateral releases_on(effective_from)"""
    assert sample(days) == [(4,)]  # PFS, OPPS, ASC and the wage index


@pytest.mark.cms
def test_rate_has_no_price_where_cms_marks_na(genuine):
    found = genuine("select nonfacility_amount, nonfacility_reason, facility_amount > 100 "
                    "from rate('66984', '', '10112', '00', '2026-08-01')")  # fmt: skip
    assert found == [(None, "rarely or never performed in an office (NA)", True)]


def test_a_null_among_the_arguments_has_a_reason(sample):
    for macro in ("rate", "site_payment"):
        query = f"select nothing_because from {macro}(null, '', '10112', '00', '2026-07-01')"
        assert "one of them is NULL" in sample(query)[0][0]


def test_a_person_s_own_duckdb_has_the_macros(sample_home):
    with duckdb.connect(str(sample_home.database), read_only=True) as con:
        names = con.sql(
            "select function_name from duckdb_functions() where not internal"
        ).fetchall()
    assert {"rate", "site_payment", "releases_on", "locality_of_zip"} <= {name for (name,) in names}
