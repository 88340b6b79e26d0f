"""What a file says about itself: its month, its year, the day it was released.

It says so in its name, and in the rows down to its header. A sheet says so in its own name.
"""

import re
from datetime import date

from ratebook import catalog
from ratebook.catalog.months import MONTHS, number
from ratebook.errors import LayoutError
from ratebook.read.grid import Grid
from ratebook.read.layouts import Layout
from ratebook.read.members import base_name

TITLE_ROWS = 12  # titles and stacked headers end well before
MONTH = "|".join(name[:3] for name in MONTHS)
IN_A_SHEETS_NAME = rf"(?<![a-z])({MONTH})[a-z]*(?![a-z])"
YEAR = r"(?<!\d)20(\d\d)(?!\d)"


def texts(grid: Grid) -> list[str]:
    """Where a file says what it is: its name, and the rows down to its header."""
    return [base_name(grid.source_file), *_rows(grid)]


def _rows(grid: Grid) -> list[str]:
    return [] if grid.fixed else [" ".join(row) for row in grid.head()[:TITLE_ROWS]]


def first(pattern: str, among: list[str]) -> str:
    """What the first of some texts that a pattern fits says in its group; '' if none does."""
    found = (re.search(pattern, text, re.IGNORECASE) for text in among) if pattern else ()
    return next((match[match.lastindex or 0] for match in found if match), "")


def month(grid: Grid, layout: Layout) -> int:
    """1 to 12, the month a file says it is of; 0 if it says none."""
    return number(first(layout.month, texts(grid))[:3])


def year(grid: Grid, layout: Layout) -> str:
    """The year in four digits that a file says it is of; '' if it says none."""
    years = _years(texts(grid), layout)
    return f"20{years[0]}" if years else ""


def _years(among: list[str], layout: Layout) -> list[str]:
    """The last two digits of every year that some texts say."""
    found = among if layout.year else []
    return [m["year"][-2:] for text in found for m in re.finditer(layout.year, text, re.I)]


def is_of(grid: Grid, layout: Layout, begins: date | None) -> bool:
    """Whether a sheet says that it is of the quarter, or at least the year, that begins so: by its
    own name, else by its rows."""
    if not begins:
        return False
    own = number(first(IN_A_SHEETS_NAME, [grid.sheet])[:3]) or number(
        first(layout.month, _rows(grid))[:3]
    )
    years = re.findall(YEAR, grid.sheet) or _years(_rows(grid), layout)
    same_month = own == 0 or _quarter(own) == _quarter(begins.month)
    same_year = not years or f"{begins.year % 100:02d}" in years
    return bool(own or years) and same_month and same_year


def _quarter(month: int) -> int:
    return (month + 2) // 3


def require_own(grid: Grid, layout: Layout, release: str) -> None:
    """LayoutError if a file says that it is of another year than its release, its rows before
    its name; or where its name says another quarter and its rows do not say otherwise."""
    begins = catalog.release(release).effective_from
    years = _years(_rows(grid), layout) or _years(texts(grid), layout)
    if years and f"{begins.year % 100:02d}" not in years:
        _refuse(grid, release, f"20{years[0]}")
    named = number(first(layout.month, [base_name(grid.file)])[:3])
    printed = number(first(layout.month, _rows(grid))[:3])
    own = _quarter(begins.month)
    if named and _quarter(named) != own and (not printed or _quarter(printed) != own):
        _refuse(grid, release, f"{date(begins.year, named, 1):%B}")


def _refuse(grid: Grid, release: str, of: str) -> None:
    raise LayoutError(
        f"{release}: {grid.source_file} says it is for {of}. It belongs to another release; "
        "nothing from it was used."
    )
