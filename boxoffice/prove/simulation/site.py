"""Where a cinema's process runs, dies and is started anew, and the wire that people reach it by."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

from boxoffice.prove.history import Outage, Trouble
from boxoffice.prove.simulation.house import House
from boxoffice.prove.simulation.loop import Node, SeededLoop
from boxoffice.prove.simulation.weather import Weather

T = TypeVar("T")

#: How long whoever asks waits for an answer.
PATIENCE_SECONDS = 7.0
LONGEST_RESTART_SECONDS = 3.0


class Unanswered(Exception):
    """Nobody heard whether what was asked for took effect."""


class Site:
    """One machine; `house` is the process that serves on it, if one does."""

    def __init__(
        self,
        loop: SeededLoop,
        weather: Weather,
        name: str,
        build: Callable[[Node], House],
        on_open: Callable[[House], None],
    ) -> None:
        """`on_open` is told of each process once it serves."""
        self.house: House | None = None
        self.outages: list[Outage] = []
        self._loop = loop
        self._weather = weather
        self._name = name
        self._build = build
        self._on_open = on_open
        self._down_since = loop.time()
        #: Whatever happens on the machine and outside of the process.
        self._outside = Node(loop, f"outside {name}", lambda: None)
        self._node = self._outside

    def open(self) -> None:
        """Start a process; it serves once it has started, unless it dies before."""
        self._node = Node(self._loop, self._name, self._died)
        self._node.start(self._serve(self._node))

    def kill(self) -> None:
        """kill -9; it is started anew after a while."""
        self._node.kill()

    def stop_for(self, seconds: float) -> None:
        """SIGSTOP, and SIGCONT so many seconds later."""
        now = self._loop.time()
        self.outages.append(Outage(Trouble.PAUSED, now, now + seconds))
        self._node.stop_for(seconds)

    async def ask(self, call: Callable[[House], Awaitable[T]], *, may_repeat: bool = False) -> T:
        """What a call answers or raises; Unanswered when nothing was heard in time. The wire may
        bring one twice that `may_repeat`."""
        answer: asyncio.Future[T] = self._loop.create_future()
        self._carry(self._ask(call, answer))
        if may_repeat and self._weather.happens(self._weather.repeat):
            self._carry(self._ask(call, answer))
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                return await answer
        except TimeoutError as error:
            raise Unanswered from error

    async def _serve(self, node: Node) -> None:
        house = self._build(node)
        await house.start()
        self.house = house
        if self._down_since > 0.0:
            self.outages.append(Outage(Trouble.KILLED, self._down_since, self._loop.time()))
        self._on_open(house)

    def _died(self) -> None:
        if self.house is not None:
            self._down_since = self._loop.time()
        self.house = None
        self._carry(self._open_later())

    async def _open_later(self) -> None:
        await asyncio.sleep(self._weather.random.uniform(0.1, LONGEST_RESTART_SECONDS))
        self.open()

    def _carry(self, work: Coroutine[Any, Any, None]) -> None:
        self._outside.start(work)

    async def _ask(
        self, call: Callable[[House], Awaitable[T]], answer: "asyncio.Future[T]"
    ) -> None:
        await self._weather.pause()
        house = self.house
        if house is not None and not self._weather.happens(self._weather.lose):
            house.node.start(self._answer(house, call, answer))

    async def _answer(
        self, house: House, call: Callable[[House], Awaitable[T]], answer: "asyncio.Future[T]"
    ) -> None:
        """In the process that is asked."""
        given: _Given
        try:
            given = _Given(await call(house))
        except Exception as error:
            given = _Given(error=error)
        self._carry(self._bring(given, answer))

    async def _bring(self, given: "_Given", answer: "asyncio.Future[T]") -> None:
        await self._weather.pause()
        if answer.done() or self._weather.happens(self._weather.lose):
            return
        if given.error is not None:
            answer.set_exception(given.error)
        else:
            answer.set_result(given.result)


@dataclass(frozen=True)
class _Given:
    result: Any = None
    error: Exception | None = None
