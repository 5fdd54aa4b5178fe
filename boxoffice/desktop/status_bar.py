"""The bar along the foot of the window: how things stand, and the keys that act now."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from boxoffice.qtkit.commands import Hint
from boxoffice.qtkit.fonts import REGULAR, SEMIBOLD, Size
from boxoffice.qtkit.icons import draw_icon
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_STATUS
from boxoffice.qtkit.widgets import KeyCap, Panel, Text

SEATS_FRESH_SECONDS = 5.0
#: A narrower bar leaves its room to the keys.
WORDS_FROM_WIDTH = 900


class StatusBar(Panel):
    """Connection, seats, user and printer at the left; key hints at the right.

    User and printer are buttons. `hint_pressed` carries the key of a hint that was clicked.
    """

    user_pressed = Signal()
    printer_pressed = Signal()
    hint_pressed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("panel", "top", parent)
        self._theme = theme
        self.setFixedHeight(HEIGHT_STATUS)
        self._connection = _Item(theme, "dot", weight=SEMIBOLD)
        self._connected = True
        self._seats = Text(size=Size.META, ink="text_second")
        self._seats_age: float | None = None
        self._user = _Item(theme, "person", weight=SEMIBOLD, live=True)
        self._since = Text(size=Size.META, ink="text_second")
        self._printer = _Item(theme, "printer", live=True)
        self._printer_good = True
        self._hints = _Hints(theme)
        self._user.clicked.connect(self.user_pressed)
        self._printer.clicked.connect(self.printer_pressed)
        self._hints.pressed.connect(self.hint_pressed)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 1, 12, 0)
        row.setSpacing(12)
        for widget in (self._connection, self._seats, self._user, self._since, self._printer):
            widget.hide()
            row.addWidget(widget)
        row.addWidget(self._hints, 1)

    def set_connection(self, words: str, *, good: bool) -> None:
        """Say how the cinema is reached, with a filled dot when it is and a hollow one if not."""
        self._connection.say(words, "ok" if good else "danger", "dot" if good else "hollow")
        self._connected = good
        self._say_seats()

    def set_seats_age(self, seconds: float | None) -> None:
        """Say how old the shown seats are; None when no seats are shown."""
        self._seats_age = seconds
        self._say_seats()

    def set_user(self, name: str, since: str = "") -> None:
        """Say who is signed in and, as words, since when; nobody for an empty name."""
        self._user.say(name)
        self._since.setText(since)
        self._leave_room()

    def set_printer(self, words: str, *, good: bool = True) -> None:
        """Say how the ticket printer is; nothing for empty words."""
        self._printer.say(words, "text_second" if good else "danger")
        self._printer_good = good
        self._leave_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._leave_room()

    def _say_seats(self) -> None:
        age = self._seats_age
        self._seats.setVisible(age is not None)
        if age is None:
            return
        fresh = age <= SEATS_FRESH_SECONDS
        live = fresh and self._connected
        self._seats.set_ink("text_second" if live else "warn")
        if live:
            self._seats.setText(self.tr("Seats live"))
        elif fresh:
            # The line is known to be gone before the seats' own silence is.
            self._seats.setText(self.tr("Seats not live"))
        else:
            self._seats.setText(self.tr("Seats are %n s old", "", int(age)))

    def _leave_room(self) -> None:
        """Leave out what is well and known where there is little room."""
        wide = self.width() >= WORDS_FROM_WIDTH
        self._since.setVisible(wide and bool(self._since.text()))
        printer = wide or not self._printer_good
        self._printer.setVisible(printer and bool(self._printer.words()))

    def set_hints(self, hints: Sequence[Hint], pressable: Collection[str] = ()) -> None:
        """Show the keys of the moment; the last one stays, of the others as many as fit. Those
        whose keys are `pressable` are buttons."""
        self._hints.show_hints(hints, pressable)


class _Pressable(QAbstractButton):
    """A part of the bar; when it is `live` it can be pressed and shows that under the pointer."""

    def __init__(self, theme: Theme, *, live: bool) -> None:
        super().__init__()
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if live else Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover, live)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not live)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return QSize() if layout is None else layout.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.underMouse():
            QPainter(self).fillRect(self.rect(), self._theme.colour("hover"))


class _Item(_Pressable):
    """A sign and some words."""

    def __init__(
        self, theme: Theme, sign: str, weight: QFont.Weight = REGULAR, *, live: bool = False
    ) -> None:
        super().__init__(theme, live=live)
        self._sign = sign
        self._words = Text(size=Size.META, weight=weight)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 0, 0)
        row.addWidget(self._words)

    def say(self, words: str, ink: str = "text", sign: str = "") -> None:
        self._sign = sign or self._sign
        self._words.setText(words)
        self._words.set_ink(ink)
        self.setAccessibleName(words)
        self.setVisible(bool(words))
        self.update()

    def words(self) -> str:
        return self._words.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ink = self._theme.colour(self._words.property("ink"))
            middle = self.height() / 2
            if self._sign in ("dot", "hollow"):
                painter.setPen(ink)
                if self._sign == "dot":
                    painter.setBrush(ink)
                painter.drawEllipse(QRectF(2, middle - 4.5, 9, 9))
                return
            draw_icon(painter, self._sign, ink.name(), QRectF(0, middle - 7, 14, 14))


class _Hints(QWidget):
    """Key caps with words, right-aligned, as many as fit."""

    pressed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: tuple[tuple[Hint, bool], ...] = ()
        self._pairs: list[QWidget] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(14)
        self._row.addStretch(1)

    def show_hints(self, hints: Sequence[Hint], pressable: Collection[str]) -> None:
        shown = tuple((hint, hint.keys in pressable) for hint in hints)
        if shown == self._shown:
            return
        self._shown = shown
        for pair in self._pairs:
            self._row.removeWidget(pair)
            pair.hide()
            pair.deleteLater()
        self._pairs = [self._pair(hint, live=live) for hint, live in shown]
        for pair in self._pairs:
            self._row.addWidget(pair)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _pair(self, hint: Hint, *, live: bool) -> QWidget:
        pair = _Pressable(self._theme, live=live)
        pair.setAccessibleName(f"{hint.keys} {hint.text}")
        # The keys themselves are the way by keyboard.
        pair.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        pair.clicked.connect(lambda: self.pressed.emit(hint.keys))
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(KeyCap(self._theme, hint.keys))
        row.addWidget(Text(hint.text, Size.META, ink="text_second"))
        return pair

    def _fit(self) -> None:
        # The last one is the help, which has all the others.
        room = self.width()
        for pair in [*self._pairs[-1:], *self._pairs[:-1]]:
            room -= pair.sizeHint().width() + self._row.spacing()
            pair.setVisible(room >= 0)
