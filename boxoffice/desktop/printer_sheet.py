"""Where tickets go: one of the machine's printers, or PDF files only."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from boxoffice.desktop.place_row import PlaceRow
from boxoffice.qtkit.commands import Commands
from boxoffice.qtkit.fonts import BOLD, Size
from boxoffice.qtkit.overlay import Overlay
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_OFFER, HEIGHT_SMALL
from boxoffice.qtkit.widgets import Banner, KeyButton, Panel, Role, Text, Tone

WIDTH, ROW_GAP, HEAD_HEIGHT, MOST_HEIGHT = 480, 6, 130, 560


class PrinterSheet(Overlay):
    """`chosen` carries a printer's name, empty for PDF files only."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, commands: Commands, window: QWidget) -> None:
        super().__init__(window, commands, WIDTH, MOST_HEIGHT)
        self._theme = theme
        self._missing = Banner(theme)
        close = KeyButton(
            theme, self.tr("Close"), "Esc", role=Role.QUIET, height=HEIGHT_SMALL, icon="cross"
        )
        close.clicked.connect(self.close_it)
        head = QHBoxLayout()
        head.addWidget(Text(self.tr("Where tickets go"), Size.TIME, BOLD), 1)
        head.addWidget(close)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(16, 14, 8, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._missing)
        column.addWidget(self._area, 1)

    def open_with(self, printers: Sequence[str], now: str) -> None:
        """Open with the printers there are; `now` is what tickets go to, whether there or not."""
        lost = bool(now) and now not in printers
        self._missing.setVisible(lost)
        if lost:
            words = self.tr("There is no printer called {name} on this computer.")
            self._missing.tell(words.format(name=now), Tone.WARN)
        rows = [
            *(
                self._row(name, self.tr("Printed as soon as they are sold"), now)
                for name in printers
            ),
            self._row("", self.tr("Kept in the folder of tickets; nothing is printed"), now),
        ]
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
        names = (*printers, "")
        rows[names.index(now) if now in names else 0].setFocus()

    def _row(self, name: str, note: str, now: str) -> PlaceRow:
        icon = "printer" if name else "ticket"
        words = name or self.tr("PDF files only")
        row = PlaceRow(self._theme, words, note, icon=icon, chosen=name == now)
        row.clicked.connect(partial(self._choose, name))
        return row

    def _choose(self, name: str, _checked: bool = False) -> None:
        self.close_it()
        self.chosen.emit(name)
