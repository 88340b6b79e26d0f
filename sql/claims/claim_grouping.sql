-- What a grouper says of the lines of hospital claims that none has been through: indicator, APC, units, discount.
-- args: lines
-- grain: one row per line of such a claim
-- schema: internal
-- source: CMS's IOCE manual V25.1 (April 2024), Claims Manual ch. 4 section 10: the claim decides what a line pays. Which line
--   is paid (claim_packaging), then the discount. formula: IOCE's 1 to 9. T: the highest 2 (both sides 4), the
--   others 5 (9), 52 and 73 3, 76 to 79 in full; others 1, both sides 8, 52 and 73 3; drugs, blood
--   and laboratory tests are no procedures: 1. Both sides (50) count only where the fee schedule's bilateral
--   indicator is 1 or 3, and not on a comprehensive or composite line or a code of Q1 or Q2.
-- depends: claim_packaging, of_surgeons
with packaged as (
    select
        p.*,
        p.final_indicator = 'T' and p.grouping_reason is null and p.packaged_by is null
        and not list_has_any(p.modifiers, ['76', '77', '78', '79']) as is_ranked,
        p.both_sides and p.two_sided and not p.pays_claim and p.status_indicator not in ('Q1', 'Q2')
            as counts_twice
    from internal.claim_packaging(lines) as p
),

ranked as (
    select
        *,
        row_number() over (
            partition by claim_id, day, is_ranked
            order by rate * case when ended then 0.5 else 1 end desc, line_number, line_row
        ) as place
    from packaged
)

select
    line_row,
    grouping_reason,
    packaged_by,
    final_apc,
    case when packaged_by is not null then 'N' else final_indicator end as final_indicator,
    case when pays_claim or status_indicator in ('Q1', 'Q2') then 1 else units end as final_units,
    case
        when ended and final_indicator in ('J1', 'J2', 'S', 'T', 'V') then 3
        when is_ranked and place = 1 then case when counts_twice then 4 else 2 end
        when is_ranked then case when counts_twice then 9 else 5 end
        when counts_twice then 8
        else 1
    end as final_formula,
    is_preventive,
    list_concat(
        case when packaging_flag is not null then [packaging_flag] else [] end,
        case when claim_flag is not null then [claim_flag] else [] end,
        case when packaged_by is null and both_sides and not two_sided then ['50: the code is not paid for both sides'] else [] end,
        case when packaged_by is null and list_has_any(modifiers, ['26', 'TC']) then ['26, TC: a hospital bills without'] else [] end,
        case when packaged_by is null and internal.of_surgeons(modifiers)
            then ['62, 66, 80, 81, 82, AS: of surgeons, a hospital bills without'] else [] end,
        case when packaged_by is null and is_device_ended then ['73: the device''s part is not taken off'] else [] end
    ) as grouping_flags
from ranked
