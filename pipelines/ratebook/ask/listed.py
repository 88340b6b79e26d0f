"""Which questions name a code that a schedule lists: most codes are in those of the sites alone."""

from collections.abc import Sequence

import duckdb

from ratebook.ask.question import Question
from ratebook.db import rows

# Between the first and the last, so that row groups of other codes are not read.
LISTED = """
    select distinct hcpcs from internal.code_terms
    where hcpcs between list_min($hcpcs::varchar[]) and list_max($hcpcs::varchar[])
        and list_contains($hcpcs::varchar[], hcpcs)
        and list_contains($schedules::varchar[], schedule)
"""


def numbers(
    con: duckdb.DuckDBPyConnection, asked: Sequence[Question], schedules: Sequence[str]
) -> list[int]:
    """The places, from 0, of the questions whose code any release of the schedules lists."""
    keys = {"hcpcs": [question.hcpcs for question in asked], "schedules": list(schedules)}
    codes = {found["hcpcs"] for found in rows(con, LISTED, keys)}
    return [n for n, question in enumerate(asked) if question.hcpcs in codes]
