"""Finding bookings by what people know of them, and keeping who they are for."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select, update

from boxoffice.model.booking import Booking, Customer
from boxoffice.model.money import Money
from boxoffice.stores.booking import bookings, words
from boxoffice.stores.booking_ledger import Outrun, existing
from boxoffice.stores.booking_reading import read_many
from boxoffice.stores.booking_writing import write_change, write_words

#: Bookings of one word that the other words are looked for in.
CANDIDATES = 500

_ONE_WORD = (
    select(words.c.booking_id)
    .join(bookings, bookings.c.booking_id == words.c.booking_id)
    .where(words.c.theatre_id == bindparam("theatre"))
    .where(words.c.word >= bindparam("first"))
    .where(words.c.word < bindparam("beyond"))
    .group_by(words.c.booking_id, bookings.c.created_at)
    .order_by(bookings.c.created_at.desc())
    .limit(bindparam("limit"))
)
_SET = (
    update(bookings)
    .where(bookings.c.booking_id == bindparam("key"))
    .where(bookings.c.version == bindparam("old_version"))
    .values(
        customer_name=bindparam("new_name"),
        customer_phone=bindparam("new_phone"),
        customer_mail=bindparam("new_mail"),
        customer_collects=bindparam("new_collects"),
        updated_at=bindparam("now"),
        version=bindparam("new_version"),
    )
)
_FORGET_WORDS = delete(words).where(words.c.booking_id == bindparam("key"))


def read_with_words(
    connection: Connection, theatre_id: str, typed: Sequence[str], limit: int
) -> tuple[Booking, ...]:
    """A theatre's bookings whose customer has a word that begins with each of these, newest first.
    Of a name that very many have, only the newest are looked through."""
    found: list[str] = []
    for place, word in enumerate(sorted(typed, key=len, reverse=True)):
        first = word.encode()
        wanted = {"theatre": theatre_id, "first": first, "beyond": first + b"\xff"}
        rows = connection.execute(_ONE_WORD, {**wanted, "limit": CANDIDATES}).scalars().all()
        found = list(rows) if not place else [one for one in found if one in set(rows)]
    read = read_many(connection, found[:limit])
    return tuple(sorted(read, key=lambda booking: booking.created_at, reverse=True))


def set_customer(
    connection: Connection, booking_id: str, customer: Customer, at: datetime, actor: str
) -> Booking:
    """Keep who a booking is for; NotFound, Outrun."""
    booking = existing(connection, booking_id)
    if booking.customer == customer:
        return booking
    changed = connection.execute(
        _SET,
        {
            "key": booking_id,
            "old_version": booking.version,
            "new_name": customer.name,
            "new_phone": customer.phone,
            "new_mail": customer.mail,
            "new_collects": customer.collects,
            "now": at,
            "new_version": booking.version + 1,
        },
    )
    if changed.rowcount != 1:
        raise Outrun
    step = existing(connection, booking_id)
    connection.execute(_FORGET_WORDS, {"key": booking_id})
    write_words(connection, step)
    nothing = Money(0, booking.total.currency)
    write_change(connection, step, booking.state, "customer", actor, nothing)
    return step
