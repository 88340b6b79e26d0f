-- The amounts that CMS publishes for a year (PFALL) or revises in a quarter (PFREV), to be compared with.
-- grain: one row per release, mac, locality, hcpcs, modifier and qp
-- key: release, mac, locality, hcpcs, modifier, qp
-- source: CMS's national payment amount files; both fees are those before the OPPS cap. compared_with: the
--   release of the same name (PFREV25C and RVU25C), where it is loaded, else the one in effect on its first day.
-- depends: releases, loaded_carrier_file
with held as (
    select
        r.release,
        r.effective_from,
        coalesce(
            max(case when p.release = regexp_replace(r.release, '^PF(ALL|REV)', 'RVU') then p.release end),
            max(p.release)
        ) as compared_with
    from releases as r
    left join releases as p
        on p.dataset = 'PFS' and r.effective_from between p.effective_from and p.effective_through
    where r.dataset = 'PFREV'
    group by r.release, r.effective_from
)

select
    l.release,
    l.mac,
    l.locality,
    l.hcpcs,
    l.modifier,
    l.qp,
    l.nonfacility_fee::decimal(12, 2) as nonfacility_before_cap,
    l.facility_fee::decimal(12, 2) as facility_before_cap,
    l.status_code,
    l.opps_indicator,
    l.opps_nonfacility::decimal(12, 2) as opps_nonfacility_amount,
    l.opps_facility::decimal(12, 2) as opps_facility_amount,
    h.effective_from,
    h.compared_with,
    l.source_file,
    l.source_row
from loaded_carrier_file as l
inner join held as h on l.release = h.release
order by l.hcpcs, l.modifier, l.mac, l.locality, l.release
