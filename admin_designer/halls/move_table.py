"""The dry run of a move as a table: every taken seat, and what becomes of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from admin_designer.halls.dry_runs import DryRun, price_step
from admin_designer.halls.words import move_words, when
from boxoffice.model.booking import BookingState
from boxoffice.model.layout import Plan
from boxoffice.model.moving import Match, SeatMove
from boxoffice.qtkit.fonts import Size, font
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
_DISPLAY, _INK = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ForegroundRole)
_LINE = 28
#: What Qt calls the order in which no column is sorted by.
_UNSORTED = -1


class Which(StrEnum):
    """Which seats are shown."""

    ALL = "all"
    GONE = "gone"
    RENUMBERED = "renumbered"
    RECATEGORISED = "recategorised"
    CHEAPER = "cheaper"
    DEARER = "dearer"


def is_which(seat: SeatMove, which: Which) -> bool:
    """Whether a seat is one of these."""
    match which:
        case Which.ALL:
            return True
        case Which.GONE:
            return seat.match in (Match.NONE, Match.PROPOSED)
        case Which.RENUMBERED:
            return seat.match is not Match.NONE and seat.seat_id != seat.to_seat_id
        case Which.RECATEGORISED:
            return seat.match is not Match.NONE and seat.category_id != seat.to_category_id
        case Which.CHEAPER:
            return price_step(seat) < 0
    return price_step(seat) > 0


@dataclass(frozen=True, slots=True)
class Line:
    """One seat as the table shows it; `order` sorts it within each column."""

    run: DryRun
    seat: SeatMove
    cells: tuple[str, ...]
    order: tuple[tuple[Any, ...], ...]
    ink: str


def lines_of(run: DryRun, plan: Plan, formats: Formats) -> list[Line]:
    """The seats of one show: what needs a decision first, what stays last."""
    names = {one.category_id: one.name for one in plan.categories}
    seats = sorted(run.move.seats, key=_urgency)
    return [_line(run, seat, names, formats) for seat in seats]


def natural(seat_id: str) -> tuple[Any, ...]:
    """So that A2 comes before A10."""
    parts = re.findall(r"\d+|\D+", seat_id)
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)


def _urgency(seat: SeatMove) -> tuple[int, tuple[Any, ...]]:
    turns = (Match.NONE, Match.PROPOSED)
    if seat.match in turns:
        return turns.index(seat.match), natural(seat.seat_id)
    return 2 if seat.is_changed else 3, natural(seat.seat_id)


def _line(run: DryRun, seat: SeatMove, names: dict[int, str], formats: Formats) -> Line:
    starts_at = run.listing.show.starts_at
    held = seat.state is BookingState.HELD
    number = _tr("in a basket") if held else seat.number
    there = names.get(seat.to_category_id, "")
    what = move_words(seat)
    cells = (
        when(starts_at, formats),
        number,
        seat.seat_id,
        seat.to_seat_id or "–",
        what,
        there,
        formats.short_money(seat.price),
        formats.short_money(seat.price_there),
    )
    order: tuple[tuple[Any, ...], ...] = (
        (starts_at,),
        (held, number),
        natural(seat.seat_id),
        natural(seat.to_seat_id),
        (what,),
        (there,),
        (seat.price.amount_minor,),
        (price_step(seat),),
    )
    ink = {Match.NONE: "danger", Match.PROPOSED: "warn"}.get(seat.match, "text")
    return Line(run, seat, cells, order, ink)


class MoveTable(QTableView):
    """Shows lines; arrows go through them, `opened` carries the one on which Enter was pressed or
    that was clicked twice, `reached` the one that is chosen (None: none is)."""

    opened = Signal(object)
    reached = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._model = _Lines(theme)
        self.setModel(self._model)
        self.setAccessibleName(self.tr("Every taken seat, and what becomes of it"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setFont(font(Size.BODY))
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_LINE)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setStretchLastSection(True)
        head.setSortIndicatorClearable(True)
        head.setSortIndicator(_UNSORTED, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.doubleClicked.connect(lambda _: self._open())
        self.selectionModel().currentRowChanged.connect(lambda *_: self.reached.emit(self.current))

    @property
    def lines(self) -> Sequence[Line]:
        """What it shows."""
        return self._model.lines

    @property
    def current(self) -> Line | None:
        """The line that is chosen."""
        at = self.currentIndex().row()
        return self.lines[at] if 0 <= at < len(self.lines) else None

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these in place of those before; the seat that was chosen stays so."""
        before = self.current
        self._model.set_lines(lines)
        self.choose(before.seat.line_id if before is not None else "")
        self.reached.emit(self.current)

    def choose(self, line_id: str) -> None:
        """Choose the line of a booking's line, if it is shown."""
        for at, line in enumerate(self.lines):
            if line.seat.line_id == line_id:
                self.selectRow(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        if self.current is not None:
            self.opened.emit(self.current)


class _Lines(QAbstractTableModel):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._given: Sequence[Line] = ()
        self._column, self._order = _UNSORTED, Qt.SortOrder.AscendingOrder
        self.lines: Sequence[Line] = ()
        self._heads = (
            self.tr("Show"),
            self.tr("Booking"),
            self.tr("Seat"),
            self.tr("Becomes"),
            self.tr("What happens"),
            self.tr("Category there"),
            self.tr("Price paid"),
            self.tr("Price there"),
        )

    def set_lines(self, lines: Sequence[Line]) -> None:
        self._given = lines
        self._put()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._column, self._order = column, order
        self._put()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: _Index, role: int = _DISPLAY) -> str | QColor | None:
        line = self.lines[index.row()]
        if role == _DISPLAY:
            return line.cells[index.column()]
        return self._theme.colour(line.ink) if role == _INK else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY
    ) -> str | None:
        across = orientation is Qt.Orientation.Horizontal
        return self._heads[section] if across and role == _DISPLAY else None

    def _put(self) -> None:
        self.beginResetModel()
        self.lines = self._given
        if self._column != _UNSORTED:
            falling = self._order is Qt.SortOrder.DescendingOrder
            self.lines = sorted(
                self._given, key=lambda line: line.order[self._column], reverse=falling
            )
        self.endResetModel()


def _tr(text: str) -> str:
    return QCoreApplication.translate("Halls", text)
