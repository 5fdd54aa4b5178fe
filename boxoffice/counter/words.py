"""Words of the counter: seats, offers, ticket types and times, as they are read aloud."""

import math
from collections import Counter as Tally
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication

from boxoffice.model.blocks import BlockReason
from boxoffice.model.booking import (
    Booking,
    Line,
    LineKind,
    OfferPlace,
    SeatChoice,
    SeatOffer,
)
from boxoffice.model.show import ShowListing
from boxoffice.model.terms import SaleTerms
from boxoffice.qtkit.formats import Formats
from boxoffice.rules.duration import minutes

translate = QCoreApplication.translate

DIGITS = "0123456789"
#: Seats in a line from this many on are written C6–C9.
SPAN = 3
#: A show of the next day that begins within this time is still one of this evening's.
SOON_SECONDS = 6 * 60 * 60


def seat_span(seat_ids: Sequence[str]) -> str:
    """C6–C9 for seats in a line, else C6, C7, E1."""
    runs: list[list[str]] = []
    for seat_id in seat_ids:
        if runs and _follows(runs[-1][-1], seat_id):
            runs[-1].append(seat_id)
        else:
            runs.append([seat_id])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) >= SPAN else ", ".join(run) for run in runs)


def seats_named(seat_ids: Sequence[str]) -> str:
    """C8 and C9; C7, C8 and C9."""
    if len(seat_ids) < 2:
        return "".join(seat_ids)
    return translate("counter", "{first} and {last}").format(
        first=", ".join(seat_ids[:-1]), last=seat_ids[-1]
    )


def seats_counted(count: int) -> str:
    """1 seat; 4 seats."""
    if count == 1:
        return translate("counter", "1 seat")
    return translate("counter", "%n seats", None, count)


def best_of(count: int) -> str:
    """The best seat; the best 4 seats."""
    if count == 1:
        return translate("counter", "The best seat")
    return translate("counter", "The best %n seats", None, count)


def tickets_counted(count: int) -> str:
    """1 ticket; 4 tickets."""
    if count == 1:
        return translate("counter", "1 ticket")
    return translate("counter", "%n tickets", None, count)


def items_counted(lines: Iterable[Line]) -> str:
    """Popcorn × 2, Cola"""
    tally = Tally(line.name for line in lines if line.kind is LineKind.ITEM)
    several = translate("counter", "{name} × {count}")
    return ", ".join(
        several.format(name=name, count=count) if count > 1 else name
        for name, count in tally.items()
    )


def basket_named(booking: Booking) -> str:
    """F7, F8, Popcorn × 2"""
    seats = seat_span([line.seat_id for line in booking.seats])
    return ", ".join(part for part in (seats, items_counted(booking.lines)) if part)


def types_counted(choices: Iterable[SeatChoice], terms: SaleTerms) -> str:
    """2 Adult, 2 Child"""
    tally = Tally(choice.ticket_type for choice in choices)
    return ", ".join(
        f"{tally[one.code]} {one.name}" for one in terms.ticket_types if tally[one.code]
    )


def reason_name(reason: BlockReason) -> str:
    """Why a seat is off sale."""
    return {
        BlockReason.BROKEN: translate("counter", "Broken"),
        BlockReason.HOUSE: translate("counter", "House seat"),
        BlockReason.CAMERA: translate("counter", "Camera"),
    }[reason]


def offer_reason(offer: SeatOffer, first: SeatOffer) -> str:
    """Where the seats are, to be read aloud: Middle, one row nearer."""
    place = {
        OfferPlace.MIDDLE: translate("counter", "Middle"),
        OfferPlace.LEFT: translate("counter", "Left side"),
        OfferPlace.RIGHT: translate("counter", "Right side"),
        OfferPlace.AISLE: translate("counter", "By the aisle"),
        OfferPlace.SPLIT: translate("counter", "Not all together"),
        OfferPlace.STANDING: translate("counter", "Standing"),
    }[offer.place]
    if offer.place is OfferPlace.STANDING:
        return f"{place}, {offer.row}"
    row = translate("counter", "row {row}").format(row=offer.row)
    if offer is not first:
        row = _rows_away(offer.rows_nearer) or row
    return f"{place}, {row}"


def starts_in(starts_at: datetime, now: datetime, formats: Formats) -> str:
    """in 12 min; in 1 h 7 min; tomorrow; Mon 23 Nov; just began; began 13 min ago."""
    seconds = (starts_at - now).total_seconds()
    day = formats.local(starts_at).date()
    days = (day - formats.local(now).date()).days
    if days > 0 and seconds > SOON_SECONDS:
        return translate("counter", "tomorrow") if days == 1 else formats.day(day)
    if seconds > 0:
        return translate("counter", "in {time}").format(time=length(math.ceil(seconds / 60)))
    if seconds > -60:
        return translate("counter", "just began")
    return translate("counter", "began {time} ago").format(time=length(int(-seconds // 60)))


def length(whole_minutes: int) -> str:
    """2 h 24 min; 45 min."""
    hours, rest = divmod(whole_minutes, 60)
    if not hours:
        return translate("counter", "{minutes} min").format(minutes=rest)
    if not rest:
        return translate("counter", "{hours} h").format(hours=hours)
    return translate("counter", "{hours} h {minutes} min").format(hours=hours, minutes=rest)


def movie_length(listing: ShowListing) -> str:
    """2 h 24 min, or nothing where it is not known."""
    known = minutes(listing.duration)
    return length(known) if known else ""


def ends_at(listing: ShowListing) -> datetime | None:
    """When the movie is over, where its length is known."""
    known = minutes(listing.duration)
    return listing.show.starts_at + timedelta(minutes=known) if known else None


def details(listing: ShowListing, *, screen_first: bool = False) -> str:
    """Hindi · 2D · Audi 3"""
    show = listing.show
    parts = [show.language, show.format]
    parts.insert(0 if screen_first else len(parts), listing.screen_name)
    return " · ".join(part for part in parts if part)


def adults_only(certificate: str) -> bool:
    """Whether the certificate's badge is filled: nobody under age gets in."""
    return certificate in {"A", "S", "18", "R18", "NC-17", "FSK 18"}


def _rows_away(nearer: int) -> str:
    if nearer == 0:
        return translate("counter", "same row")
    rows = abs(nearer)
    if nearer > 0:
        return (
            translate("counter", "one row nearer")
            if rows == 1
            else translate("counter", "%n rows nearer", None, rows)
        )
    return (
        translate("counter", "one row back")
        if rows == 1
        else translate("counter", "%n rows back", None, rows)
    )


def _follows(before: str, seat_id: str) -> bool:
    row, number = _split(before)
    next_row, next_number = _split(seat_id)
    return row == next_row and next_number == number + 1


def _split(seat_id: str) -> tuple[str, int]:
    row = seat_id.rstrip(DIGITS)
    return row, int(seat_id[len(row) :] or "-1")
