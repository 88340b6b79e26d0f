"""The verbs that bring data in and say what there is: refresh, add, status, verify, sample."""

import argparse
import getpass
import socket
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.errors import DataError, UsageError
from pipelines.home import Home, sample_home

if TYPE_CHECKING:
    from pipelines.warehouse import Report


def refresh(args: argparse.Namespace, at: Home) -> int:
    """Fetch, build, check, publish; exit status 1 where something was not had."""
    from pipelines import clock, progress, render, warehouse
    from pipelines.wanted import wanted

    say = render.warn if args.json else render.say
    if args.known_on or args.to:
        return _known_on(args, at)
    if args.accept_fewer and not args.release:
        raise UsageError("--accept-fewer goes with the releases that it is for, as in RVU26C.")
    asked = wanted(args.release, args.year, clock.today(), args.since)
    found = warehouse.refresh(
        at, asked, args.offline, say, progress.each(), accept_fewer=args.accept_fewer
    )
    return _told(found, at, args)


def _told(found: "Report", at: Home, args: argparse.Namespace, lead: str = "missed ") -> int:
    """Print a report, and on stderr what was missed; gives the exit status."""
    from pipelines import render, report
    from pipelines.changes import news

    say = render.warn if args.json else render.say
    told = news.of_refresh(at, found.new)[1] if found.new else []
    if args.json:
        render.dump(report.as_json(found))
    elif args.verbose and found.changed:
        report.print_counts(found)
    for said in [*told, *found.notes]:
        say(said)
    for reason in found.missed:
        render.warn(f"ratebook: {lead}{reason}")
    for said in report.summary(found):
        say(said)
    return 1 if found.missed else 0


def _known_on(args: argparse.Namespace, at: Home) -> int:
    from pipelines import render, timetravel

    if not (args.known_on and args.to):
        raise UsageError("--known-on DAY and --to FILE go together.")
    if args.release or args.year or args.since or args.offline:
        raise UsageError("--known-on builds all of raw/ as known then; it takes --to alone.")
    found = timetravel.build_known_on(at, args.known_on, Path(args.to))
    if args.json:
        render.dump(found)
        return 0
    render.table(found["left_out"], title=f"not known on {args.known_on}")
    render.say(f"{args.to}: {len(found['releases'])} releases as known on {args.known_on}")
    return 0


def add(args: argparse.Namespace, at: Home) -> int:
    """Take files into raw/ and publish; exit status 1 where one was refused or does not hold."""
    from pipelines import by_hand, publish, render, warehouse
    from pipelines.raw import Raw

    say, raw = render.warn if args.json else render.say, Raw(at.raw)
    with publish.writing(at):
        warehouse.require_origin(raw, at)
        files = [Path(name) for name in args.file]
        taken = by_hand.add(at, files, args.release, say, args.accept_fewer)
        if args.hold:
            by_hand.hold(taken, raw, f"ratebook add --hold, {_who()}")
        try:
            found = warehouse.publish_all(at, say, by_hand.must(taken))
        except DataError as error:
            raise DataError(by_hand.named(str(error), taken)) from error
        refused = [one.why for one in taken if not one.entry]
        missed = (*refused, *(by_hand.named(reason, taken) for reason in found.missed))
        unheld = by_hand.not_holding(taken, raw)
    return _told(replace(found, missed=(*missed, *unheld)), at, args, lead="")


def verify(args: argparse.Namespace, at: Home) -> int:
    """Hash raw/ again; exit status 1 where something is damaged."""
    from pipelines import render
    from pipelines.verify import verify as found_in

    bad, count = found_in(at)
    if args.json:
        render.dump({"files": count, "damaged": bad})
    else:
        render.table(bad, title="damaged")
        render.say(f"{count:,} files, {len(bad)} damaged.")
        if bad:
            render.say("The next `ratebook refresh` fetches them again.")
    return 1 if bad else 0


def sample(args: argparse.Namespace, at: Home) -> int:
    """Build the embedded sample, and show a code of it."""
    from pipelines import asking, warehouse
    from pipelines.sample import ON, RELEASES
    from pipelines.wanted import wanted

    own = sample_home(at)
    warehouse.refresh(own, wanted(list(RELEASES), [], ON), False, lambda text: None)
    asked = {"code": ["20560"], "on": ON, "locality": None, "zip": None, "state": None}
    more = {"qp": False, "strict": False, "json": args.json}
    return asking.show(argparse.Namespace(**asked, **more), own)


def accept(args: argparse.Namespace, at: Home) -> int:
    """Write down that a person accepts the AMA's license."""
    from pipelines import licence, publish, render
    from pipelines.raw import Raw

    raw = Raw(at.raw)
    render.say(licence.TERMS)
    with publish.writing(at):
        since = licence.accepted(raw)
        if not since and sys.stdin.isatty() and not _agrees():
            render.say("It is not accepted.")
            return 1
        when = since or licence.accept(raw, f"ratebook accept-ama-license, {_who()}")
    said = "was accepted before" if since else "is accepted"
    render.say(f"It {said}: {when}, written down in {raw.manifest}.")
    return 0


def _agrees() -> bool:
    return input("Type yes to accept it: ").strip().lower() == "yes"


def _who() -> str:
    """The person, as far as the machine knows."""
    try:
        return f"{getpass.getuser()} on {socket.gethostname()}"
    except (OSError, KeyError):
        return "an unknown user"


def status(args: argparse.Namespace, at: Home) -> int:
    """What is loaded and what is not; exit status 1 with --strict where something is overdue."""
    from pipelines import clock, render
    from pipelines import status as standings

    found = standings.standing(at, clock.today(), online=args.online)
    if args.json:
        render.dump(standings.as_json(found))
    else:
        render.sample_notice(found.origin)
        render.say(f"CMS's pages were last looked at: {found.looked or 'never'}")
        render.table(standings.table(found))
        states = {cell.state for cell in found.cells}
        for state in (state for state in standings.MEANS if state in states - {"loaded"}):
            render.say(f"{state}: {standings.MEANS[state]}")
        for words in found.overdue:
            render.say(f"overdue: {words}")
        for words in found.problems:
            render.warn(f"warning: {words}")
    return 1 if args.strict and found.overdue else 0
