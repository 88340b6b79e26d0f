-- Services that the physician fee schedule pays a hospital for: which PFS row and RVUs are paid.
-- grain: one row per PFS release, OPPS release in effect at the same time, hcpcs and qp
-- key: release, opps_release, hcpcs, qp
-- schema: internal
-- source: OPPS Addendum B status indicator A with a payable PFS row; Addendum D1; Claims Manual ch. 5
--   section 10: a hospital is paid the non-facility amount for therapy. hospital_pfs_services says
--   of the others how. modifier: TC for mammography, beside which a professional reads by the 26
--   row; of all other kinds the amount is the only payment (single_payment).
--   kind 'not settled': no amount can be given. is_first: of the OPPS releases that hold beside the
--   PFS release, the first.
-- depends: release_days, opps_rates, pfs_codes, pfs_rvu, hospital_pfs_services
with beside as (
    select
        p.release as pfs_release,
        o.release as opps_release,
        row_number() over (partition by p.release order by o.effective_from) = 1 as is_first
    from internal.release_days as p
    inner join internal.release_days as o
        on o.schedule = 'OPPS' and p.effective_from <= o.effective_through
        and o.effective_from <= p.effective_through
    where p.schedule = 'PFS'
),

paid as (
    select
        b.opps_release,
        b.is_first,
        c.release,
        c.hcpcs,
        c.qp,
        case
            when v.pctc = '7' or v.multiple_procedure = '5' then 'therapy'
            else coalesce(s.kind, 'not settled')
        end as kind,
        s.condition
    from beside as b
    inner join opps_rates as o on b.opps_release = o.release and o.status_indicator = 'A'
    inner join internal.pfs_codes as c
        on b.pfs_release = c.release and o.hcpcs = c.hcpcs and c.modifier = '' and c.payable
    inner join pfs_rvu as v
        on c.release = v.release and c.hcpcs = v.hcpcs and c.modifier = v.modifier
    left join internal.hospital_pfs_services as s on c.hcpcs = s.hcpcs
)

select
    p.release,
    p.opps_release,
    p.is_first,
    p.hcpcs,
    p.qp,
    p.kind,
    p.kind not in ('mammography', 'not settled') as single_payment,
    p.condition,
    r.modifier,
    case when p.kind <> 'not settled' then r.work_rvu end as work_rvu,
    r.nonfacility_pe_rvu as pe_rvu,
    r.mp_rvu,
    r.cap_work_rvu,
    case when p.kind <> 'not settled' then r.cap_nonfacility_pe end as cap_pe,
    r.cap_mp,
    r.source_file,
    r.source_row
from paid as p
inner join internal.pfs_codes as r
    on p.release = r.release and p.hcpcs = r.hcpcs and p.qp = r.qp
    and r.modifier = case when p.kind = 'mammography' then 'TC' else '' end
    and r.payable and not r.nonfacility_is_na
order by p.hcpcs, p.release, p.opps_release, p.qp
