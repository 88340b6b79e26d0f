"""The verbs that bring data in and say what there is: refresh, add, status, verify, sample."""

import argparse
import getpass
import socket
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ratebook.errors import DataError, UsageError
from ratebook.home import Home

if TYPE_CHECKING:
    from ratebook.refresh import Report


def refresh(args: argparse.Namespace, at: Home) -> int:
    """Fetch, build, check, publish; exit status 1 if something could not be downloaded."""
    from ratebook import clock
    from ratebook.catalog.scope import scope_of
    from ratebook.cli import download_bars, terminal
    from ratebook.refresh import refresh as run

    say = terminal.warn if args.json else terminal.say
    if args.known_on or args.to:
        return _known_on(args, at)
    if args.accept_fewer and not args.release:
        raise UsageError("--accept-fewer needs the names of the releases it is for, as in RVU26C.")
    asked = scope_of(args.release, args.year, clock.today(), args.since)
    found = run(at, asked, args.offline, say, download_bars.each(), accept_fewer=args.accept_fewer)
    return _told(found, at, args)


def _told(found: "Report", at: Home, args: argparse.Namespace, lead: str = "missed ") -> int:
    """Print a report, and on stderr what was missed; returns the exit status."""
    from ratebook import refresh_report
    from ratebook.cli import refresh_tables, terminal
    from ratebook.diff import news

    say = terminal.warn if args.json else terminal.say
    told = news.of_refresh(at, found.new)[1] if found.new else []
    if args.json:
        terminal.dump(refresh_report.as_json(found))
    elif args.verbose and found.changed:
        refresh_tables.print_counts(found)
    for said in [*told, *found.notes]:
        say(said)
    for reason in found.missed:
        terminal.warn(f"ratebook: {lead}{reason}")
    for said in refresh_report.summary(found):
        say(said)
    return 1 if found.missed else 0


def _known_on(args: argparse.Namespace, at: Home) -> int:
    from ratebook.build import as_known_on
    from ratebook.cli import terminal

    if not (args.known_on and args.to):
        raise UsageError("--known-on DAY and --to FILE must be used together.")
    if args.release or args.year or args.since or args.offline:
        raise UsageError(
            "--known-on builds everything in raw/ as known on that day; the only "
            "option it takes is --to."
        )
    found = as_known_on.build_known_on(at, args.known_on, Path(args.to))
    if args.json:
        terminal.dump(found)
        return 0
    terminal.table(found["left_out"], title=f"not known on {args.known_on}")
    terminal.say(f"{args.to}: {len(found['releases'])} releases as known on {args.known_on}")
    return 0


def add(args: argparse.Namespace, at: Home) -> int:
    """Add files to raw/ and publish; exit status 1 if one was refused or is not in effect."""
    from ratebook.archive.raw import Raw
    from ratebook.build import publish
    from ratebook.cli import terminal
    from ratebook.fetch import local_files
    from ratebook.refresh import publish_all, require_origin

    say, raw = terminal.warn if args.json else terminal.say, Raw(at.raw)
    with publish.writing(at):
        require_origin(raw, at)
        files = [Path(name) for name in args.file]
        taken = local_files.add(at, files, args.release, say, args.accept_fewer)
        if args.hold:
            local_files.hold(taken, raw, f"ratebook add --hold, {_who()}")
        try:
            found = publish_all(at, say, local_files.must(taken))
        except DataError as error:
            raise DataError(local_files.named(str(error), taken)) from error
        refused = [one.why for one in taken if not one.entry]
        missed = (*refused, *(local_files.named(reason, taken) for reason in found.missed))
        unheld = local_files.not_holding(taken, raw)
    return _told(replace(found, missed=(*missed, *unheld)), at, args, lead="")


def verify(args: argparse.Namespace, at: Home) -> int:
    """Hash raw/ again; exit status 1 where something is damaged."""
    from ratebook.archive.verify import verify as found_in
    from ratebook.cli import terminal

    bad, count = found_in(at)
    if args.json:
        terminal.dump({"files": count, "damaged": bad})
    else:
        terminal.table(bad, title="damaged")
        terminal.say(f"{count:,} files, {len(bad)} damaged.")
        if bad:
            terminal.say("The next `ratebook refresh` downloads them again.")
    return 1 if bad else 0


def sample(args: argparse.Namespace, at: Home) -> int:
    """Build the embedded sample, and show a code of it."""
    from ratebook.catalog.scope import scope_of
    from ratebook.cli import ask
    from ratebook.cli.question_options import show_options
    from ratebook.refresh import refresh as run
    from ratebook.sample import ON, RELEASES, sample_home

    own = sample_home(at)
    run(own, scope_of(list(RELEASES), [], ON), False, lambda text: None)
    words = argparse.ArgumentParser()
    show_options(words)
    asked = words.parse_args(["45378", "--zip", "94110", "--on", ON.isoformat()])
    asked.json = args.json
    return ask.show(asked, own)


def accept(args: argparse.Namespace, at: Home) -> int:
    """Write down that a person accepts the AMA's license."""
    from ratebook.archive import license
    from ratebook.archive.raw import Raw
    from ratebook.build import publish
    from ratebook.cli import terminal

    raw = Raw(at.raw)
    terminal.say(license.TERMS)
    with publish.writing(at):
        since = license.accepted(raw)
        if not since and sys.stdin.isatty() and not _agrees():
            terminal.say("Not accepted.")
            return 1
        when = since or license.accept(raw, f"ratebook accept-ama-license, {_who()}")
    said = "was already accepted" if since else "is accepted"
    terminal.say(f"The license {said}: {when}, recorded in {raw.manifest}.")
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
    from ratebook import clock
    from ratebook import status as standings
    from ratebook.cli import terminal

    found = standings.standing(at, clock.today(), online=args.online)
    costs = {"tables": standings.costs(at)} if args.tables else {}
    if args.json:
        terminal.dump({**standings.as_json(found), **costs})
    else:
        terminal.sample_notice(found.origin)
        terminal.say(f"CMS's pages were last looked at: {found.looked or 'never'}")
        terminal.table(standings.table(found))
        states = {cell.state for cell in found.cells}
        for state in (state for state in standings.MEANS if state in states - {"loaded"}):
            terminal.say(f"{state}: {standings.MEANS[state]}")
        for words in found.overdue:
            terminal.say(f"overdue: {words}")
        for words in found.problems:
            terminal.warn(f"warning: {words}")
        for rows in costs.values():
            terminal.table(rows)
    return 1 if args.strict and found.overdue else 0
