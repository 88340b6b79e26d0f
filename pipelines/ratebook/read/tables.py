"""Which member of a release's zip is which table, and each table as a frame of text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from ratebook import catalog
from ratebook.errors import LayoutError
from ratebook.read import period, whole
from ratebook.read.fixed import cut
from ratebook.read.grid import Grid, grids
from ratebook.read.header import find_header, require_fit, select
from ratebook.read.layouts import Layout
from ratebook.read.members import FORMATS, Member, base_name, members
from ratebook.read.period import TITLE_ROWS

EXCERPT = "excerpt made by Ratebook"


class NoTables(LayoutError):
    """A zip has no table of a data set at all."""


class Incomplete(LayoutError):
    """A zip has some of the tables of a data set, and not one that each release must have."""


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
    month: int = 0  # 1 to 12, the month the file says it is of; 0 if it does not say
    year: str = ""  # the year, in four digits
    excerpt: bool = False  # whether it says so of itself, as the embedded sample does


def read_release(
    zip_path: Path, release: str, layouts: tuple[Layout, ...], formats: tuple[str, ...] = FORMATS,
    begins: date | None = None,
) -> list[Table]:  # fmt: skip
    """Every table of a release, each read once, in the first of `formats` that has it.

    `release` may be '' if no one knows it yet; `begins` is the first day of the one that it
    may be, by which one of two sheets is chosen. Raises LayoutError if a required table is
    missing or one does not fit its layout.
    """
    begins = catalog.release(release).effective_from if release else begins
    tables: dict[tuple[str, bool], Table] = {}
    for format in formats:
        wanted = tuple(layout for layout in layouts if _open(layout, tables))
        for table in _read_format(zip_path, format, release, wanted, begins) if wanted else ():
            _keep(tables, table)
    for layout in layouts:
        if layout.required and (layout.table, False) not in tables:
            some = any(table.layout.required for table in tables.values())
            why = _absent(zip_path, release, layout, list(tables.values()))
            raise Incomplete(why) if some else NoTables(why)
        own = [table.source_file for table in tables.values() if table.layout == layout]
        whole.require_parts(own, layout, release)
    return list(tables.values())


def _open(layout: Layout, tables: dict[tuple[str, bool], Table]) -> bool:
    return (layout.table, False) not in tables


def _keep(tables: dict[tuple[str, bool], Table], table: Table) -> None:
    kind = (table.layout.table, table.variant)
    if kind in tables and tables[kind].format != table.format:
        return  # the same table in a format we like less
    if kind in tables and table.layout.many:
        kind = (f"{table.layout.table} of {table.source_file}", table.variant)
    if kind in tables and not table.rows.equals(tables[kind].rows):
        raise LayoutError(
            f"{table.release}: both {tables[kind].source_file} and {table.source_file} are "
            f"{table.layout.table} tables. One of them belongs to another release or revision: "
            f"tell them apart with `member` or `variant` in {table.layout.file}."
        )
    tables.setdefault(kind, table)


def _read_format(
    zip_path: Path, format: str, release: str, layouts: tuple[Layout, ...], begins: date | None
) -> Iterator[Table]:
    found = members(zip_path)
    for member in found:
        own = tuple(layout for layout in layouts if _may_hold(member, layout, found))
        if member.format != format or not _worth_opening(member, own):
            continue
        fixed = any(layout.fixed and _named(member.name, layout) for layout in own)
        for layout, grid in _claims(grids(member, fixed), own, begins):
            yield read_table(grid, member, layout, release)


def _may_hold(member: Member, layout: Layout, among: list[Member]) -> bool:
    """Whether a member can have the table that holds, in a format that can be read: where some are
    a correction, only they."""
    if member.format not in layout.formats or not layout.holds:
        return member.format in layout.formats
    corrected = [one.name for one in among if re.search(layout.holds, one.name, re.IGNORECASE)]
    return not corrected or member.name in corrected


def _claims(
    found: list[Grid], layouts: tuple[Layout, ...], begins: date | None
) -> list[tuple[Layout, Grid]]:
    """Each layout that a member's grids claim to have, with the one grid that has it."""
    claims: dict[str, list[tuple[Layout, Grid]]] = {}
    for grid in found:
        layout = identify(grid, layouts)
        if layout:
            claims.setdefault(layout.table, []).append((layout, grid))
    return [same[0] if len(same) == 1 else _one(same, begins) for same in claims.values()]


def _one(claims: list[tuple[Layout, Grid]], begins: date | None) -> tuple[Layout, Grid]:
    """Of several sheets the one whose header fits: a workbook may open with a cover sheet. Of
    several that fit, the one that says it is of the release: the first may be of the quarter
    before."""
    headers = [find_header(grid, layout) for layout, grid in claims]
    fitting = [
        claim for claim, header in zip(claims, headers, strict=True)
        if header.fits and claim[1].cells.height > header.row
    ]  # fmt: skip
    if len(fitting) < 2:
        best = max(headers, key=lambda header: (header.fits, header.score))
        return fitting[0] if fitting else claims[headers.index(best)]
    own = [(layout, grid) for layout, grid in fitting if period.is_of(grid, layout, begins)]
    if len(own) == 1:
        return own[0]
    names = " and ".join(f"'{grid.sheet}'" for _, grid in fitting)
    layout, grid = fitting[0]
    raise LayoutError(
        f"{grid.file}: each of the sheets {names} is a {layout.table} table, and "
        f"{'more than one says' if own else 'none says'} that it is for the release's quarter. "
        "Delete the other sheets, or name each sheet by its month and year, and add the file "
        "again; or name the release (--release)."
    )


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
            if title := re.match(r"\W*(ADDENDUM [A-Z]{1,2}\d?\b.*)", cell, re.I | re.S):
                claimed = (la for la in layouts if la.title and re.match(la.title, title[1], re.I))
                return next(claimed, None)
    return next((layout for layout in layouts if _named(grid.source_file, layout)), None)


def read_table(grid: Grid, member: Member, layout: Layout, release: str) -> Table:
    """A grid as the table its layout describes; LayoutError if it is not."""
    whole.require_payer(grid, layout, release)
    if grid.fixed:
        rows = cut(grid, layout, release)
    else:
        header = find_header(grid, layout)
        require_fit(header, grid, layout, release)
        rows = select(grid, header, layout, release)
    if release:
        period.require_own(grid, layout, release)
    released = period.first(layout.released, period.texts(grid))
    month, year = period.month(grid, layout), period.year(grid, layout)
    pattern = layout.variant.get("pattern")
    variant = bool(pattern and re.search(pattern, base_name(member.name), re.IGNORECASE))
    return Table(
        release, layout, grid.source_file, member.format, variant, rows, released, month, year,
        excerpt=bool(period.first(f"({EXCERPT})", period.texts(grid))),
    )  # fmt: skip


def _absent(zip_path: Path, release: str, layout: Layout, found: list[Table]) -> str:
    has = ", ".join(sorted({table.layout.table.upper() for table in found}))
    names = ", ".join(member.name for member in members(zip_path)) or "no csv, txt or xlsx"
    return (
        f"{release}: {zip_path.name} has no {layout.table.upper()} table, which every "
        f"{layout.dataset} release must have{f'; it has {has}' if has else ''}. Its members: "
        f"{names}. Use the complete zip from CMS's page, or put the missing file with the others "
        "in a folder and `ratebook add` the folder. If CMS renamed it, change `member` in "
        f"{layout.file}."
    )
