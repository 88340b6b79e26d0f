"""`ratebook explain`: every input of an amount, the file and row it came from, the formula.

The arithmetic is done by DuckDB on the very inputs that the published views use, so what is
printed is how the amount came about, not a retelling of it.
"""

from typing import Any

import duckdb

from pipelines.reader import Row, row
from pipelines.show import Question, show

PARTS = """
    select
        c.release, c.hcpcs, c.modifier, c.status_code, c.pctc, c.payable,
        c.work_rvu, c.nonfacility_pe_rvu, c.facility_pe_rvu, c.mp_rvu, c.conversion_factor,
        c.source_file as rvu_file, c.source_row as rvu_row,
        i.work_gpci, i.pe_gpci, i.mp_gpci, i.source_file as gpci_file, i.source_row as gpci_row,
        f.source_file as factor_file, f.source_row as factor_row,
        c.cap_work_rvu, c.cap_nonfacility_pe, c.cap_facility_pe, c.cap_mp,
        (c.work_rvu * i.work_gpci + c.nonfacility_pe_rvu * i.pe_gpci + c.mp_rvu * i.mp_gpci)
            * c.conversion_factor as nonfacility_unrounded,
        (c.work_rvu * i.work_gpci + c.facility_pe_rvu * i.pe_gpci + c.mp_rvu * i.mp_gpci)
            * c.conversion_factor as facility_unrounded,
        p.nonfacility_before_cap, p.facility_before_cap,
        p.opps_cap_nonfacility, p.opps_cap_facility, p.nonfacility_amount, p.facility_amount
    from pfs_codes as c
    inner join locality_indices as i on c.release = i.release and i.mac = ? and i.locality = ?
    inner join conversion_factors as f on c.release = f.release and c.qp = f.qp
    inner join pfs_payment as p
        on p.release = c.release and p.hcpcs = c.hcpcs and p.modifier = c.modifier
        and p.qp = c.qp and p.mac = i.mac and p.locality = i.locality
    where c.release = ? and c.hcpcs = ? and c.source_row = ? and c.qp = ? and p.hcpcs = ?
"""


def explain(con: duckdb.DuckDBPyConnection, asked: Question) -> dict[str, Any]:
    """`show`'s answer, with `office_parts` and `professional_parts`: how each was computed."""
    answer = show(con, asked)
    office, professional = answer["office"]["source"], answer["hospital"]["professional_source"]
    answer["office_parts"] = office and _parts(con, asked, office)
    answer["professional_parts"] = professional and _parts(con, asked, professional)
    return answer


def _parts(con: duckdb.DuckDBPyConnection, asked: Question, source: Row) -> Row | None:
    """All that went into the amounts of one row of PPRRVU."""
    key = [asked.mac, asked.locality, source["release"], asked.hcpcs, source["row"], asked.qp]
    return row(con, PARTS, [*key, asked.hcpcs])


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
