"""Lines of a booking that are given back: their seats are free in the same transaction."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from boxoffice.model.booking import Booking, BookingState, Line, LineState
from boxoffice.model.errors import KeyReused
from boxoffice.model.money import Money
from boxoffice.model.refund import GivenBack
from boxoffice.rules.concessions import stock_needed
from boxoffice.rules.refunds import cost, leaving, without
from boxoffice.stores.booking import claims, given_back, lines
from boxoffice.stores.booking_catalog import read_shows
from boxoffice.stores.booking_invoices import give_credit_note
from boxoffice.stores.booking_ledger import existing, take_step
from boxoffice.stores.booking_stock import put_back
from boxoffice.stores.booking_uses import give_back_uses
from boxoffice.stores.booking_writing import write_change

_KNOWN = select(given_back).where(given_back.c.key == bindparam("this_key"))
_THESE_LINES = lines.c.line_id.in_(bindparam("line_ids", expanding=True))
_LEAVE = update(lines).where(_THESE_LINES).values(state=bindparam("new_state"))
_FREE = (
    update(claims)
    .where(claims.c.line_id.in_(bindparam("line_ids", expanding=True)))
    .values(active=False, deadline=None)
)


def give_back(
    connection: Connection,
    booking_id: str,
    line_ids: Sequence[str],
    key: str,
    restocks: bool,
    at: datetime,
    actor: str,
) -> GivenBack:
    """Give lines of a CONFIRMED booking back, once under the key; with `restocks` the items among
    them are in stock again.

    NotFound, WrongState, BadInput as rules.refunds.leaving, KeyReused; Outrun when the booking
    changed meanwhile.
    """
    known = read_given(connection, booking_id, line_ids, key)
    if known is not None:
        return known
    booking = existing(connection, booking_id)
    gone = leaving(booking, line_ids)
    step = replace(without(booking, gone, LineState.REFUNDED), updated_at=at)
    take_step(connection, booking, step)
    let_lines_go(connection, booking, gone, LineState.REFUNDED)
    price, nothing = cost(booking, gone), Money(0, booking.total.currency)
    given = GivenBack(step, tuple(line.line_id for line in gone), price, nothing)
    note_given(connection, key, line_ids, given, at)
    write_change(connection, step, booking.state, "give_back", actor, price)
    if restocks:
        (offered,) = read_shows(connection, (booking.show_id,))
        put_back(connection, booking, stock_needed(offered.terms, gone))
    give_credit_note(connection, step, key, price, at)
    return given


def read_given(
    connection: Connection, booking_id: str, line_ids: Sequence[str], key: str
) -> GivenBack | None:
    """What was given back or exchanged under this key; KeyReused when that was something else."""
    known = connection.execute(_KNOWN, {"this_key": key}).first()
    if known is None:
        return None
    if known.booking_id != booking_id or known.asked != tuple(line_ids):
        raise KeyReused("This key was already used for something else.")
    booking = existing(connection, booking_id)
    currency = booking.total.currency
    return GivenBack(
        booking,
        known.line_ids,
        Money(known.amount_minor, currency),
        Money(known.taken_minor, currency),
        existing(connection, known.target) if known.target else None,
    )


def note_given(
    connection: Connection, key: str, asked: Sequence[str], given: GivenBack, at: datetime
) -> None:
    """Write what was given back or exchanged under a key."""
    connection.execute(
        insert(given_back),
        {
            "key": key,
            "booking_id": given.booking.booking_id,
            "asked": tuple(asked),
            "line_ids": given.line_ids,
            "amount_minor": given.amount.amount_minor,
            "target": given.target.booking_id if given.target else "",
            "taken_minor": given.taken.amount_minor,
            "at": at,
        },
    )


def let_lines_go(
    connection: Connection, booking: Booking, gone: Sequence[Line], state: LineState
) -> None:
    """Lines leave ACTIVE: their seats are free, and their discount codes can be used again."""
    line_ids = [line.line_id for line in gone]
    connection.execute(_LEAVE, {"line_ids": line_ids, "new_state": state.value})
    connection.execute(_FREE, {"line_ids": line_ids})
    give_back_uses(connection, booking.theatre_id, gone)


def end_refund(connection: Connection, booking_id: str, at: datetime, actor: str) -> Booking:
    """All money of a REFUND_PENDING booking is back: REFUNDED. Any other stays as it is."""
    booking = existing(connection, booking_id)
    if booking.state is not BookingState.REFUND_PENDING:
        return booking
    step = replace(booking, state=BookingState.REFUNDED, updated_at=at, version=booking.version + 1)
    take_step(connection, booking, step)
    write_change(connection, step, booking.state, "refunded", actor, booking.total)
    return step
