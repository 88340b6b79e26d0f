"""The money of a second grouper's lines: Medicare's part, the patient's, by CMS's OPPS pricer."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from tests.support.independent_grouper import NEW_TECHNOLOGY, Line
from tests.support.independent_tables import Tables

PRICED = frozenset({"J1", "J2", "S", "T", "V", "R", "U", "G", "K", "K1"})
DRUGS = frozenset({"G", "K", "K1"})
WAGED = frozenset({"J1", "J2", "S", "T", "V"})
REPEATED = frozenset({"76", "77", "78", "79"})
CLINIC = "G0463"
ADMINISTRATION = frozenset({"5691", "5692", "5693", "5694"})


@dataclass(frozen=True)
class Claim:
    """What a claim says beside its lines."""

    wage_index: Decimal
    deductible: Decimal = Decimal(0)
    quality: bool = True
    rural: bool = False
    emergency: bool = False


def cents(amount: Decimal, places: str = "0.01") -> Decimal:
    return amount.quantize(Decimal(places), rounding=ROUND_HALF_UP)


def price(lines: list[Line], claim: Claim, tables: Tables) -> None:
    """Puts allowed, medicare and patient of each line that has them into its amounts, dollars."""
    _discounts(lines, tables)
    payable = []
    for line in lines:
        if line.packaged and not line.reason:
            line.amounts = dict.fromkeys(("allowed", "medicare", "patient"), Decimal(0))
        elif line.status == "A" and not line.reason:
            _laboratory(line, tables)
        elif line.status in PRICED and not line.reason:
            payable.append((_ratio(line, tables), line))
        elif not line.reason:
            line.reason = f"status {line.status}"
    left = claim.deductible
    for _, line in sorted(
        payable, key=lambda pair: (pair[0], tables.order.get(pair[1].apc, 0), pair[1].number)
    ):
        left -= _settle(line, left, claim, tables)


def _laboratory(line: Line, tables: Tables) -> None:
    rate = tables.laboratory.get(line.hcpcs)
    if rate is None or line.code.status != "Q4":
        line.reason = "another schedule"
        return
    amount = cents(rate * line.units)
    line.amounts = {"allowed": amount, "medicare": amount, "patient": Decimal(0)}


def _ratio(line: Line, tables: Tables) -> Decimal:
    """Medicare's share of the APC, nine digits: the deductible goes to the lowest first."""
    rate, copayment = line.rate(tables), tables.copayment(line.apc, line.code)
    if copayment is None or copayment == cents(rate * Decimal(".2")):
        return Decimal(".8")
    return 1 - cents(copayment / rate, "1e-9") if copayment else Decimal(1)


def _free(line: Line) -> bool:
    return line.code.preventive or "33" in line.modifiers


def _off_campus(line: Line, claim: Claim) -> bool:
    """Section 603, from which the pricer takes rural emergency hospitals out."""
    return "PN" in line.modifiers and line.status not in DRUGS and not claim.emergency


def _rate(line: Line, claim: Claim, tables: Tables) -> Decimal:
    rate, marks = line.rate(tables), line.modifiers
    if line.status in DRUGS:
        return rate
    clinic = "PO" in marks and (
        line.hcpcs == CLINIC or (tables.day.year >= 2026 and line.apc in ADMINISTRATION)
    )
    exempt = claim.emergency or (claim.rural and tables.day.year >= 2023)
    away = _off_campus(line, claim)
    reduced = away and line.status in WAGED and (not _free(line) or line.hcpcs == CLINIC)
    if reduced or (clinic and not exempt):
        rate = cents(rate * Decimal(".4"))
    film = {"CT": ".85", "FX": ".80", "FY": ".93" if tables.day.year < 2023 else ".90"}
    # decided: images have S; on a code of another status the modifier says nothing.
    for mark in film.keys() & marks if line.status == "S" else ():
        rate = cents(rate * Decimal(film[mark]))
    new = any(low <= int(line.apc or 0) <= high for low, high in NEW_TECHNOLOGY)
    if not claim.quality and not away and not new:
        rate = cents(rate * tables.not_reported)
    if claim.rural and not away:
        rate = cents(rate * Decimal("1.071"))
    return rate


def _settle(line: Line, left: Decimal, claim: Claim, tables: Tables) -> Decimal:
    """Prices the line; gives what of the deductible it takes."""
    rate = _rate(line, claim, tables)
    if line.status in WAGED:
        rate = Decimal(".6") * rate * claim.wage_index + Decimal(".4") * rate
    pay = cents(rate * line.units * line.discount)
    extra = Decimal(0)
    if claim.emergency and line.status not in DRUGS:
        extra = cents(pay * Decimal(".05"))
    free = _free(line)
    used = Decimal(0) if free or "PT" in line.modifiers else min(left, pay + extra)
    patient = Decimal(0) if free else _coinsurance(line, pay + extra - used, extra, claim, tables)
    if not _off_campus(line, claim):
        most = 1 if line.status in DRUGS else line.units * line.discount
        patient = min(patient, cents(tables.deductible * most))
    if (
        "PT" in line.modifiers
        and pay
        and tables.day.year >= 2023
        and cents(patient / pay) > Decimal(".15")
    ):
        patient -= cents(patient - Decimal(".15") * pay)
    line.amounts = {
        "allowed": pay + extra,
        "medicare": pay + extra - used - patient,
        "patient": patient + used,
    }
    return used


def _coinsurance(
    line: Line, owed: Decimal, extra: Decimal, claim: Claim, tables: Tables
) -> Decimal:
    """The patient's part of what the deductible left, without a rural emergency's 5 percent."""
    if claim.emergency and line.status not in DRUGS:
        return cents(max(owed - extra, Decimal(0)) * Decimal(".2"))
    share = Decimal(".8") if _off_campus(line, claim) else cents(_ratio(line, tables), "1e-6")
    return owed - cents(owed * share)


def _discounts(lines: list[Line], tables: Tables) -> None:
    """Several T of a day: the dearest in full, the others at half (IOCE, Appendix D)."""
    days: dict[dt.date, list[Line]] = defaultdict(list)
    for line in lines:
        if line.live and line.status == "T" and not line.modifiers & REPEATED:
            days[line.day].append(line)
    for line in lines:
        if line.live and line.status in {"J1", "J2", "S", "T", "V"}:
            line.discount = _alone(line)
    for day in days.values():
        day.sort(
            key=lambda x: (-x.rate(tables) * (1 if not x.ended_early else Decimal(".5")), x.number)
        )
        for place, line in enumerate(day):
            line.discount = _ranked(line, place)


def _cut(number: Decimal) -> Decimal:
    return number.quantize(Decimal("1e-8"), rounding="ROUND_DOWN")


def _bilateral(line: Line) -> bool:
    whole = line.composite or line.lone or line.status in {"J1", "J2"}
    return "50" in line.modifiers and not whole and line.code.bilateral


def _alone(line: Line) -> Decimal:
    if line.ended_early and not line.composite:
        return _cut(Decimal(".5") / line.units)
    return Decimal(2) if _bilateral(line) else Decimal(1)


def _ranked(line: Line, place: int) -> Decimal:
    if line.ended_early:
        return _cut(Decimal(".5") / line.units)
    if place == 0:
        if _bilateral(line):
            return _cut(Decimal("1.5") / line.units)
        return _cut((1 + Decimal(".5") * (line.units - 1)) / line.units)
    return _cut(Decimal(1) / line.units) if _bilateral(line) else Decimal(".5")
