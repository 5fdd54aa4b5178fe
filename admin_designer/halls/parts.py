"""What the pages of publishing and moving are made of."""

import asyncio
from collections.abc import Coroutine, Iterable
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from admin_designer.halls.state import HallState, look_at_hall
from boxoffice.client.api import BoxOffice
from boxoffice.model.theatre import Theatre
from boxoffice.qtkit.commands import Command
from boxoffice.qtkit.fonts import BOLD, Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.icons import draw_icon
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import Banner, ElidedLabel, KeyButton, Panel, Role, Text, Tone

BACK_KEY, FORTH_KEY, GO_KEY = "Alt+Left", "Alt+Right", "F9"
_SIGN, _BUTTON = 16, 32


class HallPage(QWidget):
    """A page about one hall, with `go` for what it does; `left` when it is to be closed."""

    left = Signal()

    def __init__(
        self,
        box_office: BoxOffice,
        theatre: Theatre,
        theme: Theme,
        tasks: Tasks,
        *,
        back: str,
        go: str,
    ) -> None:
        super().__init__()
        self._box_office, self._theatre = box_office, theatre
        self._theme, self._tasks, self._formats = theme, tasks, Formats(theatre)
        self._back = back
        self.banner = Banner(theme)
        self.go = KeyButton(theme, go, GO_KEY, role=Role.PRIMARY, height=_BUTTON)
        self.title = ElidedLabel("", Size.TIME, BOLD)
        self.back = KeyButton(theme, back, BACK_KEY, icon="arrow-left", height=_BUTTON)
        self.back.clicked.connect(self.left)

    async def _read_hall(self, screen_id: str) -> HallState:
        return await look_at_hall(self._box_office, self._theatre.theatre_id, screen_id)

    def _start(self, coroutine: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
        return self._tasks.start(
            coroutine, lambda refusal: self.banner.tell(str(refusal), Tone.DANGER)
        )

    def _ways_back(self) -> tuple[Command, ...]:
        return tuple(Command(self._back, self.left.emit, key) for key in (BACK_KEY, "Esc"))

    def _lay_out(self, *parts: QWidget) -> None:
        """Put parts beside each other, beneath the head; those of no fixed width share the room."""
        head = Panel("window", "bottom")
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 6, 12, 7)
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addWidget(self.title, 1)
        row.addWidget(self.go)
        body = QHBoxLayout()
        body.setSpacing(0)
        for part in parts:
            body.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(body, 1)


class SignLine(QWidget):
    """A sign and words that may be several lines."""

    def __init__(self, theme: Theme, words: str, icon: str = "", ink: str = "text") -> None:
        super().__init__()
        self._theme, self._icon, self._ink = theme, icon, ink
        self.words = Text(words)
        self.words.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIGN + 8 if icon else 0, 1, 0, 1)
        row.addWidget(self.words)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._icon:
            with QPainter(self) as painter:
                colour = self._theme.colour(self._ink).name()
                draw_icon(painter, self._icon, colour, QRectF(0, 2, _SIGN, _SIGN))


class Section(QWidget):
    """A heading over lines; not shown while it has none."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.lines: list[SignLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 10)
        self._column.setSpacing(4)
        self.title = Text(title, Size.TITLE, BOLD)
        self._column.addWidget(self.title)
        self.hide()

    def show_lines(self, lines: Iterable[SignLine]) -> None:
        """Show these in place of those before."""
        for line in self.lines:
            line.deleteLater()
            self._column.removeWidget(line)
        self.lines = list(lines)
        for line in self.lines:
            self._column.addWidget(line)
        self.setVisible(bool(self.lines))

    def words(self) -> tuple[str, ...]:
        """What its lines say."""
        return tuple(line.words.text() for line in self.lines)


def scrolled(inner: QWidget) -> QScrollArea:
    """A page's part that may be longer than the window."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    inner.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)
    return area
