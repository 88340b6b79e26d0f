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


def mcp(args: argparse.Namespace, at: Home) -> int:
    """Tools of an assistant on standard input and output, until it closes them."""
    from ratebook import extras

    extras.require("mcp", "`ratebook mcp`")
    from ratebook.mcp import server

    at.published()
    server(at).run("stdio")
    return 0


def page(args: argparse.Namespace, at: Home) -> int:
    """The page of one code as one file."""
    from ratebook import extras

    extras.require("serve", "`ratebook page`")
    from ratebook import clock
    from ratebook.ask.place import NATION, Place
    from ratebook.ask.question import Question, require_code
    from ratebook.cli import terminal
    from ratebook.cli.place_options import place_of
    from ratebook.serve.answers import PageQuestion
    from ratebook.serve.run import write_page

    hcpcs, modifier = require_code(args.code)
    on = args.on or clock.today()
    question = Question(hcpcs, modifier, Place(*NATION), on, args.qp, args.deductible_left, args.pt)
    write_page(at, PageQuestion(question, place_of(args)), Path(args.to), args.strict)
    terminal.say(args.to)
    return 0
