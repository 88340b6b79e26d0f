"""`ratebook show --to FILE`: codes in one or several ZIP codes, as a csv or a workbook."""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

from ratebook.errors import AnswerError, UsageError
from ratebook.home import Home


def write(args: argparse.Namespace, at: Home) -> int:
    """A row for each code and place, in their order; exit status 1 where one has no answer."""
    from ratebook import extras

    extras.require("serve", "`ratebook show --to`")
    from ratebook import atomic
    from ratebook.cli import terminal
    from ratebook.serve import list_file

    path = Path(args.to)
    ending = path.suffix.lower().removeprefix(".")
    if ending not in list_file.MEDIA:
        raise UsageError(f"'{args.to}': --to takes a name that ends in .csv or .xlsx.")
    codes, found = _answers(args, at)
    with atomic.whole(path) as making:
        making.write_bytes(list_file.made(ending, codes, found))
    missing = sum(isinstance(answer, AnswerError) for answer in found)
    terminal.say(f"{path}: {len(found):,} rows, {missing:,} without an answer")
    for warning in dict.fromkeys(w for a in found if isinstance(a, dict) for w in a["warnings"]):
        terminal.warn(f"warning: {warning}")
    return 1 if missing else 0


def codes_of(args: argparse.Namespace) -> list[str]:
    """The codes of a command line and of its list."""
    from ratebook.ask import code_list

    listed = code_list.codes(Path(args.codes)) if args.codes else []
    return [*args.code, *("-".join([c.hcpcs, *(c.modifiers or ())]) for c in listed)]


def _answers(args: argparse.Namespace, at: Home) -> tuple[list[str], list[Any]]:
    from ratebook import clock
    from ratebook.ask import reader, where
    from ratebook.ask.question import Question, require_code
    from ratebook.ask.show import show_all
    from ratebook.cli.place_options import place_of

    on, written = args.on or clock.today(), codes_of(args)
    asked_for = [require_code(code) for code in written]
    codes: list[str] = []
    found: list[Any] = []
    with reader.reading(at) as con:
        first = place_of(argparse.Namespace(**{**vars(args), "zip": None})) if args.zip else None
        zips = args.zip.split(",") if args.zip else [""]
        for zip_code in zips:
            named = replace(first, zip_code=zip_code.strip()) if first else place_of(args)
            here = where.find(con, named, on)
            patient = (args.qp, args.deductible_left, args.pt, args.minutes)
            answers = show_all(con, [Question(*code, here, on, *patient) for code in asked_for])
            found += [a if isinstance(a, AnswerError) else _told(a) for a in answers]
            codes += [f"{code} in {zip_code}" if len(zips) > 1 else code for code in written]
    return codes, found


def _told(answer: dict[str, Any]) -> dict[str, Any]:
    modifier = f"-{answer['modifier']}" if answer["modifier"] else ""
    return answer | {"code": answer["hcpcs"] + modifier, "place": answer["where"]["key"]}
