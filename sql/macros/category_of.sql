-- What kind of service a code is.
-- args: for_hcpcs
-- kind: scalar
-- grain: one text; NULL where the code is in no range
-- source: service_categories; of a code with a letter at its end the letter tells
-- example: select category_of('45378')
-- depends: service_categories
case
    when regexp_full_match(for_hcpcs, '\d{4}[UM]') then 'laboratory test'
    when regexp_full_match(for_hcpcs, '\d{4}T') then 'new technology'
    when regexp_full_match(for_hcpcs, '\d{4}F') then 'performance measure'
    else (
        select any_value(ratebook_range.category)
        from (select c as ratebook_range from service_categories as c)
        where for_hcpcs between ratebook_range.first_code and ratebook_range.last_code
    )
end
