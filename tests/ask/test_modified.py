"""What a modifier does to a code that has no row with it: in words, and in dollars."""

from datetime import date

import pytest

from ratebook.ask import modified
from ratebook.ask.place import NATION, Place
from ratebook.ask.question import Question
from ratebook.ask.show import show
from ratebook.cli.main import main
from ratebook.db import connect
from ratebook.errors import AnswerError

DAY = date(2026, 8, 1)
NAMES = {"office": "professional"}  # whose rules


@pytest.fixture
def con(sample_home):
    with connect(str(sample_home.database), read_only=True) as opened:
        yield opened


@pytest.fixture
def told(con):
    """A function that gives by setting the amount without and with the modifiers, and the words."""

    def run(code):
        hcpcs, _, modifier = code.partition("-")
        found = show(con, Question(hcpcs, modifier, Place(*NATION), DAY))["modified"]
        return {
            row["setting"]: (str(row["amount_without"]), str(row["amount"]), row["says"])
            for row in found
        }

    return run


def test_59_changes_no_amount_and_lifts_an_edit(told):
    lifts = "no price effect; lifts a pair of NCCI whose indicator is 1"
    assert {(without == amount, says.startswith(lifts)) for without, amount, says in
            told("45380-59").values()} == {(True, True)}  # fmt: skip


def test_50_where_a_code_is_not_paid_for_both_sides(told):
    assert told("45378-50")["office"] == ("378.10", "378.10", "paid as one side (100 %)")


def test_50_in_a_surgical_center_is_paid_twice_only_where_both_sides_are(told):
    once, twice = told("45378-50")["asc"], told("66984-50")["asc"]
    assert once[0] == once[1] and once[2] == "paid once: the code is not paid for both sides"
    assert twice[0] != twice[1] and twice[2].startswith("150 %")


def test_pn_takes_nothing_from_a_preventive_service(told):
    without, amount, says = told("G0121-PN")["hospital"]
    assert without == amount and says == "no price effect on a preventive service"


def test_pn_does_not_go_with_an_emergency_visit(told):
    _, amount, says = told("99283-PN")["hospital"]
    assert (amount, says) == ("None", "not with this code (edit 101)")


def test_25_on_a_visit(told):
    without, amount, says = told("99213-25")["office"]
    assert (without, amount) == ("95.19", "95.19") and says.startswith("on visits; no price effect")


def test_an_assistant_is_paid_a_share(told):
    """16 percent, once rounded."""
    without, amount, says = told("27447-80")["professional"]
    assert (without, amount) == ("1159.35", "185.50")
    assert says.startswith("16 % of the amount")


def test_a_clinic_visit_off_campus_is_paid_40_percent(told):
    without, amount, _ = told("G0463-PO")["hospital"]
    assert (without, amount) == ("136.02", "54.41")


def test_78_goes_with_no_code_without_days_after_it(told):
    assert told("97110-78")["office"][:2] == ("29.06", "None")


def test_several_modifiers_each_have_their_words(told):
    assert told("45380-51-59")["office"][2].count(": ") == 2


def test_a_modifier_that_nobody_knows_has_no_answer(con):
    with pytest.raises(AnswerError, match=r"'ZZ'.*What ZZ does to 45380 is not known here"):
        show(con, Question("45380", "ZZ", Place(*NATION), DAY))


@pytest.mark.parametrize("hcpcs", [
    "20560", "45378", "45385", "66984", "72148", "71046", "99213", "G0463", "97110", "77067",
    "29881", "11042", "27447", "93000",
])  # fmt: skip
def test_no_modifier_changes_an_amount_whose_rule_says_it_does_not(con, hcpcs):
    """The rules in words and the pricing of claim lines were written apart."""
    question = Question(hcpcs, "", Place(*NATION), DAY)
    rules = modified.rules(con, question)
    silent = {(rule["setting"], rule["modifier"]) for rule in rules if rule["fee_effect"] == "none"}
    each = sorted({modifier for _, modifier in silent if len(modifier) == 2})
    lines = modified.compared(modified.priced(con, question, show(con, question), each), rules)
    same = [row for row in lines
            if (NAMES.get(row["setting"], row["setting"]), row["modifier"]) in silent]  # fmt: skip
    assert len(same) > 10
    assert [row for row in same if row["amount"] != row["amount_without"]] == []


def test_the_command_line_says_it(sample_home, capsys):
    words = ["show", "45380-59", "--on", str(DAY), "--home", str(sample_home.folder)]
    assert main(words) == 0
    printed = capsys.readouterr().out
    assert "45380-59: what the modifier does" in printed and "lifts a pair of NCCI" in printed
