"""Claim lines that a person pastes: the page and the API. Nothing of them is kept or logged."""

import asyncio
from contextlib import closing
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from ratebook import clock
from ratebook.claims import pasted
from ratebook.db import Row
from ratebook.errors import UsageError
from ratebook.serve import claim_schema, html, json_and_csv, schema
from ratebook.serve.edition import Edition
from ratebook.serve.problems import Problem, limited
from ratebook.serve.state import State, state

MOST_BYTES = 200_000  # of what is pasted, in the form that a browser sends
SECONDS = 10  # in which it has to arrive
AT_ONCE = 4  # who waits for lines to be priced
HEADERS = {"Cache-Control": "no-store"}
EXAMPLE = """\
claim_id,claim_line_number,claim_type,place_of_service_code,claim_line_start_date,hcpcs_code,\
service_unit_quantity,service_zip,allowed_amount
A1,1,professional,11,2026-08-01,45385,1,35203,400.00
A1,2,professional,11,2026-08-01,45380-59,1,35203,40.00
"""
router = APIRouter()


@router.get("/claims", include_in_schema=False)
async def claims_page(request: Request) -> Response:
    """The form, with an example to replace."""
    edition, _ = await state(request).edition()
    return _page(edition, EXAMPLE, [])


@router.post("/claims", include_in_schema=False)
async def claims_priced(request: Request) -> Response:
    """The lines of the form, priced; what was pasted stays in the form."""
    form = parse_qs((await _body(request)).decode("utf-8", "replace"), max_num_fields=4)
    text = form.get("lines", [""])[0]
    edition, _ = await state(request).edition()
    try:
        found = await _price(state(request), edition, text)
    except UsageError as error:
        return _page(edition, text, [], str(error), 422)
    return _page(edition, text, found)


@router.post(
    "/api/v1/claims",
    summary="Up to 100 claim lines repriced",
    responses={200: {"model": claim_schema.RepricedLines}, **schema.PROBLEMS},
    openapi_extra={"requestBody": {"required": True, "content": {"text/csv": {
        "schema": {"type": "string"}, "example": EXAMPLE}}}},
)  # fmt: skip
async def claims_json(request: Request) -> Response:
    """Lines as csv below the names of their columns; nothing of them is kept."""
    text = (await _body(request)).decode("utf-8", "replace")
    edition, _ = await state(request).edition()
    found = await _price(state(request), edition, text)
    body = json_and_csv.dumps({"lines": found})
    return Response(body, media_type="application/json", headers=HEADERS)


async def _body(request: Request) -> bytes:
    """What was sent; Problem where it is too much or does not arrive."""
    body = b""
    try:
        async with asyncio.timeout(SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > MOST_BYTES:
                    raise Problem("too-much", f"At most {MOST_BYTES:,} bytes can be sent.")
    except TimeoutError as error:
        raise Problem("too-slow", f"The lines did not arrive in {SECONDS} seconds.") from error
    return body


async def _price(held: State, edition: Edition, text: str) -> list[Row]:
    """The lines priced on a thread of their own, beside what the desk answers."""
    if held.pricing >= AT_ONCE:
        raise limited("busy", "lists of claim lines at once", AT_ONCE, 5)
    held.pricing += 1
    try:
        return await asyncio.to_thread(_priced, edition, text)
    finally:
        held.pricing -= 1


def _priced(edition: Edition, text: str) -> list[Row]:
    with closing(edition.con.cursor()) as con:
        con.execute("use ratebook")
        return [row | {"flags": list(row["flags"])} for row in pasted.price(con, text)]


def _page(
    edition: Edition, text: str, found: list[Row], error: str = "", status: int = 200
) -> Response:
    page = html.render(
        "claims.html", edition, clock.today(), text=text, found=found, error=error,
        most=pasted.MOST, totals=_totals(found), step=_step,
    )  # fmt: skip
    return Response(page, status, HEADERS, "text/html; charset=utf-8")


def _totals(found: list[Row]) -> Row:
    """Sums over the lines that have an amount."""

    def of(name: str) -> Decimal:
        return sum((row[name] for row in found if row[name] is not None), Decimal(0))

    names = ("priced_allowed", "priced_medicare", "priced_patient", "underpaid")
    counts: dict[str, Any] = {"priced": sum(row["priced_allowed"] is not None for row in found)}
    return counts | {name: of(name) for name in names}


def _step(step: Row) -> str:
    factor = f" (x {step['factor'].normalize():f})" if step["factor"] is not None else ""
    return f"{step['rule']}{factor}: {html.plain(step['amount'])}"
