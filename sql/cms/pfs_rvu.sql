-- CMS's relative values as published, one release after another.
-- grain: one row per release, hcpcs and modifier
-- key: release, hcpcs, modifier
-- source: PPRRVU of each PFS release (the nonQPP file where there are two); 42 CFR 414.22
-- depends: releases, loaded_pprrvu
select
    l.release,
    l.hcpcs,
    l.modifier,
    l.status_code,
    l.not_used_for_payment,
    l.work_rvu::decimal(9, 4) as work_rvu,
    l.nonfacility_pe_rvu::decimal(9, 4) as nonfacility_pe_rvu,
    l.nonfacility_na,
    l.facility_pe_rvu::decimal(9, 4) as facility_pe_rvu,
    l.facility_na,
    l.mp_rvu::decimal(9, 4) as mp_rvu,
    l.nonfacility_total::decimal(9, 4) as nonfacility_total,
    l.facility_total::decimal(9, 4) as facility_total,
    l.pctc,
    l.global_days,
    l.pre_op::decimal(5, 4) as pre_op,
    l.intra_op::decimal(5, 4) as intra_op,
    l.post_op::decimal(5, 4) as post_op,
    l.multiple_procedure,
    l.bilateral_surgery,
    l.assistant_surgery,
    l.co_surgery,
    l.team_surgery,
    l.pricing_indicator,
    l.endoscopic_base,
    l.conversion_factor::decimal(9, 4) as conversion_factor,
    l.supervision,
    l.calculation_flag,
    l.imaging_family,
    l.opps_nonfacility_pe::decimal(9, 4) as opps_nonfacility_pe,
    l.opps_facility_pe::decimal(9, 4) as opps_facility_pe,
    l.opps_mp::decimal(9, 4) as opps_mp,
    r.effective_from,
    r.effective_through,
    l.source_file,
    l.source_row
from loaded_pprrvu as l
inner join releases as r on l.release = r.release
where not l.qp
order by l.hcpcs, l.modifier, r.effective_from
