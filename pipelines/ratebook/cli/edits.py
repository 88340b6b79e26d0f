"""`ratebook edits`: what NCCI says of codes billed on one day."""

import argparse
from typing import Any

from ratebook.cli.options import day
from ratebook.home import Home

LIMITS = ("kind", "mue_value", "mai", "adjudication", "rationale", "reason")


def edits_options(found: argparse.ArgumentParser) -> None:
    """One code or several, a day, and whose claims."""
    found.add_argument("code", nargs="+", help="two codes or more, as in 45385 45380; or one")
    found.add_argument(
        "--on", type=day, metavar="DAY", help="date of service, yyyy-mm-dd; default: today"
    )
    found.add_argument(
        "--hospital", action="store_true",
        help="the edits of outpatient hospitals; default: those of practitioners",
    )  # fmt: skip


def edits(args: argparse.Namespace, at: Home) -> int:
    """The edit of each pair, or the pairs and limits of one code; exit status 1 where the quarter
    of the day is not loaded."""
    from ratebook import clock
    from ratebook.ask import edits as ask
    from ratebook.ask import reader
    from ratebook.ask.question import require_code
    from ratebook.cli import terminal

    on = args.on or clock.today()
    codes = list(dict.fromkeys(require_code(text)[0] for text in args.code))
    with reader.reading(at) as con:
        answer = ask.of(con, codes, on, "hospital" if args.hospital else "practitioner")
    if args.json:
        terminal.dump(answer)
    else:
        terminal.sample_notice(answer["origin"])
        _print_code(answer) if len(codes) == 1 else _print_pairs(answer)
    for warning in answer["warnings"]:
        terminal.warn(f"warning: {warning}")
    return 1 if answer["warnings"] else 0


def _print_pairs(answer: dict[str, Any]) -> None:
    from ratebook.cli import terminal

    for pair in answer["pairs"]:
        codes = " with ".join(pair["codes"])
        terminal.say(f"{codes}, {pair['kind']}, {answer['on']}: {pair['reason'] or pair['means']}")
        if not pair["reason"]:
            until = pair["effective_through"] or "open"
            terminal.say(
                f"  indicator {pair['modifier_indicator']}, from {pair['effective_from']}, until "
                f"{until}; {pair['rationale']}; {pair['release']}"
            )


def _print_code(answer: dict[str, Any]) -> None:
    from ratebook.cli import terminal

    counts = ("kind", "as_column1", "as_column2", "release", "reason")
    terminal.table(answer["pairs"], counts, f"{answer['codes'][0]} in pairs on {answer['on']}")
    terminal.table(answer["limits"], LIMITS, "the most units")
