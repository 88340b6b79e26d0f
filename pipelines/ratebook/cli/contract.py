"""`ratebook contract`: what a proposal of a payer is worth, one's own fees as percents of Medicare,
and the terms of a contract file in words."""

import argparse
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ratebook.cli.options import day, positive
from ratebook.cli.parser import one_of
from ratebook.cli.place_options import PLACE
from ratebook.errors import UsageError
from ratebook.home import Home

if TYPE_CHECKING:
    from ratebook.contracts.standing import ServicePlace

TASKS = {"compare": 2, "percent": 1, "terms": 1}  # and how many words each takes
SUMS = ("category", "lines", "compared", "units", "first_total", "second_total", "change",
        "percent")  # fmt: skip
CODES = ("hcpcs", "modifiers", "setting", "units", "first_amount", "second_amount", "change")
PERCENTS = ("hcpcs", "modifiers", "setting", "category", "fee", "medicare", "percent")
PLAIN = ("units", "floor", "percent_of_charge")  # without zeros at their end
FIGURES = ("percent", "lowest", "highest", "first_total", "second_total", "change",
           "first_amount", "second_amount", "fee", "medicare", *PLAIN)  # fmt: skip
GROUPS = ("category", "setting", "codes", "under_100", "lowest", "highest", "percent")


def contract_options(found: argparse.ArgumentParser) -> None:
    """What is asked, of which files, in which place and on which day."""
    found.add_argument(
        "task", type=one_of(*TASKS), metavar="compare | percent | terms",
        help="compare A B: what B pays beside A; percent FEES: your fees beside Medicare; terms "
        "FILE: a contract in words",
    )  # fmt: skip
    found.add_argument(
        "what", nargs="+", metavar="FILE",
        help="of compare: a contract (contract.toml, or contract.toml:PAYER of several), or "
        "medicare; of percent: csv or xlsx with hcpcs, modifier, fee, setting",
    )  # fmt: skip
    found.add_argument(
        "--weights", metavar="FILE",
        help="of compare: csv or xlsx with hcpcs, modifier, setting, units, zip or locality",
    )  # fmt: skip
    found.add_argument("--zip", help="five-digit ZIP code of lines that name no place")
    found.add_argument("--locality", metavar="KEY", help=f"{PLACE}; default: national rates")
    found.add_argument("--cbsa", help="a wage area of CMS's, for hospitals and centers")
    found.add_argument("--on", type=day, metavar="DAY", help="the day; default: today")
    found.add_argument("--to", metavar="FILE", help="write the lines (.csv), and the sums (.xlsx)")
    found.add_argument("--limit", type=positive, default=20, help="how many codes to print (20)")


def contract(args: argparse.Namespace, at: Home) -> int:
    """Run one of the tasks; exit status 1 where nothing could be compared."""
    from ratebook.contracts import report_file

    if len(args.what) != TASKS[args.task]:
        words = {"compare": "compare A B --weights FILE", "percent": "percent FEES"}
        raise UsageError(f"As in `ratebook contract {words.get(args.task, 'terms FILE')}`.")
    report_file.require_ending(args.to)
    run = {"compare": _compare, "percent": _percent, "terms": _terms}
    return run[args.task](args, at)


def _compare(args: argparse.Namespace, at: Home) -> int:
    from ratebook import clock
    from ratebook.ask import reader
    from ratebook.cli import terminal
    from ratebook.contracts import compare, sides

    if not args.weights:
        raise UsageError("Say how often each code is billed: --weights volumes.csv.")
    first, second = (sides.side(text) for text in args.what)
    on = args.on or clock.today()
    with reader.reading(at) as con:
        spot = _spot(con, args, on)
        found = compare.compare(con, first, second, Path(args.weights), spot, on)
    if args.json:
        terminal.dump(found)
    elif args.to:
        sheets = {"lines": found["lines"], "categories": found["categories"],
                  "codes": found["codes"], "not compared": found["not_compared"]}  # fmt: skip
        _write(args.to, _worth(found), sheets, found)
    else:
        _print_compared(found, args.limit)
    return 0 if found["total"]["compared"] else 1


def _spot(con: Any, args: argparse.Namespace, on: Any) -> "ServicePlace":
    """Where the lines are that name no place."""
    from ratebook.ask import place
    from ratebook.contracts.standing import ServicePlace

    if args.zip and (args.locality or args.cbsa):
        raise UsageError("A ZIP code has its locality and wage area: leave out the others.")
    key = "-".join(place.choose(con, args.locality, "", on)) if args.locality else ""
    return ServicePlace(args.zip or "", key, args.cbsa or "")


def _worth(found: dict[str, Any]) -> list[str]:
    from ratebook.claims.sentences import dollars

    total = found["total"]
    said = [f"{found['second']} beside {found['first']}, on {found['on']}: {total['lines']:,} "
            f"lines, {total['compared']:,} with an amount of both."]  # fmt: skip
    if total["compared"]:
        more = "less" if total["change"] < 0 else "more"
        percent = f" ({total['percent']:+} percent)" if total["percent"] is not None else ""
        said.append(f"{dollars(total['first_total'])} becomes {dollars(total['second_total'])}: "
                    f"{dollars(abs(total['change']))} {more}{percent}.")  # fmt: skip
    return [*said, *found["notes"]]


def _print_compared(found: dict[str, Any], limit: int) -> None:
    from ratebook.cli import terminal

    terminal.sample_notice(found["origin"])
    terminal.say("\n".join([*_worth(found), f"first: {found['first']}; second: {found['second']}"]))
    if found["total"]["compared"]:
        _table([*found["categories"], {"category": "in all", **found["total"]}], SUMS, "")
    if found["codes"]:
        _table(found["codes"][:limit], CODES, "The biggest changes")
    _print_reasons(found["not_compared"], limit)


def _table(rows: list[dict[str, Any]], columns: tuple[str, ...], title: str) -> None:
    """Rows with amounts to the cent and more where they have more, units without idle zeros."""
    from ratebook.cli import terminal

    shown = [{name: _cell(name, row[name]) for name in columns} for row in rows]
    terminal.table(shown, columns, title, [name for name in columns if name in FIGURES])


def _cell(name: str, value: Any) -> Any:
    if not isinstance(value, Decimal) or name not in FIGURES:
        return value
    if name in ("percent", "lowest", "highest"):
        return f"{value:,.1f}"
    text = f"{value.normalize():,f}"
    whole, _, rest = text.partition(".")
    return text if name in PLAIN else f"{whole}.{rest.ljust(2, '0')}"


def _print_reasons(rows: list[dict[str, Any]], limit: int) -> None:
    from ratebook.cli import terminal

    if rows:
        columns = ("line", "hcpcs", "modifiers", "setting", "reason")
        terminal.table(rows[:limit], columns, f"Without an amount, in no sum: {len(rows):,}")


def _percent(args: argparse.Namespace, at: Home) -> int:
    from ratebook import clock
    from ratebook.ask import reader
    from ratebook.cli import terminal
    from ratebook.contracts import percents

    on = args.on or clock.today()
    with reader.reading(at) as con:
        found = percents.percents(con, Path(args.what[0]), _spot(con, args, on), on)
    if args.json:
        terminal.dump(found)
    elif args.to:
        sheets = {name: found[name] for name in ("codes", "categories", "settings")}
        sheets["not compared"] = found["without_medicare"]
        _write(args.to, _under(found), sheets, found)
    else:
        _print_percents(found, args.limit)
    return 0 if found["codes"] else 1


def _under(found: dict[str, Any]) -> list[str]:
    said = [f"{found['fees']} beside Medicare on {found['on']}: {len(found['codes']):,} fees."]
    return said + [
        f"{row['setting']}: {row['percent']} percent of Medicare ({row['lowest']} to "
        f"{row['highest']}), {row['under_100']:,} of {row['codes']:,} under 100 percent."
        for row in found["settings"]
    ]


def _print_percents(found: dict[str, Any], limit: int) -> None:
    from ratebook.cli import terminal

    terminal.sample_notice(found["origin"])
    terminal.say("\n".join(_under(found)))
    if found["codes"]:
        _table(found["codes"][:limit], PERCENTS, "The lowest first")
        _table(found["categories"], GROUPS, "By category")
    _print_reasons(found["without_medicare"], limit)


def _write(
    to: str, said: list[str], sheets: dict[str, list[dict[str, Any]]], found: dict[str, Any]
) -> None:
    from ratebook import __version__
    from ratebook.cli import terminal
    from ratebook.contracts import report_file
    from ratebook.sample import NOTICE

    about = [("Contracts", f"Ratebook {__version__}"), *(("", one) for one in said)]
    about += [("", NOTICE)] if found["origin"] == "sample" else []
    report_file.write(Path(to), about, sheets)
    terminal.say("\n".join([f"{to}: {said[0]}", *said[1:]]))


def _terms(args: argparse.Namespace, at: Home) -> int:
    """The terms of a file as they were understood, checked against what is loaded."""
    from ratebook.ask import reader
    from ratebook.cli import terminal
    from ratebook.contracts import contract_file, tables

    with reader.reading(at) as con:
        tables.hand_over(con, contract_file.read(Path(args.what[0])))
        found = tables.in_words(con)
    if args.json:
        terminal.dump(found)
    else:
        _table(found, tuple(found[0]), "")
    return 0
