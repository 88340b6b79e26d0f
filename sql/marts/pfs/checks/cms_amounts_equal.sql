-- An amount that CMS publishes (PFALL, PFREV) is not the one computed from the release of its quarter.
-- severity: finding
-- compared: select release, count(*) from cms_amounts where compared_with is not null group by release
--   Both fees before the OPPS cap and both OPPS amounts. A file whose quarter has no PFS release loaded is
--   compared with none, which is told.
with computed as (
    select
        a.release,
        a.source_file,
        a.source_row,
        c.nonfacility_before_cap,
        c.facility_before_cap,
        coalesce(c.opps_cap_nonfacility, 0) as opps_nonfacility_amount,
        coalesce(c.opps_cap_facility, 0) as opps_facility_amount
    from cms_amounts as a
    inner join pfs_payment as c
        on a.compared_with = c.release and a.hcpcs = c.hcpcs and a.modifier = c.modifier
        and a.mac = c.mac and a.locality = c.locality and a.qp = c.qp
)

select
    a.release,
    a.source_file || ', row ' || a.source_row || ': ' || concat_ws('-', a.hcpcs, nullif(a.modifier, ''))
    || ' in ' || a.mac || '-' || a.locality || ': CMS ' || a.nonfacility_before_cap || ' and '
    || a.facility_before_cap || ', ' || a.compared_with || ' '
    || coalesce(c.nonfacility_before_cap::varchar, 'none') || ' and '
    || coalesce(c.facility_before_cap::varchar, 'none') as example
from cms_amounts as a
left join computed as c
    on a.release = c.release and a.source_file = c.source_file and a.source_row = c.source_row
where
    a.compared_with is not null
    and (
        a.nonfacility_before_cap is distinct from c.nonfacility_before_cap
        or a.facility_before_cap is distinct from c.facility_before_cap
        or a.opps_nonfacility_amount is distinct from c.opps_nonfacility_amount
        or a.opps_facility_amount is distinct from c.opps_facility_amount
    )
union all
select distinct
    release,
    'no PFS release of ' || effective_from || ' is loaded, so nothing was compared' as example
from cms_amounts
where compared_with is null
