"""The server itself: its paths, how it begins to listen and how it stops."""

import asyncio
import logging
import os
import ssl
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from time import perf_counter

from aiohttp import hdrs, web

from boxoffice.gateway.executor import Gateway
from boxoffice.gateway.seat_streams import SeatStreams
from boxoffice.gateway.server import limits as fixed
from boxoffice.gateway.server.answers import (
    OK,
    OUTCOME,
    Unacceptable,
    broken_response,
    graphql_response,
    refusal_response,
)
from boxoffice.gateway.server.callers import Callers, TooOften, is_loopback
from boxoffice.gateway.server.connections import Connections
from boxoffice.gateway.server.delivery import deliver
from boxoffice.gateway.server.door_lists import DoorListPaths
from boxoffice.gateway.server.figures import CONTENT_TYPE, Figures
from boxoffice.gateway.server.limits import ServerLimits
from boxoffice.gateway.server.media import MediaPaths
from boxoffice.gateway.server.messages import encode, refused
from boxoffice.gateway.server.operations import SocketParts
from boxoffice.gateway.server.origins import Origins
from boxoffice.gateway.server.posted import KIND, NAME, Posted
from boxoffice.gateway.server.running import Running
from boxoffice.gateway.server.sockets import PROTOCOL, Socket
from boxoffice.gateway.server.webhooks import WebhookPaths
from boxoffice.model.errors import BadInput, NotAllowed, NotFound, Refusal

LOOPBACK = "127.0.0.1"
GRAPHQL, HEALTH, METRICS = "/graphql", "/healthz", "/metrics"
MEDIA, WEBHOOKS, DOOR_LISTS = "/media/", "/webhooks/payments/", "/door-lists/"
SERVER_NAME = "Box Office"
NAME_CHARS_LOGGED = 60
_NO_HANDSHAKE = "This is no WebSocket handshake."
#: Whoever passes requests on says so by one of these.
_PASSED_ON = ("Forwarded", "X-Forwarded-For")

_access = logging.getLogger("boxoffice.gateway.access")
_log = logging.getLogger(__name__)


class CannotListen(Refusal):
    """The gateway cannot listen as it was told to."""

    code = "CANNOT_LISTEN"


class Server:
    """One gateway's paths. `metrics_everywhere`: figures are not for this machine alone."""

    def __init__(
        self,
        gateway: Gateway,
        limits: ServerLimits,
        origins: Origins,
        *,
        tls: ssl.SSLContext | None = None,
        metrics_everywhere: bool = False,
    ) -> None:
        self._origins = origins
        self._metrics_everywhere = metrics_everywhere
        self._figures = Figures()
        self._running = Running()
        self._callers = Callers(limits, asyncio.get_running_loop().time)
        self._posted = Posted(gateway, self._callers, limits, self._sessions_ended)
        self._media = MediaPaths(gateway, limits)
        self._webhooks = WebhookPaths(gateway, limits)
        self._door_lists = DoorListPaths(gateway)
        self._parts = SocketParts(
            gateway,
            SeatStreams(gateway, encode),
            self._callers,
            limits,
            self._running,
            self._figures,
            self._sessions_ended,
        )
        self._sockets: set[Socket] = set()
        self.connections = Connections(self._handle, self._callers, self._figures, tls)

    async def drain(self) -> None:
        """Take no new work, close the sockets that wait for nothing, finish what runs for a
        bounded time, then close the others."""
        self._running.draining = True
        finished, _ = await asyncio.gather(
            self._running.finish(fixed.DRAIN_SECONDS),
            _send_away([each for each in self._sockets if each.is_idle]),
        )
        if not finished:
            _log.warning("Requests still run; their outcome is left open.")
        await _send_away(tuple(self._sockets))

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        began = perf_counter()
        origin = request.headers.get(hdrs.ORIGIN, "")
        allowed = self._origins.allow(origin)
        place = ""
        response: web.StreamResponse
        try:
            place, rest = _place(request.path)
            if not allowed:
                raise NotAllowed("Pages of this origin may not call.")
            response = await self._answer(request, place, rest)
        except Unacceptable as fault:
            response = graphql_response(
                request, refused(fault.refusal), fault.status, fault.headers
            )
        except Refusal as refusal:
            if isinstance(refusal, TooOften):
                self._figures.refused("rate")
            response = refusal_response(request, refusal)
        except web.HTTPException as error:
            # aiohttp's own, of a handshake that is none.
            response = graphql_response(request, refused(BadInput(_NO_HANDSHAKE)), error.status)
        except ConnectionError:
            raise
        except Exception:
            _log.exception("A request failed.")
            response = broken_response(request)
        if not response.prepared:
            response.headers.setdefault(hdrs.SERVER, SERVER_NAME)
            response.headers.update(self._origins.headers(origin) if allowed else {})
            if self._running.draining:
                response.force_close()
        self._note(request, place, response.status, perf_counter() - began)
        if isinstance(response, web.Response) and not await deliver(request, response):
            self._figures.refused("reader")
            raise ConnectionAbortedError
        return response

    async def _answer(self, request: web.BaseRequest, place: str, rest: str) -> web.StreamResponse:
        if place == HEALTH:
            return self._health()
        self._running.check()
        if request.method == hdrs.METH_OPTIONS:
            return web.Response(status=204, headers=self._origins.preflight(request.headers))
        if place == GRAPHQL:
            if request.method == hdrs.METH_GET and _is_upgrade(request):
                return await self._upgrade(request)
            with self._running:
                return await self._posted.answer(request)
        if place == METRICS:
            return self._metrics(request)
        self._callers.admit(request.remote or "", "")
        with self._running:
            if place == MEDIA:
                return await self._media.answer(request, rest)
            if place == WEBHOOKS:
                return await self._webhooks.answer(request, rest)
            if place == DOOR_LISTS:
                return await self._door_lists.answer(request, rest)
        raise NotFound("There is nothing at this path.")

    async def _upgrade(self, request: web.BaseRequest) -> web.StreamResponse:
        offered = request.headers.get(hdrs.SEC_WEBSOCKET_PROTOCOL, "")
        if PROTOCOL not in [one.strip() for one in offered.split(",")]:
            raise BadInput(f"Only the WebSocket subprotocol {PROTOCOL} is spoken.")
        if not request.headers.get(hdrs.SEC_WEBSOCKET_KEY, "").isascii():
            # aiohttp would fail at it.
            raise BadInput(_NO_HANDSHAKE)
        self._callers.admit(request.remote or "", "")
        socket = Socket(self._parts, request.remote or "")
        self._sockets.add(socket)
        try:
            with self._figures.sockets.track_inprogress():
                return await socket.run(request)
        finally:
            self._sockets.discard(socket)

    def _health(self) -> web.Response:
        if self._running.draining:
            return web.json_response({"status": "draining"}, status=503)
        return web.json_response({"status": "ok"})

    def _metrics(self, request: web.BaseRequest) -> web.Response:
        passed_on = any(name in request.headers for name in _PASSED_ON)
        near = is_loopback(request.remote or "") and not passed_on
        if not near and not self._metrics_everywhere:
            raise NotAllowed("The figures are for this machine alone.")
        return web.Response(body=self._figures.text(), headers={hdrs.CONTENT_TYPE: CONTENT_TYPE})

    def _sessions_ended(self) -> None:
        for socket in self._sockets:
            socket.look_at_session()

    def _note(self, request: web.BaseRequest, place: str, status: int, seconds: float) -> None:
        name = request.get(NAME) or "-"
        outcome = request.get(OUTCOME)
        went_well = status < 400 and outcome in (None, OK) and seconds < fixed.SLOW_SECONDS
        # Neither the path as it came, nor anything a person wrote but an operation's name. What
        # went well is counted; told of, it would soon push what did not out of a bounded log.
        _access.log(
            logging.DEBUG if went_well else logging.INFO,
            "%s %s %s %.1fms %s",
            request.method[:10],
            place or "?",
            status,
            seconds * 1e3,
            name[:60],
        )
        if place == GRAPHQL and outcome is not None:
            self._figures.answered(request.get(KIND, "none"), outcome, seconds)


@asynccontextmanager
async def listening(
    gateway: Gateway,
    limits: ServerLimits | None = None,
    *,
    host: str = LOOPBACK,
    port: int = 0,
    tls: ssl.SSLContext | None = None,
    origins: Origins | None = None,
    metrics_everywhere: bool = False,
) -> AsyncIterator[str]:
    """Serve at `host` and `port` (0: a free one) for as long as the context lasts; yields the
    address, such as "http://127.0.0.1:8080". CannotListen says why it cannot."""
    server = Server(
        gateway,
        limits or ServerLimits(),
        origins or Origins(),
        tls=tls,
        metrics_everywhere=metrics_everywhere,
    )
    runner = web.ServerRunner(server.connections, shutdown_timeout=fixed.CLOSE_SECONDS)
    await runner.setup()
    try:
        with _said_in_words(host, port):
            listener = await asyncio.get_running_loop().create_server(
                server.connections.protocol, host, port, backlog=fixed.BACKLOG
            )
        port = listener.sockets[0].getsockname()[1]
        shown = f"[{host}]" if ":" in host else host
        try:
            yield f"{'https' if tls else 'http'}://{shown}:{port}"
        finally:
            listener.close()
            await server.drain()
    finally:
        await runner.cleanup()


async def check_place(host: str, port: int) -> None:
    """CannotListen where `listening` would say so."""
    with _said_in_words(host, port):
        server = await asyncio.get_running_loop().create_server(asyncio.Protocol, host, port)
    server.close()
    await server.wait_closed()


@contextmanager
def _said_in_words(host: str, port: int) -> Iterator[None]:
    try:
        yield
    except (OSError, UnicodeError) as error:
        words = f"{host}, port {port}, cannot be listened at: {_reason(error)}."
        raise CannotListen(words) from error


async def _send_away(sockets: Iterable[Socket]) -> None:
    await asyncio.gather(*[socket.go_away() for socket in sockets])


def _reason(error: OSError | UnicodeError) -> str:
    """The system's own words: asyncio's say the address again."""
    if isinstance(error, OSError) and error.errno is not None and error.errno > 0:
        return os.strerror(error.errno)
    return getattr(error, "strerror", None) or "there is no such name"


def _place(path: str) -> tuple[str, str]:
    """Which of our paths it is (empty: none), and what follows."""
    if path in (GRAPHQL, HEALTH, METRICS):
        return path, ""
    for place in (MEDIA, WEBHOOKS, DOOR_LISTS):
        if path.startswith(place):
            return place, path.removeprefix(place)
    return "", ""


def _is_upgrade(request: web.BaseRequest) -> bool:
    return request.headers.get(hdrs.UPGRADE, "").lower() == "websocket"
