"""Live seats: numbered versions of who has which seat, alike for all who watch."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, AsyncIterator
from typing import cast

import pytest

from boxoffice.model.booking import (
    HoldView,
    SeatChange,
    SeatDelta,
    SeatSnapshot,
    SeatUpdate,
)
from boxoffice.model.errors import NotFound
from boxoffice.model.layout import SeatState
from boxoffice.model.show import ShowAvailability
from boxoffice.services.booking import projector
from boxoffice.services.booking.show_seats import DELTAS_KEPT
from boxoffice.services.booking.watchers import MAX_WAITING_UPDATES
from boxoffice.stores.locks import LockChange
from boxoffice.stores.locks.memory import MemoryLocks
from boxoffice.stores.migrate import MigratableDatabase
from tests.clock import CoarseClock, FakeClock
from tests.unit.services.booking.box import (
    CLAIM_SECONDS,
    HOLD_SECONDS,
    INDEX,
    SHOW,
    Box,
    choose,
    later,
    offered,
    open_box,
)

FREE, LOCKED, BOOKED = SeatState.AVAILABLE, SeatState.LOCKED, SeatState.BOOKED


@contextlib.asynccontextmanager
async def watching(
    box: Box, epoch: str = "", since: int = -1
) -> AsyncIterator[AsyncIterator[SeatUpdate]]:
    stream = cast(AsyncGenerator[SeatUpdate, None], box.bookings.watch_seats(SHOW, epoch, since))
    async with contextlib.aclosing(stream):
        yield stream


async def next_snapshot(stream: AsyncIterator[SeatUpdate]) -> SeatSnapshot:
    update = await anext(stream)
    assert update.snapshot is not None
    assert update.delta is None
    return update.snapshot


async def next_delta(stream: AsyncIterator[SeatUpdate]) -> SeatDelta:
    update = await anext(stream)
    assert update.delta is not None
    assert update.snapshot is None
    return update.delta


def apply(states: bytearray, delta: SeatDelta) -> None:
    for change in delta.changes:
        states[change.index] = change.state


async def test_stopping_finishes_a_reading_nobody_waits_for_any_more(
    database: MigratableDatabase,
) -> None:
    async with open_box(database) as box:
        asking = asyncio.create_task(box.bookings.seats(SHOW))
        await asyncio.sleep(0)
        asking.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asking
        await box.bookings.stop()
        assert [task for task in asyncio.all_tasks() if task is not asyncio.current_task()] == []


async def test_a_watcher_sees_a_seat_held_claimed_sold(box: Box) -> None:
    async with watching(box) as stream:
        snapshot = await next_snapshot(stream)
        assert (snapshot.version, snapshot.states, snapshot.holds) == (0, bytes(91), ())
        held = await box.hold("A1")
        assert await next_delta(stream) == SeatDelta(
            SHOW, 1, (SeatChange(0, "A1", LOCKED, held.hold_id, later(HOLD_SECONDS)),)
        )
        await box.bookings.claim(held.booking_id, "clerk-1")
        assert await next_delta(stream) == SeatDelta(
            SHOW, 2, (SeatChange(0, "A1", LOCKED, held.hold_id, later(CLAIM_SECONDS)),)
        )
        box.clock.advance(CLAIM_SECONDS)
        await box.bookings.expire(held.booking_id)
        assert await next_delta(stream) == SeatDelta(SHOW, 3, (SeatChange(0, "A1", FREE),))
        await box.sell("A1")
        deltas = [await next_delta(stream) for _ in range(3)]
        assert deltas[-1] == SeatDelta(SHOW, 6, (SeatChange(0, "A1", BOOKED),))


async def test_a_hold_has_one_deadline_and_its_claim_is_one_change(box: Box) -> None:
    async with open_box(box.database, CoarseClock()) as real, watching(real) as stream:
        await next_snapshot(stream)
        held = await real.hold("A1")
        assert await real.bookings.get(held.booking_id) == held
        assert (await next_delta(stream)).changes[0].expires_at == held.expires_at
        pending = await real.bookings.claim(held.booking_id, "clerk-1")
        assert (await next_delta(stream)).changes[0].expires_at == pending.expires_at
        await real.hold("A2")
        assert [change.seat_id for change in (await next_delta(stream)).changes] == ["A2"]


async def test_an_amendment_is_one_change(box: Box) -> None:
    held = await box.hold("A1", "A2")
    async with watching(box) as stream:
        snapshot = await next_snapshot(stream)
        assert snapshot.holds == (HoldView(held.hold_id, later(HOLD_SECONDS), (0, 1)),)
        await box.bookings.amend(held.booking_id, choose("A2", "A3"))
        assert await next_delta(stream) == SeatDelta(
            SHOW,
            snapshot.version + 1,
            (
                SeatChange(INDEX["A1"], "A1", FREE),
                SeatChange(INDEX["A3"], "A3", LOCKED, held.hold_id, later(HOLD_SECONDS)),
            ),
        )


async def test_an_extension_tells_the_new_deadline_of_every_seat(box: Box) -> None:
    held = await box.hold("A1", "A2")
    async with watching(box) as stream:
        await next_snapshot(stream)
        box.clock.advance(100)
        await box.bookings.extend(held.booking_id)
        delta = await next_delta(stream)
    assert [(c.seat_id, c.expires_at) for c in delta.changes] == [
        ("A1", later(100 + HOLD_SECONDS)),
        ("A2", later(100 + HOLD_SECONDS)),
    ]


async def test_a_hold_past_its_time_is_told_with_nobody_asking(box: Box) -> None:
    await box.hold("A1")
    async with watching(box) as stream:
        await next_snapshot(stream)
        box.clock.advance(HOLD_SECONDS)
        assert isinstance(box.locks, MemoryLocks)
        box.locks.expire_due()
        assert (await next_delta(stream)).changes == (SeatChange(0, "A1", FREE),)


async def test_all_watchers_get_the_same_message(box: Box) -> None:
    async with watching(box) as first, watching(box) as second:
        await next_snapshot(first)
        await next_snapshot(second)
        await box.hold("A1")
        assert await anext(first) is await anext(second)


async def test_a_watcher_that_comes_back_gets_what_it_missed(box: Box) -> None:
    async with watching(box) as stream:
        seen = await next_snapshot(stream)
    await box.hold("A1")
    await box.hold("A2")
    async with watching(box, seen.epoch, seen.version) as stream:
        assert [(await next_delta(stream)).version for _ in range(2)] == [1, 2]
        await box.hold("A3")
        assert (await next_delta(stream)).version == 3


@pytest.mark.parametrize(("epoch", "since"), [("another", 0), ("same", 99), ("same", -1)])
async def test_a_version_that_is_not_kept_leads_to_a_snapshot(
    box: Box, epoch: str, since: int
) -> None:
    now = await box.bookings.seats(SHOW)
    async with watching(box, now.epoch if epoch == "same" else epoch, since) as stream:
        assert await next_snapshot(stream) == now


async def test_only_so_many_deltas_are_kept(box: Box) -> None:
    now = await box.bookings.seats(SHOW)
    for _ in range(DELTAS_KEPT // 2 + 1):
        held = await box.hold("A1")
        await box.bookings.release(held.booking_id, "clerk-1")
    async with watching(box, now.epoch, now.version) as stream:
        assert (await next_snapshot(stream)).version == DELTAS_KEPT + 2


async def test_a_watcher_too_slow_for_its_queue_gets_a_snapshot_and_goes_on(box: Box) -> None:
    async with watching(box) as stream:
        await next_snapshot(stream)
        for _ in range(MAX_WAITING_UPDATES // 2 + 1):
            held = await box.hold("A1")
            await box.bookings.release(held.booking_id, "clerk-1")
        snapshot = await next_snapshot(stream)
        assert snapshot.version == MAX_WAITING_UPDATES + 2
        await box.hold("A2")
        assert (await next_delta(stream)).version == snapshot.version + 1


async def test_an_unknown_show_cannot_be_watched(box: Box) -> None:
    with pytest.raises(NotFound):
        await anext(box.bookings.watch_seats(999))
    with pytest.raises(NotFound):
        await box.bookings.seats(999)


async def test_losing_track_of_the_locks_begins_a_new_epoch(
    database: MigratableDatabase,
) -> None:
    clock = FakeClock()
    locks = MemoryLocks(clock, listener_changes=1)
    async with open_box(database, clock, locks) as box, watching(box) as stream:
        before = await next_snapshot(stream)
        # So many at once that they wait together, and only one may wait.
        await asyncio.gather(*(box.hold(seat) for seat in ("B1", "B2", "B3")))
        update = await anext(stream)
        while update.snapshot is None:
            update = await anext(stream)
        assert update.snapshot.epoch != before.epoch
        assert update.snapshot.states.count(LOCKED) == 3


async def test_counts_of_many_shows_come_in_the_order_asked_for(box: Box) -> None:
    for show_id in (10002, 10003):
        await box.bookings.put_show(offered(show_id))
    await box.hold("A1", "A2", show_id=10003)
    assert await box.bookings.availability((10003, 999, 10002)) == (
        ShowAvailability(10003, 91, 89, 2, 0, 0, 0),
        ShowAvailability(10002, 91, 91, 0, 0, 0, 0),
    )


async def test_what_was_sold_before_a_start_is_seen_after_it(box: Box) -> None:
    await box.sell("A1")
    pending = await box.claim("A2")
    async with open_box(box.database, box.clock) as again:
        snapshot = await again.bookings.seats(SHOW)
        assert snapshot.states[:3] == bytes((BOOKED, LOCKED, FREE))
        assert snapshot.holds == (HoldView(pending.hold_id, later(CLAIM_SECONDS), (1,)),)


async def test_unwatched_shows_are_forgotten_and_watched_ones_kept(
    box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    shows = range(10002, 10006)
    for show_id in shows:
        await box.bookings.put_show(offered(show_id))
    monkeypatch.setattr(projector, "SHOWS_KEPT", 2)
    async with watching(box) as stream:
        watched = await next_snapshot(stream)
        epochs = {show_id: (await box.bookings.seats(show_id)).epoch for show_id in shows}
        assert (await box.bookings.seats(SHOW)).epoch == watched.epoch
        assert (await box.bookings.seats(10005)).epoch == epochs[10005]
        assert (await box.bookings.seats(10002)).epoch != epochs[10002]


class BreaksOffOnce(MemoryLocks):
    """Locks whose first listener loses its connection at the first change."""

    def __init__(self, clock: FakeClock) -> None:
        super().__init__(clock)
        self._broken = False

    def changes(self) -> AsyncIterator[LockChange]:
        if self._broken:
            return super().changes()
        self._broken = True
        return self._break_off(super().changes())

    async def _break_off(self, changes: AsyncIterator[LockChange]) -> AsyncIterator[LockChange]:
        async for change in changes:
            if change.seats:
                raise ConnectionError("the lock store went away")
            yield change


async def test_a_lock_store_that_breaks_off_is_listened_to_again(
    database: MigratableDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(projector, "RETRY_SECONDS", 0.0)
    clock = FakeClock()
    locks = BreaksOffOnce(clock)
    async with open_box(database, clock, locks) as box:
        before = await box.bookings.seats(SHOW)
        async with watching(box) as stream:
            await next_snapshot(stream)
            await box.hold("A1")
            assert (await next_snapshot(stream)).epoch != before.epoch
            await box.hold("A2")
            assert (await next_delta(stream)).changes[0].seat_id == "A2"
