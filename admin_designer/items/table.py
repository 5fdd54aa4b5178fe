"""The items of a theatre as a list: name, key, price, tax, what is left, and whether it is sold."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from boxoffice.model.money import Money
from boxoffice.model.terms import Item
from boxoffice.qtkit.fonts import Size, font
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme
from boxoffice.rules.concessions import FEW_LEFT

LINE_HEIGHT = 34
#: The column that says how many are left.
_LEFT = 4


class ItemTable(QTableWidget):
    """`reached` carries the code of the item that is chosen."""

    reached = Signal(str)

    def __init__(self, theme: Theme, formats: Formats, currency: str) -> None:
        super().__init__(0, 6)
        self._theme, self._formats, self._currency = theme, formats, currency
        self._codes: tuple[str, ...] = ()
        self.setHorizontalHeaderLabels(
            [
                *(self.tr("Item"), self.tr("Key"), self.tr("Price")),
                *(self.tr("Tax"), self.tr("Left"), self.tr("On sale")),
            ]
        )
        self.setAccessibleName(self.tr("Items"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setFont(font(Size.BODY))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(LINE_HEIGHT)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.currentCellChanged.connect(self._reach)

    def show_items(self, items: Sequence[Item], left: Mapping[str, int], chosen: str) -> None:
        """List these, what runs out in the colour of a warning; `chosen` is an item's code."""
        self._codes = tuple(item.code for item in items)
        blocked = QSignalBlocker(self)
        self.setRowCount(len(items))
        for row, item in enumerate(items):
            there = left.get(item.code)
            few = there is not None and there <= FEW_LEFT and item.on_sale
            for column, words in enumerate(self._cells(item, there)):
                cell = QTableWidgetItem(words)
                ink = (
                    "warn" if few and column == _LEFT else "text" if item.on_sale else "text_third"
                )
                cell.setForeground(QBrush(self._theme.colour(ink)))
                self.setItem(row, column, cell)
        if chosen in self._codes:
            self.setCurrentCell(self._codes.index(chosen), 0)
        else:
            self.setCurrentCell(-1, -1)
        blocked.unblock()

    def set_narrow(self, *, narrow: bool) -> None:
        """Show names and what is left alone."""
        for column in range(1, self.columnCount()):
            self.setColumnHidden(column, narrow and column != _LEFT)

    def _cells(self, item: Item, left: int | None) -> tuple[str, ...]:
        price = self._formats.short_money(Money(item.price_minor, self._currency))
        tax = item.tax_class
        if item.deposit:
            tax = self.tr("deposit")
        elif item.with_ticket:
            tax = self.tr("the ticket’s")
        sold = self.tr("yes") if item.on_sale else self.tr("no")
        there = "" if left is None else self._formats.count(left)
        return item.name, item.key.upper(), price, tax, there, sold

    def _reach(self, row: int) -> None:
        if 0 <= row < len(self._codes):
            self.reached.emit(self._codes[row])
