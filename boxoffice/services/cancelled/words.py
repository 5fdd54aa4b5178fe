"""What a cancelled show's customers are told, in a mail or an SMS."""

from boxoffice.model.booking import Booking
from boxoffice.model.cancelled import CancelledBooking, Outcome
from boxoffice.model.letter import Letter
from boxoffice.model.show import ShowListing
from boxoffice.model.theatre import Theatre
from boxoffice.rules.booking_number import spoken
from boxoffice.rules.local_time import zone
from boxoffice.services.e_tickets.paper import moment

_GOES_BACK = (Outcome.REFUND_DUE, Outcome.REFUNDED)


def letter(
    theatre: Theatre,
    listing: ShowListing,
    reason: str,
    row: CancelledBooking,
    new: tuple[Booking, ShowListing] | None,
) -> Letter:
    """The words for one booking as it stands; `new` is what it was moved to, with its show."""
    show = f"{listing.title}, {_when(theatre, listing)}, {listing.screen_name}"
    why = f": {reason.rstrip('.')}." if reason else "."
    seats = f", seats {', '.join(row.seat_ids)}" if row.seat_ids else ""
    told = (
        f"{theatre.name} has had to cancel {show}{why}",
        f"Your booking is {spoken(row.number)}{seats}.",
        _becomes(theatre, row, new),
    )
    return Letter(f"Cancelled: {listing.title}, {_when(theatre, listing)}", " ".join(told))


def _becomes(
    theatre: Theatre, row: CancelledBooking, new: tuple[Booking, ShowListing] | None
) -> str:
    if new is not None:
        booking, there = new
        seats = ", ".join(line.seat_id for line in booking.seats)
        return (
            f"You have seats {seats} in {there.title}, {_when(theatre, there)},"
            f" {there.screen_name} instead. Say {spoken(booking.number)} at the counter for your"
            " tickets."
        )
    if not any(one.amount.amount_minor for one in row.money):
        return "At the counter you can have seats of another show."
    money = " and ".join(one.amount.words() for one in row.money)
    if row.outcome in _GOES_BACK:
        return f"Your money, {money}, goes back the way you paid it."
    return f"Your money, {money}, or seats of another show are yours at the counter."


def _when(theatre: Theatre, listing: ShowListing) -> str:
    return moment(listing.show.starts_at.astimezone(zone(theatre.time_zone)))
