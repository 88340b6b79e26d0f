-- The indicators of each code that modifier_rules decides by.
-- grain: one row per release, hcpcs, indicator_column and value of it
-- key: release, hcpcs, indicator_column, indicator_value
-- schema: internal
-- source: pfs_rvu; hospital_codes, whose hcpcs is the code that the hospital bills; claim_services (service: emergency,
--   preventive); asc_codes
-- kind: view
-- depends: pfs_rvu, hospital_codes, claim_services, asc_codes
with physicians as (
    select distinct
        release,
        hcpcs,
        unnest([
            {'indicator_column': 'pctc', 'indicator_value': pctc},
            {'indicator_column': 'bilateral_surgery', 'indicator_value': bilateral_surgery},
            {'indicator_column': 'multiple_procedure', 'indicator_value': multiple_procedure},
            {'indicator_column': 'assistant_surgery', 'indicator_value': assistant_surgery},
            {'indicator_column': 'co_surgery', 'indicator_value': co_surgery},
            {'indicator_column': 'team_surgery', 'indicator_value': team_surgery},
            {'indicator_column': 'global_days', 'indicator_value': global_days},
            {'indicator_column': 'status_code', 'indicator_value': status_code},
            {'indicator_column': 'hcpcs', 'indicator_value': hcpcs}
        ]) as found
    from main.pfs_rvu
),

hospitals as (
    select
        release,
        hcpcs,
        unnest([
            {'indicator_column': 'status_indicator', 'indicator_value': hopd_status_indicator},
            {'indicator_column': 'apc', 'indicator_value': hopd_apc},
            {'indicator_column': 'hcpcs', 'indicator_value': hopd_hcpcs}
        ]) as found
    from internal.hospital_codes
)

select
    release,
    hcpcs,
    found.indicator_column as indicator_column,
    found.indicator_value as indicator_value
from physicians
where found.indicator_value is not null
union all
select
    release,
    hcpcs,
    found.indicator_column as indicator_column,
    found.indicator_value as indicator_value
from hospitals
where found.indicator_value is not null
union all
select
    release,
    hcpcs,
    'service' as indicator_column,
    case when is_emergency_visit then 'emergency' else 'preventive' end as indicator_value
from internal.claim_services
where is_emergency_visit or is_preventive
union all
select
    release,
    hcpcs,
    'payment_indicator' as indicator_column,
    asc_payment_indicator as indicator_value
from internal.asc_codes
where asc_payment_indicator is not null
