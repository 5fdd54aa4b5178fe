"""The tool that puts down things of a fixed size: fixtures, sofas, wheelchair spaces."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

import numpy as np

from admin_designer.designer.document.areas import rectangle
from admin_designer.designer.document.bodies import Box
from admin_designer.designer.document.change import Change
from admin_designer.designer.document.document import Document
from admin_designer.designer.document.editing import Becomes
from admin_designer.designer.document.elements import Area, Element, Fixture, Place, SeatRow
from admin_designer.designer.document.pairing import as_sofas, as_wheelchair_spaces
from admin_designer.designer.tools.board import Board
from admin_designer.designer.tools.drawing import ghosts_of
from admin_designer.designer.tools.pointer import NOTHING, Ghosts, Pointer
from admin_designer.designer.tools.snapping import Snapper
from boxoffice.model.layout import LandmarkKind

_AREA_MM = (6_000, 4_000)


@dataclass(frozen=True, slots=True)
class Thing:
    """What is put down: the words of the change, and how to make it at 0, 0."""

    label: str
    make: Callable[[Board], Element]


def fixture(kind: LandmarkKind, width_mm: int, depth_mm: int, text: str = "") -> Thing:
    """A screen, stage, door, pillar or text of that size."""
    return Thing(
        f"Place a {kind.value}",
        lambda board: Fixture(board.new_id(), kind, 0, 0, width_mm, depth_mm, text),
    )


def area(text: str) -> Thing:
    """Room to stand in."""
    corners = rectangle(*_AREA_MM)

    def make(board: Board) -> Element:
        category_id = board.choices.category_id
        return Area(board.new_id(), 0, 0, corners, text, category_id=category_id)

    return Thing("Place an area", make)


def sofa() -> Thing:
    """Two seats that belong together."""
    return Thing("Place a sofa", lambda board: _paired(board, as_sofas, 2))


def wheelchair() -> Thing:
    """A wheelchair space and its companion's seat."""
    return Thing("Place a wheelchair space", lambda board: _paired(board, as_wheelchair_spaces, 1))


class PlaceTool:
    """Puts one thing down at each click."""

    def __init__(self, board: Board, thing: Thing) -> None:
        self._board = board
        self._thing = thing
        self._snapper: Snapper | None = None
        self._pressed = False
        self.preview = NOTHING

    def press(self, at: Pointer) -> None:
        """It goes down where the button comes up."""
        self._pressed = True

    def move(self, at: Pointer) -> None:
        """Show it there."""
        self._put(at)

    def release(self, at: Pointer) -> Change | None:
        """Put it down, and select it."""
        pressed = self._pressed
        one = self._put(at)
        self.cancel()
        if not pressed:
            return None
        if isinstance(one, SeatRow):
            self._board.select(place.uid for place in one.places)
        else:
            self._board.select((one.element_id,))
        return self._board.change(self._thing.label, {one.element_id: one})

    def cancel(self) -> None:
        """Put nothing down."""
        self._pressed, self._snapper, self.preview = False, None, NOTHING

    def _put(self, at: Pointer) -> SeatRow | Fixture | Area:
        one = self._thing.make(self._board)
        assert isinstance(one, SeatRow | Fixture | Area)
        ghosts = _ghosts(one)
        x, y, _, wide, deep = ghosts.boxes
        box = Box(
            float((x - wide / 2).min()),
            float((y - deep / 2).min()),
            float((x + wide / 2).max()),
            float((y + deep / 2).max()),
        )
        self._snapper = self._snapper or Snapper(self._board, (), box)
        snapped = self._snapper.moved(at.x_mm, at.y_mm, at.reach_mm)
        by = np.array([[snapped.x_mm], [snapped.y_mm], [0], [0], [0]])
        self.preview = replace(NOTHING, ghosts=Ghosts(ghosts.boxes + by), guides=snapped.guides)
        return replace(one, x_mm=one.x_mm + snapped.x_mm, y_mm=one.y_mm + snapped.y_mm)


def _ghosts(one: SeatRow | Fixture | Area) -> Ghosts:
    if isinstance(one, SeatRow):
        return ghosts_of((one,))
    return Ghosts(np.array([[one.x_mm, one.y_mm, 0, one.width_mm, one.depth_mm]]).T.astype(float))


def _paired(
    board: Board, pair: Callable[[Document, Collection[str]], Becomes], selected: int
) -> SeatRow:
    """Two seats side by side, paired as if so many of them were selected."""
    category_id = board.choices.category_id
    places = tuple(Place(board.new_id(), category_id) for _ in range(2))
    row = SeatRow(board.new_id(), 0, 0, places, board.choices.spacing_mm)
    made = pair(Document((row,)), {place.uid for place in places[:selected]})[row.element_id]
    assert isinstance(made, SeatRow)
    return made
