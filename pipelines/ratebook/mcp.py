"""`ratebook mcp`: the questions of `ratebook show` and its neighbors as tools of an assistant.

The Model Context Protocol on standard input and output, by its official SDK. Every tool reads
the published warehouse and nothing else; each answer has its releases, its day, what it rests
on, and its warnings. Amounts are text with every digit.
"""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import duckdb
from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError

from ratebook import __version__, clock
from ratebook.ask import code_list, edits, names, reader, show, where
from ratebook.ask import explain as explained
from ratebook.ask.question import Question, require_code
from ratebook.db import rows
from ratebook.diff import compare as compared
from ratebook.diff import release_pairs
from ratebook.diff.request import DiffRequest
from ratebook.errors import AnswerError, RatebookError
from ratebook.home import Home

ABOUT = (
    "What Medicare allows for a code (CPT or HCPCS) in an office, a hospital outpatient department "
    "and an ambulatory surgical center, from CMS's published files. `place`: a ZIP code, a county "
    "('Alameda, CA'), a locality ('01112-05'), a wage area ('area 41884'), a hospital's CCN, a "
    "state, or '' for the nation. `on`: the date of service, yyyy-mm-dd, '' for today. Not a "
    "quote, not a coverage decision; an amount that is null has its reason beside it."
)
RELEASES = "select * exclude (url, sha256) from releases order by dataset, effective_from"
Answer = dict[str, Any]


def server(home: Home) -> MCPServer:
    """The tools `search`, `show`, `explain`, `compare`, `diff`, `edits` and `releases`."""
    made = MCPServer("ratebook", instructions=ABOUT, version=__version__, log_level="ERROR")

    def read(question: Callable[[duckdb.DuckDBPyConnection], Any]) -> Answer:
        return _read(home, question)

    @made.tool()
    def search(words: str, most: int = 20) -> Answer:
        """Codes by words of their names (dry needling, mri lumbar), or by how they begin."""
        return read(lambda con: _found(con, words, min(most, 100)))

    @made.tool(name="show")
    def show_code(code: str, place: str = "", on: str = "", minutes: int | None = None) -> Answer:
        """What one code pays in the three sites and what the patient owes, with sources.
        `minutes`: of anesthesia."""
        return read(lambda con: show.show(con, _question(con, code, place, on, minutes)))

    @made.tool()
    def explain(code: str, place: str = "", on: str = "") -> Answer:
        """How each amount of a code was computed: units, indices, factor, rows of CMS's files."""
        return read(lambda con: explained.explain(con, _question(con, code, place, on)))

    @made.tool()
    def compare(codes: list[str], place: str = "", on: str = "") -> Answer:
        """Up to 200 codes side by side in one place."""
        return read(lambda con: _compared(con, codes[:200], place, on))

    @made.tool()
    def diff(code: str, since: str, on: str = "") -> Answer:
        """What changed for a code, nationally, between two days, and which input it is owed to."""
        return read(lambda con: _changes(con, code, _day(since), _day(on)))

    _lookups(made, read)
    return made


def _lookups(made: MCPServer, read: Callable[..., Answer]) -> None:
    """The tools about what stands beside rates."""

    @made.tool(name="edits")
    def look_up_edits(codes: list[str], on: str = "", hospital: bool = False) -> Answer:
        """What NCCI refuses: of two codes or more the edit of each two, of practitioners or
        outpatient hospitals; of one code how many pairs it is in, and the most units."""
        kind = "hospital" if hospital else "practitioner"
        return read(lambda con: _edits(con, codes[:20], _day(on), kind))

    @made.tool()
    def releases() -> Answer:
        """What is loaded: every release with the days it holds, and from when it is stale."""
        return read(lambda con: {"releases": rows(con, RELEASES)})


def _read(home: Home, question: Callable[[duckdb.DuckDBPyConnection], Any]) -> Answer:
    """An answer as JSON has it; what refuses it becomes the tool's error."""
    try:
        with reader.reading(home) as con:
            found = {"origin": reader.origin(con)} | question(con)
    except RatebookError as error:
        raise ToolError(str(error)) from error
    return json.loads(json.dumps(found, default=str))  # type: ignore[no-any-return]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text) if text else clock.today()
    except ValueError:
        raise ToolError(f"'{text}' is not a date: yyyy-mm-dd, as in 2026-08-01") from None


def _question(
    con: duckdb.DuckDBPyConnection, code: str, place: str, on: str, minutes: int | None = None
) -> Question:
    day = _day(on)
    here = where.find(con, where.read(place), day)
    return Question(*require_code(code), here, day, minutes=minutes)


def _found(con: duckdb.DuckDBPyConnection, words: str, most: int) -> dict[str, Any]:
    day = clock.today()
    nation = where.find(con, where.read(""), day)
    codes = names.search(con, words, most)
    answers = show.show_all(con, [Question(one["hcpcs"], "", nation, day) for one in codes])
    return {"on": day, "codes": [
        one | show.prices(answer) for one, answer in zip(codes, answers, strict=True)
    ]}  # fmt: skip


def _edits(con: duckdb.DuckDBPyConnection, codes: list[str], on: date, kind: str) -> dict[str, Any]:
    if not codes:
        raise ToolError("name a code, or several")
    return edits.of(con, [require_code(code)[0] for code in codes], on, kind)


def _compared(
    con: duckdb.DuckDBPyConnection, codes: list[str], place: str, on: str
) -> dict[str, Any]:
    asked = [_question(con, code, place, on) for code in codes]
    found = show.show_all(con, asked)
    return {
        "codes": [
            {"code": question.code, "error": str(answer)}
            if isinstance(answer, AnswerError)
            else answer
            for question, answer in zip(asked, found, strict=True)
        ]
    }


def _changes(con: duckdb.DuckDBPyConnection, code: str, since: date, on: date) -> dict[str, Any]:
    found, held, notes = release_pairs.of_days(con, [since, on])
    asked = DiffRequest(found, codes=[code_list.code(code)], held=held, days=(since, on))
    report = compared.compare(con, asked, 100)
    report["notes"] += notes
    return report
