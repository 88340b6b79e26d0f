"""Lists of volumes that people have: codes with modifiers, units, sites and localities."""

import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from ratebook import catalog
from ratebook.ask.code_list import CODE, MODIFIER, code, heading, modifiers
from ratebook.ask.list_file import lines
from ratebook.ask.place import locality_key
from ratebook.errors import UsageError

# A visit is the facility and the professional together; the others are what their names say.
VISITS = {"hospital": "hospital", "asc": "asc"}
FACILITIES = {"hospital-facility": "hospital", "asc-facility": "asc"}
OWN_SITES = ("office", "professional", "hospital", "hospital-facility", "asc", "asc-facility")
OTHERS = tuple(site for site in catalog.settings() if site not in OWN_SITES)  # laboratory
SITES = (*OWN_SITES, *OTHERS)
VOLUME = ("volume", "volumes", "units", "unit", "quantity", "qty", "count")
KNOWN = ("hcpcs (or code)", "modifier (or modifier 1, modifier 2)", "site", "locality", "volume")
LARGEST, PLACES = Decimal(10) ** 12, 4
TOTAL = re.compile(r"(grand|sub)?[ -]?totals?\b", re.IGNORECASE)
A_TOTAL = "a total of the list, not a line of it: its units are not counted"
NUMBER = re.compile(r"\d+|\d{1,3}([, ]\d{3})+")


@dataclass(frozen=True)
class Volume:
    """A line of a list: the code as it is written, what it says, and why it cannot be priced."""

    line: int
    written: str
    hcpcs: str | None
    modifiers: tuple[str, ...]
    site: str | None
    mac: str | None
    locality: str | None
    volume: Decimal
    problem: str | None = None


def volumes(path: Path) -> list[Volume]:
    """Every line of a csv or workbook with a heading: hcpcs (or code) and volume, and where they
    matter modifiers, site and locality (as in 10112-00).

    A line whose code is none is kept with that as its problem. An absent site stands for each of
    them. Raises UsageError, with the line, where the units, site or place cannot be told.
    """
    (number, first), *rest = lines(path) or [(1, [])]
    columns = _columns(heading(first), path, [cells for _, cells in rest])
    found = [_volume(columns, n, cells, f"{path}, line {n}: ") for n, cells in rest]
    if not found:
        raise UsageError(f"{path} has no lines below its heading in line {number}.")
    return found


def _columns(names: list[str], path: Path, rest: list[list[str]]) -> dict[str, list[int]]:
    """Where each kind of column stands. A nameless column is passed over if it is blank."""
    kinds: dict[str, list[int]] = {}
    for at, name in enumerate(names):
        kinds.setdefault(_kind(name), []).append(at)
    if not {"hcpcs", "volume"} <= set(kinds):
        has = ", ".join(name for name in names if name) or "nothing"
        raise UsageError(
            f"{path} must have a heading with hcpcs and volume in its first line; it has {has}."
        )
    unknown = [names[at] for at in kinds.get("?", [])]
    nameless = [
        at for at in kinds.get("", []) if any("".join(cells[at : at + 1]) for cells in rest)
    ]
    unknown += [f"{at + 1}, which has no name," for at in nameless]
    if unknown:
        raise UsageError(
            f"{path}: column {unknown[0]} is not known. Known columns: {', '.join(KNOWN)}. Delete "
            "the column, or rename it."
        )
    for kind in ("hcpcs", "volume", "site", "locality"):
        if len(kinds.get(kind, [])) > 1:
            raise UsageError(f"{path} has two columns for {kind}: remove one.")
    return kinds


def _kind(name: str) -> str:
    if name in ("", "site", "locality"):
        return name
    if name in CODE:
        return "hcpcs"
    if name in VOLUME:
        return "volume"
    return "modifier" if MODIFIER.fullmatch(name) else "?"


def _volume(columns: dict[str, list[int]], line: int, cells: list[str], where: str) -> Volume:
    def cell(kind: str) -> str:
        return next((cells[at] for at in columns.get(kind, []) if at < len(cells)), "")

    given = modifiers([cells[at] for at in columns.get("modifier", []) if at < len(cells)])
    written = "-".join([cell("hcpcs"), *given])
    site = re.sub(r"[\s_]+", "-", cell("site").lower()) or None
    if site and site not in SITES:
        raise UsageError(f"{where}'{cell('site')}' is not a valid site. Sites: {', '.join(SITES)}.")
    place = _place(cell("locality"), where)
    if TOTAL.match(cell("hcpcs")):
        return Volume(line, written, None, (), site, *place, Decimal(0), A_TOTAL)
    rest = (site, *place, _number(cell("volume"), where))
    try:
        read = code(cell("hcpcs"))
    except UsageError as error:
        problem = str(error) if cell("hcpcs") else "the line has no code"
        return Volume(line, written, None, (), *rest, problem)
    found = (*(read.modifiers or ()), *given)
    return Volume(line, "-".join([read.hcpcs, *found]), read.hcpcs, found, *rest)


def _place(text: str, where: str) -> tuple[str | None, str | None]:
    try:
        return locality_key(text) if text else (None, None)
    except UsageError as error:
        raise UsageError(f"{where}{error}") from error


def _number(text: str, where: str) -> Decimal:
    """Units: 1200, 1,200.5 or 1 200; never what Excel cut, as in 1.2E+05 or ####."""
    whole, _, decimals = text.partition(".")
    if NUMBER.fullmatch(whole) and re.fullmatch(r"\d*", decimals):
        digits = decimals.rstrip("0")
        number = Decimal(re.sub("[, ]", "", whole) + (f".{digits}" if digits else ""))
        if number < LARGEST and len(digits) <= PLACES:
            return number
    raise UsageError(f"{where}'{text}' is not a valid volume{_why(text)}.")


def _why(text: str) -> str:
    if re.search(r"\d", text) and re.search(r"^[-(]|-$", text):
        return ": it is negative; subtract reversals from the line that they reverse"
    if text.startswith("$"):
        return ": it is in dollars, and units are needed"
    if re.fullmatch(r"[\d, ]{13,}", text):
        return ": it is too large"
    return " (a number with at most four decimals)"
