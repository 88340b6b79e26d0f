-- How much of the anesthesia conversion factor each GPCI adjusts, to check ANES; not used for payment.
-- grain: one row per first day
-- key: effective_from
-- schema: internal
-- source: CMS workbook "Anesthesia CY 2025 locality adjusted CF", sheet Anesthesia Shares (2025);
--   the other years: the shares with which every locality of ANES comes out to the cent, save
--   2020, where 30 of 112 localities stay a cent off. National factors: the yearly final rules.
select
    effective_from,
    work_share,
    pe_share,
    mp_share,
    national_factor
from (
    values
    (date '2020-01-01', 0.785, 0.154, 0.061, 22.2016),
    (date '2021-01-01', 0.782, 0.157, 0.061, 21.5600),
    (date '2022-01-01', 0.776, 0.161, 0.063, 21.5623),
    (date '2023-01-01', 0.775, 0.163, 0.062, 21.1249),
    (date '2024-01-01', 0.774, 0.162, 0.064, 20.4349),
    (date '2024-03-09', 0.774, 0.162, 0.064, 20.7739),
    (date '2025-01-01', 0.769, 0.166, 0.065, 20.3178)
) as shares (effective_from, work_share, pe_share, mp_share, national_factor)
