"""The verb that writes for other systems: `export`."""

import argparse
from pathlib import Path

from ratebook.home import Home


def export(args: argparse.Namespace, at: Home) -> int:
    """Write a table, a query or a profile whole, or nothing."""
    if args.inputs:
        return _inputs(args, at)
    from ratebook.ask.code_list import codes
    from ratebook.cli import terminal
    from ratebook.cli.export_words import agrees, asked, lines
    from ratebook.export.run import NOTHING
    from ratebook.export.run import export as written

    only = [(one.hcpcs, one.row) for one in codes(Path(args.codes))] if args.codes else []
    done = written(
        at, asked(args, only), terminal.warn, (lambda size: None) if args.yes else agrees
    )
    if not done["rows"]:
        terminal.warn(f"warning: {NOTHING}")
    if args.json:
        terminal.dump(done)
        return 0
    terminal.sample_notice(done["origin"])
    terminal.say("\n".join(lines(done, args.to)))
    return 0


def _inputs(args: argparse.Namespace, at: Home) -> int:
    """Write what prices are made of, whole, or nothing."""
    from ratebook.cli import terminal
    from ratebook.errors import UsageError
    from ratebook.spark import lake

    given = ("table", "query", "profile", "format", "codes", "where", "year", "as_table", "on")
    if any(getattr(args, name) for name in given):
        raise UsageError("--inputs takes a folder (--to DIR) and nothing else.")
    done = lake.write(at, args.to)
    if args.json:
        terminal.dump(done)
        return 0
    terminal.sample_notice(done["origin"])
    tables = {one["name"].split("/")[1] for one in done["files"] if one["rows"]}
    terminal.say(
        f"{args.to}: {len(tables)} tables with {done['rows']:,} rows, as parquet and as Delta, and "
        f"the SQL for Spark in sql/. It is of {len(done['releases'])} releases."
    )
    return 0
