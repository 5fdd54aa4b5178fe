"""A theatre, a show and a booking to ask the gateway about."""

from datetime import UTC, datetime

from boxoffice.model.booking import Booking, BookingState, Line, SeatChange
from boxoffice.model.money import Money
from boxoffice.model.movie import Movie
from boxoffice.model.show import CategoryPrice, Show, ShowAvailability, ShowStatus
from boxoffice.model.terms import SaleTerms, TicketType
from boxoffice.model.theatre import Theatre
from boxoffice.model.user import Caller, Grant, Role

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
EVENING = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)

ANDHERI_CLERK = Caller("u1", (Grant(Role.COUNTER, "PVRAH"),))
PUNE_CLERK = Caller("u2", (Grant(Role.COUNTER, "CPUNE"),))


def theatre(theatre_id: str = "PVRAH") -> Theatre:
    """A theatre with a PAN."""
    return Theatre(
        theatre_id=theatre_id,
        name="PVR Andheri",
        lon=72.8424,
        lat=19.1197,
        location_id="MUM1",
        location_name="Mumbai",
        pan="AAACP1234A",
        link="https://example.org",
        time_zone="Asia/Kolkata",
        created_at=NOON,
        updated_at=NOON,
        terms=SaleTerms("INR", (TicketType("adult", "Adult", "A"),), ()),
    )


def show(show_id: int = 10001, theatre_id: str = "PVRAH") -> Show:
    """An open show at 320 rupees."""
    return Show(
        show_id=show_id,
        movie_id="M1",
        theatre_id=theatre_id,
        screen_id="S1",
        layout_id="100001",
        status=ShowStatus.OPEN,
        publish_at=NOON,
        starts_at=EVENING,
        prices=(CategoryPrice(1, "Standard", 2, 10, Money(32_000, "INR")),),
        language="hi",
        format="2D",
        screen_config="",
        created_at=NOON,
        updated_at=NOON,
    )


def counts(show_id: int, available: int, capacity: int = 20) -> ShowAvailability:
    """So many of the seats are free, the others sold."""
    return ShowAvailability(show_id, capacity, available, 0, 0, capacity - available, 0)


def movie(movie_id: str) -> Movie:
    """A title."""
    return Movie(movie_id, "Title", (), "", "", "UA", (), (), (), "144", "")


def booking(
    *seat_ids: str, state: BookingState = BookingState.HELD, paid_minor: int = 0
) -> Booking:
    """Seats of show 10001 at 320 rupees each."""
    lines = tuple(
        Line(seat_id.lower(), f"u-{seat_id}", seat_id, 1, "adult", Money(32_000, "INR"), 32_000, ())
        for seat_id in seat_ids
    )
    return Booking(
        booking_id="b-secret",
        hold_id="h-public",
        number="" if state is BookingState.HELD else "7Q4M9XKD",
        show_id=10001,
        theatre_id="PVRAH",
        user_id="u1",
        state=state,
        lines=lines,
        total=Money(32_000 * len(lines), "INR"),
        paid=Money(paid_minor, "INR"),
        created_at=NOON,
        updated_at=NOON,
        expires_at=EVENING,
        version=1,
    )


def change(index: int) -> SeatChange:
    """A seat that was sold."""
    return SeatChange(index, f"A{index + 1}", 2)
