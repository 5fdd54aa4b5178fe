"""Streams of a booking and of seat counts: the newest of them, to whoever watches."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from typing import TypeVar, cast

import pytest

from boxoffice.model.booking import Booking, BookingState, PaidAmount
from boxoffice.model.errors import NotFound
from boxoffice.model.show import ShowAvailability
from boxoffice.services.booking import streams
from boxoffice.stores.locks import LockChange
from boxoffice.stores.locks.memory import MemoryLocks
from boxoffice.stores.migrate import MigratableDatabase
from tests.clock import FakeClock
from tests.unit.services.booking.box import (
    HOLD_SECONDS,
    SHOW,
    Box,
    choose,
    later,
    offered,
    open_box,
)

T = TypeVar("T")
State = BookingState


@asynccontextmanager
async def reading(stream: AsyncIterator[T]) -> AsyncIterator[AsyncIterator[T]]:
    async with asyncio.timeout(10), aclosing(cast(AsyncGenerator[T, None], stream)):
        yield stream


def free(show_id: int, available: int, held: int = 0, sold: int = 0) -> ShowAvailability:
    return ShowAvailability(show_id, 91, available, held, 0, sold, 0)


async def ended(stream: AsyncIterator[Booking]) -> bool:
    return await anext(stream, None) is None


async def test_a_watcher_hears_of_a_booking_from_hold_to_sale(box: Box) -> None:
    held = await box.hold("A1", "A2")
    async with reading(box.bookings.watch_booking(held.booking_id)) as stream:
        assert await anext(stream) == held
        box.clock.advance(60)
        extended = await box.bookings.extend(held.booking_id)
        assert await anext(stream) == extended
        await box.bookings.amend(held.booking_id, choose("A1", "A2 child"))
        amended = await anext(stream)
        assert [line.ticket_type for line in amended.lines] == ["adult", "child"]
        pending = await box.bookings.claim(held.booking_id, "clerk-1")
        assert await anext(stream) == pending
        await box.bookings.confirm(held.booking_id, PaidAmount("p-1", pending.total))
        assert (await anext(stream)).state is State.CONFIRMED


async def test_a_hold_that_nobody_claimed_is_told_as_expired_and_the_stream_ends(box: Box) -> None:
    held = await box.hold("A1")
    async with reading(box.bookings.watch_booking(held.booking_id)) as stream:
        assert await anext(stream) == held
        box.clock.advance(HOLD_SECONDS)
        await box.hold("A1")
        over = await anext(stream)
        assert (over.state, over.expires_at, over.updated_at) == (
            State.EXPIRED,
            None,
            later(HOLD_SECONDS),
        )
        assert await ended(stream)


async def test_a_hold_that_is_let_go_and_a_booking_that_is_cancelled_end_their_streams(
    box: Box,
) -> None:
    for booking in (await box.hold("A1"), await box.claim("A2")):
        async with reading(box.bookings.watch_booking(booking.booking_id)) as stream:
            assert await anext(stream) == booking
            await box.bookings.release(booking.booking_id, "clerk-1")
            assert (await anext(stream)).state is State.CANCELLED
            assert await ended(stream)


async def test_money_that_comes_late_is_heard_of_by_who_still_watches(box: Box) -> None:
    pending = await box.claim("A1")
    async with reading(box.bookings.watch_booking(pending.booking_id)) as stream:
        assert await anext(stream) == pending
        await box.expire(pending)
        assert (await anext(stream)).state is State.EXPIRED
        await box.bookings.confirm(pending.booking_id, PaidAmount("p-1", pending.total))
        assert (await anext(stream)).state is State.CONFIRMED


async def test_a_reader_who_is_slow_reads_the_newest_state_alone(box: Box) -> None:
    held = await box.hold("A1")
    async with reading(box.bookings.watch_booking(held.booking_id)) as stream:
        await anext(stream)
        for seconds in range(200):
            box.clock.advance(seconds / 10)
            newest = await box.bookings.extend(held.booking_id)
        assert await anext(stream) == newest
        await box.bookings.release(held.booking_id, "clerk-1")
        assert (await anext(stream)).state is State.CANCELLED


async def test_a_booking_that_is_over_is_told_once(box: Box) -> None:
    held = await box.hold("A1")
    await box.bookings.release(held.booking_id, "clerk-1")
    async with reading(box.bookings.watch_booking(held.booking_id)) as stream:
        assert (await anext(stream)).state is State.CANCELLED
        assert await ended(stream)


async def test_an_unknown_booking_cannot_be_watched(box: Box) -> None:
    async with reading(box.bookings.watch_booking("unknown")) as stream:
        with pytest.raises(NotFound):
            await anext(stream)


async def test_what_a_lock_store_lost_track_of_is_looked_up(
    database: MigratableDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: asyncio.Queue[LockChange] = asyncio.Queue()

    class Forgetful(MemoryLocks):
        async def changes(self) -> AsyncIterator[LockChange]:
            while True:
                yield await told.get()

    clock = FakeClock()
    async with open_box(database, clock, Forgetful(clock)) as box:
        held = await box.hold("A1")
        async with reading(box.bookings.watch_booking(held.booking_id)) as stream:
            await anext(stream)
            await box.bookings.release(held.booking_id, "clerk-1")
            told.put_nowait(LockChange(SHOW, {}, lost=True))
            assert (await anext(stream)).state is State.CANCELLED


async def test_counts_come_for_each_show_and_then_for_those_that_change(box: Box) -> None:
    await box.bookings.put_show(offered(SHOW + 1))
    shows = (SHOW + 1, SHOW)
    async with reading(box.bookings.watch_availability(shows)) as stream:
        assert [await anext(stream) for _ in shows] == [free(SHOW + 1, 91), free(SHOW, 91)]
        held = await box.hold("A1", "A2")
        assert await anext(stream) == free(SHOW, 89, held=2)
        await box.bookings.release(held.booking_id, "clerk-1")
        assert await anext(stream) == free(SHOW, 91)
        await box.sell("A1")
        assert await anext(stream) == free(SHOW, 90, sold=1)


async def test_a_burst_of_changes_is_told_as_its_outcome(box: Box) -> None:
    async with reading(box.bookings.watch_availability((SHOW,))) as stream:
        await anext(stream)
        for number in range(1, 12):
            await box.hold(f"E{number}")
        assert await anext(stream) == free(SHOW, 80, held=11)


async def test_a_show_that_comes_later_is_counted_once_it_is_there(box: Box) -> None:
    async with reading(box.bookings.watch_availability((SHOW + 1, SHOW))) as stream:
        assert await anext(stream) == free(SHOW, 91)
        await box.bookings.put_show(offered(SHOW + 1))
        assert await anext(stream) == free(SHOW + 1, 91)


async def test_a_change_that_leaves_the_counts_as_they_were_is_not_told(
    box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "COUNTS_PAUSE_SECONDS", 0.0)
    async with reading(box.bookings.watch_availability((SHOW,))) as stream:
        await anext(stream)
        await box.bookings.put_show(offered(SHOW, version=2))
        held = await box.hold("A1")
        assert await anext(stream) == free(SHOW, 90, held=1)
        await box.bookings.extend(held.booking_id)
        await box.hold("A2")
        assert await anext(stream) == free(SHOW, 89, held=2)
