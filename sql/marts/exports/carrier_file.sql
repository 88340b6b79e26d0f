-- The fees of each locality, in the fields of CMS's payment amount file (carrier file).
-- grain: one row per release, qp, mac, locality, hcpcs and modifier
-- key: release, qp, mac, locality, hcpcs, modifier
-- source: CMS's PFALL and PFREV files (PF25PD.pdf), measured on those of 2025A of Alaska and
--   Connecticut): the rows that the PFS pays; both fees before the OPPS cap, the OPPS amounts
--   beside them with indicator 1. Multiple-procedure indicator 5 (therapy): reduced_amount is the
--   fee with half the practice expense, rounded once; CMS prints it twice, for institutions pay the
--   non-facility rate too. What CMS puts into the first of those fields for 99202 to 99215, the
--   Primary Care First visit fee, is in no file: it is zero here.
-- kind: view
-- depends: pfs_payment, pfs_codes, pfs_rvu, locality_indices, terms_amount, in_cents
with therapy as (
    select
        c.release,
        c.hcpcs,
        c.modifier,
        c.qp,
        i.mac,
        i.locality,
        in_cents(
            terms_amount(
                c.conversion_factor, c.work_rvu, i.work_gpci, 0.5 * c.nonfacility_pe_rvu,
                i.pe_gpci, c.mp_rvu, i.mp_gpci
            )
        ) as reduced_amount
    from internal.pfs_codes as c
    inner join pfs_rvu as v
        on c.release = v.release and c.hcpcs = v.hcpcs and c.modifier = v.modifier
        and v.multiple_procedure = '5'
    inner join internal.locality_indices as i on c.release = i.release
)

select
    year(p.effective_from)::varchar as fee_year,
    p.mac,
    p.locality,
    p.hcpcs,
    p.modifier,
    p.nonfacility_before_cap,
    p.facility_before_cap,
    v.pctc,
    v.status_code,
    v.multiple_procedure,
    coalesce(t.reduced_amount, 0)::decimal(12, 2) as reduced_amount,
    case when p.opps_cap_nonfacility is null then '9' else '1' end as opps_indicator,
    coalesce(p.opps_cap_nonfacility, 0)::decimal(12, 2) as opps_nonfacility_amount,
    coalesce(p.opps_cap_facility, 0)::decimal(12, 2) as opps_facility_amount,
    p.qp,
    p.effective_from,
    p.effective_through,
    p.release
from pfs_payment as p
inner join pfs_rvu as v
    on p.release = v.release and p.hcpcs = v.hcpcs and p.modifier = v.modifier
left join therapy as t
    on p.release = t.release and p.hcpcs = t.hcpcs and p.modifier = t.modifier and p.qp = t.qp
    and p.mac = t.mac and p.locality = t.locality
where p.payable and p.mac <> 'national'
