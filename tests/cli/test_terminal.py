"""`ratebook` at a terminal, in a pipe, and where nothing can be written: help, bars, status."""

import os
import pty
import re
import shlex
import subprocess
import sys
from datetime import UTC, date, datetime

import duckdb
import pytest

from ratebook import clock
from ratebook.ask.statement import run
from ratebook.cli.main import GROUPS, main, parser
from ratebook.errors import DataError
from tests.support import cms

pytestmark = pytest.mark.slow

VERBS = [verb for group in GROUPS.values() for verb in group]
RATEBOOK = [sys.executable, "-m", "ratebook"]
MANY = "select range as n from range(3000000)"
# A statement that takes some seconds, after which DuckDB draws its bar where it is let.
SLOW = "select count(*) filter (hash(a.range * b.range) % 7 = 8) as n from range(30000) as a, range(12000) as b"  # noqa: E501


def shell(command: str, home, **how) -> subprocess.CompletedProcess:
    """A line of bash with `ratebook`; its status is that of the first of a pipe."""
    typed = command.replace("ratebook", " ".join(RATEBOOK), 1).replace("HOME", str(home.folder))
    return subprocess.run(["bash", "-c", f"{typed}; exit ${{PIPESTATUS[0]}}"],
                          capture_output=True, text=True, **how)  # fmt: skip


def on_a_terminal(*words: str, columns: int = 80, typed: str = "") -> tuple[int, str]:
    """The exit status, and what a person sees."""
    ours, theirs = pty.openpty()
    environment = os.environ | {"COLUMNS": str(columns), "LINES": "40", "TERM": "xterm"}
    with subprocess.Popen([*RATEBOOK, *words], stdin=theirs, stdout=theirs, stderr=theirs,
                          env=environment) as running:  # fmt: skip
        os.close(theirs)
        os.write(ours, typed.encode())
        said = b""
        try:
            while piece := os.read(ours, 65536):
                said += piece
        except OSError:  # the other end is closed
            pass
        status = running.wait()
    os.close(ours)
    return status, re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", said.decode())


def test_alone_it_prints_the_verbs_in_groups(capsys):
    assert main([]) == 0
    out = capsys.readouterr().out
    assert [line[:-1] for line in out.split("\n") if line.endswith(":")] == list(GROUPS)
    assert all(f"\n  {verb.name} " in out and verb.says in out for verb in VERBS)
    assert max(map(len, out.split("\n"))) <= 80


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_help_has_an_example_that_can_be_typed(verb, capsys):
    assert main_exit([verb.name, "--help"]) == 0
    out = capsys.readouterr().out
    assert f"Example: {verb.example}" in out and max(map(len, out.split("\n"))) <= 90
    args, left = parser().parse_known_args(shlex.split(verb.example)[1:])
    assert args.command == verb.name and not left


def main_exit(words: list[str]) -> int:
    with pytest.raises(SystemExit) as error:
        main(words)
    return int(error.value.code or 0)


def test_an_option_is_where_it_does_something():
    options = {verb.name: parser().verbs[verb.name].options for verb in VERBS}
    assert [name for name, found in options.items() if "--cms" in found] == ["refresh", "status"]
    assert "--db" not in options["refresh"] and "--json" not in options["serve"]


@pytest.mark.parametrize(
    ("words", "says"),
    [("shwo 20560", "unknown verb 'shwo'. Did you mean show?"), ("fly", "unknown verb 'fly'"),
     ("show 20560 --zipp 35203", "unknown option --zipp. Did you mean --zip?"),
     ("export --tabel x", "unknown option --tabel. Did you mean --table?"),
     ("--home x show 20560", "--home goes after a verb"),
     ("show 20560 --zip 35203 45380", "'45380' is out of place"),
     ("sql --format tabel", "Did you mean table?"), ("export --site offic --to x", "office?"),
     ("show 20560 --on tomorrow", "'tomorrow' is not a date")],
)  # fmt: skip
def test_wrong_words_are_told_in_one_line(words, says, capsys):
    assert main_exit(words.split()) == 2
    err = capsys.readouterr().err
    assert says in err and err.count("\n") == 1 and "ratebook" in err


@pytest.mark.fault
@pytest.mark.parametrize(
    ("command", "status", "says"),
    [("ratebook show 20560 --home HOME > /dev/full", 1, "No space left on device"),
     ("ratebook show 20560 --json --home HOME > /dev/full", 1, "No space left on device"),
     ("ratebook show 20560 --home HOME >&-", 1, "Bad file descriptor"),
     ("ratebook --version > /dev/full", 1, "No space left on device"),
     (f"ratebook sql '{MANY}' --format csv --home HOME > /dev/full", 1, "No space left"),
     (f"ratebook sql '{MANY}' --json --home HOME > /dev/full", 1, "No space left"),
     (f"ratebook sql '{MANY}' --format parquet --home HOME > /dev/full", 1, "No space left"),
     (f"ratebook sql '{MANY}' --format csv --home HOME | head -1", 141, ""),
     (f"ratebook sql '{MANY}' --json --home HOME | head -1", 141, ""),
     (f"ratebook sql '{MANY}' --format parquet --home HOME | head -c 4", 141, ""),
     ("ratebook show 20560 --home HOME | true", 141, ""),
     ("ulimit -v 60000; ratebook show 20560 --home HOME", 1, "not enough memory"),
     ("ratebook show 20560 --home HOME <&- >&- 2>&-", 1, "")],
)  # fmt: skip
def test_what_cannot_be_printed_is_one_line_and_a_status(sample_home, command, status, says):
    found = shell(command, sample_home)
    ours = [line for line in found.stderr.split("\n") if line.startswith("ratebook: ")]
    assert found.returncode == status and "Traceback" not in found.stderr
    assert len(ours) == bool(says) and says in "".join(ours)
    assert all(line.startswith(("ratebook: ", "warning: ", "SAMPLE")) or not line
               for line in found.stderr.split("\n"))  # fmt: skip


def test_a_query_that_takes_too_much_memory_is_no_wrong_usage():
    with duckdb.connect() as con:
        con.execute("set memory_limit = '1MB'")
        with pytest.raises(DataError, match="Out of Memory") as error:
            run(con, "select list(range) from range(9000000)", 1)
    assert "solutions" not in str(error.value)


@pytest.mark.fault
def test_a_refresh_whose_reader_goes_says_nothing_false_of_the_disk(tmp_path):
    words = ["refresh", "RVU26C", "--cms", str(cms.SAMPLE), "--home", str(tmp_path)]
    with subprocess.Popen([*RATEBOOK, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          text=True) as running:  # fmt: skip
        running.stdout.close()
        assert (running.wait(), running.stderr.read()) == (141, "")


def test_nothing_of_duckdb_s_is_in_a_pipe(sample_home):
    found = shell(f"ratebook sql '{SLOW}' --format csv --home HOME | cat", sample_home)
    assert (found.returncode, found.stdout, found.stderr[:6]) == (0, "n\n0\n", "SAMPLE")


def test_no_connection_draws_a_bar(sample_home):
    """Python without a file of its own is where DuckDB draws one: `python -c`, a notebook."""
    code = (
        "from pathlib import Path; from ratebook.ask import reader; from ratebook.home import Home;"
        f"home = Home(Path({str(sample_home.folder)!r}), origin='sample');"
        "setting = \"select current_setting('enable_progress_bar')\";\n"
        "with reader.reading(home) as con: print(con.sql(setting).fetchall());\n"
        "print(reader.attached(home).sql(setting).fetchall())"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert found.stdout == "[(False,)]\n[(False,)]\n", found.stderr


def test_several_codes_are_one_table_and_one_list_of_json(sample_home, capsys):
    import json

    words = ["show", "20560", "70450-26", "00000", "--on", "2026-07-01"]
    assert main([*words, "--home", str(sample_home.folder)]) == 1
    said = capsys.readouterr()
    assert said.out.count("SAMPLE DATA") == 1 and said.out.count("minus office") == 1
    assert "\n 70450-26 " in said.out and "\n 20560 " in said.out
    assert "00000 is not in any of" in said.err and said.err.count("ASC-2026-01 is stale") == 1
    assert main([*words, "--json", "--home", str(sample_home.folder)]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [answer.get("hcpcs") for answer in found] == ["20560", "70450", None]
    assert found[2]["code"] == "00000" and found[2]["error"]["kind"] == "unknown-code"


def test_a_table_with_words_fits_a_terminal_of_80_columns(sample_home):
    words = ["show", "20560", "--zip", "35203", "--on", "2025-11-01"]
    status, said = on_a_terminal(*words, "--home", str(sample_home.folder))
    assert status == 0 and "$22.53" in said
    lines = [line.rstrip() for line in said.split("\r\n") if "stale" not in line]
    assert [line for line in lines if len(line) > 80] == []
    assert "\\x1b" not in said


def test_a_refresh_shows_how_far_it_is_and_ends_with_three_lines(tmp_path):
    words = ["refresh", "RVU26C", "--cms", str(cms.SAMPLE), "--home", str(tmp_path)]
    status, said = on_a_terminal(*words, columns=250)
    assert status == 0 and "building" in said and "checking" in said
    lines = said.rstrip().split("\r\n")[-3:]
    assert [line.split(":")[0] for line in lines] == ["published", "new", "found"]
    assert "1 release," in lines[0] and lines[1] == "new: RVU26C" and "missed: nothing" in lines[2]


def test_in_a_pipe_there_is_no_bar_and_verbose_has_the_counts(tmp_path, capsys):
    words = ["refresh", "RVU26C", "--cms", str(cms.SAMPLE), "--home", str(tmp_path)]
    assert main(words) == 0
    said = capsys.readouterr()
    assert said.err == "" and "rows_read" not in said.out
    assert said.out.split("\n")[-4].startswith("published: ")
    assert main([*words, "--verbose", "--offline"]) == 0
    assert capsys.readouterr().out.startswith("no change: ")
    assert main(["refresh", "RVU25D", "--verbose", *words[2:]]) == 0
    assert "rows_read" in capsys.readouterr().out


def test_the_day_is_that_of_us_eastern_time():
    assert clock.today(datetime(2026, 1, 1, 4, 59, tzinfo=UTC)) == date(2025, 12, 31)
    assert clock.today(datetime(2026, 1, 1, 5, 0, tzinfo=UTC)) == date(2026, 1, 1)
    assert clock.today(datetime(2026, 7, 1, 3, 59, tzinfo=UTC)) == date(2026, 6, 30)


@pytest.mark.prefect
def test_a_scheduled_run_s_log_ends_with_its_own_lines(tmp_path):
    """DuckDB 2.0.0 told of every object that was alive when Python ended."""
    script = (
        "from prefect.testing.utilities import prefect_test_harness\n"
        "with prefect_test_harness(server_startup_timeout=90):\n"
        "    from ratebook.flows import refresh\n"
        f"    refresh(['RVU26C'], folder={str(tmp_path)!r}, cms={str(cms.SAMPLE)!r})\n"
        "    try:\n"
        f"        refresh(['RVU25A'], folder={str(tmp_path)!r}, cms={str(cms.SAMPLE)!r})\n"
        "    except Exception as error:\n"
        "        print('failed as it should')\n"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert "failed as it should" in found.stdout and "published: " in found.stderr
    assert "nanobind" not in found.stderr
