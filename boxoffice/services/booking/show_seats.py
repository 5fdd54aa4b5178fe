"""Who has which seat of one show, as numbered versions within an epoch."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from boxoffice.model.blocks import BlockReason
from boxoffice.model.booking import (
    Booking,
    BookingState,
    HoldView,
    SeatChange,
    SeatDelta,
    SeatSnapshot,
    SeatUpdate,
)
from boxoffice.model.layout import SeatState
from boxoffice.model.show import ShowAvailability
from boxoffice.rules.packed import Mark, SeatBoard
from boxoffice.services.booking.known_layout import KnownLayout
from boxoffice.stores.booking_reading import Ownership
from boxoffice.stores.locks import Lock, LockChange

#: Deltas kept for a watcher that comes back.
DELTAS_KEPT = 500

_OWNED = Mark.SOLD | Mark.PENDING
_OWNING_STATES = frozenset(
    {BookingState.PENDING, BookingState.CONFIRMED, BookingState.REFUND_PENDING}
)


@dataclass(slots=True)
class _Hold:
    deadline: datetime
    uids: set[str]


class _Face(NamedTuple):
    """What watchers see of one seat."""

    state: SeatState
    hold_id: str = ""
    expires_at: datetime | None = None


class ShowSeats:
    """One show's seats, fed with holds and bookings in the order they changed."""

    def __init__(self, show_id: int, known: KnownLayout) -> None:
        self.show_id = show_id
        self._known = known
        self._layout = known.layout
        self._begin("")

    @property
    def layout_id(self) -> str:
        """The layout that these are the seats of."""
        return self._layout.layout_id

    def reset(
        self,
        epoch: str,
        owners: Iterable[Ownership],
        locks: Iterable[Lock],
        blocks: Mapping[str, BlockReason],
    ) -> None:
        """Begin a new epoch with what the stores say now.

        While a show is moved to another layout, some of it may be about seats of the other one;
        these are left out here and everywhere, since the show is read anew right after.
        """
        self._begin(epoch)
        for lock in locks:
            self._hold(lock.hold_id, lock.seats, lock.ends_at)
        for owner in owners:
            self._own(owner)
        self._block(blocks)

    def lock_changed(self, change: LockChange) -> SeatUpdate | None:
        """Take in a change of holds; the delta it makes, if anybody can see it."""
        here = self._here(change.seats)
        touched = set(here)
        for hold_id in set(change.seats.values()) & self._holds.keys():
            if self._holds[hold_id].deadline != change.ends_at:
                touched |= self._holds[hold_id].uids
        before = self._faces(touched)
        self._let_go(here)
        for hold_id in dict.fromkeys(change.seats.values()):
            if hold_id and change.ends_at is not None:
                uids = [uid for uid in here if change.seats[uid] == hold_id]
                self._hold(hold_id, uids, change.ends_at)
        return self._delta(before)

    def booking_changed(self, booking: Booking) -> SeatUpdate | None:
        """Take in a committed booking; the delta it makes. An older version changes nothing."""
        if booking.version <= self._versions.get(booking.booking_id, 0):
            return None
        owning = booking.state in _OWNING_STATES
        before = self._faces(self._here({line.seat_uid for line in booking.seat_lines}))
        self._disown(booking)
        self._own(
            Ownership(
                self.show_id,
                booking.booking_id,
                booking.version,
                booking.hold_id,
                booking.expires_at,
                tuple(line.seat_uid for line in booking.seats) if owning else (),
            )
        )
        return self._delta(before)

    def blocks_changed(self, blocks: Mapping[str, BlockReason]) -> SeatUpdate | None:
        """Take in all seats that are off sale now, by uid; the delta it makes."""
        before = self._faces(self._here(self._blocks.keys() ^ blocks.keys()))
        self._block(blocks)
        return self._delta(before)

    def snapshot(self, now: datetime) -> SeatSnapshot:
        """All seats at this version."""
        indexes: dict[tuple[str, datetime], list[int]] = {}
        for uid in self._held.keys() | self._owners.keys():
            face = self._face(uid)
            if face.expires_at is not None:
                key = (face.hold_id, face.expires_at)
                indexes.setdefault(key, []).append(self._board.index_of_uid[uid])
        return SeatSnapshot(
            self.show_id,
            self._layout.layout_id,
            self.epoch,
            self.version,
            now,
            self._board.states(),
            tuple(HoldView(*key, tuple(sorted(seats))) for key, seats in sorted(indexes.items())),
        )

    def missed(self, epoch: str, since_version: int) -> tuple[SeatUpdate, ...] | None:
        """The deltas after a version of this epoch; None when they are no longer all here."""
        if epoch != self.epoch or not 0 <= since_version <= self.version:
            return None
        count = self.version - since_version
        if count > len(self._deltas):
            return None
        return tuple(self._deltas)[len(self._deltas) - count :]

    def states(self) -> bytes:
        """One SeatState a byte."""
        return self._board.states()

    def availability(self) -> ShowAvailability:
        """Seat counts that add up to the capacity."""
        counts = self._board.counts()
        return ShowAvailability(
            self.show_id,
            len(self._board),
            counts.available,
            counts.held,
            counts.pending,
            counts.sold,
            counts.blocked,
        )

    def owned(self, uids: Iterable[str], *, house: bool = False) -> tuple[str, ...]:
        """Those of these seats that are sold, waiting for payment, blocked, or no longer there;
        with `house` a seat that is blocked for the house is none of them."""
        board = self._board
        return tuple(
            uid
            for uid in uids
            if uid not in board.index_of_uid
            or board.has(_OWNED, uid)
            or (
                board.has(Mark.BLOCKED, uid)
                and not (house and self._blocks.get(uid) is BlockReason.HOUSE)
            )
        )

    def held_by(self, hold_id: str) -> frozenset[str]:
        """The seats seen with this hold."""
        hold = self._holds.get(hold_id)
        return frozenset(hold.uids) if hold else frozenset()

    def _begin(self, epoch: str) -> None:
        self.epoch = epoch
        self.version = 0
        self._board = SeatBoard(self._known.index_of_uid)
        self._deltas: deque[SeatUpdate] = deque(maxlen=DELTAS_KEPT)
        self._holds: dict[str, _Hold] = {}
        self._held: dict[str, str] = {}
        self._owners: dict[str, Ownership] = {}
        self._versions: dict[str, int] = {}
        self._blocks: Mapping[str, BlockReason] = {}

    def _here(self, uids: Iterable[str]) -> list[str]:
        known = self._board.index_of_uid
        return [uid for uid in uids if uid in known]

    def _block(self, blocks: Mapping[str, BlockReason]) -> None:
        self._board.lift(Mark.BLOCKED, self._here(self._blocks))
        self._board.put(Mark.BLOCKED, self._here(blocks))
        self._blocks = blocks

    def _hold(self, hold_id: str, uids: Iterable[str], deadline: datetime) -> None:
        here = tuple(self._here(uids))
        if not here:
            return
        hold = self._holds.setdefault(hold_id, _Hold(deadline, set()))
        hold.deadline = deadline
        hold.uids.update(here)
        self._held.update(dict.fromkeys(hold.uids, hold_id))
        self._board.put(Mark.HELD, hold.uids)

    def _let_go(self, uids: Iterable[str]) -> None:
        for uid in uids:
            hold_id = self._held.pop(uid, "")
            if hold_id:
                hold = self._holds[hold_id]
                hold.uids.discard(uid)
                if not hold.uids:
                    del self._holds[hold_id]
                self._board.lift(Mark.HELD, (uid,))

    def _own(self, owner: Ownership) -> None:
        self._versions[owner.booking_id] = owner.version
        uids = self._here(owner.seat_uids)
        self._owners.update(dict.fromkeys(uids, owner))
        self._board.put(Mark.SOLD if owner.deadline is None else Mark.PENDING, uids)

    def _disown(self, booking: Booking) -> None:
        # Only its own: another booking may have been seen with the seat before this news came. Each
        # once: who gave a seat away and has it again has two lines of it.
        uids = {
            line.seat_uid
            for line in booking.seat_lines
            if (owner := self._owners.get(line.seat_uid)) is not None
            and owner.booking_id == booking.booking_id
        }
        for uid in uids:
            del self._owners[uid]
        self._board.lift(Mark.SOLD | Mark.PENDING, uids)

    def _faces(self, uids: Iterable[str]) -> dict[str, _Face]:
        return {uid: self._face(uid) for uid in uids}

    def _face(self, uid: str) -> _Face:
        state = self._board.state(self._board.index_of_uid[uid])
        if state is not SeatState.LOCKED:
            return _Face(state)
        owner = self._owners.get(uid)
        if owner is not None:
            return _Face(state, owner.hold_id, owner.deadline)
        hold_id = self._held[uid]
        return _Face(state, hold_id, self._holds[hold_id].deadline)

    def _delta(self, before: dict[str, _Face]) -> SeatUpdate | None:
        changes = self._changes(before)
        if not changes:
            return None
        self.version += 1
        update = SeatUpdate(delta=SeatDelta(self.show_id, self.version, changes))
        self._deltas.append(update)
        return update

    def _changes(self, before: dict[str, _Face]) -> tuple[SeatChange, ...]:
        seats = {
            self._board.index_of_uid[uid]: face
            for uid, old in before.items()
            if (face := self._face(uid)) != old
        }
        return tuple(
            SeatChange(
                index,
                self._layout.plan.seats[index].seat_id,
                int(face.state),
                face.hold_id,
                face.expires_at,
            )
            for index, face in sorted(seats.items(), key=lambda seat: seat[0])
        )
