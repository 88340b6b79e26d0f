-- Where a service is given, by the two digits of a claim, and at which rates the physician is paid there.
-- grain: one row per place of service
-- key: place_of_service_code
-- source: Claims Manual (Pub 100-04) ch. 12 sec. 20.4.2 and ch. 26 sec. 10.5. 24 is a surgical center: the
--   physician is paid there at facility rates.
select
    place_of_service_code,
    place_of_service_code in (
        '02', '06', '08', '19', '21', '22', '23', '24', '26', '31', '34', '41', '42', '51', '52', '53',
        '56', '61'
    ) as at_facility_rates
from (
    select unnest([
        '01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12', '13', '14', '15', '16',
        '17', '18', '19', '20', '21', '22', '23', '24', '25', '26', '27', '31', '32', '33', '34', '41',
        '42', '49', '50', '51', '52', '53', '54', '55', '56', '57', '58', '60', '61', '62', '65', '66',
        '71', '72', '81', '99'
    ]) as place_of_service_code
)
order by place_of_service_code
