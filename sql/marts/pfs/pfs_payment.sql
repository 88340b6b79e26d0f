-- What the physician fee schedule pays for a code in a locality, before and after the OPPS cap.
-- grain: one row per hcpcs, modifier, mac, locality, qp and release
-- key: hcpcs, modifier, mac, locality, qp, release
-- source: 42 CFR 414.20: terms_amount of RVUs and GPCIs, rounded half up once;
--   SSA 1848(b)(4): the lower of that and the OPPS amount. Where a site is NA the figure is the
--   one CMS's carrier files print; payment_by_site says what it is worth.
-- kind: view
-- depends: pfs_codes, locality_indices, terms_amount, paid_amount, in_cents
with priced as (
    select
        c.*,
        i.mac,
        i.locality,
        terms_amount(
            c.conversion_factor, c.work_rvu, i.work_gpci, c.nonfacility_pe_rvu, i.pe_gpci,
            c.mp_rvu, i.mp_gpci
        ) as nonfacility_fee,
        terms_amount(
            c.conversion_factor, c.work_rvu, i.work_gpci, c.facility_pe_rvu, i.pe_gpci,
            c.mp_rvu, i.mp_gpci
        ) as facility_fee,
        terms_amount(
            c.conversion_factor, c.cap_work_rvu, i.work_gpci, c.cap_nonfacility_pe, i.pe_gpci,
            c.cap_mp, i.mp_gpci
        ) as nonfacility_cap,
        terms_amount(
            c.conversion_factor, c.cap_work_rvu, i.work_gpci, c.cap_facility_pe, i.pe_gpci,
            c.cap_mp, i.mp_gpci
        ) as facility_cap
    from internal.pfs_codes as c
    inner join internal.locality_indices as i on c.release = i.release
    where c.effective_through is not null
)

select
    hcpcs,
    modifier,
    mac,
    locality,
    qp,
    effective_from,
    effective_through,
    case when payable then paid_amount(nonfacility_fee, nonfacility_cap) end as nonfacility_amount,
    case when payable then paid_amount(facility_fee, facility_cap) end as facility_amount,
    case when payable then in_cents(nonfacility_fee) end as nonfacility_before_cap,
    case when payable then in_cents(facility_fee) end as facility_before_cap,
    in_cents(nonfacility_cap) as opps_cap_nonfacility,
    in_cents(facility_cap) as opps_cap_facility,
    payable,
    nonfacility_is_na,
    facility_is_na,
    case when not payable then reason_if_not_payable end as not_payable_reason,
    caveat,
    release
from priced
