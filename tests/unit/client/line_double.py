"""A small server that speaks HTTP and graphql-transport-ws as a gateway does, and breaks on cue."""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

SERVER_TIME = "2026-11-20T12:05:00Z"


@dataclass
class LineDouble:
    """`status` other than 200 answers bare HTTP; `close_code` closes each socket at its start.

    `posted` has each call's Authorization header and query, `inits` what each socket said first,
    `subscribed` each subscription's variables. `push` sends to all subscriptions there are.
    """

    status: int = 200
    close_code: int = 0
    silent: bool = False
    posted: list[tuple[str, str]] = field(default_factory=list)
    inits: list[dict[str, Any]] = field(default_factory=list)
    subscribed: list[dict[str, Any]] = field(default_factory=list)
    sockets: set[web.WebSocketResponse] = field(default_factory=set)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    port: int = 0

    async def handle(self, request: web.Request) -> web.StreamResponse:
        if request.headers.get("Upgrade") == "websocket":
            return await self._socket(request)
        body = await request.json()
        self.posted.append((request.headers.get("Authorization", ""), body["query"]))
        if self.silent:
            await asyncio.Event().wait()
        if self.status != 200:
            return web.Response(status=self.status, text="<h1>No</h1>")
        if "serverTime" in body["query"]:
            return web.json_response({"data": {"serverTime": SERVER_TIME}})
        return web.json_response({"data": {"answer": body.get("variables", {})}})

    async def push(self, value: object) -> None:
        """Send one value to every subscription."""
        for socket in self.sockets:
            for number in range(1, len(self.subscribed) + 1):
                message = {"id": str(number), "type": "next", "payload": {"data": {"seen": value}}}
                await socket.send_str(json.dumps(message))

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(protocols=("graphql-transport-ws",))
        await socket.prepare(request)
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                break
            said = json.loads(message.data)
            if said["type"] == "connection_init":
                self.inits.append(said["payload"])
                if self.close_code:
                    await socket.close(code=self.close_code)
                    break
                self.sockets.add(socket)
                await socket.send_str(json.dumps({"type": "connection_ack"}))
            elif said["type"] == "subscribe":
                self.subscribed.append(said["payload"]["variables"])
                self.arrived.set()
        self.sockets.discard(socket)
        return socket


@asynccontextmanager
async def line_double(context: ssl.SSLContext | None = None) -> AsyncIterator[LineDouble]:
    """A server on a free port of this machine."""
    double = LineDouble()
    app = web.Application()
    app.router.add_route("*", "/graphql", double.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context)
    await site.start()
    double.port = runner.addresses[0][1]
    try:
        yield double
    finally:
        await runner.cleanup()
