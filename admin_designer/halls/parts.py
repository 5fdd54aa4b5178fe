"""What the pages of publishing and moving are made of."""

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from boxoffice.qtkit.fonts import BOLD, Size
from boxoffice.qtkit.icons import draw_icon
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import ElidedLabel, KeyButton, Panel, Text

BACK_KEY, GO_KEY = "Alt+Left", "F9"
_SIGN, _BUTTON = 16, 32


class PageHead(Panel):
    """A page's title, its way back and what it does, at the right."""

    def __init__(self, theme: Theme, back: str, go: KeyButton) -> None:
        super().__init__("window", "bottom")
        self.title = ElidedLabel("", Size.TIME, BOLD)
        self.back = KeyButton(theme, back, BACK_KEY, icon="arrow-left", height=_BUTTON)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 7)
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addWidget(self.title, 1)
        row.addWidget(go)


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

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__()
        self._theme = theme
        self.lines: list[SignLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 10)
        self._column.setSpacing(4)
        self._column.addWidget(Text(title, Size.TITLE, BOLD))
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


def column_of(*widgets: QWidget) -> QWidget:
    """Widgets below each other, from the top."""
    inner = QWidget()
    column = QVBoxLayout(inner)
    column.setContentsMargins(16, 12, 16, 12)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    return inner


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
