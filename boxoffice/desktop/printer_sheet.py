"""Where tickets go: a printer of the machine, a receipt printer, or PDF files only."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from boxoffice.desktop.place_row import PlaceRow
from boxoffice.qtkit.commands import Commands
from boxoffice.qtkit.fonts import BOLD, Size
from boxoffice.qtkit.overlay import Overlay
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_FIELD, HEIGHT_OFFER, HEIGHT_SMALL
from boxoffice.qtkit.widgets import Banner, Field, KeyButton, Panel, Role, Text, Tone

WIDTH, ROW_GAP, HEAD_HEIGHT, MOST_HEIGHT = 520, 6, 250, 620


@dataclass(frozen=True, slots=True)
class PrinterChoice:
    """A printer as the sheet shows it; `address` is what it is chosen by, empty for PDF files."""

    address: str
    name: str
    is_receipt: bool = False


class PrinterSheet(Overlay):
    """`chosen` carries a printer's address, empty for PDF files only; `added` what was typed for
    one more receipt printer, `removed` the address of one that is to be forgotten."""

    chosen = Signal(str)
    added = Signal(str)
    removed = Signal(str)
    test_asked = Signal()
    jobs_asked = Signal()
    paper_asked = Signal()

    def __init__(self, theme: Theme, commands: Commands, window: QWidget) -> None:
        super().__init__(window, commands, WIDTH, MOST_HEIGHT)
        self._theme = theme
        self._banner = Banner(theme)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._typed = Field(
            theme, self.tr("Receipt printer: 192.168.1.50, COM3 or /dev/usb/lp0"), icon="plus"
        )
        self._add = KeyButton(theme, self.tr("Add"), "Enter", height=HEIGHT_FIELD)
        self._test = KeyButton(theme, self.tr("Print a test"), "T", height=HEIGHT_SMALL)
        self._jobs = KeyButton(theme, self.tr("Print jobs"), "J", height=HEIGHT_SMALL)
        self._paper = KeyButton(theme, self.tr("What stands on it"), "W", height=HEIGHT_SMALL)
        self._lay_out()
        self._paper.clicked.connect(self.paper_asked)
        self._typed.returnPressed.connect(self._want_added)
        self._add.clicked.connect(self._want_added)
        self._test.clicked.connect(self.test_asked)
        self._jobs.clicked.connect(self.jobs_asked)

    def open_with(self, printers: Sequence[PrinterChoice], now: str) -> None:
        """Open with the printers there are; `now` is what tickets go to, whether there or not."""
        addresses = [*(one.address for one in printers), ""]
        self._banner.hide()
        if now not in addresses:
            words = self.tr("There is no printer called {name} on this computer.")
            self.tell(words.format(name=now), Tone.WARN)
        self._test.setEnabled(bool(now))
        rows = [self._row(one, now) for one in (*printers, PrinterChoice("", ""))]
        inner = Panel("panel")
        column = QVBoxLayout(inner)
        column.setContentsMargins(4, 4, 12, 4)
        column.setSpacing(ROW_GAP)
        for row in rows:
            column.addWidget(row)
        column.addStretch(1)
        self._area.setWidget(inner)
        self.set_height(HEAD_HEIGHT + len(rows) * (HEIGHT_OFFER + ROW_GAP))
        self.open()
        rows[addresses.index(now) if now in addresses else 0].setFocus()

    def tell(self, words: str, tone: Tone) -> None:
        """Say something above the list."""
        self._banner.tell(words, tone)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {
            Qt.Key.Key_T: self._test,
            Qt.Key.Key_J: self._jobs,
            Qt.Key.Key_W: self._paper,
        }
        button = keys.get(Qt.Key(event.key()))
        if button is None:
            super().keyPressEvent(event)
        elif button.isEnabled():
            button.click()

    def _want_added(self) -> None:
        text = self._typed.text().strip()
        self._typed.setFocus()
        if text:
            self._typed.clear()
            self.added.emit(text)

    def _row(self, one: PrinterChoice, now: str) -> PlaceRow:
        icon = "printer" if one.address else "ticket"
        words = one.name or self.tr("PDF files only")
        note = self.tr("Kept in the folder of tickets; nothing is printed")
        if one.is_receipt:
            note = self.tr("Receipt printer with drawer; Del forgets it")
        elif one.address:
            note = self.tr("Printed as soon as they are sold")
        row = PlaceRow(self._theme, words, note, icon=icon, chosen=one.address == now)
        row.clicked.connect(partial(self._choose, one.address))
        if one.is_receipt:
            row.removed.connect(lambda: self.removed.emit(one.address))
        return row

    def _choose(self, address: str, _checked: bool = False) -> None:
        self.close_it()
        self.chosen.emit(address)

    def _lay_out(self) -> None:
        close = KeyButton(
            self._theme, self.tr("Close"), "Esc", role=Role.QUIET, height=HEIGHT_SMALL, icon="cross"
        )
        close.clicked.connect(self.close_it)
        head, adding, below = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        head.addWidget(Text(self.tr("Where tickets go"), Size.TIME, BOLD), 1)
        head.addWidget(close)
        adding.setContentsMargins(0, 0, 8, 0)
        adding.addWidget(self._typed, 1)
        adding.addWidget(self._add)
        below.addWidget(self._test)
        below.addWidget(self._jobs)
        below.addWidget(self._paper)
        below.addStretch(1)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(16, 14, 8, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._banner)
        column.addWidget(self._area, 1)
        column.addLayout(adding)
        column.addLayout(below)
