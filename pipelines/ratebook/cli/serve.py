"""The verbs that make pages: `serve`, `page`."""

import argparse
from pathlib import Path

from ratebook.home import Home


def serve(args: argparse.Namespace, at: Home) -> int:
    """A page per code and a JSON API, until interrupted."""
    from ratebook import extras

    extras.require("serve", "`ratebook serve`")
    from ratebook.serve.run import run

    at.published()
    run(at, args.host, args.port)
    return 0


def page(args: argparse.Namespace, at: Home) -> int:
    """The page of one code as one file."""
    from ratebook import extras

    extras.require("serve", "`ratebook page`")
    from ratebook import clock
    from ratebook.ask import place, reader
    from ratebook.ask.question import Question, require_code
    from ratebook.cli import terminal
    from ratebook.serve.answers import PageQuestion
    from ratebook.serve.run import write_page

    hcpcs, modifier = require_code(args.code)
    on = args.on or clock.today()
    with reader.reading(at) as con:
        mac, locality, _ = place.find(con, args.locality, args.zip, on, args.state or "")
    question = Question(hcpcs, modifier, mac, locality, on, args.qp)
    write_page(at, PageQuestion(question, args.zip), Path(args.to), args.strict)
    terminal.say(args.to)
    return 0
