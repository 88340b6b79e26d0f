"""A locality as people call it: by its key, its number in a state, or its name; and the list."""

import json

import pytest

from ratebook.ask import place, reader
from ratebook.cli.main import main
from ratebook.errors import AnswerError
from ratebook.sample import ON


@pytest.fixture
def con(sample_home):
    with reader.reading(sample_home) as con:
        yield con


@pytest.mark.parametrize(
    ("text", "state", "key"),
    [("10112-00", "", "10112-00"), ("10112/00", "", "10112-00"), ("10112 0", "", "10112-00"),
     ("National", "", "national"), ("", "", "national"), ("CA-05", "", "01112-05"),
     ("ca05", "", "01112-05"), ("05", "CA", "01112-05"), ("5", "california", "01112-05"),
     ("napa", "", "01112-51"), ("NAPA", "CA", "01112-51"), ("alabama", "", "10112-00"),
     ("", "AL", "10112-00"), ("rest of texas", "", "04412-99"), ("marin", "", "01112-52")],
)  # fmt: skip
def test_a_locality_is_understood_as_people_call_it(con, text, state, key):
    assert place.named(*place.choose(con, text, state, ON)) == key


@pytest.mark.parametrize(
    ("text", "state", "first", "count"),
    [("san francisco", "", "01112-05", 2), ("05", "", "01112-05", 2), ("texas", "", "04412-09", 8),
     ("", "TX", "04412-09", 8), ("new york", "", "13202-01", 5)],
)  # fmt: skip
def test_one_that_stands_for_several_is_answered_with_the_choices(con, text, state, first, count):
    with pytest.raises(AnswerError, match=f"matches {count} localities") as error:
        place.choose(con, text, state, ON)
    assert error.value.kind == "several-localities" and f"\n  {first}  " in str(error.value)


@pytest.mark.parametrize(
    ("text", "state", "says"),
    [("housten", "", "Did you mean HOUSTON?"), ("05", "AL", "No locality is called '05 AL'"),
     ("10112-00", "CA", "No locality is called '10112-00 CA'")],
)  # fmt: skip
def test_one_that_is_not_there_is_said(con, text, state, says):
    with pytest.raises(AnswerError) as error:
        place.choose(con, text, state, ON)
    assert says in str(error.value) and error.value.kind == "unknown-locality"


def test_the_localities_are_listed(sample_home, capsys):
    home = ["--home", str(sample_home.folder), "--on", "2026-08-01"]
    assert main(["localities", *home]) == 0
    assert "109 localities on 2026-08-01" in capsys.readouterr().out
    assert main(["localities", "san", "francisco", *home, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(p["mac"], p["locality"]) for p in found] == [("01112", "05"), ("01112", "52")]
    assert main(["localities", "--home", home[1], "--on", "2019-01-01"]) == 1


@pytest.mark.parametrize("verb", ["show", "explain", "diff", "export", "page"])
def test_every_verb_takes_a_locality_by_name(sample_home, tmp_path, capsys, verb):
    words = {
        "show": ["20560", "--on", "2026-08-01"],
        "explain": ["20560", "--on", "2026-08-01"],
        "diff": ["RVU25D", "RVU26C", "--code", "20560"],
        "export": ["--profile", "tall", "--on", "2026-08-01", "--to", f"{tmp_path}/x.csv"],
        "page": ["20560", "--on", "2026-08-01", "--to", f"{tmp_path}/x.html"],
    }[verb]
    home = ["--home", str(sample_home.folder)]
    said = []
    for locality in ("napa", "01112-51", "marin"):
        assert main([verb, *words, "--locality", locality, *home]) == 0
        made = [path.read_text() for path in tmp_path.glob("x.*")]
        said.append((capsys.readouterr().out, made))
    assert said[0] == said[1] != said[2]
