"""The verb that writes for other systems: `export`."""

import argparse
from pathlib import Path

from ratebook.home import Home


def export(args: argparse.Namespace, at: Home) -> int:
    """Write a table, a query or a profile whole, or nothing."""
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
