-- The NA flags of PPRRVU are missing, as when pandas reads the text NA as a blank. Download CMS's file again, or read it with keep_default_na=False.
-- severity: blocking
--   Without them 9,133 office amounts come out instead of 5,103. Each release of 2020 to 2026 has
--   some 4,050 office flags and 2,290 to 2,860 facility flags. Where a release has a few left: of
--   the payable rows that print one practice expense for both sites (and are not for the
--   professional alone) 3 in 100 have neither flag at most.
with counted as (
    select
        release,
        source_file,
        count(*) filter (nonfacility_na = 'NA') as office_flags,
        count(*) filter (facility_na = 'NA') as facility_flags,
        count(*) filter (same) as same_figures,
        count(*) filter (same and nonfacility_na = '' and facility_na = '') as unflagged
    from (
        select
            *,
            status_code in ('A', 'R', 'T') and modifier <> '26' and pctc not in ('2', '6')
            and nonfacility_pe_rvu = facility_pe_rvu and nonfacility_pe_rvu > 0 as same
        from pfs_rvu
    )
    group by release, source_file
)

select
    release,
    source_file || ' has ' || office_flags || ' NA flags for the office and ' || facility_flags
    || ' for the facility; ' || unflagged || ' of ' || same_figures
    || ' rows with one practice expense for both have neither' as example
from counted
where office_flags = 0 or facility_flags = 0 or (unflagged > 10 and unflagged * 10 > same_figures)
