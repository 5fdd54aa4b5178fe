"""Taking seats off sale for one show, and putting them back."""

import hashlib
import json
import secrets

from boxoffice.model.blocks import Block, BlockOrder
from boxoffice.model.clock import Clock
from boxoffice.model.errors import BadInput, NotAllowed, NotFound, SeatsGone
from boxoffice.services.booking.catalog import Catalog
from boxoffice.services.booking.hold_log import HoldLog
from boxoffice.services.booking.known_layout import KnownLayout
from boxoffice.services.booking.projector import Projector
from boxoffice.services.booking.sale import named
from boxoffice.stores.booking_blocks import (
    BlockedSeat,
    Ordered,
    Owned,
    lift_blocks,
    read_blocks,
    write_blocks,
)
from boxoffice.stores.database import Database
from boxoffice.stores.locks import LockStore, NewLock

MAX_NOTE_LENGTH = 200
MAX_KEY_LENGTH = 200
#: How long seats are locked while they are taken off sale; longer than a commit takes.
BLOCKING_SECONDS = 60.0


class Blocking:
    """Commands over seats that are off sale."""

    def __init__(
        self,
        database: Database,
        locks: LockStore,
        clock: Clock,
        catalog: Catalog,
        projector: Projector,
        log: HoldLog,
    ) -> None:
        self._database = database
        self._locks = locks
        self._clock = clock
        self._catalog = catalog
        self._projector = projector
        self._log = log

    async def blocks(self, show_id: int) -> tuple[Block, ...]:
        """The seats off sale of a show."""
        known = (await self._catalog.show(show_id)).known
        return _named(known, await self._database.read(read_blocks, (show_id,)))

    async def order(self, order: BlockOrder) -> tuple[Block, ...]:
        """Take seats off sale or put them back."""
        known = (await self._catalog.show(order.show_id)).known
        uids = _uids(order, known)
        if order.reason is not None and order.reason not in order.may:
            raise NotAllowed("Your role does not take seats off sale for this reason.")
        there = await self._database.read(read_blocks, (order.show_id,))
        if any(block.seat_uid in uids and block.reason not in order.may for block in there):
            raise NotAllowed("Your role does not change these; ask a supervisor.")
        ordered = self._ordered(order, known)
        if order.reason is None:
            found = await self._database.run(lift_blocks, ordered, uids)
            self._projector.blocked(order.show_id, found)
        else:
            found = await self._block(order, ordered, uids, known)
        return _named(known, found)

    async def _block(
        self, order: BlockOrder, ordered: Ordered, uids: tuple[str, ...], known: KnownLayout
    ) -> tuple[BlockedSeat, ...]:
        assert order.reason is not None
        # Whoever holds one of the seats is asked to let it go first; nobody holds them meanwhile.
        lock = NewLock(
            order.show_id,
            secrets.token_urlsafe(24),
            secrets.token_hex(8),
            uids,
            BLOCKING_SECONDS,
            body="",
        )
        self._log.pass_over(lock.hold_id)
        answer = await self._locks.hold(lock)
        if answer.lock is None:
            raise _gone(known, answer.taken, "held by somebody")
        try:
            found = await self._database.run(
                write_blocks, ordered, uids, order.reason, order.note.strip()
            )
            # Before the lock goes, so that nobody sees the seats free in between.
            self._projector.blocked(order.show_id, found)
            return found
        except Owned as owned:
            taken = tuple(uid for uid in uids if uid in owned.uids)
            raise _gone(known, taken, "sold, or being paid") from None
        finally:
            await self._locks.release(lock.booking_id)

    def _ordered(self, order: BlockOrder, known: KnownLayout) -> Ordered:
        reason = order.reason.value if order.reason else ""
        said = (order.show_id, sorted(order.seat_ids), reason, order.note)
        return Ordered(
            f"{order.by}\n{order.key}",
            hashlib.sha256(json.dumps(said).encode()).hexdigest(),
            order.show_id,
            known.layout.theatre_id,
            order.by,
            self._clock.now(),
        )


def _uids(order: BlockOrder, known: KnownLayout) -> tuple[str, ...]:
    if not order.seat_ids:
        raise BadInput("Choose at least one seat.")
    if not order.key or len(order.key) > MAX_KEY_LENGTH // 2 or len(order.note) > MAX_NOTE_LENGTH:
        raise BadInput(f"A note has at most {MAX_NOTE_LENGTH} characters, a key half as many.")
    wanted = tuple(dict.fromkeys(order.seat_ids))
    unknown = tuple(seat_id for seat_id in wanted if seat_id not in known.seats)
    if unknown:
        raise NotFound(f"{named(unknown)}: no such seat in this hall.", seat_ids=unknown)
    return tuple(known.seats[seat_id].uid for seat_id in wanted)


def _gone(known: KnownLayout, uids: tuple[str, ...], why: str) -> SeatsGone:
    gone = tuple(known.seat_id(uid) for uid in uids)
    return SeatsGone(f"{named(gone)}: {why}. Nothing was changed.", seat_ids=gone)


def _named(known: KnownLayout, found: tuple[BlockedSeat, ...]) -> tuple[Block, ...]:
    return tuple(
        Block(
            seat.show_id,
            seat.seat_uid,
            known.seat_id(seat.seat_uid),
            seat.reason,
            seat.note,
            seat.actor,
            seat.at,
        )
        for seat in found
        # While a show is moved, the one may be known before the other.
        if seat.seat_uid in known.index_of_uid
    )
