-- Almost no drug rate has a third decimal: the file was saved with two, so a rate per unit may be off by half a cent.
-- severity: finding
--   CMS prints a third decimal on some seven in ten drug rates (318 of 445 to 530 of 716 in ten
--   genuine files of 2019 to 2025).
select
    release,
    min(source_file) || ': '
    || count(*) filter (hopd_unit_rate * 100 <> floor(hopd_unit_rate * 100)) || ' of '
    || count(hopd_unit_rate) || ' rates per unit have a third decimal' as example
from internal.hospital_codes
where in_addendum_b
group by release
having
    count(hopd_unit_rate) > 100
    and count(*) filter (hopd_unit_rate * 100 <> floor(hopd_unit_rate * 100)) * 20
    < count(hopd_unit_rate)
