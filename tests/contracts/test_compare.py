"""What an offer is worth, and one's own fees beside Medicare: on the sample."""

import csv
import json

import openpyxl
import pytest

from ratebook.cli.main import main
from tests.contracts.conftest import TERM

VOLUMES = "hcpcs,modifier,setting,units\n99213,,office,100\n72148,26,22,10\n99999,,,7\n"


@pytest.fixture
def ran(sample_home, tmp_path, capsys, written):
    """A function that runs `ratebook contract` in a folder with a contract and volumes."""
    written(TERM)
    (tmp_path / "volumes.csv").write_text(VOLUMES)

    def run(*words):
        named = [str(tmp_path / word) if word.endswith((".toml", ".csv", ".xlsx")) else word
                 for word in words]  # fmt: skip
        status = main(["contract", *named, "--on", "2026-08-01", "--home", str(sample_home.folder)])
        said = capsys.readouterr()
        return status, said.out + said.err

    return run


def worth(ran, *words):
    return json.loads(ran("compare", *words, "--weights", "volumes.csv", "--json")[1])


def test_an_offer_is_worth_its_percent_of_the_volumes(ran):
    found = worth(ran, "medicare", "contract.toml")
    visit, read, unknown = found["lines"]
    assert (visit["first_total"], visit["second_total"]) == ("9519.00", "11423.00")
    assert read["setting"] == "facility"
    assert "not in the physician fee schedule" in unknown["reason"]
    assert (found["total"]["compared"], found["total"]["percent"]) == (2, "20.0")


def test_the_same_side_twice_is_worth_nothing(ran):
    found = worth(ran, "contract.toml", "contract.toml")
    assert (found["total"]["change"], found["codes"]) == ("0.00", [])


def test_terms_of_next_year_are_those_of_their_first_day(ran, tmp_path):
    (tmp_path / "offer.toml").write_text(TERM.replace("2026-01-01", "2027-01-01"))
    found = worth(ran, "contract.toml", "offer.toml")
    assert found["total"]["change"] == "0.00"
    assert "no term holds on 2026-08-01; its terms of 2027-01-01, the first" in found["notes"][0]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["compare", "contract.toml", "medicare"], "Say how often each code is billed"),
        (["compare", "contract.toml"], "As in `ratebook contract compare A B --weights FILE`"),
        (["comapre", "contract.toml"], "Did you mean compare"),
        (["percent", "contract.toml", "--to", "x.pdf"], "--to takes a name that ends in .csv"),
        (["percent", "volumes.csv"], "has no column fee"),
    ],
)
def test_what_is_missing_is_said(ran, capsys, words, said):
    try:
        status, told = ran(*words)
    except SystemExit as left:
        status, told = left.code, capsys.readouterr().err
    assert status == 2
    assert said in told


def test_one_of_several_payers_is_named(ran, written, tmp_path):
    written(TERM + TERM.replace("Bluebird", "Cedar"))
    path = tmp_path / "contract.toml"
    for side, said in (("", "has several payers: name one"), (":Ceder", "Did you mean Cedar?")):
        status, told = ran("compare", f"{path}{side}", "medicare", "--weights", "volumes.csv")
        assert (status, said in told) == (2, True)


def test_the_codes_under_100_percent_come_first(ran, tmp_path):
    fees = "code,fee,place,description\n99213,100,office,a\n99214,100,office,b\n99215,1,,c\n"
    (tmp_path / "fees.csv").write_text(fees)
    found = json.loads(ran("percent", "fees.csv", "--json")[1])
    assert [one["hcpcs"] for one in found["codes"]] == ["99215", "99215", "99214", "99213"]
    assert [one["percent"] for one in found["codes"]][2:] == ["73.7", "105.1"]
    assert {row["setting"]: row["under_100"] for row in found["settings"]} == {
        "facility": 1, "office": 2,
    }  # fmt: skip


def test_lines_go_to_a_csv_and_sums_to_a_workbook(ran, tmp_path):
    words = ("compare", "medicare", "contract.toml", "--weights", "volumes.csv", "--to")
    assert ran(*words, "worth.csv")[0] == ran(*words, "worth.xlsx")[0] == 0
    with (tmp_path / "worth.csv").open(newline="") as opened:
        assert next(row["change"] for row in csv.DictReader(opened)) == "1904.00"
    book = openpyxl.load_workbook(tmp_path / "worth.xlsx")
    assert book.sheetnames == ["about", "lines", "categories", "codes", "not compared"]


def test_nothing_to_compare_ends_with_status_1(ran, tmp_path):
    (tmp_path / "volumes.csv").write_text("hcpcs,units\n99999,1\n")
    assert ran("compare", "medicare", "contract.toml", "--weights", "volumes.csv")[0] == 1
