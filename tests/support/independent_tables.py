"""What the second grouper reads of a warehouse: CMS's tables, and nothing that sql/claims makes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

import duckdb


@dataclass(frozen=True)
class Code:
    """A code of Addendum B."""

    hcpcs: str
    status: str
    apc: str
    rate: Decimal | None
    copayment: Decimal | None
    preventive: bool
    bilateral: bool


@dataclass
class Tables:
    """The tables of one day."""

    day: dt.date
    codes: dict[str, Code]
    apcs: dict[str, tuple[str, Decimal, Decimal]]
    ranks: dict[str, int]
    pairs: dict[tuple[str, str], str]
    families: dict[str, tuple[str, bool]]
    critical: frozenset[str]
    laboratory: dict[str, Decimal]
    deductible: Decimal
    not_reported: Decimal | None
    order: dict[str, int]
    composites: dict[str, set[str]]
    therapies: frozenset[str]

    def rate(self, apc: str, code: Code | None) -> Decimal:
        if code and code.apc == apc and code.rate is not None:
            return code.rate
        return self.apcs[apc][1] if apc in self.apcs else Decimal(0)

    def copayment(self, apc: str, code: Code | None) -> Decimal | None:
        if code and code.apc == apc:
            return code.copayment
        return self.apcs[apc][2] if apc in self.apcs else None

    def standard(self, code: Code) -> str:
        """The status of a conditional code that pays: that of its APC."""
        return self.apcs[code.apc][0] if code.apc in self.apcs else "S"


def tables_of(con: duckdb.DuckDBPyConnection, day: dt.date) -> Tables | None:
    """The tables in effect on a day; None where no Addendum B is."""
    rows = con.execute(
        "select release from releases where dataset = 'OPPS' and release not like '%FR'"
        " and $d between effective_from and effective_through order by effective_from desc",
        {"d": day},
    ).fetchall()
    if not rows:
        return None
    release = rows[0][0]
    yearly = f"OPPS-{day.year}-FR"
    codes = {row[0]: _code(row) for row in con.execute(_CODES, [day, day, release]).fetchall()}
    apcs: dict[str, tuple[str, Decimal, Decimal]] = {}
    for code in codes.values():
        if code.status in {"S", "T", "V", "J1"} and code.rate:
            best = apcs.get(code.apc)
            if not best:
                apcs[code.apc] = (code.status, code.rate, code.copayment)
    for apc, status, rate, copayment in con.execute(
        "select apc, status_indicator, payment_rate, coalesce(national_copayment,"
        " minimum_copayment) from apc_rates where release = ?",
        [yearly],
    ).fetchall():
        apcs[apc] = (status, rate, copayment)
    members = _two(con, "hcpcs, composite_apc from composite_codes", yearly)
    return Tables(
        day,
        codes,
        apcs,
        dict(_two(con, "hcpcs, comprehensive_rank from comprehensive_ranks", yearly)),
        {
            (a, b): apc
            for a, b, apc in _two(
                con, "hcpcs, secondary_hcpcs, adjusted_apc from complexity_pairs", yearly
            )
        },
        _families(_composites(members)),
        frozenset(code for code, apc in members if apc in {"5041", "5045"}),
        dict(con.execute(_LABS, [day]).fetchall()),
        _one(con, "inpatient_deductible from inpatient_deductibles", day.year),
        _one(con, "not_reported_share from hospital_year_factors", day.year),
        dict(con.execute(_ORDER, [day]).fetchall()),
        _composites(members),
        frozenset(c for (c,) in con.execute("from internal.cell_therapies").fetchall()),
    )


_CODES = """
select o.hcpcs, o.status_indicator, o.apc, o.payment_rate,
       coalesce(case when o.status_indicator in ('G', 'K', 'K1') then o.adjusted_copayment end,
                o.national_copayment, o.minimum_copayment),
       coalesce(o.minimum_copayment = 0 and o.status_indicator not in ('G', 'K', 'R', 'U'), false),
       coalesce(p.bilateral_surgery in ('1', '3'), false)
from opps_rates o
left join (
    select hcpcs, any_value(bilateral_surgery) as bilateral_surgery from pfs_rvu
    where modifier = '' and ? between effective_from and effective_through
      and ? between effective_from and effective_through group by hcpcs
) p on p.hcpcs = o.hcpcs
where o.release = ?
"""
_ORDER = """
select apc, apc_order from internal.apc_payments
where ? between effective_from and effective_through and apc_order is not null
"""
_LABS = """
select hcpcs, rate from clfs_rates
where modifier = '' and ? between effective_from and effective_through and rate > 0
"""


def _code(row: tuple) -> Code:
    return Code(row[0], row[1], row[2] or "", row[3], row[4], row[5], row[6])


def _two(con: duckdb.DuckDBPyConnection, what: str, release: str) -> list[tuple]:
    return con.execute(f"select {what} where release = ?", [release]).fetchall()


def _one(con: duckdb.DuckDBPyConnection, what: str, year: int) -> Decimal | None:
    row = con.execute(f"select {what} where payment_year = ?", [year]).fetchone()
    return row[0] if row else None


def _composites(rows: list[tuple]) -> dict[str, set[str]]:
    apcs: dict[str, set[str]] = {}
    for hcpcs, apc in rows:
        apcs.setdefault(hcpcs, set()).add(apc)
    return apcs


def _families(apcs: dict[str, set[str]]) -> dict[str, tuple[str, bool]]:
    """The imaging family of a code, and whether the code is with contrast."""
    found = {}
    for hcpcs, of in apcs.items():
        if "8004" in of:
            found[hcpcs] = ("US", False)
        elif of & {"8005", "8006"}:
            found[hcpcs] = ("CT", "8005" not in of)
        elif of & {"8007", "8008"}:
            found[hcpcs] = ("MR", "8007" not in of)
    return found
