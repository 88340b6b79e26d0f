"""What NCCI says of claim lines: its pairs, its unit limits and its add-on codes, of July 2024."""

import random
from datetime import date

import pytest

from ratebook.claims import pasted, reprice
from ratebook.cli.main import main
from ratebook.db import connect
from tests.support import oracle_claims, plain_edits

pytestmark = pytest.mark.cms
LINE = {
    "claim_id": "A", "claim_type": "professional", "place_of_service_code": "11", "person_id": "P",
    "billing_npi": "1", "claim_line_start_date": "2024-08-01", "service_unit_quantity": "1",
    "service_zip": "35203",
}  # fmt: skip
SURGERY = LINE | {"place_of_service_code": "22"}
BILL = LINE | {"claim_type": "institutional", "place_of_service_code": "", "bill_type_code": "131",
               "wage_index": "1"}  # fmt: skip
LIFTERS = "unless 59, XE, XS, XP, XU or another modifier of NCCI is on either line"


@pytest.fixture
def priced(edits_home, tmp_path):
    """A function that prices codes (`45380-59`, or with a line's cells) and gives the lines."""

    def run(*codes, way="flag", line=LINE):
        given = [code if isinstance(code, dict) else {"hcpcs_code": code} for code in codes]
        lines = [line | {"claim_line_number": str(n)} | own for n, own in enumerate(given, 1)]
        path = oracle_claims.written(tmp_path / "claims.csv", lines)
        to = tmp_path / "priced.parquet"
        at = ["--home", str(edits_home.folder)]
        assert main(["reprice", str(path), "--to", str(to), "--edits", way, *at]) == 0
        with connect() as con:
            found = con.execute("from read_parquet(?) order by line_row", [str(to)])
            names = [column[0] for column in found.description]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    return run


def said(lines):
    """By code the edits of the lines, in words, and whether they refuse."""
    return [
        (line["hcpcs_code"], edit["refuses"], edit["says"])
        for line in lines
        for edit in line["edits"]
    ]


def test_a_biopsy_beside_a_snare_is_refused_unless_59_is_on_it(priced):
    assert said(priced("45385", "45380")) == [
        ("45380", True, f"45385 includes it, {LIFTERS} (pair from 1996-01-01, indicator 1)")
    ]
    assert said(priced("45385", "45380-59")) == [
        ("45380", False, "45385 includes it, but 59 lifts that (pair from 1996-01-01, indicator 1)")
    ]


def test_no_modifier_lifts_an_indicator_of_0(priced):
    assert said(priced("29881", "29877-59", line=SURGERY)) == [
        (
            "29877",
            True,
            "29881 includes it, whatever the modifier (pair from 2002-01-02, indicator 0)",
        )
    ]


def test_the_units_of_a_day_are_added_up(priced):
    """20560: 1 unit, MAI 2; 97110: 6 units, MAI 3."""
    words = "2 units on the day, 1 at most: all are refused, and no modifier lifts that (MAI 2)"
    assert said(priced("20560", "20560")) == [("20560", True, words)] * 2
    three, four = ({"hcpcs_code": "97110", "service_unit_quantity": n} for n in "34")
    assert [refuses for _, refuses, _ in said(priced(three, four))] == [True, True]
    assert said(priced(three, three)) == []


def test_a_limit_of_a_line_looks_at_each_line_alone(priced):
    """G0514 is MAI 1 with 1 unit: two lines of 1 pass, a line of 2 does not."""

    def units(*lines):
        return [words for _, _, words in said(priced("G0438", *lines)) if "units" in words]

    assert units("G0514", "G0514") == []
    (words,) = units({"hcpcs_code": "G0514", "service_unit_quantity": "2"})
    assert words.startswith("2 units on the line, 1 at most: the line is refused")


def test_an_add_on_code_wants_its_primary(priced):
    ((code, refuses, words),) = said(priced("17003"))
    assert (code, refuses, words.partition(" (")[0]) == (
        "17003", True, "add-on code, and 17000, which it goes with, is not on the day"
    )  # fmt: skip
    assert said(priced("17000", "17003")) == []


@pytest.mark.parametrize("other", [
    {"person_id": "Q", "claim_id": "B"}, {"billing_npi": "2"}, {"rendering_npi": "3"},
    {"claim_line_start_date": "2024-08-02"},
    {"place_of_service_code": "24", "provider_type": "asc"},
])  # fmt: skip
def test_a_pair_is_of_one_patient_provider_and_day(priced, other):
    assert said(priced("45385", {"hcpcs_code": "45380"} | other)) == []


def test_a_pair_counts_across_claims_of_a_practitioner_and_within_one_of_a_hospital(priced):
    other = {"hcpcs_code": "45380", "claim_id": "B"}
    assert len(said(priced("45385", other))) == 1
    assert len(said(priced("45385", "45380", line=BILL))) == 1
    assert said(priced("45385", other, line=BILL)) == []


def test_a_line_of_column_1_that_is_not_payable_refuses_nothing(priced):
    assert said(priced({"hcpcs_code": "45385", "service_unit_quantity": "0"}, "45380")) == []


def test_59_on_column_1_lifts_a_pair_since_july_2019(edits_home, tmp_path):
    with connect(str(edits_home.database), read_only=True) as con:
        lifts = "select on_column1_from::varchar from edit_modifiers where modifier = ?"
        assert con.execute(lifts, ["59"]).fetchall() == [("2019-07-01",)]
        assert con.execute(lifts, ["RT"]).fetchall() == [(None,)]


def test_deny_leaves_the_refused_line_without_an_amount_and_the_other_whole(priced):
    """29881 beside 29877 is second of its endoscopies; when 29877 is refused, it stands alone."""
    flagged, denied = (priced("29881", "29877", way=way, line=SURGERY) for way in ("flag", "deny"))
    assert [str(line["priced_allowed"]) for line in flagged] == ["118.96", "566.38"]
    assert [str(line["priced_allowed"]) for line in denied] == ["494.25", "None"]
    assert denied[1]["reason"].startswith("NCCI: 29881 includes it, whatever the modifier")
    assert [line["edits"] for line in denied] == [line["edits"] for line in flagged]


def test_off_asks_nothing(priced):
    lines = priced("45385", "45380", way="off")
    assert [(line["edits"], line["edits_unchecked"]) for line in lines] == [
        ([], "not asked for")
    ] * 2


def test_a_quarter_that_is_not_loaded_is_said(priced, capsys):
    (line,) = priced({"hcpcs_code": "45385", "claim_line_start_date": "2024-10-01"})
    words = "pairs, unit limits, add-on codes of 2024 Q4 are not loaded (practitioner)"
    assert line["edits_unchecked"] == words
    assert words in capsys.readouterr().out


def test_before_the_quarter_pairs_are_known_and_limits_are_not(priced):
    """A quarter's pairs have all days before them; its limits have only the quarter."""
    last, early = (priced("29881", "29877", line=SURGERY | {"claim_line_start_date": day})[1]
                   for day in ("2024-09-30", "2023-08-01"))  # fmt: skip
    assert (len(last["edits"]), last["edits_unchecked"]) == (1, None)
    words = "unit limits, add-on codes of 2023 Q3 are not loaded (practitioner)"
    assert (len(early["edits"]), early["edits_unchecked"]) == (1, words)


def test_pasted_lines_have_their_edits(edits_home):
    lines = [LINE | {"claim_line_number": code, "hcpcs_code": code} for code in ("45385", "45380")]
    text = "\n".join([",".join(lines[0]), *(",".join(line.values()) for line in lines)])
    with connect(str(edits_home.database), read_only=True) as con:
        assert [len(line["edits"]) for line in pasted.price(con, text)] == [0, 1]


def test_another_word_for_the_way_is_refused(edits_home, tmp_path, capsys):
    at = ["--home", str(edits_home.folder)]
    assert main(["reprice", "x.csv", "--to", "y.csv", "--edits", "flags", *at]) == 2
    assert "--edits takes flag, deny, off; not 'flags'. Did you mean flag?" in (
        capsys.readouterr().err
    )


CODES = (
    "45385 45380 45378 43239 43235 29881 29877 20610 20560 97110 97140 97530 99213 99214 36415 "
    "93000 93005 71046 11042 17000 17003 64483 77067 80053 90834 96372"
).split()

FOUND = """
    select line_row, e.beside, e.refuses from (select line_row, unnest(edits) as e from priced)
    where e.edit = ?
"""


def test_a_second_opinion_says_the_same_of_random_lines(edits_home, tmp_path):
    """4,000 lines of few patients, so that pairs and limits meet: the plain Python of
    tests/support and the SQL name the same lines."""
    chance = random.Random(20260811)
    given = [_random_line(chance, number) for number in range(1, 4001)]
    path = oracle_claims.written(tmp_path / "claims.csv", given)
    with connect(str(edits_home.database), read_only=True) as con:
        reprice.priced(con, str(path), "", {}, tmp_path)
        lines = [_plain(given[row - 1], row) for (row,) in con.execute(
            "select line_row from priced where reason is null order by 1").fetchall()]  # fmt: skip
        own = {edit: con.execute(FOUND, [edit]).fetchall() for edit in ("pair", "units")}
        known = _known(con)
        limits = {(kind, code): (value, mai) for kind, code, value, mai in con.execute(
            "select kind, hcpcs, mue_value, mai from mue").fetchall()}  # fmt: skip
    pairs = plain_edits.pairs(lines, lambda *key: known.get(key, ()))
    assert {(row, beside): refuses for row, beside, refuses in own["pair"]} == pairs
    assert {row for row, _, _ in own["units"]} == plain_edits.over(lines, limits)
    assert len(pairs) > 150 and {True, False} == set(pairs.values())


def _random_line(chance, number):
    hospital = chance.random() < 0.3
    return (BILL if hospital else LINE) | {
        "claim_id": str(chance.randrange(250)), "claim_line_number": str(number),
        "person_id": str(chance.randrange(60)), "billing_npi": chance.choice("12"),
        "rendering_npi": chance.choice(("", "8", "9")), "hcpcs_code": chance.choice(CODES),
        "claim_line_start_date": f"2024-{chance.choice(('07', '08'))}-0{chance.randint(1, 5)}",
        "hcpcs_modifier_1": chance.choice(("", "", "", "59", "RT", "25", "76", "XS")),
        "service_unit_quantity": str(chance.choice((1, 1, 1, 2, 4))),
    }  # fmt: skip


def _plain(line, row):
    kind = "hospital" if line["claim_type"] == "institutional" else "practitioner"
    return plain_edits.Line(
        row, kind, line["claim_id"], line["person_id"], line["billing_npi"],
        line["rendering_npi"], date.fromisoformat(line["claim_line_start_date"]),
        line["hcpcs_code"], frozenset({line["hcpcs_modifier_1"]} - {""}),
        int(line["service_unit_quantity"]),
    )  # fmt: skip


def _known(con):
    """The pairs among CODES, by kind, column 1 and column 2."""
    found = {}
    query = "select * exclude (rationale) from ptp_edits where column1 in ? and column2 in ?"
    for kind, *pair in con.execute(query, [CODES, CODES]).fetchall():
        found.setdefault((kind, pair[0], pair[1]), []).append(tuple(pair))
    return found
