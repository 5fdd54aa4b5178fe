"""The transport of a desktop whose gateway is another process: HTTP for calls, and one WebSocket
that carries all live data."""

import asyncio
import random
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import aclosing, suppress
from datetime import datetime
from typing import Any

import aiohttp
from gql import GraphQLRequest
from gql.transport.aiohttp import AIOHTTPTransport
from gql.transport.aiohttp_websockets import AIOHTTPWebsocketsTransport
from gql.transport.exceptions import (
    TransportClosed,
    TransportError,
    TransportQueryError,
    TransportServerError,
)

from boxoffice.client.address import Address
from boxoffice.client.link import Link, LinkState
from boxoffice.client.transport import nobody
from boxoffice.client.wire_faults import refusal_for_cause, refusal_for_close, refusal_for_status
from boxoffice.model.clock import Clock
from boxoffice.rules.bounded import Bounded

#: A call that was not answered by then is asked again under the same key.
CALL_SECONDS, CONNECT_SECONDS = 6.0, 3.0
#: The socket is asked this often whether it still stands, and has half of it to answer.
HEARTBEAT_SECONDS = 4.0
PROBE_SECONDS, PROBE_EVERY_SECONDS = 3.0, 5.0
#: Seconds before each further probe of a line that is gone; the last one again and again.
PROBE_PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0)
#: Pauses differ by this share, so that counters do not all come back in the same moment.
JITTER = 0.3
CLOSE_SECONDS = 1.0
LARGEST_MESSAGE_BYTES = 16 * 2**20
DOCUMENTS_KEPT = 128

SERVER_TIME = "query ServerTime { serverTime }"


class RemoteTransport:
    """A boxoffice.client.transport.Transport. `watch` keeps `link` up to date: run it beside.

    A response that says that the gateway refused is an answer; OSError is raised when nobody
    knows what became of a call.
    """

    def __init__(
        self,
        address: Address,
        clock: Clock,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.address = address
        self.link = Link(clock)
        self._clock = clock
        self._pause = pause
        self._documents: Bounded[str, GraphQLRequest] = Bounded(DOCUMENTS_KEPT)
        pin = bytes.fromhex(address.fingerprint)
        self._ssl = aiohttp.Fingerprint(pin) if pin else True
        self._http = AIOHTTPTransport(
            address.graphql,
            ssl=self._ssl,
            ssl_close_timeout=CLOSE_SECONDS,
            client_session_args={
                "timeout": aiohttp.ClientTimeout(total=CALL_SECONDS, connect=CONNECT_SECONDS)
            },
        )
        self._socket: _Socket | None = None
        self._socket_token = ""
        self._opening = asyncio.Lock()
        self._broken = asyncio.Event()

    async def execute(
        self, text: str, variables: Mapping[str, Any], token: str
    ) -> Mapping[str, Any]:
        """Post a query or mutation."""
        await self._session()
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        try:
            result = await self._http.execute(
                self._request(text, variables), extra_args={"headers": headers}
            )
        except TransportServerError as error:
            self.link.heard()
            return refusal_for_status(error.code or 0)
        except TransportError as error:
            return self._lost(error)
        self.link.heard()
        return _response(result.data, result.errors)

    async def subscribe(
        self,
        text: str,
        variables: Mapping[str, Any],
        token: str,
        standing: Callable[[], None] = nobody,
    ) -> AsyncGenerator[Mapping[str, Any], None]:
        """Run a subscription over the one socket. A token other than the socket's begins a new
        one, and whoever is still on the old one takes up there where it was."""
        request = self._request(text, variables)
        socket: _Socket | None = None
        try:
            socket = await self._open_socket(token)
            standing()
            async with aclosing(socket.subscribe(request)) as results:
                async for result in results:
                    self.link.heard()
                    yield _response(result.data, result.errors)
        except TransportQueryError as error:
            yield _response(None, error.errors)
        except TransportClosed as error:
            raise ConnectionResetError(str(error)) from error
        except TransportError as error:
            refusal = refusal_for_close(_close_code(socket or self._socket))
            if refusal is None:
                refusal = self._lost(error)
            yield refusal

    async def watch(self) -> None:
        """Ask the gateway for its time again and again, until cancelled."""
        failures = 0
        while True:
            self._broken.clear()
            if await self.probe():
                failures = 0
                with suppress(TimeoutError):
                    async with asyncio.timeout(PROBE_EVERY_SECONDS):
                        await self._broken.wait()
                continue
            # What cannot be asked cannot tell either: nothing stale is shown as live.
            await self._close_socket()
            seconds = PROBE_PAUSES[min(failures, len(PROBE_PAUSES) - 1)]
            failures += 1
            await self._pause(seconds * random.uniform(1 - JITTER, 1 + JITTER))

    async def probe(self) -> bool:
        """Ask once for the gateway's time, which measures line and clocks; whether it answered."""
        asked_at, began = self._clock.now(), self._clock.steady()
        try:
            async with asyncio.timeout(PROBE_SECONDS):
                response = await self.execute(SERVER_TIME, {}, "")
        except OSError:
            self.link.lost()
            return False
        data = response.get("data") or {}
        if "serverTime" in data:
            gateway_time = datetime.fromisoformat(data["serverTime"])
            self.link.measured(asked_at, self._clock.steady() - began, gateway_time)
        return self.link.view.state is LinkState.CONNECTED

    async def close(self) -> None:
        """Close the socket and every connection."""
        await self._close_socket()
        await self._http.close()

    def _request(self, text: str, variables: Mapping[str, Any]) -> GraphQLRequest:
        known = self._documents.get(text)
        if known is None:
            known = self._documents.put(text, GraphQLRequest(text))
        return _Request(known, text, variables)

    def _lost(self, error: TransportError) -> Mapping[str, Any]:
        """The refusal of a gateway that is not who it must be; OSError for a line that broke."""
        refusal = refusal_for_cause(error)
        if refusal is not None:
            self.link.refused(str(refusal["errors"][0]["message"]))
            return refusal
        self.link.lost()
        self._broken.set()
        raise ConnectionResetError(str(error)) from error

    async def _session(self) -> aiohttp.ClientSession:
        if self._http.session is None:
            await self._http.connect()
        assert self._http.session is not None
        return self._http.session

    async def _open_socket(self, token: str) -> "_Socket":
        async with self._opening:
            socket = self._socket
            if socket is not None and self._socket_token == token and not _is_closed(socket):
                return socket
            await self._close_socket()
            socket = _Socket(
                self.address.socket,
                subprotocols=[_Socket.GRAPHQLWS_SUBPROTOCOL],
                heartbeat=HEARTBEAT_SECONDS,
                websocket_close_timeout=CLOSE_SECONDS,
                connect_timeout=CONNECT_SECONDS,
                ack_timeout=CONNECT_SECONDS,
                close_timeout=CLOSE_SECONDS,
                init_payload={"authorization": f"Bearer {token}"} if token else {},
                session=await self._session(),
                connect_args={"ssl": self._ssl, "max_msg_size": LARGEST_MESSAGE_BYTES},
            )
            self._socket, self._socket_token = socket, token
            try:
                await socket.connect()
            except TimeoutError as error:
                await socket.close()
                raise TransportError("The WebSocket was not opened in time.") from error
            return socket

    async def _close_socket(self) -> None:
        socket, self._socket = self._socket, None
        if socket is not None:
            await socket.close()


class _Socket(AIOHTTPWebsocketsTransport):
    """Remembers its WebSocket, which gql drops before one can read why it was closed."""

    raw: aiohttp.ClientWebSocketResponse | None = None

    async def _after_connect(self) -> None:
        await super()._after_connect()  # type: ignore[no-untyped-call]
        self.raw = self.adapter.websocket


class _Request(GraphQLRequest):
    """A document that was parsed before, sent as it was written: printing it anew at each call
    would cost more than all the rest."""

    def __init__(self, parsed: GraphQLRequest, text: str, variables: Mapping[str, Any]) -> None:
        super().__init__(parsed, variable_values=dict(variables))
        self._text = text

    @property
    def payload(self) -> dict[str, Any]:
        return {"query": self._text, "variables": self.variable_values}


def _response(data: object, errors: object) -> Mapping[str, Any]:
    return {"data": data, "errors": errors} if errors else {"data": data}


def _is_closed(socket: _Socket) -> bool:
    return socket.raw is None or socket.raw.closed or socket.close_task is not None


def _close_code(socket: _Socket | None) -> int:
    raw = None if socket is None else socket.raw
    return 0 if raw is None else raw.close_code or 0
