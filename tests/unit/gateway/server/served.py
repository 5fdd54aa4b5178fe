"""A gateway over stand-ins that really listens, and people who speak to it."""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp

from boxoffice.gateway.document_limits import DocumentLimits
from boxoffice.gateway.executor import Gateway
from boxoffice.gateway.server.app import listening
from boxoffice.gateway.server.limits import ServerLimits
from boxoffice.gateway.server.origins import Origins
from boxoffice.model.errors import NotSignedIn
from boxoffice.model.user import Caller
from tests.clock import FakeClock
from tests.unit.gateway import samples
from tests.unit.gateway.upstream_double import UpstreamDouble

PROTOCOL = "graphql-transport-ws"
TYPENAME = {"query": "{ __typename }"}
MOVIE = {"query": '{ movie(id: "M1") { title } }'}
MOVIE_DATA = {"data": {"movie": {"title": "Title"}}}
SEAT_MAP = "subscription { seatMap(showId: 10001) { ... on SeatMapDelta { version } } }"


@dataclass(frozen=True)
class Said:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def answer(self) -> Any:
        return json.loads(self.body)

    @property
    def code(self) -> str:
        return str(self.answer["errors"][0]["extensions"]["code"])


@dataclass(frozen=True)
class Served:
    """A listening gateway. `good` and `other` are tokens of signed-in people."""

    url: str
    upstream: UpstreamDouble
    session: aiohttp.ClientSession

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    async def post(self, operation: object, token: str = "", **headers: str) -> Said:
        """Post one operation as JSON."""
        if token:
            headers["Authorization"] = f"Bearer {token}"
        return await self.send("POST", "/graphql", json=operation, headers=headers)

    async def send(self, method: str, path: str, **options: Any) -> Said:
        """Any request."""
        async with self.session.request(method, self.url + path, **options) as response:
            return Said(response.status, response.headers, await response.read())

    async def raw(self, sent: bytes) -> bytes:
        """What comes back, until the connection is closed, for bytes that are no aiohttp's."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(sent)
        said = await reader.read()
        writer.close()
        await writer.wait_closed()
        return said

    @asynccontextmanager
    async def socket(
        self, *protocols: str, token: str | None = None, **options: Any
    ) -> AsyncIterator["Line"]:
        """A WebSocket; with a token (may be empty) it is initialised."""
        opened = self.session.ws_connect(
            self.url + "/graphql", protocols=protocols or (PROTOCOL,), autoping=False, **options
        )
        async with opened as socket:
            line = Line(socket)
            if token is not None:
                await line.initialise(token)
            yield line


@dataclass(frozen=True)
class Line:
    """One WebSocket, seen from the client."""

    socket: aiohttp.ClientWebSocketResponse

    async def initialise(self, token: str = "") -> None:
        """Introduce oneself and be welcomed."""
        payload = {"authorization": f"Bearer {token}"} if token else {}
        await self.say(type="connection_init", payload=payload)
        assert await self.hear() == {"type": "connection_ack"}

    async def say(self, **message: object) -> None:
        await self.socket.send_json(message)

    async def begin(self, operation_id: str, query: str, **variables: object) -> None:
        """Begin an operation."""
        payload = {"query": query, "variables": variables}
        await self.say(id=operation_id, type="subscribe", payload=payload)

    async def hear(self) -> Any:
        """The next message."""
        message = await self.socket.receive()
        assert message.type is aiohttp.WSMsgType.TEXT, (message, self.socket.close_code)
        return json.loads(message.data)

    async def closed(self) -> int:
        """The code that the socket is closed with, whatever is said before."""
        while True:
            message = await self.socket.receive()
            if message.type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED):
                assert self.socket.close_code is not None
                return self.socket.close_code


@asynccontextmanager
async def served(
    answers: Mapping[str, object] = {},
    limits: ServerLimits | None = None,
    *,
    documents: DocumentLimits | None = None,
    origins: Origins | None = None,
    guests: bool = False,
    tls: ssl.SSLContext | None = None,
) -> AsyncIterator[Served]:
    """A gateway that answers from a table; see UpstreamDouble."""
    upstream = UpstreamDouble(
        {"users.caller": _caller, "movies.get": samples.movie("M1"), **answers}
    )
    gateway = Gateway(
        upstream.services(), FakeClock(), guests=guests, limits=documents or DocumentLimits()
    )
    async with (
        listening(gateway, limits, origins=origins, tls=tls) as url,
        aiohttp.ClientSession() as session,
    ):
        yield Served(url, upstream, session)


def _caller(token: str) -> Caller:
    if token == "good":
        return samples.ANDHERI_CLERK
    if token == "other":
        return samples.PUNE_CLERK
    raise NotSignedIn("The session has ended. Sign in again.")
