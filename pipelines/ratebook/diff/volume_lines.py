"""The lines of volumes: each at its site, in its place, and with the row that pays it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import duckdb

from ratebook import catalog
from ratebook.ask.place import NATION
from ratebook.db import insert
from ratebook.diff.modifiers import COMPONENTS, resolve
from ratebook.diff.request import DiffRequest
from ratebook.diff.volumes import FACILITIES, OTHERS, VISITS, Volume

LINES = (
    "id integer, line integer, written varchar, hcpcs varchar, modifier varchar, site varchar, "
    "mac varchar, locality varchar, volume decimal(18, 4), reason varchar"
)
BILLED_BY = {
    "office": ("professional",),
    "professional": ("professional",),
    "hospital": ("professional", "hospital"),
    "hospital-facility": ("hospital",),
    "asc": ("professional", "asc"),
    "asc-facility": ("asc",),
    **dict.fromkeys(OTHERS, ("professional",)),
}
PAID_AT = {"26": "professional", "TC": "office"}
MOST = 1000  # lines in a statement


def fill(
    con: duckdb.DuckDBPyConnection, asked: DiffRequest, codes: Sequence[tuple[str, str | None]]
) -> None:
    """Make the temporary table `lines`; of a line that no row can price, with the reason.

    A line without a site is there once for each that is compared. `codes`: those that the
    question is limited to.
    """
    con.execute(f"create or replace temp table lines ({LINES})")
    each = list(_each(asked))
    questions = [(line.hcpcs or "", line.modifiers, BILLED_BY[line.site or ""]) for line in each]
    resolved = resolve(con, questions, asked.releases)
    found = [
        _line(n, line, *resolved[question], codes)
        for n, (line, question) in enumerate(zip(each, questions, strict=True), start=1)
    ]
    for start in range(0, len(found), MOST):
        insert(con, "lines", found[start : start + MOST])


def _each(asked: DiffRequest) -> Iterator[Volume]:
    sites = sites_of(asked)
    mac, locality = NATION if asked.places is None else asked.places[0]
    for line in asked.volumes:
        placed = line if line.mac else replace(line, mac=mac, locality=locality)
        for site in [line.site] if line.site else sites:
            yield replace(placed, site=site)


def sites_of(asked: DiffRequest) -> list[str]:
    """The sites that a line without one stands for: visits where both of their parts are there."""
    compared = {pair.dataset for pair in asked.priced_with}
    sites = ["office", "professional"] if "PFS" in compared else []
    for dataset, site in (("OPPS", "hospital"), ("ASC", "asc")):
        if dataset in compared:
            sites.append(site if "PFS" in compared else f"{site}-facility")
    return sites + [site for site in OTHERS if catalog.settings()[site] in compared]


def _line(
    n: int, line: Volume, modifier: str | None, why: str | None,
    codes: Sequence[tuple[str, str | None]],
) -> tuple[object, ...]:  # fmt: skip
    reason = line.problem or _component(line, modifier) or why
    if not reason and codes and not {(line.hcpcs, modifier), (line.hcpcs, None)} & set(codes):
        reason = "not one of the requested codes"
    return (n, line.line, line.written, line.hcpcs, modifier, line.site, line.mac, line.locality,
            line.volume, reason)  # fmt: skip


def _component(line: Volume, modifier: str | None) -> str | None:
    """Why a row of a component, or of a discontinued procedure, is not what a facility is paid."""
    if line.site not in (*VISITS, *FACILITIES) or (line.site in FACILITIES and modifier == ""):
        return None
    if found := [one for one in COMPONENTS if one in line.modifiers]:
        return (f"component {found[0]}: a facility is paid for the code without it; the row of "
                f"{found[0]} is paid at the site {PAID_AT[found[0]]}")  # fmt: skip
    if modifier:
        return f"{modifier} is a professional modifier: the facility payment is not priced"
    return None
