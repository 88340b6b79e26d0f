"""What services are called, the codes that words find, and the codes that belong to one."""

from collections.abc import Iterable
from typing import Any

import duckdb

from ratebook.db import Row, row, rows
from ratebook.errors import AnswerError

NAMES = """
    select a.hcpcs, n.name, n.short_name, n.owner, n.release, n.ended_on, n.replaced_by,
        category_of(a.hcpcs) as category
    from (select unnest($hcpcs::varchar[]) as hcpcs) as a
    left join code_names as n on a.hcpcs = n.hcpcs
"""
SEARCH = "select * from search_codes($words, most := $most)"
RELATED = "select * from related_codes($hcpcs)"
AMA = "select 1 from code_names where owner = 'AMA' limit 1"
NOTICE = (
    "CPT descriptors are copyright American Medical Association. All rights reserved. CPT is a "
    "registered trademark of the American Medical Association."
)
HOW = (
    "names of CPT codes come with the AMA's license: read it, then `ratebook accept-ama-license` "
    "and `ratebook refresh`"
)


def of_codes(con: duckdb.DuckDBPyConnection, hcpcs: Iterable[str]) -> dict[str, Row]:
    """By code its `name`, `short_name`, `owner` (CMS or AMA), `release`, `category`, and `notice`
    (the AMA's line) or `reason` (why it has none)."""
    found = rows(con, NAMES, {"hcpcs": sorted(set(hcpcs))})
    accepted = has_cpt(con) if any(one["name"] is None for one in found) else True
    return {one.pop("hcpcs"): one | _said(one, accepted) for one in found}


def _said(found: Row, accepted: bool) -> Row:
    cpt = found["owner"] == "AMA"
    if found["name"] is not None:
        return {"notice": NOTICE if cpt else None, "reason": None}
    return {"notice": None, "reason": "no loaded file names it" if accepted else HOW}


def has_cpt(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether the AMA's descriptors are loaded."""
    return bool(row(con, AMA))


def search(con: duckdb.DuckDBPyConnection, words: str, most: int = 20) -> list[Row]:
    """The codes whose names have words, or that begin so, the best first.

    AnswerError where none does; it says so if the names of CPT codes are not loaded.
    """
    found = rows(con, SEARCH, {"words": words, "most": most})
    if not found:
        why = "" if has_cpt(con) else f" ({HOW})"
        raise AnswerError("unknown-words", f"No code's name has the words '{words}'{why}.")
    return found


def related(con: duckdb.DuckDBPyConnection, hcpcs: str) -> list[Row]:
    """The codes that belong to a code: `relation`, `code`, `name` (None where none is loaded)."""
    return rows(con, RELATED, {"hcpcs": hcpcs})


def title(name: dict[str, Any]) -> str:
    """A service's name and what kind of service it is, in one line; '' where neither is known."""
    return ": ".join(filter(None, [name["category"], name["name"]]))
