"""A contract as temporary tables of a warehouse, checked against what CMS has there."""

from dataclasses import replace
from datetime import date
from typing import Any

import duckdb

from ratebook.contracts import overlaps
from ratebook.contracts.contract_file import Contract
from ratebook.contracts.terms import Term
from ratebook.db import Row, insert, rows
from ratebook.errors import UsageError
from ratebook.suggest import did_you_mean

EMPTY = """
    create or replace temp table contract_payers (payer_key varchar, payer varchar);
    create or replace temp table contract_terms (
        term integer, payer varchar, says varchar, says_of_charge varchar, first_day date,
        last_day date, percent decimal(8, 4), rate decimal(12, 4), modifier varchar,
        first_code varchar, last_code varchar, category varchar, setting varchar,
        medicare_on date, floor_percent decimal(8, 4), lesser_of_charge boolean,
        percent_of_charge decimal(7, 4)
    )
"""
CATEGORIES = """
    select distinct category from service_categories
    union values ('new technology'), ('performance measure') order by 1
"""
# Codes and ranges of percents in which neither CMS nor a rate of the payer has a code.
NOBODY_HAS = """
    select term from contract_terms as t
    where rate is null and first_code is not null
        and not exists (
            from internal.contract_codes as c where c.hcpcs between t.first_code and t.last_code
        )
        and not exists (
            from contract_terms as r where r.rate is not null and r.payer = t.payer
                and r.first_code between t.first_code and t.last_code
        )
    order by term
"""
LOADED = """
    select release, effective_from from releases where effective_from is not null
    order by effective_from desc, release
"""
COVERED = """
    select schedule from internal.release_days
    where ? between effective_from and effective_through and schedule in ('PFS', 'OPPS', 'ASC')
"""
IN_WORDS = """
    select payer, says as term, first_day as "from", nullif(last_day, '9999-12-31') as "to",
        floor_percent as floor, lesser_of_charge, percent_of_charge
    from contract_terms as t order by payer, t.term
"""
MOST = 1_000  # rows of a statement


def hand_over(con: duckdb.DuckDBPyConnection, contract: Contract) -> None:
    """Make `contract_payers` and `contract_terms` of a contract.

    UsageError where it names a category, a release, a day or a code that the warehouse has not.
    """
    con.execute(EMPTY)
    insert(con, "contract_payers", list(contract.payers.items()))
    terms = [one for term in contract.terms for one in _by_category(con, term)]
    overlaps.require_none(terms)
    first_of = {term.medicare: term for term in reversed(terms)}
    days = {medicare: _day(con, term) for medicare, term in first_of.items()}
    made = [_row(n, replace(t, medicare=days[t.medicare])) for n, t in enumerate(terms, 1)]
    for at in range(0, len(made), MOST):
        insert(con, "contract_terms", made[at : at + MOST])
    if nobody := rows(con, NOBODY_HAS):
        term = terms[nobody[0]["term"] - 1]
        raise UsageError(f"{term.where}: codes: neither CMS's files here nor a rate of the payer "
                         f"has {term.services}. Correct it, or give it a rate.")  # fmt: skip


def _by_category(con: duckdb.DuckDBPyConnection, term: Term) -> list[Term]:
    """A term of each category that its word means: `surgery: *` is every one that begins so."""
    if not term.category:
        return [term]
    known = [row["category"] for row in rows(con, CATEGORIES)]
    start = term.category.removesuffix("*")
    found = [one for one in known if one.startswith(start)] if "*" in term.category else []
    found = found or [one for one in known if one == term.category]
    if not found:
        near = did_you_mean(term.category, known) or f" Categories: {', '.join(known)}."
        raise UsageError(f"{term.where}: '{term.category}' is not a category.{near}")
    return [replace(term, category=one) for one in found]


def _day(con: duckdb.DuckDBPyConnection, term: Term) -> date | None:
    """The day of the rates that a term is pinned to."""
    if isinstance(term.medicare, str):
        loaded = {row["release"]: row["effective_from"] for row in rows(con, LOADED)}
        if term.medicare not in loaded:
            near = did_you_mean(term.medicare, loaded) or " `ratebook status` lists what is."
            raise UsageError(f"{term.where}: release {term.medicare} is not loaded.{near}")
        first: date = loaded[term.medicare]
        return first
    if term.medicare and not rows(con, COVERED, [term.medicare]):
        raise UsageError(f"{term.where}: no rates of {term.medicare} are loaded. `ratebook refresh "
                         f"--year {term.medicare.year}` brings them, or name a day that is "
                         "loaded (`ratebook status`).")  # fmt: skip
    return term.medicare


def _row(number: int, term: Term) -> tuple[Any, ...]:
    return (
        number, term.payer, term.says, term.says_of_charge, term.first_day, term.last_day,
        term.percent, term.rate, term.modifier, term.first_code, term.last_code, term.category,
        term.setting, term.medicare, term.floor, term.lesser_of_charge, term.percent_of_charge,
    )  # fmt: skip


def in_words(con: duckdb.DuckDBPyConnection) -> list[Row]:
    """The terms that were handed over, in words."""
    return rows(con, IN_WORDS)
