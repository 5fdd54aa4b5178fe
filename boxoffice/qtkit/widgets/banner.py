"""A message in its place on the page: never a dialog, never in the way."""

from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from boxoffice.qtkit.fonts import SEMIBOLD, Size
from boxoffice.qtkit.icons import draw_icon
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_SMALL, RADIUS_FIELD
from boxoffice.qtkit.widgets.key_button import KeyButton, Role
from boxoffice.qtkit.widgets.labels import Text


class Tone(StrEnum):
    """What kind of message it is; each has its own sign beside its colour."""

    INFO = "info"
    OK = "ok"
    WARN = "warn"
    DANGER = "danger"


_SIGN = {Tone.INFO: "info", Tone.OK: "check", Tone.WARN: "warning", Tone.DANGER: "warning"}
_GROUND = {
    Tone.INFO: "accent_soft",
    Tone.OK: "ok_soft",
    Tone.WARN: "warn_soft",
    Tone.DANGER: "danger_soft",
}
_INK = {Tone.INFO: "accent_text", Tone.OK: "ok", Tone.WARN: "warn", Tone.DANGER: "danger"}
_SIGN_SIZE = 16


class Banner(QWidget):
    """A sign, a short title and a sentence; with `closable` also a button that hides it."""

    closed = Signal()

    def __init__(
        self, theme: Theme, *, closable: bool = False, key: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tone = Tone.INFO
        self._title = Text(weight=SEMIBOLD)
        self._words = Text(size=Size.BODY)
        self._words.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._words)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(12 + _SIGN_SIZE + 10, 8, 12, 8)
        row.setSpacing(8)
        row.addLayout(words, 1)
        if closable:
            close = KeyButton(
                theme, self.tr("Close"), key, role=Role.QUIET, height=HEIGHT_SMALL, icon="cross"
            )
            close.clicked.connect(self.close_it)
            self._close = close
            row.addWidget(close, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def tell(self, words: str, tone: Tone = Tone.INFO, *, title: str = "") -> None:
        """Show the message in place of the one before; the banner must be in its layout by then."""
        self._tone = tone
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._words.setText(words)
        self.setAccessibleName(f"{title} {words}".strip())
        self.show()
        self.update()

    def offer(self, words: str, key: str = "") -> None:
        """Have the button of a closable banner say this, or show none for no words."""
        self._close.setText(words)
        self._close.set_key(key)
        self._close.set_icon("")
        self._close.setVisible(bool(words))

    def words(self) -> str:
        """What it says now."""
        return self._words.text()

    def close_it(self) -> None:
        """Hide it; `closed` is emitted."""
        self.hide()
        self.closed.emit()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        assert layout is not None
        return layout.totalHeightForWidth(width)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), max(hint.height(), 36))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour(_GROUND[self._tone]))
            painter.drawRoundedRect(QRectF(self.rect()), RADIUS_FIELD, RADIUS_FIELD)
            first = self._title if self._title.isVisible() else self._words
            middle = first.y() + first.fontMetrics().height() / 2 + 1
            place = QRectF(12, middle - _SIGN_SIZE / 2, _SIGN_SIZE, _SIGN_SIZE)
            draw_icon(
                painter, _SIGN[self._tone], self._theme.colour(_INK[self._tone]).name(), place
            )
