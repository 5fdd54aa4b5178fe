"""A table of figures that is read and not typed into."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSignalBlocker,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from boxoffice.qtkit.fonts import Size, font

_Index = QModelIndex | QPersistentModelIndex
_LINE = 24
_NOWHERE = QModelIndex()


class FigureTable(QTableView):
    """The first column has names, the others figures. `picked` carries the line that was chosen."""

    picked = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures = _Figures(self)
        self.setModel(self._figures)
        self.setAccessibleName(name)
        self.setFont(font(Size.META))
        self.horizontalHeader().setFont(font(Size.META))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(_LINE)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.horizontalHeader().setMinimumSectionSize(20)
        self.selectionModel().currentRowChanged.connect(
            lambda now, _before: self.picked.emit(now.row()) if now.isValid() else None
        )

    def show_figures(self, heads: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
        """Show these lines, each as long as the heads; what is chosen stays so where it can."""
        chosen = self.currentIndex().row()
        with QSignalBlocker(self.selectionModel()):
            self._figures.show(heads, lines)
            if heads:
                mode = QHeaderView.ResizeMode.ResizeToContents
                self.horizontalHeader().setSectionResizeMode(0, mode)
            if 0 <= chosen < len(lines):
                self.selectRow(chosen)

    def lines(self) -> tuple[tuple[str, ...], ...]:
        """What it shows."""
        return self._figures.lines

    def whole_height(self) -> int:
        """How high it is with all of its lines."""
        return self.horizontalHeader().sizeHint().height() + _LINE * len(self._figures.lines) + 2


class _Figures(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.heads: tuple[str, ...] = ()
        self.lines: tuple[tuple[str, ...], ...] = ()

    def show(self, heads: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
        self.beginResetModel()
        self.heads, self.lines = tuple(heads), tuple(map(tuple, lines))
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.heads)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.lines[index.row()][index.column()]
        return self._aligned(index.column(), role)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self.heads[section]
        return self._aligned(section, role)

    def _aligned(self, column: int, role: int) -> object:
        if role != Qt.ItemDataRole.TextAlignmentRole:
            return None
        side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter
