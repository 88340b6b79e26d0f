"""What guards every route: methods, hosts, lengths, headers, and the last resort.

Nothing about the machine is revealed: an error that no one expected becomes a reference number, and
what it was stands in the server's log under that number.
"""

import logging
import secrets
from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from starlette.responses import Response

from ratebook.serve.problems import Problem, limited
from ratebook.serve.slow_clients import MOST

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

POSTED = ("/claims", "/api/v1/claims")  # what is sent there is priced, and not kept
LONGEST = 4000  # bytes of a path with its query
HEADERS = {
    b"content-security-policy": b"default-src 'none'; style-src 'self'; script-src 'self'; "
    b"img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    b"frame-ancestors 'none'",
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
}
log = logging.getLogger("ratebook.serve")


class Guard:
    """ASGI middleware around the application."""

    def __init__(
        self, app: App, hosts: frozenset[str] | None, told: Callable[[str, Problem], Response]
    ) -> None:
        self._app = app
        self._hosts = hosts
        self._told = told

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or say why not."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        begun = False

        async def headed(message: Any) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                kept = [pair for pair in message["headers"] if pair[0].lower() not in HEADERS]
                ends = [(b"connection", b"close")] if _full(scope) else []
                message["headers"] = [*kept, *HEADERS.items(), *ends]
            elif scope["ratebook.head"]:
                message = {**message, "body": b""}
            await send(message)

        scope["ratebook.head"] = scope["method"] == "HEAD"
        try:
            if refused := self._refused(scope):
                return await self._told(scope["path"], refused)(scope, receive, headed)
            inner = {**scope, "method": "GET"} if scope["ratebook.head"] else scope
            await self._app(inner, receive, headed)
        except Exception:
            if not begun:  # else the application has told it
                await bare(headed, fault())

    def _refused(self, scope: Scope) -> Problem | None:
        if _full(scope):
            return limited("busy", "open connections", MOST, 5)
        posted = scope["method"] == "POST" and scope["path"] in POSTED
        if scope["method"] not in ("GET", "HEAD") and not posted:
            return Problem("wrong-method", "This server is read-only.")
        if len(scope["raw_path"] or b"") + len(scope["query_string"]) > LONGEST:
            return Problem("too-long", f"An address can have at most {LONGEST} bytes.")
        if self._hosts is not None and _host(scope) not in self._hosts:
            return Problem("wrong-host", "Use the address that the server printed.")
        return None


def _full(scope: Scope) -> bool:
    """Whether the connection came when all places were taken."""
    return bool(scope.get("state", {}).get("full"))


def _host(scope: Scope) -> str:
    host = next((value for name, value in scope["headers"] if name == b"host"), b"")
    name = host.decode("latin-1").lower()
    return name[: name.rfind("]") + 1] if name.startswith("[") else name.partition(":")[0]


def fault() -> Problem:
    """The problem of an exception that no one expected, which goes into the log."""
    number = secrets.token_hex(6)
    log.exception("fault %s", number)
    words = f"The server's log says what happened, under the reference {number}."
    return Problem("fault", words, (("reference", number),))


async def bare(send: Send, problem: Problem) -> None:
    """Send a problem document when nothing else works: without framework and templates."""
    body = orjson.dumps(problem.document())
    headers = [(b"content-type", b"application/problem+json"),
               (b"content-length", str(len(body)).encode())]  # fmt: skip
    await send({"type": "http.response.start", "status": problem.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
