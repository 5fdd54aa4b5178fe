"""GraphQL over one WebSocket: the protocol graphql-transport-ws."""

import asyncio
import contextlib
import logging
import sys
from collections.abc import Mapping
from typing import Any

from aiohttp import ClientConnectionResetError, WSMsgType, web

from boxoffice.gateway.server import limits as fixed
from boxoffice.gateway.server.bearer import token_in
from boxoffice.gateway.server.closes import (
    BAD_MESSAGE,
    BROKEN,
    FORBIDDEN,
    GOING_AWAY,
    INIT_TOO_LATE,
    NOT_INITIALISED,
    TOO_MANY_INITS,
    TOO_MUCH,
    Close,
)
from boxoffice.gateway.server.messages import decode, encode
from boxoffice.gateway.server.operations import Operations, SocketParts, operation_id_in
from boxoffice.gateway.server.outbox import Outbox
from boxoffice.gateway.server.rates import Rates
from boxoffice.model.errors import BadInput, NotSignedIn

PROTOCOL = "graphql-transport-ws"

_log = logging.getLogger(__name__)


class Socket:
    """One client's socket. `run` serves it until either side ends it."""

    def __init__(self, parts: SocketParts, address: str) -> None:
        self._parts = parts
        self._address = address
        self._socket = web.WebSocketResponse(
            protocols=(PROTOCOL,),
            # A message is encoded once for all its receivers, and packed for none of them.
            compress=False,
            max_msg_size=parts.limits.body_bytes,
            heartbeat=fixed.HEARTBEAT_SECONDS,
            timeout=fixed.CLOSE_SECONDS,
            # Pings count as messages, and the outbox alone waits for slow readers.
            autoping=False,
            writer_limit=sys.maxsize,
        )
        self._outbox = Outbox(self._socket)
        loop = asyncio.get_running_loop()
        self._now = loop.time
        self._spoke_at = self._now()
        self._messages = Rates(fixed.MESSAGES_PER_SECOND, loop.time, kept=1)
        self._token: str | None = None
        self._initialised = asyncio.Event()
        self._look_now = asyncio.Event()
        self._ended: asyncio.Future[Close] = loop.create_future()
        self._operations = Operations(parts, address, self._outbox, self._end)
        self._closed = asyncio.Event()

    async def run(self, request: web.BaseRequest) -> web.WebSocketResponse:
        """Serve the socket until it is closed."""
        try:
            await self._outbox.open(request)
            await self._serve()
        finally:
            self._closed.set()
        return self._socket

    async def _serve(self) -> None:
        tasks = [asyncio.create_task(each) for each in (self._read(), self._watch())]
        try:
            await asyncio.wait((tasks[0], self._ended), return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, self._operations.close(), return_exceptions=True)
            # Only now: closed while it is read, aiohttp drops the connection before the other
            # side has answered, who then often does not learn the code.
            if self._ended.done():
                close = self._ended.result()
                await self._outbox.close(close.code, close.reason)

    async def _read(self) -> None:
        """Hear the other side until one of both ends it."""
        try:
            async for message in self._socket:
                self._count_message()
                if message.type is WSMsgType.TEXT:
                    # Only texts count: every peer answers pings, also one that wants nothing.
                    self._spoke_at = self._now()
                    await self._hear(message.data)
                elif message.type is WSMsgType.PING:
                    await self._outbox.send(message.data, WSMsgType.PONG)
                elif message.type is not WSMsgType.PONG:
                    raise Close(BAD_MESSAGE, "Messages are JSON texts.")
        except Close as close:
            self._end(close)
        except TimeoutError:
            self._end(Close(TOO_MUCH, "Too slow."))
        except ClientConnectionResetError:
            pass
        except Exception:
            _log.exception("A socket failed.")
            self._end(Close(BROKEN, "Something went wrong on our side."))

    @property
    def is_idle(self) -> bool:
        """Whether nothing runs on it, no subscription either."""
        return not self._operations

    async def go_away(self) -> None:
        """Close, because the gateway stops."""
        self._end(Close(GOING_AWAY, "The gateway stops."))
        await self._closed.wait()

    def look_at_session(self) -> None:
        """Look at once whether the session has ended."""
        self._look_now.set()

    def _end(self, close: Close) -> None:
        """Have it closed; the first reason is the one that is said."""
        if not self._ended.done():
            self._ended.set_result(close)

    def _count_message(self) -> None:
        free = self._parts.callers.is_free(self._address)
        if not free and self._messages.wait_seconds(""):
            self._parts.figures.refused("messages")
            raise Close(TOO_MUCH, "Too many messages.")

    async def _watch(self) -> None:
        """Close the socket when its time for something is up or its session has ended."""
        try:
            await self._wait_for_init()
            while True:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(fixed.SESSION_CHECK_SECONDS):
                        await self._look_now.wait()
                # Before the look: what ends during it is looked at once more.
                self._look_now.clear()
                await self._check_session(self._token or "")
                if self.is_idle and self._now() - self._spoke_at > fixed.IDLE_SECONDS:
                    raise Close(GOING_AWAY, "Nothing was said for long.")
        except Close as close:
            self._end(close)

    async def _wait_for_init(self) -> None:
        try:
            async with asyncio.timeout(fixed.INIT_SECONDS):
                await self._initialised.wait()
        except TimeoutError:
            self._parts.figures.refused("init")
            raise Close(INIT_TOO_LATE, "Connection initialisation timeout") from None

    async def _check_session(self, token: str) -> None:
        try:
            await self._parts.gateway.request(token).caller()
        except NotSignedIn:
            raise Close(FORBIDDEN, "The session has ended.") from None
        except Exception as error:
            # Not known is not ended: the operations themselves ask again.
            _log.warning("A session could not be looked at: %s", type(error).__name__)

    async def _hear(self, text: str) -> None:
        try:
            message = decode(text)
        except BadInput as refusal:
            raise Close(BAD_MESSAGE, str(refusal)) from None
        kind = message.get("type") if isinstance(message, dict) else None
        if not isinstance(message, dict) or not isinstance(kind, str):
            raise Close(BAD_MESSAGE, "A message is a JSON object with a “type”.")
        if kind == "connection_init":
            await self._initialise(message.get("payload"))
        elif kind == "ping":
            await self._say({"type": "pong"})
        elif kind == "subscribe":
            if self._token is None:
                raise Close(NOT_INITIALISED, "Unauthorized")
            self._operations.begin(message, self._token)
        elif kind == "complete":
            self._operations.cancel(operation_id_in(message))
        elif kind != "pong":
            raise Close(BAD_MESSAGE, "There is no such type of message.")

    async def _initialise(self, payload: object) -> None:
        if self._token is not None:
            raise Close(TOO_MANY_INITS, "Too many initialisation requests")
        if payload is not None and not isinstance(payload, dict):
            raise Close(BAD_MESSAGE, "The payload of connection_init is a JSON object.")
        said = payload or {}
        authorization = said.get("authorization") or said.get("Authorization") or ""
        try:
            token = token_in(authorization if isinstance(authorization, str) else "?")
        except BadInput as refusal:
            raise Close(FORBIDDEN, str(refusal)) from None
        await self._check_session(token)
        self._token = token
        self._initialised.set()
        await self._say({"type": "connection_ack"})

    async def _say(self, message: Mapping[str, Any]) -> None:
        await self._outbox.send(encode(message))
