"""What is written to people whose seats are kept until they pay."""

from boxoffice.model.booking import Booking
from boxoffice.model.letter import Letter
from boxoffice.model.show import ShowListing
from boxoffice.model.theatre import Theatre
from boxoffice.rules.booking_number import spoken
from boxoffice.rules.local_time import zone
from boxoffice.services.e_tickets.paper import moment


def reservation_letter(
    booking: Booking, listing: ShowListing, theatre: Theatre, *, is_last: bool
) -> Letter:
    """Which seats are kept, and until when; with `is_last` that this is soon over."""
    assert booking.expires_at is not None
    here = zone(theatre.time_zone)
    until = moment(booking.expires_at.astimezone(here))
    starts = moment(listing.show.starts_at.astimezone(here))
    number = spoken(booking.number)
    seats = ", ".join(line.seat_id for line in booking.seats)
    due = (booking.total - booking.paid).words()
    subject = f"Pay by {until}: {listing.title}" if is_last else f"Reserved: {listing.title}"
    return Letter(
        subject,
        f"{subject}\n{starts}, {theatre.name}, {listing.screen_name}\nSeats {seats}\n"
        f"Reservation {number}\n\nThe seats are kept until {until}. Pay {due} at the counter by"
        " then; say the number or your name.\n",
    )
