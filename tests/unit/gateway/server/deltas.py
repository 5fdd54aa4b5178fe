"""The seats of a show as a test moves them."""

import asyncio
from collections.abc import AsyncIterator

from boxoffice.model.booking import SeatDelta, SeatUpdate
from tests.unit.gateway import samples

WATCHED = {"shows.get": samples.show()}


class Deltas:
    """A seat stream that a test feeds; it counts who follows."""

    def __init__(self) -> None:
        self.following = 0
        self.left = asyncio.Event()
        self.begun = asyncio.Event()
        self._waiting: asyncio.Queue[SeatUpdate] = asyncio.Queue()

    def put(self, version: int) -> None:
        self._waiting.put_nowait(SeatUpdate(delta=SeatDelta(10001, version, ())))

    async def follow(self, *_arguments: object) -> AsyncIterator[SeatUpdate]:
        self.following += 1
        self.begun.set()
        try:
            while True:
                yield await self._waiting.get()
        finally:
            self.following -= 1
            self.left.set()

    def answers(self) -> dict[str, object]:
        return {**WATCHED, "bookings.watch_seats": self.follow}
