"""The fields of forms; each has `text`, `set_text`, and says `edited` when somebody changed it."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from admin_designer.designer.qt.fields import Choice
from boxoffice.qtkit.fonts import Size, font
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_FIELD
from boxoffice.qtkit.widgets import Field

#: Around the lines of a field that has several.
_FRAME = 16


class LineEntry(Field):
    """One line."""

    edited = Signal()

    def __init__(self, theme: Theme, placeholder: str = "") -> None:
        super().__init__(theme, placeholder)
        self.textEdited.connect(lambda _text: self.edited.emit())

    def set_text(self, text: str) -> None:
        """Show it; nobody typed that."""
        self.setText(text)
        self.setCursorPosition(0)


class AreaEntry(QPlainTextEdit):
    """Several lines; Tab leaves it."""

    edited = Signal()

    def __init__(self, lines: int, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(font(Size.BODY))
        self.setTabChangesFocus(True)
        self.setPlaceholderText(placeholder)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + _FRAME)
        self.textChanged.connect(self.edited)

    def text(self) -> str:
        """What stands in it."""
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Show it; nobody typed that."""
        with QSignalBlocker(self):
            self.setPlainText(text)


class ChoiceEntry(Choice):
    """One of several; its text is what the chosen one stands for."""

    edited = Signal()

    def __init__(self, theme: Theme, options: Sequence[tuple[str, str]]) -> None:
        super().__init__(theme, "", [words for _, words in options])
        self._keys = [key for key, _ in options]
        self.setFixedHeight(HEIGHT_FIELD)
        self.taken.connect(lambda _at: self.edited.emit())

    def text(self) -> str:
        """What the chosen one stands for; empty while none is chosen."""
        return self._keys[self.currentIndex()] if self.currentIndex() >= 0 else ""

    def set_text(self, text: str) -> None:
        """Choose what stands for it, or nothing; nobody chose that."""
        self.setCurrentIndex(self._keys.index(text) if text in self._keys else -1)
