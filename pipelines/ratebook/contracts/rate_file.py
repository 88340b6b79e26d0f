"""Carve-outs: a csv of rates by code, with the columns hcpcs, modifier, rate and setting."""

from dataclasses import replace
from pathlib import Path

from ratebook.contracts import code_table
from ratebook.contracts.terms import Term
from ratebook.errors import UsageError


def rates(path: Path, base: Term) -> list[Term]:
    """A term of each line: the rate of a unit in dollars, of a code with one modifier or none.

    UsageError with the line of what is wrong: no rate, two modifiers, a code twice.
    """
    found: dict[tuple[str, str, str | None], int] = {}
    made = []
    for row in code_table.read(path, "rate", ("modifier", "setting")):
        where = f"{path}, line {row.line}"
        if len(row.modifiers) > 1:
            raise UsageError(f"{where}: a rate has one modifier or none.")
        modifier = next(iter(row.modifiers), "")
        key = (row.hcpcs, modifier, row.setting)
        if key in found:
            written = "-".join(filter(None, [row.hcpcs, modifier]))
            raise UsageError(f"{where}: {written} has a rate in line {found[key]}: keep one.")
        found[key] = row.line
        made.append(replace(
            base, where=where, first_code=row.hcpcs, last_code=row.hcpcs, modifier=modifier,
            setting=row.setting, rate=row.number,
        ))  # fmt: skip
    return made
