"""What changed from one release to another: the parts add up, and each is owed to its cause."""

from decimal import Decimal
from itertools import pairwise

import pytest

PARTS = (
    "work_rvu_part + pe_rvu_part + mp_rvu_part + opps_cap_part + gpci_part + conversion_factor_part"
    " + indicator_part + rate_part + status_part + code_part + locality_part + terms_part"
    " + index_part"
)
AMOUNTS = "old_amount, new_amount, work_rvu_part, pe_rvu_part, mp_rvu_part, conversion_factor_part"
TO_2026 = "from_release <> 'RVU24C' and from_release <> 'OPPS-2024-01'"
ONE = f"{TO_2026} and mac = 'national' and modifier = '' and not qp and hcpcs ="


def test_a_change_is_split_into_units_and_factor(sample):
    """45378 in 2026: 10.13 units at 32.3465 become 11.32 at 33.4009."""
    assert sample(
        f"select {AMOUNTS} from rate_changes where {ONE} '45378' and site = 'office'"
    ) == [tuple(map(Decimal, "327.67 378.10 -2.59 41.73 -0.65 11.94".split()))]


def test_each_step_can_be_done_by_hand(sample):
    """The units of 2026 one after another at the factor of 2025, then the factor of 2026."""
    old, new, cf_old, cf_new = (sample(q)[0] for q in (
        "select work_rvu, nonfacility_pe_rvu, mp_rvu from pfs_rvu where release = 'RVU25D' "
        "and hcpcs = '45378' and modifier = ''",
        "select work_rvu, nonfacility_pe_rvu, mp_rvu from pfs_rvu where release = 'RVU26C' "
        "and hcpcs = '45378' and modifier = ''",
        "select conversion_factor from conversion_factors where release = 'RVU25D'",
        "select conversion_factor from conversion_factors where release = 'RVU26C' and not qp",
    ))  # fmt: skip
    cents = Decimal("0.01")
    paid = [(sum(new[:n]) + sum(old[n:])) * cf_old[0] for n in range(4)] + [sum(new) * cf_new[0]]
    rounded = [amount.quantize(cents, "ROUND_HALF_UP") for amount in paid]
    steps = [after - before for before, after in pairwise(rounded)]
    found = sample(f"select {AMOUNTS} from rate_changes where {ONE} '45378' and site = 'office'")
    assert list(found[0][2:]) == steps


def test_the_professional_of_a_test_is_its_26_row(sample):
    query = f"select new_amount from rate_changes where {ONE} '72148' and site = 'professional'"
    assert sample(query) == [(Decimal("68.47"),)]


def test_a_hospital_rate_has_its_apc_and_a_reason_where_it_is_gone(sample):
    found = sample(f"select old_apc, new_apc, change, rate_part from rate_changes where {ONE} "
                   "'20560' and site = 'hospital'")  # fmt: skip
    assert found == [("5731", "5731", Decimal("5.06"), Decimal("5.06"))]


def test_both_factors_of_2026_are_compared_with_the_one_of_2025(sample):
    query = f"""select qp, old_amount, new_amount from rate_changes where hcpcs = '20560'
        and {TO_2026} and mac = 'national' and site = 'office' order by qp"""
    assert sample(query) == [(False, Decimal("24.58"), Decimal("24.72")),
                             (True, Decimal("24.58"), Decimal("24.84"))]  # fmt: skip


def test_no_blank_is_without_a_reason(sample):
    assert sample("select count(*) from rate_changes where (old_amount is null and old_reason is "
                  "null) or (new_amount is null and new_reason is null)") == [(0,)]  # fmt: skip


@pytest.mark.cms
def test_the_parts_add_up_to_the_cent_in_every_pair_of_releases(genuine):
    rows, bad = genuine(f"select count(*), count(*) filter (where change <> {PARTS}) "
                        "from rate_changes where place_kind in ('nation', 'locality') "
                        "and (schedule = 'PFS' or hcpcs like '%8')")[0]  # fmt: skip
    assert rows > 10_000_000 and bad == 0


PAIRS = """
    select p.dataset, p.from_release, p.to_release, o.effective_from, p.effective_from
    from internal.release_pairs as p inner join releases as o on p.from_release = o.release
    where p.consecutive order by p.effective_from, p.dataset
"""
AMOUNT = {  # site, and whose releases its amounts come from
    ("office", "PFS"): "case when office_paid_by = 'PFS' then office_amount end",
    ("professional", "PFS"): "facility_professional_amount",
    ("hospital", "PFS"): "case when hopd_paid_by = 'PFS' then hopd_facility_amount end",
    ("hospital", "OPPS"): "case when hopd_paid_by = 'OPPS' then hopd_facility_amount end",
    ("asc", "ASC"): "asc_facility_amount",
}
# What of payment_by_site is another on two days, in a place, and is not a row of rate_changes,
# or the other way round.
UNLIKE = """
    with day as (
        select *, {amount} as amount from payment_by_site where mac = '{mac}' and not qp
        and {component}
    ),
    a as (from day where date '{old}' between effective_from and effective_through),
    b as (from day where date '{new}' between effective_from and effective_through),
    plain as (
        select coalesce(a.hcpcs, b.hcpcs), coalesce(a.modifier, b.modifier),
            coalesce(a.locality, b.locality), a.amount as old, b.amount as new
        from a full join b using (hcpcs, modifier, locality) where old is distinct from new
    ),
    told as (
        select hcpcs, modifier, locality, old_amount, new_amount from rate_changes
        where from_release = '{from_release}' and to_release = '{to_release}'
        and mac = '{mac}' and not qp and site = '{site}'
        and old_amount is distinct from new_amount
    )
    select count(*) from ((from plain except from told) union all (from told except from plain))
"""


@pytest.mark.cms
@pytest.mark.parametrize(("site", "dataset"), AMOUNT)
def test_old_and_new_are_the_amounts_of_payment_by_site_and_none_is_left_out(
    genuine, site, dataset
):
    macs = ["national", "01112"] if dataset == "PFS" else ["national"]
    component = "true" if dataset == "PFS" else "modifier = ''"
    for kind, old, new, since, until in genuine(PAIRS):
        for mac in macs if kind == dataset else ():
            query = UNLIKE.format(
                amount=AMOUNT[site, dataset], mac=mac, site=site, old=since, new=until,
                from_release=old, to_release=new, component=component,
            )  # fmt: skip
            assert genuine(query) == [(0,)], (old, new, mac)


UNITS = """
    select work_rvu, {pe}_pe_rvu, mp_rvu, cap_work_rvu, cap_{pe}_pe, cap_mp, conversion_factor
    from internal.pfs_codes where release = ? and hcpcs = ? and modifier = ? and not qp
"""
INDICES = """select work_gpci, pe_gpci, mp_gpci from internal.locality_indices
    where release = ? and mac = ? and locality = ?"""


def paid(w, pe, mp, cap_w, cap_pe, cap_mp, gw, gp, gm, factor):
    """What is paid: the lower of fee and cap, rounded half up once."""
    fee = (w * gw + pe * gp + mp * gm) * factor
    if cap_pe is not None:
        fee = min(fee, (cap_w * gw + cap_pe * gp + cap_mp * gm) * factor)
    return fee.quantize(Decimal("0.01"), "ROUND_HALF_UP")


@pytest.mark.cms
@pytest.mark.parametrize("part", ["opps_cap_part", "gpci_part", "mp_rvu_part"])
def test_the_parts_can_be_computed_again_without_the_warehouse_s_sql(genuine, part):
    """Twenty rows of some codes in which a part is not zero, step by step in Python's decimals."""
    some = genuine(f"""
        select from_release, to_release, hcpcs, modifier, mac, locality, work_rvu_part, pe_rvu_part,
            mp_rvu_part, opps_cap_part, gpci_part, conversion_factor_part
        from rate_changes where site = 'office' and not qp and {part} <> 0 and status_part = 0
            and hcpcs like '%7'
        order by hash(hcpcs || mac || locality || to_release) limit 20""")  # fmt: skip
    for old, new, hcpcs, modifier, mac, locality, *parts in some:
        query = UNITS.format(pe="nonfacility")
        o, n = (genuine(query, release, hcpcs, modifier)[0] for release in (old, new))
        og, ng = (genuine(INDICES, release, mac, locality)[0] for release in (old, new))
        steps = [
            paid(*o[:6], *og, o[6]),
            paid(n[0], *o[1:3], n[3], *o[4:6], *og, o[6]),
            paid(*n[:2], o[2], n[3], *o[4:6], *og, o[6]),
            paid(*n[:4], *o[4:6], *og, o[6]),
            paid(*n[:6], *og, o[6]),
            paid(*n[:6], *ng, o[6]),
            paid(*n[:6], *ng, n[6]),
        ]
        assert parts == [after - before for before, after in pairwise(steps)], (hcpcs, old, new)


@pytest.mark.cms
def test_a_locality_that_was_merged_is_told_as_that(genuine):
    """Three of California's went into others in 2024."""
    found = genuine("""
        select mac, locality, count(*), bool_and(change = locality_part or code_part <> 0)
        from rate_changes where to_release = 'RVU24A' and new_reason like 'not a locality%'
        group by 1, 2 order by 1, 2""")  # fmt: skip
    assert [row[:2] for row in found] == [("01112", "06"), ("01112", "07"), ("01182", "26")]
    assert all(row[3] for row in found)


@pytest.mark.cms
def test_the_factor_of_march_2024_is_all_that_changed(genuine):
    query = """select count(*), count(*) filter (where change <> conversion_factor_part)
        from rate_changes where to_release = 'RVU24AR' and mac = 'national'"""
    rows, other = genuine(query)[0]
    assert rows > 10_000 and other == 0
