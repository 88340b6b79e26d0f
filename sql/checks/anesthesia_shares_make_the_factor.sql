-- A locality's anesthesia conversion factor (ANES) is not the national one adjusted by its three GPCIs.
-- severity: finding
-- blocks: above 40 rows and 1 in 2 compared
-- compared: select release, count(*) from anesthesia_conversion_factors where not qp and year(effective_from) in (select year(effective_from) from internal.anesthesia_shares) group by release
with shared as (
    select
        a.*,
        in_cents(
            terms_amount(
                s.national_factor, s.work_share, g.work_gpci, s.pe_share, g.pe_gpci, s.mp_share,
                g.mp_gpci
            )
        ) as computed
    from anesthesia_conversion_factors as a
    inner join gpci as g
        on a.release = g.release and a.mac = g.mac and a.locality = g.locality
    asof left join internal.anesthesia_shares as s on a.effective_from >= s.effective_from
    where not a.qp and year(s.effective_from) = year(a.effective_from)
)

select
    release,
    mac || '-' || locality || ': CMS ' || conversion_factor || ', computed ' || computed as example
from shared
where conversion_factor <> computed
union all
select distinct
    release,
    'the shares of ' || year(effective_from) || ' are not known, so nothing was compared' as example
from anesthesia_conversion_factors
where year(effective_from) not in (select year(s.effective_from) from internal.anesthesia_shares as s)
