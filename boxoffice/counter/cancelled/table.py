"""Pages of lines of which one is chosen."""

from collections.abc import Sequence

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from boxoffice.counter.shifts.page import SPACING, TillPage
from boxoffice.qtkit.line_table import set_up_lines
from boxoffice.qtkit.theme import Theme

LINE, LOWEST, WIDEST = 30, 84, 240
#: As the buttons below have.
INSET = (4, 0, 12, 0)


class Lines(QTableWidget):
    """Whole lines; letters are left to the page."""

    def __init__(self, name: str, heads: Sequence[str]) -> None:
        super().__init__(0, len(heads))
        set_up_lines(self, name, heads, LINE)
        self.setMinimumHeight(LOWEST)
        self.horizontalHeader().setMaximumSectionSize(WIDEST)
        # Between its scroll bars Qt would draw a box.
        self.setCornerWidget(QWidget())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Qt would look for a line that begins with them.
        if event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def show_lines(self, lines: Sequence[Sequence[str]], chosen: int = 0) -> None:
        """Show these in place of those before, with this one chosen."""
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
        self.setCurrentCell(min(chosen, len(lines) - 1), 0)


class LinesPage(TillPage):
    """A page whose lines scroll by themselves: nothing else of it does."""

    def __init__(self, theme: Theme, table: Lines) -> None:
        super().__init__(theme)
        self.table = table
        self.setFocusProxy(table)

    def lay_lines(self, above: Sequence[QWidget], below: Sequence[QWidget] = ()) -> None:
        """Put the lines between what stands above and below them."""
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        scrolled = column.takeAt(1)
        area = scrolled.widget() if scrolled is not None else None
        assert area is not None
        area.hide()
        rows = QVBoxLayout()
        rows.setContentsMargins(*INSET)
        rows.setSpacing(SPACING)
        for part in (*above, self.table, *below):
            rows.addWidget(part, 1 if part is self.table else 0)
        column.insertLayout(1, rows, 1)
