"""What is owed back over the counter: each payment with its booking and why, one of them chosen."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout

from boxoffice.counter.shifts.page import TillPage
from boxoffice.counter.shifts.words import owed_note, owed_words
from boxoffice.model.owed import Owed
from boxoffice.model.payment import PaymentKind
from boxoffice.qtkit.fonts import Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_OFFER
from boxoffice.qtkit.widgets import KeyButton, Role, Text


class OwedPage(TillPage):
    """`handed` carries the Owed that is handed over. Up and down choose, Enter hands it over."""

    handed = Signal(object)

    def __init__(self, theme: Theme, formats: Formats) -> None:
        super().__init__(theme)
        self.title = self.tr("To give back")
        self._formats = formats
        self._owed: tuple[Owed, ...] = ()
        self._at = 0
        self._words = Text("", Size.BODY, ink="text_second")
        self._words.setWordWrap(True)
        self._rows: list[KeyButton] = []
        self._list = QVBoxLayout()
        self._go = self.add_button("", "Enter", self._hand, Role.PRIMARY)
        self.body.addWidget(self._words)
        self.body.addLayout(self._list)
        self.body.addStretch(1)
        self.foot.addWidget(self._go)

    def show_owed(self, owed: Sequence[Owed]) -> None:
        """Show what is owed, the oldest chosen."""
        self._owed = tuple(owed)
        self.banner.hide()
        for row in self._rows:
            self._list.removeWidget(row)
            row.deleteLater()
        self._rows = [self._row(place, one) for place, one in enumerate(self._owed)]
        self._go.setVisible(bool(self._owed))
        if self._owed:
            self._choose(0)
        else:
            self._words.setText(self.tr("Nothing is owed back here."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and self._owed:
            self._choose((self._at + step) % len(self._owed))
        else:
            super().keyPressEvent(event)

    def _row(self, place: int, owed: Owed) -> KeyButton:
        words, note = owed_words(owed, self._formats), owed_note(owed, self._formats)
        row = KeyButton(self._theme, words, height=HEIGHT_OFFER, parent=self)
        row.set_note(note)
        row.setAccessibleName(f"{words}, {note}")
        row.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row.clicked.connect(partial(self._choose, place))
        self._list.addWidget(row)
        return row

    def _choose(self, place: int, _checked: bool = False) -> None:
        self._at = place
        for number, row in enumerate(self._rows):
            row.set_chosen(chosen=number == place)
        chosen = self._owed[place]
        amount = self._formats.money(chosen.amount)
        if chosen.tender is PaymentKind.CASH:
            words = self.tr("The drawer opens, and the cash is counted as given back.")
            go = self.tr("Hand over {amount}")
        else:
            words = self.tr("Void it at the terminal first, approval code {code}.")
            go = self.tr("{amount} is voided")
        self._words.setText(words.format(code=chosen.reference))
        self._go.setText(go.format(amount=amount))

    def _hand(self) -> None:
        if self._owed:
            self.handed.emit(self._owed[self._at])
