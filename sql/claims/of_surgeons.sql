-- Whether a line has a modifier of surgeons: 62, 66, 80, 81, 82 or AS.
-- args: own_modifiers
-- kind: scalar
-- grain: true or false
-- schema: internal
-- source: Claims Manual ch. 12 sections 20.4.3, 40.8 (assistants, co-surgeons, teams): of physicians' operations alone
list_has_any(own_modifiers, ['62', '66', '80', '81', '82', 'AS'])
