"""Blocks of rows stand as they were drawn."""

from dataclasses import replace
from itertools import count, pairwise

import numpy as np
import pytest

from admin_designer.designer.document.baking import bake
from admin_designer.designer.document.blocks import Block, rows_of
from admin_designer.designer.document.checker import problems_in
from admin_designer.designer.document.document import Document
from admin_designer.designer.document.elements import Hall, SeatRow
from admin_designer.designer.document.problems import Severity
from admin_designer.designer.document.row_shape import stand
from boxoffice.model.layout import Category

BLOCK = Block(6_000, 1_500, rows=4, columns=10, category_id=1)
HALL = Hall(categories=(Category(1, "Standard", 1),))


def drawn(block: Block) -> list[SeatRow]:
    numbers = count()
    return list(rows_of(block, lambda: f"n{next(numbers)}"))


@pytest.mark.parametrize(
    "block",
    [
        BLOCK,
        replace(BLOCK, aisle_after=5),
        replace(BLOCK, staggered=True),
        replace(BLOCK, radius_mm=9_000, grows=1, aisle_after=4),
    ],
)
def test_a_block_can_be_sold_as_it_is_drawn(block: Block) -> None:
    document = Document([HALL, *drawn(block)])
    assert [one for one in problems_in(document) if one.severity is Severity.ERROR] == []
    assert len(bake(document).rows) == 4


def test_curved_rows_bend_around_one_point() -> None:
    rows = drawn(replace(BLOCK, radius_mm=9_000, grows=2))
    centres = {row.y_mm + row.radius_mm for row in rows}
    assert centres == {1_500 + 3 * 1_100 + 9_000}
    assert [len(row.places) for row in rows] == [16, 14, 12, 10]


def test_an_aisle_runs_through_all_rows() -> None:
    for row in drawn(replace(BLOCK, aisle_after=4)):
        steps = np.diff(stand(row).x_mm).tolist()
        assert [at + 1 for at, step in enumerate(steps) if step > 560] == [4]


def test_every_second_row_of_a_staggered_block_stands_half_a_seat_aside() -> None:
    firsts = [stand(row).x_mm[0] for row in drawn(replace(BLOCK, staggered=True))]
    assert [right - left for left, right in pairwise(firsts)] == [-280, 280, -280]


def test_no_two_seats_of_a_block_are_the_same_seat() -> None:
    uids = [place.uid for row in drawn(BLOCK) for place in row.places]
    assert len(set(uids)) == 40
