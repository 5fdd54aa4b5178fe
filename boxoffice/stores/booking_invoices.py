"""Invoice numbers without gaps: given in the transaction that confirms, or not at all."""

from dataclasses import replace

from sqlalchemy import Connection, bindparam, update

from boxoffice.model.booking import Booking
from boxoffice.rules.business_day import business_day
from boxoffice.rules.invoices import MAX_PREFIX_LENGTH, fiscal_year, invoice_number
from boxoffice.stores.booking import bookings, counter
from boxoffice.stores.booking_catalog import read_shows
from boxoffice.stores.counters import take_numbers

_SET = (
    update(bookings)
    .where(bookings.c.booking_id == bindparam("key"))
    .values(invoice=bindparam("given"))
)


def give_invoice(connection: Connection, booking: Booking) -> Booking:
    """The booking, CONFIRMED just now, with the next number of its theatre's fiscal year.

    The last thing to be done in a transaction: others wait for its counter.
    """
    (offered,) = read_shows(connection, (booking.show_id,))
    terms = offered.terms
    day = business_day(booking.updated_at, offered.time_zone, terms.day_ends_minute)
    year = fiscal_year(day, terms.fiscal_year_month)
    name = f"invoice {booking.theatre_id} {year}"
    prefix = terms.invoice_prefix or booking.theatre_id[:MAX_PREFIX_LENGTH]
    number = invoice_number(prefix, year, take_numbers(connection, counter, name, 1).start)
    connection.execute(_SET, {"key": booking.booking_id, "given": number})
    return replace(booking, invoice=number)
