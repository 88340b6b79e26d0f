"""Pasted claim lines over a real server: priced, shown, and forgotten."""

import subprocess
import sys

import pytest
import requests

from ratebook.serve.claim_lines import EXAMPLE
from ratebook.serve.claim_schema import RepricedLines
from tests.support.serving import serving

pytestmark = pytest.mark.slow
SECRET = "SMITH-JOHN-1961"
HEADER = ("claim_id\tclaim_line_number\tclaim_type\tplace_of_service_code\t"
          "claim_line_start_date\thcpcs_code\tservice_unit_quantity\tservice_zip\n")  # fmt: skip
LINE = f"{SECRET}\t1\tprofessional\t11\t2026-07-01\t20560\t1\t35203\n"


@pytest.fixture(scope="module")
def server(sample_home):
    with serving(sample_home.folder) as address:
        yield address


@pytest.fixture
def send(server):
    """POST to the API or, as a browser, to the page; gives the response."""

    def run(text, page=False):
        if page:
            return requests.post(f"{server}/claims", data={"lines": text}, timeout=20)
        return requests.post(f"{server}/api/v1/claims", data=text.encode(), timeout=20)

    return run


def test_the_api_prices_lines_as_the_command_line_does(send, sample_home, tmp_path):
    found = send(HEADER + LINE)
    RepricedLines.model_validate(found.json())
    (tmp_path / "claims.tsv").write_text(HEADER + LINE)
    words = [
        "explain",
        "--claim",
        str(tmp_path / "claims.tsv"),
        "--claim-id",
        SECRET,
        "--line",
        "1",
    ]
    ran = subprocess.run(
        [sys.executable, "-m", "ratebook", *words, "--home", str(sample_home.folder)],
        capture_output=True, text=True,
    )  # fmt: skip
    (line,) = found.json()["lines"]
    assert f"Allowed ${line['priced_allowed']}:" in ran.stdout
    assert found.headers["cache-control"] == "no-store"


def test_the_page_shows_the_lines_and_says_the_sum(send):
    page = send(HEADER + LINE, page=True)
    assert page.status_code == 200
    assert "1 of 1 lines have an amount" in page.text
    assert page.text.count(SECRET) == 2  # in the form and in the table


def test_markup_in_a_cell_is_text(send):
    page = send(HEADER + LINE.replace(SECRET, "<script>alert(1)</script>"), page=True)
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert" in page.text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Paste lines of claims below a line with the names of their columns."),
        (HEADER, "There are no claim lines below the names of the columns."),
        (HEADER + LINE * 101, "101 lines are too many: paste at most 100"),
        (HEADER.replace("hcpcs_code", "code") + LINE, "lacks hcpcs_code"),
        (HEADER + LINE.replace("\n", "\tx\n"), "Line 1 has 9 cells, the header 8."),
        (HEADER.replace("service_zip", "claim_id") + LINE, "two columns of one name"),
    ],
)
def test_what_cannot_be_read_is_said_without_a_value_of_it(send, text, says):
    found = send(text)
    assert (found.status_code, says in found.json()["detail"]) == (422, True)
    assert SECRET not in found.text
    assert says in send(text, page=True).text


def test_too_much_is_refused(send):
    assert send("x" * 200_001).status_code == 413


def test_the_example_on_the_page_can_be_priced(send):
    assert len(send(EXAMPLE).json()["lines"]) == 2


def test_nothing_of_a_claim_is_logged(sample_home):
    words = ["serve", "--port", "0", "--home", str(sample_home.folder)]
    process = subprocess.Popen(
        [sys.executable, "-m", "ratebook", *words],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    address = process.stdout.readline().split()[0]
    for text in (HEADER + LINE, HEADER + LINE * 2 + SECRET, SECRET):
        requests.post(f"{address}api/v1/claims", data=text, timeout=20)
    process.terminate()
    assert SECRET not in process.communicate(timeout=20)[0]
