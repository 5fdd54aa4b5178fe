"""Whatever is done with the tools, in whatever order."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from admin_designer.designer.document.editing import mirrored, moved, taken_away, turned
from admin_designer.designer.tools.aisles import AisleTool
from admin_designer.designer.tools.board import Board
from admin_designer.designer.tools.brushing import EraseTool, PaintTool
from admin_designer.designer.tools.drawing import BlockTool, CurvedTool, RowTool, SeatTool
from admin_designer.designer.tools.placing import PlaceTool, sofa, wheelchair
from admin_designer.designer.tools.pointer import Tool
from admin_designer.designer.tools.selecting import SelectTool
from admin_designer.designer.tools.standing import Standing
from tests.unit.designer.tools.hands import board, drag

TOOLS: tuple[Callable[[Board], Tool], ...] = (
    SelectTool,
    BlockTool,
    CurvedTool,
    RowTool,
    SeatTool,
    AisleTool,
    EraseTool,
    PaintTool,
    lambda on: PlaceTool(on, sofa()),
    lambda on: PlaceTool(on, wheelchair()),
)
#: Coarse, so that many a step meets what another one drew.
spots = st.tuples(st.integers(0, 12), st.integers(0, 8)).map(lambda at: (at[0] * 280, at[1] * 550))
steps = st.tuples(
    st.sampled_from(TOOLS), spots, spots, st.sampled_from(("", "shift", "ctrl", "alt"))
)


@given(st.lists(steps, max_size=8))
@settings(max_examples=60)
def test_all_steps_undone_are_the_plan_before(
    taken: list[tuple[Callable[[Board], Tool], tuple[int, int], tuple[int, int], str]],
) -> None:
    on = board()
    states = [dict(on.document.elements)]
    changes = []
    for make, start, end, key in taken:
        change = drag(make(on), start, end, **({key: True} if key else {}))
        if change is not None and change.element_ids:
            on.document.apply(change)
            changes.append(change)
            states.append(dict(on.document.elements))
        # Kept up step by step, it says the same as what is read anew.
        fresh = Standing(on.document.rows)
        seats = dict(zip(on.standing.uids, on.standing.stood.T.tolist(), strict=True))
        anew = zip(fresh.uids, fresh.stood.T.tolist(), strict=True)
        # Steps that are added up differ from their sum in the last digit.
        assert seats == {uid: pytest.approx(stood) for uid, stood in anew}
    for change, state in zip(reversed(changes), reversed(states[:-1]), strict=True):
        on.document.apply(change.inverted())
        assert on.document.elements == state


@given(st.data())
@settings(max_examples=60)
def test_no_seat_is_another_one_for_being_moved(data: st.DataObject) -> None:
    on = board()
    on.document.apply(drag(BlockTool(on), (0, 0), (2_800, 2_200)) or on.change("", {}))
    uids = set(on.standing.uids)
    some = data.draw(st.sets(st.sampled_from(sorted(uids)), min_size=1))
    for becomes in (
        moved(on.document, some, 300, -200),
        turned(on.document, some, 1_500, (0, 0)),
        mirrored(on.document, some, 900),
    ):
        on.document.apply(on.change("", becomes))
        assert set(on.standing.uids) == uids
    on.document.apply(on.change("", taken_away(on.document, some)))
    assert set(on.standing.uids) == uids - some
