"""The tool that moves the picture that is traced."""

from dataclasses import replace

from admin_designer.designer.document.change import Change
from admin_designer.designer.document.tracing import carried
from admin_designer.designer.tools.board import Board
from admin_designer.designer.tools.pointer import NOTHING, Pointer, Preview


class TraceTool:
    """A drag from anywhere moves the picture, with Shift along one direction only. It snaps to
    nothing: what it is to lie on is in the picture. One that is locked stays where it is."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._start: Pointer | None = None
        self.preview = NOTHING

    def press(self, at: Pointer) -> None:
        """Take hold of it there."""
        traced = self._board.document.hall.traced
        self._start = at if traced is not None and not traced.locked else None

    def move(self, at: Pointer) -> None:
        """Show it where it would lie."""
        start = self._start
        if start is None:
            return
        across, down = round(at.x_mm - start.x_mm), round(at.y_mm - start.y_mm)
        if at.shift:
            across, down = (across, 0) if abs(across) >= abs(down) else (0, down)
        self.preview = Preview(traced_by=(across, down), words=f"{across:+,}, {down:+,} mm")

    def release(self, at: Pointer) -> Change | None:
        """Leave it there."""
        self.move(at)
        by = self.preview.traced_by
        self.cancel()
        hall = self._board.document.hall
        if by is None or hall.traced is None:
            return None
        there = replace(hall, traced=carried(hall.traced, *by))
        return self._board.change("Move the picture", {hall.element_id: there})

    def cancel(self) -> None:
        """Leave it where it was."""
        self._start, self.preview = None, NOTHING
