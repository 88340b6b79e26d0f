"""What the pages say and offer: blanks, reasons, other questions, who pays, charts."""

import re
from decimal import Decimal
from html import unescape

import pytest
import requests

from ratebook.charts import Series, dollars, round_ticks, steps
from tests.support.serving import serving

D = "on=2026-07-01"


@pytest.fixture(scope="module")
def server(sample_home):
    with serving(sample_home.folder) as address:
        yield address


@pytest.fixture
def page(server):
    """The page at an address: its text, without marks, in one line."""

    def read(path: str) -> str:
        text = requests.get(server + path, timeout=20).text
        return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text))).replace("\u2060", "")

    return read


def test_an_amount_that_is_on_neither_day_is_no_change(page, server):
    text = page("/code/66984?on=2026-11-01&changes=true")
    assert "no amount on either day: rarely or never performed in an office (NA)" in text
    assert "$0.00 because" not in text and "because of rarely" not in text
    found = requests.get(server + "/api/v1/codes/66984/changes?on=2026-11-01", timeout=9).json()
    (office,) = [c for c in found["changes"] if c["site"] == "office"]
    assert office["change"] is None


def test_an_amount_that_stays_says_so(page):
    text = page("/code/36245?on=2026-11-01&changes=true")
    assert "no change: packaged into the payment of other services" in text


def test_one_site_has_one_change_whichever_schedule_pays(page, server):
    found = requests.get(server + "/api/v1/codes/97110/changes?on=2026-11-01", timeout=9).json()
    (hospital,) = [c for c in found["changes"] if c["site"] == "hospital"]
    assert (hospital["old_amount"], hospital["new_amount"]) == ("28.79", "29.06")


@pytest.mark.parametrize(
    ("path", "offers"),
    [
        ("/code/20560?zip=20601&on=2025-11-01",
         ["/code/20560?locality=12302-01&on=2025-11-01",
          "/code/20560?locality=12302-99&on=2025-11-01"]),
        ("/compare?code=20560+45378&zip=20601&on=2025-11-01",
         ["/compare?code=20560&code=45378&locality=12302-01&on=2025-11-01",
          "/compare?code=20560&code=45378&locality=12302-99&on=2025-11-01"]),
        (f"/code/20560?zip=00000&{D}", [f"/code/20560?{D}"]),
        (f"/code/20560?locality=99999-99&{D}", [f"/code/20560?{D}"]),
        ("/code/20560?locality=10112-00&on=2025-11-01&qp=true",
         ["/code/20560?locality=10112-00&on=2025-11-01"]),
        ("/code/20560?on=2018-01-01",
         ["/code/20560?on=2024-01-01",
          "/code/20560?on=2026-12-31"]),
        (f"/code/00000?{D}", []),
    ],
)  # fmt: skip
def test_where_there_is_no_answer_what_is_offered_has_one(server, path, offers):
    found = requests.get(server + path, timeout=20)
    listed = re.search(r'<ul class="offers">(.*?)</ul>', found.text, re.DOTALL)
    links = re.findall(r'href="([^"]+)"', unescape(listed[1])) if listed else []
    assert found.status_code in (404, 409) and links == offers and path not in links
    assert all(requests.get(server + link, timeout=20).ok for link in links)


def test_a_page_gives_no_advice_for_the_command_line(page):
    for path in ("/code/20560?zip=20601&on=2025-11-01", "/code/20560?on=2018-01-01",
                 "/code/20560?on=2025-11-01&qp=true", f"/code/20560?zip=00000&{D}"):  # fmt: skip
        assert "--" not in page(path) and "ratebook " not in page(path)


def test_a_comparison_never_says_that_all_is_there_when_it_is_not(page):
    text = page(f"/compare?code=99213+00000&{D}")
    assert "All of them are there" not in text and "00000 is not in any of" in text
    text = page(f"/compare?code=20560+45378&{D}&locality=10112-00")
    assert "20560, 45378 hospital minus office" not in text and "patient" in text


def test_the_units_are_those_of_the_formula_below_them(page):
    text = page(f"/code/70450?{D}")
    assert "RVUs in a facility, 70450-26 0.83 0.30 0.05 1.18" in text
    assert "Professional in a facility, 70450-26 (0.83 × 1.00 + 0.30 × 1.00 + 0.05" in text
    assert "RVUs in an office 0.83 2.30 0.06 3.19" in text


def test_therapy_and_mammography_are_paid_to_the_hospital_by_the_physician_fee_schedule(page):
    text = page(f"/code/97110?{D}")
    assert "Hospital outpatient $29.06 national The same as in the office. Facility" in text
    assert "$29.06 Paid by physician fee schedule" in text
    text = page(f"/code/77067?{D}")
    assert "$91.18 Paid by physician fee schedule Professional physician fee schedule" in text
    assert "Hospital, 77067-TC (0.00 × 1.00 + 2.72 × 1.00 + 0.01 × 1.00) × 33.4009" in text


def test_a_rate_per_billing_unit_has_its_third_decimal(page):
    text = page("/code/J2002?on=2025-11-01")
    assert "■ Hospital outpatient $0.003" in text and "$0.003 per billing unit" in text
    assert "$0.003 per unit" in page("/compare?code=J2002&on=2025-11-01")


def test_the_three_sites_of_a_zip_code_and_what_the_patient_owes(page):
    text = page(f"/code/45378?{D}&place=94110")
    assert "Medicare allows $486.17 in an office, about $1,564 in a hospital and $887.72" in text
    assert "The patient owes $97.23, about $313 and $177.55." in text
    assert "$1,077.96 more than the office, 3.2 times as much: the hospital and" in text
    assert "$275.78 to the hospital, $37.05 to the professional $312.83" in text
    assert "Basis: estimate: wage index 1.7522 of 41884 San Francisco" in text


def test_a_locality_says_the_range_of_its_areas_and_one_of_maryland_why_there_is_none(page):
    text = page(f"/code/45378?{D}&locality=01112-05")
    assert "$1,373.88 in 36084 to $1,378.90 in 41884" in text
    text = page(f"/code/45378?{D}&locality=12302-01")
    assert "Not paid in a hospital Maryland's hospitals are not paid under OPPS" in text
    assert "Medicare allows $401.89 in an office and $670.81 in a surgical center" in text


def test_a_part_is_not_compared_with_a_whole(page):
    text = page(f"/code/36245?{D}")
    assert "than the office" not in text and "$919.94" not in text
    assert "Packaged packaged (N): another service's payment covers it" in text
    text = page(f"/code/45378?{D}")
    assert "$736.67 more than the office" in text
    assert "Hospital against office: T: paid at 50% when billed with a higher-paying" in text


def test_the_localities_stand_by_a_local_amount(server):
    found = requests.get(f"{server}/api/v1/codes/66984?{D}", timeout=9).json()["standing"]
    assert (found["site"], found["amount"]) == ("facility_professional_amount", "462.60")


def test_the_legend_names_what_is_drawn_and_only_that(server):
    for code in ("20560", "70450-26", "66984", "36245", "97110", "J9271"):
        text = requests.get(f"{server}/code/{code}?{D}&locality=national", timeout=9).text
        chart = re.search(r'<svg class="chart narrow.*?</svg>', text, re.DOTALL)[0]
        legend = re.search(r'<p class="legend narrow">.*?</p>', text, re.DOTALL)[0]
        drawn = re.findall(r'<path class="(office|hospital|asc|professional)"', chart)
        assert drawn and drawn[::-1] == re.findall(r'<span class="(\w+)"', legend)


@pytest.mark.parametrize(
    ("high", "ticks"),
    [("562", "$0 $200 $400 $600"), ("1103.23", "$0 $500 $1,000 $1,500"),
     ("39.61", "$0 $10 $20 $30 $40"), ("0.003", "$0.000 $0.001 $0.002 $0.003"),
     ("0.3", "$0.00 $0.10 $0.20 $0.30")],
)  # fmt: skip
def test_the_ticks_of_a_chart_are_round(high, ticks):
    assert " ".join(dollars(round_ticks(Decimal(0), Decimal(high)))) == ticks


def test_nothing_is_drawn_of_amounts_that_are_not_there():
    from datetime import date

    span = (date(2026, 1, 1), date(2026, 12, 31), None)
    assert steps("nothing", [Series("office", "office", [span])]) == ""


def test_releases_folds_the_rules_that_found_nothing(server):
    text = requests.get(server + "/releases", timeout=9).text
    shown, folded = text.split("<details><summary>Every rule")
    assert "payment without rate" in shown and "rows accounted for" not in shown
    assert "rows accounted for" in folded
    assert shown.count("<tr") < 30


def test_a_search_has_prices(server, page):
    found = requests.get(server + "/find?q=clinic+visit", timeout=20)
    assert found.url.endswith("/?q=clinic+visit") and "no name that is loaded" in found.text
    assert "$24.72" in page("/?q=2056")
    codes = requests.get(server + "/api/v1/search?q=2056&prices=true", timeout=20).json()["codes"]
    assert codes[0]["hcpcs"] == "20560" and codes[0]["hospital"] == "41.91"


def test_the_head_says_what_kind_of_service_a_code_is(page):
    text = page(f"/code/20560?{D}")
    assert "Category surgery: muscles and skeleton" in text
    assert "accept-ama-license" not in text  # the sample has no names at all


def test_a_code_may_have_three_modifiers(server):
    found = requests.get(server + f"/code/E1390-RR-QB?{D}", timeout=20)
    assert found.status_code == 404 and "E1390" in found.text  # the sample has no equipment
