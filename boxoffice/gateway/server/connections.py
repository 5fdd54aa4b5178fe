"""The connections to a server: how many each address may have, and how long they may idle."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from aiohttp import web

from boxoffice.gateway.server import limits as fixed
from boxoffice.gateway.server.callers import Callers
from boxoffice.gateway.server.figures import Figures

Handle = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]

# What it has to say of requests that make no sense quotes their bytes, tokens among them.
_quiet = logging.getLogger(f"{__name__}.quiet")
_quiet.disabled = True


class Connections(web.Server):
    """aiohttp's server, with the connections of each address counted."""

    def __init__(self, handle: Handle, callers: Callers, figures: Figures) -> None:
        super().__init__(
            handle,
            keepalive_timeout=fixed.KEEPALIVE_SECONDS,
            max_line_size=fixed.LINE_MAX_BYTES,
            max_field_size=fixed.LINE_MAX_BYTES,
            max_headers=fixed.HEADERS_MAX,
            lingering_time=fixed.LINGER_SECONDS,
            access_log=None,
            logger=_quiet,
        )
        self._callers = callers
        self._figures = figures
        self._addresses: dict[web.RequestHandler, str] = {}

    def connection_made(self, handler: web.RequestHandler, transport: asyncio.Transport) -> None:
        """Take a connection, or end it at once where its address has too many."""
        super().connection_made(handler, transport)
        peer = transport.get_extra_info("peername")
        address = str(peer[0]) if peer else ""
        if self._callers.connect(address):
            self._addresses[handler] = address
        else:
            self._figures.refused("connections")
            transport.abort()

    def connection_lost(
        self, handler: web.RequestHandler, exc: BaseException | None = None
    ) -> None:
        """Forget a connection."""
        super().connection_lost(handler, exc)
        address = self._addresses.pop(handler, None)
        if address is not None:
            self._callers.disconnect(address)
