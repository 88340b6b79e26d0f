"""The formula in SQL against Python's own Decimal, for any units, indices and factor."""

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import duckdb
import pytest
import sqlglot
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlglot import exp

from ratebook.build.models import all_models, build
from ratebook.version import sql_folder

pytestmark = pytest.mark.slow

UNITS = st.decimals(0, 200, places=2)
INDEX = st.decimals("0.2", "3", places=3)
FACTOR = st.decimals(20, 40, places=4)
CENT = Decimal("0.01")
NAMES = ("terms_amount", "in_cents", "paid_amount")
FORMULA = [model for model in all_models() if model.name in NAMES]
MART = (sql_folder() / "marts" / "pfs" / "pfs_payment.sql").read_text()
CODES = """create table internal.pfs_codes as
    select 'RVU25D' as release, '00000' as hcpcs, '' as modifier, false as qp,
    true as payable, '' as reason_if_not_payable, null as caveat,
    false as nonfacility_is_na, false as facility_is_na,
    date '2025-10-01' as effective_from,
    date '2025-12-31' as effective_through, {w}::decimal(9, 4) as work_rvu,
    {pe}::decimal(9, 4) as nonfacility_pe_rvu, {pe}::decimal(9, 4) as facility_pe_rvu,
    {mp}::decimal(9, 4) as mp_rvu, {w}::decimal(9, 4) as cap_work_rvu,
    {cap}::decimal(9, 4) as cap_nonfacility_pe, {cap}::decimal(9, 4) as cap_facility_pe,
    {mp}::decimal(9, 4) as cap_mp, {cf}::decimal(9, 4) as conversion_factor"""
INDICES = """create table internal.locality_indices as select 'RVU25D' as release, '10112' as mac,
    '00' as locality, {gw}::decimal(7, 4) as work_gpci, {gp}::decimal(7, 4) as pe_gpci,
    {gm}::decimal(7, 4) as mp_gpci"""


def paid(**given: Decimal | str) -> tuple[Decimal, Decimal]:
    """The amount and the fee before the cap, by the published model itself."""
    with duckdb.connect() as con:
        build(con, FORMULA)
        con.execute(CODES.format(**given))
        con.execute(INDICES.format(**given))
        rows = con.sql(f"select nonfacility_amount, nonfacility_before_cap from ({MART})")
        return rows.fetchall()[0]


def by_hand(w: Decimal, pe: Decimal, mp: Decimal, gw: Decimal, gp: Decimal, gm: Decimal,
            cf: Decimal) -> Decimal:  # fmt: skip
    return ((w * gw + pe * gp + mp * gm) * cf).quantize(CENT, ROUND_HALF_UP)


@settings(max_examples=60, deadline=None)
@given(UNITS, UNITS, UNITS, INDEX, INDEX, INDEX, FACTOR)
def test_one_half_up_rounding_at_the_end(w, pe, mp, gw, gp, gm, cf):
    found = paid(w=w, pe=pe, mp=mp, gw=gw, gp=gp, gm=gm, cf=cf, cap="null")
    assert found == (by_hand(w, pe, mp, gw, gp, gm, cf),) * 2


@settings(max_examples=60, deadline=None)
@given(UNITS, UNITS, UNITS, UNITS, INDEX, INDEX, INDEX, FACTOR)
def test_the_lower_of_fee_and_cap_is_paid(w, pe, cap, mp, gw, gp, gm, cf):
    amount, fee = paid(w=w, pe=pe, mp=mp, gw=gw, gp=gp, gm=gm, cf=cf, cap=cap)
    assert fee == by_hand(w, pe, mp, gw, gp, gm, cf)
    assert amount == min(fee, by_hand(w, cap, mp, gw, gp, gm, cf))


def test_no_model_computes_in_binary_floating_point():
    for path in Path(sql_folder()).rglob("*.sql"):
        text = path.read_text().lower()
        assert not any(word in text for word in ("double", "float", "real", "1e")), path


def test_no_model_divides_amounts():
    """DuckDB divides decimals in binary floating point: ratio() does it in whole numbers."""
    for model in all_models():
        tree = sqlglot.parse_one(model.query, dialect="duckdb")
        assert not list(tree.find_all(exp.Div)), model.name
