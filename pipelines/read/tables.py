"""Which member of a release's zip is which table, and each table as a frame of text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.errors import LayoutError
from pipelines.layouts import Layout
from pipelines.read.fixed import cut
from pipelines.read.grid import Grid, grids
from pipelines.read.header import find_header, require_fit, select
from pipelines.read.members import FORMATS, Member, base_name, members

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
EXCERPT = "excerpt made by Ratebook"
TITLE_ROWS = 12  # titles and stacked headers end well before


@dataclass(frozen=True)
class Table:
    """One CMS table as text: `source_row`, our columns, and `first_cell` of each row."""

    release: str
    layout: Layout
    source_file: str
    format: str
    variant: bool
    rows: pl.DataFrame
    released: str = ""  # mm/dd/yyyy as the file prints it, where it does
    month: int = 0  # 1 to 12, the month the file says it is of; 0 where it does not say
    year: str = ""  # the year, in four digits
    excerpt: bool = False  # whether it says so of itself, as the embedded sample does


def read_release(
    zip_path: Path, release: str, layouts: tuple[Layout, ...], formats: tuple[str, ...] = FORMATS
) -> list[Table]:
    """Every table of a release, each read once, in the first of `formats` that has it.

    Raises LayoutError where a required table is missing or one does not fit its layout.
    """
    tables: dict[tuple[str, bool], Table] = {}
    for format in formats:
        wanted = tuple(layout for layout in layouts if _open(layout, tables))
        for table in _read_format(zip_path, format, release, wanted) if wanted else ():
            _keep(tables, table)
    for layout in layouts:
        if layout.required and (layout.table, False) not in tables:
            raise LayoutError(_absent(zip_path, release, layout))
    return list(tables.values())


def _open(layout: Layout, tables: dict[tuple[str, bool], Table]) -> bool:
    return (layout.table, False) not in tables


def _keep(tables: dict[tuple[str, bool], Table], table: Table) -> None:
    kind = (table.layout.table, table.variant)
    if kind in tables and tables[kind].format != table.format:
        return  # the same table in a format we like less
    if kind in tables:
        raise LayoutError(
            f"{table.release}: both {tables[kind].source_file} and {table.source_file} are "
            f"{table.layout.table} tables. One of them belongs to another release or revision: "
            f"tell them apart with `member` or `variant` in {table.layout.file}."
        )
    tables[kind] = table


def _read_format(
    zip_path: Path, format: str, release: str, layouts: tuple[Layout, ...]
) -> Iterator[Table]:
    for member in members(zip_path):
        if member.format != format or not _worth_opening(member, layouts):
            continue
        fixed = any(layout.fixed and _named(member.name, layout) for layout in layouts)
        for layout, grid in _claims(grids(member, fixed), layouts):
            yield read_table(grid, member, layout, release)


def _claims(found: list[Grid], layouts: tuple[Layout, ...]) -> list[tuple[Layout, Grid]]:
    """Each layout that a member's grids claim to have, with the one grid that has it.

    A workbook may open with a cover sheet: of several sheets the one whose header fits counts.
    """
    claims: dict[str, list[tuple[Layout, Grid]]] = {}
    for grid in found:
        layout = identify(grid, layouts)
        if layout:
            claims.setdefault(layout.table, []).append((layout, grid))
    return [max(same, key=lambda claim: _nearness(*claim)) for same in claims.values()]


def _nearness(layout: Layout, grid: Grid) -> tuple[bool, int]:
    if grid.fixed:
        return True, 0
    header = find_header(grid, layout)
    return header.fits, header.score


def _worth_opening(member: Member, layouts: tuple[Layout, ...]) -> bool:
    """By name; or because a table that must be there is known by its title, which is inside."""
    return any((la.required and la.title) or _named(member.name, la) for la in layouts)


def _named(name: str, layout: Layout) -> bool:
    return bool(re.search(layout.member, base_name(name), re.IGNORECASE))


def identify(grid: Grid, layouts: tuple[Layout, ...]) -> Layout | None:
    """The layout a grid claims to have: by its title, else by its file's or sheet's name.

    ASC EE and FF begin with `HCPCS Code` too, and one workbook may hold a sheet for each
    addendum: there the title decides, a cell that begins with "Addendum AA".
    """
    if any(layout.title for layout in layouts):
        for cell in (cell for row in grid.head()[:TITLE_ROWS] for cell in row):
            if title := re.match(r"\W*ADDENDUM [A-Z]{1,2}\d?\b", cell, re.IGNORECASE):
                claimed = (la for la in layouts if la.title and re.search(la.title, title[0], re.I))
                return next(claimed, None)
    return next((layout for layout in layouts if _named(grid.source_file, layout)), None)


def read_table(grid: Grid, member: Member, layout: Layout, release: str) -> Table:
    """A grid as the table its layout describes; LayoutError where it is not."""
    if grid.fixed:
        rows = cut(grid, layout, release)
    else:
        header = find_header(grid, layout)
        require_fit(header, grid, layout, release)
        rows = select(grid, header, layout, release)
    released, month = _said(layout.released, grid), _month(_said(layout.month, grid))
    year = _year_said(grid, layout, release)
    pattern = layout.variant.get("pattern")
    variant = bool(pattern and re.search(pattern, base_name(member.name), re.IGNORECASE))
    return Table(
        release, layout, grid.source_file, member.format, variant, rows, released, month, year,
        excerpt=bool(_said(f"({EXCERPT})", grid)),
    )  # fmt: skip


def _texts(grid: Grid) -> list[str]:
    """Where a file says what it is: its name, and the rows down to its header."""
    rows = [] if grid.fixed else grid.head()[:TITLE_ROWS]
    return [base_name(grid.source_file), *(" ".join(row) for row in rows)]


def _said(pattern: str, grid: Grid) -> str:
    found = (re.search(pattern, text, re.IGNORECASE) for text in _texts(grid)) if pattern else ()
    return next((match[1] for match in found if match), "")


def _month(said: str) -> int:
    """1 to 12 for a month's name or its first three letters, 0 where a file says none."""
    return MONTHS.index(said[:3].lower()) + 1 if said else 0


def _year_said(grid: Grid, layout: Layout, release: str) -> str:
    """The year a file says it is of; a file of another year than its release is the wrong file."""
    texts = _texts(grid) if layout.year else []
    said = [m["year"] for text in texts for m in re.finditer(layout.year, text, re.IGNORECASE)]
    if release and said and _year(release) not in {year[-2:] for year in said}:
        raise LayoutError(
            f"{release}: {grid.source_file} says it is of {said[0]}. "
            "It belongs to another release; nothing of it was used."
        )
    return f"20{said[0][-2:]}" if said else ""


def _year(release: str) -> str:
    match = re.search(r"(?:^(?:RVU|PRREV)|-20)(\d\d)", release)
    return match[1] if match else ""


def _absent(zip_path: Path, release: str, layout: Layout) -> str:
    names = ", ".join(member.name for member in members(zip_path)) or "no csv, txt or xlsx"
    return (
        f"{release}: {zip_path.name} holds no {layout.table.upper()} table, which a "
        f"{layout.dataset} release must have. Its members: {names}. If CMS renamed it, "
        f"change `member` in {layout.file}."
    )
