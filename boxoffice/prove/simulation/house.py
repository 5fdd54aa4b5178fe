"""The services of one process, joined as bootstrap joins them, over a simulated disk; and the show
that a run sells."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from random import Random

from boxoffice.model.events import Event
from boxoffice.model.layout import Layout
from boxoffice.model.money import Money
from boxoffice.model.show import CategoryPrice, OfferedShow, Show, ShowStatus
from boxoffice.model.terms import SaleTerms, TaxSlab, TaxTable, TicketType
from boxoffice.prove.simulation.database import Disk, SimulatedDatabase
from boxoffice.prove.simulation.loop import Node, SeededLoop
from boxoffice.prove.simulation.weather import Weather
from boxoffice.rules.grid import GridCategory, GridSeat, from_grid
from boxoffice.rules.numbering import row_letters
from boxoffice.services.booking import Bookings
from boxoffice.services.payment import Payments
from boxoffice.services.payment.methods import PaymentMethods
from boxoffice.stores import booking as booking_store
from boxoffice.stores import payment as payment_store
from boxoffice.stores.locks.memory import MemoryLocks
from boxoffice.stores.migrate import migrate
from boxoffice.stores.outbox import LocalRelay, WakingDatabase

HOLD_SECONDS = 10.0
#: Nothing in a run stands still for as long: a process that did so in the middle of a claim would
#: let others hold, not buy, what SQL is about to give away.
CLAIM_SECONDS = 40.0
SHOW_ID = 1
SCREEN_ID, THEATRE_ID, LAYOUT_ID = "screen", "theatre", "layout"
ROWS, COLUMNS = 2, 6
PRICE = Money(200_00, "INR")
BEGINNING = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)

Consumer = Callable[[Event], Awaitable[object]]


class SimulatedClock:
    """A boxoffice.model.clock.Clock of one process: the loop's time, `ahead` seconds off."""

    def __init__(self, loop: SeededLoop, ahead: float) -> None:
        self._loop = loop
        self._ahead = ahead

    def now(self) -> datetime:
        return BEGINNING + timedelta(seconds=self._loop.time() + self._ahead)

    def steady(self) -> float:
        return self._loop.time()

    def asleep(self) -> float:
        return 0.0


class House:
    """A process that serves one cinema. It is killed, never stopped."""

    def __init__(
        self,
        node: Node,
        clock: SimulatedClock,
        disk: Disk,
        weather: Weather,
        methods: PaymentMethods,
        consumer: Consumer,
        *,
        is_shared: bool,
    ) -> None:
        self.node = node
        database = SimulatedDatabase(disk, node, weather, is_shared=is_shared)
        early = SimulatedDatabase(disk, node, weather, is_shared=is_shared, reads_early=True)
        self.bookings = _bookings(early, clock)
        booking_relay = LocalRelay(database, booking_store.outbox, {"run": consumer})
        payment_relay = LocalRelay(database, payment_store.outbox, {"run": consumer})
        self.payments = Payments(
            WakingDatabase(database, payment_relay), clock, self.bookings, methods
        )
        self._workers = (self.bookings, self.payments, booking_relay, payment_relay)

    async def start(self) -> None:
        """Begin to serve."""
        for worker in self._workers:
            await worker.start()


def prepare() -> Disk:
    """A disk with every table that selling needs, and one show on sale."""
    disk = Disk()
    loop = SeededLoop(Random(0))
    node = Node(loop, "maker", lambda: None)
    database = SimulatedDatabase(disk, node, Weather(Random(0)))
    clock = SimulatedClock(loop, 0.0)
    bookings = _bookings(database, clock)

    async def fill() -> None:
        await migrate(database, ("booking", "payment"))
        await bookings.start()
        await bookings.put_layout(_layout())
        await bookings.put_show(_offered())

    loop.run_until_complete(fill())
    loop.close()
    disk.keep_as_prepared()
    return disk


def seat_ids() -> tuple[str, ...]:
    """The hall's seats in its order."""
    return tuple(seat.seat_id for seat in _layout().plan.seats)


def _bookings(database: SimulatedDatabase, clock: SimulatedClock) -> Bookings:
    locks = MemoryLocks(clock)
    return Bookings(database, locks, clock, HOLD_SECONDS, HOLD_SECONDS, CLAIM_SECONDS)


def _layout() -> Layout:
    seats = tuple(
        GridSeat(1, f"{row_letters(row)}{column + 1}")
        for row in range(ROWS)
        for column in range(COLUMNS)
    )
    grid = (GridCategory(1, "Hall", ROWS, COLUMNS, seats),)
    plan = from_grid(grid, tuple(seat.seat_id for seat in seats))
    return Layout(LAYOUT_ID, SCREEN_ID, THEATRE_ID, plan, "", BEGINNING)


def _offered() -> OfferedShow:
    show = Show(
        show_id=SHOW_ID,
        movie_id="movie",
        theatre_id=THEATRE_ID,
        screen_id=SCREEN_ID,
        layout_id=LAYOUT_ID,
        status=ShowStatus.OPEN,
        publish_at=BEGINNING - timedelta(days=1),
        starts_at=BEGINNING + timedelta(days=1),
        prices=(CategoryPrice(1, "Hall", ROWS, COLUMNS, PRICE),),
        language="Hindi",
        format="2D",
        screen_config="",
        created_at=BEGINNING,
        updated_at=BEGINNING,
    )
    tax = TaxTable(date(2025, 9, 22), (TaxSlab(0, 500),), ("CGST", "SGST"))
    terms = SaleTerms(PRICE.currency, (TicketType("adult", "Adult", "A"),), (tax,))
    return OfferedShow(show, terms, "Asia/Kolkata")
