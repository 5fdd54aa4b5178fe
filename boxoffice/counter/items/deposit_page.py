"""A deposit that goes back: whose it was, how many pieces came back, and the money for them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from boxoffice.counter.items.row import ItemRow
from boxoffice.counter.page import MARGIN, FigureLines, Page, PageHead, TotalLine, padded
from boxoffice.counter.shifts.words import tender_name
from boxoffice.model.booking import Booking
from boxoffice.model.refund import Refund, RefundPlan
from boxoffice.qtkit.fonts import BOLD, Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_OFFER, HEIGHT_PAY
from boxoffice.qtkit.widgets import Banner, Field, KeyButton, Role, Text, Tone
from boxoffice.rules.booking_number import spoken


class DepositPage(Page):
    """`asked` carries what was typed, `counted` how many pieces are to go back, `given` when they
    do; `closed` when the clerk is done."""

    asked = Signal(str)
    counted = Signal(int)
    given = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(PageHead(theme, self.tr("Give a deposit back"), back=True), parent)
        self._formats = formats
        self._count = self._most = 0
        self._banner = Banner(theme)
        words = self.tr("Number on the ticket or receipt")
        self.search = Field(theme, words, icon="search", key="Enter", height=HEIGHT_OFFER)
        self._whose = Text("", Size.TITLE, BOLD)
        self._row = ItemRow(theme)
        self._total = TotalLine(self.tr("Give back"), Size.GIVEN)
        self._tenders = FigureLines(Size.LIST)
        self._give = KeyButton(
            theme, self.tr("Give it back"), "Enter", role=Role.PRIMARY, height=HEIGHT_PAY
        )
        self._give.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._found = QWidget()
        self._found.setLayout(padded(self._whose))
        self.column.addWidget(self._banner)
        self.column.addLayout(padded(self.search, top=12, bottom=12))
        self.column.addWidget(self._found)
        self.column.addWidget(self._row)
        self.column.addStretch(1)
        self.column.addLayout(padded(self._total, self._tenders, bottom=8))
        self.column.addLayout(padded(self._give, bottom=MARGIN))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.head.back.clicked.connect(self.closed)
        self.search.returnPressed.connect(self._ask)
        self._row.wanted.connect(lambda more: self._want(self._count + more))
        self._give.clicked.connect(self.given)

    def begin(self) -> None:
        """Take the keyboard, for the next customer."""
        self.search.clear()
        self._most = 0
        for part in (self._found, self._row, self._total, self._tenders, self._give):
            part.hide()
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_deposit(self, booking: Booking, name: str, count: int, most: int) -> None:
        """Show whose deposit it is, and how many of its pieces are to go back."""
        self._count, self._most = count, most
        self._whose.setText(self.tr("Booking {number}").format(number=spoken(booking.number)))
        note = self.tr("{count} of {most} come back").format(count=count, most=most)
        self._row.show_item("", name, note, count, out=False)
        self._give.setEnabled(False)
        for part in (self._found, self._row, self._total, self._tenders, self._give):
            part.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_plan(self, plan: RefundPlan) -> None:
        """Show what that comes to, and how it goes back."""
        self._total.say(self.tr("Give back"), self._formats.money(plan.amount))
        self._tenders.show_lines(
            [(tender_name(part.kind), self._formats.money(part.amount)) for part in plan.parts]
        )
        self._give.setEnabled(True)

    def show_given(self, back: Sequence[Refund]) -> None:
        """Say what was given back."""
        ways = ", ".join(
            f"{tender_name(one.kind)} {self._formats.money(one.amount)}" for one in back
        )
        self.tell(self.tr("Given back: {ways}.").format(ways=ways), Tone.OK)

    def set_busy(self, *, busy: bool) -> None:
        """Take no second Enter while the money is on its way."""
        self._give.setEnabled(not busy)

    def tell(self, words: str, tone: Tone = Tone.WARN) -> None:
        """Say what was done, or why nothing was."""
        if words:
            self._banner.tell(words, tone)
        else:
            self._banner.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text()
        if key == Qt.Key.Key_Escape:
            self.closed.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # The field's own Enter comes by here too.
            if not self.search.hasFocus() and self._most and self._give.isEnabled():
                self.given.emit()
        elif self.search.hasFocus() or not self._most:
            super().keyPressEvent(event)
        elif text in ("+", "-"):
            self._want(self._count + (1 if text == "+" else -1))
        elif text and text in "123456789":
            self._want(int(text))
        else:
            super().keyPressEvent(event)

    def _want(self, count: int) -> None:
        if 1 <= count <= self._most:
            self.counted.emit(count)

    def _ask(self) -> None:
        self.tell("")
        self.asked.emit(self.search.text().strip())
