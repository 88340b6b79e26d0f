-- Codes by words of their names, or by how they begin: the best first.
-- args: words_asked, most := 20
-- grain: one row per hcpcs
-- source: code_names, plain_words. Every word must stand at the beginning of a word of the name, or of what
--   names use for it (plain_words); names in which the words stand whole come first, then codes that a
--   release in effect lists last, then short names.
-- example: from search_codes('colonoscopy biopsy')
-- depends: code_names, plain_words, category_of, code_last_days
with asked as (
    select
        trim(regexp_replace(lower(words_asked), '[^a-z0-9]+', ' ', 'g')) as ratebook_text
),

-- A phrase that plain_words has is one thing to look for; every other word is one for itself.
phrases as (
    select p.plain as ratebook_words
    from plain_words as p
    cross join asked as a
    where
        contains(p.plain, ' ')
        and contains(' ' || a.ratebook_text || ' ', ' ' || p.plain || ' ')
    group by p.plain
    order by length(p.plain) desc
    limit 1
),

terms as (
    select ratebook_words as ratebook_term from phrases
    union
    select unnest(string_split(
        trim(replace(
            ' ' || a.ratebook_text || ' ', coalesce(' ' || f.ratebook_words || ' ', '~'), ' '
        )), ' '
    )) as ratebook_term
    from asked as a
    left join phrases as f on true
),

patterns as (
    select t.ratebook_term, t.ratebook_term as ratebook_pattern
    from terms as t
    where t.ratebook_term <> ''
    union
    select t.ratebook_term, p.printed
    from terms as t
    inner join plain_words as p on t.ratebook_term = p.plain
),

matched as (
    select
        n.hcpcs as ratebook_hcpcs,
        p.ratebook_term,
        bool_or(contains(n.searched_words, ' ' || p.ratebook_pattern || ' ')) as ratebook_whole
    from code_names as n
    inner join patterns as p on contains(n.searched_words, ' ' || p.ratebook_pattern)
    group by n.hcpcs, p.ratebook_term
),

fitting as (
    select
        ratebook_hcpcs,
        count(*) filter (ratebook_whole) as ratebook_whole_words,
        false as ratebook_begins
    from matched
    group by ratebook_hcpcs
    having count(*) = (select count(distinct ratebook_term) from patterns)
    union all
    select l.hcpcs, 0, true
    from internal.code_last_days as l
    cross join asked as a
    where
        regexp_full_match(a.ratebook_text, '[a-z0-9]{2,5}')
        and starts_with(lower(l.hcpcs), a.ratebook_text)
)

select
    f.ratebook_hcpcs as hcpcs,
    n.name,
    n.short_name,
    n.owner,
    category_of(f.ratebook_hcpcs) as category,
    l.last_day,
    n.release
from fitting as f
left join code_names as n on f.ratebook_hcpcs = n.hcpcs
left join internal.code_last_days as l on f.ratebook_hcpcs = l.hcpcs
qualify row_number() over (partition by f.ratebook_hcpcs order by f.ratebook_begins desc) = 1
order by
    f.ratebook_begins desc,
    f.ratebook_whole_words desc,
    l.last_day desc nulls last,
    case when not f.ratebook_begins then length(n.short_name) end,
    f.ratebook_hcpcs
limit most
