"""Lists of codes and volumes that a person has, as csv or text."""

import csv
import io
from decimal import Decimal, InvalidOperation
from pathlib import Path

from pipelines.errors import UsageError
from pipelines.place import locality_key
from pipelines.question import require_code

HEADINGS = ("hcpcs", "code", "cpt", "procedure")
LARGEST, SMALLEST = Decimal(10) ** 12, Decimal("0.0001")
SITES = ("office", "professional", "hospital", "asc")
Volume = tuple[str, str | None, str | None, str | None, str | None, Decimal]
COLUMNS = "hcpcs varchar, modifier varchar, site varchar, mac varchar, locality varchar, volume decimal(18, 4)"  # noqa: E501


def codes(path: Path) -> list[tuple[str, str | None]]:
    """hcpcs and modifier of each line's first field; modifier None where the line names none.

    A heading (`hcpcs`, `code`) and empty lines are passed over.
    """
    found = []
    for number, fields in enumerate(csv.reader(io.StringIO(_text(path))), start=1):
        word = fields[0].strip() if fields else ""
        if not word or (number == 1 and word.lower().split()[0] in HEADINGS):
            continue
        found.append(code(word, f"{path}, line {number}: "))
    if not found:
        raise UsageError(f"{path} names no code.")
    return found


def code(word: str, where: str = "") -> tuple[str, str | None]:
    """hcpcs and modifier of `45378` (any modifier: None) or `45378-53`."""
    try:
        hcpcs, modifier = require_code(word.strip())
    except UsageError as error:
        raise UsageError(f"{where}{error}") from error
    return hcpcs, modifier or None


def volumes(path: Path) -> list[Volume]:
    """hcpcs, modifier, site, mac, locality and volume of each row of a csv with a heading.

    Columns: hcpcs (or code) and volume; modifier, site (office, professional, hospital, asc) and
    locality (as in 10112-00) where they matter. An absent site stands for each of them.
    """
    reader = csv.DictReader(io.StringIO(_text(path)))
    names = [name.strip().lower() for name in reader.fieldnames or []]
    known = {"hcpcs", "code", "modifier", "site", "locality", "volume"}
    if not {"hcpcs", "code"} & set(names) or "volume" not in names:
        raise UsageError(f"{path} must have a heading with hcpcs and volume; it has {names}.")
    if unknown := sorted(set(names) - known):
        raise UsageError(f"{path}: column {unknown[0]} is not known; known: {sorted(known)}.")
    reader.fieldnames = names
    return [_volume(row, f"{path}, line {n}: ") for n, row in enumerate(reader, start=2)]


def _volume(row: dict[str, str], where: str) -> Volume:
    word = row.get("hcpcs") or row.get("code") or ""
    hcpcs, modifier = code(word, where)
    site = (row.get("site") or "").strip().lower() or None
    if site and site not in SITES:
        raise UsageError(f"{where}'{site}' is no site: {', '.join(SITES)}.")
    place = (row.get("locality") or "").strip()
    mac, locality = locality_key(place) if place else (None, None)
    given = (row.get("modifier") or "").strip().upper()
    return hcpcs, given or modifier or "", site, mac, locality, _number(row["volume"], where)


def _number(text: str | None, where: str) -> Decimal:
    try:
        number = Decimal((text or "").strip().replace(",", ""))
        if 0 <= number < LARGEST and number == number.quantize(SMALLEST):
            return number
    except InvalidOperation:
        pass
    raise UsageError(f"{where}'{text}' is no volume (a number with at most four decimals).")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is no UTF-8 text: save it as csv (UTF-8).") from error
