"""Tables of codes that people have (rates, fees, volumes): csv or a workbook with a heading."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from ratebook.ask import code_list
from ratebook.ask.list_file import lines
from ratebook.contracts.settings import setting
from ratebook.errors import UsageError
from ratebook.suggest import did_you_mean

MODIFIER = ("modifier", "modifiers", "mod", *(f"modifier {n}" for n in range(1, 6)))
COLUMNS: dict[str, Sequence[str]] = {
    "hcpcs": code_list.CODE,
    "modifier": MODIFIER,
    "setting": ("setting", "place", "site", "place of service", "pos"),
    "zip": ("zip", "zip code", "service zip"),
    "locality": ("locality",),
    "rate": ("rate", "amount", "fee", "price", "charge"),
    "fee": ("fee", "amount", "rate", "price", "charge"),
    "units": ("units", "unit", "volume", "volumes", "quantity", "qty", "count"),
}
LARGEST = Decimal(10) ** 8
PLACES = 4  # decimals: some drugs are priced in hundredths of a cent


@dataclass(frozen=True)
class CodeRow:
    """A row: a code with its modifiers, and what its other columns say; '' and None are absent."""

    line: int
    hcpcs: str
    modifiers: tuple[str, ...]
    setting: str | None
    zip_code: str
    locality: str
    number: Decimal  # dollars of a unit, or units


def read(path: Path, number: str, kinds: Sequence[str]) -> list[CodeRow]:
    """The rows of a table with the columns hcpcs, `number` (rate, fee or units) and, where they
    matter, `kinds` of modifier, setting, zip and locality.

    UsageError names the line and the column of what cannot be read. Other columns (a description)
    are passed over, unless their name looks like a slip of one that is known.
    """
    (top, first), *rest = lines(path) or [(1, [])]
    columns = _columns(code_list.heading(first), path, ("hcpcs", number, *kinds), number)
    if not rest:
        raise UsageError(f"{path} has no lines below its heading in line {top}.")
    return [_row(columns, cells, number, line, f"{path}, line {line}: ") for line, cells in rest]


def _columns(
    names: list[str], path: Path, kinds: Sequence[str], number: str
) -> Mapping[str, list[int]]:
    known = {name: kind for kind in kinds for name in COLUMNS[kind]}
    found: dict[str, list[int]] = {}
    for at, name in enumerate(names):
        if name in known:
            found.setdefault(known[name], []).append(at)
        elif name and (near := did_you_mean(name, known)):
            raise UsageError(f"{path}: column '{name}' is not known.{near}")
    for kind in ("hcpcs", number):
        if kind not in found:
            has = ", ".join(filter(None, names)) or "nothing"
            raise UsageError(f"{path} has no column {kind} in its first line; it has {has}.")
    for kind, places in found.items():
        if len(places) > 1 and kind != "modifier":
            raise UsageError(f"{path} has two columns for {kind}: remove one.")
    return found


def _row(
    columns: Mapping[str, list[int]], cells: list[str], number: str, line: int, where: str
) -> CodeRow:
    def cell(kind: str) -> str:
        return next((cells[at] for at in columns.get(kind, []) if at < len(cells)), "")

    read = code_list.code(cell("hcpcs"), where)
    beside = [cells[at] for at in columns.get("modifier", []) if at < len(cells)]
    given = code_list.modifiers(beside)
    for modifier in given:
        if not re.fullmatch(r"[0-9A-Z]{2}", modifier):
            raise UsageError(f"{where}'{modifier}' is not a modifier: two letters or digits.")
    place = cell("setting")
    zip_code = cell("zip").partition("-")[0]
    if zip_code and not re.fullmatch(r"\d{5}", zip_code.zfill(5)):
        raise UsageError(f"{where}'{cell('zip')}' is not a ZIP code of five digits.")
    return CodeRow(
        line, read.hcpcs, tuple(dict.fromkeys((*(read.modifiers or ()), *given))),
        setting(place, where) if place else None, zip_code.zfill(5) if zip_code else "",
        cell("locality"), _number(cell(number), number, where),
    )  # fmt: skip


def _number(text: str, kind: str, where: str) -> Decimal:
    """Dollars or units, zero or more, with at most four decimals: 1,200.50 or $1200.5."""
    try:
        found = Decimal(re.sub(r"[$, ]", "", text))
        if found.is_finite() and 0 <= found < LARGEST and found == round(found, PLACES):
            return found
    except InvalidOperation:
        pass
    said = f"'{text}' is not a {kind}" if text else f"the {kind} is empty"
    raise UsageError(f"{where}{said}: a number from 0 to 99,999,999 with at most four decimals.")
