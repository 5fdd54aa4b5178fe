"""Numbers of invoices and credit notes without gaps: given in the transaction that sells or gives
back, or not at all."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from boxoffice.model.booking import Booking
from boxoffice.model.money import Money
from boxoffice.model.refund import CreditNote
from boxoffice.rules.business_day import business_day
from boxoffice.rules.invoices import (
    MAX_PREFIX_LENGTH,
    credit_note_number,
    fiscal_year,
    invoice_number,
)
from boxoffice.stores.booking import bookings, counter, given_back
from boxoffice.stores.booking_catalog import read_shows
from boxoffice.stores.counters import take_numbers

_SET = (
    update(bookings)
    .where(bookings.c.booking_id == bindparam("key"))
    .values(invoice=bindparam("given"))
)
_SET_CREDIT = (
    update(given_back)
    .where(given_back.c.key == bindparam("this_key"))
    .values(credit_note=bindparam("given"))
)
_CREDITS = (
    select(given_back, bookings.c.invoice, bookings.c.currency)
    .join(bookings, bookings.c.booking_id == given_back.c.booking_id)
    .where(given_back.c.booking_id == bindparam("booking"))
    .where(given_back.c.credit_note != "")
    .order_by(given_back.c.at, given_back.c.credit_note)
)


def give_invoice(connection: Connection, booking: Booking) -> Booking:
    """The booking, CONFIRMED just now, with the next number of its theatre's fiscal year.

    The last thing to be done in a transaction: others wait for its counter.
    """
    number = _next(connection, booking, "invoice", booking.updated_at, invoice_number)
    connection.execute(_SET, {"key": booking.booking_id, "given": number})
    return replace(booking, invoice=number)


def give_credit_note(
    connection: Connection, booking: Booking, key: str, amount: Money, at: datetime
) -> None:
    """What was given back or exchanged under this key is credited, where it had cost anything and
    stands on an invoice. As late in its transaction as an invoice's number."""
    if not booking.invoice or not amount.amount_minor:
        return
    number = _next(connection, booking, "credit note", at, credit_note_number)
    connection.execute(_SET_CREDIT, {"this_key": key, "given": number})


def read_credit_notes(connection: Connection, booking_id: str) -> tuple[CreditNote, ...]:
    """A booking's credit notes, oldest first."""
    return tuple(
        CreditNote(
            row.credit_note,
            row.invoice,
            row.booking_id,
            row.line_ids,
            Money(row.amount_minor, row.currency),
            row.at,
        )
        for row in connection.execute(_CREDITS, {"booking": booking_id})
    )


def _next(
    connection: Connection,
    booking: Booking,
    series: str,
    at: datetime,
    numbered: Callable[[str, int, int], str],
) -> str:
    """The next number of a theatre's series in the fiscal year of this moment."""
    (offered,) = read_shows(connection, (booking.show_id,))
    terms = offered.terms
    day = business_day(at, offered.time_zone, terms.day_ends_minute)
    year = fiscal_year(day, terms.fiscal_year_month)
    name = f"{series} {booking.theatre_id} {year}"
    prefix = terms.invoice_prefix or booking.theatre_id[:MAX_PREFIX_LENGTH]
    return numbered(prefix, year, take_numbers(connection, counter, name, 1).start)
