"""What the names of CMS's zips, pages and rows mean: 158 genuine zips, 108 pages, 77 periods."""

import csv
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratebook import catalog
from ratebook.catalog.names import MONTHS, meaning
from tests.support import cms


def oracle(name: str) -> list[dict[str, str]]:
    path = cms.ORACLES / name
    return list(csv.DictReader(path.read_text().splitlines()))


def quarter(day: date) -> str:
    return f"{day.year}Q{(day.month + 2) // 3}"


@pytest.mark.cms
def test_every_genuine_zip_is_a_release_of_its_period():
    rows = oracle("cms_zip_names.csv")
    for row in rows:
        found = meaning(row["zip_name"])
        assert found and found.release and found.dataset == row["dataset"], row
        assert quarter(found.release.effective_from).startswith(row["period"].split("_")[0]), row
    assert len(rows) == 158


@pytest.mark.cms
def test_of_two_files_for_one_quarter_the_one_that_cms_kept_holds():
    """`_p1` and `_p2` mark the periods that a later file cut short or replaced."""
    rows = [row for row in oracle("cms_zip_names.csv") if row["dataset"] == "PFS"]
    kept = {row["period"]: meaning(row["zip_name"]).release for row in rows}
    before = [(period, r) for period, r in kept.items() if "_p" in period]
    for period, release in before:
        last = kept[period.split("_")[0]]
        assert (release.effective_from, release.rank) < (last.effective_from, last.rank), period
    assert len(before) == 15


@pytest.mark.cms
def test_every_genuine_page_names_a_release_of_its_year():
    rows = oracle("cms_pfs_pages.csv")
    assert all(meaning(row["file"], "PFS").release.year == int(row["year"]) for row in rows)
    assert len(rows) == 107


@pytest.mark.cms
def test_every_genuine_period_begins_on_the_day_of_its_release():
    dated = [row for row in oracle("cms_pfs_zips.csv") if row["effective_from"]]
    for row in dated:
        found = meaning(row["zip_path"], "PFS").release
        assert found.name == row["file"]
        assert found.effective_from.isoformat() == row["effective_from"]
    assert len(dated) == 75


@pytest.mark.parametrize(
    ("name", "release", "posted", "order"),
    [
        ("/files/zip/rvu26b-updated-05-1-2026.zip", "RVU26B", date(2026, 5, 1), 0),
        ("RVU25D - Updated 09/11/2025", "RVU25D", date(2025, 9, 11), 0),
        ("rvu25d-0", "RVU25D", None, 0),
        ("rvu27ar.zip", "RVU27AR", None, 0),
        ("july-2024-addendum-b-080524.zip", "OPPS-2024-07", date(2024, 8, 5), 0),
        ("cy-2026-april-opps-addendum-b", "OPPS-2026-04", None, 0),
        ("October-2026-OPPS-Addendum-B", "OPPS-2026-10", None, 0),
        ("January 2020 Addendum B CORRECTION", "OPPS-2020-01", None, 1),
        ("2027-nfrm-opps-addenda.zip", "OPPS-2027-FR", None, 0),
        ("2018-Jan-ASC-Addenda-V2.zip", "ASC-2018-01", None, 1),
        ("2019-10-15-ASC-Addenda-Corrections.zip", "ASC-2019-10", date(2019, 10, 15), 1),
        ("2027-nfrm-addendum-aa-bb-dd1-dd2-ee-ff.zip", "ASC-2027-01", None, -1),
        ("march-9-2024-asc-approved-hcpcs-code-and-payment-rates", "ASC-2024-03", None, 0),
        ("march-9-2027-asc-addenda", "ASC-2027-03-09", None, 0),
        ("2027-opps-asc-wage-index.zip", "WAGE-2027", None, 0),
    ],
)
def test_a_name_says_release_day_of_posting_and_correction(name, release, posted, order):
    found = meaning(name)
    assert (found.release.name, found.posted, found.order) == (release, posted, order)


def test_a_zip_file_of_localities_tells_its_quarter_only_inside():
    found = meaning("zip-code-carrier-locality-file-updated-05-13-2026.zip")
    assert (found.dataset, found.release, found.posted) == ("ZIP5", None, date(2026, 5, 13))


@pytest.mark.parametrize("name", ["cy-2026-april-opps-addendum", "april-2027-addendum-a",
                         "zip-codes-requiring-4-extension-revised-08/14/2025.zip"])  # fmt: skip
def test_what_holds_nothing_that_is_read_is_understood_as_that(name):
    assert meaning(name).aside


@pytest.mark.parametrize("name", ["rvu27x.zip", "may-2026-addendum-b", "26clabq5.zip", "", "zip"])
def test_what_is_not_understood_is_nothing(name):
    assert meaning(name) is None


DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))
FORMS = st.sampled_from(["%m-%d-%Y", "%m/%d/%Y", "%m%d%Y"])
WORDS = st.sampled_from(["updated", "posted"])


@given(st.integers(2020, 2040), st.sampled_from("ABCD"), DAYS, FORMS, WORDS)
def test_a_dated_name_is_the_release_and_the_day_however_the_day_is_written(
    year, letter, day, form, word
):
    found = meaning(f"/files/zip/rvu{year % 100}{letter.lower()}-{word}-{day.strftime(form)}.zip")
    assert (found.release.name, found.posted) == (f"RVU{year % 100}{letter}", day)


@given(st.integers(2020, 2040), st.sampled_from([1, 4, 7, 10]), st.booleans())
def test_a_quarter_is_told_by_the_month_in_full_or_short(year, month, short):
    name = MONTHS[month - 1][: 3 if short else None]
    assert meaning(f"{name}-{year}-opps-addendum-b").release == catalog.release(
        f"OPPS-{year}-{month:02d}"
    )


PAIRS = "medicare-ncci-{}-ptp-edits-{}.zip"


@pytest.mark.parametrize(
    ("name", "release"),
    [
        (PAIRS.format("2024q3-practitioner", "ccipra-v302r0-f1"), "PTP-PRACTITIONER-2024-07"),
        (PAIRS.format("2025q1-hospital-outpatient", "ccioph-v310r1-f4"), "PTP-HOSPITAL-2025-01"),
        ("ccipra-v303r0-f2.TXT", "PTP-PRACTITIONER-2024-10"),
    ],
)
def test_the_version_of_ncci_tells_the_quarter_of_its_pairs(name, release):
    found = meaning(name)
    assert found and found.release and found.release.name == release
    assert found.release.parts == 4
