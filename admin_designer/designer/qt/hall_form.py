"""What concerns the whole hall: its name, its size and its categories."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from admin_designer.designer.document.editing import Becomes
from admin_designer.designer.qt.fields import FIELD, TextField
from admin_designer.designer.qt.form import Form, beside
from admin_designer.designer.qt.traced_form import TracedForm
from admin_designer.designer.tools import shaping
from admin_designer.designer.tools.board import Board
from boxoffice.model.layout import Category
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_SMALL
from boxoffice.qtkit.widgets import KeyButton, Role
from boxoffice.qtkit.widgets.segmented import BAND_HEIGHT, BAND_LENGTH, paint_band

_LARGEST_MM, _WIDEST_GRID_MM = 1_000_000, 2_000
#: A band shows hues of more segments too small to be told apart.
_HUES = 6


class HallForm(Form):
    """Shown while nothing is selected."""

    #: The hall has another size.
    sized = Signal()
    #: Things snap to another grid.
    grid_chosen = Signal()

    def __init__(self, theme: Theme, want: Callable[[str, Becomes], object]) -> None:
        super().__init__(theme)
        self._want = want
        self._board: Board | None = None
        #: Whether somebody has just added a category, which is to be named next.
        self._added = False
        self.section("")
        self.name = self.words(self.tr("Name"), lambda text: self._set(name=text))
        self.wide = self.number(
            self.tr("Width"), lambda value: self._size(width_mm=value), highest=_LARGEST_MM
        )
        self.deep = self.number(
            self.tr("Depth"), lambda value: self._size(depth_mm=value), highest=_LARGEST_MM
        )
        self.grid = self.number(self.tr("Snaps to"), self._snap, lowest=1, highest=_WIDEST_GRID_MM)
        section = self.section(self.tr("Categories"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.categories: list[CategoryLine] = []
        self.add = KeyButton(theme, self.tr("Add a category"), icon="plus", height=HEIGHT_SMALL)
        self.add.clicked.connect(self._add)
        section.addLayout(self._lines)
        section.addWidget(self.add)
        #: What others add stands below it.
        self.traced = TracedForm(theme)
        self.column.addWidget(self.traced)

    def show_board(self, board: Board) -> None:
        """Show a drawing's hall."""
        self._board = board
        hall = board.document.hall
        self.name.show_values({hall.name}, self.tr("none yet"))
        self.wide.show_values({hall.width_mm})
        self.deep.show_values({hall.depth_mm})
        self.grid.show_values({board.choices.grid_mm})
        while len(self.categories) > len(hall.categories):
            self.categories.pop().deleteLater()
        while len(self.categories) < len(hall.categories):
            line = CategoryLine(self.theme, self._change_category, self._remove)
            self.categories.append(line)
            self._lines.addWidget(line)
        used = set(board.standing.category_id.tolist())
        used |= {one.category_id for one in board.document.areas}
        for line, one in zip(self.categories, hall.categories, strict=True):
            line.show_category(one, used=one.category_id in used)
        if self._added:
            self._added = False
            self.categories[-1].name.setFocus()
            self.categories[-1].name.selectAll()

    def _set(self, **fields: Any) -> None:
        if self._board is not None:
            hall = self._board.document.hall
            self._want("Change the hall", {hall.element_id: replace(hall, **fields)})

    def _size(self, **sides: int) -> None:
        self._set(**sides)
        self.sized.emit()

    def _snap(self, grid_mm: int) -> None:
        if self._board is not None:
            self._board.choices.grid_mm = grid_mm
            self.grid_chosen.emit()

    def _add(self) -> None:
        if self._board is not None:
            hall = self._board.document.hall
            name = self.tr("Category {n}").format(n=len(hall.categories) + 1)
            self._added = True
            self._want("Add a category", {hall.element_id: shaping.with_category(hall, name)})

    def _change_category(self, category_id: int, **fields: Any) -> None:
        if self._board is not None:
            hall = shaping.with_changed_category(self._board.document.hall, category_id, **fields)
            self._want("Change a category", {hall.element_id: hall})

    def _remove(self, category_id: int) -> None:
        if self._board is not None:
            hall = shaping.without_category(self._board.document.hall, category_id)
            self._want("Remove a category", {hall.element_id: hall})


class CategoryLine(QWidget):
    """One category: its band, which a press changes, its name, and a way to remove it while it
    has no seat."""

    def __init__(
        self, theme: Theme, change: Callable[..., object], remove: Callable[[int], object]
    ) -> None:
        super().__init__()
        self._category = Category(0, "", 1)
        self.band = _BandButton(theme)
        self.band.setToolTip(self.tr("Another colour and sign"))
        self.name = TextField(theme, self.tr("Name of the category"), 60)
        self.remove = KeyButton(theme, "", icon="trash", role=Role.QUIET, height=FIELD)
        self.remove.setAccessibleName(self.tr("Remove the category"))
        self.remove.setFixedWidth(FIELD)
        row = beside(self.band, self.name, self.remove)
        row.setContentsMargins(0, 0, 0, 0)
        self.setLayout(row)
        self.name.typed.connect(
            lambda text: change(self._category.category_id, name=text) if text else None
        )
        self.band.clicked.connect(
            lambda: change(self._category.category_id, hue=self._category.hue % _HUES + 1)
        )
        self.remove.clicked.connect(lambda: remove(self._category.category_id))

    def show_category(self, category: Category, *, used: bool) -> None:
        """Show it; one with seats cannot be removed."""
        self._category = category
        self.band.set_hue(category.hue)
        self.name.show_values({category.name})
        self.remove.setEnabled(not used)


class _BandButton(QAbstractButton):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._hue = 1
        self.setFixedSize(BAND_LENGTH + 12, FIELD)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_hue(self, hue: int) -> None:
        """Show the band of a hue."""
        self._hue = hue
        self.setAccessibleName(self.tr("Colour {n}").format(n=hue))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            middle = self.height() / 2
            band = QRectF(6, middle - BAND_HEIGHT / 2, BAND_LENGTH, BAND_HEIGHT)
            paint_band(painter, band, self._hue, QColor(self._theme.tokens.category(self._hue)))
