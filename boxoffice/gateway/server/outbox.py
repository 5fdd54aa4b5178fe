"""What goes out on one WebSocket, as fast as its reader takes it in."""

import asyncio

from aiohttp import WSMsgType, web
from aiohttp.abc import AbstractStreamWriter

from boxoffice.gateway.server import limits as fixed


class Outbox:
    """Sends for all operations of a socket.

    Whoever sends may be cancelled while it waits for a slow reader. aiohttp lets all waiters of a
    connection share one future, which the first that is cancelled would break for the others:
    here one task of its own waits for them all.
    """

    def __init__(self, socket: web.WebSocketResponse) -> None:
        self._socket = socket
        self._transport: asyncio.Transport | None = None
        self._writer: AbstractStreamWriter | None = None
        self._draining: asyncio.Task[None] | None = None

    async def open(self, request: web.BaseRequest) -> None:
        """Answer the request that asks for the socket."""
        self._writer = await self._socket.prepare(request)
        self._transport = request.transport

    async def send(self, message: bytes, kind: WSMsgType = WSMsgType.TEXT) -> None:
        """Send a text, or a frame of another kind. TimeoutError for a reader that takes nothing
        in for SEND_SECONDS, ClientConnectionResetError when it is gone."""
        await self._socket.send_frame(message, kind)
        if self._waiting_bytes() > fixed.UNREAD_BYTES:
            async with asyncio.timeout(fixed.SEND_SECONDS):
                await asyncio.shield(self._drain())

    async def close(self, code: int, reason: str) -> None:
        """Close the socket, also one whose reader takes in nothing, not even that."""
        await self._socket.close(code=code, message=reason.encode(), drain=False)
        if self._transport is not None and self._waiting_bytes():
            self._transport.abort()

    def _drain(self) -> asyncio.Task[None]:
        if self._draining is None or self._draining.done():
            assert self._writer is not None
            self._draining = asyncio.create_task(self._writer.drain())
        return self._draining

    def _waiting_bytes(self) -> int:
        return 0 if self._transport is None else self._transport.get_write_buffer_size()
