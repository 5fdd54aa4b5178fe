"""What was read of a file that another program wrote, and what was mended in it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from admin_designer.designer.qt.form import scrolled
from admin_designer.designer.qt.properties import WIDTH
from boxoffice.qtkit.fonts import BOLD, Size
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_SMALL
from boxoffice.qtkit.widgets import KeyButton, Panel, Text


class ReportPanel(Panel):
    """`closed` when it was read."""

    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__("panel", "left")
        self.setFixedWidth(WIDTH)
        self._file = Text("", Size.META, ink="text_second")
        self._file.setWordWrap(True)
        self._lines = Text("", Size.BODY)
        self._lines.setWordWrap(True)
        self.done = KeyButton(theme, self.tr("Done"), "Esc", height=HEIGHT_SMALL)
        self.done.clicked.connect(self.closed)
        inside = QVBoxLayout()
        inside.setContentsMargins(12, 10, 12, 10)
        inside.setSpacing(8)
        inside.addWidget(Text(self.tr("What was read"), Size.TITLE, BOLD))
        inside.addWidget(self._file)
        inside.addWidget(self._lines)
        inside.addStretch(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 10)
        foot.addStretch(1)
        foot.addWidget(self.done)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scrolled(inside), 1)
        whole.addLayout(foot)

    def show_report(self, file: str, lines: Sequence[str]) -> None:
        """Show these lines about a file of that name."""
        self._file.setText(file)
        self._lines.setText("\n\n".join(lines))

    def words(self) -> str:
        """What it says."""
        return self._lines.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
