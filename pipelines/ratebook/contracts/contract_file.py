"""A contract file: TOML with payers (`[[payer]]`), each with its terms (`[[payer.term]]`), and csv
files of rates beside it. docs/how-to/contracts.md shows one.
"""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from ratebook.contracts import values
from ratebook.contracts.rate_file import rates
from ratebook.contracts.settings import setting
from ratebook.contracts.terms import Term
from ratebook.errors import UsageError
from ratebook.suggest import did_you_mean

# What a term may say, and a payer for all of its terms: key, field of a term, how it is read.
LIMITS: dict[str, tuple[str, Callable[[Any, str], Any]]] = {
    "from": ("first_day", values.day),
    "to": ("last_day", values.day),
    "medicare": ("medicare", values.medicare),
    "floor": ("floor", values.percent),
    "lesser_of_charge": ("lesser_of_charge", values.yes),
    "percent_of_charge": ("percent_of_charge", values.of_charge),
}
PAYER = ("name", "also", "term", *LIMITS)
TERM = ("percent", "rates", "codes", "category", "setting", *LIMITS)


@dataclass(frozen=True)
class Contract:
    """What a file says: by the names that claims have for a payer the payer, and all terms."""

    path: Path
    payers: dict[str, str]
    terms: list[Term]


def read(path: Path) -> Contract:
    """The contract of a file; UsageError names the payer, the term and the key that is wrong."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read as a text file (UTF-8).") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path} is not TOML: {error}. A text stands in quotes, a day and a "
                         "number do not.") from error  # fmt: skip
    _require_known(found, ("payer",), str(path))
    payers = _tables(found, "payer", str(path))
    names: dict[str, str] = {}
    terms: list[Term] = []
    for number, given in enumerate(payers, 1):
        name = _name(given, f"{path}, payer {number}")
        for said in (name, *_also(given, f"{path}, {name}")):
            if said.upper() in names:
                raise UsageError(f"{path}: '{said}' names two payers, or one twice. Put all terms "
                                 "of a payer below one [[payer]].")  # fmt: skip
            names[said.upper()] = name
        terms += _terms(given, name, path)
    return Contract(path, names, terms)


def _tables(found: Mapping[str, Any], key: str, where: str) -> list[dict[str, Any]]:
    tables: Any = found.get(key)
    below = "[[payer.term]]" if key == "term" else "[[payer]]"
    listed = isinstance(tables, list) and all(isinstance(one, dict) for one in tables)
    if not tables or not listed:
        raise UsageError(f"{where} has no {below} (in two brackets).")
    return list(tables)


def _require_known(found: Iterable[str], known: Iterable[str], where: str) -> None:
    for key in found:
        if key not in known:
            near = did_you_mean(key, known) or f" Known: {', '.join(known)}."
            raise UsageError(f"{where}: '{key}' is not a key here.{near}")


def _name(given: Mapping[str, Any], where: str) -> str:
    if "name" not in given:
        raise UsageError(f'{where} has no name, as in name = "Bluebird Health".')
    name, *rest = values.words(given["name"], f"{where}: name")
    if rest:
        raise UsageError(f"{where}: name takes one text; others that claims have go to `also`.")
    return name


def _also(given: Mapping[str, Any], where: str) -> list[str]:
    return values.words(given["also"], f"{where}: also") if "also" in given else []


def _terms(given: Mapping[str, Any], name: str, path: Path) -> list[Term]:
    where = f"{path}, {name}"
    _require_known(given, PAYER, where)
    every = _limits(given, where)
    return [
        term
        for number, one in enumerate(_tables(given, "term", where), 1)
        for term in _term(one, name, every, f"{where}, term {number}", path.parent)
    ]


def _limits(given: Mapping[str, Any], where: str) -> dict[str, Any]:
    return {
        field: read(given[key], f"{where}: {key}")
        for key, (field, read) in LIMITS.items() if key in given
    }  # fmt: skip


def _term(
    given: Mapping[str, Any], payer: str, every: dict[str, Any], where: str, folder: Path
) -> list[Term]:
    """The rows of a term: one for each code, range, category and setting that it names."""
    _require_known(given, TERM, where)
    limits = every | _limits(given, where)
    if "first_day" not in limits:
        raise UsageError(f"{where} has no `from`, as in from = 2026-01-01 (or at the payer).")
    if "last_day" in limits and limits["last_day"] < limits["first_day"]:
        raise UsageError(f"{where}: it ends ({limits['last_day']}) before it begins "
                         f"({limits['first_day']}).")  # fmt: skip
    if ("percent" in given) == ("rates" in given):
        raise UsageError(f"{where} takes one of percent and rates (a csv).")
    base = Term(payer, where, **limits)
    if "rates" in given:
        made = _rates(given, base, where, folder)
    else:
        rate = values.percent(given["percent"], f"{where}: percent")
        made = [replace(base, percent=rate, **one) for one in _services(given, where)]
    if "setting" not in given:
        return made
    words = values.words(given["setting"], f"{where}: setting")
    places = [setting(word, f"{where}: ") for word in words]
    return [replace(one, setting=place) for one in made for place in places]


def _services(given: Mapping[str, Any], where: str) -> list[dict[str, Any]]:
    if "codes" in given and "category" in given:
        raise UsageError(f"{where} takes codes or a category; make two terms of them.")
    if "category" in given:
        found = values.words(given["category"], f"{where}: category")
        return [{"category": word.lower()} for word in found]
    if "codes" in given:
        pairs = values.codes(given["codes"], f"{where}: codes")
        return [{"first_code": first, "last_code": last} for first, last in pairs]
    return [{}]


def _rates(given: Mapping[str, Any], base: Term, where: str, folder: Path) -> list[Term]:
    for key in ("codes", "category", "medicare"):
        if key in given:
            raise UsageError(f"{where}: {key} does not go with rates, whose csv names the codes.")
    name, *rest = values.words(given["rates"], f"{where}: rates")
    if rest:
        raise UsageError(f"{where}: rates takes one csv; make a term of each.")
    found = rates(folder / name, replace(base, medicare=None))
    if "setting" in given and any(one.setting for one in found):
        raise UsageError(f"{where}: setting stands here and in {name}: remove one.")
    return found
