"""Finding a booking: what is typed or scanned, and the bookings that fit, newest first."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from boxoffice.counter.after.desk import Found
from boxoffice.counter.after.words import found_note, found_words
from boxoffice.counter.shifts.page import TillPage
from boxoffice.qtkit.fonts import Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_CASH, HEIGHT_OFFER
from boxoffice.qtkit.widgets import Field, KeyButton, Role, Text

#: After so long without another letter what is typed is looked for; a scanner ends with Enter.
PAUSE_MS = 250
REPRINT_KEY = "Ctrl+R"


class FindPage(TillPage):
    """`asked` carries a text to look for, `chosen` and `reprint_asked` a Found."""

    asked = Signal(str)
    chosen = Signal(object)
    reprint_asked = Signal(object)

    def __init__(self, theme: Theme, formats: Formats) -> None:
        super().__init__(theme)
        self.title = self.tr("Find a booking")
        self._formats = formats
        self._found: tuple[Found, ...] = ()
        self._at = 0
        self._looked_for: str | None = None
        self._enter_waits = False
        self.field = Field(
            theme,
            self.tr("Number, phone, name, or scan a ticket"),
            icon="search",
            size=Size.LIST,
            height=HEIGHT_CASH,
        )
        self._words = Text("", Size.BODY, ink="text_second")
        self._words.setWordWrap(True)
        self._list = QVBoxLayout()
        self._rows: list[KeyButton] = []
        self._open = self.add_button(self.tr("Open"), "Enter", self._enter, Role.PRIMARY)
        self._reprint = self.add_button(self.tr("Print anew"), REPRINT_KEY, self._ask_reprint)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._look)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(0, self.field)
        self.body.addWidget(self._words)
        self.body.addLayout(self._list)
        self.body.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addWidget(self._open, 2)
        buttons.addWidget(self._reprint, 1)
        self.foot.addLayout(buttons)
        self.field.textEdited.connect(lambda: self._pause.start())
        self.field.returnPressed.connect(self._enter)

    def begin(self) -> None:
        self.field.setFocus()
        self.field.selectAll()

    def reset(self) -> None:
        """Begin anew, with what was sold here last."""
        self.field.clear()
        self.banner.hide()
        self._show(())
        self._enter_waits = False
        self._look()

    def refresh(self) -> None:
        """Look once more, since something may have been done to what is shown."""
        self._look()

    def look_for(self, text: str) -> None:
        """Look for what was scanned, and open it when it is found."""
        self.field.setText(text)
        self._enter_waits = True
        self._look()

    def show_found(self, text: str, found: Sequence[Found]) -> None:
        """Show what was found for a text; older answers are let be."""
        if text != self.field.text():
            return
        self._looked_for = text
        self.banner.hide()
        self._show(found)
        if self._enter_waits:
            self._enter_waits = False
            self._enter()

    def hideEvent(self, event: QHideEvent) -> None:
        # Nobody waits for an answer any more.
        self._pause.stop()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and self._found:
            self._choose((self._at + step) % len(self._found))
        else:
            super().keyPressEvent(event)

    def _look(self) -> None:
        self._pause.stop()
        self._looked_for = None
        self.asked.emit(self.field.text())

    def _enter(self) -> None:
        if self._looked_for != self.field.text():
            # Enter may come before the answer: it is for what is typed, not for what is shown.
            self._enter_waits = True
            self._look()
        elif self._found:
            self.chosen.emit(self._found[self._at])

    def _ask_reprint(self) -> None:
        if self._found:
            self.reprint_asked.emit(self._found[self._at])

    def _show(self, found: Sequence[Found]) -> None:
        self._found, self._at = tuple(found), 0
        typed = bool(self.field.text().strip())
        if found:
            self._words.setText(self.tr("Newest first") if typed else self.tr("Sold here last"))
        elif typed:
            self._words.setText(self.tr("Nothing is found. Try the phone number or the name."))
        else:
            self._words.setText(self.tr("You sold nothing here yet."))
        for row in self._rows:
            self._list.removeWidget(row)
            row.deleteLater()
        self._rows = [self._row(place, one) for place, one in enumerate(self._found)]
        self._choose(0)

    def _row(self, place: int, found: Found) -> KeyButton:
        row = KeyButton(self._theme, found_words(found), height=HEIGHT_OFFER)
        note = found_note(found, self._formats)
        row.set_note(note)
        row.setAccessibleName(f"{found_words(found)}, {note}")
        row.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row.clicked.connect(partial(self._click, place))
        self._list.addWidget(row)
        return row

    def _click(self, place: int, _checked: bool = False) -> None:
        self._choose(place)
        self.chosen.emit(self._found[place])

    def _choose(self, place: int) -> None:
        self._at = place
        for number, row in enumerate(self._rows):
            row.set_chosen(chosen=number == place)
        for button in (self._open, self._reprint):
            button.setEnabled(bool(self._found))
