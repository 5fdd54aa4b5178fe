"""The connections to a server: how many each address may have, and how long they may idle."""

import asyncio
import logging
import ssl
from asyncio.sslproto import SSLProtocol
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, cast

from aiohttp import web

from boxoffice.gateway.server import limits as fixed
from boxoffice.gateway.server.callers import Callers
from boxoffice.gateway.server.figures import Figures

Handle = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]

# What it has to say of requests that make no sense quotes their bytes, tokens among them.
quiet = logging.getLogger(f"{__name__}.quiet")
quiet.disabled = True


@dataclass(frozen=True, slots=True)
class _Open:
    """A connection: whose it is, and what ends it unless a request comes in time."""

    address: str
    deadline: asyncio.TimerHandle


class Connections(web.Server):
    """aiohttp's server, with the connections of each address counted. One from which no whole
    head of a request came in HEAD_SECONDS is ended; after that aiohttp's keep-alive bounds the
    wait for the next whole one."""

    def __init__(
        self, handle: Handle, callers: Callers, figures: Figures, tls: ssl.SSLContext | None
    ) -> None:
        super().__init__(
            self._answer,
            keepalive_timeout=fixed.KEEPALIVE_SECONDS,
            max_line_size=fixed.LINE_MAX_BYTES,
            max_field_size=fixed.LINE_MAX_BYTES,
            max_headers=fixed.HEADERS_MAX,
            lingering_time=fixed.LINGER_SECONDS,
            # A packed body is refused, whatever is in it.
            auto_decompress=False,
            access_log=None,
            logger=quiet,
        )
        self._handle = handle
        self._callers = callers
        self._figures = figures
        self._tls = tls
        self._open: dict[web.RequestHandler, _Open] = {}

    def protocol(self) -> asyncio.BaseProtocol:
        """What a new connection speaks."""
        handler = self()
        return handler if self._tls is None else _Tls(self, handler, self._tls)

    def take(self, handler: web.RequestHandler, transport: asyncio.Transport) -> bool:
        """Count a connection; False for one that is ended, where its address has too many."""
        peer = transport.get_extra_info("peername")
        address = str(peer[0]) if peer else ""
        if not self._callers.connect(address):
            self._figures.refused("connections")
            transport.abort()
            return False
        deadline = self._loop.call_later(fixed.HEAD_SECONDS, self._end, transport)
        self._open[handler] = _Open(address, deadline)
        return True

    def let_go(self, handler: web.RequestHandler) -> None:
        """Forget a connection, if it was taken."""
        if (ended := self._open.pop(handler, None)) is not None:
            ended.deadline.cancel()
            self._callers.disconnect(ended.address)

    def connection_made(self, handler: web.RequestHandler, transport: asyncio.Transport) -> None:
        """Requests may come, over TLS from a connection that was taken before."""
        super().connection_made(handler, transport)
        if handler not in self._open:
            self.take(handler, transport)

    def connection_lost(
        self, handler: web.RequestHandler, exc: BaseException | None = None
    ) -> None:
        """No more requests will come."""
        super().connection_lost(handler, exc)
        self.let_go(handler)

    def _end(self, transport: asyncio.Transport) -> None:
        self._figures.refused("head")
        transport.abort()

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        asking = self._open.get(request.protocol)
        if asking is None:
            # It was lost meanwhile. aiohttp tells that to requests that it has handed on already.
            raise ConnectionResetError
        asking.deadline.cancel()
        return await self._handle(request)


class _Tls(SSLProtocol):
    """TLS under one connection's requests. asyncio's own says nothing of a connection before its
    handshake: whoever never shakes hands could have any number of them."""

    def __init__(
        self, connections: Connections, handler: web.RequestHandler, tls: ssl.SSLContext
    ) -> None:
        # Nobody waits for the handshake.
        waiter: Any = None
        loop = asyncio.get_running_loop()
        super().__init__(loop, handler, tls, waiter, server_side=True)
        self._connections = connections
        self._handler = handler

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Shake hands, unless there are too many."""
        if self._connections.take(self._handler, cast(asyncio.Transport, transport)):
            super().connection_made(transport)

    def connection_lost(self, exc: BaseException | None) -> None:
        """It has ended, perhaps before the handshake."""
        super().connection_lost(exc)
        self._connections.let_go(self._handler)
