"""Reading bookings and who owns which seat, as far as SQL knows."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select

from boxoffice.model.booking import (
    Booking,
    BookingState,
    Buyer,
    Customer,
    Line,
    LineKind,
    LineState,
    TaxPart,
)
from boxoffice.model.money import Money
from boxoffice.model.reports import SoldLine
from boxoffice.stores.booking import bookings, claims, lines

_BOOKING = select(bookings).where(bookings.c.booking_id == bindparam("booking_id"))
_NUMBERED = select(bookings).where(bookings.c.number == bindparam("number"))
_IN_IDS = bookings.c.booking_id.in_(bindparam("booking_ids", expanding=True))
_MANY = select(bookings).where(_IN_IDS)
_LINES_OF_MANY = (
    select(lines)
    .where(lines.c.booking_id.in_(bindparam("booking_ids", expanding=True)))
    .order_by(lines.c.position)
)
_IN_SHOWS = bookings.c.show_id.in_(bindparam("show_ids", expanding=True))
_OF_SHOWS = select(bookings).where(_IN_SHOWS).order_by(bookings.c.created_at, bookings.c.number)
_LINES = (
    select(lines).where(lines.c.booking_id == bindparam("booking_id")).order_by(lines.c.position)
)
_LINES_OF_SHOWS = (
    select(lines)
    .join(bookings, lines.c.booking_id == bookings.c.booking_id)
    .where(_IN_SHOWS)
    .order_by(lines.c.position)
)
_SOLD = (
    select(lines.c.line_id, lines.c.booking_id, lines.c.sold_at)
    .join(bookings, lines.c.booking_id == bookings.c.booking_id)
    .where(bookings.c.theatre_id == bindparam("theatre"))
    .where(lines.c.sold_at >= bindparam("since"))
    .where(lines.c.sold_at < bindparam("until"))
    .order_by(lines.c.sold_at, lines.c.booking_id, lines.c.position)
)
_STATE = select(bookings.c.state).where(bookings.c.booking_id == bindparam("booking_id"))
_OVERDUE = (
    select(bookings.c.booking_id)
    # Written out, so that the partial index over pending bookings is used.
    .where(bookings.c.state == bindparam("state", int(BookingState.PENDING), literal_execute=True))
    .where(bookings.c.expires_at <= bindparam("now"))
    .order_by(bookings.c.expires_at, bookings.c.booking_id)
    .offset(bindparam("skip"))
    .limit(bindparam("limit"))
)
_CLAIMS = (
    select(
        claims.c.show_id,
        claims.c.booking_id,
        claims.c.seat_uid,
        claims.c.deadline,
        bookings.c.hold_id,
        bookings.c.version,
    )
    .join(bookings, claims.c.booking_id == bookings.c.booking_id)
    .where(claims.c.active.is_(True))
    .where(claims.c.show_id.in_(bindparam("show_ids", expanding=True)))
)
_TAKEN = (
    select(claims.c.seat_uid)
    .where(claims.c.active.is_(True))
    .where(claims.c.show_id == bindparam("show_id"))
    .where(claims.c.seat_uid.in_(bindparam("seat_uids", expanding=True)))
)


@dataclass(frozen=True, slots=True)
class Ownership:
    """The seats one booking owns, at one version of it; with a deadline while it is pending."""

    show_id: int
    booking_id: str
    version: int
    hold_id: str
    deadline: datetime | None
    seat_uids: tuple[str, ...]


def read_booking(connection: Connection, booking_id: str) -> Booking | None:
    """One booking; holds are not here."""
    row = connection.execute(_BOOKING, {"booking_id": booking_id}).first()
    return None if row is None else _booking(row, _lines_of(connection, row))


def read_numbered(connection: Connection, number: str) -> Booking | None:
    """The booking people call by `number`."""
    row = connection.execute(_NUMBERED, {"number": number}).first()
    return None if row is None else _booking(row, _lines_of(connection, row))


def read_of_shows(connection: Connection, show_ids: Sequence[int]) -> tuple[Booking, ...]:
    """All bookings of these shows, oldest first."""
    return _read_all(connection, _OF_SHOWS, _LINES_OF_SHOWS, {"show_ids": list(show_ids)})


def read_many(connection: Connection, booking_ids: Sequence[str]) -> tuple[Booking, ...]:
    """The bookings there are among these, in no order."""
    return _read_all(connection, _MANY, _LINES_OF_MANY, {"booking_ids": list(booking_ids)})


def read_sold(
    connection: Connection, theatre_id: str, since: datetime, until: datetime
) -> tuple[SoldLine, ...]:
    """The lines that a theatre sold from `since` to before `until`, the first sold first."""
    span = {"theatre": theatre_id, "since": since, "until": until}
    return tuple(
        SoldLine(row.line_id, row.booking_id, row.sold_at)
        for row in connection.execute(_SOLD, span)
    )


def read_state(connection: Connection, booking_id: str) -> BookingState | None:
    """A booking's state; None for a hold, and for one that never was."""
    state = connection.execute(_STATE, {"booking_id": booking_id}).scalar_one_or_none()
    return None if state is None else BookingState(state)


def read_overdue(connection: Connection, now: datetime, skip: int, limit: int) -> tuple[str, ...]:
    """Ids of PENDING bookings past their deadline, oldest first without the first `skip`."""
    wanted = {"now": now, "skip": skip, "limit": limit}
    return tuple(connection.execute(_OVERDUE, wanted).scalars())


def read_owners(connection: Connection, show_ids: Sequence[int]) -> tuple[Ownership, ...]:
    """Who owns which seats of these shows."""
    seats: defaultdict[tuple[int, str, int, str, datetime | None], list[str]] = defaultdict(list)
    for row in connection.execute(_CLAIMS, {"show_ids": list(show_ids)}):
        key = (row.show_id, row.booking_id, row.version, row.hold_id, row.deadline)
        seats[key].append(row.seat_uid)
    return tuple(Ownership(*key, tuple(uids)) for key, uids in seats.items())


def read_taken(connection: Connection, show_id: int, seat_uids: Iterable[str]) -> frozenset[str]:
    """Which of these seats somebody owns."""
    found = connection.execute(_TAKEN, {"show_id": show_id, "seat_uids": list(seat_uids)})
    return frozenset(found.scalars())


def _read_all(
    connection: Connection, found: Select[Any], of_found: Select[Any], wanted: dict[str, Any]
) -> tuple[Booking, ...]:
    by_booking: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    for line in connection.execute(of_found, wanted):
        by_booking[line.booking_id].append(line)
    return tuple(
        _booking(row, by_booking[row.booking_id]) for row in connection.execute(found, wanted)
    )


def _lines_of(connection: Connection, row: Row[Any]) -> Sequence[Row[Any]]:
    return connection.execute(_LINES, {"booking_id": row.booking_id}).all()


def _booking(row: Row[Any], line_rows: Iterable[Row[Any]]) -> Booking:
    read = tuple(_line(line, row.currency) for line in line_rows)
    return Booking(
        booking_id=row.booking_id,
        hold_id=row.hold_id,
        number=row.number,
        show_id=row.show_id,
        theatre_id=row.theatre_id,
        user_id=row.user_id,
        state=BookingState(row.state),
        lines=read,
        total=Money(row.total_minor, row.currency),
        paid=Money(row.paid_minor, row.currency),
        created_at=row.created_at,
        updated_at=row.updated_at,
        expires_at=row.expires_at,
        version=row.version,
        codes=tuple(dict.fromkeys(line.discount for line in read if line.discount)),
        buyer=Buyer(row.buyer_gstin, row.buyer_name),
        invoice=row.invoice,
        customer=Customer(
            row.customer_name, row.customer_phone, row.customer_mail, row.customer_collects
        ),
        reserved_by=row.reserved_by,
        collected_at=row.collected_at,
        collected_by=row.collected_by,
    )


def _line(row: Row[Any], currency: str) -> Line:
    return Line(
        line_id=row.line_id,
        seat_uid=row.seat_uid,
        seat_id=row.seat_id,
        category_id=row.category_id,
        ticket_type=row.ticket_type,
        price=Money(row.price_minor, currency),
        net_minor=row.net_minor,
        tax=tuple(TaxPart(*part) for part in json.loads(row.tax)),
        state=LineState(row.state),
        kind=LineKind(row.kind),
        code=row.code,
        name=row.name,
        of_line=row.of_line,
        discount=row.discount,
        taken_off_minor=row.taken_off_minor,
    )
