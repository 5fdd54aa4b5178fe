"""A table of lines that stays where it was while what it shows changes."""

from collections.abc import Sequence

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QTableWidget, QTableWidgetItem

from boxoffice.counter.line_table import set_up_lines

LINE, LOWEST = 30, 110


class Lines(QTableWidget):
    """Whole lines, of which one is chosen."""

    def __init__(self, name: str, heads: Sequence[str]) -> None:
        super().__init__(0, len(heads))
        set_up_lines(self, name, heads, LINE)
        self.setMinimumHeight(LOWEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Letters are the page's keys; Qt would look for a line that begins with them.
        if event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def show_lines(self, lines: Sequence[Sequence[str]]) -> None:
        """Show these in place of those before; the line at the same place stays chosen."""
        at = max(0, self.currentRow())
        self.setRowCount(len(lines))
        for row, line in enumerate(lines):
            for column, cell in enumerate(line):
                item = self.item(row, column)
                if item is None:
                    item = QTableWidgetItem()
                    self.setItem(row, column, item)
                if item.text() != cell:
                    item.setText(cell)
                    item.setToolTip(cell)
        self.setCurrentCell(min(at, len(lines) - 1), 0)
