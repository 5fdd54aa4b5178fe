"""GraphQL over one WebSocket: the protocol graphql-transport-ws."""

import asyncio
import contextlib
import logging
from collections.abc import Mapping
from typing import Any

from aiohttp import ClientConnectionResetError, WSMsgType, web
from graphql import OperationType

from boxoffice.gateway.closing import Closing
from boxoffice.gateway.executor import Gateway, Prepared
from boxoffice.gateway.replies import invalid
from boxoffice.gateway.server.bearer import token_in
from boxoffice.gateway.server.limits import (
    CLOSE_SECONDS,
    HEARTBEAT_SECONDS,
    IDLE_SECONDS,
    INIT_SECONDS,
    OPERATION_ID_MAX_CHARS,
    SESSION_CHECK_SECONDS,
    ServerLimits,
)
from boxoffice.gateway.server.messages import Operation, decode, encode, operation_in
from boxoffice.model.errors import BadInput, NotSignedIn

PROTOCOL = "graphql-transport-ws"
GOING_AWAY = 1001
BAD_MESSAGE, NOT_INITIALISED, FORBIDDEN = 4400, 4401, 4403
INIT_TOO_LATE, ID_TAKEN, TOO_MANY_INITS = 4408, 4409, 4429

_log = logging.getLogger(__name__)


class _Close(Exception):
    """Ends the socket with a code and a reason."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class Socket:
    """One client's socket. `run` serves it until either side ends it."""

    def __init__(self, gateway: Gateway, limits: ServerLimits, address: str) -> None:
        self._gateway = gateway
        self._address = address
        self._socket = web.WebSocketResponse(
            protocols=(PROTOCOL,),
            compress=False,
            max_msg_size=limits.body_bytes,
            heartbeat=HEARTBEAT_SECONDS,
            timeout=CLOSE_SECONDS,
        )
        self._token: str | None = None
        self._operations: dict[str, asyncio.Task[None]] = {}
        self._spoke_at = 0.0

    async def run(self, request: web.Request) -> web.WebSocketResponse:
        """Serve the socket until it is closed."""
        await self._socket.prepare(request)
        watching = asyncio.create_task(self._watch())
        try:
            async for message in self._socket:
                self._spoke_at = asyncio.get_running_loop().time()
                if message.type is not WSMsgType.TEXT:
                    raise _Close(BAD_MESSAGE, "Messages are JSON texts.")
                await self._hear(message.data)
        except _Close as close:
            await self._end(close)
        except ClientConnectionResetError:
            pass
        finally:
            tasks = (watching, *self._operations.values())
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        return self._socket

    async def go_away(self) -> None:
        """Close, because the gateway stops."""
        await self._end(_Close(GOING_AWAY, "The gateway stops."))

    async def _end(self, close: _Close) -> None:
        await self._socket.close(code=close.code, message=close.reason.encode())

    async def _watch(self) -> None:
        """Close the socket when its time for something is up or its session has ended."""
        loop = asyncio.get_running_loop()
        try:
            await asyncio.sleep(INIT_SECONDS)
            if self._token is None:
                raise _Close(INIT_TOO_LATE, "connection_init did not come in time.")
            while True:
                await self._check_session(self._token)
                if not self._operations and loop.time() - self._spoke_at > IDLE_SECONDS:
                    raise _Close(GOING_AWAY, "Nothing was said for long.")
                await asyncio.sleep(SESSION_CHECK_SECONDS)
        except _Close as close:
            await self._end(close)

    async def _check_session(self, token: str) -> None:
        try:
            await self._gateway.request(token, self._address).caller()
        except NotSignedIn:
            raise _Close(FORBIDDEN, "The session has ended.") from None

    async def _hear(self, text: str) -> None:
        try:
            message = decode(text)
        except BadInput as refusal:
            raise _Close(BAD_MESSAGE, str(refusal)) from None
        if not isinstance(message, dict):
            raise _Close(BAD_MESSAGE, "A message is a JSON object.")
        kind = message.get("type")
        if kind == "connection_init":
            await self._initialise(message.get("payload"))
        elif kind == "ping":
            await self._say({"type": "pong"})
        elif kind == "pong":
            pass
        elif kind == "subscribe":
            self._begin(message)
        elif kind == "complete":
            operation = self._operations.get(_operation_id(message))
            if operation is not None:
                operation.cancel()
        else:
            raise _Close(BAD_MESSAGE, "There is no such type of message.")

    async def _initialise(self, payload: object) -> None:
        if self._token is not None:
            raise _Close(TOO_MANY_INITS, "Too many initialisation requests")
        if payload is not None and not isinstance(payload, dict):
            raise _Close(BAD_MESSAGE, "The payload of connection_init is a JSON object.")
        authorization = (payload or {}).get("authorization") or ""
        try:
            token = token_in(authorization if isinstance(authorization, str) else "?")
        except BadInput as refusal:
            raise _Close(FORBIDDEN, str(refusal)) from None
        await self._check_session(token)
        self._token = token
        await self._say({"type": "connection_ack"})

    def _begin(self, message: Mapping[str, Any]) -> None:
        if self._token is None:
            raise _Close(NOT_INITIALISED, "Unauthorized")
        operation_id = _operation_id(message)
        if operation_id in self._operations:
            raise _Close(ID_TAKEN, f"Subscriber for {operation_id[:40]} already exists")
        try:
            operation = operation_in(message.get("payload"))
        except BadInput as refusal:
            raise _Close(BAD_MESSAGE, str(refusal)) from None
        task = asyncio.create_task(self._operate(operation_id, operation, self._token))
        self._operations[operation_id] = task
        task.add_done_callback(lambda _: self._operations.pop(operation_id, None))

    async def _operate(self, operation_id: str, operation: Operation, token: str) -> None:
        with contextlib.suppress(ClientConnectionResetError):
            prepared = self._gateway.prepare(operation.text, operation.variables, operation.name)
            if isinstance(prepared, list):
                await self._answer(operation_id, invalid(prepared))
                return
            if await self._run(operation_id, prepared, token):
                await self._say({"id": operation_id, "type": "complete"})

    async def _run(self, operation_id: str, prepared: Prepared, token: str) -> bool:
        """Send what comes of it; whether it came to its end without an error message."""
        request = self._gateway.request(token, self._address)
        if prepared.kind is not OperationType.SUBSCRIPTION:
            return await self._answer(operation_id, await self._gateway.run(prepared, request))
        stream = self._gateway.follow(prepared, request)
        async with Closing(stream):
            async for response in stream:
                if not await self._answer(operation_id, response):
                    return False
        return True

    async def _answer(self, operation_id: str, response: Mapping[str, Any]) -> bool:
        """Send one response; False for one that ends its operation by an error message."""
        if "data" in response:
            await self._say({"id": operation_id, "type": "next", "payload": response})
            return True
        await self._say({"id": operation_id, "type": "error", "payload": response["errors"]})
        return False

    async def _say(self, message: Mapping[str, Any]) -> None:
        await self._socket.send_frame(encode(message), WSMsgType.TEXT)


def _operation_id(message: Mapping[str, Any]) -> str:
    operation_id = message.get("id")
    if not isinstance(operation_id, str) or not 0 < len(operation_id) <= OPERATION_ID_MAX_CHARS:
        raise _Close(BAD_MESSAGE, "An operation has an “id”.")
    return operation_id
