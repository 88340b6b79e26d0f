-- The cells of claim lines, typed: what cannot be read is NULL, and its text beside it.
-- args: cells
-- grain: one row per line of the table that `cells` names
-- schema: internal
-- source: claim_cells (docs/reference/claims.md). Modifiers may stand in five cells, in one, or behind the code.
--   day_said, units_said, charge_said: the cell is not empty.
-- depends: cell_amount
with plain as (
    select
        line_row,
        ratebook_refusal as edit_refusal,
        trim(claim_id) as claim_id,
        trim(claim_line_number) as claim_line_number,
        lower(trim(claim_type)) as claim_type,
        nullif(trim(bill_type_code), '') as bill_type_code,
        nullif(trim(revenue_center_code), '') as revenue_center_code,
        coalesce(
            nullif(trim(claim_frequency_code), ''),
            nullif(regexp_extract(trim(bill_type_code), '^0?\d\d(\d)$', 1), '')
        ) as frequency_code,
        nullif(trim(line_refusal), '') as line_refusal,
        nullif(trim(line_note), '') as line_note,
        nullif(trim(condition_codes), '') as condition_codes,
        lpad(nullif(trim(place_of_service_code), ''), 2, '0') as place_of_service_code,
        nullif(trim(person_id), '') as person_id,
        nullif(trim(payer), '') as payer,
        coalesce(nullif(trim(billing_npi), ''), nullif(trim(rendering_npi), ''), '') as npi,
        claim_line_start_date as day_text,
        coalesce(
            try_cast(claim_line_start_date as date),
            try_strptime(trim(claim_line_start_date), ['%Y%m%d', '%m/%d/%Y'])::date
        ) as day,
        upper(trim(hcpcs_code)) as code_text,
        upper(concat_ws(
            ' ', nullif(substr(trim(hcpcs_code), 6), ''), hcpcs_modifier_1, hcpcs_modifier_2,
            hcpcs_modifier_3, hcpcs_modifier_4, hcpcs_modifier_5
        )) as modifier_text,
        service_unit_quantity as units_text,
        try_cast(service_unit_quantity as decimal(12, 3)) as units,
        charge_amount as charge_text,
        cell_amount(charge_amount) as charge,
        cell_amount(allowed_amount) as allowed_amount,
        cell_amount(paid_amount) as paid_amount,
        cell_amount(coinsurance_amount) as coinsurance_amount,
        cell_amount(deductible_amount) as deductible_amount,
        cell_amount(copayment_amount) as copayment_amount,
        cell_amount(sequestration_amount) as sequestration_amount,
        nullif(trim(anesthesia_minutes), '') as minutes_text,
        nullif(trim(mac), '') as mac_text,
        nullif(trim(locality), '') as locality_text,
        lpad(nullif(regexp_extract(trim(service_zip), '^\d{1,5}'), ''), 5, '0') as zip,
        lpad(nullif(trim(county_fips), ''), 5, '0') as fips,
        nullif(trim(cbsa), '') as area,
        upper(lpad(nullif(trim(ccn), ''), 6, '0')) as ccn,
        nullif(trim(wage_index), '') as wage_index_text,
        nullif(trim(apc), '') as apc,
        upper(nullif(trim(status_indicator), '')) as status_indicator,
        nullif(trim(discount_formula), '') as discount_formula,
        upper(nullif(trim(payment_method_flag), '')) as payment_method_flag,
        nullif(trim(payment_adjustment_flag), '') as payment_adjustment_flag,
        coalesce(lower(trim(quality_reported)) in ('0', 'f', 'false', 'n', 'no'), false) as quality_not_reported,
        coalesce(lower(trim(rural_sch)) in ('1', 't', 'true', 'y', 'yes'), false) as is_rural_sch,
        nullif(lower(trim(provider_type)), '') as provider_type,
        coalesce(lower(trim(participating)) in ('0', 'f', 'false', 'n', 'no'), false) as not_participating,
        try_cast(nullif(trim(post_op_days), '') as integer) as post_op_days,
        try_cast(nullif(trim(deductible_remaining), '') as decimal(12, 2)) as deductible_remaining
    from query_table(cells)
)

select
    * exclude (day_text, units_text, charge_text, minutes_text, mac_text, locality_text),
    case when day is null then coalesce(trim(day_text), '') <> '' else true end as day_said,
    case when units is null then coalesce(trim(units_text), '') <> '' else true end as units_said,
    case when charge is null then coalesce(translate(charge_text, '$, ', ''), '') <> '' else true end as charge_said,
    case when coalesce(coinsurance_amount, deductible_amount, copayment_amount) is not null
        then coalesce(coinsurance_amount, 0) + coalesce(deductible_amount, 0) + coalesce(copayment_amount, 0)
    end::decimal(14, 2) as patient_amount,
    left(code_text, 5) as hcpcs,
    case when modifier_text = '' then [] else regexp_extract_all(modifier_text, '[A-Z0-9]{2}') end as modifiers,
    modifier_text <> '' and regexp_replace(modifier_text, '[A-Z0-9]{2}|[^A-Z0-9]', '', 'g') <> ''
        as modifiers_unread,
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
