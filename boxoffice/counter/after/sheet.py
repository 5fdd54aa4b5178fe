"""What comes after a sale, laid over the window: the basket beneath it stays as it is."""

from collections.abc import Awaitable, Callable, Coroutine, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from boxoffice.counter.after.booking_page import BookingPage
from boxoffice.counter.after.customer_page import CustomerPage
from boxoffice.counter.after.desk import AfterDesk, Exchange, Found
from boxoffice.counter.after.exchange_page import ExchangePage
from boxoffice.counter.after.find_page import FindPage
from boxoffice.counter.after.lines_page import LinesPage
from boxoffice.counter.after.refund_page import RefundPage
from boxoffice.counter.shifts.page import TillPage
from boxoffice.counter.shifts.signing_page import SigningPage
from boxoffice.counter.ticket_desk import STUCK, Job, JobState
from boxoffice.model.booking import Booking, Customer
from boxoffice.model.errors import Refusal
from boxoffice.model.money import Money
from boxoffice.model.payment import Tender
from boxoffice.model.refund import Refund, RefundState
from boxoffice.model.theatre import Theatre
from boxoffice.model.user import Approval, StaffUser
from boxoffice.qtkit.commands import Commands
from boxoffice.qtkit.fonts import BOLD, Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.overlay import Overlay
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_SMALL
from boxoffice.qtkit.widgets import ElidedLabel, KeyButton, Role, Tone

WIDTH, HEIGHT = 640, 620


class AfterSheet(Overlay):
    """Esc goes one page back, and from finding to the counter.

    `pay_wanted` carries a reservation that is to be paid, and its show.
    `seats_wanted` carries an Exchange for which the new seats are to be chosen, and whether in
    another show; `exchanged` says that the seats in hand are somebody's now, `given_up` that an
    exchange is not done."""

    pay_wanted = Signal(object, object)
    seats_wanted = Signal(object, bool)
    exchanged = Signal()
    given_up = Signal()

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
        self._in_hand = in_hand
        self._exchange: Exchange | None = None
        self._elsewhere = False
        self._formats = Formats(theatre)
        #: What a supervisor is asked for.
        self._wanted: Callable[[Approval | None], Coroutine[Any, Any, None]] | None = None
        self.find_page = FindPage(theme, self._formats)
        self._booking = BookingPage(theme, self._formats, theatre.terms)
        self._refund = RefundPage(theme, self._formats, theatre.terms)
        self._lines = LinesPage(theme, self._formats, theatre.terms)
        self._exchange_page = ExchangePage(theme, self._formats, theatre.terms)
        self._customer = CustomerPage(theme)
        self._signing = SigningPage(theme)
        self._title = ElidedLabel("", Size.TIME, BOLD)
        self._stack = QStackedWidget()
        self._lay_out(theme)
        self._connect()

    def open_anew(self, scanned: str = "") -> None:
        """Open with what was sold here last, or with what was scanned."""
        self._exchange = None
        self.open()
        self._show(self.find_page)
        self.find_page.reset()
        if scanned:
            self.find_page.look_for(scanned)

    def open_exchange(self, wanted: Exchange, held: Booking) -> None:
        """Open with what exchanging tickets for what is held comes to."""
        self.open()
        self._show(self.find_page)
        self._booking.show_account(wanted.account)
        self._exchange = wanted
        self._ask(self._plan_exchange(held), self.find_page)

    @property
    def page(self) -> TillPage:
        """The page in front."""
        page = self._stack.currentWidget()
        assert isinstance(page, TillPage)
        return page

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.keyCombination().toCombined()
        printed = QKeySequence(key & ~Qt.KeyboardModifier.KeypadModifier.value).toString()
        name = {"Return": "Enter"}.get(printed, printed)
        if event.key() == Qt.Key.Key_Escape:
            self._back()
        elif not self.page.take(name):
            event.ignore()

    def _connect(self) -> None:
        find, booking = self.find_page, self._booking
        find.asked.connect(lambda text: self._tasks.start(self._find(text), self._refused(find)))
        find.chosen.connect(lambda found: self._ask(self._open(_id(found)), find))
        find.reprint_asked.connect(lambda found: self._ask(self._print(_id(found), find), find))
        booking.reprint_asked.connect(lambda: self._ask(self._print(self._id, booking), booking))
        booking.collect_asked.connect(lambda: self._ask(self._hand_over(), booking))
        booking.pay_asked.connect(self._pay)
        booking.refund_asked.connect(self._begin_refund)
        booking.customer_asked.connect(self._begin_customer)
        booking.swap_asked.connect(lambda: self._choose_lines(elsewhere=False))
        booking.exchange_asked.connect(lambda: self._choose_lines(elsewhere=True))
        self._lines.given.connect(self._lines_chosen)
        self._exchange_page.agreed.connect(
            lambda tenders: self._ask(self._agree(tenders), self._exchange_page)
        )
        self._customer.kept.connect(lambda who: self._ask(self._keep(who), self._customer))
        refund = self._refund
        refund.changed.connect(
            lambda chosen: self._tasks.start(self._plan(chosen), self._refused(refund))
        )
        refund.given.connect(lambda chosen: self._ask(self._give(chosen), refund))
        self._signing.signed.connect(self._signed)

    @property
    def _id(self) -> str:
        account = self._booking.account
        assert account is not None
        return account.booking.booking_id

    async def _find(self, text: str) -> None:
        self.find_page.show_found(text, await self._desk.find(text))

    async def _open(self, booking_id: str) -> None:
        self._booking.banner.hide()
        self._booking.show_account(await self._desk.account(booking_id))
        self._show(self._booking)

    async def _print(self, booking_id: str, page: TillPage) -> None:
        job = await self._desk.reprint(booking_id, self._printer())
        words, tone = self._printed(job)
        page.banner.tell(words, tone)

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
        account = self._booking.account
        assert account is not None
        self.close_it()
        self.pay_wanted.emit(account.booking, account.listing)

    async def _hand_over(self) -> None:
        job = await self._desk.hand_over(self._id, self._printer())
        await self._open(self._id)
        words, tone = self.tr("Collected. The tickets are printed: hand them over."), Tone.OK
        if job.state in STUCK:
            words = self.tr("Noted as collected, but not printed: {reason} P prints them anew.")
            words, tone = words.format(reason=job.reason), Tone.DANGER
        elif job.state is not JobState.PRINTED:
            words = self.tr("Collected. The tickets are in {name}: hand them over.")
            words = words.format(name=job.path.name if job.path else "")
        self._booking.banner.tell(words, tone)

    def _begin_refund(self) -> None:
        account = self._booking.account
        if account is not None:
            self._refund.ask(account, self.tr("Refund"), self.tr("Give back"))
            self._show(self._refund)

    async def _plan(self, chosen: tuple[str, ...]) -> None:
        self._refund.show_plan(chosen, await self._desk.plan(self._id, chosen))

    async def _give(self, chosen: tuple[str, ...]) -> None:
        await self._with_yes(partial(self._give_back, chosen))

    async def _with_yes(self, act: Callable[[Approval | None], Coroutine[Any, Any, None]]) -> None:
        """Give money back, once a supervisor has said yes where whoever is here is none."""
        if self._supervises:
            await act(None)
            return
        self._wanted = act
        words = self.tr("A supervisor says yes to giving this money back. The basket stays.")
        people = await self._approvers()
        self._signing.ask(self.page.title, words, self.tr("Give back"), tuple(people))
        self._show(self._signing)

    def _signed(self, approval: Approval) -> None:
        if self._wanted is not None:
            self._ask(self._wanted(approval), self._signing)

    def _choose_lines(self, *, elsewhere: bool) -> None:
        account = self._booking.account
        if account is None:
            return
        self._elsewhere = elsewhere
        title = self.tr("Another show") if elsewhere else self.tr("Other seats")
        self._lines.ask(account, title, self.tr("Choose the new seats"))
        self._show(self._lines)

    def _lines_chosen(self, chosen: tuple[str, ...]) -> None:
        account, held = self._booking.account, self._in_hand()
        if account is None:
            return
        self._exchange = Exchange(account, chosen)
        if held is not None:
            self._ask(self._plan_exchange(held), self._lines)
            return
        self.seats_wanted.emit(self._exchange, self._elsewhere)
        self.close_it()

    async def _plan_exchange(self, held: Booking) -> None:
        assert self._exchange is not None
        self._exchange_page.ask(await self._desk.exchange_plan(self._exchange, held), held)
        self._show(self._exchange_page)

    async def _agree(self, tenders: tuple[Tender, ...]) -> None:
        plan, held = self._exchange_page.plan, self._in_hand()
        if plan is None or held is None:
            self._exchange_page.refuse(
                self.tr("The new seats are held no more. Choose them again.")
            )
        elif plan.back.amount_minor:
            await self._with_yes(partial(self._exchange_for, held, tenders))
        else:
            await self._exchange_for(held, tenders, None)

    async def _exchange_for(
        self, held: Booking, tenders: tuple[Tender, ...], approval: Approval | None
    ) -> None:
        wanted = self._exchange
        assert wanted is not None
        booking = await self._desk.exchange(wanted, held, tenders, approval)
        self._exchange = None
        self.exchanged.emit()
        await self._open(booking.booking_id)
        self._booking.banner.tell(self.tr("Exchanged. The new tickets are printed."), Tone.OK)
        job = await self._desk.print_new(wanted, booking, self._printer())
        if job.state in STUCK:
            words = self.tr("Exchanged, but not printed: {reason} P prints the tickets anew.")
            self._booking.banner.tell(words.format(reason=job.reason), Tone.DANGER)

    async def _give_back(self, chosen: tuple[str, ...], approval: Approval | None) -> None:
        refunds = await self._desk.refund(self._id, chosen, approval)
        await self._open(self._id)
        self._booking.banner.tell(self._given(refunds), Tone.OK)

    def _given(self, refunds: Sequence[Refund]) -> str:
        """What is to be handed over now, and what goes back by itself."""
        now = [one.amount for one in refunds if one.state is RefundState.DONE]
        later = [one.amount for one in refunds if one.state is RefundState.DUE]
        parts = []
        if now:
            words = self.tr("Given back: {amount}.")
            parts.append(words.format(amount=self._sum(now)))
        if later:
            words = self.tr("{amount} goes back to where it was paid from.")
            parts.append(words.format(amount=self._sum(later)))
        return " ".join(parts) or self.tr("Given back.")

    def _sum(self, amounts: Sequence[Money]) -> str:
        total = sum(one.amount_minor for one in amounts)
        return self._formats.money(Money(total, amounts[0].currency))

    def _begin_customer(self) -> None:
        account = self._booking.account
        if account is not None:
            self._customer.ask(account.booking.customer)
            self._show(self._customer)

    async def _keep(self, customer: Customer) -> None:
        await self._desk.set_customer(self._id, customer)
        await self._open(self._id)

    def _ask(self, asking: Coroutine[Any, Any, None], page: TillPage) -> None:
        """Do what asks the box office; the page takes no keys meanwhile, and says what is
        refused."""
        page.set_busy(True)
        task = self._tasks.start(asking, self._refused(page))
        task.add_done_callback(lambda _: page.set_busy(False))

    def _refused(self, page: TillPage) -> Callable[[Refusal], None]:
        return lambda refusal: page.refuse(str(refusal))

    def _back(self) -> None:
        before = {
            self._booking: self.find_page,
            self._refund: self._booking,
            self._customer: self._booking,
            self._lines: self._booking,
            self._exchange_page: self._booking,
            self._signing: self._exchange_page if self._exchange else self._refund,
        }.get(self.page)
        if self.page is self._exchange_page:
            self._exchange = None
            self.given_up.emit()
        if before is None:
            self.close_it()
            return
        self._show(before)
        if before is self.find_page:
            self.find_page.refresh()

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
        pages = (
            self.find_page,
            self._booking,
            self._refund,
            self._lines,
            self._exchange_page,
            self._customer,
            self._signing,
        )
        for page in pages:
            self._stack.addWidget(page)
        whole = QVBoxLayout(self.panel)
        whole.setContentsMargins(16, 14, 8, 14)
        whole.setSpacing(10)
        whole.addLayout(head)
        whole.addWidget(self._stack, 1)


def _id(found: Found) -> str:
    return found.booking.booking_id
