"""The page of a code's modifiers and edits, and the same as JSON, over a real server."""

import pytest
import requests

from ratebook.serve.modifier_schema import ModifiersAnswer
from tests.support.serving import serving

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def ask(sample_home):
    """GET an address of the server; gives the response."""
    with serving(sample_home.folder) as address:
        yield lambda path, **more: requests.get(address + path, timeout=20, **more)


def test_the_page_has_each_modifier_with_what_it_pays(ask):
    page = ask("/code/45385/modifiers?zip=39201&on=2026-08-01").text
    for part in ("45385</a>: modifiers and edits", "LT RT", "both sides", "$303.63", "$556.01"):
        assert part in page


def test_json_has_the_amounts_without_and_with(ask):
    found = ask("/api/v1/codes/G0463/modifiers?on=2026-08-01").json()
    ModifiersAnswer.model_validate(found)
    (clinic,) = (row for row in found["modifiers"]
                 if (row["modifier"], row["setting"]) == ("PO", "hospital"))  # fmt: skip
    assert (clinic["amount_without"], clinic["amount"]) == ("136.02", "54.41")


def test_a_code_with_a_modifier_that_has_no_row_leads_to_it(ask):
    found = ask("/code/45380-59?zip=39201&on=2026-08-01", allow_redirects=False)
    assert found.status_code == 303
    page = ask("/code/45380-59?zip=39201&on=2026-08-01").text
    assert "separate from another procedure of the day" in page


def test_what_changes_no_amount_is_named_in_one_line(ask):
    page = ask("/code/45385/modifiers?zip=39201&on=2026-08-01").text
    named = page.partition("<summary>Those that change no amount: ")[2].partition("</summary>")[0]
    assert {"25", "59", "LT RT"} <= set(named.split(", ")) and "52" not in named.split(", ")


def test_another_code_is_looked_up_in_the_same_place(ask):
    page = ask("/code/45385/modifiers?zip=39201&on=2026-08-01").text
    assert '<input type="hidden" name="zip" value="39201">' in page


def test_a_quarter_without_edits_is_said(ask):
    page = ask("/code/45385/modifiers?on=2026-08-01&with=45380").text
    assert "the edits of 2026 Q3 are not loaded" in page


def test_a_modifier_that_nobody_knows_is_said(ask):
    page = ask("/code/45380-ZZ?on=2026-08-01").text
    assert "What modifier ZZ does to 45380 is not known here." in page


@pytest.mark.parametrize(("path", "status"), [
    ("/code/99998/modifiers?on=2026-08-01", 404),
    ("/api/v1/codes/45385/modifiers?on=2026-08-01&with=%3Cb%3E", 422),
    ("/code/45385/modifiers?on=2026-08-01&modifier=12345678", 200),
])  # fmt: skip
def test_what_cannot_be_looked_up(ask, path, status):
    assert ask(path).status_code == status
