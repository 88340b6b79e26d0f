"""Profiles: what another system reads, as data. One TOML file each, here or a user's own.

A profile names a model of `sql/`, its columns in their order with their names and formats, the
rows that are wanted, and how the text is written. An unknown setting or column is refused.
"""

import re
import tomllib
from dataclasses import dataclass, field, fields
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args, get_origin

from ratebook.db import quoted
from ratebook.errors import UsageError
from ratebook.suggest import did_you_mean

FOLDER = Path(__file__).parent
ENCODINGS = ("utf-8", "ascii", "cp1252", "latin-1")
QUOTES = {"all": "quote '\"', force_quote *", "needed": "quote '\"'"}
FILE = r"(?!manifest\.json)\w([^/{}]|{(on|locality|release|vintage)})*\.\w+"
PLACES = ("on", "locality", "release", "vintage")  # what a file name may be made of
LINE_ENDS = ("\n", "\r\n")
OPTIONS = ("locality", "one locality", "qp", "site", "percent")


@dataclass(frozen=True)
class Field:
    """A column of a profile: its name, where it comes from, and how its text looks."""

    name: str
    source: str = ""  # column of the model, or `descriptor`; by default the name
    value: str | None = None  # a text that is the same in every row
    zeros: int = 0  # zeros on the left up to so many characters
    blanks: int = 0  # blanks on the right up to so many characters
    percent: bool = False  # an amount that --percent changes

    @property
    def column(self) -> str:
        """The column it comes from."""
        return self.source or self.name

    def typed(self, percent: Decimal) -> str:
        """The value as SQL, with its own type; a percentage is rounded half up once."""
        if self.value is not None:
            return quoted(self.value)
        if self.percent and percent != 100:
            return f"round({self.column} * {percent:f} * 0.01, 2)::decimal(12, 2)"
        return f'"{self.column}"'


@dataclass(frozen=True)
class Profile:
    """What a profile file says."""

    name: str
    says: str
    model: str
    columns: tuple[Field, ...]
    file: str  # with {on}, {locality}, {release}, {vintage}
    dataset: str = ""  # whose release of the day the rows are; '' if several are in them
    format: str = "csv"
    options: tuple[str, ...] = ()
    filter: str = "true"
    order: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    header: bool = True
    delimiter: str = ","
    quote: str = "needed"
    line_end: str = "\n"
    encoding: str = "utf-8"
    trailer: tuple[str, ...] = ()  # lines after the rows, with {year}
    warnings: tuple[str, ...] = field(default=())

    @property
    def suffix(self) -> str:
        """What its file's name ends in."""
        return self.file.rsplit(".", 1)[-1]


def known() -> dict[str, Path]:
    """The profiles that come with Ratebook."""
    return {path.stem: path for path in sorted(FOLDER.glob("*.toml"))}


def find(name: str) -> Profile:
    """A profile by its name, or by the path of a TOML file; UsageError if it cannot be used."""
    path = Path(name) if name.endswith(".toml") else known().get(name)
    if path is None or not path.is_file():
        raise UsageError(
            f"'{name}' is not a profile.{did_you_mean(name, known())} Profiles: "
            f"{', '.join(known())}; or give the path of your own .toml file."
        )
    try:
        return parse(path.stem, path.read_text())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is not valid TOML: {error}") from error


def parse(name: str, text: str) -> Profile:
    """A profile from its TOML text."""
    given = tomllib.loads(text)
    where = f"profile {name}"
    columns = [_made(Field, column, f"{where}, column") for column in given.get("columns", [])]
    lists = {k: tuple(v) for k, v in given.items() if isinstance(v, list)}
    profile: Profile = _made(
        Profile, given | lists | {"name": name, "columns": tuple(columns)}, where
    )
    choices = [
        ("encoding", profile.encoding, ENCODINGS),
        ("quote", profile.quote, tuple(QUOTES)),
        ("line_end", profile.line_end, LINE_ENDS),
        *(("options", option, OPTIONS) for option in profile.options),
    ]
    for key, value, allowed in choices:
        if value not in allowed:
            raise UsageError(f"{where}: {key} cannot be {value!r}. Allowed: {allowed}.")
    if len(profile.delimiter) != 1 or (
        not profile.delimiter.isprintable() and profile.delimiter != "\t"
    ):
        raise UsageError(
            f"{where}: the delimiter must be a single character, not {profile.delimiter!r}."
        )
    if not re.fullmatch(FILE, profile.file):
        raise UsageError(
            f"{where}: file is a file name; the names in braces can be {', '.join(PLACES)}."
        )
    if not re.fullmatch(r"\w+", profile.model):
        raise UsageError(f"{where}: '{profile.model}' is not the name of a table or view.")
    return profile


def _made(kind: type[Any], given: dict[str, Any], where: str) -> Any:
    names = {f.name: f for f in fields(kind)}
    for key in given:
        if key not in names:
            near = did_you_mean(key, names) or f" Settings: {', '.join(names)}."
            raise UsageError(f"{where}: unknown setting '{key}'.{near}")
    for key, value in given.items():
        kinds = get_args(names[key].type) if key == "value" else (names[key].type,)
        wanted = [get_origin(one) or one for one in kinds]
        if type(value) not in wanted:
            raise UsageError(f"{where}: {key} must be {wanted[0].__name__}, not {value!r}.")
    try:
        return kind(**given)
    except TypeError as error:
        missing = re.findall(r"'(\w+)'", str(error))
        raise UsageError(f"{where}: these settings are missing: {', '.join(missing)}.") from error


def require_columns(profile: Profile, columns: list[str]) -> None:
    """UsageError that names a column of the profile that its model has not."""
    for column in [f.column for f in profile.columns if f.value is None]:
        if column not in columns:
            near = did_you_mean(column, columns) or f" Columns: {', '.join(columns)}."
            raise UsageError(
                f"profile {profile.name}: {profile.model} has no column '{column}'.{near}"
            )
    written = [field.name for field in profile.columns]
    for column in (*profile.order, *profile.key):
        if column not in (written if column in profile.key else columns):
            raise UsageError(
                f"profile {profile.name}: column '{column}' in `order` does not exist."
            )
