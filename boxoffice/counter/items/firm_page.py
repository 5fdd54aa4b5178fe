"""Whom the invoice is made out to: a firm's GSTIN, said right or wrong as it is typed, and name."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from boxoffice.counter.page import MARGIN, Page, PageHead, padded
from boxoffice.model.booking import Buyer
from boxoffice.qtkit.fonts import Size
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_OFFER, HEIGHT_PAY
from boxoffice.qtkit.widgets import Banner, Field, KeyButton, Role, Text, Tone
from boxoffice.rules.invoices import MAX_FIRM_LENGTH, gstin_fault

GSTIN_LENGTH = 15


class FirmPage(Page):
    """`given` carries the Buyer, NOBODY's where no GSTIN is typed; `closed` when the clerk is
    done."""

    given = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(PageHead(theme, self.tr("Invoice to a firm"), back=True), parent)
        self._banner = Banner(theme)
        self.gstin = Field(theme, self.tr("GSTIN"), size=Size.TIME, height=HEIGHT_OFFER)
        self.name = Field(theme, self.tr("Name of the firm"), height=HEIGHT_OFFER)
        self.name.setMaxLength(MAX_FIRM_LENGTH)
        self._words = Text("", Size.BODY)
        self._words.setWordWrap(True)
        told = Text(
            self.tr("Only until the sale is paid. Without a GSTIN it names no firm."),
            Size.BODY,
            ink="text_second",
        )
        told.setWordWrap(True)
        self._give = KeyButton(theme, "", "Enter", role=Role.PRIMARY, height=HEIGHT_PAY)
        self._give.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.column.addWidget(self._banner)
        self.column.addLayout(padded(self.gstin, self._words, self.name, told, top=12))
        self.column.addStretch(1)
        self.column.addLayout(padded(self._give, bottom=MARGIN))
        self.head.back.clicked.connect(self.closed)
        self._give.clicked.connect(self._done)
        self.gstin.textEdited.connect(self._check)
        for field in (self.gstin, self.name):
            field.returnPressed.connect(self._done)

    def begin(self, buyer: Buyer) -> None:
        """Take the keyboard, with what the basket has."""
        self.gstin.setText(buyer.gstin)
        self.name.setText(buyer.name)
        self.tell("")
        self._check()
        self.gstin.selectAll()
        self.gstin.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def tell(self, words: str) -> None:
        """Say why it was not done."""
        if words:
            self._banner.tell(words, Tone.DANGER)
        else:
            self._banner.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the fields leave: Enter was theirs, and is not to go on with the sale as well."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _done(self) -> None:
        typed = self.gstin.text().strip()
        if typed and gstin_fault(typed):
            self.gstin.setFocus()
        elif typed and not self.name.text().strip():
            self.name.setFocus()
        else:
            self.given.emit(Buyer(typed.upper(), self.name.text().strip()) if typed else Buyer())

    def _check(self) -> None:
        typed = self.gstin.text().strip()
        fault = gstin_fault(typed) if typed else ""
        whole = len(typed.replace(" ", "")) >= GSTIN_LENGTH
        self.gstin.set_wrong(wrong=bool(fault) and whole)
        ink, words = "text_second", self.tr("15 characters, such as 27AAPFU0939F1ZV")
        if typed and not fault:
            ink, words = "ok", self.tr("This is a GSTIN.")
        elif fault and whole:
            ink, words = "danger", self.tr("Not a GSTIN: {fault}.").format(fault=fault)
        elif typed:
            words = self.tr("{count} of 15 characters").format(count=len(typed.replace(" ", "")))
        self._words.set_ink(ink)
        self._words.setText(words)
        self._give.setText(self.tr("Put it on the invoice") if typed else self.tr("No firm"))
