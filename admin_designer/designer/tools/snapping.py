"""Snapping of what is moved or drawn on a board."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from admin_designer.designer.document.bodies import Bodies, Box
from admin_designer.designer.document.snapping import Guide, Snapping
from admin_designer.designer.tools.board import Board, on_grid

#: What a spot snaps by: the body of a seat whose middle it is, millimetres.
_SEAT = Box(-250.0, -415.0, 250.0, 415.0)


@dataclass(frozen=True, slots=True)
class Snapped:
    """How far something goes, whole millimetres, and the lines and gaps that made it so."""

    x_mm: int
    y_mm: int
    guides: tuple[Guide, ...] = ()


class Snapper:
    """Made once a drag; what stands still, and the hall itself, is what `box` comes to rest by.
    Where nothing is near, its `anchor`, which lies anywhere, goes to the grid."""

    def __init__(
        self,
        board: Board,
        moving: Collection[str] = (),
        box: Box = _SEAT,
        anchor: tuple[float, float] = (0.0, 0.0),
    ) -> None:
        self._choices = board.choices
        self._anchor = anchor
        still = board.edges(without=moving)
        hall = board.document.hall
        if hall.width_mm and hall.depth_mm:
            walls = np.array([[0.0], [0.0], [hall.width_mm], [hall.depth_mm]])
            still = np.concatenate((still, walls), axis=1)
        self._snapping = Snapping(box, Bodies((), still))

    def moved(self, across: float, down: float, reach_mm: float) -> Snapped:
        """The box moved so far, or to where it comes to rest."""
        if not self._choices.snaps:
            return Snapped(round(across), round(down))
        rest = self._snapping.rest(across, down, reach_mm)
        guides = (*rest.lines, *rest.gaps)
        x_mm, y_mm = rest.x_mm, rest.y_mm
        (anchor_x, anchor_y), grid = self._anchor, self._choices.grid_mm
        if not any(one.x1_mm == one.x2_mm for one in rest.lines) and x_mm == round(across):
            x_mm = round(on_grid(anchor_x + across, grid) - anchor_x)
        if not any(one.y1_mm == one.y2_mm for one in rest.lines) and y_mm == round(down):
            y_mm = round(on_grid(anchor_y + down, grid) - anchor_y)
        return Snapped(x_mm, y_mm, guides)
