"""`ratebook explain`: every input of an amount, the file and row it came from, the formula.

The arithmetic is DuckDB's, on the very rows that the published views use; to ask `pfs_payment` for
the amounts would take longer than all the rest, so a test holds what comes out against it.
"""

from collections.abc import Sequence
from typing import Any

import duckdb

from ratebook.ask import basis, schedules
from ratebook.ask.question import Question
from ratebook.ask.show import show, unit_dollars
from ratebook.db import Row, rows

KEY = ("hcpcs", "qp", "mac", "locality")
Parts = dict[tuple[Any, ...], Row]
PARTS = """
    with asked as (
        select
            unnest($release::varchar[]) as release, unnest($hcpcs::varchar[]) as hcpcs,
            unnest($qp::boolean[]) as qp, unnest($mac::varchar[]) as mac,
            unnest($locality::varchar[]) as locality
    ),

    inputs as (
        select
            a.qp, a.mac, a.locality, c.release, c.hcpcs, c.modifier, c.status_code, c.pctc,
            c.payable, c.work_rvu, c.nonfacility_pe_rvu, c.facility_pe_rvu, c.mp_rvu,
            c.conversion_factor, c.source_file as rvu_file, c.source_row as rvu_row,
            i.work_gpci, i.pe_gpci, i.mp_gpci, i.source_file as gpci_file, i.source_row as gpci_row,
            f.source_file as factor_file, f.source_row as factor_row,
            c.cap_work_rvu, c.cap_nonfacility_pe, c.cap_facility_pe, c.cap_mp
        from asked as a
        inner join internal.pfs_codes as c
            on a.release = c.release and a.hcpcs = c.hcpcs and a.qp = c.qp
        inner join internal.locality_indices as i
            on a.release = i.release and a.mac = i.mac and a.locality = i.locality
        inner join conversion_factors as f on a.release = f.release and a.qp = f.qp
        where list_contains($hcpcs, c.hcpcs)
    ),

    exact as (
        select
            *,
            terms_amount(conversion_factor, work_rvu, work_gpci, nonfacility_pe_rvu, pe_gpci,
                mp_rvu, mp_gpci) as nonfacility_unrounded,
            terms_amount(conversion_factor, work_rvu, work_gpci, facility_pe_rvu, pe_gpci,
                mp_rvu, mp_gpci) as facility_unrounded,
            terms_amount(conversion_factor, cap_work_rvu, work_gpci, cap_nonfacility_pe, pe_gpci,
                cap_mp, mp_gpci) as nonfacility_ceiling,
            terms_amount(conversion_factor, cap_work_rvu, work_gpci, cap_facility_pe, pe_gpci,
                cap_mp, mp_gpci) as facility_ceiling
        from inputs
    )

    select
        * exclude (nonfacility_ceiling, facility_ceiling),
        case when payable then in_cents(nonfacility_unrounded) end
            as nonfacility_before_cap,
        case when payable then in_cents(facility_unrounded) end as facility_before_cap,
        in_cents(nonfacility_ceiling) as opps_cap_nonfacility,
        in_cents(facility_ceiling) as opps_cap_facility,
        case when payable then paid_amount(nonfacility_unrounded, nonfacility_ceiling) end
            as nonfacility_amount,
        case when payable then paid_amount(facility_unrounded, facility_ceiling) end
            as facility_amount
    from exact
"""


def explain(con: duckdb.DuckDBPyConnection, asked: Question) -> dict[str, Any]:
    """`show`'s answer, with `office_parts`, `professional_parts` and (where the physician fee
    schedule pays the hospital) `hospital_parts`: how each was computed."""
    answer = show(con, asked)
    add_parts([answer], parts(con, [asked], [answer["releases"]["pfs"]]))
    return answer


def parts(
    con: duckdb.DuckDBPyConnection, asked: Sequence[Question], releases: Sequence[str | None]
) -> Parts:
    """How the fee schedule's amounts of some codes are made, each in its place by a PFS release: of
    every modifier that the release lists the code with, by release, KEY and row of PPRRVU."""
    keys = {(release, *(getattr(question, name) for name in KEY))
            for question, release in zip(asked, releases, strict=True) if release}  # fmt: skip
    if not keys:
        return {}
    values = dict(zip(("release", *KEY), map(list, zip(*keys, strict=True)), strict=True))
    found = {}
    for row in rows(con, PARTS, values):
        own = (row.pop(name) for name in KEY[1:])
        found[row["release"], row["hcpcs"], *own, row["rvu_row"]] = row
    return found


def add_parts(answers: Sequence[dict[str, Any]], found: Parts) -> None:
    """Give answers of `show_all` their `office_parts`, `professional_parts`, `hospital_parts`."""
    for answer in answers:
        hospital = answer["hospital"]
        for name, source in (
            ("office_parts", answer["office"]["source"]),
            ("professional_parts", hospital["professional_source"]),
            ("hospital_parts", hospital["pfs_source"]),
        ):
            own = (answer[part] for part in KEY)
            answer[name] = found.get((source["release"], *own, source["row"])) if source else None


def lines(answer: dict[str, Any]) -> list[str]:
    """The explanation as lines of text."""
    office, hospital = answer["office"], answer["hospital"]
    text = (
        schedules.site_lines("Office", office)
        if schedules.pays(office, "amount")
        else (_site("Office", answer["office_parts"], "nonfacility", office["reason"]))
    )
    text += _site("Professional in a hospital or ASC", answer["professional_parts"], "facility",
                  hospital["professional_reason"])  # fmt: skip
    if answer["hospital_parts"]:
        text += _site("Hospital, paid by the physician fee schedule (status indicator A)",
                      answer["hospital_parts"], "nonfacility", None)[:-1]  # fmt: skip
        text += [*_total(hospital), ""]
    elif hospital["item_source"]:
        text += [
            *schedules.site_lines("Hospital", hospital)[:-1],
            *_total(hospital),
            *_patient(hospital),
            "",
        ]
    else:
        text += _printed("Hospital (OPPS)", hospital, _hospital_words(hospital))
    asc = answer["asc"]
    words = f"payment indicator {asc['payment_indicator']}" if asc["payment_indicator"] else ""
    text += _printed("Ambulatory surgical center", asc, words)
    return text + [line for found in answer["schedules"] for line in schedules.lines(found)]


def _hospital_words(hospital: Row) -> str:
    if not hospital["status_indicator"]:
        return ""
    apc = f", APC {hospital['apc']}" if hospital["apc"] else ""
    return f"billed as {hospital['hcpcs']}, status indicator {hospital['status_indicator']}{apc}"


def _site(title: str, parts: Row | None, site: str, reason: str | None) -> list[str]:
    if not parts or not parts["payable"]:
        return [title, f"  {reason}", ""]
    pe = parts[f"{site}_pe_rvu"]
    found = [
        title,
        f"  RVUs     work {parts['work_rvu']}, practice expense {pe}, malpractice "
        f"{parts['mp_rvu']}",
        f"           {_at(parts['release'], parts['rvu_file'], parts['rvu_row'])}"
        f" ({parts['hcpcs']} modifier '{parts['modifier']}', status {parts['status_code']}, "
        f"PC/TC {parts['pctc']})",
        f"  GPCIs    work {parts['work_gpci']}, practice expense {parts['pe_gpci']}, malpractice "
        f"{parts['mp_gpci']}",
        f"           {_at(parts['release'], parts['gpci_file'], parts['gpci_row'])}",
        f"  factor   {parts['conversion_factor']}  "
        f"{_at(parts['release'], parts['factor_file'], parts['factor_row'])}",
        f"  formula  ({parts['work_rvu']} x {parts['work_gpci']} + {pe} x {parts['pe_gpci']} + "
        f"{parts['mp_rvu']} x {parts['mp_gpci']}) x {parts['conversion_factor']}",
        f"           = {parts[f'{site}_unrounded']:f}, rounded half up to the cent: "
        f"{parts[f'{site}_before_cap'] or 'not payable'}",
    ]
    return [*found, *_cap(parts, site), *_verdict(parts, site, reason), ""]


def _cap(parts: Row, site: str) -> list[str]:
    cap = parts[f"opps_cap_{site}"]
    if cap is None:
        return ["  cap      none: the OPPS cap columns are zero"]
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
    found += _rate(site)
    if site["reason"]:
        found.append(f"  {site['reason']}")
    return [*found, *_total(site), *_patient(site), ""]


def _rate(site: Row) -> list[str]:
    """The printed rate, and how the wage index of the place adjusts it."""
    if site["facility_amount"] is None or site["unit_rate"] is not None:
        unit = site["unit_rate"]
        return [] if unit is None else [f"  the published rate for one billing unit, the same "
                                        f"everywhere: {unit_dollars(unit)}"]  # fmt: skip
    found = [f"  the published national rate: ${site['national_rate']}"]
    said = basis.words(site)
    if not (index := site["index"]):
        return found + ([f"  {said}"] if said else [])
    rate, wage, labor = site["national_rate"], index["wage_index"], index["labor_share"]
    found.append(f"  {said}")
    if index["index_release"]:
        found.append(
            f"  {_at(index['index_release'], index['index_file'], index['index_row'])}"
        )  # fmt: skip
    made = f"{labor} x {rate} x {wage} + {1 - labor} x {rate}"
    amount = site["facility_amount"]
    return [*found, f"  formula  {made}, rounded half up to the cent: ${amount}"]


def _patient(site: Row) -> list[str]:
    """What the patient owes of the facility's and of the professional's amount."""
    if site["patient_reason"]:
        return [f"  patient  {site['patient_reason']}"]
    if site["patient_amount"] is None:
        return []
    parts = [part for part in site["patient_parts"] if part is not None]
    if site["total_amount"] == site["facility_amount"]:
        parts = parts[:1]
    return [f"  patient  {' + '.join(f'${part}' for part in parts)} = ${site['patient_amount']}"]


def _total(site: Row) -> list[str]:
    if site["total_amount"] is None:
        why = site["total_reason"]
        return [] if why in (None, site["reason"]) else [f"  no total: {why}"]
    if site["unit_rate"] is not None:
        return [
            (f"  total    {unit_dollars(site['unit_rate'])} per unit: nothing else is paid with it")
        ]
    parts = [site["facility_amount"], site["professional_amount"]]
    summed = " + ".join(f"${part}" for part in parts if part is not None)
    return [f"  total    {summed} = ${site['total_amount']}"]


def _at(release: str, file: str, number: int | None) -> str:
    return f"{release}, {file}" + (f", row {number}" if number else "")
