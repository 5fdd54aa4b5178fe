"""Delivering signed webhooks to a gateway: at once, late, twice, or after the next one."""

import asyncio
import json
import logging
from collections import deque
from collections.abc import Coroutine
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import aiohttp

from boxoffice.model.clock import Clock
from boxoffice.model.errors import TryAgain
from boxoffice.services.payment.psp.behaviour import Behaviour
from boxoffice.services.signatures import sign

#: How long a message that is to be overtaken waits for the one that overtakes it.
OVERTAKEN_SECONDS = 5.0
#: Pauses before a message that the gateway did not take is delivered again.
RETRY_SECONDS = (1.0, 2.0, 4.0, 8.0, 16.0)
GATEWAY_SECONDS = 10.0
#: Messages that wait to be delivered.
MAX_WAITING = 1_000

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Delivered:
    """One delivery: the gateway's status, or why there is none (0)."""

    body: dict[str, object]
    status: int
    error: str = ""

    @property
    def was_taken(self) -> bool:
        """Whether there is no use in delivering it again."""
        return 0 < self.status < HTTPStatus.INTERNAL_SERVER_ERROR and (
            self.status != HTTPStatus.TOO_MANY_REQUESTS
        )


class Deliveries:
    """Use as an async context manager."""

    def __init__(self, url: str, secret: str, clock: Clock) -> None:
        """`url` is the gateway's webhook address."""
        self._url = url
        self._clock = clock
        self._secret = secret
        self._overtaken: deque[dict[str, object]] = deque()
        self._tasks: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> "Deliveries":
        timeout = aiohttp.ClientTimeout(total=GATEWAY_SECONDS)
        self._session = aiohttp.ClientSession(timeout=timeout)
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(tuple(self._tasks))
        if self._session is not None:
            await self._session.close()

    async def deliver(self, body: dict[str, object], behaviour: Behaviour) -> tuple[Delivered, ...]:
        """Deliver a message as told, and answer what was delivered by now; TryAgain when too many
        wait already."""
        if len(self._tasks) + len(self._overtaken) >= MAX_WAITING:
            raise TryAgain("Too many messages wait to be delivered.")
        if behaviour.lose:
            return ()
        bodies = [body, body] if behaviour.twice else [body]
        if behaviour.reorder:
            self._overtaken.extend(bodies)
            self._later(OVERTAKEN_SECONDS, [])
            return ()
        if behaviour.late_seconds:
            self._later(behaviour.late_seconds, bodies)
            return ()
        return await self._deliver_all(bodies)

    async def _deliver_all(self, bodies: list[dict[str, object]]) -> tuple[Delivered, ...]:
        """Deliver these, and then whatever they were to overtake."""
        delivered: list[Delivered] = []
        for body in bodies:
            delivered.append(await self._deliver(body))
        while self._overtaken:
            delivered.append(await self._deliver(self._overtaken.popleft()))
        for each in delivered:
            if not each.was_taken:
                self._start(self._repeat(each.body))
        return tuple(delivered)

    async def _deliver(self, body: dict[str, object]) -> Delivered:
        assert self._session is not None
        raw = json.dumps(body).encode()
        headers = {
            "Content-Type": "application/json",
            "X-Signature": sign(self._secret, int(self._clock.now().timestamp()), raw),
        }
        try:
            async with self._session.post(self._url, data=raw, headers=headers) as response:
                delivered = Delivered(body, response.status)
        except (aiohttp.ClientError, TimeoutError) as error:
            delivered = Delivered(body, 0, str(error) or type(error).__name__)
        _log.info("%s: %s", body, delivered.status or delivered.error)
        return delivered

    async def _repeat(self, body: dict[str, object]) -> None:
        for seconds in RETRY_SECONDS:
            await asyncio.sleep(seconds)
            if (await self._deliver(body)).was_taken:
                return

    def _later(self, seconds: float, bodies: list[dict[str, object]]) -> None:
        async def deliver() -> None:
            await asyncio.sleep(seconds)
            await self._deliver_all(bodies)

        self._start(deliver())

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
