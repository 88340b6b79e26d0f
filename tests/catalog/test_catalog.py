"""Release names, their first days, and what an address says about its file."""

from datetime import date

import pytest

from ratebook import catalog
from ratebook.catalog import names
from ratebook.catalog.scope import scope_of
from ratebook.errors import UsageError


@pytest.mark.parametrize(
    ("name", "dataset", "first"),
    [
        ("RVU25D", "PFS", date(2025, 10, 1)),
        ("rvu26a", "PFS", date(2026, 1, 1)),
        ("RVU24AR", "PFS", date(2024, 3, 9)),
        ("OPPS-2025-FR", "OPPS", date(2025, 1, 1)),
        ("OPPS-2027-04", "OPPS", date(2027, 4, 1)),
        ("ASC-2024-03", "ASC", date(2024, 3, 9)),
        ("WAGE-2026", "WAGE", date(2026, 1, 1)),
        ("ZIP5-2025-10", "ZIP5", date(2025, 10, 1)),
    ],
)
def test_a_name_says_the_data_set_and_the_first_day(name, dataset, first):
    found = catalog.release(name)
    assert (found.name, found.dataset, found.effective_from) == (name.upper(), dataset, first)


@pytest.mark.parametrize("name", ["RVU25E", "OPPS-2025-02", "OPPS", "2025", ""])
def test_what_is_no_name_is_refused(name):
    with pytest.raises(UsageError, match="is not the name of a release"):
        catalog.release(name)


def test_a_re_issue_that_nobody_dated_replaces_its_release_from_the_first_day():
    """As CMS's own did from 2005 to 2018; RVU24AR and RVU12M, of another day, are dated."""
    again = catalog.release("RVU27AR")
    assert (again.effective_from, again.rank) == (date(2027, 1, 1), 2)
    assert catalog.release("RVU24AR").effective_from == date(2024, 3, 9)
    ranks = [catalog.release(name).rank for name in ("RVU18A", "RVU18AR", "RVU18AR1")]
    assert ranks == sorted(set(ranks))


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("/files/zip/rvu25d-updated-09/11/2025.zip", date(2025, 9, 11)),
        ("/files/zip/rvu21c-updated-6302021.zip", date(2021, 6, 30)),
        ("/files/zip/rvu26b-updated-05-1-2026.zip", date(2026, 5, 1)),
        ("/files/zip/rvu24ar-posted-04/01/2024.zip", date(2024, 4, 1)),
        ("/files/zip/rvu22a.zip", None),
    ],
)
def test_an_address_says_when_cms_posted_the_file(address, day):
    assert names.meaning(address).posted == day


def test_every_listed_release_has_an_address():
    assert all(release.addresses for release in catalog.known())


def test_without_names_this_years_releases_that_begin_soon_are_wanted():
    asked = scope_of([], [], date(2026, 5, 20))
    names = {release.name for release in asked.releases}
    assert {"RVU26B", "RVU26C", "OPPS-2026-07"} <= names and "RVU26D" not in names
    assert not asked.named


def test_in_december_the_new_years_files_are_looked_for():
    names = {release.name for release in scope_of([], [], date(2027, 12, 1)).releases}
    assert {"RVU28A", "OPPS-2028-01", "ASC-2028-01", "WAGE-2028", "RVU27D"} <= names


def test_a_year_that_cannot_be_out_is_refused():
    with pytest.raises(UsageError, match="No release for 2031 can be out yet"):
        scope_of([], [2031], date(2026, 11, 24))


def test_a_list_that_holds_until_the_next_one_brings_no_year_with_it():
    asked = scope_of([], [], date(2026, 11, 24))
    kept = asked.with_kept({"HCPCS-2020-10", "ANES-BASE-2022", "PRICER-2024", "RVU25D"})
    assert kept.years == {2025, 2026, 2027}


def test_amounts_that_are_compared_are_looked_for_by_name_alone():
    assert "PFREV" not in scope_of([], [2025], date(2026, 11, 24)).datasets
    assert scope_of(["PFREV25C"], [], date(2026, 11, 24)).datasets == ["PFREV"]


def test_what_one_data_set_passes_over_may_be_anothers():
    crosswalk = names.meaning("january-2026-asp-ndc-hcpcs-crosswalk.zip")
    limits = names.meaning("january-2025-asp-pricing-file-12_19_24-final-file.zip")
    assert crosswalk.release.name == "NDC-2026-01"
    assert limits.release.name == "ASP-2025-01"
