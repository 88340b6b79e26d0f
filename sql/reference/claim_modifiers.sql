-- What a modifier does to the physician's amount by a share of it, and where the code's indicator allows it.
-- grain: one row per modifier
-- key: modifier
-- source: Claims Manual ch. 12 sec. 20.4.3 (assistants: 16 percent; 85 percent of it for AS), sec. 40.8 (co-surgeons 62.5
--   percent). indicator_column: the column of PPRRVU that decides; allowed, with_documents, denied: its
--   values.
select
    modifier,
    paid_share::decimal(4, 3) as paid_share,
    indicator_column,
    allowed,
    with_documents,
    words
from (
    values
    ('80', 0.16, 'assistant_surgery', '2', '0', 'assistant at surgery'),
    ('81', 0.16, 'assistant_surgery', '2', '0', 'minimum assistant at surgery'),
    ('82', 0.16, 'assistant_surgery', '2', '0', 'assistant at surgery, no resident'),
    ('AS', 0.136, 'assistant_surgery', '2', '0', 'assistant at surgery who is no physician'),
    ('62', 0.625, 'co_surgery', '2', '1', 'two surgeons')
) as shares (modifier, paid_share, indicator_column, allowed, with_documents, words)
