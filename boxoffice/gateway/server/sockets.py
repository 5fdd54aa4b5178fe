"""GraphQL over one WebSocket: the protocol graphql-transport-ws."""

import asyncio
import contextlib
import logging
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from aiohttp import ClientConnectionResetError, WSMsgType, web
from graphql import OperationType

from boxoffice.gateway.closing import Closing
from boxoffice.gateway.executor import Gateway, Prepared
from boxoffice.gateway.replies import invalid
from boxoffice.gateway.seat_streams import SeatStreams
from boxoffice.gateway.server import limits as fixed
from boxoffice.gateway.server.answers import outcome
from boxoffice.gateway.server.bearer import token_in
from boxoffice.gateway.server.callers import Callers, TooOften
from boxoffice.gateway.server.figures import Figures
from boxoffice.gateway.server.limits import ServerLimits
from boxoffice.gateway.server.messages import Operation, decode, encode, operation_in, refused
from boxoffice.gateway.server.outbox import Outbox
from boxoffice.gateway.server.posted import TIMED_OUT
from boxoffice.gateway.server.rates import Rates
from boxoffice.gateway.server.running import Running
from boxoffice.model.errors import BadInput, NotSignedIn, Refusal, TryAgain

PROTOCOL = "graphql-transport-ws"
GOING_AWAY, TOO_MUCH, BROKEN = 1001, 1008, 1011
BAD_MESSAGE, NOT_INITIALISED, FORBIDDEN = 4400, 4401, 4403
INIT_TOO_LATE, ID_TAKEN, TOO_MANY_INITS = 4408, 4409, 4429

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SocketParts:
    """What all sockets of a server share."""

    gateway: Gateway
    streams: SeatStreams
    callers: Callers
    limits: ServerLimits
    running: Running
    figures: Figures
    sessions_ended: Callable[[], None]


class _Close(Exception):
    """Ends the socket with a code and a reason."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


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
        self._operations: dict[str, asyncio.Task[None]] = {}
        self._ending: set[asyncio.Task[None]] = set()
        self._ended: asyncio.Future[_Close] = loop.create_future()
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
            self._cancel_operations()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, *self._ending, return_exceptions=True)
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
                    raise _Close(BAD_MESSAGE, "Messages are JSON texts.")
        except _Close as close:
            self._end(close)
        except TimeoutError:
            self._end(_Close(TOO_MUCH, "Too slow."))
        except ClientConnectionResetError:
            pass
        except Exception:
            _log.exception("A socket failed.")
            self._end(_Close(BROKEN, "Something went wrong on our side."))

    @property
    def is_idle(self) -> bool:
        """Whether nothing runs on it, no subscription either."""
        return not self._operations

    async def go_away(self) -> None:
        """Close, because the gateway stops."""
        self._end(_Close(GOING_AWAY, "The gateway stops."))
        await self._closed.wait()

    def look_at_session(self) -> None:
        """Look at once whether the session has ended."""
        self._look_now.set()

    def _end(self, close: _Close) -> None:
        """Have it closed; the first reason is the one that is said."""
        if not self._ended.done():
            self._ended.set_result(close)

    def _cancel_operations(self) -> None:
        for operation_id in tuple(self._operations):
            self._cancel(operation_id)

    def _cancel(self, operation_id: str) -> None:
        # Taken out at once: its id may be used again in the next message.
        task = self._operations.pop(operation_id, None)
        if task is not None:
            self._ending.add(task)
            task.add_done_callback(self._ending.discard)
            task.cancel()

    def _count_message(self) -> None:
        free = self._parts.callers.is_free(self._address)
        if not free and self._messages.wait_seconds(""):
            self._parts.figures.refused("messages")
            raise _Close(TOO_MUCH, "Too many messages.")

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
                    raise _Close(GOING_AWAY, "Nothing was said for long.")
        except _Close as close:
            self._end(close)

    async def _wait_for_init(self) -> None:
        try:
            async with asyncio.timeout(fixed.INIT_SECONDS):
                await self._initialised.wait()
        except TimeoutError:
            self._parts.figures.refused("init")
            raise _Close(INIT_TOO_LATE, "Connection initialisation timeout") from None

    async def _check_session(self, token: str) -> None:
        try:
            await self._parts.gateway.request(token).caller()
        except NotSignedIn:
            raise _Close(FORBIDDEN, "The session has ended.") from None
        except Exception as error:
            # Not known is not ended: the operations themselves ask again.
            _log.warning("A session could not be looked at: %s", type(error).__name__)

    async def _hear(self, text: str) -> None:
        try:
            message = decode(text)
        except BadInput as refusal:
            raise _Close(BAD_MESSAGE, str(refusal)) from None
        kind = message.get("type") if isinstance(message, dict) else None
        if not isinstance(message, dict) or not isinstance(kind, str):
            raise _Close(BAD_MESSAGE, "A message is a JSON object with a “type”.")
        if kind == "connection_init":
            await self._initialise(message.get("payload"))
        elif kind == "ping":
            await self._say({"type": "pong"})
        elif kind == "subscribe":
            self._begin(message)
        elif kind == "complete":
            self._cancel(_operation_id(message))
        elif kind != "pong":
            raise _Close(BAD_MESSAGE, "There is no such type of message.")

    async def _initialise(self, payload: object) -> None:
        if self._token is not None:
            raise _Close(TOO_MANY_INITS, "Too many initialisation requests")
        if payload is not None and not isinstance(payload, dict):
            raise _Close(BAD_MESSAGE, "The payload of connection_init is a JSON object.")
        said = payload or {}
        authorization = said.get("authorization") or said.get("Authorization") or ""
        try:
            token = token_in(authorization if isinstance(authorization, str) else "?")
        except BadInput as refusal:
            raise _Close(FORBIDDEN, str(refusal)) from None
        await self._check_session(token)
        self._token = token
        self._initialised.set()
        await self._say({"type": "connection_ack"})

    def _begin(self, message: Mapping[str, Any]) -> None:
        if self._token is None:
            raise _Close(NOT_INITIALISED, "Unauthorized")
        operation_id = _operation_id(message)
        if operation_id in self._operations:
            raise _Close(ID_TAKEN, f"Subscriber for {operation_id[:40]} already exists")
        if len(self._operations) + len(self._ending) >= fixed.SOCKET_OPERATIONS:
            self._parts.figures.refused("operations")
            raise _Close(TOO_MUCH, f"{fixed.SOCKET_OPERATIONS} operations are the most at a time.")
        try:
            operation = operation_in(message.get("payload"))
        except BadInput as refusal:
            raise _Close(BAD_MESSAGE, str(refusal)) from None
        self._operations[operation_id] = asyncio.create_task(
            self._operate(operation_id, operation, self._token)
        )

    async def _operate(self, operation_id: str, operation: Operation, token: str) -> None:
        try:
            last = await self._run(operation_id, operation, token)
            self._operations.pop(operation_id, None)
            await self._say({"id": operation_id, **last})
        except ClientConnectionResetError:
            self._operations.pop(operation_id, None)
        except TimeoutError:
            # It does not take in what it is sent.
            self._operations.pop(operation_id, None)
            self._end(_Close(TOO_MUCH, "Too slow."))
        except Exception:
            _log.exception("An operation on a socket failed.")
            self._operations.pop(operation_id, None)
            self._end(_Close(BROKEN, "Something went wrong on our side."))

    async def _run(self, operation_id: str, operation: Operation, token: str) -> dict[str, Any]:
        """Run it and send what comes of it; answers the message that ends it."""
        parts = self._parts
        try:
            parts.running.check()
            parts.callers.admit(self._address, token)
            prepared = parts.gateway.prepare(operation.text, operation.variables, operation.name)
            if isinstance(prepared, list):
                return _error(invalid(prepared))
            if prepared.kind is OperationType.SUBSCRIPTION:
                return await self._follow(operation_id, prepared, token)
            # One of them was counted with the operation.
            parts.callers.admit(self._address, token, prepared.mutations - 1)
            return await self._ask(operation_id, prepared, token)
        except Refusal as refusal:
            if isinstance(refusal, TooOften):
                parts.figures.refused("rate")
            return _error(refused(refusal))

    async def _ask(self, operation_id: str, prepared: Prepared, token: str) -> dict[str, Any]:
        """Answer a query or mutation."""
        parts, began = self._parts, perf_counter()
        request = parts.gateway.request(token, parts.callers.counted(self._address))
        try:
            with parts.running:
                async with asyncio.timeout(parts.limits.request_seconds):
                    response = await parts.gateway.run(prepared, request)
        except TimeoutError:
            raise TryAgain(TIMED_OUT) from None
        parts.callers.note(request)
        parts.figures.answered(prepared.kind.value, outcome(response), perf_counter() - began)
        if "data" not in response:
            return _error(response)
        await self._say({"id": operation_id, "type": "next", "payload": response})
        if prepared.ends_sessions:
            parts.sessions_ended()
        return {"type": "complete"}

    async def _follow(self, operation_id: str, prepared: Prepared, token: str) -> dict[str, Any]:
        """Answer a subscription for as long as it lasts."""
        parts = self._parts
        request = parts.gateway.request(token, parts.callers.counted(self._address))
        head = b'{"id":' + encode(operation_id) + b',"type":"next","payload":'
        stream = parts.streams.follow(prepared, request)
        with parts.figures.subscriptions.track_inprogress():
            async with Closing(stream):
                async for response in stream:
                    if isinstance(response, bytes):
                        await self._outbox.send(head + response + b"}")
                    elif "data" in response:
                        await self._outbox.send(head + encode(response) + b"}")
                    else:
                        return _error(response)
        return {"type": "complete"}

    async def _say(self, message: Mapping[str, Any]) -> None:
        await self._outbox.send(encode(message))


def _error(response: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "error", "payload": response["errors"]}


def _operation_id(message: Mapping[str, Any]) -> str:
    operation_id = message.get("id")
    longest = fixed.OPERATION_ID_MAX_CHARS
    if not isinstance(operation_id, str) or not 0 < len(operation_id) <= longest:
        raise _Close(BAD_MESSAGE, "An operation has an “id”.")
    return operation_id
