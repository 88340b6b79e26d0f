-- Everything in payment_by_site except the locality: each code in each span of days.
-- grain: one row per span, hcpcs, modifier and qp
-- key: hcpcs, modifier, qp, effective_from
-- schema: internal
-- source: honest totals: a facility visit pays the facility and the professional.
--   Site totals stand on the row without modifier. A code that the PFS does not list has a
--   national row only. listed: the PFS release lists the code. index_release: whose localities
--   count for it ('' where no PFS release holds, so that the nation alone is there).
--   hopd_professional, asc_professional: 'amount' (the PFS pays one beside the facility), 'none'
--   (only the facility is paid, as for a drug) or 'unknown' (no total can be given).
--   hopd_work_rvu to hopd_cap_mp: the units with which the PFS pays the hospital (hospital_pfs_codes).
--   hopd_adjusted_rate and hopd_fixed_rate, asc_adjusted_rate and asc_fixed_rate: the part of the rate that
--   the wage index adjusts, and the rest (42 CFR 419.43(c), 416.172(c)). hopd_zero_reason, asc_zero_reason:
--   why a payment of zero makes no total. hopd_code_basis, asc_code_basis: what an amount rests on whatever
--   the place is. Such parts stand here because each of them costs a question about a place its plan.
-- depends: rate_periods, pfs_codes, professional_codes, hospital_codes, asc_codes, conversion_factors, hospital_pfs_codes, last_listings, other_schedules, opps_shares, asc_shares, preventive_services, coinsurance, item_rates, item_schedules, colorectal_coinsurance, inpatient_deductibles
with elsewhere as (
    select distinct p.effective_from, p.pfs_release, o.hcpcs
    from (
        select
            effective_from, pfs_release,
            unnest([opps_release, asc_release, clfs_release, asp_release]) as its_release
        from internal.rate_periods
    ) as p
    inner join (
        select release, hcpcs from internal.hospital_codes where in_addendum_b
        union
        select release, hcpcs from internal.asc_codes
        union
        select release, hcpcs from internal.item_rates
    ) as o on p.its_release = o.release
),

unlisted as (
    select
        e.effective_from,
        e.hcpcs,
        '' as modifier,
        coalesce(f.qp, false) as qp,
        false as listed,
        case
            when e.pfs_release is null then 'no PFS release is loaded for these dates'
            when exists (
                select 1 from internal.pfs_codes as m where m.release = e.pfs_release and m.hcpcs = e.hcpcs
            ) then 'listed in ' || e.pfs_release || ' only with a modifier'
            when l.hcpcs is not null
                then 'not in ' || e.pfs_release || '; in ' || l.last_release || ': ' || l.listing
            when o.hcpcs is not null
                then 'not in ' || e.pfs_release || ': codes of this kind are paid under the '
                || o.title
            when e.hcpcs like 'C%'
                then 'not in ' || e.pfs_release || ': a hospital code, not billed in an office'
            else 'not listed in ' || e.pfs_release
        end as unlisted_reason
    from elsewhere as e
    left join conversion_factors as f on e.pfs_release = f.release
    left join internal.last_listings as l on e.pfs_release = l.release and e.hcpcs = l.hcpcs
    left join internal.other_schedules as o on e.hcpcs = o.hcpcs
    where not exists (
        select 1 from internal.pfs_codes as c
        where c.release = e.pfs_release and c.hcpcs = e.hcpcs and c.modifier = ''
    )
),

codes as (
    select p.effective_from, c.hcpcs, c.modifier, c.qp, true as listed, null as unlisted_reason
    from internal.rate_periods as p
    inner join internal.pfs_codes as c on p.pfs_release = c.release
    union all
    select effective_from, hcpcs, modifier, qp, listed, unlisted_reason from unlisted
),

-- The releases to look a code up in: NULL where it is not to be found, so that each join below is
-- of equal columns alone (with another condition DuckDB 1.5 compares every row with every other).
placed as (
    select
        k.*,
        case when k.listed then p.pfs_release end as its_pfs,
        case when k.modifier = '' then p.opps_release end as its_opps,
        case when k.modifier = '' then p.asc_release end as its_asc,
        case when k.modifier = '' then p.clfs_release end as its_clfs,
        case when k.modifier = '' then p.asp_release end as its_asp
    from codes as k
    inner join internal.rate_periods as p on k.effective_from = p.effective_from
),

joined as (
    select
        k.hcpcs,
        k.modifier,
        k.qp,
        k.listed,
        k.unlisted_reason,
        p.effective_from,
        p.effective_through,
        p.pfs_release,
        p.opps_release,
        p.asc_release,
        p.clfs_release,
        p.asp_release,
        p.dme_release,
        p.stale_from,
        c.payable,
        c.status_code,
        c.nonfacility_is_na,
        c.reason_if_not_payable,
        c.work_rvu,
        c.nonfacility_pe_rvu,
        c.mp_rvu,
        c.cap_work_rvu,
        c.cap_nonfacility_pe,
        c.cap_mp,
        c.conversion_factor,
        c.caveat as pfs_caveat,
        h.hcpcs is not null as in_opps,
        h.hopd_hcpcs,
        h.hopd_apc,
        h.hopd_status_indicator,
        h.hopd_facility_amount,
        h.hopd_unit_rate,
        h.hopd_reason,
        h.paid_by as hopd_schedule,
        h.is_item as hopd_is_item,
        case when h.hopd_facility_amount = 0 then 0 else h.labor_share end as hopd_labor_share,
        h.comparable as hopd_comparable,
        h.condition as hopd_condition,
        h.caveat as hopd_caveat,
        hs.medicare_share as hopd_medicare_share,
        hs.item_copayment as hopd_item_copayment,
        hs.reason as hopd_share_reason,
        coalesce(hs.is_preventive, false) or coalesce(sa.is_preventive, false)
        or v.hcpcs is not null as is_preventive,
        a.hcpcs is not null as in_asc,
        a.asc_payment_indicator,
        a.asc_facility_amount,
        a.asc_unit_rate,
        a.asc_reason,
        a.paid_by as asc_schedule,
        a.is_item as asc_is_item,
        case when a.asc_facility_amount = 0 then 0 else a.labor_share end as asc_labor_share,
        a.comparable as asc_comparable,
        a.condition as asc_condition,
        a.caveat as asc_caveat,
        sa.medicare_share as asc_medicare_share,
        sa.item_copayment as asc_item_copayment,
        sa.reason as asc_share_reason,
        s.kind as pfs_kind,
        coalesce(s.single_payment, false) as single_payment,
        s.condition as pfs_condition,
        s.modifier as hopd_pfs_modifier,
        s.work_rvu as hopd_work_rvu,
        s.pe_rvu as hopd_pe_rvu,
        s.mp_rvu as hopd_mp_rvu,
        s.cap_work_rvu as hopd_cap_work_rvu,
        s.cap_pe as hopd_cap_pe,
        s.cap_mp as hopd_cap_mp,
        coalesce(lab.schedule, drug.schedule, o.schedule) as other_schedule,
        coalesce(lab.schedule, drug.schedule) as item_schedule,
        coalesce(lab.amount, drug.amount) as item_amount,
        drug.unit_rate as item_unit_rate,
        drug.unit as billing_unit,
        coalesce(lab.medicare_share, drug.medicare_share) as item_medicare_share,
        coalesce(lab.reason, drug.reason) as item_reason,
        coalesce(lab.stale_from, drug.stale_from) as item_stale_from,
        case
            when drug.stale_from is null or drug.stale_from > p.effective_from
                then drug.medicare_share
        end as drug_medicare_share
    from placed as k
    inner join internal.rate_periods as p on k.effective_from = p.effective_from
    left join internal.pfs_codes as c
        on k.its_pfs = c.release
        and k.hcpcs = c.hcpcs and k.modifier = c.modifier and k.qp = c.qp
    left join internal.hospital_codes as h
        on k.its_opps = h.release and k.hcpcs = h.hcpcs
    left join internal.asc_codes as a
        on k.its_asc = a.release and k.hcpcs = a.hcpcs
    left join internal.hospital_pfs_codes as s
        on k.its_pfs = s.release and k.its_opps = s.opps_release
        and k.hcpcs = s.hcpcs and k.qp = s.qp
    left join internal.other_schedules as o on k.hcpcs = o.hcpcs
    left join internal.opps_shares as hs on k.its_opps = hs.release and h.hopd_hcpcs = hs.hcpcs
    left join internal.asc_shares as sa on k.its_asc = sa.release and k.hcpcs = sa.hcpcs
    left join internal.preventive_services as v on k.hcpcs = v.hcpcs
    left join internal.item_rates as lab on k.its_clfs = lab.release and k.hcpcs = lab.hcpcs
    left join internal.item_rates as drug on k.its_asp = drug.release and k.hcpcs = drug.hcpcs
),

-- Which schedule pays each site, and what to say where none of its releases lists the code.
payers as (
    select
        k.*,
        case
            when k.payable and not k.nonfacility_is_na then 'PFS'
            when k.status_code in ('C', 'R', 'J') then 'PFS'
            when k.payable or k.modifier <> '' then null
            when k.pfs_release is null then k.item_schedule
            when k.status_code in ('X', 'E') or not k.listed then k.other_schedule
        end as office_paid_by,
        case
            when k.hopd_status_indicator = 'A'
                and (k.pfs_kind is not null or k.status_code in ('C', 'R')) then 'PFS'
            when k.hopd_status_indicator = 'A' and k.status_code = 'B' then null
            when k.hopd_status_indicator = 'A' and k.hopd_schedule is distinct from 'OPPS'
                then k.other_schedule
            else k.hopd_schedule
        end as hopd_paid_by,
        case
            when k.item_schedule is not null then null
            when k.other_schedule = 'DME' and k.dme_release is not null
                then ': its supplier is paid, by state (' || k.dme_release || ')'
            when (k.other_schedule = 'CLFS' and k.clfs_release is not null)
                or (k.other_schedule = 'ASP' and k.asp_release is not null)
                then ', and ' || case k.other_schedule
                    when 'CLFS' then k.clfs_release
                    else k.asp_release
                end || ' does not list it: the contractor sets the amount'
            when i.schedule is not null
                then ', of which no release is loaded for these dates: `ratebook refresh '
                || k.other_schedule || '-' || year(k.effective_from) || '-'
                || ['01', '04', '07', '10'][quarter(k.effective_from)] || '`'
        end as not_loaded
    from joined as k
    left join internal.item_schedules as i on k.other_schedule = i.schedule
),

items as (
    select
        *,
        coalesce(office_paid_by = item_schedule, false) as office_by_item,
        coalesce(hopd_paid_by = item_schedule and hopd_status_indicator in ('A', 'Q4'), false)
            as hopd_by_item
    from payers
),

named as (
    select
        k.hcpcs,
        k.modifier,
        k.qp,
        k.listed,
        k.effective_from,
        k.effective_through,
        k.pfs_release,
        k.opps_release,
        k.asc_release,
        case when k.office_by_item or k.hopd_by_item then k.clfs_release end as clfs_release,
        case when k.item_schedule = 'ASP' then k.asp_release end as asp_release,
        case
            when (k.office_by_item or k.hopd_by_item) and k.item_stale_from <= k.effective_through
                and coalesce(k.stale_from > k.item_stale_from, true) then k.item_stale_from
            else k.stale_from
        end as stale_from,
        case when k.listed then k.pfs_release else '' end as index_release,
        k.conversion_factor,
        k.office_paid_by,
        case when k.office_by_item then k.item_amount end as office_item_amount,
        case when k.office_by_item then k.item_unit_rate end as office_unit_rate,
        k.billing_unit,
        case when k.payable and not k.nonfacility_is_na then k.work_rvu end as office_work_rvu,
        k.nonfacility_pe_rvu as office_pe_rvu,
        k.mp_rvu as office_mp_rvu,
        k.cap_work_rvu as office_cap_work_rvu,
        k.cap_nonfacility_pe as office_cap_pe,
        k.cap_mp as office_cap_mp,
        case
            when k.office_by_item then k.item_reason
            when not k.listed and k.office_paid_by is not null
                then k.unlisted_reason || coalesce(k.not_loaded, '')
            when not k.listed then k.unlisted_reason
            when not k.payable and k.office_paid_by <> 'PFS'
                then k.reason_if_not_payable || coalesce(k.not_loaded, '')
            when not k.payable then k.reason_if_not_payable
            when k.nonfacility_is_na then 'rarely or never performed in an office (NA)'
        end as office_reason,
        nullif(concat_ws(
            '; ', k.pfs_caveat, k.hopd_caveat, case when k.hopd_by_item then k.hopd_condition end,
            case when k.hopd_work_rvu is not null then k.pfs_condition end, k.asc_caveat
        ), '') as caveat,
        case
            when k.hopd_is_item or k.single_payment then 'none'
            when k.hopd_by_item and coalesce(f.professional, 'none') <> 'amount' then 'none'
            when k.other_schedule = 'ASP' and not coalesce(k.payable, false) then 'none'
            else coalesce(f.professional, 'unknown')
        end as hopd_professional,
        case
            when k.asc_is_item then 'none'
            when k.other_schedule = 'ASP' and not coalesce(k.payable, false) then 'none'
            when k.single_payment then 'unknown'
            else coalesce(f.professional, 'unknown')
        end as asc_professional,
        case
            when k.hopd_is_item or k.asc_is_item or k.other_schedule = 'ASP'
                and not coalesce(k.payable, false) then 'a drug or product: no professional is paid with it'
            when k.item_schedule = 'CLFS' and coalesce(f.professional, 'none') <> 'amount'
                then 'a laboratory test: no professional is paid with it'
            when k.hcpcs in ('G0463', 'G0379', 'G0380', 'G0381', 'G0382', 'G0383', 'G0384')
                then 'a hospital visit code: the professional bills a visit code of the PFS'
            when not k.listed and k.hcpcs like 'C%'
                then 'a hospital code: the professional bills another code, which is not priced here'
            when not k.listed then k.unlisted_reason
            when k.single_payment
                then 'the hospital payment covers everything: there is no separate professional payment'
            when k.status_code in ('X', 'E') and f.professional <> 'amount'
                then 'not on the physician fee schedule: a professional, if paid, bills '
                || 'another code'
            else f.professional_reason
        end as professional_reason,
        f.professional_modifier,
        case when not k.single_payment then f.professional_work_rvu end as professional_work_rvu,
        f.professional_pe_rvu,
        f.professional_mp_rvu,
        f.professional_cap_work_rvu,
        case when not k.single_payment then f.professional_cap_pe end as professional_cap_pe,
        f.professional_cap_mp,
        k.hopd_hcpcs,
        k.hopd_apc,
        k.hopd_status_indicator,
        k.hopd_paid_by,
        case when k.hopd_by_item then k.item_amount else k.hopd_facility_amount end
            as hopd_facility_amount,
        case when k.hopd_by_item then k.item_unit_rate else k.hopd_unit_rate end as hopd_unit_rate,
        case when k.hopd_work_rvu is not null then k.hopd_pfs_modifier end as hopd_pfs_modifier,
        k.hopd_work_rvu,
        k.hopd_pe_rvu,
        k.hopd_mp_rvu,
        k.hopd_cap_work_rvu,
        k.hopd_cap_pe,
        k.hopd_cap_mp,
        case
            when k.modifier = '53'
                then 'discontinued procedure: 53 is a professional modifier; the hospital '
                || 'payment is on the row without a modifier'
            when k.modifier <> ''
                then 'component row: the hospital payment is on the row without a modifier'
            when k.opps_release is null then 'no OPPS release is loaded for these dates'
            when not k.in_opps and lo.hcpcs is not null
                then 'not in ' || k.opps_release || '; in ' || lo.last_release || ': ' || lo.listing
            when not k.in_opps then 'not listed in Addendum B of ' || k.opps_release
            when k.hopd_work_rvu is not null then null
            when k.hopd_by_item then k.item_reason
            when k.hopd_status_indicator in ('Q4', 'Y') then k.hopd_reason || coalesce(k.not_loaded, '')
            when k.hopd_status_indicator is distinct from 'A' then k.hopd_reason
            when k.pfs_kind is not null
                then 'paid under the physician fee schedule (status indicator A): ' || coalesce(
                    k.pfs_condition,
                    'no CMS document was found that says whether the hospital or the professional is paid'
                )
            when k.status_code in ('C', 'R')
                then 'paid under the physician fee schedule, where each MAC sets the amount (status '
                || 'indicator A)'
            when k.status_code = 'B'
                then 'bundled: payment is part of other services (status indicator A)'
            when k.hopd_paid_by is not null then k.hopd_reason || coalesce(k.not_loaded, '')
            when k.pfs_release is null then k.hopd_reason || '; no PFS release is loaded for these dates'
            else k.hopd_reason || '; the loaded CMS files do not say which'
        end as hopd_reason,
        coalesce(k.hopd_comparable, 'no') as hopd_comparable,
        coalesce(k.pfs_condition, k.hopd_condition) as hopd_condition,
        k.pfs_caveat,
        k.asc_payment_indicator,
        k.asc_schedule as asc_paid_by,
        k.asc_facility_amount,
        k.asc_unit_rate,
        case
            when k.modifier = '53'
                then 'discontinued procedure: 53 is a professional modifier; the ASC '
                || 'payment is on the row without a modifier'
            when k.modifier <> ''
                then 'component row: the ASC payment is on the row without a modifier'
            when k.asc_release is null then 'no ASC release is loaded for these dates'
            when not k.in_asc and la.hcpcs is not null
                then 'not in ' || k.asc_release || '; in ' || la.last_release || ': ' || la.listing
            when not k.in_asc then 'not on the ASC list of ' || k.asc_release
            else k.asc_reason
        end as asc_reason,
        coalesce(k.asc_comparable, 'no') as asc_comparable,
        k.asc_condition,
        year(k.effective_from) as payment_year,
        case when k.hopd_by_item then 0 else k.hopd_labor_share end::decimal(2, 1) as hopd_labor_share,
        k.asc_labor_share::decimal(2, 1) as asc_labor_share,
        k.is_preventive,
        k.is_preventive or ((k.office_by_item or k.hopd_by_item) and k.item_medicare_share = 1)
            as has_no_deductible,
        case
            when k.is_preventive then 1
            when k.office_by_item then k.item_medicare_share
            else c.medicare_share
        end::decimal(7, 6) as office_medicare_share,
        case when k.is_preventive then 1 else c.medicare_share end::decimal(7, 6) as pfs_medicare_share,
        case
            when k.is_preventive then 1
            when k.hopd_by_item then k.item_medicare_share
            else coalesce(k.hopd_medicare_share, k.drug_medicare_share)
        end::decimal(7, 6) as hopd_medicare_share,
        case when k.is_preventive then 0 else k.hopd_item_copayment end::decimal(12, 2)
            as hopd_item_copayment,
        case
            when k.is_preventive or k.hopd_by_item then null
            when k.hopd_medicare_share is null and k.drug_medicare_share is not null then null
            else k.hopd_share_reason
        end as hopd_share_reason,
        case when k.is_preventive then 1 else k.asc_medicare_share end::decimal(7, 6)
            as asc_medicare_share,
        case when k.is_preventive then 0 else k.asc_item_copayment end::decimal(12, 2)
            as asc_item_copayment,
        case when not k.is_preventive then k.asc_share_reason end as asc_share_reason,
        t.medicare_share as turned_medicare_share,
        d.inpatient_deductible
    from items as k
    inner join coinsurance as c on c.schedule = 'PFS'
    left join colorectal_coinsurance as t
        on year(k.effective_from) between t.first_year and t.last_year
    left join inpatient_deductibles as d on year(k.effective_from) = d.payment_year
    left join internal.professional_codes as f
        on k.pfs_release = f.release and k.hcpcs = f.hcpcs and k.modifier = f.modifier and k.qp = f.qp
    left join internal.last_listings as lo on k.opps_release = lo.release and k.hcpcs = lo.hcpcs
    left join internal.last_listings as la on k.asc_release = la.release and k.hcpcs = la.hcpcs
)

select
    *,
    hopd_work_rvu is not null as hopd_by_pfs,
    (hopd_facility_amount * hopd_labor_share)::decimal(12, 3) as hopd_adjusted_rate,
    (hopd_facility_amount * (1 - hopd_labor_share))::decimal(12, 3) as hopd_fixed_rate,
    (asc_facility_amount * asc_labor_share)::decimal(12, 3) as asc_adjusted_rate,
    (asc_facility_amount * (1 - asc_labor_share))::decimal(12, 3) as asc_fixed_rate,
    case when hopd_comparable = 'no' and hopd_unit_rate is null then hopd_condition end
        as hopd_zero_reason,
    case when asc_comparable = 'no' and asc_unit_rate is null then asc_condition end
        as asc_zero_reason,
    case
        when hopd_status_indicator = 'S1' then 'national'
        when hopd_work_rvu is not null then 'locality'
        when hopd_labor_share = 0 then 'everywhere'
    end as hopd_code_basis,
    case
        when asc_payment_indicator = 'S2' then 'national'
        when asc_labor_share = 0 then 'everywhere'
    end as asc_code_basis,
    nullif(concat_ws('; ', pfs_caveat, hopd_condition), '') as hopd_minus_office_caveat
from named
order by hcpcs, modifier, effective_from, qp
