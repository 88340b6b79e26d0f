"""What one code pays, by plans that are kept: for who answers many questions from one connection.

DuckDB plans a query that reads a table each time it runs, and the plan is most of what a question
costs. A prepared statement that reads none keeps its plan. So the few rows that an answer is made
of are read into variables, and the formulas of `site_amounts` are asked of those.
"""

from typing import Any

import duckdb

from ratebook.ask.question import Question
from ratebook.ask.rates import COMPARED
from ratebook.db import Row, rows

TABLES = ("codes", "places", "localities")
TYPES = """
    select string_agg('"' || column_name || '" ' || data_type, ', ' order by column_index)
    from duckdb_columns()
    where database_name = current_database() and schema_name = 'internal' and table_name = ?
"""
AMOUNTS = """
    prepare {name} as with {asked} select {columns} from internal.site_amounts(
        'asked_codes', 'asked_places', 'asked_localities', null, 0, false
    ) as p {where}
"""
OWN = "where internal.is_own_place(p.listed, p.mac, p.locality, p.place_kind, p.place)"
CODE = """
    set variable ratebook_code = (
        select list(c) from internal.site_codes as c
        where hcpcs = $hcpcs and modifier = $modifier and qp = $qp
    )
"""
SPAN = """
    set variable ratebook_span = list_filter(
        getvariable('ratebook_code'), lambda c: c.effective_from = $day::date
    )
"""
PLACE = """
    set variable ratebook_place = {
        'places': (
            select list(p) from internal.site_places as p where place_kind = $kind and place = $key
        ),
        'localities': (
            select list(i) from internal.site_localities as i
            where mac = $mac and locality = $locality
        )
    }
"""
EVERYWHERE = """
    set variable ratebook_everywhere = {
        'places': (
            select list(p) from internal.site_places as p
            where place_kind in ('nation', 'locality') and payment_year = year($day::date)
        ),
        'localities': (
            select list(i) from internal.site_localities as i where release in ('', $release)
        )
    }
"""
IN_PLACE = """
    execute ratebook_in_place(
        getvariable('ratebook_code'), getvariable('ratebook_place').places,
        getvariable('ratebook_place').localities
    )
"""
BESIDE = """
    execute ratebook_beside(
        getvariable('ratebook_span'), getvariable('ratebook_everywhere').places,
        getvariable('ratebook_everywhere').localities
    )
"""


class KeptPlans:
    """The statements of one connection, and which rows its variables hold."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self._con = con
        self._held: dict[str, dict[str, Any]] = {}
        asked = ", ".join(
            f"asked_{table} as (select unnest(${n}::{self._type(table)}, max_depth := 2))"
            for n, table in enumerate(TABLES, 1)
        )
        for name, columns, where in (("in_place", "p.*", ""), ("beside", COMPARED, OWN)):
            con.execute(AMOUNTS.format(
                name=f"ratebook_{name}", asked=asked, columns=columns, where=where))  # fmt: skip

    def of_place(self, asked: Question) -> list[Row]:
        """The rows of site_amounts of a code in its place, one of each span of days, by day; of a
        question that `fits`."""
        place = asked.place
        self._hold(CODE, hcpcs=asked.hcpcs, modifier=asked.modifier, qp=asked.qp)
        self._hold(PLACE, kind=place.kind, key=place.key, mac=place.mac, locality=place.locality)
        return sorted(rows(self._con, IN_PLACE), key=lambda rate: rate["effective_from"])

    def of_localities(self, asked: Question, span: Row) -> list[Row]:
        """The rows of payment_by_site of a code in a span of days: the nation and each locality."""
        self._hold(CODE, hcpcs=asked.hcpcs, modifier=asked.modifier, qp=asked.qp)
        day = span["effective_from"]
        self._con.execute(SPAN, {"day": day})
        self._hold(EVERYWHERE, day=day, release=span["pfs_release"])
        return sorted(rows(self._con, BESIDE), key=lambda rate: (rate["mac"], rate["locality"]))

    def _hold(self, query: str, **keys: Any) -> None:
        """Read rows into a variable, unless it has them."""
        if self._held.get(query) != keys:
            self._con.execute(query, keys)
            self._held[query] = keys

    def _type(self, table: str) -> str:
        ((columns,),) = self._con.execute(TYPES, [f"site_{table}"]).fetchall()
        return f"struct({columns})[]"


def fits(asked: Question) -> bool:
    """Whether a question is one of those planned: as most are, it says nothing of the patient and
    names no wage index. With a parameter for each DuckDB would not keep the plan."""
    return not asked.deductible and not asked.pt and asked.place.wage_index is None
