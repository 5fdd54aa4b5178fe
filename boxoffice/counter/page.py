"""What the pages of the right column share: the head with the hold's time, and its messages."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from boxoffice.counter.hold_clock import HoldBar, HoldClock
from boxoffice.qtkit.fonts import BOLD, REGULAR, Size
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_KEY
from boxoffice.qtkit.widgets import Banner, ElidedLabel, KeyButton, Panel, Role, Text
from boxoffice.qtkit.widgets.overlay_bar import OverlayBar

HEAD_HEIGHT = 44
#: Pages lower than this leave out what can be done without; those still lower, all but the sale.
LOW_BELOW, LOWEST_BELOW = 640, 420
MARGIN, GAP = 12, 8


class PageHead(QWidget):
    """Title, a quieter word, and the hold's clock; `back` is the button of the key Esc."""

    def __init__(
        self, theme: Theme, title: str, *, back: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.back = KeyButton(theme, self.tr("Back"), "Esc", role=Role.QUIET, height=HEIGHT_KEY + 8)
        self.back.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if not back:
            self.back.hide()
        self._title = Text(title, Size.TITLE, BOLD)
        self._note = ElidedLabel("", Size.BODY, ink="text_second")
        self._right = Text("", Size.BODY, BOLD, "text_second")
        self._clock = HoldClock(theme)
        self._bar = HoldBar(theme)
        words = QWidget()
        self._row = row = QHBoxLayout(words)
        row.setContentsMargins(4 if back else 14, 0, 14, 0)
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addWidget(self._title)
        row.addWidget(self._note, 1)
        row.addWidget(self._right)
        row.addWidget(self._clock)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(words, 1)
        column.addWidget(self._bar)
        self.setFixedHeight(HEAD_HEIGHT + 6)

    def say(self, title: str, note: str = "", right: str = "") -> None:
        """Change the words."""
        self._title.setText(title)
        self._note.setText(note)
        self._right.setText(right)
        self._right.setVisible(bool(right))

    def take_in(self, button: QWidget) -> None:
        """Show a button before the hold's time."""
        if self._row.indexOf(button) < 0:
            self._row.insertWidget(self._row.indexOf(self._right), button)

    def show_time(self, text: str, seconds: float, share: float) -> None:
        """Show the hold's time; an empty text and a share below 0 for none."""
        self._clock.show_left(text, seconds)
        self._clock.setVisible(bool(text))
        self._bar.show_left(share, seconds)


class FigureLines(QWidget):
    """Lines of a word and an amount, such as taxes; small ones where no size is given."""

    def __init__(self, size: int = Size.META, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._lines: list[tuple[QWidget, Text, Text]] = []

    def show_lines(self, lines: Sequence[tuple[str, str]]) -> None:
        """Show these pairs in place of those before."""
        while len(self._lines) < len(lines):
            self._lines.append(self._line())
        for number, (line, word, amount) in enumerate(self._lines):
            line.setVisible(number < len(lines))
            if number < len(lines):
                word.setText(lines[number][0])
                amount.setText(lines[number][1])

    def _line(self) -> tuple[QWidget, Text, Text]:
        line = QWidget()
        word, amount = (Text("", self._size, REGULAR, "text_second") for _ in range(2))
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(word, 1)
        row.addWidget(amount)
        self._column.addWidget(line)
        return line, word, amount


class TotalLine(QWidget):
    """The largest figure of the page, with the word before it."""

    def __init__(self, word: str, size: int = Size.TOTAL, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._word = Text(word, Size.TITLE, BOLD)
        self._figure = Text("", size, BOLD)
        self._figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._word, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self._figure, 1)
        # On one base line, which the layout does not know.
        self._word.setContentsMargins(0, 0, 0, max(0, (size - Size.TITLE) // 4))

    def set_size(self, size: int) -> None:
        """Write the figure at another size, pixels."""
        self._figure.set_letters(size, BOLD)

    def say(self, word: str, figure: str) -> None:
        """Change word and figure."""
        self._word.setText(word)
        self._figure.setText(figure)


def give_way(room: int, parts: Sequence[tuple[int, Callable[[bool], object]]]) -> None:
    """Show the parts that fit into `room` pixels together.

    Each part is its height and what shows or hides it; the first are done without first.
    """
    wanted = sum(height for height, _ in parts)
    for height, show in parts:
        fits = wanted <= room
        if not fits:
            wanted -= height
        show(fits)


class Page(Panel):
    """One page of the right column: a column of parts on the panel's ground."""

    def __init__(self, head: PageHead, parent: QWidget | None = None) -> None:
        super().__init__("panel", "left", parent)
        self.head = head
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(1, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(head)

    def fit(self) -> None:
        """Do without what the height has no room for; called whenever that may have changed."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def head_height(self) -> int:
        """What the head takes, and the message that may stand below it."""
        below = self.column.itemAt(1)
        told = below.widget() if below is not None else None
        if not isinstance(told, Banner) or told.isHidden():
            return self.head.height()
        return self.head.height() + told.heightForWidth(self.width() - 1)

    def scrolling(self) -> QVBoxLayout:
        """A column that scrolls where the window is too low for all of it; what is added to the
        page after it stays."""
        inner = Inner()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        area = scroll_area(inner)
        area.setMinimumHeight(1)
        # As high as what it shows and no higher, so that what is added after it stands below it.
        inner.grown.connect(lambda: area.setMaximumHeight(inner.sizeHint().height()))
        self.column.addWidget(area, 1000)
        return column


class Inner(QWidget):
    """What an area scrolls; `grown` when its parts need another height."""

    grown = Signal()

    def event(self, event: QEvent) -> bool:
        taken = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.grown.emit()
        return taken


def scroll_area(inner: QWidget) -> QScrollArea:
    """An area on the page's ground that shows `inner` and scrolls only downwards."""
    area = QScrollArea()
    # It fills nothing; to change Qt's own one PySide would load every widget class there is.
    area.setViewport(QWidget())
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inner)
    inner.setAutoFillBackground(False)
    OverlayBar(area)
    return area


def grouped(*widgets: QWidget, top: int = 0, spacing: int = 8) -> QWidget:
    """The same as one widget, which is shown or not as a whole."""
    group = QWidget()
    group.setLayout(padded(*widgets, top=top, spacing=spacing))
    return group


def padded(*widgets: QWidget, top: int = 0, bottom: int = 0, spacing: int = 8) -> QVBoxLayout:
    """Widgets below each other with the page's margin at both sides."""
    column = QVBoxLayout()
    column.setContentsMargins(MARGIN, top, MARGIN, bottom)
    column.setSpacing(spacing)
    for widget in widgets:
        column.addWidget(widget)
    return column


def in_row(widgets: Sequence[QWidget]) -> QWidget:
    """Equal widgets side by side, with their distance from what stands above them."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, GAP, 0, 0)
    row.setSpacing(GAP)
    for widget in widgets:
        row.addWidget(widget, 1)
    return whole
