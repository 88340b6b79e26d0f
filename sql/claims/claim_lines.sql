-- Claim lines as they are read: typed, with setting, scope, day, place and modifiers, or why they are refused.
-- args: claims
-- grain: one row per line of the table that `claims` names
-- schema: internal
-- source: claim_contract; places_of_service. setting: professional, anesthesia, asc or hospital. scope: the
--   patient on whom reductions count together (Novitas: claims of one day count together though their ids
--   differ); without a person the claim. refusal: why a line cannot be priced at all.
-- depends: claim_contract, places_of_service, provider_shares, zip_localities, release_days
with given as (
    select * from internal.claim_contract
    union all by name
    select * from query_table(claims)
),

numbered as (
    select row_number() over () as line_row, columns(*)::varchar from given
),

plain as (
    select
        line_row,
        trim(claim_id) as claim_id,
        trim(claim_line_number) as claim_line_number,
        lower(trim(claim_type)) as claim_type,
        nullif(trim(bill_type_code), '') as bill_type_code,
        lpad(nullif(trim(place_of_service_code), ''), 2, '0') as place_of_service_code,
        nullif(trim(person_id), '') as person_id,
        coalesce(nullif(trim(billing_npi), ''), nullif(trim(rendering_npi), ''), '') as npi,
        nullif(trim(claim_line_start_date), '') as day_text,
        upper(trim(hcpcs_code)) as code_text,
        upper(concat_ws(
            ' ', nullif(substr(trim(hcpcs_code), 6), ''), hcpcs_modifier_1, hcpcs_modifier_2,
            hcpcs_modifier_3, hcpcs_modifier_4, hcpcs_modifier_5
        )) as modifier_text,
        nullif(trim(service_unit_quantity), '') as units_text,
        nullif(regexp_replace(charge_amount, '[$, ]', '', 'g'), '') as charge_text,
        try_cast(regexp_replace(allowed_amount, '[$, ]', '', 'g') as decimal(14, 2)) as allowed_amount,
        nullif(trim(anesthesia_minutes), '') as minutes_text,
        nullif(trim(mac), '') as mac_text,
        nullif(trim(locality), '') as locality_text,
        nullif(left(trim(service_zip), 5), '') as zip,
        nullif(trim(cbsa), '') as area,
        wage_index as wage_index_text,
        nullif(trim(apc), '') as apc,
        upper(nullif(trim(status_indicator), '')) as status_indicator,
        nullif(trim(discount_formula), '') as discount_formula,
        upper(nullif(trim(payment_method_flag), '')) as payment_method_flag,
        nullif(trim(payment_adjustment_flag), '') as payment_adjustment_flag,
        lower(trim(quality_reported)) in ('0', 'f', 'false', 'n', 'no') as quality_not_reported,
        lower(trim(rural_sch)) in ('1', 't', 'true', 'y', 'yes') as is_rural_sch,
        nullif(lower(trim(provider_type)), '') as provider_type,
        lower(trim(participating)) in ('0', 'f', 'false', 'n', 'no') as not_participating,
        try_cast(nullif(trim(post_op_days), '') as integer) as post_op_days,
        try_cast(nullif(trim(deductible_remaining), '') as decimal(12, 2)) as deductible_remaining
    from numbered
),

typed as (
    select
        *,
        coalesce(
            try_cast(day_text as date), try_strptime(day_text, ['%Y%m%d', '%m/%d/%Y'])::date
        ) as day,
        left(code_text, 5) as hcpcs,
        case when modifier_text = '' then [] else regexp_extract_all(modifier_text, '[A-Z0-9]{2}') end as modifiers,
        modifier_text <> '' and regexp_replace(modifier_text, '[A-Z0-9]{2}|[^A-Z0-9]', '', 'g') <> ''
            as modifiers_unread,
        try_cast(units_text as decimal(12, 3)) as units_given,
        try_cast(charge_text as decimal(14, 2)) as charge,
        try_cast(minutes_text as integer) as minutes,
        case
            when locality_text = 'national' or mac_text = 'national' then 'national'
            when locality_text like '%-%' then lpad(split_part(locality_text, '-', 1), 5, '0')
            else lpad(mac_text, 5, '0')
        end as given_mac,
        case
            when locality_text = 'national' or mac_text = 'national' then 'national'
            when locality_text like '%-%' then lpad(split_part(locality_text, '-', 2), 2, '0')
            else lpad(locality_text, 2, '0')
        end as given_locality
    from plain
),

placed as (
    select
        t.*,
        r.release as pfs_release,
        coalesce(t.given_mac, z.mac) as mac,
        coalesce(t.given_locality, z.locality) as locality,
        t.given_locality is null and z.split as zip_is_split,
        s.at_facility_rates,
        p.paid_share as provider_share,
        (t.units_given < 0 or t.charge < 0) as negative,
        case
            when t.claim_type = 'institutional' then 'hospital'
            when t.claim_type <> 'professional' then null
            when regexp_full_match(t.hcpcs, '0[01]\d{3}') then 'anesthesia'
            when t.place_of_service_code = '24'
                and (t.provider_type = 'asc' or list_contains(t.modifiers, 'SG')) then 'asc'
            else 'professional'
        end as setting
    from typed as t
    left join internal.release_days as r
        on r.schedule = 'PFS' and t.day between r.effective_from and r.effective_through
    asof left join (
        select zip, mac, locality, split, effective_from from zip_localities
    ) as z on t.zip = z.zip and t.day >= z.effective_from
    left join places_of_service as s on t.place_of_service_code = s.place_of_service_code
    left join provider_shares as p on t.provider_type = p.provider_type
),

-- A line that was given before.
repeated as (
    select claim_id, claim_line_number, min(line_row) as first_row
    from placed
    where not coalesce(negative, false)
    group by claim_id, claim_line_number
    having count(*) > 1
),

-- A negative line takes back one like it: the first of the one kind the first of the other.
keyed as (
    select
        line_row, coalesce(negative, false) as negative, coalesce(person_id, claim_id) as whose, day, hcpcs,
        modifier_text, abs(units_given) as units, coalesce(abs(charge), 0) as charge
    from placed
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

counted as (
    select
        p.*,
        d.first_row < p.line_row and not coalesce(p.negative, false) as given_twice,
        r.reversal_row is not null as takes_back,
        o.original_row is not null as taken_back
    from placed as p
    left join repeated as d on p.claim_id = d.claim_id and p.claim_line_number = d.claim_line_number
    left join reversed as r on p.line_row = r.reversal_row
    left join reversed as o on p.line_row = o.original_row
)

select
    * exclude (given_mac, given_locality, day_text, code_text, modifier_text, minutes_text),
    coalesce(person_id, 'claim ' || claim_id) as scope,
    units_given as units,
    case
        when coalesce(claim_id, '') = '' then 'no claim_id'
        when coalesce(claim_line_number, '') = '' then 'no claim_line_number'
        when setting is null then 'claim_type is neither professional nor institutional'
        when day_text is null then 'no claim_line_start_date'
        when day is null then 'claim_line_start_date is not a day (2026-08-01)'
        when code_text = '' or code_text is null then 'no hcpcs_code'
        when not regexp_full_match(hcpcs, '[A-Z0-9]\d{3}[A-Z0-9]')
            or not regexp_full_match(substr(code_text, 6), '([^A-Z0-9].*)?')
            then 'hcpcs_code is not a valid code: five letters or digits'
        when modifiers_unread then 'a modifier does not have two letters or digits'
        when units_text is not null and units_given is null then 'service_unit_quantity is not a number'
        when charge_text is not null and charge is null then 'charge_amount is not an amount'
        when takes_back then 'reversal: it takes back another line'
        when negative then 'reversal: the line that it takes back is not here'
        when taken_back then 'reversed: a negative line takes it back'
        when given_twice then 'claim_id and claim_line_number stand on an earlier line'
        when setting <> 'anesthesia' and units_given is null then 'no service_unit_quantity'
        when setting <> 'anesthesia' and units_given = 0 then '0 units'
        when units_given <> round(units_given, 0) then 'service_unit_quantity is not a whole number'
        when units_given > 99999 or abs(charge) > 99999999 then 'more units or dollars than a line can have'
        when provider_type is not null and provider_share is null
            then 'provider_type is not one that is known here'
        when setting <> 'hospital' and place_of_service_code is null then 'no place_of_service_code'
        when setting <> 'hospital' and at_facility_rates is null
            then 'place_of_service_code is not one of CMS''s'
        when setting in ('professional', 'anesthesia') and pfs_release is null
            then 'no PFS release in effect on that day is loaded'
        when setting in ('professional', 'anesthesia') and (mac is null or locality is null)
            then 'no place: give mac and locality, or service_zip'
        when setting in ('professional', 'anesthesia') and zip_is_split
            then 'the ZIP code lies in several localities: give mac and locality'
    end as refusal
from counted
