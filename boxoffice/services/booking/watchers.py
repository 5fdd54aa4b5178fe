"""Bounded queues between a show's seats and those who watch them."""

import asyncio
from collections import deque

from boxoffice.model.booking import SeatUpdate

#: Updates a watcher may fall behind before it is sent a fresh snapshot instead.
MAX_WAITING_UPDATES = 100


class Watcher:
    """One watcher's queue."""

    def __init__(self) -> None:
        self._waiting: deque[SeatUpdate] = deque()
        self._behind = False
        self._ready = asyncio.Event()

    def put(self, update: SeatUpdate) -> None:
        """Hand on an update, or forget them all when there are too many."""
        if self._behind:
            return
        if len(self._waiting) == MAX_WAITING_UPDATES:
            self.put_snapshot()
            return
        self._waiting.append(update)
        self._ready.set()

    def clear(self) -> None:
        """Forget what waits; whoever calls this sends what it leads to."""
        self._waiting.clear()
        self._behind = False
        self._ready.clear()

    def put_snapshot(self) -> None:
        """Have the watcher take a fresh snapshot next."""
        self._waiting.clear()
        self._behind = True
        self._ready.set()

    async def next(self) -> SeatUpdate | None:
        """The next update; None when the watcher must take a fresh snapshot."""
        await self._ready.wait()
        if self._behind:
            self._behind = False
            self._ready.clear()
            return None
        update = self._waiting.popleft()
        if not self._waiting:
            self._ready.clear()
        return update
