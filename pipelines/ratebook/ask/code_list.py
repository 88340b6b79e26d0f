"""Codes as people write them: 45378, 70450-26, 45378-59-LT, 100 for 00100; and lists of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ratebook.ask.list_file import Line, lines
from ratebook.ask.question import plain, require_code
from ratebook.errors import UsageError

CODE = (
    "hcpcs",
    "code",
    "cpt",
    "procedure",
    "hcpcs code",
    "cpt code",
    "procedure code",
    "cpt hcpcs",
)
LOOKS = r"[0-9A-Za-z]\d{3}[0-9A-Za-z](-\w\w)*"  # beside which a description may stand
OWN_ROWS = ("26", "TC", "53")  # modifiers that PPRRVU has rows of
MODIFIER = re.compile(r"((hcpcs )?mod(ifier)?s?( ?\d)?)")


@dataclass(frozen=True)
class Code:
    """A code and its modifiers; None for the modifiers: the code with each that has a row."""

    hcpcs: str
    modifiers: tuple[str, ...] | None

    @property
    def row(self) -> str | None:
        """The modifier of its row in a table of rates, '' for the code's own; None for each."""
        if self.modifiers is None:
            return None
        return next((m for m in self.modifiers if m in OWN_ROWS), "")


def code(word: str, where: str = "") -> Code:
    """`45378` (any modifier) or `45378-53`, or `45378-59-LT`; UsageError if it is none."""
    first, *rest = re.split(r"[-\s]+", plain(word).upper())
    try:
        hcpcs, _ = require_code(_with_zeros(first))
    except UsageError as error:
        raise UsageError(f"{where}{error}") from error
    if any(len(modifier) != 2 or not modifier.isalnum() for modifier in rest):
        raise UsageError(
            f"{where}'{word}': a modifier is two letters or digits, as in 45378-59-LT."
        )
    return Code(hcpcs, tuple(rest) or None)


def _with_zeros(text: str) -> str:
    """A code that Excel or pandas took for a number: 100 is 00100, 45378.0 is 45378."""
    number = re.fullmatch(r"(\d{3,5})(\.0)?", text)
    return number[1].zfill(5) if number else text


def modifiers(cells: Sequence[str]) -> tuple[str, ...]:
    """The modifiers in some cells, several in one too: `26`, `59, LT`, `26.0` of pandas."""
    words = [re.sub(r"\.0$", "", cell.upper()) for cell in cells]
    return tuple(
        m for word in words if word not in ("NAN", "NONE") for m in re.findall(r"\w+", word)
    )


def heading(cells: Sequence[str]) -> list[str]:
    """Names of columns in small letters with single blanks: `HCPCS_Code ` is `hcpcs code`."""
    return [" ".join(re.split(r"[\s_/]+", cell.strip().lower())).strip() for cell in cells]


def codes(path: Path) -> list[Code]:
    """The codes of a list: of its column `hcpcs` or `code`, else of each line.

    Two codes in a line are two. With a column `modifier`, or a modifier as the second cell, a
    line is the code with that modifier alone; else it is the code with each that has a row.
    """
    rows = lines(path)
    names = heading(rows[0][1]) if rows else []
    at = next((i for i, name in enumerate(names) if name.split(" ")[0] in CODE), None)
    beside = [i for i, name in enumerate(names) if MODIFIER.fullmatch(name)]
    found = [
        one
        for row in (rows if at is None else rows[1:])
        for one in _of_line(row, at, beside, f"{path}, line {row[0]}: ")
    ]
    if not found:
        raise UsageError(f"{path} contains no codes.")
    return found


def _of_line(row: Line, at: int | None, beside: list[int], where: str) -> list[Code]:
    cells = row[1]
    if at is None:
        return _without_heading(cells, where)
    words = _words(cells[at]) if at < len(cells) else []
    if not beside:
        return [code(word, where) for word in words]
    given = modifiers([cells[i] for i in beside if i < len(cells)])
    read = [code(word, where) for word in words]
    return [Code(one.hcpcs, (*(one.modifiers or ()), *given)) for one in read]


def _without_heading(cells: list[str], where: str) -> list[Code]:
    """`99213 99214`, `99213,99214` are two codes; `70450,26` is one; text behind is passed over."""
    first, *rest = cells
    words = [word for word in _words(first) if re.fullmatch(LOOKS, word)] or _words(first)
    if rest and len(words) == 1 and re.fullmatch(r"[0-9A-Za-z]{2}", rest[0]):
        read = code(first, where)
        return [Code(read.hcpcs, (*(read.modifiers or ()), *modifiers(rest[:1])))]
    words += [cell for cell in rest if re.fullmatch(LOOKS, cell)]
    return [code(word, where) for word in words]


def _words(cell: str) -> list[str]:
    """`99213 99214` and `99213;99214` are two words; `70450 26` is one code with its modifier."""
    words = [word for word in re.split(r"[\s;,|]+", cell) if word]
    joined: list[str] = []
    for word in words:
        if joined and re.fullmatch(r"[0-9A-Za-z]{2}", word):
            joined[-1] += f"-{word}"
        else:
            joined.append(word)
    return joined
