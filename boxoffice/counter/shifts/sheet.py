"""The till's sheet over the window: X, moving cash, counting, signing, Z and the reports."""

import asyncio
from collections.abc import Coroutine
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from boxoffice.counter.shifts.cash_form import CashForm
from boxoffice.counter.shifts.count_page import CountPage
from boxoffice.counter.shifts.desk import ShiftDesk
from boxoffice.counter.shifts.figures_page import FiguresPage
from boxoffice.counter.shifts.filing import Filing
from boxoffice.counter.shifts.owed_steps import OwedSteps
from boxoffice.counter.shifts.page import TillPage
from boxoffice.counter.shifts.reports_page import Paper, ReportsPage
from boxoffice.counter.shifts.signing_page import SigningPage
from boxoffice.model.clock import Clock
from boxoffice.model.errors import Refusal
from boxoffice.model.money import Money
from boxoffice.model.shift import CashMove, Pile, ShiftReport
from boxoffice.model.user import Approval
from boxoffice.qtkit.commands import Commands
from boxoffice.qtkit.fonts import BOLD, Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.overlay import Overlay
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_SMALL
from boxoffice.qtkit.widgets import ElidedLabel, KeyButton, Role, Tone
from boxoffice.rules.business_day import business_day

WIDTH, HEIGHT = 600, 620
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ShiftSheet(Overlay):
    """Esc goes back to X, and from there to the counter. What it saves goes where tickets go."""

    def __init__(
        self,
        theme: Theme,
        commands: Commands,
        window: QWidget,
        desk: ShiftDesk,
        clock: Clock,
        tasks: Tasks,
        folder: Path,
        *,
        supervises: bool,
    ) -> None:
        super().__init__(window, commands, WIDTH, HEIGHT)
        self._desk, self._clock, self._tasks = desk, clock, tasks
        self._formats = Formats(desk.theatre)
        self._filing = Filing(desk, self._formats, clock, folder)
        self._move: CashMove | None = None
        self._piles: tuple[Pile, ...] = ()
        self._closing: ShiftReport | None = None
        currency = desk.theatre.terms.currency
        self._figures = FiguresPage(theme, self._formats, supervises=supervises)
        self._form = CashForm(theme, currency)
        self._count = CountPage(theme, self._formats, currency)
        self._signing = SigningPage(theme)
        self._reports = ReportsPage(theme, self._formats)
        self._owed = OwedSteps(theme, self._formats, desk, self, supervises=supervises)
        self._title = ElidedLabel("", Size.TIME, BOLD)
        self._stack = QStackedWidget()
        self._lay_out(theme)
        self._connect()

    def open_for(self, move: CashMove | None = None, *, owed: bool = False) -> None:
        """Open with X, or at once with one thing to do, such as handing back what is `owed`; asks
        how the shift stands."""
        self.open()
        self._home()
        # Keys act meanwhile: what is asked for on old knowledge is refused in words.
        self._tasks.start(self._refresh(move, owed=owed), lambda no: self._figures.refuse(str(no)))

    @property
    def page(self) -> TillPage:
        """The page in front."""
        page = self._stack.currentWidget()
        assert isinstance(page, TillPage)
        return page

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        foreign = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        # A field acts on Enter by itself, and all the same lets it go on to here.
        from_field = key in _ENTER and not self.page.hasFocus()
        if key == Qt.Key.Key_Escape:
            self._back()
        elif foreign or from_field or not self.page.take(_printed(key)):
            event.ignore()

    async def _refresh(self, move: CashMove | None, *, owed: bool) -> None:
        await asyncio.gather(self._desk.refresh(), self._desk.look_for_owed())
        if isValid(self) and self.page is self._figures:
            self._home()
            if move is not None and self._desk.report is not None:
                self._begin(move)
            elif owed:
                self._owed.begin()

    def _connect(self) -> None:
        figures = self._figures
        figures.open_asked.connect(self._open_shift)
        figures.pay_in_asked.connect(lambda: self._begin(CashMove.PAY_IN))
        figures.pay_out_asked.connect(lambda: self._begin(CashMove.PAY_OUT))
        figures.no_sale_asked.connect(lambda: self._begin(CashMove.NO_SALE))
        figures.close_asked.connect(lambda: self.ask(self._begin_count(), figures))
        figures.sign_asked.connect(lambda: self.ask(self._begin_signing(), figures))
        figures.pdf_asked.connect(lambda: self._save_shift("pdf"))
        figures.csv_asked.connect(lambda: self._save_shift("csv"))
        figures.owed_asked.connect(self._owed.begin)
        figures.reports_asked.connect(lambda: self.ask(self._show_day(self._today()), figures))
        self._form.given.connect(self._given)
        self._count.counted.connect(lambda piles: self.ask(self._counted(piles), self._count))
        self._signing.signed.connect(lambda yes: self.ask(self._signed(yes), self._signing))
        reports = self._reports
        reports.day_chosen.connect(lambda day: self.ask(self._show_day(day), reports))
        reports.shift_chosen.connect(self._show_closed)
        reports.paper_asked.connect(self._save_of_day)

    def _open_shift(self) -> None:
        self._move = None
        words = self.tr("Open a shift: float in the drawer")
        self._form.ask(words, self.tr("Open the shift"), reason=False)
        self.show_page(self._form)

    def _begin(self, move: CashMove) -> None:
        self._move = move
        if move is CashMove.NO_SALE:
            nothing = Money(0, self._desk.theatre.terms.currency)
            self.ask(self._moved(move, nothing, ""), self._figures)
            return
        pays_in = move is CashMove.PAY_IN
        title = self.tr("Pay cash in") if pays_in else self.tr("Pay cash out")
        self._form.ask(title, self.tr("Pay in") if pays_in else self.tr("Pay out"), reason=True)
        self.show_page(self._form)

    def _given(self, amount: Money, reason: str) -> None:
        if self._move is None:
            self.ask(self._opened(amount), self._form)
        else:
            self.ask(self._moved(self._move, amount, reason), self._form)

    async def _opened(self, amount: Money) -> None:
        await self._desk.open(amount)
        self._home()

    async def _moved(self, move: CashMove, amount: Money, reason: str) -> None:
        await self._desk.move_cash(move, amount, reason)
        done = {
            CashMove.PAY_IN: self.tr("{amount} paid in."),
            CashMove.PAY_OUT: self.tr("{amount} paid out."),
            CashMove.NO_SALE: self.tr("Written down: the drawer was opened without a sale."),
        }[move]
        self.tell_home(done.format(amount=self._formats.money(amount)))

    async def _begin_count(self) -> None:
        shown = self._figures.report
        if shown is None:
            return
        if self._desk.report is not None and shown.shift == self._desk.report.shift:
            await self._desk.refresh()
            shown = self._desk.report or shown
        self._closing = shown
        self._count.ask(shown)
        self.show_page(self._count)

    async def _counted(self, piles: tuple[Pile, ...]) -> None:
        closing = self._closing
        if closing is None:
            return
        self._piles = piles
        if not closing.unfinished:
            self._show_closed(await self._desk.close(closing.shift.shift_id, piles))
            return
        people = await self._desk.approvers()
        self._signing.ask(
            self.tr("Close with unfinished work"),
            self.tr("What is not finished is listed on Z."),
            self.tr("Close the shift"),
            people,
        )
        self.show_page(self._signing)

    async def _begin_signing(self) -> None:
        report = self._figures.report
        if report is None:
            return
        self._closing = None
        not_these = (report.shift.user_id, report.shift.closed_by)
        people = [one for one in await self._desk.approvers() if one.user_id not in not_these]
        words = self.tr("A second person signs what was counted.")
        self._signing.ask(self.tr("Countersign"), words, self.tr("Countersign"), people)
        self.show_page(self._signing)

    async def _signed(self, approval: Approval) -> None:
        report = self._figures.report
        if self._closing is not None:
            shift_id = self._closing.shift.shift_id
            self._show_closed(await self._desk.close(shift_id, self._piles, approval))
        elif report is not None:
            self._show_closed(await self._desk.countersign(report.shift.shift_id, approval))

    async def _show_day(self, day: date) -> None:
        self._reports.show_day(day, self._today(), await self._desk.shifts(day))
        self.show_page(self._reports)

    def _show_closed(self, report: ShiftReport) -> None:
        self._closing = None
        self._figures.show_report(report, own=False)
        self.show_page(self._figures)

    def _save_shift(self, suffix: str) -> None:
        report = self._figures.report
        if report is not None:
            self.ask(self._save(self._filing.save_shift(report, suffix)), self._figures)

    def _save_of_day(self, paper: Paper, suffix: str) -> None:
        day = self._reports.day
        saving = (
            self._filing.save_register(day, suffix)
            if paper is Paper.REGISTER
            else self._filing.save_collection(day, suffix)
        )
        self.ask(self._save(saving), self._reports)

    async def _save(self, saving: Coroutine[Any, Any, Path]) -> None:
        page = self.page
        try:
            path = await saving
        except OSError as error:
            words = self.tr("The file cannot be written: {error}.")
            page.refuse(words.format(error=error.strerror or str(error)))
        else:
            page.banner.tell(self.tr("Saved: {path}").format(path=path), Tone.OK)

    def ask(self, asking: Coroutine[Any, Any, None], page: TillPage) -> None:
        """Do what asks the box office; the page takes no keys meanwhile, and says what is
        refused."""
        page.set_busy(True)

        def refuse(refusal: Refusal) -> None:
            page.refuse(str(refusal))

        task = self._tasks.start(asking, refuse)
        # Whoever left meanwhile took the sheet along.
        task.add_done_callback(lambda _: page.set_busy(False) if isValid(page) else None)

    def _back(self) -> None:
        if self.page is self._figures and self._is_home():
            self.close_it()
        else:
            self._home()

    def _is_home(self) -> bool:
        return self._figures.report is self._desk.report

    def _home(self) -> None:
        self._closing = None
        self._figures.say_owed(len(self._desk.owed))
        self._figures.show_report(self._desk.report, own=True)
        self.show_page(self._figures)

    def tell_home(self, words: str) -> None:
        """Go back to X and say there what was done."""
        self._home()
        self._figures.banner.tell(words, Tone.OK)

    def show_page(self, page: TillPage) -> None:
        """Bring a page to the front."""
        self._title.setText(page.title)
        self._stack.setCurrentWidget(page)
        if self.isVisible():
            page.begin()

    def _today(self) -> date:
        theatre = self._desk.theatre
        return business_day(self._clock.now(), theatre.time_zone, theatre.terms.day_ends_minute)

    def _lay_out(self, theme: Theme) -> None:
        close = KeyButton(
            theme, self.tr("Back"), "Esc", role=Role.QUIET, height=HEIGHT_SMALL, icon="cross"
        )
        close.clicked.connect(self._back)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(close)
        own = (self._figures, self._form, self._count, self._signing, self._reports)
        for page in (*own, *self._owed.pages):
            self._stack.addWidget(page)
        whole = QVBoxLayout(self.panel)
        whole.setContentsMargins(16, 14, 8, 14)
        whole.setSpacing(10)
        whole.addLayout(head)
        whole.addWidget(self._stack, 1)


def _printed(key: Qt.Key) -> str:
    return "Enter" if key in _ENTER else QKeySequence(key).toString()
