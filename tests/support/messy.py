"""Genuine files as people's programs leave them: small edits of single cells or of all."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

from ratebook.cli.main import main
from tests.support import cms

PPRRVU = dict(
    hcpcs=0, modifier=1, status=3, work=5, office_pe=6, office_na=7, facility_pe=8, facility_na=9,
    mp=10, office_total=11, facility_total=12, pctc=13, global_days=14, multiple=18, bilateral=19,
)  # fmt: skip
ADDENDUM_B = dict(hcpcs=0, si=2, apc=3, weight=4, rate=5, minimum=7)
ASC = dict(hcpcs=0, indicator=4, weight=5, rate=6)
CODE = r"[0-9A-Z]{4}\d|\d[0-9A-Z]{4}"
Cell = Callable[[str, list[str]], str]  # a cell and its row to the cell that stands there now


def to(value: str) -> Cell:
    """Whatever was there, this."""
    return lambda cell, row: value


def in_cents(cell: str, row: list[str]) -> str:
    """131214 for $1,312.14."""
    return re.sub(r"[$,.]", "", cell).strip() if "." in cell else cell


def column(at: int, cell: Cell, of: str = "", most: int = 1 << 20) -> cms.Change:
    """A change of one column, in the rows of a code (or of all), the first so many that change."""

    def change(data: bytes) -> bytes:
        rows, left = list(csv.reader(io.StringIO(data.decode("latin-1")))), most
        for row in rows:
            if re.fullmatch(CODE, row[0].strip()) and (not of or row[0].strip() == of) and left:
                changed = cell(row[at], row)
                left -= changed != row[at]
                row[at] = changed
        return written(rows)

    return change


def both(*changes: cms.Change) -> cms.Change:
    """One change after the other."""

    def change(data: bytes) -> bytes:
        for each in changes:
            data = each(data)
        return data

    return change


def kept(keep: Callable[[list[str], int], bool]) -> cms.Change:
    """A change that keeps some of the rows of codes."""

    def change(data: bytes) -> bytes:
        rows = list(csv.reader(io.StringIO(data.decode("latin-1"))))
        coded = [re.fullmatch(CODE, row[0].strip()) is not None for row in rows]
        first = coded.index(True)
        return written(row for i, row in enumerate(rows) if not coded[i] or keep(row, i - first))

    return change


def written(rows: object) -> bytes:
    """Rows as csv, as CMS writes it."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)  # type: ignore[arg-type]
    return out.getvalue().encode("latin-1")


def site(folder: Path, name: str, member: str, change: cms.Change, like: Path) -> Path:
    """A folder like the site with a release of which a member is changed, and only what must be."""
    spare = dict.fromkeys(("OPPSCAP", "ANES", "25LOCCO")) if name.startswith("RVU") else {}
    return cms.site_with(folder, name, {member: change, **spare}, like)


def refresh(folder: Path, home: Path, name: str, *words: str) -> int:
    """The exit status of a refresh of one release."""
    return main(["refresh", name, "--cms", str(folder), "--home", str(home), *words])
