"""The table of a page of records: sorted by any column, filtered by words, and marked."""

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QSignalBlocker,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHeaderView, QTableView

from boxoffice.qtkit.fonts import Size, font
from boxoffice.qtkit.line_table import choose_lines
from boxoffice.qtkit.theme import Theme

LINE_HEIGHT = 34
KEY_ROLE, NAME_ROLE = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2
MARK = "• "


class RecordTable(QTableView):
    """`chosen` carries the key of the row that the arrows or the mouse came to, `opened` is for
    Enter and a double click."""

    chosen = Signal(str)
    opened = Signal()

    def __init__(self, theme: Theme, heads: Sequence[str], name: str) -> None:
        super().__init__()
        self._items = QStandardItemModel(0, len(heads))
        self._items.setHorizontalHeaderLabels(list(heads))
        self._shown = _Shown()
        self._shown.setSourceModel(self._items)
        self._shown.setSortCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setModel(self._shown)
        self.setFont(font(Size.BODY))
        choose_lines(self, name, LINE_HEIGHT)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        self.selectionModel().currentRowChanged.connect(self._say)

    def show_rows(self, rows: Mapping[str, Sequence[str]]) -> None:
        """Show these, by key; whichever was chosen stays so where it is still there."""
        before = self._key(self.currentIndex())
        self._items.setRowCount(0)
        for key, cells in rows.items():
            items = [QStandardItem(cell) for cell in cells]
            items[0].setData(key, KEY_ROLE)
            items[0].setData(cells[0], NAME_ROLE)
            self._items.appendRow(items)
        if not self.isSortingEnabled():
            # As they came, until somebody presses a head.
            self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            self.setSortingEnabled(True)
        for column in range(1, self._items.columnCount()):
            self.resizeColumnToContents(column)
        self.choose(before)

    def mark(self, keys: Collection[str]) -> None:
        """Put a sign before the rows of these."""
        for row in range(self._items.rowCount()):
            item = self._items.item(row)
            name = item.data(NAME_ROLE)
            item.setText(f"{MARK}{name}" if item.data(KEY_ROLE) in keys else name)

    def filter(self, words: str) -> None:
        """Show only rows that have each of these words somewhere."""
        self._shown.set_words(words)

    def choose(self, key: str | None) -> None:
        """Choose a row, or none, without saying so."""
        with QSignalBlocker(self):
            self.setCurrentIndex(self._index(key))
        if key is None:
            self.clearSelection()

    def keys(self) -> tuple[str, ...]:
        """The rows that are shown, from the top."""
        return tuple(
            self._key(self._shown.index(row, 0)) or "" for row in range(self._shown.rowCount())
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def _say(self, current: QModelIndex, _before: QModelIndex) -> None:
        key = self._key(current)
        if key is not None:
            self.chosen.emit(key)

    def _key(self, index: QModelIndex) -> str | None:
        return index.siblingAtColumn(0).data(KEY_ROLE) if index.isValid() else None

    def _index(self, key: str | None) -> QModelIndex:
        for row in range(self._shown.rowCount() if key is not None else 0):
            index = self._shown.index(row, 0)
            if index.data(KEY_ROLE) == key:
                return index
        return QModelIndex()


class _Shown(QSortFilterProxyModel):
    def __init__(self) -> None:
        super().__init__()
        self._words: list[str] = []

    def set_words(self, words: str) -> None:
        self._words = words.casefold().split()
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: QModelIndex | QPersistentModelIndex) -> bool:
        model = self.sourceModel()
        text = " ".join(
            str(model.index(row, column, parent).data()) for column in range(model.columnCount())
        ).casefold()
        return all(word in text for word in self._words)
