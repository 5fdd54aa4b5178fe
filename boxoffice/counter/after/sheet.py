"""What comes after a sale, laid over the window: the basket beneath it stays as it is."""

from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from boxoffice.counter.after.booking_page import BookingPage
from boxoffice.counter.after.customer_page import CustomerPage
from boxoffice.counter.after.desk import Account, AfterDesk, Exchange, Found
from boxoffice.counter.after.exchange_page import ExchangePage
from boxoffice.counter.after.exchange_steps import ExchangeSteps
from boxoffice.counter.after.find_page import FindPage
from boxoffice.counter.after.lines_page import LinesPage
from boxoffice.counter.after.refund_page import RefundPage
from boxoffice.counter.after.refund_steps import RefundSteps
from boxoffice.counter.after.waiting_page import WaitingPage
from boxoffice.counter.page_sheet import PageSheet
from boxoffice.counter.shifts.page import TillPage
from boxoffice.counter.shifts.signing_page import SigningPage
from boxoffice.counter.ticket_desk import STUCK, Job, JobState
from boxoffice.counter.wishes import Key
from boxoffice.model.booking import Booking, Customer
from boxoffice.model.errors import Refusal
from boxoffice.model.theatre import Theatre
from boxoffice.model.user import Approval, StaffUser
from boxoffice.qtkit.commands import Commands
from boxoffice.qtkit.fonts import BOLD, Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_SMALL
from boxoffice.qtkit.widgets import ElidedLabel, KeyButton, Role, Tone

WIDTH, HEIGHT = 640, 620


class AfterSheet(PageSheet):
    """Esc goes one page back, and from finding to the counter. A counter's Front.

    `pay_wanted` carries a reservation that is to be paid, and its show."""

    pay_wanted = Signal(object, object)

    def __init__(
        self,
        theme: Theme,
        commands: Commands,
        window: QWidget,
        desk: AfterDesk,
        theatre: Theatre,
        tasks: Tasks,
        approvers: Callable[[], Awaitable[Sequence[StaffUser]]],
        printer: Callable[[], str],
        in_hand: Callable[[], Booking | None],
        *,
        supervises: bool,
    ) -> None:
        """`supervises` is whether whoever is signed in gives money back without a supervisor;
        `approvers` are those who say yes, `printer` the one that tickets are printed on,
        `in_hand` the seats that are held at the counter."""
        super().__init__(window, commands, WIDTH, HEIGHT)
        self._desk, self._tasks = desk, tasks
        self._approvers, self._printer, self._supervises = approvers, printer, supervises
        formats, terms = Formats(theatre), theatre.terms
        #: What a supervisor is asked for, and on which page that was.
        self._wanted: Callable[[Approval | None], Coroutine[Any, Any, None]] | None = None
        self._wanted_on: TillPage | None = None
        #: So that an answer that comes after Esc brings no page back.
        self._steps_back = 0
        self.find_page = FindPage(theme, formats)
        self.booking_page = BookingPage(theme, formats, terms)
        self._customer = CustomerPage(theme)
        self._signing = SigningPage(theme)
        self.refunding = RefundSteps(self, desk, RefundPage(theme, formats, terms), formats, tasks)
        pages = (
            LinesPage(theme, formats, terms, tickets_only=True),
            ExchangePage(theme, formats, terms),
            WaitingPage(theme, formats),
        )
        self.exchanging = ExchangeSteps(self, desk, pages, formats, in_hand, printer)
        self._title = ElidedLabel("", Size.TIME, BOLD)
        self._lay_out(theme)
        self._connect()

    def open_anew(self, scanned: str = "") -> None:
        """Open with what was sold here last, or with what was scanned; what waits for money stays
        in front."""
        self.open()
        if self.exchanging.waits:
            self.show_page(self.exchanging.waiting)
            return
        self.exchanging.exchange = None
        self.show_page(self.find_page)
        self.find_page.reset()
        if scanned:
            self.find_page.look_for(scanned)

    def open_exchange(self, wanted: Exchange, held: Booking, way: Key = Key.CASH) -> None:
        """Open with what exchanging tickets for what is held comes to, to be paid this way."""
        self.open()
        self.show_page(self.find_page)
        self.booking_page.show_account(wanted.account)
        self.ask(self.exchanging.plan(wanted, held, way), self.find_page)

    @property
    def account(self) -> Account | None:
        """The booking that was opened last."""
        return self.booking_page.account

    def show_page(self, page: TillPage) -> None:
        """Put a page in front."""
        self._title.setText(page.title)
        self._stack.setCurrentWidget(page)
        if self.isVisible():
            page.begin()

    def ask(self, asking: Coroutine[Any, Any, None], page: TillPage) -> None:
        """Do what asks the box office; the page takes no keys meanwhile, and says what is
        refused."""
        page.set_busy(True)
        task = self._tasks.start(asking, self._refused(page))
        task.add_done_callback(lambda _: page.set_busy(False))

    async def open_booking(self, booking_id: str, words: str = "", tone: Tone = Tone.OK) -> None:
        """Show a booking as it is now, with these words above it."""
        self.booking_page.banner.hide()
        steps_back = self._steps_back
        self.booking_page.show_account(await self._desk.account(booking_id))
        if steps_back == self._steps_back:
            self.show_page(self.booking_page)
        if words:
            self.booking_page.banner.tell(words, tone)

    async def with_yes(self, act: Callable[[Approval | None], Coroutine[Any, Any, None]]) -> None:
        """Give money back, once a supervisor has said yes where whoever is here is none."""
        if self._supervises:
            await act(None)
            return
        self._wanted, self._wanted_on = act, self.page
        words = self.tr("A supervisor says yes to giving this money back. The basket stays.")
        people = await self._approvers()
        self._signing.ask(self.page.title, words, self.tr("Give back"), tuple(people))
        self.show_page(self._signing)

    def _connect(self) -> None:
        find, booking = self.find_page, self.booking_page
        find.asked.connect(lambda text: self._tasks.start(self._find(text), self._refused(find)))
        find.chosen.connect(lambda found: self.ask(self.open_booking(_id(found)), find))
        find.reprint_asked.connect(lambda found: self.ask(self._print(_id(found), find), find))
        booking.reprint_asked.connect(lambda: self.ask(self._print(self._id, booking), booking))
        booking.credit_note_asked.connect(lambda: self.ask(self._print_credit_note(), booking))
        booking.collect_asked.connect(lambda: self.ask(self._hand_over(), booking))
        booking.pay_asked.connect(self._pay)
        booking.refund_asked.connect(self.refunding.begin)
        booking.customer_asked.connect(self._begin_customer)
        booking.swap_asked.connect(lambda: self.exchanging.begin(elsewhere=False))
        booking.exchange_asked.connect(lambda: self.exchanging.begin(elsewhere=True))
        self.exchanging.seats_wanted.connect(lambda *_: self.close_it())
        self._customer.kept.connect(lambda who: self.ask(self._keep(who), self._customer))
        self._signing.signed.connect(self._signed)

    @property
    def _id(self) -> str:
        account = self.account
        assert account is not None
        return account.booking.booking_id

    async def _find(self, text: str) -> None:
        self.find_page.show_found(text, await self._desk.find(text))

    async def _print(self, booking_id: str, page: TillPage) -> None:
        job = await self._desk.reprint(booking_id, self._printer())
        words, tone = self._printed(job)
        page.banner.tell(words, tone)

    async def _print_credit_note(self) -> None:
        account = self.account
        if account is None:
            return
        path = await self._desk.print_credit_note(account, self._printer())
        words = self.tr("The credit note is printed.")
        if path is not None:
            words = self.tr("The credit note is a PDF, {name}.").format(name=path.name)
        self.booking_page.banner.tell(words, Tone.OK)

    def _printed(self, job: Job) -> tuple[str, Tone]:
        if job.state in STUCK:
            words = self.tr("{reason} The tickets are made anew all the same; print them again.")
            return words.format(reason=job.reason), Tone.DANGER
        if job.state is JobState.PRINTED:
            words = self.tr("Printed anew on {printer}; prints before it admit no more.")
            return words.format(printer=job.printer), Tone.OK
        words = self.tr("Made anew as a PDF, {name}; prints before it admit no more.")
        return words.format(name=job.path.name if job.path else ""), Tone.OK

    def _pay(self) -> None:
        account = self.account
        assert account is not None
        self.close_it()
        self.pay_wanted.emit(account.booking, account.listing)

    async def _hand_over(self) -> None:
        job = await self._desk.hand_over(self._id, self._printer())
        words, tone = self.tr("Collected. The tickets are printed: hand them over."), Tone.OK
        if job.state in STUCK:
            words = self.tr("Noted as collected, but not printed: {reason} P prints them anew.")
            words, tone = words.format(reason=job.reason), Tone.DANGER
        elif job.state is not JobState.PRINTED:
            words = self.tr("Collected. The tickets are in {name}: hand them over.")
            words = words.format(name=job.path.name if job.path else "")
        await self.open_booking(self._id, words, tone)

    def _signed(self, approval: Approval) -> None:
        if self._wanted is not None:
            self.ask(self._wanted(approval), self._signing)

    def _begin_customer(self) -> None:
        if self.account is not None:
            self._customer.ask(self.account.booking.customer)
            self.show_page(self._customer)

    async def _keep(self, customer: Customer) -> None:
        await self._desk.set_customer(self._id, customer)
        await self.open_booking(self._id)

    def _refused(self, page: TillPage) -> Callable[[Refusal], None]:
        return lambda refusal: page.refuse(str(refusal))

    def _back(self) -> None:
        self._steps_back += 1
        if self.exchanging.back():
            return
        if self.page is self.exchanging.page:
            self.exchanging.drop()
        before: TillPage | None = self.booking_page
        if self.page is self._signing:
            before = self._wanted_on
        elif self.page is self.booking_page:
            before = self.find_page
        elif self.page is self.find_page:
            before = None
        if before is None:
            self.close_it()
            return
        self.show_page(before)
        if before is self.find_page:
            self.find_page.refresh()

    def _lay_out(self, theme: Theme) -> None:
        close = KeyButton(
            theme, self.tr("Back"), "Esc", role=Role.QUIET, height=HEIGHT_SMALL, icon="cross"
        )
        close.clicked.connect(self._back)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(close)
        steps = self.exchanging
        pages = (self.find_page, self.booking_page, self.refunding.page, steps.lines, steps.page)
        for page in (*pages, steps.waiting, self._customer, self._signing):
            self._stack.addWidget(page)
        whole = QVBoxLayout(self.panel)
        whole.setContentsMargins(16, 14, 8, 14)
        whole.setSpacing(10)
        whole.addLayout(head)
        whole.addWidget(self._stack, 1)


def _id(found: Found) -> str:
    return found.booking.booking_id
