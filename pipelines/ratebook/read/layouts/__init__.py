"""How CMS lays its files out: one TOML file a kind of table, read into `Layout`.

A new year is a few lines of TOML here and no code. Headers are regular expressions that
must match the whole header text (upper case, blanks folded, stacked rows joined);
`at` is the 1-based, inclusive position in the fixed-width twin.
"""

import re
import tomllib
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class FromHeader:
    """A figure that CMS prints in the header text instead of in the rows."""

    name: str
    pattern: str


@dataclass(frozen=True)
class Column:
    """One column: the name we give it, how CMS heads it, and what its cells hold."""

    name: str
    header: tuple[str, ...]
    type: str = "text"  # text, code (upper case, zero-padded) or decimal
    scale: int = 0
    pad: int = 0  # zeros that CMS leaves out of its csv too (02102 as 2102)
    padded: str = ""  # where only spreadsheets lose them: what it then must be, and it is told
    pattern: str = ""  # what a cell must look like, all of it
    domain: tuple[str, ...] = ()  # every value that a cell can have; '' if it may be blank
    told: bool = False  # another value is told of and kept, since it decides no amount
    range: tuple[Decimal, Decimal] | None = None  # what a figure can be at all
    strip: str = ""
    at: tuple[int, int] | None = None
    implied_decimals: int = 0
    optional: bool = False  # the column may be absent
    blank: bool = False  # a decimal cell may be empty
    none: tuple[str, ...] = ()  # what CMS writes in a decimal cell where there is no figure
    each: str = ""  # of several columns with such a header each is a row; here stands its header
    keep: bool = True
    from_header: FromHeader | None = None

    def matches(self, header: str) -> bool:
        """Whether a folded header text is one of this column's."""
        return any(re.fullmatch(pattern, header) for pattern in self.header)

    @property
    def allowed(self) -> str:
        """A regular expression of all that a cell can hold; '' if anything goes."""
        return "|".join(re.escape(value) for value in self.domain) or self.pattern

    @property
    def spoken(self) -> str:
        """The header in plain words, for messages; the name where headers themselves are read."""
        if not self.header:
            return self.name
        plain = re.sub(r"\([^()]*\)\?", "", self.header[0].replace("\\(", "[").replace("\\)", "]"))
        return re.sub(r"\\(.)", r"\1", plain).replace("[", "(").replace("]", ")").strip()


@dataclass(frozen=True)
class Layout:
    """One kind of CMS table."""

    table: str
    dataset: str
    member: str
    key: tuple[str, ...]
    row_column: str
    row_pattern: str
    columns: tuple[Column, ...]
    notes: tuple[str, ...] = ()
    required: bool = False
    title: str = ""
    year: str = ""  # where the file says its year
    month: str = ""  # where the file says its month
    released: str = ""
    ignore_in_header: str = ""
    many: bool = False  # a zip may hold several tables of it, which differ in their keys
    part: str = ""  # the number of a part in its name, where a release comes in several files
    refused: str = ""  # what a file says that is another payer's
    others: bool = False  # columns that no one needs may have any header
    formats: tuple[str, ...] = ("csv", "txt", "xlsx")  # in which it can be read
    holds: str = ""  # of several members with the table, the ones named so hold (a correction)
    variant: dict[str, str] = field(default_factory=dict)

    @property
    def file(self) -> str:
        """Where a person edits this layout."""
        return f"pipelines/ratebook/read/layouts/{self.table}.toml"

    @property
    def kept(self) -> tuple[Column, ...]:
        """The columns that go on from reading."""
        return tuple(column for column in self.columns if column.keep)

    @property
    def spread(self) -> Column | None:
        """The column that CMS spreads over many, one a place (the states of DMEPOS)."""
        return next((column for column in self.columns if column.each), None)

    @property
    def fixed(self) -> tuple[Column, ...]:
        """The columns that the fixed-width twin has; empty if there is none."""
        return tuple(column for column in self.columns if column.at)


def _column(given: dict[str, Any]) -> Column:
    given = dict(given, header=tuple(given["header"]))
    for name in ("at", "range", "domain", "none"):
        if name in given:
            given[name] = tuple(given[name])
    if "from_header" in given:
        given["from_header"] = FromHeader(**given["from_header"])
    return Column(**given)


def parse_layout(text: str) -> Layout:
    """A layout from its TOML text; an unknown setting is an error."""
    given = tomllib.loads(text, parse_float=Decimal)
    row = given.pop("row")
    columns = tuple(_column(column) for column in given.pop("columns"))
    for name in ("key", "notes", "formats"):
        if name in given:
            given[name] = tuple(given[name])
    return Layout(**given, row_column=row["column"], row_pattern=row["pattern"], columns=columns)


@cache
def all_layouts() -> tuple[Layout, ...]:
    """Every layout, in the order of their file names."""
    return tuple(parse_layout(path.read_text()) for path in sorted(FOLDER.glob("*.toml")))


def layouts_of(dataset: str) -> tuple[Layout, ...]:
    """The layouts of the tables that a data set's zip may hold."""
    return tuple(layout for layout in all_layouts() if layout.dataset == dataset)
