"""The reports of a day of business, from the day's shows, bookings and money."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from boxoffice.model.booking import Booking, BookingState, Line, LineState, TaxPart
from boxoffice.model.money import Money
from boxoffice.model.reports import (
    CollectionReport,
    CollectionRow,
    DayRegister,
    RegisterRow,
    RegisterTicket,
    SoldLine,
)
from boxoffice.model.shift import EntryKind, MoneyRow, ShiftReport
from boxoffice.model.show import ShowListing


@dataclass(frozen=True, slots=True)
class ShowFacts:
    """What a register says of a show."""

    title: str
    starts_at: datetime


def collection_report(
    theatre_name: str, day: date, shows: Iterable[ShowListing], bookings: Iterable[Booking]
) -> CollectionReport:
    """Tickets that are sold to the shows of a day, whenever they were sold: a row for each show
    and category, also where nobody came."""
    sold: defaultdict[tuple[int, int], list[Line]] = defaultdict(list)
    for booking in bookings:
        if booking.state is BookingState.CONFIRMED:
            for line in booking.lines:
                if line.state is LineState.ACTIVE:
                    sold[booking.show_id, line.category_id].append(line)
    rows = [
        _collected(listing, category.name, category.price.currency, lines)
        for listing in shows
        for category in listing.show.prices
        for lines in [sold[listing.show.show_id, category.category_id]]
    ]
    ordered = sorted(rows, key=lambda row: (row.title, row.starts_at, row.screen_name))
    return CollectionReport(theatre_name, day, tuple(ordered))


def day_register(
    theatre_name: str,
    day: date,
    money: Sequence[MoneyRow],
    sold: Sequence[SoldLine],
    bookings: Mapping[str, Booking],
    shows: Mapping[int, ShowFacts],
    names: Mapping[str, str],
    shifts: tuple[ShiftReport, ...],
) -> DayRegister:
    """The register of a day: its money, and the lines that were `sold` on it. `bookings` are those
    that these are about, `names` people's by id."""
    numbers = {booking_id: booking.number for booking_id, booking in bookings.items()}
    rows = tuple(
        RegisterRow(
            at=row.at,
            kind=row.kind,
            tender=row.tender,
            amount=row.amount,
            booking_number=numbers.get(row.booking_id, ""),
            till=row.till,
            who=names.get(row.user_id, row.user_id) if row.in_shift or row.till else "",
            reason=row.reason,
        )
        for row in money
    )
    return DayRegister(
        theatre_name, day, rows, tuple(_tickets(money, sold, bookings, shows)), shifts
    )


def summed_tax(parts: Iterable[TaxPart]) -> tuple[TaxPart, ...]:
    """Each tax once, by name and rate, in the order they are first met."""
    sums: dict[tuple[str, int], int] = {}
    for part in parts:
        key = part.name, part.rate_bp
        sums[key] = sums.get(key, 0) + part.amount_minor
    return tuple(TaxPart(name, rate_bp, amount) for (name, rate_bp), amount in sums.items())


def _collected(
    listing: ShowListing, category: str, currency: str, lines: Sequence[Line]
) -> CollectionRow:
    return CollectionRow(
        title=listing.title,
        show_id=listing.show.show_id,
        starts_at=listing.show.starts_at,
        screen_name=listing.screen_name,
        category=category,
        tickets=len(lines),
        gross=Money(sum(line.price.amount_minor for line in lines), currency),
        tax=summed_tax(part for line in lines for part in line.tax),
        net_minor=sum(line.net_minor for line in lines),
    )


def _tickets(
    money: Sequence[MoneyRow],
    sold: Sequence[SoldLine],
    bookings: Mapping[str, Booking],
    shows: Mapping[int, ShowFacts],
) -> Iterable[RegisterTicket]:
    taken: defaultdict[str, list[MoneyRow]] = defaultdict(list)
    for row in money:
        if row.kind is EntryKind.TAKEN:
            taken[row.booking_id].append(row)
    lines = {line.line_id: line for booking in bookings.values() for line in booking.lines}
    for one in sold:
        booking, line = bookings.get(one.booking_id), lines.get(one.line_id)
        if booking is None or line is None:
            continue
        show = shows.get(booking.show_id) if booking.seat_lines else None
        paid = taken[one.booking_id]
        yield RegisterTicket(
            at=one.at,
            booking_number=booking.number,
            till=paid[0].till if paid else "",
            tenders=tuple(dict.fromkeys(row.tender for row in paid)),
            title=show.title if show else "",
            starts_at=show.starts_at if show else None,
            seat_id=line.seat_id,
            ticket_type=line.ticket_type or line.name,
            gross=line.price,
            tax=line.tax,
            net_minor=line.net_minor,
            given_back=line.state is not LineState.ACTIVE
            or booking.state is not BookingState.CONFIRMED,
        )
