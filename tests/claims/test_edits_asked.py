"""What NCCI says of lines that a person pastes into the page and a program sends to the API."""

import html
import re

import pytest
import requests

from tests.support.serving import serving

pytestmark = [pytest.mark.cms, pytest.mark.slow]
HEADER = ("claim_id,claim_line_number,claim_type,place_of_service_code,person_id,billing_npi,"
          "claim_line_start_date,hcpcs_code,hcpcs_modifier_1,service_unit_quantity,"
          "service_zip")  # fmt: skip
NO_LIFT = "29881 includes it, whatever the modifier (pair from 2002-01-02, indicator 0)"
BOTH = "45385 includes it, but 59 lifts that (pair from 1996-01-01, indicator 1)"
LIMIT = "2 units on the {}, 1 at most: all are refused, and no modifier lifts that (MAI 2)"


@pytest.fixture(scope="module")
def server(edits_home):
    with serving(edits_home.folder) as address:
        yield address


@pytest.fixture(params=["page", "api"])
def edits(server, request):
    """A function that sends lines (`45380-59 x 2`) and gives what NCCI says, by code."""

    def asked(*lines):
        rows = [_row(n, *line) for n, line in enumerate(lines, 1)]
        text = "\n".join([HEADER, *rows])
        if request.param == "page":
            page = requests.post(f"{server}/claims", data={"lines": text}, timeout=30).text
            cells = re.findall(r'data-label="Code">(\w+).*?How, or why not">(.*?)</td>', page, re.S)
            return [(code, html.unescape(edit)) for code, cell in cells
                    for edit in re.findall(r"<small>NCCI: (.*?)</small>", cell)]  # fmt: skip
        found = requests.post(f"{server}/api/v1/claims", data=text.encode(), timeout=30).json()
        return [(line["hcpcs_code"], edit["says"])
                for line in found["lines"] for edit in line["edits"]]  # fmt: skip

    return asked


def _row(number, code, units=1, modifier=""):
    return f"A,{number},professional,22,P,1,2024-08-01,{code},{modifier},{units},35203"


def test_a_pair_that_59_lifts(edits):
    assert edits(["45385"], ["45380", 1, "59"]) == [("45380", BOTH)]


def test_a_pair_that_nothing_lifts(edits):
    assert edits(["29881"], ["29877", 1, "59"]) == [("29877", NO_LIFT)]


def test_a_limit_over_two_lines(edits):
    assert edits(["20560"], ["20560"]) == [("20560", LIMIT.format("day"))] * 2


def test_a_limit_in_one_line(edits):
    assert edits(["20560", 2]) == [("20560", LIMIT.format("day"))]


def test_a_limit_kept(edits):
    assert edits(["20560"]) == []


def test_the_page_of_a_code_has_its_pairs_and_limits(server):
    page = requests.get(f"{server}/code/29881/modifiers?on=2024-08-01&with=29877", timeout=30).text
    assert "Not paid beside 29881" in page and 'href="/code/29877/modifiers?' in page
    assert "No modifier lifts it" in page and "MAI 2" in page


def test_json_of_a_code_has_its_pairs_and_limits(server):
    asked = f"{server}/api/v1/codes/20560/modifiers?on=2024-08-01&with=20561"
    found = requests.get(asked, timeout=30).json()
    limits = {limit["kind"]: (limit["mue_value"], limit["mai"])
              for limit in found["edits"]["limits"]}  # fmt: skip
    assert limits["practitioner"] == (1, 2)
    assert {pair["kind"] for pair in found["beside"]} == {"practitioner", "hospital"}
