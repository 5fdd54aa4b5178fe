"""The tool that opens and closes aisles."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from admin_designer.designer.document.change import Change
from admin_designer.designer.document.elements import Element, SeatRow
from admin_designer.designer.document.row_shape import stand
from admin_designer.designer.document.snapping import Guide
from admin_designer.designer.tools.board import Board
from admin_designer.designer.tools.pointer import NOTHING, Pointer, Preview

Floats = NDArray[np.float64]

#: A click cuts the row that it is on: a line so far to the back and to the front of it.
_CLICK_MM = 500.0


class AisleTool:
    """A line across rows opens an aisle in each row that it crosses, between the two seats where
    it does. Where all of those have one already it closes them."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._start: Pointer | None = None
        self.preview = NOTHING

    def press(self, at: Pointer) -> None:
        """The line begins there."""
        self._start = at

    def move(self, at: Pointer) -> None:
        """Show the line, and how many rows it crosses."""
        if self._start is None:
            return
        line = _line(self._start, at)
        self.preview = Preview(measure=line, words=f"{len(self._cuts(line))}")

    def release(self, at: Pointer) -> Change | None:
        """Open the aisles, or close them."""
        start, self._start, self.preview = self._start, None, NOTHING
        if start is None:
            return None
        cuts = self._cuts(_line(start, at))
        opens = any(row.places[place].gap_mm == 0 for row, place in cuts)
        gap_mm = self._board.choices.aisle_mm if opens else 0
        becomes: dict[str, Element | None] = {
            row.element_id: _with_gap(row, place, gap_mm) for row, place in cuts
        }
        return self._board.change("Open an aisle" if opens else "Close an aisle", becomes)

    def cancel(self) -> None:
        """Change nothing."""
        self._start, self.preview = None, NOTHING

    def _cuts(self, line: Guide) -> list[tuple[SeatRow, int]]:
        """The rows that a line crosses, each with the place before which it does."""
        cuts = []
        for row in self._board.document.rows:
            if len(row.places) > 1:
                stood = stand(row)
                crossed = _crossed(stood.x_mm, stood.y_mm, line)
                if crossed.any():
                    cuts.append((row, int(crossed.argmax()) + 1))
        return cuts


def _line(start: Pointer, end: Pointer) -> Guide:
    if max(abs(end.x_mm - start.x_mm), abs(end.y_mm - start.y_mm)) < start.reach_mm:
        return Guide(start.x_mm, start.y_mm - _CLICK_MM, start.x_mm, start.y_mm + _CLICK_MM)
    return Guide(start.x_mm, start.y_mm, end.x_mm, end.y_mm)


def _crossed(x: Floats, y: Floats, line: Guide) -> NDArray[np.bool_]:
    """Between which places the way from seat to seat crosses the line."""
    across, down = line.x2_mm - line.x1_mm, line.y2_mm - line.y1_mm
    side = (x - line.x1_mm) * down - (y - line.y1_mm) * across
    step_x, step_y = np.diff(x), np.diff(y)
    start = (line.x1_mm - x[:-1]) * step_y - (line.y1_mm - y[:-1]) * step_x
    end = (line.x2_mm - x[:-1]) * step_y - (line.y2_mm - y[:-1]) * step_x
    crossed: NDArray[np.bool_] = (side[:-1] * side[1:] <= 0) & (start * end <= 0)
    return crossed


def _with_gap(row: SeatRow, at: int, gap_mm: int) -> SeatRow:
    places = [*row.places]
    places[at] = replace(places[at], gap_mm=gap_mm)
    return replace(row, places=tuple(places))
