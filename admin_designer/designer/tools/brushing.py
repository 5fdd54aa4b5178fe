"""The tools that go over things: the eraser, and the brush that paints categories."""

import math
from dataclasses import replace

from admin_designer.designer.document.change import Change
from admin_designer.designer.document.editing import changed, taken_away
from admin_designer.designer.tools.board import Board
from admin_designer.designer.tools.pointer import NOTHING, Pointer

#: The pointer is looked for on its way at steps no longer than this.
_STEP_MM = 200.0


class Brush:
    """Gathers what the pointer goes over while the button is down; it shows as selected. What is
    done with it is its tool's."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._last: Pointer | None = None
        self._over: set[str] = set()
        self._before: frozenset[str] = frozenset()
        self.preview = NOTHING

    def press(self, at: Pointer) -> None:
        """Begin with what is there."""
        self._before = self._board.selected
        self._last = at
        self._gather(at)

    def move(self, at: Pointer) -> None:
        """Take in all that lies on the way."""
        last = self._last
        if last is None:
            return
        across, down = at.x_mm - last.x_mm, at.y_mm - last.y_mm
        steps = max(1, math.ceil(math.hypot(across, down) / _STEP_MM))
        for step in range(1, steps + 1):
            part = step / steps
            self._gather(replace(at, x_mm=last.x_mm + across * part, y_mm=last.y_mm + down * part))
        self._last = at

    def cancel(self) -> None:
        """Leave everything as it is."""
        if self._last is not None:
            self._board.select(self._before)
        self._last, self._over = None, set()

    def _gathered(self, at: Pointer) -> frozenset[str]:
        """End there: all that was gone over, with what was selected before selected again."""
        self.move(at)
        over = frozenset(self._over)
        self.cancel()
        return over

    def _gather(self, at: Pointer) -> None:
        thing = self._board.thing_at(at)
        if thing and thing not in self._over:
            self._over.add(thing)
            self._board.select(self._over)


class SelectBrush(Brush):
    """Selects what it goes over; with Shift on top of what is selected."""

    def release(self, at: Pointer) -> Change | None:
        """Select it."""
        if self._last is not None:
            over = self._gathered(at)
            self._board.select(over | self._before if at.shift else over)
        return None


class EraseTool(Brush):
    """Takes away what it goes over."""

    def release(self, at: Pointer) -> Change | None:
        """Take it away."""
        board, over = self._board, self._gathered(at)
        return board.change("Erase", taken_away(board.document, over)) if over else None


class PaintTool(Brush):
    """Puts the seats that it goes over into the chosen category."""

    def release(self, at: Pointer) -> Change | None:
        """Paint them."""
        board, over = self._board, self._gathered(at)
        category_id = board.choices.category_id
        becomes = changed(
            board.document, over, lambda place: replace(place, category_id=category_id)
        )
        return board.change("Paint", becomes) if over else None
