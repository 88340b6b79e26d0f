"""A second grouper of hospital outpatient claims, by somebody who had not read sql/claims.

Written from the rules alone: IOCE's logic and Claims Manual chapter 4. It says of each line its
status, APC and units; independent_pricer turns them into money. Where the rules are
silent, a comment that begins with `decided:` says what was chosen.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from tests.support.independent_tables import Code, Tables

DISTINCT = frozenset({"59", "XE", "XP", "XS", "XU"})
ENDED_EARLY = frozenset({"52", "73"})
REFUSED = frozenset({"B", "C", "D", "E", "E1", "E2", "M", "Y", "P"})
PROCEDURES = frozenset({"J1", "J2", "S", "T", "V", "Q1", "Q2", "Q3"})
SERVICES = PROCEDURES - {"Q1", "Q2"}
BESIDE_COMPREHENSIVE = frozenset({"A", "F", "G", "H", "H1", "K1", "L", "U"})
EMERGENCY = frozenset("99281 99282 99283 99284 99285 G0380 G0381 G0382 G0383 G0384".split())
NEW_TECHNOLOGY = ((1491, 1599), (1901, 1908))


@dataclass
class Line:
    """A line as it is billed, and what the grouper makes of it."""

    number: int
    day: dt.date
    hcpcs: str
    units: int
    modifiers: frozenset[str] = frozenset()
    status: str = ""
    apc: str = ""
    code: Code | None = None
    discount: Decimal = Decimal(1)
    packaged: bool = False
    composite: bool = False
    reason: str = ""
    edit: str = ""
    carrier: Line | None = None
    lone: bool = False
    amounts: dict[str, Decimal] = field(default_factory=dict)

    @property
    def live(self) -> bool:
        return not self.packaged and not self.reason

    @property
    def ended_early(self) -> bool:
        return bool(self.modifiers & ENDED_EARLY)

    def package(self, carrier: Line | None = None) -> None:
        self.packaged, self.status, self.carrier = True, "N", carrier

    def rate(self, tables: Tables) -> Decimal:
        return tables.rate(self.apc, self.code)


def group(lines: list[Line], tables: Tables) -> None:
    """Settles status, APC and units of every line of one claim, in place."""
    for line in lines:
        _look_up(line, tables)
    _inpatient_only(lines)
    if not _has_comprehensive(lines):
        _critical_care(lines, tables)
        _conditional(lines, tables)
    if _has_comprehensive(lines):
        _comprehensive(lines, tables)
    else:
        _laboratory(lines)
        _imaging(lines, tables)
        _visits(lines, tables)
    _return(lines)


def _return(lines: list[Line]) -> None:
    """What IOCE returns has no amount, nor has a line whose payment is in it."""
    services = [x for x in lines if x.code and x.code.status in SERVICES and not x.reason]
    if services and all(line.edit for line in services):
        beside = {"N", "Q1", "Q4"} | {"Q2" for line in services if line.code.status == "T"}
        for line in lines:
            if line.packaged and not line.carrier and line.code.status in beside:
                line.carrier = services[0]
    for line in lines:
        carried = line.carrier.edit if line.packaged and line.carrier else ""
        line.reason = line.reason or line.edit or carried


def _has_comprehensive(lines: list[Line]) -> bool:
    return any(line.status == "J1" and line.live for line in lines)


def _inpatient_only(lines: list[Line]) -> None:
    """An inpatient-only service takes its whole day with it (IOCE edits 18 and 49)."""
    days = {line.day for line in lines if line.status == "C" and line.units}
    for line in lines:
        if line.day in days and not line.reason:
            line.reason = "an inpatient-only service on its day"


def _look_up(line: Line, tables: Tables) -> None:
    code = tables.codes.get(line.hcpcs)
    if code is None:
        line.reason = "not in Addendum B"
        return
    line.code, line.status, line.apc = code, code.status, code.apc
    if line.status == "N":
        line.packaged = True
    if line.status in REFUSED:
        line.reason = f"status {line.status}"
    elif line.units < 1:
        line.reason = "no units"
    elif "50" in line.modifiers and line.units > 1 and code.bilateral:
        line.edit = "50 with several units (IOCE edit 74)"
    elif "73" in line.modifiers and (line.units > 1 or "50" in line.modifiers):
        line.edit = "73 with 50 or several units (IOCE edit 37)"
    elif "PN" in line.modifiers and line.hcpcs in EMERGENCY:
        line.edit = "an emergency department is excepted from section 603 (IOCE edit 101)"


def _comprehensive(lines: list[Line], tables: Tables) -> None:
    services = [line for line in lines if line.status == "J1" and line.live]
    first = min(services, key=lambda line: (tables.ranks.get(line.hcpcs, 10**6), line.number))
    first.apc, first.units = _complexity(first, lines, tables), 1
    _package_beside(first, lines, tables)


def _package_beside(paid: Line | None, lines: list[Line], tables: Tables) -> None:
    for line in lines:
        if line is not paid and not _stands_beside(line, tables):
            line.package(paid)
        elif line.live and line.status in {"Q1", "Q2", "Q3"}:
            line.status, line.units = tables.standard(line.code), 1


def _stands_beside(line: Line, tables: Tables) -> bool:
    if line.status in BESIDE_COMPREHENSIVE or line.reason:
        return True
    if line.status == "J1":
        return False
    # Addendum J of 2025: cell and gene therapies; preventive services by 42 CFR 410.2, not by 33.
    if line.hcpcs in tables.therapies and line.day.year >= 2025:
        return True
    new = any(low <= int(line.apc) <= high for low, high in NEW_TECHNOLOGY if line.apc.isdigit())
    return new or line.code.preventive


def _complexity(first: Line, lines: list[Line], tables: Tables) -> str:
    beside: dict[str, int] = defaultdict(int)
    if first.modifiers & {"52", "73", "74"}:
        return first.apc
    for line in lines:
        if not line.reason and not line.modifiers & {"52", "73", "74"}:
            beside[line.hcpcs] += 2 if "50" in line.modifiers else line.units
    beside[first.hcpcs] -= 1
    found = {
        tables.pairs[first.hcpcs, other]
        for other, units in beside.items()
        if units > 0 and (first.hcpcs, other) in tables.pairs
    }
    return max(found, key=lambda apc: tables.rate(apc, None), default=first.apc)


def _critical_care(lines: list[Line], tables: Tables) -> None:
    for care in [line for line in lines if line.hcpcs == "99291" and line.live]:
        day = [line for line in lines if line.day == care.day]
        # decided: a modifier of distinct service on any line of that day lifts the packaging.
        if any(line.modifiers & DISTINCT for line in day):
            continue
        for line in day:
            if line.hcpcs in tables.critical and line.live:
                line.package()


def _conditional(lines: list[Line], tables: Tables) -> None:
    """Q1 beside S, T or V, and Q2 beside T, are packaged; of several alone the dearest pays."""
    live = [line for line in lines if line.live]
    others = {"S" if line.status == "Q3" else _visit_status(line) for line in live}
    for line in live:
        if line.status == "Q1" and others & {"S", "T", "V"}:
            line.package()
        if line.status == "Q2" and "T" in others:
            line.package()
    alone = [line for line in lines if line.live and line.status in {"Q1", "Q2"}]
    # decided: of equal rates the first line pays.
    alone.sort(key=lambda line: (-line.rate(tables), line.number))
    for place, line in enumerate(alone):
        if place:
            line.package(alone[0])
        else:
            line.status, line.units, line.lone = tables.standard(line.code), 1, True


def _visit_status(line: Line) -> str:
    return ("S" if line.hcpcs == "99291" else "V") if line.status == "J2" else line.status


def _laboratory(lines: list[Line]) -> None:
    procedure = any(
        (line.code and line.code.status in PROCEDURES and not line.reason) for line in lines
    )
    for line in lines:
        if line.live and line.status == "Q4":
            line.status = "A"
            if procedure:
                line.package()


def _imaging(lines: list[Line], tables: Tables) -> None:
    families: dict[tuple[dt.date, str], list[Line]] = defaultdict(list)
    for line in lines:
        family = tables.families.get(line.hcpcs)
        if family and line.live and line.status == "Q3" and not line.ended_early:
            families[line.day, family[0]].append(line)
    for (_, family), members in families.items():
        units = sum(max(line.units, 2 if "50" in line.modifiers else 1) for line in members)
        if units < 2:
            continue
        contrast = any(tables.families[line.hcpcs][1] for line in members)
        apcs = {"US": "8004", "CT": "8006" if contrast else "8005"}
        first, *rest = members
        first.apc = apcs.get(family, "8008" if contrast else "8007")
        first.status, first.units, first.composite = "S", 1, True
        for line in rest:
            line.package(first)
    _mental_health(lines, tables)
    for line in lines:
        if line.live and line.status == "Q3":
            line.status = tables.standard(line.code)


def _mental_health(lines: list[Line], tables: Tables) -> None:
    """Together they are paid no more than the dearest day of partial hospitalization."""
    for day in {line.day for line in lines}:
        own = [
            line for line in lines
            if line.day == day and line.live and line.status == "Q3"
            and "8010" in tables.composites.get(line.hcpcs, ())
        ]  # fmt: skip
        if sum(line.units * line.rate(tables) for line in own) > tables.apcs["8010"][1]:
            first, *rest = own
            first.apc, first.status, first.units, first.composite = "8010", "S", 1, True
            for line in rest:
                line.package(first)


def _visits(lines: list[Line], tables: Tables) -> None:
    visits = [line for line in lines if line.live and line.status == "J2"]
    carrier = _observation(lines, visits, tables)
    if carrier:
        carrier.status, carrier.apc, carrier.units = "J2", "8011", 1
        carrier.lone = True
        _package_beside(carrier, lines, tables)
        return
    others = {line.day for line in lines if line.live and line.hcpcs != "G0379"
              and (line.status in {"T", "V"} or line in visits)}  # fmt: skip
    stays = {line.day for line in lines if line.hcpcs == "G0378" and not line.reason}
    for line in visits:
        line.status = _visit_status(line)
        if line.hcpcs == "G0379" and line.day not in stays:
            line.reason = "G0379 without G0378 (IOCE edit 58)"
    # Claims Manual ch. 4 sec. 290.5.2: not beside T, V or critical care of its day.
    direct: set[dt.date] = set()
    for line in [line for line in visits if line.hcpcs == "G0379" and line.live]:
        if line.day in others | direct:
            line.package()
        direct.add(line.day)


def _observation(lines: Iterable[Line], visits: list[Line], tables: Tables) -> Line | None:
    # A code of T by Addendum B: a Q2 that is paid by itself does not count.
    if any(line.live and line.code.status == "T" for line in lines):
        return None
    hours = [x for x in lines if x.hcpcs == "G0378" and x.units >= 8 and not x.reason]
    allowed = [
        visit
        for visit in visits
        for stay in hours
        if visit.day == stay.day
        or (visit.hcpcs != "G0379" and visit.day == stay.day - dt.timedelta(days=1))
    ]
    return max(allowed, key=lambda x: (x.rate(tables), -x.number), default=None)
