"""The verbs that ask the warehouse: `show`, `explain`, `localities`, `check`."""

import argparse
from collections.abc import Callable, Sequence
from typing import Any

from ratebook.cli import claims
from ratebook.errors import AnswerError, DataError
from ratebook.home import Home

Answer = dict[str, Any]


def show(args: argparse.Namespace, at: Home) -> int:
    """What codes pay in the three sites; exit status 1 where one of them has no answer."""
    from ratebook.ask.show import show as answer
    from ratebook.cli import show_to_file, sites

    if not args.code and not args.codes:
        args.parser.error("name a code, as in ratebook show 20560, or a list (--codes mine.csv)")
    if args.to:
        return show_to_file.write(args, at)
    args.code = show_to_file.codes_of(args)
    many = len(args.code) > 1
    return _answers(args, at, answer, sites.side_by_side, sites.together if many else None)


def explain(args: argparse.Namespace, at: Home) -> int:
    """How each amount of some codes was computed, or that of a line of a claim."""
    if args.claim:
        return claims.walk(args, at)
    if not args.code:
        args.parser.error(
            "name a code, as in ratebook explain 45378, or a line of a claim (--claim)"
        )
    from ratebook.ask.explain import explain as answer
    from ratebook.ask.explain import lines
    from ratebook.cli import sites, terminal

    def printed(found: Answer) -> None:
        sites.side_by_side(found)
        terminal.say("\n".join(lines(found)))

    return _answers(args, at, answer, printed)


def search(args: argparse.Namespace, at: Home) -> int:
    """The codes that words find, each with what the three sites pay in a place."""
    from ratebook import clock
    from ratebook.ask import names, reader, where
    from ratebook.ask.question import Question
    from ratebook.ask.show import prices, show_all
    from ratebook.cli import sites, terminal
    from ratebook.cli.place_options import place_of

    on = args.on or clock.today()
    with reader.reading(at) as con:
        here = where.find(con, place_of(args), on)
        found = names.search(con, " ".join(args.word), args.limit)
        asked = [Question(one["hcpcs"], "", here, on) for one in found]
        answers = show_all(con, asked)
    rows = [one | prices(answer) for one, answer in zip(found, answers, strict=True)]
    if args.json:
        terminal.dump(rows)
        return 0
    sites.found(rows, next((a for a in answers if isinstance(a, dict)), None))
    return 0


def _answers(
    args: argparse.Namespace, at: Home, ask: Callable[..., Answer],
    printed: Callable[[Answer], None], together: Callable[[list[Answer]], None] | None = None,
) -> int:  # fmt: skip
    """Each code's answer, and of one without an answer why; of one code alone it is an error."""
    from ratebook import clock
    from ratebook.ask import reader, where
    from ratebook.ask.question import Question, require_code
    from ratebook.cli import terminal
    from ratebook.cli.place_options import place_of

    on = args.on or clock.today()
    codes, place = [require_code(text) for text in args.code], place_of(args)
    with reader.reading(at) as con:
        here = where.find(con, place, on)
        patient = (args.qp, args.deductible_left, args.pt, args.minutes)
        asked = [Question(*code, here, on, *patient) for code in codes]
        found = [_answer(con, question, ask, len(codes) == 1) for question in asked]
    answers = [answer for answer in found if "error" not in answer]
    warnings = list(dict.fromkeys(w for answer in answers for w in answer["warnings"]))
    if args.strict and warnings:
        raise DataError("; ".join(warnings))
    if args.json:
        terminal.dump(found if len(codes) > 1 else found[0])
    else:
        if together and answers:
            together([answer | {"warnings": []} for answer in answers])
        _print_answers([] if together else answers, printed)
        _print_notes(warnings, here.notes if answers else ())
    for answer in found:
        if "error" in answer:
            terminal.warn(f"ratebook: {answer['error']['message']}")
    return 0 if len(answers) == len(found) else 1


def _answer(con: Any, question: Any, ask: Callable[..., Answer], alone: bool) -> Answer:
    """The answer to a question, or beside others why there is none."""
    try:
        return ask(con, question)
    except AnswerError as error:
        if alone:
            raise
        return {"code": question.code, "error": {"kind": error.kind, "message": str(error)}}


def _print_answers(answers: list[Answer], printed: Callable[[Answer], None]) -> None:
    """A table for each answer."""
    from ratebook.cli import terminal

    for number, answer in enumerate(answers):
        if number:
            terminal.say("")
        printed(answer | {"warnings": [], "origin": "" if number else answer["origin"]})


def _print_notes(warnings: list[str], notes: Sequence[str]) -> None:
    """Once for all codes what is to be known of the place and the day."""
    from ratebook.cli import terminal

    for note in notes:
        terminal.say(note)
    for warning in warnings:
        terminal.warn(f"warning: {warning}")


def check(args: argparse.Namespace, at: Home) -> int:
    """Run the rules on the published warehouse; exit status 1 where a blocking one finds rows."""
    from ratebook.ask import reader
    from ratebook.build import checks
    from ratebook.cli import refresh_tables, terminal

    with reader.reading(at) as con:
        results, origin = checks.run(con), reader.origin(con)
    if args.json:
        terminal.dump([vars(result) for result in results])
    else:
        terminal.sample_notice(origin)
        refresh_tables.print_results(results)
    checks.refuse_blocking(results)
    return 0


def localities(args: argparse.Namespace, at: Home) -> int:
    """The localities of a day that words, a number or a state name."""
    from ratebook import clock
    from ratebook.ask import place, reader
    from ratebook.cli import terminal

    on, words = args.on or clock.today(), " ".join(args.word)
    with reader.reading(at) as con:
        found, origin = place.listed(con, words, args.state or "", on), reader.origin(con)
        if not found:
            raise place.unknown(con, words, args.state or "", on)
    if args.json:
        terminal.dump(found)
        return 0
    terminal.sample_notice(origin)
    terminal.table([{**p, "locality": place.named(p["mac"], p["locality"])} for p in found],
                 ("locality", "state", "locality_name"))  # fmt: skip
    terminal.say(f"{len(found)} localit{'y' if len(found) == 1 else 'ies'} on {on}")
    return 0
