-- Claim lines as they are read: typed, with setting, scope, day, place and modifiers, or why they are refused.
-- args: cells
-- grain: one row per line of the table that `cells` names
-- schema: internal
-- source: claim_contract; places_of_service. setting: professional, anesthesia, asc or hospital. scope: the
--   patient on whom reductions count together (Novitas: claims of one day count together though their ids
--   differ); without a person the claim. refusal: why a line cannot be priced at all.
--   line_note has the modifiers too that nobody knows; an ambulance's (A0...) are letters of its way.
-- depends: claim_text, claim_services, hospitals, county_wages, zip_counties, places_of_service, provider_shares, zip_localities, claim_days, known_modifiers
-- Not materialized: who asks for few columns reads few cells.
with typed as not materialized (
    select * from internal.claim_text(cells)
),

zips as (
    select t.zip, t.day, z.mac, z.locality, z.split
    from (select distinct zip, day from typed where zip is not null and given_locality is null) as t
    asof inner join (
        select zip, mac, locality, split, effective_from from zip_localities
    ) as z on t.zip = z.zip and t.day >= z.effective_from
),

placed as (
    select
        t.*,
        r.release as pfs_release,
        coalesce(t.given_mac, case when coalesce(t.fips, h.fips) is null then z.mac end, c.mac) as mac,
        coalesce(t.given_locality, case when coalesce(t.fips, h.fips) is null then z.locality end, c.locality)
            as locality,
        t.given_locality is null and coalesce(t.fips, h.fips) is null and z.split as zip_is_split,
        coalesce(t.fips, h.fips, n.fips) as county,
        case when f.status_indicator = 'Q1' then 'therapy' else f.pfs_kind end as pfs_kind,
        s.at_facility_rates,
        p.paid_share as provider_share,
        (t.units < 0 or t.charge < 0) as negative,
        case
            when t.claim_type = 'institutional' then 'hospital'
            when t.claim_type <> 'professional' then null
            when regexp_full_match(t.hcpcs, '0[01]\d{3}') then 'anesthesia'
            when t.place_of_service_code = '24'
                and (t.provider_type = 'asc' or list_contains(t.modifiers, 'SG')) then 'asc'
            else 'professional'
        end as setting
    from typed as t
    left join internal.claim_days as r
        on r.schedule = 'PFS' and t.day = r.day
    left join zips as z on t.zip = z.zip and t.day = z.day
    left join zip_counties as n on t.zip = n.zip
    left join hospitals as h on year(t.day) = h.payment_year and t.ccn = h.ccn
    left join internal.county_wages as c
        on year(t.day) = c.payment_year and coalesce(t.fips, h.fips, n.fips) = c.fips
    left join internal.claim_days as d
        on d.schedule = 'OPPS' and t.claim_type = 'institutional' and t.day = d.day
    left join internal.claim_services as f
        on d.release = f.release and t.hcpcs = f.hcpcs
        and (
            f.status_indicator = 'A' and f.pfs_pays and coalesce(t.status_indicator, 'A') = 'A'
            or f.status_indicator = 'Q1' and t.status_indicator is null
            and list_has_any(t.modifiers, ['GN', 'GO', 'GP'])
        )
    left join places_of_service as s on t.place_of_service_code = s.place_of_service_code
    left join provider_shares as p on t.provider_type = p.provider_type
),

-- A line that was given before. Nearly none was: whom a number of 64 bits clears needs no second look.
doubtful as (
    select hash(claim_id, claim_line_number) as line_hash
    from typed
    group by hash(claim_id, claim_line_number)
    having count(*) > 1
),

repeated as (
    select
        t.claim_id, t.claim_line_number, coalesce(t.frequency_code = '7', false) as replaces,
        min(t.line_row) as first_row
    from typed as t
    semi join doubtful as d on hash(t.claim_id, t.claim_line_number) = d.line_hash
    where not coalesce(t.units < 0 or t.charge < 0, false)
    group by t.claim_id, t.claim_line_number, replaces
    having count(*) > 1
),

-- Claims that a later one of their number replaces, or takes back.
again as (
    select
        claim_id,
        bool_or(frequency_code = '7') as has_replacement,
        max(line_row) filter (where frequency_code = '8') as void_row
    from typed
    where frequency_code in ('7', '8')
    group by claim_id
),

-- A negative line takes back one like it: the first of the one kind the first of the other.
keyed as not materialized (
    select
        line_row, coalesce(units < 0 or charge < 0, false) as negative, coalesce(person_id, claim_id) as whose, day,
        hcpcs, modifier_text, abs(units) as units, coalesce(abs(charge), 0) as charge
    from typed
),

negatives as (
    select
        * exclude (negative),
        row_number() over (partition by whose, day, hcpcs, modifier_text, units, charge order by line_row) as nth
    from keyed
    where negative
),

originals as (
    select
        k.* exclude (negative),
        row_number() over (
            partition by k.whose, k.day, k.hcpcs, k.modifier_text, k.units, k.charge order by k.line_row
        ) as nth
    from keyed as k
    semi join negatives as n
        on k.whose = n.whose and k.day = n.day and k.hcpcs = n.hcpcs and k.modifier_text = n.modifier_text
        and k.units = n.units and k.charge = n.charge
    where not k.negative
),

reversed as (
    select n.line_row as reversal_row, o.line_row as original_row
    from negatives as n
    inner join originals as o
        on n.whose = o.whose and n.day = o.day and n.hcpcs = o.hcpcs and n.modifier_text = o.modifier_text
        and n.units = o.units and n.charge = o.charge and n.nth = o.nth
),

-- Of each set of modifiers those that nobody knows: nearly always none.
unknown as (
    select modifier_text, string_agg(modifier, ', ' order by modifier) as modifiers_unknown
    from (
        select modifier_text, unnest(modifiers) as modifier
        from (select modifier_text, any_value(modifiers) as modifiers from typed where modifier_text <> '' group by modifier_text)
    )
    anti join internal.known_modifiers using (modifier)
    group by modifier_text
),

counted as (
    select
        p.*,
        case when p.hcpcs not like 'A0%' then u.modifiers_unknown end as modifiers_unknown,
        d.first_row < p.line_row and not coalesce(p.negative, false) as given_twice,
        r.reversal_row is not null as takes_back,
        o.original_row is not null as taken_back,
        coalesce(g.has_replacement and p.frequency_code is distinct from '7', false) as replaced,
        coalesce(p.line_row < g.void_row or p.frequency_code = '8', false) as voided
    from placed as p
    left join repeated as d
        on p.claim_id = d.claim_id and p.claim_line_number = d.claim_line_number
        and coalesce(p.frequency_code = '7', false) = d.replaces
    left join again as g on p.claim_id = g.claim_id
    left join unknown as u on p.modifier_text = u.modifier_text
    left join reversed as r on p.line_row = r.reversal_row
    left join reversed as o on p.line_row = o.original_row
)

select
    * exclude (
        given_mac, given_locality, code_text, modifier_text, modifiers_unread, day_said, units_said, charge_said, zip,
        fips, zip_is_split, negative, takes_back, taken_back, given_twice, edit_refusal,
        line_refusal, replaced, voided, modifiers_unknown
    )
    replace (
        case
            when modifiers_unknown is null then line_note
            else concat_ws('; ', line_note, modifiers_unknown || ': not a modifier known here, priced without it')
        end as line_note
    ),
    coalesce(person_id, 'claim ' || claim_id) as scope,
    coalesce(given_twice, false) or coalesce(negative, false) or takes_back or taken_back
    or replaced or voided as void,
    case
        when line_refusal is not null then line_refusal
        when frequency_code = '8' then 'a void (frequency code 8): it takes back an earlier claim'
        when voided then 'a void of this claim (frequency code 8) follows'
        when replaced then 'a replacement of this claim (frequency code 7) is here'
        when coalesce(claim_id, '') = '' then 'no claim_id'
        when coalesce(claim_line_number, '') = '' then 'no claim_line_number'
        when setting is null then 'claim_type is neither professional nor institutional'
        when not day_said then 'no claim_line_start_date'
        when day is null then 'claim_line_start_date is not a day (2026-08-01)'
        when (code_text = '' or code_text is null) and setting = 'hospital' and revenue_center_code is not null
            then 'no hcpcs_code: of lines with a revenue code alone Medicare packages some and returns others, and no '
            || 'loaded file lists which'
        when code_text = '' or code_text is null then 'no hcpcs_code'
        when not regexp_full_match(hcpcs, '[A-Z0-9]\d{3}[A-Z0-9]')
            or not regexp_full_match(substr(code_text, 6), '([^A-Z0-9].*)?')
            then 'hcpcs_code is not a valid code: five letters or digits'
        when modifiers_unread then 'a modifier does not have two letters or digits'
        when edit_refusal is not null then edit_refusal
        when list_contains(modifiers, 'GY') then 'GY: excluded by statute, the patient pays'
        when list_contains(modifiers, 'GZ') then 'GZ: expected to be denied as not necessary'
        when list_contains(modifiers, '47') and setting = 'professional'
            then '47: anesthesia by the surgeon is not paid'
        when units_said and units is null then 'service_unit_quantity is not a number'
        when charge_said and charge is null then 'charge_amount is not an amount'
        when takes_back then 'reversal: it takes back another line'
        when negative then 'reversal: the line that it takes back is not here'
        when taken_back then 'reversed: a negative line takes it back'
        when given_twice then 'claim_id and claim_line_number stand on an earlier line'
        when setting <> 'anesthesia' and units is null then 'no service_unit_quantity'
        when setting <> 'anesthesia' and units = 0 then '0 units'
        when units <> round(units, 0) then 'service_unit_quantity is not a whole number'
        when units > 99999 or abs(charge) > 99999999 then 'more units or dollars than a line can have'
        when provider_type is not null and provider_share is null
            then 'provider_type is not one that is known here'
        when setting <> 'hospital' and place_of_service_code is null then 'no place_of_service_code'
        when setting <> 'hospital' and at_facility_rates is null
            then 'place_of_service_code is not one of CMS''s'
        when (setting in ('professional', 'anesthesia') or pfs_kind is not null) and pfs_release is null
            then 'no PFS release in effect on that day is loaded'
        when (setting in ('professional', 'anesthesia') or pfs_kind is not null) and (mac is null or locality is null)
            then 'no place: give mac and locality, service_zip or county_fips'
        when (setting in ('professional', 'anesthesia') or pfs_kind is not null) and zip_is_split
            then 'the ZIP code lies in several localities: give mac and locality'
    end as refusal
from counted
