"""Answers on a terminal and as JSON. A table printed from the sample says that it is one."""

import json
import math
import shutil
import sys
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from ratebook.ask.show import unit_dollars
from ratebook.db import Row
from ratebook.errors import harmless
from ratebook.sample import NOTICE

WORDS = 20  # a column of words is no narrower
WIDTH = 10_000  # columns take what they need; words wrap on a terminal, figures never


def say(text: Any) -> None:
    """Text or a table on standard output."""
    print(harmless(lines(text)))


def lines(text: Any) -> str:
    """Text or a table as lines, without colors or bold: no figure is broken over two of them."""
    width = _width(text) if sys.stdout.isatty() else WIDTH
    out = Console(
        highlight=False, markup=False, emoji=False, color_system=None, force_terminal=False,
        width=width,
    )  # fmt: skip
    with out.capture() as captured:
        out.print(text)
    return "\n".join(line.rstrip() for line in captured.get().rstrip("\n").split("\n"))


def _width(text: Any) -> int:
    """The terminal's width for words, and for a table with a column of words beside its figures."""
    screen = shutil.get_terminal_size().columns
    if not isinstance(text, Table):  # a path that is longer than a line stays whole
        return screen if max(map(len, str(text).split()), default=0) <= screen else WIDTH
    fixed = [column for column in text.columns if column.no_wrap]
    lines = ([column.header, *column.cells] for column in fixed)
    wide = sum(max(map(len, "\n".join(map(str, cells)).split("\n"))) for cells in lines)
    wide += 3 * len(text.columns) + WORDS * (len(text.columns) - len(fixed))
    return screen if len(fixed) < len(text.columns) and wide <= screen else WIDTH


def warn(text: str) -> None:
    """A line on standard error."""
    print(harmless(text), file=sys.stderr)


def sample_notice(origin: str) -> None:
    """Say that what follows is of the sample, where it is."""
    if origin == "sample":
        say(NOTICE)


def dump(value: Any) -> None:
    """JSON on standard output: amounts as text with their digits, dates as yyyy-mm-dd."""
    print(json.dumps(jsonable(value), indent=2, allow_nan=False))


def jsonable(value: Any) -> Any:
    """A value as JSON has it: amounts and days as text, nothing that is not a number."""
    if isinstance(value, dict):
        return {str(key): jsonable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [jsonable(item) for item in value]
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)


def table(
    rows: Sequence[Row], columns: Sequence[str] | None = None, title: str = "",
    right: Sequence[str] = (),
) -> None:  # fmt: skip
    """Rows as a table on standard output; the columns `right` to the right, as numbers are."""
    say(grid(rows, columns, title, right))


def grid(
    rows: Sequence[Row], columns: Sequence[str] | None = None, title: str = "",
    right: Sequence[str] = (),
) -> Table:  # fmt: skip
    """Rows as a table; NULL is a dash."""
    names = list(columns or (rows[0] if rows else []))
    made = Table(
        *(), title=title or None, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False
    )
    for name in names:
        number = any(
            isinstance(r[name], int | Decimal) and not isinstance(r[name], bool) for r in rows
        )
        to_right = number or name in right
        made.add_column(name, justify="right" if to_right else "left", no_wrap=True)
    for row in rows:
        made.add_row(*(cell(row[name]) for name in names))
    return made


def fitting(rows: Sequence[Row], columns: Sequence[str]) -> None:
    """Rows as a table; on a terminal that is too narrow for it, a line for each value."""
    wide = sum(max([len(name), *(len(cell(row[name])) for row in rows)]) + 3 for name in columns)
    if not sys.stdout.isatty() or wide <= shutil.get_terminal_size().columns:
        return table(rows, columns)
    most = max(map(len, columns))
    for number, row in enumerate(rows, start=1):
        say(f"row {number}")
        say("\n".join(f"  {name:{most}}  {cell(row[name])}" for name in columns))
    return None


def cell(value: Any) -> str:
    """A value as a table shows it."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _plain(value)


def money(amount: Decimal | None) -> str:
    """An amount in dollars, a dash if there is none."""
    return "-" if amount is None else f"${amount:,.2f}"


def facility_money(site: Row) -> str:
    """A facility's payment: of a drug, blood, a source or a product the rate of one unit, with
    the third decimal that CMS prints."""
    if site["unit_rate"] is not None:
        return unit_dollars(site["unit_rate"])
    return money(site["facility_amount"])


def side_by_side(answer: dict[str, Any]) -> None:
    """The table of `show`: the three sites of one code, each with its source or reason."""
    sample_notice(answer["origin"])
    code = answer["hcpcs"] + (f"-{answer['modifier']}" if answer["modifier"] else "")
    place = answer["locality_name"]
    if answer["mac"] != "national":
        place = f"{answer['mac']}-{answer['locality']} {place}, {answer['state']}"
    factor = ", qualifying APM participant" if answer["qp"] else ""
    title = f"{code}, {place}, on {answer['on']}{factor}"
    grid = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("site", "facility", "professional", "total"):
        grid.add_column(name, justify="left" if name == "site" else "right", no_wrap=True)
    grid.add_column("from", overflow="fold")
    for row in _sites(answer):
        grid.add_row(*row)
    say(grid)
    if answer["caveat"]:
        say(f"{code}: {answer['caveat']}")
    for warning in answer["warnings"]:
        warn(f"warning: {warning}")


def _sites(answer: dict[str, Any]) -> list[tuple[str, str, str, str, str]]:
    office, hospital, asc = answer["office"], answer["hospital"], answer["asc"]
    return [
        ("office", "", money(office["amount"]), money(office["amount"]), _because(office, [])),
        ("hospital", facility_money(hospital), money(hospital["professional_amount"]),
         _total(hospital), _because(hospital, _hospital_words(answer))),
        ("ASC", facility_money(asc),
         money(asc["professional_amount"] if asc["payment_indicator"] else None),
         _total(asc), _because(asc, _asc_words(asc))),
        *(_schedule(found) for found in answer["schedules"]),
    ]  # fmt: skip


def _schedule(found: Row) -> tuple[str, str, str, str, str]:
    """What another schedule pays: one amount, to whom it pays."""
    amount = unit_dollars(found["unit_rate"]) if found["unit_rate"] else money(found["amount"])
    each = "per billing unit: multiply by the units, then round" if found["unit_rate"] else None
    words = [found["title"], *filter(None, [each, found["reason"], _place(found["source"])])]
    where = found["setting"] + ("" if found["place_kind"] in (None, "nation") else
                                f", {found['place_kind']} {found['place']}")  # fmt: skip
    return where, "", "", amount, "\n".join(words)


def _total(site: Row) -> str:
    """A site's total; of an item, beside which no one is paid, the rate of one unit."""
    alone = site["unit_rate"] is not None and site["total_amount"] is not None
    return facility_money(site) if alone else money(site["total_amount"])


def _hospital_words(answer: dict[str, Any]) -> list[str]:
    hospital = answer["hospital"]
    words = []
    if hospital["hcpcs"] not in (None, answer["hcpcs"]):
        words.append(f"billed as {hospital['hcpcs']}")
    if hospital["apc"]:
        words.append(f"APC {hospital['apc']}")
    if hospital["status_indicator"]:
        words.append(f"status indicator {hospital['status_indicator']}")
    return words


def _asc_words(asc: Row) -> list[str]:
    return [f"payment indicator {asc['payment_indicator']}"] if asc["payment_indicator"] else []


def _because(site: Row, words: list[str]) -> str:
    lines = [", ".join(words)] if words else []
    if site["reason"]:
        lines.append(site["reason"])
    elif site.get("unit_rate") is not None:
        lines.append("per billing unit: multiply by the units, then round")
    if site.get("basis"):
        lines.append(site["basis"])
    if site.get("pfs_source"):
        lines.append(f"paid by the physician fee schedule: {_place(site['pfs_source'])}")
    lines += [_place(site["source"])] if site["source"] else []
    if professional := site.get("professional_source"):
        lines.append(f"professional: {_place(professional)}")
    elif site.get("professional_reason"):
        lines.append(f"professional: {site['professional_reason']}")
    if site.get("total_reason") not in (None, site["reason"], site.get("professional_reason")):
        lines.append(f"no total: {site['total_reason']}")
    return "\n".join(lines)


def _place(source: Row) -> str:
    return f"{source['release']}, {source['file']}, row {source['row']}"
