"""A long text laid over the window, to read through and copy."""

from collections.abc import Iterable

from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from boxoffice.qtkit.commands import Commands
from boxoffice.qtkit.fonts import BOLD, Size, font
from boxoffice.qtkit.overlay import Overlay
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_SMALL
from boxoffice.qtkit.widgets import KeyButton, Role, Text

WIDTH, HEIGHT = 560, 620


class TextSheet(Overlay):
    """Arrows and Page keys scroll, Ctrl+C copies what is chosen, or all of it."""

    def __init__(self, theme: Theme, commands: Commands, window: QWidget) -> None:
        super().__init__(window, commands, WIDTH, HEIGHT)
        self._title = Text("", Size.TIME, BOLD)
        self.text = QPlainTextEdit(readOnly=True)
        self.text.setFont(font(Size.BODY))
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        copy = KeyButton(theme, self.tr("Copy"), "Ctrl+C", height=HEIGHT_SMALL, icon="copy")
        close = KeyButton(
            theme, self.tr("Close"), "Esc", role=Role.QUIET, height=HEIGHT_SMALL, icon="cross"
        )
        copy.clicked.connect(self._copy)
        close.clicked.connect(self.close_it)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(copy)
        head.addWidget(close)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.text, 1)
        self.panel.setFocusProxy(self.text)

    def open_with(self, title: str, lines: Iterable[str]) -> None:
        """Open with these lines."""
        self._title.setText(title)
        self.text.setPlainText("\n".join(lines))
        self.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        else:
            super().keyPressEvent(event)

    def _copy(self) -> None:
        chosen = self.text.textCursor().selection().toPlainText()
        QGuiApplication.clipboard().setText(chosen or self.text.toPlainText())
