"""Keeps the seats of shows as everybody sees them, and tells who watches what changed."""

import asyncio
import contextlib
import logging
import secrets
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence

from boxoffice.model.blocks import BlockReason
from boxoffice.model.booking import Booking, SeatUpdate
from boxoffice.model.clock import Clock
from boxoffice.model.errors import NotFound
from boxoffice.model.show import ShowAvailability
from boxoffice.rules.bounded import Bounded
from boxoffice.services.booking.catalog import LAST_SHOW_ID, Catalog
from boxoffice.services.booking.hold_log import HoldLog
from boxoffice.services.booking.show_seats import ShowSeats
from boxoffice.services.booking.watchers import Watcher
from boxoffice.services.watch import Watch
from boxoffice.stores.booking_blocks import BlockedSeat, read_blocks
from boxoffice.stores.booking_reading import read_owners
from boxoffice.stores.database import Database
from boxoffice.stores.locks import LockChange, LockStore

#: Shows nobody watches are forgotten beyond these, the one used longest ago first.
SHOWS_KEPT = 500
#: Shows whose seat counts are kept: all that a large chain sells at one time.
COUNTS_KEPT = 100_000
#: Shows that are read in one go.
SHOWS_BATCH = 200
#: Loop turns a command waits to see its own hold; a store further away is seen when it is seen.
FOLLOW_TURNS = 3
RETRY_SECONDS = 1.0
#: How long stopping waits for what is being read.
STOP_SECONDS = 5.0

_log = logging.getLogger(__name__)
_Change = Callable[[ShowSeats], SeatUpdate | None]


class Projector:
    """One ShowSeats for each show somebody asked for, fed with committed bookings and with the
    lock store's changes."""

    def __init__(
        self,
        database: Database,
        locks: LockStore,
        clock: Clock,
        catalog: Catalog,
        holds: HoldLog,
        told: Callable[[Booking], None] = lambda _: None,
    ) -> None:
        """`told` is called with each booking as it was committed."""
        self._told = told
        self._database = database
        self._locks = locks
        self._clock = clock
        self._catalog = catalog
        self._holds = holds
        #: Holds and bookings that changed, by the hold's public handle, and shows whose seats did.
        self.booking_changes: Watch[str] = Watch()
        self.count_changes: Watch[int] = Watch()
        self._shows: OrderedDict[int, ShowSeats] = OrderedDict()
        self._counts: Bounded[int, ShowAvailability] = Bounded(COUNTS_KEPT)
        self._watchers: dict[int, set[Watcher]] = {}
        #: What changed while a show is read from the stores, and who reads it.
        self._backlog: dict[int, list[_Change]] = {}
        self._loading: dict[int, asyncio.Task[Mapping[int, ShowSeats]]] = {}
        self._listening: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to listen to the lock store."""
        self._listening = asyncio.create_task(self._listen(self._locks.changes()))

    async def stop(self) -> None:
        """Stop listening, and finish what is being read."""
        if self._listening is not None:
            self._listening.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._listening
            self._listening = None
        # Whoever asked for these may have stopped waiting.
        reading = set(self._loading.values())
        if reading:
            await asyncio.wait(reading, timeout=STOP_SECONDS)

    async def counts(self, show_ids: Sequence[int]) -> tuple[ShowAvailability, ...]:
        """Seat counts of the shows there are among `show_ids`, in that order. They are kept for
        many more shows than seats are, until something about the show changes."""
        wanted = dict.fromkeys(show_ids)
        missing = [i for i in wanted if self._counts.get(i) is None]
        found: dict[int, ShowAvailability] = {}
        for start in range(0, len(missing), SHOWS_BATCH):
            shows = await self.shows(missing[start : start + SHOWS_BATCH])
            for show_id, seats in shows.items():
                found[show_id] = seats.availability()
                # A show that was forgotten meanwhile no longer hears of changes.
                if self._shows.get(show_id) is seats:
                    self._counts.put(show_id, found[show_id])
        return tuple(
            counts for i in wanted if (counts := found.get(i) or self._counts.get(i)) is not None
        )

    async def show(self, show_id: int) -> ShowSeats:
        """The seats of one show; NotFound."""
        found = await self.shows((show_id,))
        if show_id not in found:
            raise NotFound(f"There is no show {show_id}.")
        return found[show_id]

    async def shows(self, show_ids: Sequence[int]) -> Mapping[int, ShowSeats]:
        """The shows there are among `show_ids`; those not at hand are read together."""
        wanted = [i for i in dict.fromkeys(show_ids) if 0 < i <= LAST_SHOW_ID]
        self._load([i for i in wanted if i not in self._shows and i not in self._loading])
        found: dict[int, ShowSeats] = {}
        for loading in {self._loading[i] for i in wanted if i in self._loading}:
            found.update(await asyncio.shield(loading))
        for show_id in wanted:
            if show_id in self._shows:
                found[show_id] = self._shows[show_id]
                self._shows.move_to_end(show_id)
        return {i: found[i] for i in wanted if i in found}

    def committed(self, booking: Booking) -> None:
        """Take in a booking as it was committed."""
        self.booking_changes.changed(booking.hold_id)
        self._feed(booking.show_id, lambda seats: seats.booking_changed(booking))
        self._told(booking)

    def blocked(self, show_id: int, blocks: Iterable[BlockedSeat]) -> None:
        """Take in all seats of a show that are off sale, as it was committed."""
        reasons = _reasons(show_id, blocks)
        self._feed(show_id, lambda seats: seats.blocks_changed(reasons))

    def moved(self, show_id: int, bookings: Iterable[Booking] = ()) -> None:
        """Begin anew with a show that was put on another layout, for all who watch it and these
        bookings."""
        for booking in bookings:
            self.booking_changes.changed(booking.hold_id)
        self._renew(show_id)

    async def follow(self, show_id: int, hold_id: str, seat_uids: Sequence[str] = ()) -> None:
        """Wait for some turns of the loop until the hold is seen with exactly these seats, so
        that who was answered sees what was done."""
        wanted = frozenset(seat_uids)
        for _ in range(FOLLOW_TURNS):
            seats = self._shows.get(show_id)
            if seats is None or seats.held_by(hold_id) == wanted:
                return
            await asyncio.sleep(0)

    async def watch(
        self, show_id: int, epoch: str, since_version: int
    ) -> AsyncIterator[SeatUpdate]:
        """A show's stream: what was missed since a version still kept or a snapshot, then every
        delta, the same object for all; a snapshot again whenever this watcher fell behind."""
        watcher = Watcher()
        watchers = self._watchers.setdefault(show_id, set())
        watchers.add(watcher)
        try:
            seats = await self.show(show_id)
            # It was put there early, so that the show stays; what came since is in the show.
            watcher.clear()
            missed = seats.missed(epoch, since_version)
            if missed is None:
                yield self._snapshot(seats)
            for update in missed or ():
                yield update
            while True:
                # Another hall is another object.
                yield await watcher.next() or self._snapshot(self._shows.get(show_id, seats))
        finally:
            watchers.discard(watcher)
            if not watchers and self._watchers.get(show_id) is watchers:
                del self._watchers[show_id]

    def _snapshot(self, seats: ShowSeats) -> SeatUpdate:
        return SeatUpdate(snapshot=seats.snapshot(self._clock.now()))

    async def _listen(self, changes: AsyncIterator[LockChange]) -> None:
        while True:
            try:
                async for change in changes:
                    self._lock_changed(change)
                return
            except Exception:
                _log.exception("The lock store's changes could not be followed.")
            await asyncio.sleep(RETRY_SECONDS)
            changes = self._locks.changes()
            self._counts = Bounded(COUNTS_KEPT)
            self.booking_changes.all_changed()
            self.count_changes.all_changed()
            for show_id in (*self._shows, *self._loading):
                self._renew(show_id)

    def _lock_changed(self, change: LockChange) -> None:
        if change.lost:
            self.booking_changes.all_changed()
            self._renew(change.show_id)
            return
        self._holds.note(change, self._clock.now())
        self.booking_changes.changed(change.hold_id)
        self._feed(change.show_id, lambda seats: seats.lock_changed(change))

    def _feed(self, show_id: int, change: _Change) -> None:
        """Apply a change to a show that is at hand, or keep it for one that is being read."""
        self._drop_counts(show_id)
        if show_id in self._backlog:
            self._backlog[show_id].append(change)
        elif show_id in self._shows:
            update = change(self._shows[show_id])
            if update is not None:
                for watcher in self._watchers.get(show_id, ()):
                    watcher.put(update)

    def _renew(self, show_id: int) -> None:
        """Begin a new epoch for a show of which it is not sure what changed."""
        self._drop_counts(show_id)
        if show_id in self._loading:
            # What is being read may be from before the loss: read once more after it.
            self._loading[show_id].add_done_callback(lambda _: self._renew(show_id))
        elif show_id in self._watchers:
            self._load([show_id])
            self._loading[show_id].add_done_callback(lambda task: self._renewed(show_id, task))
        else:
            self._shows.pop(show_id, None)

    def _drop_counts(self, show_id: int) -> None:
        self._counts.drop(show_id)
        self.count_changes.changed(show_id)

    def _renewed(self, show_id: int, task: asyncio.Task[Mapping[int, ShowSeats]]) -> None:
        if not task.cancelled() and task.exception() is not None:
            _log.error("Show %s could not be read anew.", show_id, exc_info=task.exception())
            task.get_loop().call_later(RETRY_SECONDS, self._renew, show_id)

    def _load(self, show_ids: Sequence[int]) -> None:
        if not show_ids:
            return
        self._backlog.update({show_id: [] for show_id in show_ids})
        task = asyncio.create_task(self._read(show_ids))
        self._loading.update(dict.fromkeys(show_ids, task))

    async def _read(self, show_ids: Sequence[int]) -> Mapping[int, ShowSeats]:
        """Read shows from the stores and then apply what changed meanwhile."""
        found: dict[int, ShowSeats] = {}
        try:
            sales = await self._catalog.shows(show_ids)
            owners = await self._database.read(read_owners, tuple(sales))
            blocks = await self._database.read(read_blocks, tuple(sales))
            for show_id, sale in sales.items():
                locks = await self._locks.of_show(show_id)
                at_hand = self._shows.get(show_id)
                is_same_hall = at_hand is not None and at_hand.layout_id == sale.layout.layout_id
                seats = at_hand if at_hand and is_same_hall else ShowSeats(show_id, sale.known)
                mine = [owner for owner in owners if owner.show_id == show_id]
                seats.reset(secrets.token_hex(8), mine, locks, _reasons(show_id, blocks))
                for change in self._backlog.pop(show_id):
                    change(seats)
                self._shows[show_id] = found[show_id] = seats
                for watcher in self._watchers.get(show_id, ()):
                    watcher.put_snapshot()
            self._forget_oldest()
        finally:
            for show_id in show_ids:
                self._backlog.pop(show_id, None)
                del self._loading[show_id]
        return found

    def _forget_oldest(self) -> None:
        unwatched = [i for i in self._shows if i not in self._watchers and i not in self._loading]
        for show_id in unwatched[: max(0, len(self._shows) - SHOWS_KEPT)]:
            del self._shows[show_id]


def _reasons(show_id: int, blocks: Iterable[BlockedSeat]) -> Mapping[str, BlockReason]:
    return {block.seat_uid: block.reason for block in blocks if block.show_id == show_id}
