"""Responses that are kept: the same question to the same warehouse is answered from memory."""

import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

MOST = 512  # responses; a page has some 60 kB
BYTES = 64 << 20


class Kept:
    """The last responses, by address, day and edition of the warehouse."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._bytes = 0
        self._found: OrderedDict[tuple[object, ...], tuple[bytes, str, str]] = OrderedDict()

    async def response(
        self, request: Request, edition: tuple[object, ...], media: str,
        make: Callable[[], Awaitable[bytes]], name: str = "",
    ) -> Response:  # fmt: skip
        """The response kept for a request, else a new one; 304 where the reader has it."""
        key = (*edition, media, request.url.path, request.url.query)
        if key in self._found:
            self._found.move_to_end(key)
        elif self._most:
            self._found[key] = await self._made(make, media)
            self._bytes += len(self._found[key][0])
            while len(self._found) > self._most or self._bytes > BYTES:
                self._bytes -= len(self._found.popitem(last=False)[1][0])
        body, media, tag = self._found.get(key) or await self._made(make, media)
        headers = {"ETag": tag, "Cache-Control": "no-cache"}
        if name:
            headers["Content-Disposition"] = f'attachment; filename="{name}"'
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return Response(body, media_type=media, headers=headers)

    async def _made(
        self, make: Callable[[], Awaitable[bytes]], media: str
    ) -> tuple[bytes, str, str]:
        body = await make()
        return body, media, f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
