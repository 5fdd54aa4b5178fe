"""How the hall is seen from its seats, and how well it would sell."""

import asyncio
from dataclasses import replace
from statistics import fmean

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from admin_designer.designer.document.baking import bake
from admin_designer.designer.document.document import Document
from admin_designer.designer.document.editing import Becomes
from admin_designer.designer.document.elements import Picture, Rake
from admin_designer.designer.document.sightlines import (
    MOST_SIDEWAYS_DEG,
    MOST_VERTICAL_DEG,
    Sightlines,
    sightlines,
)
from admin_designer.designer.qt.form import Form, scrolled
from admin_designer.designer.qt.properties import WIDTH
from admin_designer.designer.tools.board import Board
from boxoffice.model.errors import BadInput
from boxoffice.model.layout import Plan
from boxoffice.qtkit.fonts import BOLD, SEMIBOLD, Size
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_SMALL
from boxoffice.qtkit.widgets import KeyButton, Panel, Text
from boxoffice.rules.simulated_sale import House, simulated_shows

#: Shows that are sold at a time, and what they are drawn from.
SHOWS, SEED = 100, 1
_MOST_ROWS, _MOST_NAMED = 30, 12
_LARGEST_MM, _HIGHEST_MM = 100_000, 30_000


class InsightPanel(Panel):
    """`looked_at` carries the Sightlines that are shown, None once none are; `wanted` the words of
    a change and what elements are to become."""

    looked_at = Signal(object)
    wanted = Signal(str, object)
    closed = Signal()

    def __init__(self, theme: Theme, tasks: Tasks) -> None:
        super().__init__("panel", "left")
        self.setFixedWidth(WIDTH)
        self._tasks = tasks
        self._board: Board | None = None
        self.sight: Sightlines | None = None
        self._form = Form(theme)
        self._make_form()
        self.words = Text("", Size.META, ink="text_second")
        self.words.setWordWrap(True)
        self._table = QGridLayout()
        self._table.setHorizontalSpacing(10)
        self.sale = Text("", Size.META)
        self.sale.setWordWrap(True)
        self.sell = KeyButton(theme, self.tr("Sell %n shows", "", SHOWS), height=HEIGHT_SMALL)
        self.sell.clicked.connect(self._sell)
        self.close_button = KeyButton(theme, self.tr("Go on drawing"), "Esc")
        self.close_button.clicked.connect(self.close_it)
        self._lay_out()

    def look_at(self, board: Board) -> None:
        """Show how a drawing is seen."""
        self._board = board
        self.sale.setText("")
        self._show_hall(board)
        try:
            self.sight = sightlines(board.document)
        except BadInput as lack:
            self.sight = None
            self.words.setText(str(lack))
        self._show_rows()
        self.looked_at.emit(self.sight)

    def follow(self, board: Board) -> None:
        """The drawing was changed meanwhile."""
        if self.isVisible():
            self.look_at(board)

    def close_it(self) -> None:
        """Show the plan as it is drawn again."""
        self.sight = None
        self.looked_at.emit(None)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_it()
        else:
            super().keyPressEvent(event)

    def _make_form(self) -> None:
        form = self._form
        form.section(self.tr("Picture"))
        self.wide = form.number(
            self.tr("Width"),
            lambda value: self._picture(width_mm=value),
            lowest=100,
            highest=_LARGEST_MM,
        )
        self.high = form.number(
            self.tr("Height"),
            lambda value: self._picture(height_mm=value),
            lowest=100,
            highest=_LARGEST_MM,
        )
        self.bottom = form.number(
            self.tr("Above the floor"),
            lambda value: self._picture(bottom_mm=value),
            highest=_HIGHEST_MM,
        )
        form.section(self.tr("Floor"))
        self.level = form.choice(self.tr("Level"), (), lambda _at: self._show_rake())
        self.floor = form.number(
            self.tr("Front row"),
            lambda value: self._put_rake(replace(self._rake_now(), floor_mm=value)),
            lowest=-_HIGHEST_MM,
            highest=_HIGHEST_MM,
        )
        self.rise = form.number(
            self.tr("Rise a metre"),
            lambda value: self._put_rake(replace(self._rake_now(), rise_mm=value)),
            lowest=-_HIGHEST_MM,
            highest=_HIGHEST_MM,
        )

    def _show_hall(self, board: Board) -> None:
        picture = board.document.hall.picture
        sides = (picture.width_mm, picture.height_mm, picture.bottom_mm) if picture else None
        for at, field in enumerate((self.wide, self.high, self.bottom)):
            field.show_values({sides[at]} if sides else set())
        levels = sorted({row.level for row in board.document.rows})
        now = self.level.currentData()
        self.level.clear()
        for level in levels:
            self.level.addItem(level or self.tr("The hall"), level)
        self.level.setCurrentIndex(max(0, self.level.findData(now)))
        self._show_rake()

    def _show_rake(self) -> None:
        rake = self._rake_now()
        self.floor.show_values({rake.floor_mm})
        self.rise.show_values({rake.rise_mm})

    def _rake_now(self) -> Rake:
        level = self.level.currentData() or ""
        rakes = self._board.document.hall.rakes if self._board is not None else ()
        return next((one for one in rakes if one.level == level), Rake(level))

    def _picture(self, **sides: int) -> None:
        if self._board is not None:
            hall = self._board.document.hall
            seen = self.sight.picture if self.sight is not None else None
            picture = replace(hall.picture or seen or Picture(8_000, 4_300, 1_000), **sides)
            self._want({hall.element_id: replace(hall, picture=picture)})

    def _put_rake(self, rake: Rake) -> None:
        if self._board is not None:
            hall = self._board.document.hall
            others = (one for one in hall.rakes if one.level != rake.level)
            self._want({hall.element_id: replace(hall, rakes=(*others, rake))})

    def _want(self, becomes: Becomes) -> None:
        self.wanted.emit("Change what is seen", becomes)

    def _show_rows(self) -> None:
        while (item := self._table.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        sight = self.sight
        if sight is None:
            return
        outside = sight.too_steep | sight.too_far_aside
        names = [sight.seat_ids[at] for at in np.flatnonzero(outside).tolist()]
        named = ", ".join(names[:_MOST_NAMED]) + (" …" if len(names) > _MOST_NAMED else "")
        aims = self.tr("up to {up}° up and {aside}° aside").format(
            up=round(MOST_VERTICAL_DEG), aside=round(MOST_SIDEWAYS_DEG)
        )
        words = self.tr("All seats see it within {aims}.")
        if len(names) == 1:
            words = self.tr("{named} sees it from beyond {aims}.")
        elif names:
            words = self.tr("%n seats see it from beyond {aims}: {named}.", "", len(names))
        self.words.setText(words.format(aims=aims, named=named))
        heads = (
            self.tr("Row"),
            self.tr("Metres"),
            self.tr("Up"),
            self.tr("Aside"),
            self.tr("Sees"),
        )
        for column, head in enumerate(heads):
            self._table.addWidget(Text(head, Size.META, SEMIBOLD, "text_second"), 0, column)
        for at, row in enumerate(sight.by_row()[:_MOST_ROWS], start=1):
            figures = (
                row.row,
                f"{row.distance_mm / 1_000:.1f}",
                f"{row.vertical_deg:.0f}°",
                f"{row.sideways_deg:.0f}°",
                f"{row.picture_deg:.0f}°",
            )
            for column, figure in enumerate(figures):
                ink = "danger" if row.outside and column in (2, 3) else "text"
                self._table.addWidget(Text(figure, Size.META, ink=ink), at, column)

    def _sell(self) -> None:
        if self._board is not None:
            still = Document(self._board.document.elements.values())
            self.sell.set_busy(True)
            self._tasks.start(self._sold(still))

    async def _sold(self, document: Document) -> None:
        try:
            houses = await asyncio.to_thread(lambda: _shows(bake(document)))
        finally:
            self.sell.set_busy(False)
        full = fmean(100 * one.sold / max(one.seats, 1) for one in houses)
        self.sale.setText(
            self.tr(
                "{full} % full on average; {singles} single seats are left over, and {away} groups"
                " find no place together."
            ).format(
                full=self.locale().toString(full, "f", 1),
                singles=self.locale().toString(fmean(one.singles for one in houses), "f", 1),
                away=self.locale().toString(fmean(one.turned_away for one in houses), "f", 1),
            )
        )

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(0, 10, 0, 8)
        column.setSpacing(8)
        title = Text(self.tr("What is seen, and sold"), Size.TITLE, BOLD)
        title.setContentsMargins(12, 0, 0, 0)
        column.addWidget(title)
        column.addWidget(self._form)
        seen = self._form.section(self.tr("From each row, at most"))
        seen.addWidget(self.words)
        seen.addLayout(self._table)
        sold = self._form.section(self.tr("Groups of one to six fill the hall"))
        sold.addWidget(self.sell)
        sold.addWidget(self.sale)
        column.addStretch(1)
        buttons = QVBoxLayout()
        buttons.setContentsMargins(12, 4, 12, 8)
        buttons.addWidget(self.close_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.addWidget(scrolled(column), 1)
        whole.addLayout(buttons)


def _shows(plan: Plan) -> tuple[House, ...]:
    """Every seat as dear as any other: what it takes depends on a show's prices."""
    prices = {one.category_id: 1 for one in plan.categories}
    return tuple(simulated_shows(plan, prices, shows=SHOWS, seed=SEED))
