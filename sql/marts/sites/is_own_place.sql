-- Whether a row of site_amounts is one of payment_by_site: its wage indices are those of its locality.
-- args: listed, mac, locality, place_kind, place
-- kind: scalar
-- schema: internal
-- grain: true or false. A code that the PFS does not list is in the nation alone
-- source: payment_by_site
-- example: select internal.is_own_place(true, '01112', '05', 'locality', '01112-05')
(listed or mac = 'national')
and place_kind = case mac when 'national' then 'nation' else 'locality' end
and place = case mac when 'national' then mac else mac || '-' || locality end
