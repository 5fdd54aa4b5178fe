"""Streams of what bookings and seat counts have become: always the newest, never a backlog."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

from boxoffice.model.booking import Booking, BookingState
from boxoffice.model.show import ShowAvailability
from boxoffice.rules.booking_states import ALLOWED
from boxoffice.services.watch import Watch

#: Between two looks at the counts: a show that sells fast is told so often and no oftener.
COUNTS_PAUSE_SECONDS = 0.1


async def booking_stream(
    changes: Watch[str], booking_id: str, read: Callable[[str], Awaitable[Booking]]
) -> AsyncIterator[Booking]:
    """A booking as `read` answers it, now and after changes, until it can change no more.
    `changes` are told by the public handle of the hold."""
    hold_id = (await read(booking_id)).hold_id
    with changes.watching((hold_id,)) as watcher:
        told: Booking | None = None
        while told is None or _can_change(told):
            await watcher.take()
            booking = await read(booking_id)
            if booking != told:
                told = booking
                yield booking


async def counts_stream(
    changes: Watch[int],
    show_ids: tuple[int, ...],
    read: Callable[[tuple[int, ...]], Awaitable[tuple[ShowAvailability, ...]]],
) -> AsyncIterator[ShowAvailability]:
    """The counts of shows as `read` answers them, now and after changes."""
    told: dict[int, ShowAvailability] = {}
    with changes.watching(tuple(dict.fromkeys(show_ids))) as watcher:
        while True:
            for counts in await read(await watcher.take()):
                # What has changed again while the reader was busy is told when it is read again.
                if told.get(counts.show_id) != counts and not watcher.is_stale(counts.show_id):
                    told[counts.show_id] = counts
                    yield counts
            await asyncio.sleep(COUNTS_PAUSE_SECONDS)


def _can_change(booking: Booking) -> bool:
    """A hold that was never claimed has no number, and no money can come for it any more."""
    claimed = bool(booking.number)
    return bool(ALLOWED[booking.state]) and (claimed or booking.state is BookingState.HELD)
