"""Who seats are for, and keeping them until they are paid, laid over the window: what lies beneath
stays as it is."""

from collections.abc import Awaitable, Callable, Coroutine, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from boxoffice.counter.after.customer_page import CustomerPage
from boxoffice.counter.after.desk import Account
from boxoffice.counter.after.lines_page import LinesPage
from boxoffice.counter.page_sheet import PageSheet
from boxoffice.counter.reserving.desk import ReservationDesk
from boxoffice.counter.reserving.list_page import ListPage
from boxoffice.counter.reserving.until_page import UntilPage
from boxoffice.counter.shifts.page import TillPage
from boxoffice.counter.shifts.signing_page import SigningPage
from boxoffice.counter.words import seat_span
from boxoffice.model.booking import Booking, BookingState, Customer
from boxoffice.model.clock import Clock
from boxoffice.model.errors import Refusal
from boxoffice.model.show import ShowListing
from boxoffice.model.theatre import Theatre
from boxoffice.model.user import Approval, StaffUser
from boxoffice.qtkit.commands import Commands
from boxoffice.qtkit.fonts import BOLD, Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_SMALL
from boxoffice.qtkit.widgets import ElidedLabel, KeyButton, Role, Tone
from boxoffice.rules.booking_number import spoken
from boxoffice.rules.reservations import deadlines, latest_end

WIDTH, HEIGHT = 640, 560


class ReservationSheet(PageSheet):
    """Esc goes one page back. `taken` carries a reservation that is to be paid and its show,
    `named` the booking in hand once its customer is known; `reserved` says that the seats in hand
    are kept for somebody now."""

    taken = Signal(object, object)
    named = Signal(object, object)
    reserved = Signal()

    def __init__(
        self,
        theme: Theme,
        commands: Commands,
        window: QWidget,
        desk: ReservationDesk,
        theatre: Theatre,
        clock: Clock,
        tasks: Tasks,
        approvers: Callable[[], Awaitable[Sequence[StaffUser]]],
        *,
        supervises: bool,
    ) -> None:
        """`supervises` is whether whoever is signed in keeps seats as long as they like;
        `approvers` are those who say yes where not."""
        super().__init__(window, commands, WIDTH, HEIGHT)
        self._desk, self._clock, self._tasks = desk, clock, tasks
        self._approvers, self._supervises = approvers, supervises
        self._rule = theatre.terms.reservations
        self._formats = Formats(theatre)
        self._listing: ShowListing | None = None
        #: What is being reserved, named or changed.
        self._booking: Booking | None = None
        self._names_only = False
        self._until: datetime | None = None
        self.list_page = ListPage(theme, self._formats)
        self._until_page = UntilPage(theme, self._formats)
        self._customer = CustomerPage(theme)
        self._lines = LinesPage(theme, self._formats, theatre.terms)
        self._signing = SigningPage(theme)
        self._title = ElidedLabel("", Size.TIME, BOLD)
        self._lay_out(theme)
        self._connect()

    def open_list(self, listing: ShowListing) -> None:
        """Show the reservations of a show."""
        self._begin(listing, None)
        self._ask(self._read(), self.list_page)

    def open_for(self, listing: ShowListing, held: Booking) -> None:
        """Reserve what is held, once it is known for whom."""
        self._begin(listing, held)
        if held.customer.name or held.customer.phone:
            self._ask_until()
        else:
            self._customer.ask(held.customer)
            self._show(self._customer)
            words = self.tr("A name or a phone number, so that the seats are found again.")
            self._customer.banner.tell(words)

    def open_customer(self, listing: ShowListing, held: Booking) -> None:
        """Ask who the seats in hand are for."""
        self._begin(listing, held, names_only=True)
        self._customer.ask(held.customer)
        self._show(self._customer)

    def _begin(
        self, listing: ShowListing, held: Booking | None, *, names_only: bool = False
    ) -> None:
        self._listing, self._booking, self._names_only = listing, held, names_only
        title = self.tr("Reservations: {time} {title}")
        time = self._formats.time(listing.show.starts_at)
        self.list_page.wait(title.format(time=time, title=listing.title))
        self.open()
        self._show(self.list_page)

    def _connect(self) -> None:
        self._customer.kept.connect(lambda who: self._ask(self._name(who), self._customer))
        self._until_page.given.connect(self._until_given)
        self._lines.given.connect(lambda ids: self._ask(self._let_go(ids), self._lines))
        self._signing.signed.connect(
            lambda approval: self._ask(self._keep(approval), self._signing)
        )
        self.list_page.pay_asked.connect(self._pay)
        self.list_page.longer_asked.connect(self._longer)
        self.list_page.let_go_asked.connect(self._choose_lines)

    async def _read(self) -> None:
        assert self._listing is not None
        found = await self._desk.of_show(self._listing.show.show_id)
        self.list_page.show_reservations(found)
        self._show(self.list_page)

    async def _name(self, customer: Customer) -> None:
        assert self._booking is not None
        self._booking = await self._desk.set_customer(self._booking.booking_id, customer)
        self.named.emit(self._booking, self._listing)
        if self._names_only:
            self.close_it()
        else:
            self._ask_until()

    def _ask_until(self) -> None:
        """Ask until when: what is held, or a reservation that is to last longer."""
        booking, listing = self._booking, self._listing
        assert booking is not None
        assert listing is not None
        starts_at, now = listing.show.starts_at, self._clock.now()
        longer = bool(booking.reserved_by)
        latest = latest_end(self._rule, starts_at, supervised=self._supervises or longer)
        after = booking.expires_at if longer and booking.expires_at is not None else now
        self._until_page.ask(
            self.tr("Keep longer") if longer else self.tr("Reserve, pay later"),
            self._whom(booking),
            self.tr("Keep until then") if longer else self.tr("Reserve"),
            deadlines(now, after, latest, starts_at),
            starts_at,
        )
        self._show(self._until_page)

    def _until_given(self, until: datetime) -> None:
        self._until = until
        self._ask(self._keep(), self._until_page)

    async def _keep(self, approval: Approval | None = None) -> None:
        """Reserve, or keep longer; once a supervisor has said yes where that takes one."""
        booking, until = self._booking, self._until
        assert booking is not None
        assert until is not None
        longer = bool(booking.reserved_by)
        needs_yes = not self._supervises and (longer or self._rule.supervised)
        if needs_yes and approval is None:
            await self._ask_yes()
            return
        keep = self._desk.extend if longer else self._desk.reserve
        kept = await keep(booking.booking_id, until, approval)
        if not longer:
            self.reserved.emit()
        await self._read()
        # The keys that pay, keep longer and let go are about what is said above them.
        self.list_page.choose(kept.booking_id)
        words = self.tr("{number} is kept until {time}: {whom}")
        day = self._formats.day(self._formats.local(until).date())
        time = f"{day}, {self._formats.time(until)}"
        told = words.format(number=spoken(kept.number), time=time, whom=self._whom(kept))
        self.list_page.banner.tell(told, Tone.OK)

    async def _ask_yes(self) -> None:
        words = self.tr("A supervisor says yes to keeping these seats. The basket stays.")
        people = await self._approvers()
        self._signing.ask(self.page.title, words, self.tr("Keep them"), tuple(people))
        self._show(self._signing)

    def _pay(self, booking: Booking) -> None:
        self.close_it()
        self.taken.emit(booking, self._listing)

    def _longer(self, booking: Booking) -> None:
        self._booking = booking
        self._ask_until()

    def _choose_lines(self, booking: Booking) -> None:
        assert self._listing is not None
        self._booking = booking
        account = Account(booking, self._listing, (), ())
        self._lines.ask(account, self.tr("Let go"), self.tr("Let these go"))
        self._show(self._lines)

    async def _let_go(self, line_ids: tuple[str, ...]) -> None:
        assert self._booking is not None
        before = self._booking
        left = await self._desk.let_go(before, line_ids)
        await self._read()
        gone = seat_span([line.seat_id for line in before.seats if line.line_id in line_ids])
        words = self.tr("{seats} can be sold again.")
        if left.state is BookingState.PENDING:
            stays = seat_span([line.seat_id for line in left.seats])
            words = self.tr("{seats} can be sold again; {stays} are still kept.")
            self.list_page.banner.tell(words.format(seats=gone, stays=stays), Tone.OK)
        else:
            self.list_page.banner.tell(words.format(seats=gone), Tone.OK)

    def _whom(self, booking: Booking) -> str:
        seats = seat_span([line.seat_id for line in booking.seats])
        customer = booking.customer
        return ", ".join(part for part in (customer.name, customer.phone, seats) if part)

    def _ask(self, asking: Coroutine[Any, Any, None], page: TillPage) -> None:
        """Do what asks the box office; the page takes no keys meanwhile, and says what is
        refused."""
        page.set_busy(True)
        task = self._tasks.start(asking, partial(self._refused, page))
        task.add_done_callback(lambda _: page.set_busy(False))

    def _refused(self, page: TillPage, refusal: Refusal) -> None:
        page.refuse(str(refusal))

    def _back(self) -> None:
        if self.page is self._signing:
            self._show(self._until_page)
        elif self.page is self.list_page or self._names_only:
            self.close_it()
        elif self._listing is not None:
            self._ask(self._read(), self.list_page)

    def _show(self, page: TillPage) -> None:
        self._title.setText(page.title)
        self._stack.setCurrentWidget(page)
        if self.isVisible():
            page.begin()

    def _lay_out(self, theme: Theme) -> None:
        close = KeyButton(
            theme, self.tr("Back"), "Esc", role=Role.QUIET, height=HEIGHT_SMALL, icon="cross"
        )
        close.clicked.connect(self._back)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(close)
        pages = (self.list_page, self._until_page, self._customer, self._lines, self._signing)
        for page in pages:
            self._stack.addWidget(page)
        whole = QVBoxLayout(self.panel)
        whole.setContentsMargins(16, 14, 8, 14)
        whole.setSpacing(10)
        whole.addLayout(head)
        whole.addWidget(self._stack, 1)
