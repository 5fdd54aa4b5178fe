"""Paying by UPI: the code to scan, and the truth about whether it was paid."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from boxoffice.counter.page import GAP, MARGIN, give_way, in_row, padded
from boxoffice.counter.pay_page import TOTAL_LEADING, PayPage
from boxoffice.counter.pay_words import upi_words
from boxoffice.counter.state import SaleState
from boxoffice.model.payment import PaymentState
from boxoffice.model.terms import SaleTerms
from boxoffice.qtkit.fonts import Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.qr import draw_qr
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_FIELD
from boxoffice.qtkit.widgets import Banner, KeyButton

#: A phone reads a code of this size across the counter; the quiet edge is a share of it.
QR_SIZE, QR_LEAST, QR_EDGE = 260, 112, 1 / 14


class UpiPage(PayPage):
    """Paying otherwise closes the payment first, and waits while that is not known."""

    cash_asked = Signal()
    card_asked = Signal()

    def __init__(
        self, theme: Theme, formats: Formats, terms: SaleTerms, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, formats, terms, parent)
        self._amount = ""
        self._qr = QrCode()
        self._told = Banner(theme)
        ways = ((self.tr("Cash"), "F9", self.cash_asked), (self.tr("Card"), "F10", self.card_asked))
        self._buttons = []
        for words, key, asked in ways:
            button = KeyButton(theme, words, key, height=HEIGHT_FIELD)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(asked)
            self._buttons.append(button)
        self._ways = in_row(self._buttons)
        self.column.addWidget(self.sums)
        self.column.addLayout(padded(self.total, top=4))
        self.column.addLayout(padded(self._qr, top=4, bottom=GAP))
        self.column.addStretch(1)
        self.column.addLayout(padded(self._told, self._ways, bottom=GAP, spacing=0))
        self.add_take()

    def show_part(self, state: SaleState) -> None:
        """How the payment stands."""
        upi, due = state.upi, state.due
        asked = due if upi is None else upi.amount
        self._amount = "" if asked is None else self.formats.short_money(asked)
        waiting = upi is not None and upi.state is PaymentState.OPEN and not state.unknown
        self._qr.show_text(upi.upi_link if waiting and upi is not None else "")
        if upi is not None and upi.amount != due:
            self.total.say(self.tr("By UPI"), self.formats.money(upi.amount))
        words, tone = upi_words(upi, unknown=state.unknown)
        self._told.tell(words, tone)
        ended = upi is not None and upi.state in (PaymentState.FAILED, PaymentState.CLOSED)
        self.take.setText(self.tr("New code") if ended else self.tr("Ask the provider"))
        for button in self._buttons:
            button.setEnabled(not state.unknown and state.step is None)

    def fit(self) -> None:
        """The code is as large as there is room for, and what is said of it always in sight."""
        told = self._told.heightForWidth(max(1, self.width() - 2 * MARGIN)) + GAP
        room = self.height() - self.stays() - told - GAP - 8
        parts = (
            (self.sums, self.sums.sizeHint().height()),
            (self._ways, HEIGHT_FIELD + GAP),
            (self.total, Size.TOTAL + TOTAL_LEADING),
        )
        give_way(room - QR_LEAST, [(height, part.setVisible) for part, height in parts])
        room -= sum(height for part, height in parts if not part.isHidden())
        self._qr.set_size(min(QR_SIZE, max(QR_LEAST, room)))
        self.head.say(self.tr("UPI"), self._amount if self.total.isHidden() else "")


class QrCode(QWidget):
    """A QR code on white, in every theme."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_size(QR_SIZE)

    def set_size(self, size: int) -> None:
        """How high it is, pixels."""
        self.setFixedHeight(size)

    def show_text(self, text: str) -> None:
        """Show this text's code, or none for an empty one."""
        self._text = text
        named = self.tr("UPI code for the customer to scan") if text else self.tr("No code yet")
        self.setAccessibleName(named)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.height(), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._text:
            return
        side = min(self.width(), self.height())
        whole = QRectF((self.width() - side) / 2, 0, side, side)
        painter = QPainter(self)
        painter.fillRect(whole, Qt.GlobalColor.white)
        edge = side * QR_EDGE
        draw_qr(painter, self._text, whole.adjusted(edge, edge, -edge, -edge))
