"""The tools that draw seats: blocks, curved blocks, rows and single seats."""

import math
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from admin_designer.designer.document.blocks import Block, rows_of
from admin_designer.designer.document.change import Change
from admin_designer.designer.document.elements import Place, SeatRow
from admin_designer.designer.document.row_shape import stand
from admin_designer.designer.tools.board import Board
from admin_designer.designer.tools.pointer import NOTHING, Ghosts, Pointer, Preview
from admin_designer.designer.tools.snapping import Snapper
from boxoffice.rules.layouts import MAX_SEATS

#: What a click without a drag draws.
_CLICKED_COLUMNS, _CLICKED_ROWS, _CLICKED_SEATS = 10, 5, 10
_MOST_ROWS = 500
#: A row that is drawn within so many degrees of straight is straight.
_STRAIGHT_DEGREES = 4.0


class DrawTool(ABC):
    """Draws something between where the button goes down and where it comes up, on spots that
    snap; without a drag something of a usual size."""

    label = ""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._start: tuple[float, float] | None = None
        self._snapper: Snapper | None = None
        self.preview = NOTHING

    def press(self, at: Pointer) -> None:
        """Begin it there."""
        self._snapper = Snapper(self._board)
        self._start = self._spot(at)[0]

    def move(self, at: Pointer) -> None:
        """Show what would be drawn."""
        start = self._start
        spot, preview = self._spot(at)
        rows = tuple(self._rows(start or spot, spot, at))
        seats = sum(len(row.places) for row in rows)
        self.preview = replace(preview, ghosts=ghosts_of(rows), words=self._words(rows, seats))

    def release(self, at: Pointer) -> Change | None:
        """Draw it, and select it."""
        start, spot = self._start, self._spot(at)[0]
        self.cancel()
        if start is None:
            return None
        rows = tuple(self._rows(start, spot, at))
        self._board.select(place.uid for row in rows for place in row.places)
        return self._board.change(self.label, {row.element_id: row for row in rows})

    def cancel(self) -> None:
        """Draw nothing."""
        self._start, self._snapper, self.preview = None, None, NOTHING

    def _spot(self, at: Pointer) -> tuple[tuple[float, float], Preview]:
        """Where the pointer snaps to, and the guides that say why."""
        self._snapper = self._snapper or Snapper(self._board)
        snapped = self._snapper.moved(at.x_mm, at.y_mm, at.reach_mm)
        return (snapped.x_mm, snapped.y_mm), Preview(guides=snapped.guides)

    @abstractmethod
    def _rows(
        self, start: tuple[float, float], end: tuple[float, float], at: Pointer
    ) -> Iterable[SeatRow]:
        """What is drawn from one spot to another."""

    def _words(self, rows: tuple[SeatRow, ...], seats: int) -> str:
        return f"{seats}"


class BlockTool(DrawTool):
    """A block of straight rows that fills the rectangle."""

    label = "Draw a block"

    def block(self, start: tuple[float, float], end: tuple[float, float], reach_mm: float) -> Block:
        """The block between two corners, each the middle of a seat."""
        choices = self._board.choices
        wide, deep = abs(end[0] - start[0]), abs(end[1] - start[1])
        columns = round(wide / choices.spacing_mm) + 1
        rows = round(deep / choices.pitch_mm) + 1
        if max(wide, deep) < reach_mm:
            columns, rows = _CLICKED_COLUMNS, _CLICKED_ROWS
        columns = min(columns, MAX_SEATS)
        rows = min(rows, _MOST_ROWS, MAX_SEATS // columns)
        way_x, way_y = (1 if to >= fro else -1 for fro, to in zip(start, end, strict=True))
        half = (columns - 1) * choices.spacing_mm / 2
        back = start[1] if way_y > 0 else start[1] - (rows - 1) * choices.pitch_mm
        return Block(
            round(start[0] + way_x * half),
            round(back),
            rows,
            columns,
            choices.category_id,
            choices.spacing_mm,
            choices.pitch_mm,
        )

    def _rows(
        self, start: tuple[float, float], end: tuple[float, float], at: Pointer
    ) -> Iterable[SeatRow]:
        return rows_of(self.block(start, end, at.reach_mm), self._board.new_id)

    def _words(self, rows: tuple[SeatRow, ...], seats: int) -> str:
        return f"{len(rows)} × {seats // max(len(rows), 1)} = {seats}"


class CurvedTool(BlockTool):
    """A block of arcs around one point."""

    label = "Draw a curved block"

    def block(self, start: tuple[float, float], end: tuple[float, float], reach_mm: float) -> Block:
        straight = super().block(start, end, reach_mm)
        return replace(straight, radius_mm=self._board.choices.radius_mm)


class RowTool(DrawTool):
    """One row from there to here."""

    label = "Draw a row"

    def _rows(
        self, start: tuple[float, float], end: tuple[float, float], at: Pointer
    ) -> Iterable[SeatRow]:
        choices = self._board.choices
        across, down = end[0] - start[0], end[1] - start[1]
        length, angle = math.hypot(across, down), math.degrees(math.atan2(down, across))
        seats = min(round(length / choices.spacing_mm) + 1, MAX_SEATS)
        if length < at.reach_mm:
            seats, angle = _CLICKED_SEATS, 0.0
        for straight in (0.0, 180.0, -180.0):
            if abs(angle - straight) < _STRAIGHT_DEGREES:
                angle = straight
        turn = math.radians(angle)
        half = (seats - 1) * choices.spacing_mm / 2
        x_mm, y_mm = start[0] + math.cos(turn) * half, start[1] + math.sin(turn) * half
        if abs(angle) > 90:
            # Seats face the screen whichever way their row was drawn.
            angle -= math.copysign(180.0, angle)
        new_id = self._board.new_id
        places = tuple(Place(new_id(), choices.category_id) for _ in range(seats))
        yield SeatRow(
            new_id(), round(x_mm), round(y_mm), places, choices.spacing_mm, round(angle * 100)
        )


class SeatTool(DrawTool):
    """One seat where the pointer is; beside the end of a row one more seat of that row, and on a
    place that a seat was taken out of, that seat again."""

    label = "Draw a seat"

    def release(self, at: Pointer) -> Change | None:
        """Draw it there."""
        pressed, spot = self._start is not None, self._spot(at)[0]
        self.cancel()
        if not pressed:
            return None
        row = self._longer(at) or next(iter(self._rows(spot, spot, at)))
        return self._board.change(self.label, {row.element_id: row})

    def _rows(
        self, start: tuple[float, float], end: tuple[float, float], at: Pointer
    ) -> Iterable[SeatRow]:
        longer = self._longer(at)
        if longer is not None:
            yield longer
            return
        new_id, choices = self._board.new_id, self._board.choices
        places = (Place(new_id(), choices.category_id),)
        yield SeatRow(new_id(), round(end[0]), round(end[1]), places, choices.spacing_mm)

    def _words(self, rows: tuple[SeatRow, ...], seats: int) -> str:
        return ""

    def _longer(self, at: Pointer) -> SeatRow | None:
        """The row with a seat where the pointer is: at a place of it that is out, or at the next
        one beyond its ends."""
        standing = self._board.standing
        near = np.hypot(standing.x_mm - at.x_mm, standing.y_mm - at.y_mm)
        if not near.size:
            return None
        row = standing.row(int(standing.row_of[int(near.argmin())]))
        stood = stand(row)
        away_mm = np.hypot(stood.x_mm - at.x_mm, stood.y_mm - at.y_mm)
        place = int(away_mm.argmin())
        if row.places[place].out and away_mm[place] < row.spacing_mm / 2:
            return _with_seat(row, place)
        for first in (True, False):
            longer = lengthened(row, self._board, first=first)
            stood = stand(longer)
            end = 0 if first else -1
            away = math.hypot(stood.x_mm[end] - at.x_mm, stood.y_mm[end] - at.y_mm)
            if away < row.spacing_mm / 2:
                return longer
        return None


def _with_seat(row: SeatRow, at: int) -> SeatRow:
    places = [*row.places]
    places[at] = replace(places[at], out=False)
    return replace(row, places=tuple(places))


def lengthened(row: SeatRow, board: Board, *, first: bool) -> SeatRow:
    """A row with one more seat at its beginning or its end; all others stay where they are."""
    like = row.places[0 if first else -1]
    new = Place(board.new_id(), like.category_id, width_mm=like.width_mm, depth_mm=like.depth_mm)
    places = (new, *row.places) if first else (*row.places, new)
    longer = replace(
        row, places=places, turns=tuple(replace(one, at=one.at + first) for one in row.turns)
    )
    if row.radius_mm:
        step = math.degrees(row.spacing_mm / 2 / row.radius_mm)
        turned = round((-step if first else step) * 100)
        longer = replace(longer, angle_cdeg=row.angle_cdeg + turned)
    before, after = stand(row), stand(longer)
    at = 1 if first else 0
    return replace(
        longer,
        x_mm=row.x_mm + round(float(before.x_mm[0] - after.x_mm[at])),
        y_mm=row.y_mm + round(float(before.y_mm[0] - after.y_mm[at])),
    )


def ghosts_of(rows: Iterable[SeatRow]) -> Ghosts:
    """The bodies of all seats of these rows."""
    parts = [np.empty((5, 0))]
    for row in rows:
        sizes = [[place.width_mm for place in row.places], [place.depth_mm for place in row.places]]
        parts.append(np.concatenate((np.array(stand(row)), np.array(sizes, dtype=np.float64))))
    return Ghosts(np.concatenate(parts, axis=1))
