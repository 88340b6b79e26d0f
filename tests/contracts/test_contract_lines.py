"""What a contract pays a line: the most specific term, rounded once, with its limits."""

from datetime import date
from decimal import Decimal

import duckdb
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ratebook.claims import batches
from ratebook.contracts import contract_file, standing, tables
from ratebook.contracts import priced as by_contract
from ratebook.contracts.code_table import CodeRow
from tests.contracts.conftest import TERM, line

HEAD = '[[payer]]\nname = "Bluebird"\nfrom = 2026-01-01\n'
EACH_TIME = settings(
    max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
CODES = ("99213", "45385", "72148", "72148-26", "97110", "66984", "20610", "G0463", "80053")


def terms(*each: str) -> str:
    """A payer with these terms, from 2026 on."""
    return HEAD + "".join(f"[[payer.term]]\n{one}\n" for one in each)


def test_a_percent_is_rounded_once_half_up(agreed):
    (got,) = agreed(terms("percent = 119.95"), line("99213"))
    assert got["contract_allowed"] == round(got["priced_allowed"] * Decimal("1.1995") + 0, 2)
    assert got["contract_term"] == "every code: 119.95 percent of Medicare"


def test_short_is_what_the_payer_allowed_too_little(agreed):
    short, over = agreed(
        terms("percent = 100"), line("99213", allowed_amount="80"),
        line("99214", allowed_amount="500"),
    )  # fmt: skip
    assert short["contract_short"] == short["contract_allowed"] - 80 > 0
    assert over["contract_short"] == over["contract_allowed"] - 500 < 0


def test_the_most_specific_term_pays(agreed):
    text = terms(
        "percent = 90", "category = 'surgery: digestive system'\npercent = 130",
        "codes = ['45378-45398']\npercent = 150", "codes = ['45380-45389']\npercent = 200",
        "codes = ['45385']\npercent = 300", "category = 'visit'\npercent = 110",
    )  # fmt: skip
    codes = ("45385", "45380", "45378", "43239", "99213", "20610")
    said = [one["contract_term"] for one in agreed(text, *map(line, codes))]
    percents = [words.split(": ")[-1].split(" percent")[0] for words in said]
    assert percents == ["300", "200", "150", "130", "110", "90"]


def test_of_two_alike_the_one_that_names_the_setting_pays(agreed):
    text = terms("percent = 90", "setting = 'facility'\npercent = 80")
    office, facility = agreed(text, line("99213"), line("99214", place_of_service_code="22"))
    assert office["contract_term"].startswith("every code: 90")
    assert facility["contract_term"].startswith("every code (facility): 80")


def test_a_rate_is_of_a_whole_service_or_of_its_modifier(agreed):
    rates = "hcpcs,modifier,rate\n72148,,300\n72148,26,90\n45385,,600\nS9083,,95\n"
    due = {"72148": 300, "72148-26": 90, "72148-LT": 300, "72148-TC": None, "45385-50": None,
           "45385-RT": 600, "S9083": 95}  # fmt: skip
    found = agreed(terms("rates = 'rates.csv'"), *map(line, due), rates=rates)
    assert [one["contract_allowed"] for one in found] == list(due.values())
    reasons = {one["contract_reason"] for one in found if one["contract_allowed"] is None}
    assert reasons == {"no term of this payer is for such a service"}


def test_a_rate_is_of_a_unit(agreed):
    rates = "hcpcs,rate\nJ1100,0.1275\n"
    (got,) = agreed(
        terms("rates = 'rates.csv'"), line("J1100", service_unit_quantity="3"), rates=rates
    )
    assert got["contract_allowed"] == Decimal("0.38")


def test_a_pinned_day_takes_every_rule_of_that_day(agreed):
    visits = [line("99213"), line("99214", claim_line_start_date="2024-07-01")]
    pinned, own = agreed(terms("percent = 100\nmedicare = 2024-07-01\nfrom = 2024-01-01"), *visits)
    assert pinned["contract_medicare"] != pinned["priced_allowed"]
    assert own["contract_medicare"] == own["priced_allowed"]
    assert pinned["contract_term"] == "every code: 100 percent of Medicare on 2024-07-01"


def test_a_release_and_a_year_are_pinned_too(agreed):
    (by_release,) = agreed(terms("percent = 100\nmedicare = 'RVU24C'"), line("99213"))
    (by_day,) = agreed(terms("percent = 100\nmedicare = 2024-07-01"), line("99213"))
    assert by_release["contract_allowed"] == by_day["contract_allowed"]


def test_days_that_are_pinned_to_one_are_not_one_day(agreed):
    """Two endoscopies of two days are paid in full, also by the rules of another day."""
    first = line("45385", person_id="p")
    second = line("45380", person_id="p", claim_line_start_date="2026-08-02")
    alone = agreed(terms("percent = 100\nmedicare = 2024-07-01"), first)[0]
    both = agreed(terms("percent = 100\nmedicare = 2024-07-01"), first, second)
    same_day = agreed(terms("percent = 100\nmedicare = 2024-07-01"), first,
                      second | {"claim_line_start_date": "2026-08-01"})  # fmt: skip
    assert both[0]["contract_allowed"] == alone["contract_allowed"]
    assert same_day[1]["contract_allowed"] < both[1]["contract_allowed"]


def test_what_medicare_does_not_price_takes_a_percent_of_the_charge_or_says_why(agreed):
    text = terms("percent = 100\npercent_of_charge = 40", "setting = 'facility'\npercent = 100")
    of_charge, none = agreed(
        text, line("S9083", charge_amount="150"),
        line("S9083", claim_id="b", place_of_service_code="22"),
    )  # fmt: skip
    assert of_charge["contract_allowed"] == 60
    assert of_charge["contract_term"] == "every code: 40 percent of the charge"
    assert none["contract_reason"].startswith("Medicare: the code is not in the physician fee")


def test_what_is_not_loaded_or_not_read_takes_no_percent_of_the_charge(agreed):
    """No ASC release of 2024 is in the sample: what Medicare paid then is not known."""
    text = terms("percent = 100\npercent_of_charge = 40\nmedicare = 2024-07-01")
    others = [{"place_of_service_code": "24", "provider_type": "asc"},
              {"service_unit_quantity": "x"}, {"mac": ""}]  # fmt: skip
    lines = [line("66984", claim_id=str(n), charge_amount="900") for n in range(3)]
    found = agreed(text, *(one | other for one, other in zip(lines, others, strict=True)))
    assert not any(one["contract_allowed"] for one in found)
    assert all(one["contract_reason"].startswith("Medicare on 2024-07-01: ") for one in found)


def test_nobody_owes_a_line_that_an_edit_was_asked_to_refuse(sample_home, written):
    """Not even its rate: a contract pays what may be billed."""
    rates = "hcpcs,rate\n99213,100\n"
    path = written(terms("rates = 'rates.csv'"), rates=rates)
    with duckdb.connect(sample_home.database.as_posix(), read_only=True) as con:
        tables.hand_over(con, contract_file.read(path))
        row = CodeRow(1, "99213", (), "office", "", "", Decimal(1))
        standing.put(con, [row], standing.ServicePlace(), date(2026, 8, 1), ("office",))
        con.execute("update claims set ratebook_refusal = 'NCCI: refused'")
        found = con.execute(
            f"select contract_allowed, contract_reason from ({by_contract.lines(con, 'claims')})"
        )
        assert found.fetchall() == [(None, "NCCI: refused")]


def test_the_days_of_a_hospitals_claim_stay_together(agreed):
    """A comprehensive service packages what stands on the claim, also as of another day."""
    stay = {"claim_type": "institutional", "claim_id": "h", "cbsa": "27140"}
    whole = line("66984", **stay)
    next_day = line("80053", **stay, claim_line_start_date="2026-08-02") | {
        "claim_line_number": "2"
    }
    found = agreed(terms("percent = 100\nmedicare = 2024-07-01"), whole, next_day)
    assert [one["contract_allowed"] > 0 for one in found] == [True, False]


def test_batches_are_one_run(agreed, monkeypatch):
    lines = [line(code, claim_id=f"{code}-{n}") for n in range(6) for code in CODES[:4]]
    text = terms("percent = 120\nmedicare = 2024-07-01", "category = 'visit'\npercent = 90")
    whole = agreed(text, *lines)
    monkeypatch.setattr(batches, "LARGEST", 5)
    assert [one["contract_allowed"] for one in agreed(text, *lines)] == [
        one["contract_allowed"] for one in whole
    ]


def test_a_line_without_a_payer_is_that_of_the_only_one(agreed):
    two = TERM + TERM.replace("Bluebird", "Cedar")
    lines = [line("99213"), line("99214", payer=" cedar "), line("99215", payer="Dogwood")]
    alone = agreed(TERM, *lines)
    several = agreed(two, *lines)
    assert [one["contract_payer"] for one in alone] == ["Bluebird", None, None]
    assert [one["contract_payer"] for one in several] == [None, "Cedar", None]
    assert (
        several[0]["contract_reason"] == "no payer on the line, and the contract file has several"
    )


REASONS = [
    ({"claim_line_start_date": "2025-12-31"}, "no term of this payer is in effect on that day"),
    ({"claim_line_start_date": "soon"}, "no day that can be read"),
    ({"payer": "Dogwood"}, "the contract file does not have this payer"),
    ({"service_unit_quantity": "x"}, "Medicare: service_unit_quantity is not a number"),
    ({"hcpcs_code": "?"}, "Medicare: hcpcs_code is not a valid code: five letters or digits"),
    ({"claim_type": "x"}, "Medicare: claim_type is neither professional nor institutional"),
]


def test_a_line_without_an_amount_says_why(agreed):
    lines = [line("99213", claim_id=str(n)) | other for n, (other, _) in enumerate(REASONS)]
    found = agreed(TERM, *lines)
    assert [one["contract_reason"] for one in found] == [reason for _, reason in REASONS]
    assert not any(one["contract_allowed"] for one in found)


def test_nobody_owes_a_line_that_is_repeated_or_reversed(agreed):
    same = line("99213", charge_amount="150")
    back = same | {"claim_line_number": "2", "charge_amount": "-150", "service_unit_quantity": "-1"}
    rates = "hcpcs,rate\n99213,100\n"
    found = agreed(terms("rates = 'rates.csv'"), same, same, back, rates=rates)
    assert [one["contract_allowed"] for one in found] == [None] * 3
    assert all(one["contract_reason"] == one["reason"] for one in found)


def everything(charges):
    """A line of every code and setting that is tried, with a charge of cents or without."""
    places = ({}, {"place_of_service_code": "22"}, {"claim_type": "institutional", "cbsa": "27140"})
    kinds = [(code, place) for code in CODES for place in places]
    return [
        line(code, claim_id=str(n), person_id=str(n), **place)
        | {"charge_amount": f"{charge / 100:.2f}" if charge else ""}
        for n, ((code, place), charge) in enumerate(zip(kinds, charges, strict=True))
    ]


@given(charges=st.lists(st.none() | st.integers(100, 99_999), min_size=27, max_size=27))
@EACH_TIME
def test_100_percent_of_medicare_is_medicare(agreed, charges):
    """Of a line without a charge; with one, where the contract takes the lower too, as Medicare
    does but for hospitals."""
    found = agreed(terms("percent = 100\nlesser_of_charge = true"), *everything(charges))
    priced = [one for one in found if one["priced_allowed"] is not None]
    assert len(priced) > 15
    alike = [one for one in priced if one["setting"] != "hospital" or not one["charge_amount"]]
    assert all(one["contract_allowed"] == one["priced_allowed"] for one in alike)


@given(
    charges=st.lists(st.integers(1, 200_000), min_size=27, max_size=27),
    percent=st.integers(10, 400), floor=st.integers(10, 400),
)  # fmt: skip
@EACH_TIME
def test_never_above_the_charge_nor_below_the_floor(agreed, charges, percent, floor):
    pays = f"percent = {percent}\nfloor = {floor}"
    limited = agreed(terms(f"{pays}\nlesser_of_charge = true"), *everything(charges))
    free = agreed(terms(pays), *everything(charges))
    for one in limited:
        assert (one["contract_allowed"] or 0) <= one["charge_amount"]
    for one in free:
        if one["contract_allowed"] is not None:
            due = max(percent, floor) * one["contract_medicare"] / 100
            assert abs(one["contract_allowed"] - due) <= Decimal("0.005")
