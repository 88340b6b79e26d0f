-- Every code that a schedule of CMS's lists: what a term of a contract may be about.
-- grain: one row per hcpcs
-- key: hcpcs
-- schema: internal
-- source: pfs_rvu, opps_rates, asc_rates and code_terms, of any release that is loaded
-- depends: pfs_rvu, opps_rates, asc_rates, code_terms
select distinct hcpcs from pfs_rvu
union
select distinct hcpcs from opps_rates
union
select distinct hcpcs from asc_rates
union
select distinct hcpcs from internal.code_terms
order by hcpcs
