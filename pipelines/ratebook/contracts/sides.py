"""What is compared: a payer of a contract file, or Medicare itself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import duckdb

from ratebook.claims.edits import by_medicare
from ratebook.contracts import contract_file, priced, tables
from ratebook.contracts.contract_file import Contract
from ratebook.contracts.terms import OPEN, Term
from ratebook.errors import UsageError
from ratebook.suggest import did_you_mean

MEDICARE = "medicare"
OF_MEDICARE = """
    create or replace temp table {table} as
    select line_row, priced_allowed as amount, null::varchar as term, reason
    from ({lines})
"""
OF_PAYER = """
    create or replace temp table {table} as
    select line_row, contract_allowed as amount, contract_term as term, contract_reason as reason
    from ({lines})
"""


@dataclass(frozen=True)
class Side:
    """A payer of a contract; no contract is Medicare."""

    contract: Contract | None = None
    payer: str = ""

    @property
    def name(self) -> str:
        """As in `Bluebird Health (contract.toml)`."""
        return f"{self.payer} ({self.contract.path.name})" if self.contract else "Medicare"


def side(text: str) -> Side:
    """`medicare`, `contract.toml`, or `contract.toml:Bluebird Health` where it has several payers.

    UsageError where there is no such payer, or it is not said which.
    """
    if text.lower() == MEDICARE:
        return Side()
    path, payer = Path(text), ""
    if not path.is_file() and ":" in text:
        file, _, payer = text.rpartition(":")
        path = Path(file)
    contract = contract_file.read(path)
    payers = list(dict.fromkeys(contract.payers.values()))
    if not payer and len(payers) > 1:
        raise UsageError(f"{path} has several payers: name one, as in '{path}:{payers[0]}'.")
    found = contract.payers.get(" ".join(payer.upper().split())) if payer else payers[0]
    if not found:
        near = did_you_mean(payer, payers) or f" It has: {', '.join(payers)}."
        raise UsageError(f"{path} has no payer '{payer}'.{near}")
    return Side(contract, found)


def as_of(one: Side, on: date) -> tuple[Side, str]:
    """A side with the terms that hold on a day, as if they held always, and what is to be said:
    where none holds then, those of its last day before, or of its first after."""
    if not one.contract:
        return one, ""
    terms = [term for term in one.contract.terms if term.payer == one.payer]
    day = _held(terms, on)
    kept = [
        replace(term, first_day=date.min, last_day=OPEN)
        for term in terms if term.first_day <= day <= term.last_day
    ]  # fmt: skip
    word = "last" if day < on else "first"
    note = (
        "" if day == on else f"{one.name}: no term holds on {on}; its terms of {day}, the {word}."
    )
    return Side(replace(one.contract, terms=kept), one.payer), note


def _held(terms: Sequence[Term], on: date) -> date:
    """The day itself if a term holds on it, else the nearest end before it, else the first day."""
    if any(term.first_day <= on <= term.last_day for term in terms):
        return on
    ended = [term.last_day for term in terms if term.last_day < on]
    return max(ended) if ended else min(term.first_day for term in terms)


def price(con: duckdb.DuckDBPyConnection, one: Side, table: str) -> None:
    """Price the lines of `claims` by a side, as a temporary table."""
    if not one.contract:
        con.execute(OF_MEDICARE.format(table=table, lines=by_medicare(con, "claims")))
        return
    tables.hand_over(con, one.contract)
    con.execute("update claims set payer = ?", [one.payer])
    con.execute(OF_PAYER.format(table=table, lines=priced.lines(con, "claims")))
