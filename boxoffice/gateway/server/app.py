"""The server itself: its paths, how it begins to listen and how it stops."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import hdrs, web

from boxoffice.gateway.executor import Gateway
from boxoffice.gateway.server.limits import DRAIN_SECONDS, ServerLimits
from boxoffice.gateway.server.posted import Posted
from boxoffice.gateway.server.sockets import PROTOCOL, Socket

GRAPHQL_PATH = "/graphql"
LOOPBACK = "127.0.0.1"


class Server:
    """One gateway's paths."""

    def __init__(self, gateway: Gateway, limits: ServerLimits) -> None:
        self._gateway = gateway
        self._limits = limits
        self._posted = Posted(gateway, limits)
        self._sockets: set[Socket] = set()
        self._draining = False
        self.app = web.Application(client_max_size=limits.body_bytes)
        self.app.router.add_post(GRAPHQL_PATH, self._posted.answer)
        self.app.router.add_get(GRAPHQL_PATH, self._upgrade, allow_head=False)
        self.app.router.add_get("/healthz", self._health)
        self.app.on_shutdown.append(self._drain)

    async def _upgrade(self, request: web.Request) -> web.StreamResponse:
        if request.headers.get(hdrs.UPGRADE, "").lower() != "websocket":
            raise web.HTTPMethodNotAllowed(request.method, [hdrs.METH_POST])
        offered = request.headers.get(hdrs.SEC_WEBSOCKET_PROTOCOL, "")
        if PROTOCOL not in [one.strip() for one in offered.split(",")]:
            raise web.HTTPBadRequest(text=f"Only the WebSocket subprotocol {PROTOCOL} is spoken.")
        socket = Socket(self._gateway, self._limits, request.remote or "")
        self._sockets.add(socket)
        try:
            return await socket.run(request)
        finally:
            self._sockets.discard(socket)

    async def _health(self, _request: web.Request) -> web.Response:
        if self._draining:
            return web.json_response({"status": "draining"}, status=503)
        return web.json_response({"status": "ok"})

    async def _drain(self, _app: web.Application) -> None:
        self._draining = True
        await asyncio.gather(*(socket.go_away() for socket in tuple(self._sockets)))


@asynccontextmanager
async def listening(
    gateway: Gateway,
    limits: ServerLimits | None = None,
    host: str = LOOPBACK,
    port: int = 0,
    tls: ssl.SSLContext | None = None,
) -> AsyncIterator[str]:
    """Serve at `host` and `port` (0: a free one) for as long as the context lasts; yields the
    address, such as "http://127.0.0.1:8080". OSError when it cannot be listened at."""
    server = Server(gateway, limits or ServerLimits())
    runner = web.AppRunner(server.app, access_log=None, shutdown_timeout=DRAIN_SECONDS)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port, ssl_context=tls).start()
        port = runner.addresses[0][1]
        shown = f"[{host}]" if ":" in host else host
        yield f"{'https' if tls else 'http'}://{shown}:{port}"
    finally:
        await runner.cleanup()
