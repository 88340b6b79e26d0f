"""The application: pages, the API, the style sheet, and what becomes of errors."""

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Query
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from ratebook import __version__, clock
from ratebook.ask import names, place
from ratebook.ask.question import Question
from ratebook.ask.where import Where, written
from ratebook.db import Row
from ratebook.errors import AnswerError, UsageError
from ratebook.home import Home
from ratebook.serve import api, claim_lines, code_page, html, json_and_csv, list_file, modifiers
from ratebook.serve.answers import PageQuestion, parameters
from ratebook.serve.cache import Kept
from ratebook.serve.desk import Desk
from ratebook.serve.guard import App, Guard, fault
from ratebook.serve.html import MOST
from ratebook.serve.problems import Problem, problem
from ratebook.serve.request import Beside, Code, asked, place_of
from ratebook.serve.state import State, state
from ratebook.serve.suggestions import chosen

HTML = "text/html; charset=utf-8"
PLACES = ("split-zip", "unknown-zip", "unknown-county", "unknown-area", "unknown-state",
          "unknown-hospital", "open-hospital", "several-localities")  # fmt: skip
SEARCHED = 20  # codes of a search by words
CODE = re.compile(r"[0-9A-Za-z]{4}[0-9]|[0-9]{4}[A-Za-z]|[0-9A-Za-z]{5}(-[0-9A-Za-z]{2}){1,3}")
Asked = Annotated[Beside, Depends(place_of)]


def application(home: Home, hosts: frozenset[str] | None = None, kept: int = 512) -> App:
    """The whole server as ASGI. `hosts`: the names it answers to, None for every one."""
    desk = Desk(home)

    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        yield
        desk.close()

    app = FastAPI(
        title="Ratebook", version="1", lifespan=running, openapi_url="/api/openapi.json",
        docs_url=None, redoc_url=None,
        description=f"What Medicare pays for a code. Ratebook {__version__}; amounts are text, "
        "days are yyyy-mm-dd, errors are problem documents (RFC 9457).",
    )  # fmt: skip
    app.state.ratebook = State(home, desk, Kept(kept))
    app.include_router(api.router)
    app.include_router(claim_lines.router)
    app.include_router(modifiers.router)
    _pages(app)
    app.mount("/static", StaticFiles(directory=html.HERE / "static"))
    _errors(app)
    return Guard(app, hosts, partial(_told, app.state.ratebook))


def _pages(app: FastAPI) -> None:
    for path, page in (("/", home_page), ("/find", find), ("/code/{code}", one_code),
                       ("/compare", compare_page), ("/compare.{ending:str}", compare_file),
                       ("/releases", releases_page)):  # fmt: skip
        app.add_api_route(path, page, include_in_schema=False, response_class=Response)


async def home_page(request: Request, q: Annotated[str, Query(max_length=200)] = "") -> Response:
    """Search; with `q` the codes whose names have its words, or that begin so, with prices."""
    edition, _ = await state(request).edition()
    found = edition.search(q.strip(), SEARCHED) if q.strip() else []
    asked = [PageQuestion(Question(one["hcpcs"], "", place.Place(*place.NATION), clock.today()))
             for one in found]  # fmt: skip
    prices = await state(request).answers(asked) if asked else []
    listed = list(zip(found, prices, strict=True))
    return _html(html.render("home.html", edition, clock.today(), q=q.strip(), found=listed,
                             notice=names.NOTICE))  # fmt: skip


async def find(
    where: Asked, q: Annotated[str, Query(max_length=2000)] = "",
    compare: Annotated[str, Query(max_length=4)] = "",
) -> Response:  # fmt: skip
    """The page for what was typed: one code, several to compare, or the beginning of some."""
    words = q.replace(",", " ").split()
    given = _given(where)
    codes = all(CODE.fullmatch(word) for word in words)
    if (len(words) > 1 and codes) or compare:
        target = "/compare?" + html.query({"code": words[:MOST], **given})
    elif words and codes:
        target = f"/code/{html.quoted(words[0].upper())}?" + html.query(given)
    else:
        target = "/?" + html.query({"q": q.strip()})
    return RedirectResponse(target, 303)


async def one_code(request: Request, code: Code, where: Asked, changes: bool = False) -> Response:
    """What a code pays; with `changes` also what changed in a year."""
    question = asked(code, where)

    async def made() -> bytes:
        answer = await state(request).answer(question)
        since = await state(request).changes(question) if changes else None
        return code_page.code(state(request).desk.edition, answer, since).encode()

    try:
        return await _kept(request, made)
    except Problem as found:
        if found.kind == "no-such-modifier" and "" in dict(found.more).get("choices", ()):
            return _modified(question)
        near = await state(request).instead(found, question) if found.status in (404, 409) else []
        offers = tuple(html.offer(state(request).desk.edition, one) for one in near)
        raise replace(found, offers=offers) from found


def _modified(asked: PageQuestion) -> Response:
    """To the page that says what a modifier does which has no row of its own."""
    question = asked.question
    given = _given(Beside(asked.where, question.on, question.qp, question.deductible, question.pt))
    given |= {"modifier": question.modifier}
    target = f"/code/{html.quoted(question.hcpcs)}/modifiers?{html.query(given)}"
    return RedirectResponse(target, 303)


async def compare_page(
    request: Request, where: Asked, code: Annotated[list[str], Query(max_length=MOST)] = [],  # noqa: B006
) -> Response:  # fmt: skip
    """Codes under each other in one place."""
    codes, questions = _listed(code, where)

    async def made() -> bytes:
        found = await state(request).answers(questions)
        _require_place(state(request), found, questions, codes)
        told = [
            {"question": question.question, "answer": None, "problem": answer.message}
            if isinstance(answer, AnswerError)
            else {"question": question.question, "answer": answer, "problem": None}
            for question, answer in zip(questions, found, strict=True)
        ]
        given = {"code": codes, **_given(where), "written": written(where.where)}
        return html.compare(state(request).desk.edition, where.on, given, told).encode()

    return await _kept(request, made)


async def compare_file(
    request: Request, where: Asked, ending: str,
    code: Annotated[list[str], Query(max_length=MOST)] = [],  # noqa: B006
) -> Response:  # fmt: skip
    """The same as a csv or a workbook."""
    if ending not in list_file.MEDIA:
        raise Problem("not-found", "Page not found.")
    codes, questions = _listed(code, where)

    async def made() -> bytes:
        found = await state(request).answers(questions)
        _require_place(state(request), found, questions, codes)
        return list_file.made(ending, [q.question.code for q in questions], found)

    _, key = await state(request).edition()
    name = f"codes-{where.on}.{ending}"
    return await state(request).kept.response(request, key, list_file.MEDIA[ending], made, name)


def _listed(given: Sequence[str], where: Beside) -> tuple[list[str], list[PageQuestion]]:
    """The codes of a list, and a question for each."""
    codes = [one for text in given for one in re.split(r"[\s,;]+", text) if one]
    if len(codes) > MOST:
        raise UsageError(f"{len(codes)} codes are too many: give at most {MOST}.")
    return codes, [asked(one, where) for one in codes]


def _given(where: Beside) -> Row:
    """What is asked beside the codes, as the parameters of an address."""
    patient = {"deductible_left": f"{where.deductible or ''}", "pt": where.pt}
    return {**parameters(where.where), "on": where.on, "qp": where.qp, **patient}


def _require_place(
    held: State, found: Sequence[Row | AnswerError], asked: Sequence[PageQuestion], codes: list[str]
) -> None:
    """Problem where the ZIP code is the reason that no code has an answer."""
    error = next(iter(found), None)
    if not isinstance(error, AnswerError) or error.kind not in PLACES:
        return
    nation = replace(asked[0], where=Where())
    near = [chosen(asked[0], key) for key in error.choices] or [nation]
    offers = tuple(html.offer(held.desk.edition, one, codes) for one in near)
    raise replace(held.problem(error, asked[0]), offers=offers)


async def releases_page(request: Request) -> Response:
    """What is loaded, what is stale, what the checks found."""
    edition, _ = await state(request).edition()
    today = clock.today()
    refused = state(request).desk.refused is not None
    return _html(html.render("releases.html", edition, today, refused=refused))


async def _kept(request: Request, made: Any) -> Response:
    _, key = await state(request).edition()
    return await state(request).kept.response(request, key, HTML, made)


def _html(text: str, status: int = 200) -> Response:
    return Response(text, status, media_type=HTML, headers={"Cache-Control": "no-cache"})


def _errors(app: FastAPI) -> None:
    async def usage(request: Request, error: Exception) -> Response:
        assert isinstance(error, UsageError)
        return _told(state(request), request.url.path, problem(error))

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        words = "; ".join(f"{fault['loc'][-1]}: {fault['msg']}" for fault in error.errors())
        return _told(state(request), request.url.path, Problem("bad-request", words))

    async def missing(request: Request, error: Exception) -> Response:
        nothing = Problem("not-found", "Page not found.")
        return _told(state(request), request.url.path, nothing)

    async def known(request: Request, error: Exception) -> Response:
        assert isinstance(error, Problem)
        return _told(state(request), request.url.path, error)

    async def unexpected(request: Request, error: Exception) -> Response:
        return _told(state(request), request.url.path, fault())

    app.add_exception_handler(Exception, unexpected)
    app.add_exception_handler(UsageError, usage)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, missing)
    app.add_exception_handler(Problem, known)


def _told(held: State, path: str, found: Problem) -> Response:
    """A problem as the reader wants it: a page, or a document under /api/."""
    if path.startswith("/api/"):
        body = json_and_csv.dumps(found.document())
        return Response(body, found.status, found.headers, "application/problem+json")
    page = html.render("problem.html", held.desk.edition, clock.today(), problem=found)
    return Response(page, found.status, found.headers, HTML)
