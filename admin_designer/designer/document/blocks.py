"""Rows that are drawn together: a block of straight rows, or of arcs around one point."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from admin_designer.designer.document.elements import Place, SeatRow


@dataclass(frozen=True, slots=True)
class Block:
    """`columns` seats in each of `rows` rows from the back to the front; `x_mm`, `y_mm` is the
    middle of the back row. An `aisle_after` so many seats from the left is `aisle_mm` wide.

    With `staggered` every second row is moved by half a seat. A `radius_mm` bends the front row,
    the others around the same point; `grows` seats more stand in each row than in the one before
    it towards the screen, so that curved rows keep their edges in line.
    """

    x_mm: int
    y_mm: int
    rows: int
    columns: int
    category_id: int
    spacing_mm: int = 560
    pitch_mm: int = 1_100
    aisle_after: int = 0
    aisle_mm: int = 1_200
    staggered: bool = False
    radius_mm: int = 0
    grows: int = 0
    level: str = ""


def rows_of(block: Block, new_id: Callable[[], str]) -> Iterator[SeatRow]:
    """The block's rows; `new_id` makes the ids of the block, of its rows and of its seats."""
    block_id = new_id()
    for at in range(block.rows):
        nearer = block.rows - 1 - at
        shift_mm = block.spacing_mm // 4 * (-1) ** at if block.staggered else 0
        yield SeatRow(
            new_id(),
            block.x_mm + shift_mm,
            block.y_mm + at * block.pitch_mm,
            tuple(_places(block, block.columns + nearer * block.grows, new_id)),
            block.spacing_mm,
            radius_mm=block.radius_mm + nearer * block.pitch_mm if block.radius_mm else 0,
            block=block_id,
            level=block.level,
        )


def _places(block: Block, seats: int, new_id: Callable[[], str]) -> Iterator[Place]:
    # What a longer row has more of stands at its ends.
    aisle = block.aisle_after + (seats - block.columns) // 2 if block.aisle_after else 0
    for at in range(seats):
        yield Place(new_id(), block.category_id, gap_mm=block.aisle_mm if at and at == aisle else 0)
