"""Modifiers and edits of a code: what each modifier does in words and dollars, which codes NCCI
refuses beside it, and how many units are paid."""

import asyncio
from contextlib import closing
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from ratebook.ask import edits, modified
from ratebook.ask.place import Place
from ratebook.ask.question import Question, require_code
from ratebook.db import Row
from ratebook.serve import html, json_and_csv, schema
from ratebook.serve.edition import Edition
from ratebook.serve.modifier_schema import ModifiersAnswer
from ratebook.serve.request import Beside, Code, asked, place_of
from ratebook.serve.state import state

SHOWN = (
    "26 TC 25 57 24 50 LT RT 51 59 XE XS XP XU 58 78 79 76 77 91 52 53 73 74 54 55 62 66 80 81 82 "
    "AS 22 PT 33 PO PN FX FY CT GP GO GN CQ CO AA QZ QK QX QY AD"
).split()
MOST = 200  # pairs on a page
router = APIRouter()
Where = Annotated[Beside, Depends(place_of)]
With = Annotated[str, Query(alias="with", max_length=8, examples=["45380"], description=(
    "Another code of the day: the edit between both"))]  # fmt: skip
Modifier = Annotated[str, Query(max_length=8, examples=["59"], description=(
    "A modifier, or several as 59-51, beside those that are listed"))]  # fmt: skip


@router.get("/code/{code}/modifiers", include_in_schema=False)
async def modifiers_page(
    request: Request, code: Code, where: Where, beside: With = "", modifier: Modifier = ""
) -> Response:
    """The page beside that of a code."""
    found = await _found(request, code, where, beside, modifier)
    page = html.render(
        "modifiers.html", state(request).desk.edition, where.on, most=MOST, beside_code=beside,
        here=html.address(found["answer"]), table=_table(found["modifiers"]),
        **{name: value for name, value in found.items() if name != "on"},
    )  # fmt: skip
    return Response(page, 200, {"Cache-Control": "no-cache"}, "text/html; charset=utf-8")


@router.get("/api/v1/codes/{code}/modifiers", summary="What modifiers do to a code, and its edits",
            responses={200: {"model": ModifiersAnswer}, **schema.PROBLEMS})  # fmt: skip
async def modifiers_json(
    request: Request, code: Code, where: Where, beside: With = "", modifier: Modifier = ""
) -> Response:
    """By setting the amount of one line without and with each modifier; NCCI's pairs and limits."""
    found = await _found(request, code, where, beside, modifier)
    found = {name: value for name, value in found.items() if name != "answer"}
    return Response(json_and_csv.dumps(found), media_type="application/json")


async def _found(
    request: Request, code: str, where: Beside, beside: str, modifier: str
) -> dict[str, Any]:
    question = asked(code, where)
    named = [question.question.modifier, modifier]
    whole = replace(question, question=replace(question.question, modifier=""))
    other = require_code(beside)[0] if beside.strip() else ""
    answer = await state(request).answer(whole)
    edition, _ = await state(request).edition()
    own = Place(answer["mac"], answer["locality"])
    one = replace(whole.question, place=own)
    return await asyncio.to_thread(_look_up, edition, one, answer, [m for m in named if m], other)


def _look_up(
    edition: Edition, asked: Question, answer: Row, named: list[str], other: str
) -> dict[str, Any]:
    """Everything of the page, on a cursor of its own: it takes longer than a code's answer."""
    with closing(edition.con.cursor()) as con:
        con.execute("use ratebook")
        rules = modified.rules(con, asked)
        known = {rule["modifier"] for rule in rules}
        each = [" ".join(words.upper().split("-")) for words in named]
        each += [name for name in SHOWN if name in known and name not in each]
        lines = modified.priced(con, asked, answer, each)
        names = {rule["modifier"]: {"name": rule["name"], "place": rule["place"]} for rule in rules}
        unnamed = {"name": None, "place": None}
        told = modified.compared(lines, rules)
        return {
            "code": asked.hcpcs, "on": asked.on, "answer": answer,
            "modifiers": [{**names.get(row["modifier"], unnamed), **row} for row in told],
            "edits": edits.of_code(con, asked.hcpcs, asked.on),
            "pairs": edits.listed(con, asked.hcpcs, asked.on),
            "beside": _beside(con, asked, other),
            "unknown": [m for words in each for m in words.split() if m not in known],
        }  # fmt: skip


def _beside(con: Any, asked: Question, other: str) -> list[Row]:
    if not other:
        return []
    return [
        pair
        for kind in ("practitioner", "hospital")
        for pair in edits.of_pairs(con, [asked.hcpcs, other], asked.on, kind)["pairs"]
    ]


def _table(rows: list[Row]) -> list[Row]:
    """A line for each modifier with its settings; those of one kind that do the same share one."""
    by_modifier: dict[str, dict[str, Row]] = {}
    for row in rows:
        by_modifier.setdefault(row["modifier"], {})[row["setting"]] = row
    lines: dict[tuple[Any, ...], Row] = {}
    for modifier, sites in by_modifier.items():
        first = next(iter(sites.values()))
        said = [text for row in sites.values() if (text := _short(row["says"]))]
        said = list(dict.fromkeys(said))
        same = [(name, row["amount"], row["amount"] is None) for name, row in sites.items()]
        line = lines.setdefault((first["place"] or modifier, *said, *same), {
            "modifiers": [], "names": [], "says": said, "sites": sites,
            "same": all(_same(row) for row in sites.values()),
        })  # fmt: skip
        line["modifiers"].append(modifier)
        line["names"].append(first["name"] or "")
    return list(lines.values())


def _same(row: Row) -> bool:
    """Whether a modifier changes neither the amount nor whose part it is."""
    amount = row["amount"]
    return amount is not None and amount == row["amount_without"] and "patient" not in row["says"]


def _short(says: str) -> str:
    """A rule's words without what the amounts beside them say."""
    return says.removeprefix("no price effect").removeprefix("; ")
