-- What a code is called: the newest name that is loaded, whatever the day, since a name is not a rate.
-- grain: one row per hcpcs
-- key: hcpcs
-- source: HCPCS Level II (letters): CMS's own names, of the newest HCPCS file that lists the code, else of the
--   short descriptors of ASP, DMEPOS, CLFS, Addendum B and PPRRVU. CPT (owner AMA): short descriptors of
--   PPRRVU, Addendum B, CLFS and ASP; loaded only where a person has accepted the AMA's license for
--   this home (`ratebook accept-ama-license`). Dental codes (owner ADA) have no name here. searched_words: what a
--   search looks in. ended_on and replaced_by: by the HCPCS file.
-- depends: hcpcs_codes, releases, loaded_asp, loaded_dmepos, loaded_dmepen, loaded_clfs, loaded_addendum_b, loaded_pprrvu, ama_license
with whole as (
    select
        release,
        hcpcs,
        string_agg(trim(long_name), ' ' order by sequence) as name,
        any_value(short_name) as short_name,
        max(ended_on) as ended_on,
        any_value(replaced_by) as replaced_by,
        any_value(source_file) as source_file,
        min(source_row) as source_row
    from hcpcs_codes
    where length(hcpcs) = 5
    group by release, hcpcs
),

printed as (
    select 1 as preference, release, hcpcs, name, short_name, ended_on, replaced_by, source_file,
        source_row
    from whole
    union all
    select 2, release, hcpcs, description, description, null, null, source_file, source_row
    from loaded_pprrvu
    where modifier = '' and not qp
    union all
    select 3, release, hcpcs, description, description, null, null, source_file, source_row
    from loaded_addendum_b
    union all
    select 4, release, hcpcs, short_description, short_description, null, null, source_file, source_row
    from loaded_clfs
    union all
    select 5, release, hcpcs, description, description, null, null, source_file, source_row
    from loaded_asp
    union all
    select 6, release, hcpcs, description, description, null, null, source_file, source_row
    from loaded_dmepos
    where area = 'AL (NR)'
    union all
    select 6, release, hcpcs, description, description, null, null, source_file, source_row
    from loaded_dmepen
    where area = 'AL(NR)'
),

owned as (
    select
        p.*,
        r.effective_from,
        case
            when regexp_full_match(p.hcpcs, '[ABCEGHJKLMPQRSTUV]\d{4}') then 'CMS'
            when regexp_full_match(p.hcpcs, 'D\d{4}') then 'ADA'
            else 'AMA'
        end as owner
    from printed as p
    inner join releases as r on p.release = r.release
    where trim(p.name) <> ''
),

newest as (
    select
        hcpcs,
        owner,
        arg_max(
            {
                'name': trim(name), 'short_name': trim(short_name), 'release': release,
                'ended_on': ended_on, 'replaced_by': replaced_by, 'source_file': source_file,
                'source_row': source_row
            },
            (-preference, effective_from, -source_row::bigint)
        ) as found
    from owned
    where owner = 'CMS' or (owner = 'AMA' and (select a.accepted from ama_license as a))
    group by hcpcs, owner
)

select
    hcpcs,
    found.name as name,
    found.short_name as short_name,
    owner,
    ' ' || lower(
        trim(regexp_replace(found.name || ' ' || coalesce(found.short_name, ''), '[^A-Za-z0-9]+', ' ', 'g'))
    ) || ' ' as searched_words,
    found.ended_on as ended_on,
    found.replaced_by as replaced_by,
    found.release as release,
    found.source_file as source_file,
    found.source_row as source_row
from newest
order by hcpcs
