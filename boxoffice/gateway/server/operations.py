"""The operations that run on one WebSocket, each under the id that its client gave it."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from aiohttp import ClientConnectionResetError
from graphql import OperationType

from boxoffice.gateway.closing import Closing
from boxoffice.gateway.executor import Gateway, Prepared
from boxoffice.gateway.replies import invalid
from boxoffice.gateway.seat_streams import SeatStreams
from boxoffice.gateway.server import limits as fixed
from boxoffice.gateway.server.answers import outcome
from boxoffice.gateway.server.callers import Callers, TooOften
from boxoffice.gateway.server.closes import BAD_MESSAGE, BROKEN, ID_TAKEN, TOO_MUCH, Close
from boxoffice.gateway.server.figures import Figures
from boxoffice.gateway.server.limits import ServerLimits
from boxoffice.gateway.server.messages import Operation, encode, operation_in, refused
from boxoffice.gateway.server.outbox import Outbox
from boxoffice.gateway.server.posted import TIMED_OUT
from boxoffice.gateway.server.running import Running
from boxoffice.model.errors import BadInput, Refusal, TryAgain

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


class Operations:
    """Runs what one socket asks for and sends the answers. `end` is told why the socket cannot go
    on."""

    def __init__(
        self, parts: SocketParts, address: str, outbox: Outbox, end: Callable[[Close], None]
    ) -> None:
        self._parts = parts
        self._address = address
        self._outbox = outbox
        self._end = end
        self._running: dict[str, asyncio.Task[None]] = {}
        self._ending: set[asyncio.Task[None]] = set()

    def __bool__(self) -> bool:
        """Whether anything runs, a subscription too."""
        return bool(self._running)

    def begin(self, message: Mapping[str, Any], token: str) -> None:
        """Run what a message asks for; Close when it may not be."""
        operation_id = operation_id_in(message)
        if operation_id in self._running:
            raise Close(ID_TAKEN, f"Subscriber for {operation_id[:40]} already exists")
        if len(self._running) + len(self._ending) >= fixed.SOCKET_OPERATIONS:
            self._parts.figures.refused("operations")
            raise Close(TOO_MUCH, f"{fixed.SOCKET_OPERATIONS} operations are the most at a time.")
        try:
            operation = operation_in(message.get("payload"))
        except BadInput as refusal:
            raise Close(BAD_MESSAGE, str(refusal)) from None
        self._running[operation_id] = asyncio.create_task(
            self._operate(operation_id, operation, token)
        )

    def cancel(self, operation_id: str) -> None:
        """End one; nothing more of it is sent."""
        # Taken out at once: its id may be used again in the next message.
        task = self._free(operation_id)
        if task is not None:
            task.cancel()

    def _free(self, operation_id: str) -> asyncio.Task[None] | None:
        """Let an id be used again, while its operation still has something to do."""
        task = self._running.pop(operation_id, None)
        if task is not None:
            self._ending.add(task)
            task.add_done_callback(self._ending.discard)
        return task

    async def close(self) -> None:
        """End all of them."""
        tasks = {*self._running.values(), *self._ending}
        self._running.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _operate(self, operation_id: str, operation: Operation, token: str) -> None:
        try:
            try:
                last = await self._run(operation_id, operation, token)
            finally:
                # A cancelled one has given its id away already.
                if self._running.get(operation_id) is asyncio.current_task():
                    self._free(operation_id)
            await self._say({"id": operation_id, **last})
        except ClientConnectionResetError:
            pass
        except TimeoutError:
            # It does not take in what it is sent.
            self._end(Close(TOO_MUCH, "Too slow."))
        except Exception:
            _log.exception("An operation on a socket failed.")
            self._end(Close(BROKEN, "Something went wrong on our side."))

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


def operation_id_in(message: Mapping[str, Any]) -> str:
    """The id of the operation that a message is about; Close without one."""
    operation_id = message.get("id")
    longest = fixed.OPERATION_ID_MAX_CHARS
    if not isinstance(operation_id, str) or not 0 < len(operation_id) <= longest:
        raise Close(BAD_MESSAGE, "An operation has an “id”.")
    return operation_id
