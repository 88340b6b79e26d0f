"""What a facility's amount rests on, in words; and why figures of an answer are not there."""

from collections.abc import Iterator, Sequence
from typing import Any

from ratebook.db import Row

UNSETTLED = ("S1", "S2")  # skin substitutes of 2026


def words(site: Row) -> str | None:
    """The basis of a hospital's or an ASC's amount, its first word the basis itself; None where
    there is nothing to say: of the printed rate in the nation, or of an amount by RVUs."""
    basis, index = site["basis"], site["index"]
    if basis == "everywhere":
        return "the same everywhere: no wage index applies"
    if basis == "national":
        status = site.get("status_indicator") or site.get("payment_indicator")
        settled = status not in UNSETTLED
        return (
            None
            if settled
            else f"national: whether the wage index applies to {status} is not settled"
        )
    if not index:
        return None
    of = f"wage index {index['wage_index']}"
    if basis == "hospital":
        return f"hospital: its own {of}"
    area = " ".join(filter(None, (index["area"], index["area_name"])))
    if index["lowest_amount"] != index["highest_amount"]:
        return f"estimate: the median of its wage areas, {of} of {area}; {_range(index)}"
    if basis == "estimate" and "status_indicator" in site:
        return f"estimate: {of} of {area} is that of ASCs; {_lacking(index)}"
    return f"{basis}: {of} of {area}"


def _range(index: Row) -> str:
    return (
        f"${index['lowest_amount']:,.2f} in {index['lowest_area']} to "
        f"${index['highest_amount']:,.2f} in {index['highest_area']}"
    )


def _lacking(index: Row) -> str:
    if (index["index_release"] or "").startswith("WAGE-2"):
        return f"no wage index of hospitals for {index['index_release'][5:]} is loaded"
    return "the hospital may have another"


def missing(answers: Sequence[Row]) -> list[tuple[list[str], str, str]]:
    """Why figures are not there: the codes, which figure, and the reason, each reason once."""
    found: dict[tuple[str, str], list[str]] = {}
    for answer in answers:
        code = answer["hcpcs"] + (f"-{answer['modifier']}" if answer["modifier"] else "")
        told = set()
        for name, reason in _reasons(answer):
            if reason and reason not in told:
                told.add(reason)
                found.setdefault((name, reason), []).append(code)
    return [(codes, name, reason) for (name, reason), codes in found.items()]


def _reasons(answer: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    hospital, asc = answer["hospital"], answer["asc"]
    yield "office", answer["office"]["reason"]
    yield "hospital", hospital["reason"]
    yield "professional", hospital["professional_reason"]
    yield "ASC", asc["reason"]
    for name, site in (("hospital, both", hospital), ("ASC, both", asc)):
        if site["total_amount"] is None and not site["reason"]:
            yield name, site["total_reason"]
        yield f"patient, {name}", site["patient_reason"]
    if answer["hopd_minus_office"] is None:
        yield "hospital minus office", answer["hopd_minus_office_reason"]
