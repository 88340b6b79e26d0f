"""A second opinion on hospital claims, in plain Python: claim by claim, rule by rule, in Decimal.

It reads Addendum A, B, J and M from the warehouse and nothing that the SQL of claims makes. What
it leaves out (other schedules, devices, observation with odd days) the claims of the test do not
have. Source: CMS's IOCE manual V25.1 and its OPPS pricer, as CLAIMS.md of the rules tells them.
"""

from collections import defaultdict
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import duckdb

CENT, SIX = Decimal("0.01"), Decimal("0.000001")
NINE, EIGHT = Decimal("0.000000001"), Decimal("0.00000001")
NOT_PAID = {"B", "C", "D", "E1", "E2", "F", "H", "H1", "L", "M", "P", "S1", "Y"}
ALONE = {"F", "G", "H", "H1", "K1", "L", "U", "A"}
DEDUCTIBLE = {2025: Decimal(1676)}
BESIDE = {"Q1": {"S", "T", "V", "J1", "J2", "Q3"}, "Q2": {"T", "J1"}}  # what packages them
NEW = {  # New Technology APCs
    "S": (("1491", "1537"), ("1575", "1585"), ("1901", "1908")),
    "T": (("1539", "1574"), ("1589", "1599"), ("1901", "1908")),
}
FAMILIES = {"8004": "8004", "8005": "8005", "8006": "8005", "8007": "8007", "8008": "8007"}


def cents(amount):
    return Decimal(amount).quantize(CENT, ROUND_HALF_UP)


class Addenda:
    """What the addenda of a release and its year's final rule say."""

    def __init__(self, con: duckdb.DuckDBPyConnection, release: str, year: int) -> None:
        ask = con.execute
        self.code = {
            code: (si, apc, rate, copay)
            for code, si, apc, rate, copay in ask(
                "select hcpcs, status_indicator, apc, payment_rate, minimum_copayment "
                "from opps_rates where release = ?", [release],
            ).fetchall()
        }  # fmt: skip
        self.apc = {}
        for apc, rate, national, minimum in ask(
            "select apc, payment_rate, national_copayment, minimum_copayment from apc_rates "
            f"where year(effective_from) = {year} and length(status_indicator) < 3",
        ).fetchall():  # fmt: skip
            self.apc[apc] = (rate, national or minimum or Decimal(0))
        self.kind = dict(ask(
            f"select apc, status_indicator from apc_rates where year(effective_from) = {year}"
        ).fetchall())  # fmt: skip
        self.rank = dict(
            ask("select hcpcs, comprehensive_rank from comprehensive_ranks").fetchall()
        )
        pairs = ask("select hcpcs, secondary_hcpcs, adjusted_apc from complexity_pairs")
        self.pair = {(a, b): to for a, b, to in pairs.fetchall()}
        self.member = defaultdict(set)
        for code, apc in ask("select hcpcs, composite_apc from composite_codes").fetchall():
            self.member[code].add(apc)
        self.two_sided = {code for (code,) in ask(
            "select hcpcs from pfs_rvu where release = 'RVU25A' and modifier = '' "
            "and bilateral_surgery in ('1', '3')").fetchall()}  # fmt: skip
        self.preventive = {code for (code,) in ask(
            "select hcpcs from internal.preventive_services").fetchall()}  # fmt: skip
        self.preventive |= {c for c, (si, _, rate, copay) in self.code.items()
                            if rate and copay == 0 and si not in ("N", "A")}  # fmt: skip


class Line:
    """A line with what was found of it; `amount` None is a refusal."""

    def __init__(self, number, code, modifiers, units, tables):
        self.number, self.code, self.mods, self.units = number, code, set(modifiers), units
        self.si, self.apc, *_ = tables.code.get(code, (None, None, None, None))
        self.refused = self.si is None or self.si in NOT_PAID
        self.preventive = code in tables.preventive
        self.ended = bool(self.mods & {"52", "73"})
        self.both = "50" in self.mods
        self.rate = tables.apc.get(self.apc, (Decimal(0), 0))[0] or Decimal(0)
        new = any(low <= (self.apc or "") <= high for low, high in NEW.get(self.si, ()))
        self.apart = self.si in ALONE or self.preventive or new
        self.packaged, self.pays_claim, self.formula = False, False, 1
        twice = {"50", "73"} if code in tables.two_sided else {"73"}
        self.returned = units > 1 and bool(self.mods & twice)  # IOCE edits 74, 37
        self.carrier = None
        self.final = self.si


def price(
    lines: list[Line], tables: Addenda, index: Decimal
) -> list[tuple[Decimal, Decimal] | None]:
    """Payment and the patient's part of each line of one claim of one day, None if refused."""
    if any(line.si == "C" for line in lines):
        return [None] * len(lines)
    paid = [line for line in lines if not line.refused]
    _conditional(paid, tables)
    _comprehensive(paid, tables)
    if not any(line.pays_claim for line in paid):
        _mental_health(paid, tables)
        _composites(paid, tables)
        _visits(paid)
    _discounts(paid, tables)
    _carried(paid)
    return [
        None if line.refused or _is_returned(line) else _amount(line, tables, index)
        for line in lines
    ]


def _carried(paid):
    """Beside services that are all returned, what they would package goes with the first."""
    services = [line for line in paid if line.si in ("S", "T", "V", "J1", "J2", "Q3")]
    if services and all(line.returned for line in services):
        beside = {"N", "Q1"} | ({"Q2"} if any(line.si == "T" for line in services) else set())
        for line in paid:
            if line.packaged and line.si in beside and line.carrier is None:
                line.carrier = services[0]


def _is_returned(line):
    """A line has no amount where the one that has its payment has none."""
    return line.returned or (line.packaged and line.carrier is not None and line.carrier.returned)


def _conditional(paid, tables):
    has = {line.si for line in paid}
    left = []
    for line in paid:
        if line.si == "N" or has & BESIDE.get(line.si, set()):
            line.packaged = True
        elif line.si in ("Q1", "Q2"):
            left.append(line)
    left.sort(key=lambda line: (-line.rate, line.number))
    for line in left[1:]:
        line.packaged, line.carrier = True, left[0]
    if left:
        left[0].units, left[0].final = 1, tables.kind.get(left[0].apc, "S")


def _comprehensive(paid, tables):
    first = [line for line in paid if line.si == "J1"]
    first.sort(key=lambda line: (tables.rank.get(line.code, 10**9), -line.rate, line.number))
    first += [line for line in paid if line.si in ("Q1", "Q2") and not line.packaged
              and line.final == "J1"]  # fmt: skip
    if first:
        _takes(first[0], paid, _higher(first[0], paid, tables))
        return
    hours = [line for line in paid if line.code == "G0378" and line.units >= 8]
    visits = [line for line in paid if line.si == "J2"]
    if hours and visits and not any(line.si == "T" for line in paid):
        _takes(max(visits, key=lambda line: (line.rate, -line.number)), paid, "8011")


def _higher(primary, paid, tables):
    """The APC of a pair, or the service's own."""
    if any(line.si == "J1" and line.mods & {"52", "73", "74"} for line in paid):
        return primary.apc
    for line in paid:
        own = line is primary
        if (primary.code, line.code) in tables.pair and (not own or line.units > 1 or line.both):
            return tables.pair[primary.code, line.code]
    return primary.apc


def _takes(primary, paid, apc):
    for line in paid:
        line.packaged, line.carrier = not line.apart and line is not primary, primary
        line.units = 1 if line.si in ("Q1", "Q2") else line.units
    primary.pays_claim, primary.units, primary.apc, primary.final = True, 1, apc, "J1"
    primary.packaged = False


def _composites(paid, tables):
    critical = any(line.code == "99291" for line in paid)
    apart = any(line.mods & {"59", "XE", "XP", "XS", "XU"} for line in paid)
    for family in ("8004", "8005", "8007"):
        own = [line for line in paid if line.si == "Q3" and not line.ended
               and {FAMILIES.get(apc) for apc in tables.member[line.code]} & {family}]  # fmt: skip
        if sum(line.units * (2 if line.both else 1) for line in own) > 1:
            contrast = any(family not in tables.member[line.code] for line in own)
            for line in own[1:]:
                line.packaged, line.carrier = True, own[0]
            own[0].apc = str(int(family) + contrast)
            own[0].pays_claim, own[0].units = True, 1
    for line in paid:
        if critical and not apart and "5041" in tables.member[line.code] and not line.apart:
            line.packaged = True
        if line.si == "Q3":
            line.final = "S"


def _mental_health(paid, tables):
    own = [line for line in paid if line.si == "Q3" and "8010" in tables.member[line.code]]
    if sum(line.rate * line.units for line in own) > tables.apc["8010"][0]:
        for line in own[1:]:
            line.packaged, line.carrier = True, own[0]
        own[0].apc, own[0].pays_claim, own[0].units = "8010", True, 1


def _visits(paid):
    for line in paid:
        if line.si == "J2":
            line.final = "S" if line.code == "99291" else "V"


def _discounts(paid, tables):
    for line in paid:
        line.counts_twice = (line.both and line.code in tables.two_sided and not line.pays_claim
                             and line.si not in ("Q1", "Q2"))  # fmt: skip
    ranked = [line for line in paid if line.final == "T" and not line.packaged
              and not line.returned
              and not line.mods & {"76", "77", "78", "79"}]  # fmt: skip
    ranked.sort(key=lambda line: (-line.rate / (2 if line.ended else 1), line.number))
    for line in paid:
        place = ranked.index(line) if line in ranked else None
        if line.ended and line.si not in ("G", "K", "K1", "R", "U", "A", "Q4"):
            line.formula = 3
        elif place is not None:
            line.formula = (4 if line.counts_twice else 2) if place == 0 else (
                9 if line.counts_twice else 5)  # fmt: skip
        elif line.counts_twice:
            line.formula = 8


def _amount(line, tables, index):
    if line.packaged:
        return Decimal(0), Decimal(0)
    units = Decimal(line.units)
    half = Decimal("0.5")
    discount = {
        1: Decimal(1), 2: (1 + half * (units - 1)) / units, 3: half / units,
        4: Decimal("1.5") / units, 5: half, 8: Decimal(2), 9: 1 / units,
    }[line.formula].quantize(EIGHT, ROUND_DOWN)  # fmt: skip
    if line.si in ("G", "K", "K1"):
        return None  # other rates: not compared
    rate, copay = tables.apc[line.apc]
    rate = cents(rate)
    same = line.si in ("R", "U")
    adjusted = rate if same else Decimal("0.6") * rate * index + Decimal("0.4") * rate
    payment = cents(adjusted * units * discount)
    if line.preventive:
        return payment, Decimal(0)
    share = Decimal(1) if copay == 0 else Decimal("0.8")
    if copay and copay != cents(rate / 5):
        part = (copay / rate).quantize(NINE, ROUND_HALF_UP)
        share = (1 - part).quantize(SIX, ROUND_HALF_UP)
    patient = payment - cents(payment * share)
    most = cents(DEDUCTIBLE[2025] * units * discount)
    return payment, min(patient, most)
