"""Seats that are off sale for one show: taken off and put back, each order once."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select

from boxoffice.model.blocks import BlockReason
from boxoffice.model.errors import KeyReused
from boxoffice.stores.booking import audit, block_orders, blocks
from boxoffice.stores.booking_reading import read_taken

_OF_SHOWS = (
    select(blocks)
    .where(blocks.c.show_id.in_(bindparam("show_ids", expanding=True)))
    .order_by(blocks.c.at, blocks.c.seat_uid)
)
_LIFT = (
    delete(blocks)
    .where(blocks.c.show_id == bindparam("of_show"))
    .where(blocks.c.seat_uid.in_(bindparam("seat_uids", expanding=True)))
)
_ORDER = select(block_orders.c.digest).where(block_orders.c.order_key == bindparam("this"))
#: Neither before nor after it is the seat part of a booking.
NO_STATE = -1


@dataclass(frozen=True, slots=True)
class BlockedSeat:
    """A seat off sale, as it is kept."""

    show_id: int
    seat_uid: str
    reason: BlockReason
    note: str
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Ordered:
    """Which order this is: the same `key` with another `digest` is another order."""

    key: str
    digest: str
    show_id: int
    theatre_id: str
    actor: str
    at: datetime


class Owned(Exception):
    """Somebody owns some of the seats; nothing was written."""

    def __init__(self, uids: frozenset[str]) -> None:
        super().__init__(f"{len(uids)} seats")
        self.uids = uids


def read_blocks(connection: Connection, show_ids: Sequence[int]) -> tuple[BlockedSeat, ...]:
    """The seats off sale of these shows, the first taken off first."""
    return tuple(
        BlockedSeat(row.show_id, row.seat_uid, BlockReason(row.reason), row.note, row.actor, row.at)
        for row in connection.execute(_OF_SHOWS, {"show_ids": list(show_ids)})
    )


def write_blocks(
    connection: Connection, order: Ordered, uids: Sequence[str], reason: BlockReason, note: str
) -> tuple[BlockedSeat, ...]:
    """Take seats off sale; answers all that are off sale then. Those that are already have this
    reason and note from now on. Owned; KeyReused. An order that was carried out does nothing."""
    if not _is_done(connection, order):
        taken = read_taken(connection, order.show_id, uids)
        if taken:
            raise Owned(taken)
        _lift(connection, order.show_id, uids)
        _put(
            connection,
            [BlockedSeat(order.show_id, uid, reason, note, order.actor, order.at) for uid in uids],
        )
        _note(connection, order, uids, f"block {reason.value}")
    return read_blocks(connection, (order.show_id,))


def lift_blocks(
    connection: Connection, order: Ordered, uids: Sequence[str]
) -> tuple[BlockedSeat, ...]:
    """Put seats back on sale; answers those that are off sale then. KeyReused."""
    if not _is_done(connection, order):
        _lift(connection, order.show_id, uids)
        _note(connection, order, uids, "unblock")
    return read_blocks(connection, (order.show_id,))


def move_blocks(connection: Connection, show_id: int, to_uid: Mapping[str, str]) -> None:
    """Blocks follow their seats to another layout; those of seats that are gone end."""
    before = read_blocks(connection, (show_id,))
    _lift(connection, show_id, [block.seat_uid for block in before])
    _put(
        connection,
        [
            BlockedSeat(show_id, uid, block.reason, block.note, block.actor, block.at)
            for block in before
            if (uid := to_uid.get(block.seat_uid, ""))
        ],
    )


def _is_done(connection: Connection, order: Ordered) -> bool:
    known = connection.execute(_ORDER, {"this": order.key}).scalar_one_or_none()
    if known is None:
        connection.execute(
            insert(block_orders),
            {"order_key": order.key, "digest": order.digest, "at": order.at},
        )
        return False
    if known != order.digest:
        raise KeyReused("This key was already used for other seats.")
    return True


def _lift(connection: Connection, show_id: int, uids: Sequence[str]) -> None:
    connection.execute(_LIFT, {"of_show": show_id, "seat_uids": list(uids)})


def _put(connection: Connection, seats: Iterable[BlockedSeat]) -> None:
    rows = [
        {
            "show_id": seat.show_id,
            "seat_uid": seat.seat_uid,
            "reason": seat.reason.value,
            "note": seat.note,
            "actor": seat.actor,
            "at": seat.at,
        }
        for seat in seats
    ]
    if rows:
        connection.execute(insert(blocks), rows)


def _note(connection: Connection, order: Ordered, uids: Sequence[str], action: str) -> None:
    connection.execute(
        insert(audit),
        {
            "theatre_id": order.theatre_id,
            "booking_id": "",
            "show_id": order.show_id,
            "at": order.at,
            "actor": order.actor,
            "action": action,
            "old_state": NO_STATE,
            "new_state": NO_STATE,
            "version": 0,
            "seats": json.dumps(list(uids)),
            "amount_minor": 0,
            "currency": "",
            "payment_id": "",
        },
    )
