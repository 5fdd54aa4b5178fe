"""Loading in batches: what a query asks for one by one is asked of a service at once."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Generic, TypeVar

from boxoffice.model.errors import NotFound

K = TypeVar("K")
V = TypeVar("V")


class Batch(Generic[K, V]):
    """Gathers the keys asked for within one turn of the loop, and each key once per request.

    `load` answers a mapping of those keys that exist; the others raise NotFound.
    """

    def __init__(self, load: Callable[[tuple[K, ...]], Awaitable[Mapping[K, V]]]) -> None:
        self._load = load
        self._answers: dict[K, asyncio.Future[V]] = {}
        self._wanted: list[K] = []
        self._running: set[asyncio.Task[None]] = set()

    def get(self, key: K) -> asyncio.Future[V]:
        """The value of `key` once this turn's keys have been loaded."""
        answer = self._answers.get(key)
        if answer is None:
            loop = asyncio.get_running_loop()
            answer = self._answers[key] = loop.create_future()
            if not self._wanted:
                loop.call_soon(self._dispatch)
            self._wanted.append(key)
        return answer

    def _dispatch(self) -> None:
        keys, self._wanted = tuple(self._wanted), []
        task = asyncio.create_task(self._run(keys))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _run(self, keys: tuple[K, ...]) -> None:
        try:
            found = await self._load(keys)
        except Exception as error:
            for key in keys:
                self._settle(key, error)
            return
        for key in keys:
            self._settle(key, found[key] if key in found else NotFound(f"There is no {key}."))

    def _settle(self, key: K, outcome: V | Exception) -> None:
        answer = self._answers[key]
        if answer.done():
            return
        if isinstance(outcome, Exception):
            answer.set_exception(outcome)
        else:
            answer.set_result(outcome)
