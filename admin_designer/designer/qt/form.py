"""The forms of the panels at the right: lines of a name and what to fill in."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from admin_designer.designer.qt.fields import Choice, NumberField, TextField
from boxoffice.qtkit.fonts import REGULAR, SEMIBOLD, Size
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import CheckBox, Panel, Text

W = TypeVar("W", bound=QWidget)

_LABEL_WIDTH = 96


class Form(QWidget):
    """Lines of a name and what to fill in, under headings."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self._grid: QGridLayout | None = None
        self._names: dict[QWidget, Text] = {}

    def section(self, title: str) -> QVBoxLayout:
        """Begin one below the others; what is added to its layout stands under the title."""
        frame = Panel("panel", "top")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(12, 8, 12, 10)
        inside.setSpacing(6)
        if title:
            inside.addWidget(Text(title, Size.META, SEMIBOLD, "text_second"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        inside.addLayout(self._grid)
        self.column.addWidget(frame)
        return inside

    def number(
        self,
        name: str,
        take: Callable[[int], object],
        *,
        unit: str = "mm",
        lowest: int = 0,
        highest: int = 100_000_000,
        digits: int = 0,
    ) -> NumberField:
        """One more number."""
        field = NumberField(self.theme, name, unit, lowest, highest, digits=digits)
        field.taken.connect(take)
        return self._line(name, field)

    def words(self, name: str, take: Callable[[str], object], longest: int = 60) -> TextField:
        """One more text."""
        field = TextField(self.theme, name, longest)
        field.typed.connect(take)
        return self._line(name, field)

    def choice(self, name: str, words: Sequence[str], take: Callable[[int], object]) -> Choice:
        """One more choice."""
        field = Choice(self.theme, name, words)
        field.taken.connect(take)
        return self._line(name, field)

    def field(self, name: str, field: W) -> W:
        """One more of any kind, under its name."""
        return self._line(name, field)

    def check(self, words: str, take: Callable[[bool], object]) -> CheckBox:
        """One more yes or no."""
        box = CheckBox(self.theme, words)
        box.clicked.connect(lambda on: take(on))
        assert self._grid is not None
        self._grid.addWidget(box, self._grid.rowCount(), 0, 1, 2)
        return box

    def set_line(self, field: QWidget, *, shown: bool) -> None:
        """Show a field with its name, or leave both out."""
        for part in (field, self._names[field]):
            part.setVisible(shown)

    def _line(self, name: str, field: W) -> W:
        assert self._grid is not None
        label = Text(name, Size.META, REGULAR, "text_second")
        label.setFixedWidth(_LABEL_WIDTH)
        label.setBuddy(field)
        self._names[field] = label
        at = self._grid.rowCount()
        self._grid.addWidget(label, at, 0)
        self._grid.addWidget(field, at, 1)
        return field


def beside(*widgets: QWidget) -> QHBoxLayout:
    """Widgets in one line."""
    row = QHBoxLayout()
    row.setSpacing(6)
    for widget in widgets:
        row.addWidget(widget)
    return row


def scrolled(column: QLayout) -> QScrollArea:
    """A column of any height in as much as there is; its ground is the panel's."""
    inside = QWidget()
    inside.setLayout(column)
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(inside)
    # Set by the scroll area, whatever it was before.
    inside.setAutoFillBackground(False)
    scroll.viewport().setAutoFillBackground(False)
    return scroll


def reach(field: QWidget) -> None:
    """Give the keys to a field of a column, scrolled to where it is seen."""
    field.setFocus()
    column: QWidget | None = field
    while column is not None and not isinstance(column, QScrollArea):
        column = column.parentWidget()
    if column is not None:
        # Lines that were shown just now have no place yet.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        column.ensureWidgetVisible(field)
