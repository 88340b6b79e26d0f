"""`ratebook explain`: every input of an amount, the file and row it came from, the formula.

The inputs are the very rows that the published views use.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import duckdb

from pipelines.question import Question
from pipelines.reader import Row, rows
from pipelines.show import show

PARTS = """
    with asked as (
        select
            unnest($n::integer[]) as n, unnest($release::varchar[]) as release,
            unnest($hcpcs::varchar[]) as hcpcs, unnest($row::integer[]) as source_row,
            unnest($qp::boolean[]) as qp, unnest($mac::varchar[]) as mac,
            unnest($locality::varchar[]) as locality
    )

    select
        a.n, c.release, c.hcpcs, c.modifier, c.status_code, c.pctc, c.payable,
        c.work_rvu, c.nonfacility_pe_rvu, c.facility_pe_rvu, c.mp_rvu, c.conversion_factor,
        c.source_file as rvu_file, c.source_row as rvu_row,
        i.work_gpci, i.pe_gpci, i.mp_gpci, i.source_file as gpci_file, i.source_row as gpci_row,
        f.source_file as factor_file, f.source_row as factor_row,
        c.cap_work_rvu, c.cap_nonfacility_pe, c.cap_facility_pe, c.cap_mp
    from asked as a
    inner join pfs_codes as c
        on a.release = c.release and a.hcpcs = c.hcpcs and a.source_row = c.source_row
        and a.qp = c.qp
    inner join locality_indices as i
        on a.release = i.release and a.mac = i.mac and a.locality = i.locality
    inner join conversion_factors as f on a.release = f.release and a.qp = f.qp
    where list_contains($hcpcs, c.hcpcs)
"""
CENT = Decimal("0.01")


def explain(con: duckdb.DuckDBPyConnection, asked: Question) -> dict[str, Any]:
    """`show`'s answer, with `office_parts` and `professional_parts`: how each was computed."""
    answer = show(con, asked)
    add_parts(con, [answer])
    return answer


def add_parts(con: duckdb.DuckDBPyConnection, answers: Sequence[dict[str, Any]]) -> None:
    """Give answers of `show_all` their `office_parts` and `professional_parts`."""
    wanted = [
        (answer, name, source)
        for answer in answers
        for name, source in (
            ("office_parts", answer["office"]["source"]),
            ("professional_parts", answer["hospital"]["professional_source"]),
        )
    ]
    there = [(n, answer, source) for n, (answer, _, source) in enumerate(wanted) if source]
    keys = {
        "n": [n for n, _, _ in there],
        "release": [source["release"] for _, _, source in there],
        "row": [source["row"] for _, _, source in there],
        **{
            name: [answer[name] for _, answer, _ in there]
            for name in ("hcpcs", "qp", "mac", "locality")
        },
    }
    found = {part.pop("n"): _worked_out(part) for part in rows(con, PARTS, keys)} if there else {}
    for n, (answer, name, _) in enumerate(wanted):
        answer[name] = found.get(n)


def _worked_out(parts: Row) -> Row:
    """The inputs, and what comes of them: unrounded, rounded once, the cap, the lower of both.

    Decimals are exact here as they are in DuckDB, and planning this as a query takes longer than
    all the rest of it. A test holds what comes out against pfs_payment.
    """
    before, caps, paid = {}, {}, {}
    for site in ("nonfacility", "facility"):
        exact = _fee(parts, parts["work_rvu"], parts[f"{site}_pe_rvu"], parts["mp_rvu"])
        parts[f"{site}_unrounded"] = exact
        before[site] = _cents(exact) if parts["payable"] else None
        cap_pe = parts[f"cap_{site}_pe"]
        ceiling = cap_pe is not None and _fee(parts, parts["cap_work_rvu"], cap_pe, parts["cap_mp"])
        caps[site] = _cents(ceiling) if ceiling is not False else None
        known = [amount for amount in (before[site], caps[site]) if amount is not None]
        paid[site] = min(known) if parts["payable"] else None
    for name, amounts in (("{}_before_cap", before), ("opps_cap_{}", caps), ("{}_amount", paid)):
        parts |= {name.format(site): amount for site, amount in amounts.items()}
    return parts


def _fee(parts: Row, work: Decimal, pe: Decimal, mp: Decimal) -> Decimal:
    units = work * parts["work_gpci"] + pe * parts["pe_gpci"] + mp * parts["mp_gpci"]
    exact: Decimal = units * parts["conversion_factor"]
    return exact


def _cents(exact: Decimal) -> Decimal:
    return exact.quantize(CENT, ROUND_HALF_UP)


def lines(answer: dict[str, Any]) -> list[str]:
    """The explanation as lines of text."""
    text = [*_site("Office", answer["office_parts"], "nonfacility", answer["office"]["reason"])]
    hospital = answer["hospital"]
    text += _site("Professional in a hospital or ASC", answer["professional_parts"], "facility",
                  hospital["professional_reason"])  # fmt: skip
    text += _printed("Hospital (OPPS)", hospital, _hospital_words(hospital))
    asc = answer["asc"]
    words = f"payment indicator {asc['payment_indicator']}" if asc["payment_indicator"] else ""
    return text + _printed("Ambulatory surgical center", asc, words)


def _hospital_words(hospital: Row) -> str:
    if not hospital["status_indicator"]:
        return ""
    apc = f", APC {hospital['apc']}" if hospital["apc"] else ""
    return f"billed as {hospital['hcpcs']}, status indicator {hospital['status_indicator']}{apc}"


def _site(title: str, parts: Row | None, site: str, reason: str | None) -> list[str]:
    if not parts:
        return [title, f"  {reason}", ""]
    pe = parts[f"{site}_pe_rvu"]
    found = [
        title,
        f"  units    work {parts['work_rvu']}, practice expense {pe}, "
        f"malpractice {parts['mp_rvu']}",
        f"           {_at(parts['release'], parts['rvu_file'], parts['rvu_row'])}"
        f" ({parts['hcpcs']} modifier '{parts['modifier']}', status {parts['status_code']}, "
        f"PC/TC {parts['pctc']})",
        f"  indices  work {parts['work_gpci']}, practice expense {parts['pe_gpci']}, "
        f"malpractice {parts['mp_gpci']}",
        f"           {_at(parts['release'], parts['gpci_file'], parts['gpci_row'])}",
        f"  factor   {parts['conversion_factor']}  "
        f"{_at(parts['release'], parts['factor_file'], parts['factor_row'])}",
        f"  formula  ({parts['work_rvu']} x {parts['work_gpci']} + {pe} x {parts['pe_gpci']} + "
        f"{parts['mp_rvu']} x {parts['mp_gpci']}) x {parts['conversion_factor']}",
        f"           = {parts[f'{site}_unrounded']:f}, rounded half up once: "
        f"{parts[f'{site}_before_cap'] or 'not payable'}",
    ]
    return [*found, *_cap(parts, site), *_verdict(parts, site, reason), ""]


def _cap(parts: Row, site: str) -> list[str]:
    cap = parts[f"opps_cap_{site}"]
    if cap is None:
        return ["  cap      none: the OPPS columns are zero"]
    pe = parts[f"cap_{site}_pe"]
    return [
        f"  cap      ({parts['cap_work_rvu']} x {parts['work_gpci']} + {pe} x {parts['pe_gpci']} + "
        f"{parts['cap_mp']} x {parts['mp_gpci']}) x {parts['conversion_factor']} = {cap}: "
        "the lower of the two is paid"
    ]


def _verdict(parts: Row, site: str, reason: str | None) -> list[str]:
    amount = parts[f"{site}_amount"]
    if reason:
        return [f"  no amount: {reason}"]
    return [f"  amount   ${amount}"]


def _printed(title: str, site: Row, words: str) -> list[str]:
    source = site["source"]
    found = [title]
    if words:
        found.append(f"  {words}")
    if source:
        found.append(f"  {_at(source['release'], source['file'], source['row'])}")
    if site["facility_amount"] is not None:
        found.append(f"  the printed national rate: ${site['facility_amount']}")
    if site["reason"]:
        found.append(f"  {site['reason']}")
    if site["total_amount"] is not None:
        parts = [site["facility_amount"], site["professional_amount"]]
        summed = " + ".join(f"${part}" for part in parts if part is not None)
        found.append(f"  total    {summed} = ${site['total_amount']}")
    return [*found, ""]


def _at(release: str, file: str, number: int | None) -> str:
    return f"{release}, {file}" + (f", row {number}" if number else "")
