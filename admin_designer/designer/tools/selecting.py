"""The tool that selects, and moves or copies what is selected."""

from admin_designer.designer.document.bodies import Box
from admin_designer.designer.document.change import Change
from admin_designer.designer.document.copying import duplicated
from admin_designer.designer.document.editing import moved
from admin_designer.designer.document.selecting import ids_in
from admin_designer.designer.tools.bending import Handle, dragged, handle_of
from admin_designer.designer.tools.board import Board
from admin_designer.designer.tools.drawing import ghosts_of
from admin_designer.designer.tools.pointer import NOTHING, Pointer, Preview
from admin_designer.designer.tools.snapping import Snapper

#: A press that moves less, as a share of the pointer's reach, is a click.
_CLICK_SHARE = 0.7
_NOWHERE = Box(0.0, 0.0, 0.0, 0.0)


class SelectTool:
    """A click selects, with Shift adds, with Ctrl adds or takes away; a drag beside all things
    draws a band, one that begins on a thing moves what is selected, and with Alt a copy of it. The
    round handle before rows bends them."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self.preview = NOTHING
        self._start: Pointer | None = None
        self._thing = ""
        self._before: frozenset[str] = frozenset()
        self._snapper: Snapper | None = None
        self._handle: Handle | None = None

    def press(self, at: Pointer) -> None:
        """Select what is there; what is selected already may be about to be moved."""
        board = self._board
        self._start, self._before = at, board.selected
        handle = handle_of(board)
        if handle is not None and handle.is_at(at):
            self._handle = handle
            return
        self._thing = board.thing_at(at)
        if not self._thing:
            return
        if at.ctrl:
            board.select(board.selected ^ {self._thing})
        elif at.shift:
            board.select(board.selected | {self._thing})
        elif self._thing not in board.selected:
            board.select({self._thing})

    def move(self, at: Pointer) -> None:
        """Draw the band, or carry what is selected."""
        start = self._start
        if start is None or (self.preview is NOTHING and _is_click(start, at)):
            return
        if self._handle is not None:
            rows, radius_mm = dragged(self._handle, at)
            self.preview = Preview(ghosts=ghosts_of(rows), words=f"R {radius_mm:,} mm")
            return
        if self._thing:
            if self._thing in self._board.selected:
                self._carry(start, at)
            return
        band = Box.between(start.at, at.at)
        inside = self._board.things_in(band)
        if at.ctrl:
            inside = self._before ^ inside
        elif at.shift:
            inside = self._before | inside
        self._board.select(inside)
        self.preview = Preview(band=band)

    def release(self, at: Pointer) -> Change | None:
        """Take what was carried to where it is now."""
        board, start, preview = self._board, self._start, self.preview
        thing, handle = self._thing, self._handle
        self._end()
        if start is None:
            return None
        if handle is not None:
            rows, _ = dragged(handle, at)
            bent = {row.element_id: row for row in rows}
            return board.change("Bend", bent) if preview.ghosts is not None else None
        if preview.carried is not None:
            across, down = preview.carried
            if preview.copied:
                becomes = duplicated(board.document, board.selected, across, down, 1, board.new_id)
                change = board.change("Copy", becomes)
                board.select(ids_in(becomes.values()))
                return change
            return board.change("Move", moved(board.document, board.selected, across, down))
        if preview.band is None and not (at.shift or at.ctrl):
            board.select({thing} if thing else ())
        return None

    def cancel(self) -> None:
        """Leave things where they are."""
        if self.preview.band is not None:
            self._board.select(self._before)
        self._end()

    def _carry(self, start: Pointer, at: Pointer) -> None:
        if self._snapper is None:
            selected = self._board.selected
            box = self._board.body_of(selected) or _NOWHERE
            first = self._board.bounds_of(selected) or _NOWHERE
            self._snapper = Snapper(self._board, selected, box, (first.left, first.back))
        across, down = at.x_mm - start.x_mm, at.y_mm - start.y_mm
        snapped = self._snapper.moved(across, down, at.reach_mm)
        x_mm, y_mm, guides = snapped.x_mm, snapped.y_mm, snapped.guides
        if at.shift:
            # Along one direction only: the one that is further.
            x_mm, y_mm = (x_mm, 0) if abs(across) >= abs(down) else (0, y_mm)
        self.preview = Preview(
            guides=guides, carried=(x_mm, y_mm), copied=at.alt, words=f"{x_mm:+,}, {y_mm:+,} mm"
        )

    def _end(self) -> None:
        self._start, self._thing, self.preview = None, "", NOTHING
        self._snapper = self._handle = None


def _is_click(start: Pointer, at: Pointer) -> bool:
    far = max(abs(at.x_mm - start.x_mm), abs(at.y_mm - start.y_mm))
    return far < at.reach_mm * _CLICK_SHARE
