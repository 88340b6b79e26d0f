"""What is wrong in a contract is said with its file, payer, term and key, and what to do."""

import duckdb
import pytest

from ratebook.contracts import contract_file, tables
from ratebook.errors import UsageError
from tests.contracts.conftest import TERM


@pytest.fixture
def refused(written, sample_home):
    """A function that reads a contract which is wrong; what is said of it."""

    def run(text, **files):
        with duckdb.connect(sample_home.database.as_posix(), read_only=True) as con:
            with pytest.raises(UsageError) as error:
                tables.hand_over(con, contract_file.read(written(text, **files)))
            return str(error.value)

    return run


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("percent = 0", "term 2: percent = 0 is not from 10 to 1,000 percent"),
        ("percent = 12000", "term 2: percent = 12000 is not from 10 to 1,000"),
        ("percent = 1.2", "1.2 times is 120"),
        ('percent = "120"', "percent takes a number without quotes"),
        ("percent = true", "percent takes a number without quotes"),
        ("percent = nan", "percent takes a number"),
        ("percent = 120.00001", "more than four decimals"),
        ("codes = ['45378']", "term 2 takes one of percent and rates"),
        ("percent = 90\npercents = 1", "'percents' is not a key here. Did you mean percent?"),
        ("percent = 90\nsetting = 'ofice'", "'ofice' is not a setting: office, facility"),
        ("percent = 90\nsetting = 'ofice'", "Did you mean office?"),
        ("percent = 90\ncategory = 'visits'", "'visits' is not a category. Did you mean visit?"),
        ("percent = 90\ncategory = 'visit'\ncodes = ['99213']", "make two terms of them"),
        ("percent = 90\ncodes = ['4538']", "'4538' is not a code (45385) or a range"),
        ("percent = 90\ncodes = ['45398-45378']", "45398-45378 ends before it begins"),
        ("percent = 90\ncodes = ['12345']", "neither CMS's files here nor a rate of the payer"),
        ("percent = 90\nfrom = '2026-01-01'", "from takes a day without quotes"),
        ("percent = 90\nto = 2025-01-01", "it ends (2025-01-01) before it begins (2026-01-01)"),
        ("percent = 90\nsetting = 'asc'\nmedicare = 'RVU19Z'", "release RVU19Z is not loaded"),
        ("percent = 90\nsetting = 'asc'\nmedicare = 'RVU25B'", "Did you mean RVU25D"),
        ("percent = 90\nsetting = 'asc'\nmedicare = 1999-01-01", "no rates of 1999-01-01 are"),
        ("percent = 90\nfloor = 5", "floor = 5 is not from 10 to 1,000"),
        ("percent = 90\npercent_of_charge = 120", "is not from 1 to 100 percent"),
        ("percent = 90\nlesser_of_charge = 1", "takes true or false"),
        ("rates = 'none.csv'", "none.csv cannot be read"),
    ],
)  # fmt: skip
def test_a_term_that_is_wrong_is_named(refused, more, said):
    found = refused(f"{TERM}[[payer.term]]\n{more}\n")
    assert said in found
    assert "contract.toml, Bluebird, term 2" in found or "none.csv" in found


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("category = 'visit'", "category = 'Visit'", "'visit' has a term on 2026-01-01 already"),
        ("category = 'visit'", "category = ['imaging', 'visit']", "'visit' has a term"),
        ("category = 'surgery: *'", "category = 'surgery: eye'", "'surgery: eye' has a term"),
        ("to = 2026-06-30", "from = 2026-06-30", "'every code' has a term on 2026-06-30"),
        ("codes = ['45378-45390']", "codes = ['45385-45398']", "crosses 45378-45390"),
        ("setting = 'asc'", "setting = ['office', 'asc']", "'every code (asc)' has a term"),
    ],
)
def test_two_terms_for_the_same_on_one_day_are_refused(refused, first, second, said):
    head = '[[payer]]\nname = "Bluebird"\nfrom = 2026-01-01\n'
    text = "".join(f"[[payer.term]]\npercent = 90\n{one}\n" for one in (first, second))
    assert said in refused(head + text)


@pytest.mark.parametrize(
    ("rates", "said"),
    [
        ("hcpcs,rate\n45385,600\n45385,700\n", "line 3: 45385 has a rate in line 2: keep one"),
        ("hcpcs,mod,rate\n72148,26,1\n72148-26,,2\n", "line 3: 72148-26 has a rate in line 2"),
        ("hcpcs,rate\n45385,\n", "line 2: the rate is empty"),
        ("hcpcs,rate\n45385,six\n", "line 2: 'six' is not a rate"),
        ("hcpcs,rate\n45385,-1\n", "line 2: '-1' is not a rate"),
        ("hcpcs,modifer,rate\n45385,,1\n", "'modifer' is not known. Did you mean modifier"),
        ("hcpcs,price list\n45385,1\n", "has no column rate in its first line"),
        ("hcpcs,modifier,rate\n45385,26 LT,1\n", "line 2: a rate has one modifier or none"),
        ("hcpcs,setting,rate\n45385,moon,1\n", "line 2: 'moon' is not a setting"),
        ("hcpcs,rate\n45385X,1\n", "line 2: "),
        ("hcpcs,rate\n", "has no lines below its heading"),
    ],
)
def test_a_rate_that_is_wrong_is_named_by_its_line(refused, rates, said):
    assert said in refused(f"{TERM}[[payer.term]]\nrates = 'rates.csv'\n", rates=rates)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("payer = ", "contract.toml is not TOML: "),
        ("", "has no [[payer]]"),
        ("[payer]\nname = 'x'", "has no [[payer]]"),
        ("[[payers]]\nname = 'x'", "'payers' is not a key here. Did you mean payer?"),
        ("[[payer]]\nfrom = 2026-01-01", "payer 1 has no name"),
        ("[[payer]]\nname = 'x'", "x has no [[payer.term]]"),
        ("[[payer]]\nname = 'x'\n[[payer.term]]\npercent = 90", "term 1 has no `from`"),
        (TERM + TERM, "'Bluebird' names two payers"),
        (TERM.replace("percent = 120", "percent = 120\npercent = 90"), "is not TOML"),
    ],
)
def test_a_file_that_is_no_contract_is_refused(refused, text, said):
    assert said in refused(text)
