"""Codes of a table as lines of claims that stand alone: one unit each, a patient of its own.

What is paid for one unit when nothing else is done that day: the rules of claims price it, and no
reduction beside another service does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from ratebook.ask.modified import SETTINGS
from ratebook.claims.claim_file import EMPTY
from ratebook.contracts.code_table import CodeRow
from ratebook.db import insert

# A line of a setting: claim_type, place_of_service_code, provider_type.
LINES = SETTINGS | {"facility": SETTINGS["professional"]}
COLUMNS = (
    "line_row", "claim_id", "claim_line_number", "person_id", "billing_npi",
    "claim_line_start_date", "hcpcs_code", "hcpcs_modifier_1", "service_unit_quantity",
    "claim_type", "place_of_service_code", "provider_type", "mac", "locality", "service_zip",
    "cbsa", "wage_index",
)  # fmt: skip
VOLUMES = """
    create or replace temp table contract_volumes (
        line_row bigint, line bigint, hcpcs varchar, modifiers varchar, setting varchar,
        units decimal(12, 4)
    )
"""
MOST = 1_000  # rows of a statement


@dataclass(frozen=True)
class ServicePlace:
    """Where the lines are that do not say it: a ZIP code, a locality (key), a wage area; or the
    nation, whose rates have an index of 1."""

    zip_code: str = ""
    locality: str = ""
    cbsa: str = ""


def put(
    con: duckdb.DuckDBPyConnection, rows: Sequence[CodeRow], spot: ServicePlace, on: date,
    settings: Sequence[str],
) -> None:  # fmt: skip
    """Make `claims` and `contract_volumes` of the rows on a day; one without a setting stands once
    for each of `settings`."""
    con.execute(EMPTY)
    con.execute(VOLUMES)
    each = [(row, place) for row in rows for place in ([row.setting] if row.setting else settings)]
    lines = [_line(n, row, place, spot, on) for n, (row, place) in enumerate(each, 1)]
    units = [
        (n, row.line, row.hcpcs, " ".join(row.modifiers), place, row.number)
        for n, (row, place) in enumerate(each, 1)
    ]
    for at in range(0, len(each), MOST):
        insert(con, f"claims ({', '.join(COLUMNS)})", lines[at : at + MOST])
        insert(con, "contract_volumes", units[at : at + MOST])


def _line(
    number: int, row: CodeRow, place: str, spot: ServicePlace, on: date
) -> tuple[str | int | None, ...]:
    key = str(number)
    return (
        number, key, "1", key, "1", on.isoformat(), row.hcpcs, " ".join(row.modifiers), "1",
        *LINES[place], *_where(row, spot),
    )  # fmt: skip


def _where(row: CodeRow, spot: ServicePlace) -> tuple[str | None, ...]:
    """mac, locality, service_zip, cbsa and wage_index: the line's own place before the rest's."""
    zip_code, locality = row.zip_code, row.locality
    if not zip_code and not locality:
        zip_code, locality = spot.zip_code, spot.locality
    if zip_code:
        return None, None, zip_code, spot.cbsa or None, None
    index = None if spot.cbsa or locality else "1"
    return None, locality or "national", None, spot.cbsa or None, index
