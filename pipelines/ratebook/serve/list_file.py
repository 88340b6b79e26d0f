"""A list of codes in one place as a file: csv, or a workbook."""

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from ratebook.ask import basis, schedules
from ratebook.db import Row
from ratebook.errors import AnswerError
from ratebook.serve import json_and_csv

MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
SITES = (("hopd", "hospital"), ("asc", "asc"))


def made(ending: str, codes: Sequence[str], found: Sequence[Row | AnswerError]) -> bytes:
    """A row for each code in its order: amounts, what the patient owes, bases and reasons."""
    rows = [
        _row(answer) if not isinstance(answer, AnswerError)
        else {**dict.fromkeys(_names(), None), "code": code, "why_nothing": str(answer)}
        for code, answer in zip(codes, found, strict=True)
    ]  # fmt: skip
    return json_and_csv.table(rows) if ending == "csv" else _workbook(rows)


def _names() -> list[str]:
    facility = ("facility_amount", "total_amount", "patient_amount", "basis", "wage_index", "area",
                "lowest_amount", "highest_amount", "unit_rate", "paid_by", "reason")  # fmt: skip
    return [
        "code", "name", "category", "on", "place", "office_amount", "office_patient_amount",
        "office_paid_by", "office_unit_rate", "office_reason", "billing_unit",
        "professional_amount", *(f"{site}_{name}" for site, _ in SITES for name in facility),
        "hopd_minus_office", "other_schedules", "why_nothing",
    ]  # fmt: skip


def _row(answer: Row) -> Row:
    found: dict[str, Any] = dict.fromkeys(_names())
    office = answer["office"]
    found |= {
        "code": answer["code"], "on": answer["on"],
        "place": answer["where"]["words"] or answer["place"],
        "office_amount": office["amount"], "office_patient_amount": office["patient_amount"],
        "office_reason": office["reason"], "office_paid_by": office["paid_by"],
        "office_unit_rate": office["unit_rate"], "billing_unit": answer["billing_unit"],
        "category": answer["name"]["category"],
        "name": answer["name"]["name"] if answer["name"]["owner"] == "CMS" else None,
        "other_schedules": "; ".join(map(_other, answer["schedules"])) or None,
        "professional_amount": answer["hospital"]["professional_amount"],
        "hopd_minus_office": answer["hopd_minus_office"],
    }  # fmt: skip
    for short, name in SITES:
        site, index = answer[name], answer[name]["index"] or {}
        found |= {f"{short}_{key}": site[key] for key in
                  ("facility_amount", "total_amount", "patient_amount", "unit_rate",
                   "paid_by")}  # fmt: skip
        found |= {f"{short}_{key}": index.get(key) for key in
                  ("wage_index", "area", "lowest_amount", "highest_amount")}  # fmt: skip
        found[f"{short}_basis"] = basis.words(site) or site["basis"]
        found[f"{short}_reason"] = site["reason"] or site["total_reason"] or site["patient_reason"]
    return found


def _other(found: Row) -> str:
    """What another schedule pays, in one phrase: 'supplier-RR, state AL: $50.58'."""
    who = "-".join(filter(None, [found["setting"], found["modifier"]]))
    where = schedules.place_words(found)
    amount = found["unit_rate"] if found["unit_rate"] is not None else found["amount"]
    unit = f" per {found['unit']}" if found["unit"] else ""
    said = f"${amount:,}{unit}" if amount is not None else found["reason"]
    return f"{', '.join(filter(None, [who, where]))}: {said} ({found['release']})"


def _workbook(rows: Sequence[Row]) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "constant_memory": False}) as book:
        sheet, bold = book.add_worksheet("codes"), book.add_format({"bold": True})
        money, index = (book.add_format({"num_format": form}) for form in ("#,##0.00", "0.0000"))
        for column, name in enumerate(_names()):
            sheet.write(0, column, name, bold)
            sheet.set_column(column, column, max(12, len(name)))
            for line, row in enumerate(rows, start=1):
                value = row[name]
                if isinstance(value, Decimal):
                    sheet.write_number(line, column, value, index if "index" in name else money)
                elif value is not None:
                    sheet.write_string(line, column, str(value))
        sheet.freeze_panes(1, 1)
    return out.getvalue()
