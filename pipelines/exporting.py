"""The verb that writes for other systems: `export`."""

import argparse
from pathlib import Path

from pipelines.home import Home


def export(args: argparse.Namespace, at: Home) -> int:
    """Write a table, a query or a profile whole, or nothing."""
    from pipelines import render
    from pipelines.changes.codes import codes
    from pipelines.export import NOTHING
    from pipelines.export import export as written
    from pipelines.exported import agrees, asked, lines

    only = [(one.hcpcs, one.row) for one in codes(Path(args.codes))] if args.codes else []
    done = written(at, asked(args, only), render.warn, (lambda size: None) if args.yes else agrees)
    if not done["rows"]:
        render.warn(f"warning: {NOTHING}")
    if args.json:
        render.dump(done)
        return 0
    render.sample_notice(done["origin"])
    render.say("\n".join(lines(done, args.to)))
    return 0
