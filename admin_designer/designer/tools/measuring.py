"""The tool that says how far it is."""

import math
from collections.abc import Callable

from admin_designer.designer.document.change import Change
from admin_designer.designer.document.snapping import Guide
from admin_designer.designer.tools.board import Board
from admin_designer.designer.tools.pointer import NOTHING, Pointer, Preview
from admin_designer.designer.tools.snapping import Snapper


class MeasureTool:
    """Measures from where the button went down; the figure stays until the next press."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._start: tuple[float, float] | None = None
        self._snapper: Snapper | None = None
        self.preview = NOTHING

    def press(self, at: Pointer) -> None:
        """Begin to measure there."""
        self._snapper = Snapper(self._board)
        self._start = self._spot(at)
        self.move(at)

    def move(self, at: Pointer) -> None:
        """Say how far it is from there."""
        if self._start is None:
            return
        (x1, y1), (x2, y2) = self._start, self._spot(at)
        far = math.hypot(x2 - x1, y2 - y1)
        words = f"{far:,.0f} mm  ({abs(x2 - x1):,.0f} × {abs(y2 - y1):,.0f})"
        self.preview = Preview(measure=Guide(x1, y1, x2, y2), words=words)

    def release(self, at: Pointer) -> Change | None:
        """Leave the figure there."""
        self.move(at)
        self._start = None
        return None

    def cancel(self) -> None:
        """Take the figure away."""
        self._start, self.preview = None, NOTHING

    def _spot(self, at: Pointer) -> tuple[float, float]:
        if self._snapper is None:
            return at.at
        snapped = self._snapper.moved(at.x_mm, at.y_mm, at.reach_mm)
        return snapped.x_mm, snapped.y_mm


class KnownLengthTool(MeasureTool):
    """A line along something whose length is known; `drawn` is told of it, which snaps to nothing:
    what it goes along is in a picture."""

    def __init__(self, board: Board, drawn: Callable[[Guide], object]) -> None:
        super().__init__(board)
        self._drawn = drawn

    def release(self, at: Pointer) -> Change | None:
        """Tell of the line."""
        super().release(at)
        line = self.preview.measure
        self.cancel()
        if line is not None:
            self._drawn(line)
        return None

    def _spot(self, at: Pointer) -> tuple[float, float]:
        return at.at
