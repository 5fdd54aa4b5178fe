"""A booking service with one show on sale in the 91-seat hall: Diamond (row A) at 400, Premium
(B, C) at 300, Standard (D, E) at 200 rupees; children pay half."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from boxoffice.model.booking import Booking, HoldRequest, PaidAmount, SeatChoice
from boxoffice.model.layout import Layout
from boxoffice.model.money import Money
from boxoffice.model.show import CategoryPrice, OfferedShow, Show, ShowStatus
from boxoffice.model.terms import SaleTerms, TaxSlab, TaxTable, TicketType
from boxoffice.rules.grid import from_grid
from boxoffice.rules.layouts import canonical, digest
from boxoffice.services.booking import Bookings
from boxoffice.stores.database import Database
from boxoffice.stores.locks import LockStore
from boxoffice.stores.locks.memory import MemoryLocks
from tests.clock import FakeClock
from tests.unit.rules.halls import ninety_one, seat_ids

SHOW = 10001
STARTS_AT = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
HOLD_SECONDS = 300.0
GUEST_HOLD_SECONDS = 480.0
CLAIM_SECONDS = 600.0

PLAN = from_grid(ninety_one(), seat_ids(ninety_one()))
LAYOUT = Layout(
    "100001", "screen-1", "PVRAH", PLAN, digest(canonical(PLAN)), datetime(2026, 11, 1, tzinfo=UTC)
)
UID = {seat.seat_id: seat.uid for seat in PLAN.seats}
INDEX = {seat.seat_id: index for index, seat in enumerate(PLAN.seats)}

TERMS = SaleTerms(
    "INR",
    (TicketType("adult", "Adult", "A"), TicketType("child", "Child", "C", 5_000)),
    (TaxTable(date(2025, 9, 22), (TaxSlab(10_000, 500), TaxSlab(0, 1_800)), ("CGST", "SGST")),),
)


def offered(show_id: int = SHOW, **changes: object) -> OfferedShow:
    """The show as Show pushes it, with other fields where given."""
    show = Show(
        show_id=show_id,
        movie_id="film",
        theatre_id="PVRAH",
        screen_id="screen-1",
        layout_id="100001",
        status=ShowStatus.OPEN,
        publish_at=datetime(2026, 11, 15, tzinfo=UTC),
        starts_at=STARTS_AT,
        prices=tuple(
            CategoryPrice(category_id, name, rows, columns, Money(rupees * 100, "INR"))
            for category_id, name, rows, columns, rupees in (
                (3, "Diamond", 1, 18, 400),
                (2, "Premium", 2, 20, 300),
                (1, "Standard", 2, 24, 200),
            )
        ),
        language="Hindi",
        format="2D",
        screen_config="",
        created_at=datetime(2026, 11, 1, tzinfo=UTC),
        updated_at=datetime(2026, 11, 1, tzinfo=UTC),
    )
    return OfferedShow(replace(show, **changes), TERMS, "Asia/Kolkata")  # type: ignore[arg-type]


def choose(*seats: str) -> tuple[SeatChoice, ...]:
    """Seats by id; “A1 child” names the ticket type."""
    return tuple(SeatChoice(*seat.split(" ")) for seat in seats)


def rupees(amount: int) -> Money:
    return Money(amount * 100, "INR")


@dataclass(frozen=True, slots=True)
class Box:
    """The service and what it stands on."""

    bookings: Bookings
    database: Database
    locks: LockStore
    clock: FakeClock

    async def hold(self, *seats: str, token: str = "", show_id: int = SHOW) -> Booking:
        """A hold that must be granted."""
        answer = await self.bookings.hold(
            HoldRequest(show_id, choose(*seats), "clerk-1", token=token)
        )
        assert answer.booking is not None, answer.gone
        return answer.booking

    async def gone(self, *seats: str) -> tuple[str, ...]:
        """What a hold that must be refused names as gone."""
        answer = await self.bookings.hold(HoldRequest(SHOW, choose(*seats), "clerk-2"))
        assert answer.booking is None
        return answer.gone

    async def claim(self, *seats: str) -> Booking:
        """A PENDING booking of these seats."""
        held = await self.hold(*seats)
        return await self.bookings.claim(held.booking_id, "clerk-1")

    async def sell(self, *seats: str, payment_id: str = "payment-1") -> Booking:
        """A CONFIRMED booking of these seats."""
        pending = await self.claim(*seats)
        await self.bookings.confirm(pending.booking_id, PaidAmount(payment_id, pending.total))
        return await self.bookings.get(pending.booking_id)

    async def expire(self, booking: Booking) -> Booking:
        """Let a PENDING booking's time pass and end it."""
        self.clock.advance(CLAIM_SECONDS + 1)
        return await self.bookings.expire(booking.booking_id)

    async def counts(self) -> tuple[int, int, int, int, int]:
        """Available, held, pending, sold and blocked seats of the show."""
        (seats,) = await self.bookings.availability((SHOW,))
        return seats.available, seats.held, seats.pending, seats.sold, seats.blocked


@asynccontextmanager
async def open_box(
    database: Database,
    clock: FakeClock | None = None,
    locks: LockStore | None = None,
    ticket_secret: Callable[[], bytes] | None = None,
) -> AsyncIterator[Box]:
    """The service over this database with the show on sale, for as long as the context lasts."""
    clock = clock or FakeClock()
    locks = locks or MemoryLocks(clock)
    bookings = Bookings(
        database,
        locks,
        clock,
        HOLD_SECONDS,
        GUEST_HOLD_SECONDS,
        CLAIM_SECONDS,
        ticket_secret=ticket_secret,
    )
    await bookings.start()
    await bookings.put_layout(LAYOUT)
    await bookings.put_show(offered())
    try:
        yield Box(bookings, database, locks, clock)
    finally:
        await bookings.stop()
        await locks.close()


def later(seconds: float) -> datetime:
    """That long after the moment the clock of the tests begins at."""
    return FakeClock().now() + timedelta(seconds=seconds)
