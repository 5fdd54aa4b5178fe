"""Wishes in the order they came, each done before the next one begins."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from boxoffice.counter.wishes import Toggle, Wish

#: Wishes that may wait for their turn; a clerk types some ten keys a second.
AHEAD_LIMIT = 64


class Turns:
    """A queue with one worker, `run`."""

    def __init__(self, do: Callable[[Wish], Awaitable[None]]) -> None:
        self._do = do
        self._ahead: deque[Wish] = deque()
        self._doing: Wish | None = None
        self._wake = asyncio.Event()
        self._settled = asyncio.Event()
        self._settled.set()

    def __bool__(self) -> bool:
        """Whether something waits."""
        return bool(self._ahead)

    def add(self, wish: Wish) -> bool:
        """Queue a wish; False when too many wait already."""
        if len(self._ahead) >= AHEAD_LIMIT:
            return False
        self._ahead.append(wish)
        self._settled.clear()
        self._wake.set()
        return True

    def has(self, wish: Wish) -> bool:
        """Whether this waits for its turn, or is being done."""
        return wish == self._doing or wish in self._ahead

    def drop(self) -> None:
        """Forget what waits."""
        self._ahead.clear()

    def pointed_at(self) -> frozenset[str]:
        """The seats that waiting wishes point at."""
        toggles = (wish for wish in self._ahead if isinstance(wish, Toggle))
        return frozenset(seat_id for wish in toggles for seat_id in wish.seat_ids)

    async def settled(self) -> None:
        """Wait until nothing waits and nothing is being done."""
        await self._settled.wait()

    async def run(self) -> None:
        """Do what is queued, until cancelled."""
        while True:
            await self._wake.wait()
            while self._ahead:
                self._doing = self._ahead.popleft()
                await self._do(self._doing)
                self._doing = None
            self._wake.clear()
            self._settled.set()
