"""What modifiers do to the payment of a code: in words from its indicators, in dollars by the
pricing of claim lines (`repriced`)."""

from collections.abc import Iterable, Sequence
from typing import Any

import duckdb

from ratebook.ask.question import Question
from ratebook.db import Row, insert, rows
from ratebook.errors import AnswerError

Answer = dict[str, Any]
# Who bills, and what of a claim line says so.
SETTINGS = {
    "office": ("professional", "11", ""),
    "professional": ("professional", "22", ""),
    "hospital": ("institutional", "", ""),
    "asc": ("professional", "24", "asc"),
}
RULES = {"office": "professional"}  # whose rules a setting follows, where its name is not theirs
WORDS = """
    select c.*, n.place from code_modifiers(?, ?) as c
    left join modifier_names as n on c.modifier = n.modifier
"""
LINES = """
    create or replace temp table modified_lines (
        claim_id varchar, claim_line_number varchar, person_id varchar, billing_npi varchar,
        claim_type varchar, place_of_service_code varchar, provider_type varchar,
        claim_line_start_date varchar, hcpcs_code varchar, hcpcs_modifier_1 varchar,
        service_unit_quantity varchar, mac varchar, locality varchar, wage_index varchar,
        deductible_remaining varchar
    )
"""
PRICED = """
    select priced_allowed as amount, priced_patient as patient, steps, reason, flags
    from repriced('modified_lines') order by line_row
"""


def rules(con: duckdb.DuckDBPyConnection, asked: Question) -> list[Row]:
    """What is known of each modifier of a code on a day, by who bills."""
    return rows(con, WORDS, [asked.hcpcs, asked.on])


def priced(
    con: duckdb.DuckDBPyConnection, asked: Question, whole: Answer, modifiers: Iterable[str]
) -> list[Row]:
    """One line of the code in each setting, without a modifier ('') and with each of some
    (`59`, `59 51`): its amount or the reason why there is none.

    `whole`: the answer to the question about the code alone, whose place and indices are taken.
    """
    con.execute(LINES)
    each = [(setting, modifier) for modifier in ("", *modifiers) for setting in SETTINGS]
    insert(con, "modified_lines", [
        # Each of another claim and patient, so that none counts for another
        (str(n), "1", str(n), "1", *_line(asked, whole, *one)) for n, one in enumerate(each)
    ])  # fmt: skip
    found = rows(con, PRICED)
    con.execute("drop table modified_lines")
    return [
        {"setting": setting, "modifier": modifier, **line}
        for (setting, modifier), line in zip(each, found, strict=True)
    ]


def _line(asked: Question, whole: Answer, setting: str, modifier: str) -> tuple[str, ...]:
    claim_type, place, provider = SETTINGS[setting]
    index = (whole[setting].get("index") or {}) if setting in ("hospital", "asc") else {}
    nation = asked.mac == "national"
    own = asked.place.wage_index or index.get("wage_index") or ("1" if nation else "")
    return (
        claim_type, place, provider, str(asked.on), asked.hcpcs, modifier,
        "1", asked.mac, asked.locality, str(own), str(asked.deductible),
    )  # fmt: skip


def answer(
    con: duckdb.DuckDBPyConnection, asked: Question, whole: Answer, why: AnswerError
) -> Answer:
    """The answer about a code whose modifiers have no row of their own: that of the code alone, and
    in `modified` what they do in each setting. `why`: raised where one of them is not known."""
    each = asked.modifier.split("-")
    known = rules(con, asked)
    if unknown := [m for m in each if m not in {rule["modifier"] for rule in known}]:
        raise AnswerError(
            why.kind, f"{why.message} What {unknown[0]} does to {asked.hcpcs} is not known here.",
            why.choices, hint="`select * from code_modifiers('CODE', 'DAY')` has those that are.",
        )  # fmt: skip
    lines = priced(con, asked, whole, [" ".join(each)])
    return whole | {"asked_modifier": asked.modifier, "modified": compared(lines, known)}


def compared(lines: Sequence[Row], known: Sequence[Row]) -> list[Row]:
    """By modifiers and setting, where a rule is known: the amount without and with them, and what
    the rules say."""
    alone = {line["setting"]: line["amount"] for line in lines if not line["modifier"]}
    return [
        {"setting": line["setting"], "modifier": line["modifier"],
         "amount_without": alone[line["setting"]], **line, "says": said}
        for line in lines
        if line["modifier"] and (said := _says(line, known))
    ]  # fmt: skip


def _says(line: Row, known: Sequence[Row]) -> str:
    """What the rules say of the modifiers of a line where it bills; '' where none is known."""
    setting = RULES.get(line["setting"], line["setting"])
    said = {rule["modifier"]: rule["effect"] for rule in known if rule["setting"] == setting}
    each = [(m, said[m]) for m in line["modifier"].split() if said.get(m)]
    alone = len(line["modifier"].split()) == 1
    return "; ".join(text if alone else f"{m}: {text}" for m, text in each)
