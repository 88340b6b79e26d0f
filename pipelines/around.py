"""Where an amount stands: the same code in the other localities, and in the other releases."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import duckdb

from pipelines.question import Question
from pipelines.reader import Row, rows
from pipelines.show import keyed

AROUND = """
    with asked as (
        select
            unnest($n::integer[]) as n, unnest($hcpcs::varchar[]) as hcpcs,
            unnest($modifier::varchar[]) as modifier, unnest($mac::varchar[]) as mac,
            unnest($locality::varchar[]) as locality, unnest($qp::boolean[]) as qp,
            unnest($span::date[]) as span
    )
    select
        a.n, p.effective_from, p.mac, p.locality, p.office_amount, p.hopd_facility_amount,
        p.hopd_total_amount, p.asc_facility_amount, p.asc_total_amount
    from asked as a
    inner join payment_by_site as p
        on a.hcpcs = p.hcpcs and a.modifier = p.modifier and a.qp = p.qp
        and (a.span = p.effective_from or (a.mac = p.mac and a.locality = p.locality))
    where list_contains($hcpcs, p.hcpcs)
"""


def around(
    con: duckdb.DuckDBPyConnection, asked: Sequence[tuple[Question, date]]
) -> list[tuple[list[Row], list[Row]]]:
    """For each question and the first day of its span: the localities of that span, the nation
    among them, and the spans of its place by their first day."""
    keys = keyed([(n, question) for n, (question, _) in enumerate(asked)], [d for _, d in asked])
    found: list[tuple[list[Row], list[Row]]] = [([], []) for _ in asked]
    for rate in rows(con, AROUND, keys) if asked else ():
        n: int = rate.pop("n")
        question, span = asked[n]
        if rate["effective_from"] == span:
            found[n][0].append(rate)
        if (rate["mac"], rate["locality"]) == (question.mac, question.locality):
            found[n][1].append(rate)
    for _, spans in found:
        spans.sort(key=_first_day)
    return found


def _first_day(rate: Row) -> Any:
    return rate["effective_from"]
