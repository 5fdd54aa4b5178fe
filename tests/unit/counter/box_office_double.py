"""A small box office in memory, with the faults that a sale must live with."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

from boxoffice.client.seat_records import NamedEvent
from boxoffice.model.blocks import Block, BlockReason
from boxoffice.model.booking import (
    Booking,
    BookingState,
    Buyer,
    HoldAnswer,
    HoldView,
    ItemChoice,
    Line,
    LineState,
    SeatChange,
    SeatChoice,
    SeatDelta,
    SeatUpdate,
    Stock,
    Ticket,
)
from boxoffice.model.clock import Clock
from boxoffice.model.errors import (
    HoldOver,
    KeyReused,
    NotFound,
    Refusal,
    SeatsGone,
    SoldOut,
    TryAgain,
    WrongAmount,
)
from boxoffice.model.layout import Layout, Seat, SeatState
from boxoffice.model.money import Money
from boxoffice.model.paper import PaperTemplate
from boxoffice.model.payment import (
    Payment,
    PaymentKind,
    PaymentState,
    Tender,
    TenderKind,
    Voucher,
)
from boxoffice.model.refund import CreditNote, Refund, RefundPart, RefundPlan, RefundState
from boxoffice.model.shift import NO_COUNTER, AtCounter
from boxoffice.model.show import (
    CategoryPrice,
    Show,
    ShowAvailability,
    ShowListing,
    ShowStanding,
    ShowStatus,
)
from boxoffice.model.terms import SaleTerms, TaxSlab, TaxTable, TicketType
from boxoffice.model.theatre import Theatre
from boxoffice.model.user import Approval, Grant, Role, Session, StaffUser
from boxoffice.rules import grid, layouts, local_time
from boxoffice.rules.basket import price_basket
from boxoffice.rules.concessions import items_of, stock_needed
from boxoffice.rules.discounts import check_new_codes, read_code
from boxoffice.rules.invoices import check_buyer
from boxoffice.rules.pricing import show_prices

HOLD = timedelta(minutes=5)
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
TERMS = SaleTerms(
    currency="INR",
    ticket_types=(
        TicketType("adult", "Adult", "A"),
        TicketType("child", "Child", "C", 8_000),
        TicketType("senior", "Senior", "S", 9_000),
    ),
    tax_tables=(
        TaxTable(date(2026, 1, 1), (TaxSlab(10_000, 500), TaxSlab(0, 1_800)), ("CGST", "SGST")),
    ),
)
THEATRE = Theatre(
    theatre_id="PVRAH", name="PVR Andheri", lon=72.8424, lat=19.1197, location_id="MUM1",
    location_name="Mumbai", pan="AABCP4821K", link="", time_zone="Asia/Kolkata",
    created_at=BEGAN, updated_at=BEGAN, terms=TERMS,
    address="Link Road, Andheri West, Mumbai 400053", gstin="27AABCP4821K1ZC",
)  # fmt: skip
SUPERVISORS_SESSION = Session(
    "token", "refresh", BEGAN + timedelta(days=999),
    StaffUser("boss", "boss", "Asha Kulkarni", (Grant(Role.SUPERVISOR, "PVRAH"),)),
)  # fmt: skip
#: Category id, name, rows, columns, the columns without a seat, price: the real hall of 91.
HALL = (
    (3, "Diamond", 1, 18, {1, 2, 3, 10, 11}, 40_000),
    (2, "Premium", 2, 20, {1, 11, 12}, 30_000),
    (1, "Standard", 2, 24, {13, 14}, 20_000),
)
MOVIES = (
    ("Monsoon Junction", "UA 13+", "144", "Hindi"),
    ("Neelgiri 1971", "UA 16+", "151", "Hindi"),
    ("The Last Ferry to Diu", "UA 7+", "118", "English"),
    ("तीसरी घंटी", "U", "133", "Hindi"),
    ("Sannata, Lane 9", "A", "109", "Hindi"),
)


def hall_of_91() -> Layout:
    """The demo's real hall: A behind, E before the screen."""
    categories = []
    row = 0
    for category_id, name, rows, columns, gaps, _ in HALL:
        cells: list[grid.GridSeat] = []
        for _ in range(rows):
            number = 0
            for column in range(1, columns + 1):
                if column in gaps:
                    cells.append(grid.GridSeat(0, "-"))
                else:
                    number += 1
                    cells.append(grid.GridSeat(category_id, f"{'ABCDE'[row]}{number}"))
            row += 1
        categories.append(grid.GridCategory(category_id, name, rows, columns, tuple(cells)))
    seat_ids = [cell.seat_id for one in categories for cell in one.seats if cell.type]
    plan = grid.from_grid(categories, seat_ids)
    return Layout("100001", "S3", "PVRAH", plan, layouts.digest(layouts.canonical(plan)), BEGAN)


class LiveDouble:
    """Live seats of one show, changed by the double at once."""

    def __init__(self, seats: tuple[Seat, ...]) -> None:
        self.states = bytearray(len(seats))
        self.holds: dict[str, HoldView] = {}
        self.mine: set[str] = set()
        self.age_seconds = 0.2
        self._seats = seats
        self._listeners: list[Callable[[SeatUpdate], None]] = []

    async def start(self) -> None:
        """Nothing to wait for."""

    async def close(self) -> None:
        """Nothing to end."""

    def on_change(self, callback: Callable[[SeatUpdate], None]) -> Callable[[], None]:
        self._listeners.append(callback)
        return lambda: self._listeners.remove(callback)

    def draw(self, seats: tuple[Seat, ...]) -> None:
        """Begin anew with the seats of another hall, each as it was and new ones free."""
        states = {seat.uid: state for seat, state in zip(self._seats, self.states, strict=True)}
        self._seats = seats
        self.states = bytearray(states.get(seat.uid, SeatState.AVAILABLE) for seat in seats)

    def put(self, seat_ids: Iterable[str], state: SeatState) -> None:
        """Change seats and tell the watchers."""
        wanted = set(seat_ids)
        changes = []
        for index, seat in enumerate(self._seats):
            if seat.seat_id in wanted:
                self.states[index] = state
                changes.append(SeatChange(index, seat.seat_id, state))
        for listener in tuple(self._listeners):
            listener(SeatUpdate(delta=SeatDelta(10_001, 1, tuple(changes))))


class RecordsDouble:
    """What is asked about single seats."""

    def __init__(self, office: "BoxOfficeDouble") -> None:
        self.blocked: dict[str, Block] = {}
        self.events: dict[str, tuple[NamedEvent, ...]] = {}
        self.orders: list[tuple[str, tuple[str, ...], str]] = []
        self.sells_house = False
        self._office = office

    async def blocks(self, show_id: int) -> tuple[Block, ...]:
        return tuple(self.blocked.values())

    async def block(
        self, show_id: int, seat_ids: tuple[str, ...], reason: BlockReason, key: str
    ) -> tuple[Block, ...]:
        self.orders.append((reason.value, seat_ids, key))
        live = self._office.live(show_id)
        index_of = {seat.seat_id: i for i, seat in enumerate(self._office.plan_layout.plan.seats)}
        gone = tuple(one for one in seat_ids if live.states[index_of[one]] in (1, 2))
        if gone:
            raise SeatsGone(f"Seat {gone[0]}: sold.", seat_ids=gone)
        for one in seat_ids:
            self.blocked[one] = Block(show_id, one, one, reason, "", "boss", BEGAN)
        live.put(seat_ids, SeatState.BLOCKED)
        return tuple(self.blocked.values())

    async def unblock(self, show_id: int, seat_ids: tuple[str, ...], key: str) -> tuple[Block, ...]:
        self.orders.append(("", seat_ids, key))
        for one in seat_ids:
            self.blocked.pop(one, None)
        self._office.live(show_id).put(seat_ids, SeatState.AVAILABLE)
        return tuple(self.blocked.values())

    async def history(self, show_id: int, seat_id: str) -> tuple[NamedEvent, ...]:
        return self.events.get(seat_id, ())


class StockDouble:
    """What there is of the items."""

    def __init__(self) -> None:
        self.there: tuple[Stock, ...] = ()

    async def stock(self, theatre_id: str) -> tuple[Stock, ...]:
        return self.there


class RefundsDouble:
    """Lines that are given back, in cash, each order once under its key."""

    def __init__(self, bookings: dict[str, Booking]) -> None:
        self._bookings = bookings
        self.orders: dict[str, tuple[str, ...]] = {}
        self.notes: dict[str, tuple[CreditNote, ...]] = {}

    async def credit_notes(self, booking_id: str) -> tuple[CreditNote, ...]:
        return self.notes.get(booking_id, ())

    async def find(self, theatre_id: str, text: str, till: str = "") -> tuple[Booking, ...]:
        return tuple(one for one in self._bookings.values() if one.number == text)

    async def refund_plan(self, booking_id: str, line_ids: tuple[str, ...]) -> RefundPlan:
        lines = [one for one in self._bookings[booking_id].lines if one.line_id in line_ids]
        amount = Money(sum(line.price.amount_minor for line in lines), "INR")
        part = RefundPart("payment", PaymentKind.CASH, amount)
        return RefundPlan(booking_id, line_ids, amount, (part,))

    async def refund(
        self,
        booking_id: str,
        line_ids: tuple[str, ...],
        idempotency_key: str,
        till: str = "",
        approval: Approval | None = None,
    ) -> tuple[Refund, ...]:
        amount = (await self.refund_plan(booking_id, line_ids)).amount
        self.orders[idempotency_key] = line_ids
        booking = self._bookings[booking_id]
        lines = tuple(
            replace(one, state=LineState.REFUNDED) if one.line_id in line_ids else one
            for one in booking.lines
        )
        self._bookings[booking_id] = replace(booking, lines=lines)
        done = RefundState.DONE
        return (
            Refund(
                "refund", booking_id, "payment", PaymentKind.CASH, amount, done, line_ids,
                BEGAN, "clerk",
            ),
        )  # fmt: skip


class TemplatesDouble:
    """What stands on the papers; anybody may change it."""

    def __init__(self) -> None:
        self.kept = PaperTemplate(THEATRE.theatre_id)

    async def template(self, theatre_id: str) -> PaperTemplate:
        return self.kept

    async def set_template(self, template: PaperTemplate) -> PaperTemplate:
        self.kept = replace(template, version=template.version + 1)
        return self.kept


class BoxOfficeDouble:
    """Implements what the counter asks of the client. `lose` answers are done and then lost;
    `refuse` is raised by the next call instead of doing it; `gate` holds answers back."""

    def __init__(self, clock: Clock, starts_in_minutes: Iterable[int] = (12, 27, 42)) -> None:
        self._clock = clock
        self.plan_layout = hall_of_91()
        self.terms = TERMS
        self._line_numbers = count(1)
        self.asked: list[str] = []
        self.counters: list[AtCounter] = []
        self.upi: dict[str, list[Payment]] = {}
        self.vouchers: dict[str, int] = {}
        self.given_up: list[tuple[str, str, str]] = []
        self.silent = False
        self.news = asyncio.Event()
        self.tenders: list[tuple[Tender, ...]] = []
        self.others: frozenset[str] = frozenset()
        self.lose = 0
        self.refuse: list[Refusal] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.bookings: dict[str, Booking] = {}
        self.sent: list[tuple[str, str]] = []
        self.papers = TemplatesDouble()
        self.prices = StockDouble()
        self.after = RefundsDouble(self.bookings)
        self.shows = tuple(
            self._listing(number, minutes) for number, minutes in enumerate(starts_in_minutes)
        )
        self.standings: asyncio.Queue[ShowStanding] = asyncio.Queue()
        self.lives: dict[int, LiveDouble] = {}
        self.seat_records = RecordsDouble(self)
        self.session: Session | None = SUPERVISORS_SESSION
        self._tokens: dict[str, str] = {}
        self._paid: dict[str, tuple[str, tuple[Tender, ...]]] = {}

    async def theatre(self, theatre_id: str) -> Theatre:
        return replace(THEATRE, terms=self.terms)

    async def listings(self, theatre_id: str, local_date: str) -> tuple[ShowListing, ...]:
        return tuple(show for show in self.shows if show.local_date == local_date)

    async def watch_day(
        self, theatre_id: str, local_date: str
    ) -> AsyncGenerator[ShowStanding, None]:
        while True:
            yield await self.standings.get()

    async def send_tickets(self, booking_id: str, to: str, key: str) -> None:
        await self._asked("send_tickets")
        self.sent.append((booking_id, to))

    async def listing(self, show_id: int) -> ShowListing:
        await self._asked("listing")
        return next(one for one in self.shows if one.show.show_id == show_id)

    async def layout(self, layout_id: str) -> Layout:
        await self._asked("layout")
        return self.plan_layout

    def live(self, show_id: int) -> LiveDouble:
        return self.lives.setdefault(show_id, LiveDouble(self.plan_layout.plan.seats))

    async def hold(
        self,
        show_id: int,
        seats: tuple[SeatChoice, ...],
        token: str = "",
        codes: tuple[str, ...] = (),
        items: tuple[ItemChoice, ...] = (),
    ) -> HoldAnswer:
        await self._asked("hold")
        if token in self._tokens:
            return HoldAnswer(self.bookings[self._tokens[token]])
        gone = self._gone(show_id, seats, ())
        if gone:
            return HoldAnswer(None, gone)
        booking = self._booking(show_id, seats, codes, items)
        self._tokens[token] = booking.booking_id
        self._answer()
        return HoldAnswer(booking)

    async def amend(
        self,
        booking_id: str,
        seats: tuple[SeatChoice, ...],
        codes: tuple[str, ...] | None = None,
        buyer: Buyer | None = None,
        items: tuple[ItemChoice, ...] | None = None,
    ) -> HoldAnswer:
        await self._asked("amend")
        held = self._held(booking_id)
        gone = self._gone(held.show_id, seats, held.seats)
        if gone:
            return HoldAnswer(None, gone)
        beside = items_of(held.lines) if items is None else items
        held = held if buyer is None else replace(held, buyer=check_buyer(buyer))
        changed = self._lines(held, seats, held.codes if codes is None else codes, beside)
        self._put(held, SeatState.AVAILABLE)
        self._put(changed, SeatState.LOCKED)
        self._answer()
        return HoldAnswer(changed)

    async def extend(self, booking_id: str) -> Booking:
        await self._asked("extend")
        held = replace(self._held(booking_id), expires_at=self._clock.now() + HOLD)
        self.bookings[booking_id] = held
        return held

    async def release(self, booking_id: str) -> bool:
        await self._asked("release")
        held = self._held(booking_id)
        self._put(held, SeatState.AVAILABLE)
        del self.bookings[booking_id]
        return True

    async def booking(self, booking_id: str) -> Booking:
        await self._asked("booking")
        if booking_id not in self.bookings:
            raise NotFound("There is no such booking.")
        return self.bookings[booking_id]

    async def take_payment(
        self,
        booking_id: str,
        tenders: tuple[Tender, ...],
        idempotency_key: str,
        counter: AtCounter = NO_COUNTER,
    ) -> Booking:
        await self._asked("take_payment")
        self.counters.append(counter)
        known = self._paid.get(idempotency_key)
        if known is not None:
            if known != (booking_id, tenders):
                raise KeyReused("This payment was asked for differently.")
            return self.bookings[booking_id]
        held = self._held(booking_id)
        due = held.total.amount_minor - held.paid.amount_minor
        if sum(tender.amount_minor for tender in tenders) != due:
            raise WrongAmount("The tenders do not add up to the total.")
        self._paid[idempotency_key] = (booking_id, tenders)
        self.tenders.append(tenders)
        for tender in tenders:
            if tender.kind is TenderKind.VOUCHER:
                self.vouchers[tender.reference] -= tender.amount_minor
        upi = [tender for tender in tenders if tender.kind is TenderKind.UPI]
        if upi:
            self._open_upi(held, upi[0], tenders)
        else:
            self._sell(held)
        self._answer()
        return self.bookings[booking_id]

    async def payments(self, booking_id: str) -> tuple[Payment, ...]:
        await self._asked("payments")
        return tuple(self.upi.get(booking_id, ()))

    async def watch_booking(self, booking_id: str) -> AsyncGenerator[Booking, None]:
        while True:
            yield self.bookings[booking_id]
            await self.news.wait()
            self.news.clear()

    async def close_payment(self, booking_id: str) -> Booking:
        await self._asked("close_payment")
        if self.silent:
            raise TryAgain("Its provider does not say.")
        self.end_upi(booking_id, PaymentState.CLOSED)
        return self.bookings[booking_id]

    async def give_up_payment(
        self, booking_id: str, idempotency_key: str, till: str = ""
    ) -> Booking:
        await self._asked("give_up_payment")
        self.given_up.append((booking_id, idempotency_key, till))
        booking = self.bookings[booking_id]
        if booking.state is BookingState.PENDING:
            over = replace(booking, state=BookingState.CANCELLED, paid=Money(0, "INR"))
            self.bookings[booking_id] = over
            self._put(booking, SeatState.AVAILABLE)
        return self.bookings[booking_id]

    async def voucher(self, theatre_id: str, code: str) -> Voucher:
        await self._asked("voucher")
        if code not in self.vouchers:
            raise NotFound("There is no such voucher at this theatre.")
        balance = Money(self.vouchers[code], "INR")
        return Voucher(code, theatre_id, balance, balance, BEGAN, None)

    def end_upi(self, booking_id: str, state: PaymentState) -> None:
        """The open payment ends like this; money confirms its booking."""
        payments = self.upi[booking_id]
        if payments[-1].state is PaymentState.OPEN:
            payments[-1] = replace(payments[-1], state=state)
        if state is PaymentState.CAPTURED:
            self._sell(self.bookings[booking_id])
        self.news.set()

    async def tickets(self, booking_id: str) -> tuple[Ticket, ...]:
        await self._asked("tickets")
        return tuple(
            Ticket(booking_id, one.line_id, one.seat_id, one.ticket_type, 1, f"BO1.{one.line_id}")
            for one in self.bookings[booking_id].seats
        )

    def lose_holds(self) -> None:
        """Forget all holds, as a box office does that is killed and begins anew."""
        for booking in tuple(self.bookings.values()):
            if booking.state is BookingState.HELD:
                self._put(booking, SeatState.AVAILABLE)
                del self.bookings[booking.booking_id]

    def move_show(self, layout: Layout) -> ShowListing:
        """The first show is on this layout, everybody in the seats of the same uid."""
        show_id = self.shows[0].show.show_id
        seat_of = {seat.uid: seat for seat in layout.plan.seats}
        self.plan_layout = layout
        self.lives[show_id].draw(layout.plan.seats)
        for booking in tuple(self.bookings.values()):
            lines = (
                replace(line, seat_id=seat_of[line.seat_uid].seat_id) for line in booking.seats
            )
            self.bookings[booking.booking_id] = replace(booking, lines=tuple(lines))
        moved = replace(self.shows[0].show, layout_id=layout.layout_id, version=2)
        self.shows = (replace(self.shows[0], show=moved), *self.shows[1:])
        return self.shows[0]

    def elsewhere(self, *seat_ids: str, unseen: bool = False) -> None:
        """Another counter holds these; `unseen` while the news has not come through yet."""
        live = self.live(self.shows[0].show.show_id)
        self.others = frozenset(seat_ids)
        if not unseen:
            live.put(seat_ids, SeatState.LOCKED)

    def _sell(self, held: Booking) -> None:
        sold = replace(
            held, state=BookingState.CONFIRMED, paid=held.total, number="7Q4M9XKD", expires_at=None
        )
        self.bookings[held.booking_id] = sold
        self._put(sold, SeatState.BOOKED)

    def _open_upi(self, held: Booking, upi: Tender, tenders: tuple[Tender, ...]) -> None:
        paid = Money(held.total.amount_minor - upi.amount_minor, "INR")
        pending = replace(held, state=BookingState.PENDING, paid=paid, number="7Q4M9XKD")
        self.bookings[held.booking_id] = pending
        amount = Money(upi.amount_minor, "INR")
        payments = self.upi.setdefault(held.booking_id, [])
        for one in tenders:
            if one is not upi:
                part = Money(one.amount_minor, "INR")
                payments.append(
                    Payment(
                        f"p{len(payments)}", held.booking_id, PaymentKind(one.kind), part,
                        one.given_minor, one.reference, PaymentState.CAPTURED, self._clock.now(),
                    )
                )  # fmt: skip
        payments.append(
            Payment(
                f"p{len(payments)}", held.booking_id, PaymentKind.UPI, amount, upi.amount_minor,
                "ref", PaymentState.OPEN, self._clock.now(), "psp", upi_link="upi://pay?pa=a@b",
            )
        )  # fmt: skip

    async def _asked(self, what: str) -> None:
        self.asked.append(what)
        await self.gate.wait()
        if self.refuse:
            raise self.refuse.pop(0)

    def _answer(self) -> None:
        if self.lose:
            self.lose -= 1
            raise TryAgain("The answer was lost.")

    def _gone(
        self, show_id: int, seats: tuple[SeatChoice, ...], own: tuple[Line, ...]
    ) -> tuple[str, ...]:
        states = self.live(show_id).states
        index_of = {seat.seat_id: i for i, seat in enumerate(self.plan_layout.plan.seats)}
        mine = {line.seat_id for line in own}
        return tuple(
            one.seat_id
            for one in seats
            if one.seat_id in self.others
            or (
                one.seat_id not in mine
                and states[index_of[one.seat_id]]
                and not self._is_house(one)
            )
        )

    def _is_house(self, one: SeatChoice) -> bool:
        block = self.seat_records.blocked.get(one.seat_id)
        return self.seat_records.sells_house and block is not None

    def _held(self, booking_id: str) -> Booking:
        held = self.bookings.get(booking_id)
        if held is None or (held.expires_at and held.expires_at <= self._clock.now()):
            raise HoldOver("The time for these seats is up.")
        gone = tuple(line.seat_id for line in held.seats if line.seat_id in self.others)
        if gone:
            raise SeatsGone("Seats are gone.", seat_ids=gone)
        return held

    def _booking(
        self,
        show_id: int,
        seats: tuple[SeatChoice, ...],
        codes: tuple[str, ...],
        items: tuple[ItemChoice, ...],
    ) -> Booking:
        number = len(self._tokens) + 1
        now = self._clock.now()
        empty = Booking(
            booking_id=f"secret-{number}", hold_id=f"hold-{number}", number="", show_id=show_id,
            theatre_id="PVRAH", user_id="clerk", state=BookingState.HELD, lines=(),
            total=Money(0, "INR"), paid=Money(0, "INR"), created_at=now, updated_at=now,
            expires_at=now + HOLD, version=1,
        )  # fmt: skip
        booking = self._lines(empty, seats, codes, items)
        self._put(booking, SeatState.LOCKED)
        return booking

    def _lines(
        self,
        booking: Booking,
        seats: tuple[SeatChoice, ...],
        codes: tuple[str, ...],
        items: tuple[ItemChoice, ...],
    ) -> Booking:
        show = next(one.show for one in self.shows if one.show.show_id == booking.show_id)
        by_id = {seat.seat_id: seat for seat in self.plan_layout.plan.seats}
        prices = show_prices(show, self.terms, THEATRE.time_zone)
        wanted = [(by_id[choice.seat_id], choice.ticket_type) for choice in seats]
        codes = tuple(map(read_code, codes))
        day = self._clock.now().date()
        lines = price_basket(prices, wanted, codes, day, self._new_line_id, booking.lines, items)
        self._check_stock(lines)
        check_new_codes(prices, lines, sorted(set(codes) - set(booking.codes)), day)
        total = Money(sum(line.price.amount_minor for line in lines), "INR")
        made = replace(booking, lines=lines, total=total, codes=codes)
        self.bookings[booking.booking_id] = made
        return made

    def _check_stock(self, lines: tuple[Line, ...]) -> None:
        there = {one.item: one.pieces for one in self.prices.there}
        for item, needed in stock_needed(self.terms, lines).items():
            if there.get(item.code, 0) < needed:
                raise SoldOut(f"{item.name}: sold out.")

    def _new_line_id(self) -> str:
        return f"line-{next(self._line_numbers)}"

    def _put(self, booking: Booking, state: SeatState) -> None:
        live = self.live(booking.show_id)
        indexes = tuple(
            index
            for index, seat in enumerate(self.plan_layout.plan.seats)
            if seat.seat_id in {line.seat_id for line in booking.seats}
        )
        live.holds.pop(booking.hold_id, None)
        if state is SeatState.LOCKED and booking.expires_at is not None:
            live.holds[booking.hold_id] = HoldView(booking.hold_id, booking.expires_at, indexes)
        live.put((line.seat_id for line in booking.seats), state)

    def _listing(self, number: int, minutes: int) -> ShowListing:
        starts_at = self._clock.now() + timedelta(minutes=minutes)
        title, certificate, duration, language = MOVIES[number % len(MOVIES)]
        prices = tuple(
            CategoryPrice(one, name, rows, columns, Money(price, "INR"))
            for one, name, rows, columns, _, price in HALL
        )
        show = Show(
            show_id=10_001 + number, movie_id=f"m{number}", theatre_id="PVRAH", screen_id="S3",
            layout_id="100001", status=ShowStatus.OPEN, publish_at=BEGAN, starts_at=starts_at,
            prices=prices, language=language, format="2D", screen_config="", created_at=BEGAN,
            updated_at=BEGAN,
        )  # fmt: skip
        day = local_time.local_date(starts_at, "Asia/Kolkata")
        counts = ShowAvailability(show.show_id, 91, 91, 0, 0, 0, 0)
        return ShowListing(
            show, ShowStatus.OPEN, day, title, certificate, duration, f"Audi {number + 3}", counts
        )
