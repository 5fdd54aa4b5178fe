"""Every change of a booking that SQL decides: claim, money applied, expiry and cancelling. Each
writes the booking, its claims, its audit row and its outbox row in the caller's transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from boxoffice.model.blocks import BlockReason
from boxoffice.model.booking import (
    Booking,
    BookingState,
    ConfirmOutcome,
    Line,
    LineState,
    PaidAmount,
    Stock,
)
from boxoffice.model.errors import (
    BadInput,
    KeyReused,
    NotFound,
    NotOnSale,
    PriceRefused,
    SeatsGone,
    SoldOut,
    WrongState,
)
from boxoffice.model.money import Money
from boxoffice.model.show import ShowStatus
from boxoffice.model.terms import SaleTerms
from boxoffice.rules.booking_states import check_step
from boxoffice.rules.concessions import stock_needed
from boxoffice.rules.discounts import uses_of
from boxoffice.stores.booking import blocks, bookings, claims, inbox, lines, shows, tickets
from boxoffice.stores.booking_catalog import read_shows
from boxoffice.stores.booking_invoices import give_invoice
from boxoffice.stores.booking_reading import read_booking, read_taken
from boxoffice.stores.booking_stock import change_stock, check_stock, give_back_stock, take_stock
from boxoffice.stores.booking_uses import check_uses, give_back_uses, take_uses
from boxoffice.stores.booking_writing import active_uids, write_audit, write_booking, write_change

_SHOW = select(shows.c.status, shows.c.layout_id).where(shows.c.show_id == bindparam("show_id"))
_APPLIED = select(inbox).where(inbox.c.payment_id == bindparam("payment_id"))
_STEP = (
    update(bookings)
    .where(bookings.c.booking_id == bindparam("key"))
    .where(bookings.c.state == bindparam("old_state"))
    .where(bookings.c.version == bindparam("old_version"))
    .values(
        state=bindparam("new_state"),
        total_minor=bindparam("new_total_minor"),
        paid_minor=bindparam("new_paid_minor"),
        updated_at=bindparam("now"),
        expires_at=bindparam("deadline"),
        version=bindparam("new_version"),
    )
)
_OWN = (
    update(claims).where(claims.c.booking_id == bindparam("key")).values(active=True, deadline=None)
)
_FREE = (
    update(claims)
    .where(claims.c.booking_id == bindparam("key"))
    .values(active=False, deadline=None)
)
_OWE = (
    update(inbox)
    .where(inbox.c.booking_id == bindparam("key"))
    .values(outcome=ConfirmOutcome.REFUND.value)
)
_SELL = (
    update(lines)
    .where(lines.c.booking_id == bindparam("key"))
    .where(lines.c.state == LineState.ACTIVE.value)
    .where(lines.c.sold_at.is_(None))
    .values(sold_at=bindparam("now"))
)
_ADD_TICKETS, _ADD_INBOX = insert(tickets), insert(inbox)

_BLOCKED = (
    select(blocks.c.seat_uid)
    .where(blocks.c.show_id == bindparam("show_id"))
    .where(blocks.c.seat_uid.in_(bindparam("seat_uids", expanding=True)))
)
#: Who may hold a seat of the house was decided when it was held.
_OFF_SALE = _BLOCKED.where(blocks.c.reason != BlockReason.HOUSE.value)

FIRST_SERIAL = 1


class Outrun(Exception):
    """Another transaction was first; nothing was written. Look again and decide anew."""


class Moved(Exception):
    """The show was put on another layout than the seats were chosen in; nothing was written."""


class Lapsed(Exception):
    """Late money for an expired booking whose seats nobody owns; do others hold them?"""

    def __init__(self, booking: Booking) -> None:
        super().__init__(booking.number)
        self.booking = booking


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of a payment, and the booking after it."""

    outcome: ConfirmOutcome
    booking: Booking


def open_booking(
    connection: Connection,
    booking: Booking,
    layout_id: str,
    actor: str,
    terms: SaleTerms | None = None,
    action: str = "claim",
) -> Booking:
    """Write a PENDING booking that owns its seats, which are of this layout, until `expires_at`,
    and takes what these terms say that its codes and items take.

    Outrun when the booking exists, its number is taken or a seat has an owner; NotOnSale when
    the show was taken off sale since the hold, SeatsGone when seats were; Moved when it is on
    another layout; PriceRefused when a code is used up, SoldOut when an item is.
    """
    check_sold_in(connection, booking, layout_id)
    try:
        write_booking(connection, booking)
        if terms is not None:
            _take(connection, booking, terms)
    except IntegrityError as error:
        raise Outrun from error
    write_change(connection, booking, BookingState.HELD, action, actor, booking.total)
    return booking


def check_sold_in(connection: Connection, booking: Booking, layout_id: str) -> None:
    """NotOnSale unless the show of these lines is on sale, SeatsGone when they are not; Moved
    unless it is in this layout. What is no seat is sold whatever becomes of the show."""
    if not booking.seats:
        return
    show = connection.execute(_SHOW, {"show_id": booking.show_id}).first()
    if show is None or show.status != ShowStatus.OPEN:
        raise NotOnSale("This show is no longer on sale.")
    if show.layout_id != layout_id:
        raise Moved
    if off_sale := _among(connection, _OFF_SALE, booking):
        gone = tuple(line.seat_id for line in booking.lines if line.seat_uid in off_sale)
        raise SeatsGone(f"{', '.join(gone)}: taken off sale for this show.", seat_ids=gone)


def apply_payment(
    connection: Connection,
    booking_id: str,
    paid: PaidAmount,
    at: datetime,
    actor: str,
    free_in: str | None = None,
) -> Applied:
    """Apply a captured payment once. Outrun when the booking changed meanwhile, NotFound,
    KeyReused for a known payment with another amount or booking.

    Late money can have the seats of an expired booking again in the layout `free_in`, where they
    are and nobody holds them, which this store does not know: Lapsed asks for it. Empty: nowhere.
    Moved when the show is on another layout by now.
    """
    booking = existing(connection, booking_id)
    known = connection.execute(_APPLIED, {"payment_id": paid.payment_id}).first()
    if known is not None:
        amount = Money(known.amount_minor, known.currency)
        if known.booking_id != booking_id or amount != paid.amount:
            raise KeyReused(f"Payment {paid.payment_id} was for another booking or amount.")
        return Applied(ConfirmOutcome(known.outcome), booking)
    if paid.amount.amount_minor < int(bool(booking.total.amount_minor)):
        raise BadInput("A payment must be more than nothing.")
    after = _after_payment(connection, booking, paid.amount, free_in)
    outcome = ConfirmOutcome.REFUND if after is None else ConfirmOutcome.CONFIRMED
    _write_inbox(connection, booking_id, paid, outcome, at)
    if after is None:
        write_audit(
            connection, booking, booking.state, "refund", actor, paid.amount, at, paid.payment_id
        )
        return Applied(outcome, booking)
    step = replace(
        booking,
        state=after,
        paid=booking.paid + paid.amount,
        updated_at=at,
        expires_at=None if after is BookingState.CONFIRMED else booking.expires_at,
        version=booking.version + 1,
    )
    take_step(connection, booking, step)
    if booking.state is BookingState.EXPIRED:
        _take_again(connection, booking)
    if after is BookingState.CONFIRMED:
        own_seats(connection, step)
    write_change(connection, step, booking.state, "payment", actor, paid.amount, paid.payment_id)
    if after is BookingState.CONFIRMED:
        step = give_invoice(connection, step)
    return Applied(outcome, step)


def end_booking(
    connection: Connection,
    booking_id: str,
    new: BookingState,
    at: datetime,
    actor: str,
    *,
    owing: bool = False,
) -> Booking:
    """Make a booking EXPIRED or CANCELLED and free its seats; one that is so already stays.

    Money applied to it is owed back. Outrun, NotFound; WrongState before its deadline, and for
    cancelling one with money in it unless `owing` says that this is known.
    """
    booking = existing(connection, booking_id)
    if booking.state is new:
        return booking
    check_step(booking.state, new)
    if new is BookingState.CANCELLED and booking.paid.amount_minor and not owing:
        raise WrongState("This booking is paid in part; the money must be refunded first.")
    if new is BookingState.EXPIRED and booking.expires_at and at < booking.expires_at:
        raise WrongState("This booking still has time to be paid.")
    step = replace(
        booking,
        state=new,
        paid=Money(0, booking.paid.currency),
        updated_at=at,
        expires_at=None,
        version=booking.version + 1,
    )
    take_step(connection, booking, step)
    connection.execute(_FREE, {"key": booking_id})
    give_back_uses(connection, booking.theatre_id, booking.active_lines)
    give_back_stock(connection, booking.theatre_id, booking_id)
    connection.execute(_OWE, {"key": booking_id})
    write_change(connection, step, booking.state, new.name.lower(), actor, booking.paid)
    return step


def move_stock(
    connection: Connection,
    theatre_id: str,
    item: str,
    change: int,
    key: str,
    at: datetime,
    actor: str,
    reason: str = "",
) -> Stock:
    """Add or take away pieces of an item, once under a key; Outrun, KeyReused, BadInput."""
    try:
        return change_stock(connection, theatre_id, item, change, key, at, actor, reason)
    except IntegrityError as error:
        raise Outrun from error


def existing(connection: Connection, booking_id: str) -> Booking:
    """The booking; NotFound."""
    booking = read_booking(connection, booking_id)
    if booking is None:
        raise NotFound("There is no such booking.")
    return booking


def _after_payment(
    connection: Connection, booking: Booking, amount: Money, free_in: str | None
) -> BookingState | None:
    """The state that this money brings the booking to; None when it must be given back."""
    if amount.currency != booking.total.currency:
        return None
    covered_minor = booking.paid.amount_minor + amount.amount_minor
    if booking.state is BookingState.PENDING and covered_minor < booking.total.amount_minor:
        return BookingState.PENDING
    if covered_minor != booking.total.amount_minor:
        return None
    if booking.state is BookingState.PENDING:
        return BookingState.CONFIRMED
    if booking.state is BookingState.EXPIRED and free_in != "":
        return _state_again(connection, booking, free_in)
    return None


def _state_again(
    connection: Connection, booking: Booking, free_in: str | None
) -> BookingState | None:
    """CONFIRMED when an expired booking can have its seats, codes and items again; Lapsed,
    Moved."""
    show = connection.execute(_SHOW, {"show_id": booking.show_id}).first()
    taken = read_taken(connection, booking.show_id, active_uids(booking))
    if show is None or taken or _among(connection, _BLOCKED, booking):
        return None
    if booking.seats and show.status != ShowStatus.OPEN:
        return None
    terms = terms_of(connection, booking)
    try:
        check_uses(connection, booking.theatre_id, uses_of(terms.discounts, booking.active_lines))
        check_stock(connection, booking.theatre_id, stock_needed(terms, booking.active_lines))
    except (PriceRefused, SoldOut):
        return None
    if free_in is None:
        raise Lapsed(booking)
    if free_in != show.layout_id:
        raise Moved
    return BookingState.CONFIRMED


def _among(connection: Connection, seats: Select[Any], booking: Booking) -> frozenset[str]:
    """Those seats of a booking that are blocked."""
    wanted = {"show_id": booking.show_id, "seat_uids": list(active_uids(booking))}
    return frozenset(connection.execute(seats, wanted).scalars())


def _take_again(connection: Connection, booking: Booking) -> None:
    """An expired booking has its codes and items again."""
    try:
        _take(connection, booking, terms_of(connection, booking))
    except (IntegrityError, PriceRefused, SoldOut) as error:
        raise Outrun from error


def _take(connection: Connection, booking: Booking, terms: SaleTerms) -> None:
    """Take what a booking's lines need beside seats, in an order that all keep to."""
    take_uses(connection, booking.theatre_id, uses_of(terms.discounts, booking.active_lines))
    needed = stock_needed(terms, booking.active_lines)
    take_stock(connection, booking.theatre_id, booking.booking_id, needed)


def terms_of(connection: Connection, booking: Booking) -> SaleTerms:
    """The present terms of a booking's show."""
    (offered,) = read_shows(connection, (booking.show_id,))
    return offered.terms


def own_seats(connection: Connection, booking: Booking) -> None:
    """Make the seats of a booking its own for good, and its tickets exist: it is sold."""
    try:
        connection.execute(_OWN, {"key": booking.booking_id})
    except IntegrityError as error:
        raise Outrun from error
    sell_lines(connection, booking)
    issue_tickets(connection, booking.seats, FIRST_SERIAL, booking.updated_at)


def sell_lines(connection: Connection, booking: Booking) -> None:
    """Write that a booking's lines which were not sold before are sold with this step of it."""
    connection.execute(_SELL, {"key": booking.booking_id, "now": booking.updated_at})


def issue_tickets(connection: Connection, seats: Sequence[Line], serial: int, at: datetime) -> None:
    """Make tickets exist for seat lines that have none."""
    if not seats:
        return
    connection.execute(
        _ADD_TICKETS,
        [{"line_id": line.line_id, "serial": serial, "issued_at": at} for line in seats],
    )


def take_step(connection: Connection, old: Booking, new: Booking) -> None:
    """Make a booking what `new` says: its state, money, times and version. WrongState for a step
    that there is not; Outrun when it is no longer what `old` says."""
    if new.state is not old.state:
        check_step(old.state, new.state)
    changed = connection.execute(
        _STEP,
        {
            "key": old.booking_id,
            "old_state": int(old.state),
            "old_version": old.version,
            "new_state": int(new.state),
            "new_total_minor": new.total.amount_minor,
            "new_paid_minor": new.paid.amount_minor,
            "now": new.updated_at,
            "deadline": new.expires_at,
            "new_version": new.version,
        },
    )
    if changed.rowcount != 1:
        raise Outrun


def _write_inbox(
    connection: Connection,
    booking_id: str,
    paid: PaidAmount,
    outcome: ConfirmOutcome,
    at: datetime,
) -> None:
    try:
        connection.execute(
            _ADD_INBOX,
            {
                "payment_id": paid.payment_id,
                "booking_id": booking_id,
                "amount_minor": paid.amount.amount_minor,
                "currency": paid.amount.currency,
                "outcome": outcome.value,
                "at": at,
            },
        )
    except IntegrityError as error:
        raise Outrun from error
