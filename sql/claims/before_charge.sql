-- What the rules of Medicare come to before a charge that is lower takes its place.
-- args: steps, allowed
-- kind: scalar
-- grain: one amount, dollars; NULL where there is none
-- schema: internal
-- source: the steps of `repriced`: the charge is the last of them. A contract is a percent of the rate, and has its
--   own word on charges.
case
    when steps[-1].rule = 'the charge, which is lower' then round(steps[-2].amount, 2)
    else allowed
end::decimal(14, 2)
