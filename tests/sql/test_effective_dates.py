"""Each day has one release of a data set, from its first day to the next or the year's end."""

from datetime import date, timedelta
from itertools import pairwise

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ratebook import catalog
from ratebook.build import load
from ratebook.build.models import all_models, build
from ratebook.db import insert

DATED = [
    m for m in all_models()
    if m.name in ("releases", "payment_schedules", "release_days", "site_schedules",
                  "item_schedules", "rate_periods")
]  # fmt: skip
ANY = st.sets(
    st.sampled_from([r.name for r in catalog.known() if r.dataset in ("PFS", "OPPS", "ASC")])
)


def warehouse_of(names) -> duckdb.DuckDBPyConnection:
    """The releases and rate_periods of some loaded releases, by the published models."""
    con = duckdb.connect()
    con.execute(f"create temp table loaded_releases ({load.RELEASES})")
    con.execute(f"create temp table known_releases ({load.KNOWN})")
    con.execute(f"create temp table catalog_schedules ({load.SCHEDULES})")
    insert(con, "catalog_schedules", [(name, name, []) for name in catalog.schedules()])
    known = [(r.name, r.dataset, r.effective_from, r.rank) for r in catalog.known()]
    insert(con, "known_releases", known)
    rest = (1, None, "", "", None, False)
    loaded = [(*row, catalog.datasets()[row[1]]["due"], *rest) for row in known if row[0] in names]
    insert(con, "loaded_releases", loaded)
    build(con, DATED)
    return con


@settings(max_examples=40, deadline=None)
@given(ANY)
def test_days_are_covered_once_and_without_a_gap(names):
    spans = (
        warehouse_of(names)
        .sql(
            "select dataset, effective_from, effective_through from releases "
            "where effective_through is not null order by 1, 2"
        )
        .fetchall()
    )
    for (dataset, _, through), (other, start, _) in pairwise(spans):
        if dataset == other and through.year == start.year:
            assert start == through + timedelta(days=1)
    assert all(start <= through and start.year == through.year for _, start, through in spans)


@settings(max_examples=40, deadline=None)
@given(ANY)
def test_rate_periods_never_overlap_and_name_the_release_that_holds(names):
    con = warehouse_of(names)
    periods = con.sql("select * from internal.rate_periods order by effective_from").fetchall()
    for before, after in pairwise(periods):
        assert before[1] < after[0]
    for start, _, *releases, _ in periods:
        for name in filter(None, releases):
            (held,) = con.sql(
                "select effective_from, effective_through from releases where release = ?",
                params=[name],
            ).fetchall()
            assert held[0] <= start <= held[1]


def one(names, release, columns="effective_from, effective_through, stale_from"):
    return (
        warehouse_of(names)
        .sql(f"select {columns} from releases where release = '{release}'")
        .fetchall()[0]
    )


def test_a_release_holds_to_the_next_loaded_one():
    held = one({"RVU25A", "RVU25D"}, "RVU25A")
    assert held == (date(2025, 1, 1), date(2025, 9, 30), date(2025, 4, 1))


def test_the_last_release_holds_to_the_end_of_its_year():
    assert one({"RVU26C"}, "RVU26C") == (date(2026, 7, 1), date(2026, 12, 31), date(2026, 10, 1))


def test_the_factor_changed_on_9_march_2024():
    assert one({"RVU24A", "RVU24AR"}, "RVU24A")[1:] == (date(2024, 3, 8), None)
    assert one({"RVU24A"}, "RVU24A")[1:] == (date(2024, 12, 31), date(2024, 3, 9))


def test_a_quarters_addenda_replace_the_final_rules():
    assert one({"OPPS-2025-FR", "OPPS-2025-01"}, "OPPS-2025-FR")[1] is None
    assert one({"OPPS-2025-FR"}, "OPPS-2025-FR")[1:] == (date(2025, 12, 31), date(2025, 1, 1))


def test_a_fourth_quarter_is_never_stale():
    assert one({"RVU25D"}, "RVU25D")[2] is None


@pytest.mark.cms
def test_no_day_of_a_code_stands_twice(genuine):
    twice = genuine(
        "select count(*) from (select lead(effective_from) over (partition by hcpcs, modifier, qp "
        "order by effective_from) <= effective_through as twice from internal.site_codes) "
        "where twice"
    )
    assert twice == [(0,)]


@pytest.mark.cms
def test_the_key_of_the_marts_is_a_key(genuine):
    for mart in ("pfs_payment", "payment_by_site"):
        twice = genuine(
            f"select count(*) from (select 1 from {mart} where hcpcs between '70000' and '76999' "
            "group by hcpcs, modifier, mac, locality, qp, effective_from having count(*) > 1)"
        )
        assert twice == [(0,)], mart


@pytest.mark.cms
def test_localities_are_109_since_2024_and_their_numbers_repeat(genuine):
    now = genuine(
        "select count(*), count(distinct locality) from localities_history "
        "where date '2025-11-01' between effective_from and effective_through"
    )
    assert now == [(109, 47)]
    before = genuine(
        "select count(*) from localities_history "
        "where date '2023-05-01' between effective_from and effective_through"
    )
    assert before == [(112,)]


@pytest.mark.cms
def test_a_history_says_each_figure_once_and_covers_the_same_days(genuine):
    """Merged or not, a code pays the same on every day, and no span repeats the one before."""
    days = (
        "select count(*), sum(hash(d, nonfacility_amount, facility_amount)) from {} as p, "
        "lateral (select unnest(generate_series(p.effective_from, p.effective_through, "
        "interval 1 day)) as d) where hcpcs = '99213' and mac = '10112' and not qp"
    )
    assert genuine(days.format("pfs_payment")) == genuine(days.format("pfs_payment_history"))
    ((rows, merged),) = genuine(
        "select (select count(*) from payment_by_site where hcpcs = '99213' and mac = '10112'), "
        "(select count(*) from payment_by_site_history where hcpcs = '99213' and mac = '10112')"
    )
    assert merged < rows
