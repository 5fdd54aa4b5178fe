"""Lock stores that do not do their work, to show that SQL alone still holds the line."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

from boxoffice.model.errors import HoldOver
from boxoffice.stores.locks import EndedLock, Lock, LockAnswer, LockChange, NewLock
from tests.clock import FakeClock


class GrantsEverything:
    """A lock store that refuses nobody and tells nobody."""

    def __init__(self) -> None:
        self._locks: dict[str, Lock] = {}

    async def hold(self, new: NewLock) -> LockAnswer:
        ends_at = FakeClock().now() + timedelta(seconds=new.seconds)
        lock = Lock(
            new.show_id, new.booking_id, new.hold_id, new.seats, new.seconds, new.body, ends_at
        )
        self._locks[lock.booking_id] = lock
        return LockAnswer(lock)

    async def amend(
        self, booking_id: str, seats: tuple[str, ...], body: str, *, was: str | None = None
    ) -> LockAnswer:
        lock = replace(await self.get(booking_id), seats=seats, body=body)
        self._locks[booking_id] = lock
        return LockAnswer(lock)

    async def extend(self, booking_id: str, seconds: float) -> Lock:
        ends_at = FakeClock().now() + timedelta(seconds=seconds)
        return replace(await self.get(booking_id), remaining_seconds=seconds, ends_at=ends_at)

    async def release(self, booking_id: str) -> bool:
        return self._locks.pop(booking_id, None) is not None

    async def get(self, booking_id: str) -> Lock:
        if booking_id not in self._locks:
            raise HoldOver("This hold is over.")
        return self._locks[booking_id]

    async def ended(self, booking_id: str) -> EndedLock | None:
        return None

    async def of_show(self, show_id: int) -> tuple[Lock, ...]:
        return tuple(lock for lock in self._locks.values() if lock.show_id == show_id)

    async def changes(self) -> AsyncIterator[LockChange]:
        await asyncio.Event().wait()
        yield LockChange(0, {})

    async def close(self) -> None:
        self._locks.clear()

    def forget_everything(self) -> None:
        """What a lock store does that lost its memory."""
        self._locks.clear()


class Unreachable(GrantsEverything):
    """A lock store that can no longer be asked to let go."""

    async def release(self, booking_id: str) -> bool:
        raise ConnectionError("the lock store does not answer")
