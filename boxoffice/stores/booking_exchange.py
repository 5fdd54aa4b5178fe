"""Lines of a booking that are exchanged for what somebody holds, in one transaction: in the same
show within the booking, in another one for a booking of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select
from sqlalchemy.exc import IntegrityError

from boxoffice.model.booking import Booking, BookingState, Line, LineState
from boxoffice.model.errors import HoldOver, NotAllowed, WrongAmount
from boxoffice.model.refund import GivenBack
from boxoffice.model.terms import SaleTerms
from boxoffice.rules.discounts import uses_of
from boxoffice.rules.refunds import cost, exchanged_for, leaving, without
from boxoffice.stores.booking import lines, tickets
from boxoffice.stores.booking_invoices import give_credit_note, give_invoice
from boxoffice.stores.booking_ledger import (
    Outrun,
    check_sold_in,
    existing,
    issue_tickets,
    open_booking,
    own_seats,
    sell_lines,
    take_step,
)
from boxoffice.stores.booking_reading import read_booking
from boxoffice.stores.booking_refunds import let_lines_go, note_given, read_given
from boxoffice.stores.booking_uses import take_uses
from boxoffice.stores.booking_writing import write_change, write_lines

_LAST_SERIAL = (
    select(func.max(tickets.c.serial))
    .join(lines, lines.c.line_id == tickets.c.line_id)
    .where(lines.c.booking_id == bindparam("booking"))
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What lines are exchanged for: a hold as the PENDING booking it may become, in this layout, by
    its show's terms, with `due_minor` paid for the difference; `gives_back` is whether money may go
    back for what costs less."""

    held: Booking
    layout_id: str
    terms: SaleTerms
    due_minor: int
    gives_back: bool


def exchange(
    connection: Connection,
    booking_id: str,
    line_ids: Sequence[str],
    key: str,
    wanted: Wanted,
    at: datetime,
    actor: str,
) -> GivenBack:
    """Exchange lines of a CONFIRMED booking, once under the key. What was claimed before, with the
    difference paid into it, stays a booking of its own.

    NotFound, WrongState, BadInput as rules.refunds.leaving, WrongAmount unless just the difference
    is paid, NotAllowed, NotOnSale, KeyReused; Outrun when the booking changed or a seat has an
    owner, Moved.
    """
    known = read_given(connection, booking_id, line_ids, key)
    if known is not None:
        return known
    booking, held = existing(connection, booking_id), wanted.held
    claimed = read_booking(connection, held.booking_id)
    gone = leaving(booking, line_ids)
    new = exchanged_for(booking, held) if claimed is None else claimed.lines
    credit, price = cost(booking, gone), cost(booking, new)
    if wanted.due_minor != max(0, price.amount_minor - credit.amount_minor):
        raise WrongAmount("The difference is another one now. Look at it again.")
    if price.amount_minor < credit.amount_minor and not wanted.gives_back:
        raise NotAllowed("A supervisor's PIN is needed to give money back.")
    if claimed is not None:
        _check_paid(claimed, wanted.due_minor)
    is_same_show = claimed is None and held.show_id == booking.show_id
    step = replace(without(booking, gone, LineState.SWAPPED), updated_at=at)
    if is_same_show:
        step = replace(
            step,
            lines=(*step.lines, *new),
            state=booking.state,
            total=step.total + price,
            paid=step.paid + price,
        )
    take_step(connection, booking, step)
    let_lines_go(connection, booking, gone, LineState.SWAPPED)
    if is_same_show:
        target = step = _swap(connection, booking, step, new, wanted)
    write_change(connection, step, booking.state, "exchange", actor, credit)
    if not is_same_show:
        target = _sell(connection, claimed, wanted, at, actor)
    given = GivenBack(step, tuple(line.line_id for line in gone), credit, price, target)
    note_given(connection, key, line_ids, given, at)
    if not is_same_show:
        # The new booking has an invoice of its own.
        give_credit_note(connection, booking, key, credit, at)
    return given


def _swap(
    connection: Connection, old: Booking, step: Booking, new: Sequence[Line], wanted: Wanted
) -> Booking:
    """The booking owns its new seats. Their tickets have a serial that no ticket of it had before:
    who comes back to a seat has another ticket for it."""
    check_sold_in(connection, replace(step, lines=tuple(new)), wanted.layout_id)
    try:
        write_lines(connection, step, new, first=len(old.lines))
        sell_lines(connection, step)
        take_uses(connection, old.theatre_id, uses_of(wanted.terms.discounts, new))
    except IntegrityError as error:
        raise Outrun from error
    last = connection.execute(_LAST_SERIAL, {"booking": old.booking_id}).scalar() or 0
    seats = [line for line in step.seats if line in new]
    issue_tickets(connection, seats, last + 1, step.updated_at)
    return step


def _check_paid(claimed: Booking, due_minor: int) -> None:
    """HoldOver, WrongAmount unless the difference of an exchange is in what was claimed for it."""
    if claimed.state not in (BookingState.PENDING, BookingState.CONFIRMED):
        raise HoldOver("The new seats were not paid in time. Choose them again.")
    if claimed.paid.amount_minor != due_minor:
        raise WrongAmount("The difference is not paid yet, or is another one now.")


def _sell(
    connection: Connection, claimed: Booking | None, wanted: Wanted, at: datetime, actor: str
) -> Booking:
    """What is held, or was claimed, becomes a booking that is paid."""
    if claimed is not None and claimed.state is BookingState.CONFIRMED:
        # The old lines had cost nothing.
        return claimed
    pending = claimed or open_booking(
        connection, wanted.held, wanted.layout_id, actor, wanted.terms
    )
    paid = replace(
        pending,
        state=BookingState.CONFIRMED,
        paid=pending.total,
        updated_at=at,
        expires_at=None,
        version=pending.version + 1,
    )
    take_step(connection, pending, paid)
    own_seats(connection, paid)
    write_change(connection, paid, pending.state, "exchanged", actor, paid.total)
    return give_invoice(connection, paid)
