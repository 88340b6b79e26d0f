"""A connection with an end: a request that never comes whole, an answer that no one takes.

uvicorn ends a connection that is idle after an answer. One whose first request never ends, or
that trickles a line a second, it would hold for ever.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

WHOLE = 10  # seconds in which a request has to be there, counted from its first byte
TAKEN = 60  # seconds in which an answer has to be taken
MOST = 1000  # connections at once; who comes after them is told so and let go


class Connection(H11Protocol):
    """uvicorn's protocol with deadlines, and a mark on the connections that are too many."""

    _coming: asyncio.TimerHandle | None = None
    _going: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Begin: a request has to come whole in time."""
        super().connection_made(transport)
        if len(self.connections) > MOST:
            self.app_state = {**self.app_state, "full": True}
        self._coming = self.loop.call_later(WHOLE, transport.abort)

    def data_received(self, data: bytes) -> None:
        """Read on; the deadline holds while no request is being answered."""
        super().data_received(data)
        if self.cycle and not self.cycle.response_complete:
            self._coming = _canceled(self._coming)
        elif not self._coming:
            self._coming = self.loop.call_later(WHOLE, self.transport.abort)
        if not self.flow.write_paused:  # who asks on has taken the answer before
            self._going = _canceled(self._going)

    def on_response_complete(self) -> None:
        """An answer is written: what the socket did not take yet has to go in time."""
        super().on_response_complete()
        if self.transport.get_write_buffer_size():
            self._going = self._going or self.loop.call_later(TAKEN, self._untaken)

    def pause_writing(self) -> None:
        """The reader does not keep up."""
        super().pause_writing()
        self._going = self._going or self.loop.call_later(TAKEN, self._untaken)

    def resume_writing(self) -> None:
        """The reader took most of it, and has as long for the rest."""
        super().resume_writing()
        _canceled(self._going)
        self._going = self.loop.call_later(TAKEN, self._untaken)

    def connection_lost(self, exc: Exception | None) -> None:
        """End: no deadline is left."""
        self._coming, self._going = _canceled(self._coming), _canceled(self._going)
        super().connection_lost(exc)

    def _untaken(self) -> None:
        if self.transport.get_write_buffer_size():
            self.transport.abort()


def _canceled(timer: asyncio.TimerHandle | None) -> asyncio.TimerHandle | None:
    if timer:
        timer.cancel()
    return None
