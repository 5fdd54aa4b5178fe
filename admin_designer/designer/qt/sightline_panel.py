"""What each seat sees of the picture: a heat map over the plan, a table, and who sees it badly."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from admin_designer.designer.document.sightlines import (
    MOST_SIDEWAYS_DEG,
    MOST_VERTICAL_DEG,
    Sightlines,
)
from admin_designer.designer.qt.figure_table import FigureTable
from admin_designer.designer.qt.form import Form, beside, scrolled
from admin_designer.designer.qt.heat_key import HeatKey
from admin_designer.designer.qt.properties import WIDTH
from admin_designer.designer.qt.sightline_form import SightlineForm
from admin_designer.designer.tools.board import Board
from admin_designer.designer.tools.heat import Measure, heat, runs_where, uids_where
from boxoffice.qtkit.fonts import BOLD, SEMIBOLD, Size
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_SMALL
from boxoffice.qtkit.widgets import KeyButton, Panel, Text

SIGHTLINE_KEY = "F6"
_MEASURES = tuple(Measure)
_TABLE_HEIGHT = 320
_MM = 1_000


class SightlinePanel(Panel):
    """`heat_changed` carries the Heat to show, None for none; `picked` the uids of seats that are
    meant; `wanted` the words of a change and what elements are to become."""

    wanted = Signal(str, object)
    heat_changed = Signal(object)
    picked = Signal(object)
    #: It came on to the screen or went from it.
    watched = Signal()
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__("panel", "left")
        self.setFixedWidth(WIDTH)
        self.sight: Sightlines | None = None
        self.back = KeyButton(theme, self.tr("Go on drawing"), SIGHTLINE_KEY, height=HEIGHT_SMALL)
        self.back.clicked.connect(self.closed)
        self._measure = Measure.VERTICAL
        self._choice = Form(theme)
        section = self._choice.section("")
        words = (self.tr("Distance"), self.tr("Looking up"), self.tr("Sideways"))
        self.measure = self._choice.choice(self.tr("Seats show"), words, self._take_measure)
        self.measure.show_values({_MEASURES.index(self._measure)})
        self.key = HeatKey(theme)
        self.steep = _Outside(theme, self.picked.emit)
        self.aside = _Outside(theme, self.picked.emit)
        section.addWidget(self.key)
        self.outside = Form(theme)
        column = self.outside.section(self.tr("Outside"))
        column.addWidget(self.steep)
        column.addWidget(self.aside)
        self.form = SightlineForm(theme, self.wanted.emit)
        self.rows = FigureTable(self.tr("Sightlines by row"))
        self.rows.picked.connect(self._pick_row)
        self.missing = Text("", Size.BODY, ink="text_second")
        self.missing.setWordWrap(True)
        self._lay_out()

    def show_sight(self, board: Board, sight: Sightlines | None, missing: str = "") -> None:
        """Show what is seen in a drawing, or what is missing before anything can be."""
        self.sight = sight
        self.missing.setText(missing)
        self.missing.setVisible(sight is None)
        for part in (self._choice, self.outside, self.form, self.rows):
            part.setVisible(sight is not None)
        if sight is not None:
            levels = sorted({row.level for row in board.document.rows})
            self.form.show_hall(board.document.hall, sight.picture, levels)
            self.steep.show_seats(self._steep(sight), sight, sight.too_steep)
            self.aside.show_seats(self._aside(sight), sight, sight.too_far_aside)
            self._show_rows(sight)
        self._show_heat()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.watched.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.watched.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _take_measure(self, at: int) -> None:
        self._measure = _MEASURES[at]
        self._show_heat()

    def _show_heat(self) -> None:
        made = heat(self.sight, self._measure) if self.sight is not None else None
        if made is not None:
            self.key.show_edges(made.edges, " m" if self._measure is Measure.DISTANCE else "°")
        self.heat_changed.emit(made)

    def _steep(self, sight: Sightlines) -> str:
        seats = int(sight.too_steep.sum())
        words = self.tr("%n seats look up more than {most}°.", "", seats)
        if seats < 2:
            words = (
                self.tr("1 seat looks up more than {most}°.")
                if seats
                else self.tr("No seat looks up more than {most}°.")
            )
        return words.format(most=f"{MOST_VERTICAL_DEG:g}")

    def _aside(self, sight: Sightlines) -> str:
        seats = int(sight.too_far_aside.sum())
        words = self.tr("%n seats are more than {most}° aside.", "", seats)
        if seats < 2:
            words = (
                self.tr("1 seat is more than {most}° aside.")
                if seats
                else self.tr("No seat is more than {most}° aside.")
            )
        return words.format(most=f"{MOST_SIDEWAYS_DEG:g}")

    def _show_rows(self, sight: Sightlines) -> None:
        number = self.locale().toString
        heads = (self.tr("Row"), self.tr("Seats"), self.tr("Out"), "m", self.tr("Up °"))
        lines = [
            (
                one.row,
                number(one.seats),
                number(one.outside) if one.outside else "",
                number(one.distance_mm / _MM, "f", 1),
                number(one.vertical_deg, "f", 1),
                number(one.sideways_deg, "f", 1),
            )
            for one in sight.by_row()
        ]
        self.rows.show_figures((*heads, self.tr("Side °")), lines)
        self.rows.setFixedHeight(min(self.rows.whole_height(), _TABLE_HEIGHT))

    def _pick_row(self, at: int) -> None:
        if self.sight is not None:
            row = self.sight.by_row()[at].row
            pairs = zip(self.sight.uids, self.sight.rows, strict=True)
            self.picked.emit(tuple(uid for uid, name in pairs if name == row))

    def _lay_out(self) -> None:
        head = beside(Text(self.tr("Sightlines"), Size.TITLE, BOLD), self.back)
        head.setContentsMargins(12, 8, 12, 8)
        self.missing.setContentsMargins(12, 0, 12, 0)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.missing, self._choice, self.outside, self.form, self.rows):
            column.addWidget(part)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(scrolled(column), 1)


class _Outside(QWidget):
    """Seats that are outside in one way: how many, which, and a way to select them."""

    def __init__(self, theme: Theme, pick: Callable[[tuple[str, ...]], object]) -> None:
        super().__init__()
        self._uids: tuple[str, ...] = ()
        self.count = Text("", Size.BODY, SEMIBOLD)
        self.count.setWordWrap(True)
        self.names = Text("", Size.META, ink="text_second")
        self.names.setWordWrap(True)
        self.select = KeyButton(theme, self.tr("Select them"), height=HEIGHT_SMALL)
        self.select.clicked.connect(lambda: pick(self._uids))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(4)
        for part in (self.count, self.names):
            column.addWidget(part)
        column.addWidget(self.select, 0, Qt.AlignmentFlag.AlignLeft)

    def show_seats(self, count: str, sight: Sightlines, which: NDArray[np.bool_]) -> None:
        """Show for which of these it is so."""
        self._uids = uids_where(sight, which)
        self.count.setText(count)
        self.names.setText(", ".join(runs_where(sight, which)))
        for part in (self.names, self.select):
            part.setVisible(bool(self._uids))
