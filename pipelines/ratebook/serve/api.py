"""The JSON API, version 1: the same content as the pages, documented at /api/openapi.json."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from ratebook import clock
from ratebook.ask import show
from ratebook.ask.known import releases_of
from ratebook.ask.place import NATION, Place
from ratebook.ask.question import Question
from ratebook.errors import AnswerError
from ratebook.serve import json_and_csv, place_names, schema
from ratebook.serve.answers import PageQuestion
from ratebook.serve.problems import Problem
from ratebook.serve.request import Beside, Code, Codes, Day, asked, day, place_of, require_known
from ratebook.serve.state import state

JSON = "application/json"
router = APIRouter(
    prefix="/api/v1", responses=schema.PROBLEMS, dependencies=[Depends(require_known)]
)
Where = Annotated[Beside, Depends(place_of)]


@router.get("/codes/{code}.csv", summary="The code's rows of payment_by_site as CSV",
            response_class=Response, responses={200: {"content": {"text/csv": {}}}})  # fmt: skip
async def code_csv(request: Request, code: Code, where: Where) -> Response:
    """Every locality on the day, and every span of days in the place asked for."""
    question = replace(asked(code, where), rows=True)

    async def made() -> bytes:
        return json_and_csv.table((await state(request).answer(question))["rows"])

    name = f"{question.question.code}-{where.on}.csv"
    return await _kept(request, made, "text/csv; charset=utf-8", name)


@router.get("/codes/{code}", summary=(
    "What a code pays, where the figures come from, and where "
    "it ranks"
),
            responses={200: {"model": schema.CodeAnswer}})  # fmt: skip
async def code_json(request: Request, code: Code, where: Where) -> Response:
    """Not payable is an answer too: amounts are null, `payable` is false, reasons say why."""
    question = asked(code, where)

    async def made() -> bytes:
        return json_and_csv.dumps(await state(request).answer(question))

    return await _kept(request, made)


@router.get("/codes/{code}/changes", summary="What changed since the year before, and why",
            responses={200: {"model": schema.Changes}})  # fmt: skip
async def changes(request: Request, code: Code, where: Where) -> Response:
    """The parts of a change add up to it; this takes some fifty milliseconds and more."""
    question = asked(code, where)

    async def made() -> bytes:
        return json_and_csv.dumps(await state(request).changes(question))

    return await _kept(request, made)


@router.get("/compare", summary="Up to 20 codes side by side",
            responses={200: {"model": schema.Comparison}})  # fmt: skip
async def compare(request: Request, code: Codes, where: Where) -> Response:
    """An answer for each code in its order, or the problem document in its place."""
    questions = [asked(one, where) for one in code]

    async def made() -> bytes:
        found = await state(request).answers(questions)
        told = [
            state(request).problem(answer, question).document()
            if isinstance(answer, AnswerError)
            else answer
            for answer, question in zip(found, questions, strict=True)
        ]
        held = state(request).desk.edition.period(where.on)
        return json_and_csv.dumps({"on": where.on, "releases": releases_of(held), "codes": told})

    return await _kept(request, made)


@router.get("/search", summary="Codes by words of their names, or by their first characters",
            responses={200: {"model": schema.Found}})  # fmt: skip
async def search(
    request: Request, q: Annotated[str, Query(max_length=60)], prices: bool = False
) -> Response:
    """The best 20, each with its name and the last day that a loaded release lists it; with
    `prices` what the three sites are paid nationally today."""
    edition, _ = await state(request).edition()
    found = edition.search(q.strip(), 20) if q.strip() else []
    if prices:
        today = clock.today()
        asked = [PageQuestion(Question(one["hcpcs"], "", Place(*NATION), today)) for one in found]
        answers = await state(request).answers(asked)
        found = [one | show.prices(a) for one, a in zip(found, answers, strict=True)]
    return Response(json_and_csv.dumps({"q": q, "codes": found}), media_type=JSON)


@router.get("/places", summary="Places that begin with given characters",
            responses={200: {"model": schema.Places}})  # fmt: skip
async def places(
    request: Request, q: Annotated[str, Query(max_length=60)], on: Day = ""
) -> Response:
    """Up to 12 localities, counties, ZIP codes and loaded hospitals, as `place` takes them."""
    edition, _ = await state(request).edition()
    found = place_names.beginning(edition, q, day(on))
    return Response(json_and_csv.dumps({"q": q, "places": found}), media_type=JSON)


@router.get("/localities", summary="The localities of a day",
            responses={200: {"model": schema.Localities}})  # fmt: skip
async def localities(request: Request, on: Day = "") -> Response:
    """MAC and number together are the key; a day on which none is loaded has none."""
    asked_day = day(on)
    edition, _ = await state(request).edition()
    held = edition.period(asked_day)
    found = [p for p in edition.localities
             if p["effective_from"] <= asked_day <= p["effective_through"]]  # fmt: skip
    if not held:
        raise Problem("unloaded-date", f"No loaded release is in effect on {asked_day}.",
                      (("on", asked_day),))  # fmt: skip
    return Response(
        json_and_csv.dumps({"on": asked_day, "release": held["pfs_release"], "localities": found}),
        media_type=JSON,
    )


@router.get("/releases", summary="What is loaded, and from when a later release is due",
            responses={200: {"model": schema.Releases}})  # fmt: skip
async def releases(request: Request) -> Response:
    """Every loaded release with the days it holds."""
    edition, _ = await state(request).edition()
    today = clock.today()
    told = {"origin": edition.known.origin, "on": today, "releases": edition.standing(today)}
    return Response(json_and_csv.dumps(told), media_type=JSON)


@router.get("/checks", summary="What the checks found before this was published",
            responses={200: {"model": schema.Checks}})  # fmt: skip
async def checks(request: Request) -> Response:
    """One row per rule and release with bad rows or compared rows, findings first."""
    edition, _ = await state(request).edition()
    told = {"origin": edition.known.origin, "on": clock.today(), "checks": edition.checks}
    return Response(json_and_csv.dumps(told), media_type=JSON)


async def _kept(request: Request, made: Any, media: str = JSON, name: str = "") -> Response:
    _, key = await state(request).edition()
    return await state(request).kept.response(request, key, media, made, name)
