-- A row has no NA flag where the neighboring release has one, and both its practice expenses are equal: the flag may be lost.
-- severity: finding
-- compared: select release, count(*) from pfs_rvu where nonfacility_na = 'NA' or facility_na = 'NA' group by release
-- blocks: above 10 rows and 1 in 100 compared
--   Where CMS takes a flag back, another practice expense comes in its place: no row of the
--   releases of 2020 to 2026 is so. Beside it is the release before; the one after, of the same
--   year, only for a code that the one before has not.
with flags as (
    select
        release,
        effective_from,
        effective_through,
        hcpcs,
        modifier,
        nonfacility_na = 'NA' as office,
        facility_na = 'NA' as facility,
        status_code in ('A', 'R', 'T') and nonfacility_pe_rvu = facility_pe_rvu
        and nonfacility_pe_rvu > 0 as same,
        source_file,
        source_row
    from pfs_rvu
),

beside as (
    select
        *,
        lag({'release': release, 'office': office, 'facility': facility}) over in_order as before_it,
        lead({
            'release': release, 'office': office, 'facility': facility,
            'payment_year': year(effective_from)
        }) over in_order as after_it
    from flags
    window in_order as (
        partition by hcpcs, modifier order by effective_from, effective_through nulls first
    )
),

held as (
    select
        *,
        case
            when before_it is not null then before_it
            when after_it.payment_year = year(effective_from)
                then {'release': after_it.release, 'office': after_it.office,
                    'facility': after_it.facility}
        end as other
    from beside
)

select
    release,
    source_file || ', row ' || source_row || ': ' || concat_ws(' ', hcpcs, nullif(modifier, ''))
    || ' is NA in ' || case when other.office and not office then 'the office' else 'a facility' end
    || ' in ' || other.release as example
from held
where same and ((other.office and not office) or (other.facility and not facility))
