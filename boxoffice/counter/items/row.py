"""One item on the page of items: its key, what it costs, what is left, and how many are wanted."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from boxoffice.counter.words import translate
from boxoffice.model.terms import Item
from boxoffice.qtkit.fonts import BOLD, SEMIBOLD, Size
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_FIELD
from boxoffice.qtkit.widgets import ElidedLabel, KeyButton, Text
from boxoffice.qtkit.widgets.key_cap import KeyCap

ROW_HEIGHT = 52
CAP_WIDTH, COUNT_WIDTH = 18, 26


class ItemRow(QWidget):
    """`wanted` carries how many pieces more; a click on the row is one."""

    wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chosen = False
        self._key = KeyCap(theme, "")
        self._key.setFixedWidth(CAP_WIDTH)
        self._name = ElidedLabel("", Size.LIST, SEMIBOLD)
        self._note = ElidedLabel("", Size.META, ink="text_second")
        self._less, self._more = self._step("minus", -1), self._step("plus", 1)
        self._count = Text("", Size.TITLE, BOLD)
        self._count.setFixedWidth(COUNT_WIDTH)
        self._count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._name)
        words.addWidget(self._note)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(6)
        row.addWidget(self._key)
        row.addLayout(words, 1)
        for part in (self._less, self._count, self._more):
            row.addWidget(part)
        self.setFixedHeight(ROW_HEIGHT)

    def show_item(self, key: str, name: str, note: str, count: int, *, out: bool) -> None:
        """Show an item; one that is `out` has nothing left."""
        self._key.set_key(key)
        self._name.setText(name)
        self._note.setText(note)
        self._note.set_ink("danger" if out else "text_second")
        self._count.setText(str(count) if count else "")
        self._less.setEnabled(bool(count))
        self._less.setAccessibleName(self.tr("One {item} less").format(item=name))
        self._more.setAccessibleName(self.tr("One {item} more").format(item=name))
        said = self.tr("{count} in the basket").format(count=count) if count else ""
        self.setAccessibleName(", ".join(part for part in (name, note, said) if part))

    def set_chosen(self, *, chosen: bool) -> None:
        """Mark the item that digits, + and − act on."""
        if chosen != self._chosen:
            self._chosen = chosen
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.wanted.emit(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            if self._chosen:
                painter.fillRect(self.rect(), self._theme.colour("accent_soft"))
            hairline = QRectF(0, self.height() - 1, self.width(), 1)
            painter.fillRect(hairline, self._theme.colour("line"))

    def _step(self, icon: str, more: int) -> KeyButton:
        button = KeyButton(self._theme, "", icon=icon, height=HEIGHT_FIELD)
        button.setFixedWidth(HEIGHT_FIELD)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.wanted.emit(more))
        return button


def item_note(item: Item, price: str, left: int | None) -> str:
    """₹210 · 3 left"""
    parts = [price if item.price_minor else translate("counter", "free")]
    if item.deposit:
        parts.append(translate("counter", "deposit"))
    if item.with_ticket:
        parts.append(translate("counter", "with a ticket"))
    if left == 0:
        parts.append(translate("counter", "sold out"))
    elif left is not None:
        parts.append(translate("counter", "{count} left").format(count=left))
    return " · ".join(parts)
