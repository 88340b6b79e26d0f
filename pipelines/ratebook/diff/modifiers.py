"""What the modifiers of a line do: the row that pays it, or why it cannot be priced."""

from collections.abc import Iterable, Sequence

import duckdb

from ratebook.db import Row, insert, rows

Asked = tuple[str, tuple[str, ...], tuple[str, ...]]  # hcpcs, modifiers, who bills
COMPONENTS = ("26", "TC")
COLUMNS = "id integer, place integer, hcpcs varchar, modifier varchar, settings varchar[]"
WORST = "['none', 'row', 'refused', 'changes']"
# What a code's own indicator says goes before what is said of any code.
EFFECTS = f"""
    with facts as (
        select distinct hcpcs, indicator_column, indicator_value from internal.code_indicators
        where list_contains($releases, release) and hcpcs in (select hcpcs from asked_modifiers)
    ),
    said as (
        select a.id, a.place, a.modifier, s.setting, s.fee_effect, f.hcpcs is not null as own
        from asked_modifiers as a
        left join modifier_rules as s
            on a.modifier = s.modifier and list_contains(a.settings, s.setting)
        left join facts as f
            on a.hcpcs = f.hcpcs and s.indicator_column = f.indicator_column
            and s.indicator_value = f.indicator_value
        where s.modifier is null or s.indicator_column = 'any' or f.hcpcs is not null
    ),
    closest as (
        select * from said qualify own or not bool_or(own) over (partition by id, place, setting)
    )
    select a.id, a.place, a.modifier, max(list_position({WORST}, c.fee_effect)) as worst,
        a.hcpcs in (select hcpcs from facts) as listed
    from asked_modifiers as a left join closest as c on a.id = c.id and a.place = c.place
    group by all order by a.id, a.place
"""


def resolve(
    con: duckdb.DuckDBPyConnection, asked: Iterable[Asked], releases: Sequence[str]
) -> dict[Asked, tuple[str | None, str | None]]:
    """For each code with modifiers: the modifier of the row that pays it ('' for the code alone),
    or None and the reason. One modifier that changes the fee decides over all others. A code that
    no release lists is left to that reason.
    """
    each = sorted(set(asked))
    if not any(modifiers for _, modifiers, _ in each):
        return dict.fromkeys(each, ("", None))
    con.execute(f"create or replace temp table asked_modifiers ({COLUMNS})")
    insert(con, "asked_modifiers", (
        (i, at, hcpcs, modifier, list(settings))
        for i, (hcpcs, modifiers, settings) in enumerate(each)
        for at, modifier in enumerate(modifiers)
    ))  # fmt: skip
    said: dict[int, list[Row]] = {}
    for row in rows(con, EFFECTS, {"releases": list(releases)}):
        said.setdefault(row["id"], []).append(row)
    return {one: _of_line(one[0], said.get(i, [])) for i, one in enumerate(each)}


def _of_line(hcpcs: str, effects: list[Row]) -> tuple[str | None, str | None]:
    if not any(effect["listed"] for effect in effects):
        return "", None
    by_worst: dict[int | None, list[str]] = {}
    for effect in effects:
        by_worst.setdefault(effect["worst"], []).append(effect["modifier"])
    if 4 in by_worst:
        return None, f"modifier {by_worst[4][0]} changes the fee"
    if 3 in by_worst:
        return None, f"modifier {by_worst[3][0]} does not apply to {hcpcs}"
    if None in by_worst:
        return None, (
            f"the effect of modifier {by_worst[None][0]} on the fee of {hcpcs} is not known"
        )
    own = sorted(set(by_worst.get(2, [])))
    if len(own) > 1:
        return None, f"{' and '.join(own)} on one line: each has a row of its own"
    return own[0] if own else "", None
