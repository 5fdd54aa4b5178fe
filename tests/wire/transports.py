"""The lines that a town is reached by: every client's way of asking, over HTTP and WebSocket."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, aclosing
from typing import Any, Self

import aiohttp
from gql import GraphQLRequest
from gql.transport.aiohttp_websockets import AIOHTTPWebsocketsTransport
from gql.transport.exceptions import TransportError, TransportQueryError

from boxoffice.client.address import Address
from boxoffice.client.embedded import EmbeddedTransport
from boxoffice.client.remote import RemoteTransport
from boxoffice.client.transport import Transport, nobody
from boxoffice.gateway.executor import Gateway
from boxoffice.gateway.server.app import listening
from boxoffice.model.clock import Clock

#: Every way that a town is asked: in this process; as a desktop elsewhere asks (gql, POSTs, and a
#: WebSocket for what is live); by gql over WebSockets alone; by aiohttp alone.
WAYS = ("embedded", "remote", "socket", "plain")

PROTOCOL = "graphql-transport-ws"
#: The code that a socket is closed with whose token is no good.
FORBIDDEN = 4403
SESSION_OVER = {"errors": [{"message": "", "extensions": {"code": "NOT_SIGNED_IN"}}]}
#: How long a socket that is closed waits for the other end.
CLOSE_SECONDS = 1.0


class Lines:
    """Makes transports to gateways in one of WAYS, each gateway served as the command serves it;
    as an asynchronous context it ends them all."""

    def __init__(self, way: str, clock: Clock) -> None:
        self._way = way
        self._clock = clock
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._stack.aclose()

    def to(self, gateway: Callable[[], Gateway]) -> Transport:
        """A line to a gateway that is made and served when it is first asked."""
        return _Later(lambda: self._open(gateway()))

    async def _open(self, gateway: Gateway) -> Transport:
        if self._way == "embedded":
            return EmbeddedTransport(gateway)
        url = await self._stack.enter_async_context(listening(gateway))
        if self._way == "remote":
            remote = RemoteTransport(Address(url), self._clock)
            self._stack.push_async_callback(remote.close)
            return remote
        http = await self._stack.enter_async_context(aiohttp.ClientSession())
        if self._way == "plain":
            return PlainTransport(url, http)
        socket = SocketTransport(url, http)
        self._stack.push_async_callback(socket.close)
        return socket


class _Later:
    """A boxoffice.client.transport.Transport that is opened when it is first used."""

    def __init__(self, open_: Callable[[], Awaitable[Transport]]) -> None:
        self._open = open_
        self._opening = asyncio.Lock()
        self._opened: Transport | None = None

    async def execute(
        self, text: str, variables: Mapping[str, Any], token: str
    ) -> Mapping[str, Any]:
        """As the transport's."""
        return await (await self._transport()).execute(text, variables, token)

    async def subscribe(
        self,
        text: str,
        variables: Mapping[str, Any],
        token: str,
        standing: Callable[[], None] = nobody,
    ) -> AsyncGenerator[Mapping[str, Any], None]:
        """As the transport's."""
        transport = await self._transport()
        async with aclosing(transport.subscribe(text, variables, token, standing)) as responses:
            async for response in responses:
                yield response

    async def _transport(self) -> Transport:
        async with self._opening:
            if self._opened is None:
                self._opened = await self._open()
        return self._opened


class PlainTransport:
    """A boxoffice.client.transport.Transport of nothing but aiohttp: each call is a POST of its
    own, each subscription a WebSocket of its own."""

    def __init__(self, url: str, http: aiohttp.ClientSession) -> None:
        self._url = f"{url}/graphql"
        self._http = http

    async def execute(
        self, text: str, variables: Mapping[str, Any], token: str
    ) -> Mapping[str, Any]:
        """Post it."""
        body = {"query": text, "variables": dict(variables)}
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        async with self._http.post(self._url, json=body, headers=headers) as response:
            answer: dict[str, Any] = await response.json()
            return answer

    async def subscribe(
        self,
        text: str,
        variables: Mapping[str, Any],
        token: str,
        standing: Callable[[], None] = nobody,
    ) -> AsyncGenerator[Mapping[str, Any], None]:
        """Say by hand what the protocol wants to hear."""
        payload = {"query": text, "variables": dict(variables)}
        async with self._http.ws_connect(self._url, protocols=(PROTOCOL,)) as socket:
            await socket.send_json({"type": "connection_init", "payload": init_payload(token)})
            assert await socket.receive_json() == {"type": "connection_ack"}
            standing()
            await socket.send_json({"type": "subscribe", "id": "1", "payload": payload})
            async for received in socket:
                message = received.json()
                if message["type"] == "next":
                    yield message["payload"]
                    continue
                if message["type"] == "error":
                    yield {"errors": message["payload"]}
                return
            # Nothing else ends a socket in a town.
            assert socket.close_code == FORBIDDEN
            yield SESSION_OVER


class SocketTransport:
    """A boxoffice.client.transport.Transport of gql that does everything over a WebSocket: one
    for each token, since a socket belongs to whoever opened it."""

    def __init__(self, url: str, http: aiohttp.ClientSession) -> None:
        self._url = f"{url}/graphql"
        self._http = http
        self._sockets: dict[str, _Socket] = {}

    async def execute(
        self, text: str, variables: Mapping[str, Any], token: str
    ) -> Mapping[str, Any]:
        """Subscribe to its one answer."""
        answers = [answer async for answer in self.subscribe(text, variables, token)]
        assert len(answers) == 1
        return answers[0]

    async def subscribe(
        self,
        text: str,
        variables: Mapping[str, Any],
        token: str,
        standing: Callable[[], None] = nobody,
    ) -> AsyncGenerator[Mapping[str, Any], None]:
        """Subscribe on this person's socket."""
        socket = self._sockets.get(token)
        try:
            if socket is None:
                socket = self._sockets[token] = self._new_socket(token)
                await socket.connect()
            standing()
            async for result in socket.subscribe(
                GraphQLRequest(text, variable_values=dict(variables))
            ):
                errors = {"errors": result.errors} if result.errors else {}
                yield {"data": result.data, **errors}
        except TransportQueryError as error:
            yield {"errors": error.errors}
        except TransportError:
            assert socket is not None
            assert socket.raw is not None
            assert socket.raw.close_code == FORBIDDEN
            await self._sockets.pop(token).close()
            yield SESSION_OVER

    async def close(self) -> None:
        """Close every socket."""
        for socket in self._sockets.values():
            await socket.close()

    def _new_socket(self, token: str) -> "_Socket":
        return _Socket(
            self._url,
            subprotocols=[PROTOCOL],
            websocket_close_timeout=CLOSE_SECONDS,
            close_timeout=CLOSE_SECONDS,
            init_payload=init_payload(token),
            session=self._http,
        )


class _Socket(AIOHTTPWebsocketsTransport):
    """Remembers its WebSocket, which gql drops before one can read why it was closed."""

    raw: aiohttp.ClientWebSocketResponse | None = None

    async def _after_connect(self) -> None:
        await super()._after_connect()  # type: ignore[no-untyped-call]
        self.raw = self.adapter.websocket


def init_payload(token: str) -> dict[str, str]:
    """What a socket introduces itself with."""
    return {"authorization": f"Bearer {token}"} if token else {}
