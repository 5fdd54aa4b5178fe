"""The dry run of a move as a table: every taken seat, and what becomes of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from admin_designer.halls.words import move_words
from boxoffice.model.booking import BookingState
from boxoffice.model.layout import Plan
from boxoffice.model.moving import Match, SeatMove
from boxoffice.qtkit.fonts import Size, font
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
_DISPLAY, _INK = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ForegroundRole)
_LINE = 28


@dataclass(frozen=True, slots=True)
class Line:
    """One seat as the table shows it."""

    cells: tuple[str, ...]
    ink: str


def lines_of(show: str, seats: Sequence[SeatMove], plan: Plan, formats: Formats) -> list[Line]:
    """The seats of one show: what needs a decision first, what stays last."""
    names = {one.category_id: one.name for one in plan.categories}
    return [_line(show, seat, names, formats) for seat in sorted(seats, key=_urgency)]


def _urgency(seat: SeatMove) -> tuple[int, str]:
    turns = (Match.NONE, Match.PROPOSED)
    if seat.match in turns:
        return turns.index(seat.match), seat.seat_id
    return 2 if seat.is_changed else 3, seat.seat_id


def _line(show: str, seat: SeatMove, names: dict[int, str], formats: Formats) -> Line:
    held = seat.state is BookingState.HELD
    there = names.get(seat.to_category_id, "")
    return Line(
        (
            show,
            seat.number or ("" if not held else "·"),
            seat.seat_id,
            seat.to_seat_id or "–",
            move_words(seat),
            there,
            formats.short_money(seat.price),
            formats.short_money(seat.price_there),
        ),
        {Match.NONE: "danger", Match.PROPOSED: "warn"}.get(seat.match, "text"),
    )


class MoveTable(QTableView):
    """Shows lines; arrows go through them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._model = _Lines(theme)
        self.setModel(self._model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setAlternatingRowColors(False)
        self.setFont(font(Size.BODY))
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_LINE)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setStretchLastSection(True)

    @property
    def lines(self) -> Sequence[Line]:
        """What it shows."""
        return self._model.lines

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these in place of those before."""
        self._model.set_lines(lines)


class _Lines(QAbstractTableModel):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
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
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

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
