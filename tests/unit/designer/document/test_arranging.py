"""What is aligned or spread stands as it should, seats keep their uids, and it can be undone."""

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin_designer.designer.document.arranging import (
    Axis,
    Edge,
    aligned,
    distributed,
    grouped,
    ungrouped,
)
from admin_designer.designer.document.bodies import Box, bodies_of
from admin_designer.designer.document.copying import duplicated
from admin_designer.designer.document.document import Document
from admin_designer.designer.document.editing import Becomes
from admin_designer.designer.document.elements import Fixture, Place, SeatRow
from admin_designer.designer.document.selecting import ids_in
from boxoffice.model.layout import LandmarkKind
from tests.unit.designer.formats.drawings import drawings


def row(name: str, x_mm: int, y_mm: int, seats: int = 3, block: str = "") -> SeatRow:
    places = tuple(Place(f"{name}{at}", 1) for at in range(seats))
    return SeatRow(name, x_mm, y_mm, places, block=block)


def box(document: Document, *element_ids: str) -> Box:
    return bodies_of(document.elements[one] for one in element_ids).around()


def done(document: Document, becomes: Becomes) -> Document:
    document.apply(document.change("Edit", becomes))
    return document


def everything(document: Document) -> frozenset[str]:
    return ids_in(document.elements.values())


@pytest.mark.parametrize(
    ("edge", "xs"),
    [(Edge.LEFT, [1_000, 1_560]), (Edge.MIDDLE, [2_280, 2_280]), (Edge.RIGHT, [3_560, 3_000])],
)
def test_rows_are_brought_into_line_across_the_hall(edge: Edge, xs: list[int]) -> None:
    document = Document([row("a", 1_000, 0), row("b", 3_000, 1_100, seats=5)])
    done(document, aligned(document, everything(document), edge))
    assert [one.x_mm for one in document.rows] == xs
    assert [one.y_mm for one in document.rows] == [0, 1_100]


def test_a_row_and_a_pillar_stand_against_one_line() -> None:
    pillar = Fixture("p", LandmarkKind.PILLAR, 9_000, 1_500, 200, 200)
    document = Document([row("a", 1_000, 0), pillar])
    done(document, aligned(document, everything(document), Edge.FRONT))
    assert [box(document, one).front for one in ("a", "p")] == [1_600, 1_600]
    done(document, aligned(document, everything(document), Edge.BACK))
    assert [box(document, one).back for one in ("a", "p")] == [770, 770]


def test_rows_of_a_group_stay_as_they_stand_to_each_other() -> None:
    group = [row("a", 5_000, 0, block="g"), row("b", 5_300, 1_100, block="g")]
    document = Document([*group, row("c", 900, 3_000)])
    done(document, aligned(document, everything(document), Edge.LEFT))
    assert [one.x_mm for one in document.rows] == [900, 1_200, 900]


def test_rows_of_a_single_group_are_aligned_by_themselves() -> None:
    document = Document([row("a", 5_000, 0, block="g"), row("b", 5_300, 1_100, block="g")])
    done(document, aligned(document, everything(document), Edge.LEFT))
    assert [one.x_mm for one in document.rows] == [5_000, 5_000]


def test_single_seats_of_rows_are_aligned_and_their_neighbours_stay() -> None:
    document = Document([row("a", 1_000, 0), row("b", 1_200, 1_100)])
    done(document, aligned(document, {"a1", "b1"}, Edge.RIGHT))
    seats = {place.uid: place.shift_x_mm for one in document.rows for place in one.places}
    assert seats == {"a0": 0, "a1": 200, "a2": 0, "b0": 0, "b1": 0, "b2": 0}


def test_rows_are_spread_with_equal_room_between_them_and_the_outer_ones_stay() -> None:
    document = Document([row("a", 0, 0), row("b", 0, 900), row("c", 0, 4_000), row("d", 0, 4_500)])
    done(document, distributed(document, everything(document), Axis.DEEP))
    assert [one.y_mm for one in document.rows] == [0, 1_500, 3_000, 4_500]


def test_things_of_several_widths_are_spread_by_the_room_between_them() -> None:
    things = [
        Fixture(str(at), LandmarkKind.PILLAR, x_mm, 0, width_mm, 100)
        for at, (x_mm, width_mm) in enumerate([(500, 1_000), (2_000, 200), (9_500, 1_000)])
    ]
    document = Document(things)
    done(document, distributed(document, {"0", "1", "2"}, Axis.ACROSS))
    assert [one.x_mm for one in document.fixtures] == [500, 5_000, 9_500]


def test_two_things_have_nothing_to_be_spread_between() -> None:
    document = Document([row("a", 0, 0), row("b", 0, 900)])
    assert distributed(document, everything(document), Axis.DEEP) == {}


def test_rows_are_grouped_and_ungrouped() -> None:
    document = Document([row("a", 0, 0), row("b", 0, 900), row("c", 0, 1_800)])
    done(document, grouped(document, {"a0", "b2"}, lambda: "g"))
    assert [one.block for one in document.rows] == ["g", "g", ""]
    done(document, ungrouped(document, {"a1"}))
    assert [one.block for one in document.rows] == ["", "g", ""]


_ids = count()
EDITS: dict[str, Callable[[Document, Collection[str]], Becomes]] = {
    **{edge: partial(aligned, edge=edge) for edge in Edge},
    **{axis: partial(distributed, axis=axis) for axis in Axis},
    "group": lambda document, these: grouped(document, these, lambda: f"new{next(_ids)}"),
    "duplicate": lambda document, these: duplicated(
        document, these, 300, 9_000, 2, lambda: f"new{next(_ids)}"
    ),
}


@given(drawings(), st.lists(st.sampled_from(sorted(EDITS)), max_size=5), st.data())
def test_any_edits_keep_the_uids_and_are_undone_to_the_plan_before(
    document: Document, edits: list[str], data: st.DataObject
) -> None:
    before = dict(document.elements)
    uids = everything(document)
    changes = []
    for edit in edits:
        these = data.draw(st.sets(st.sampled_from(sorted(everything(document)))))
        change = document.change(edit, EDITS[edit](document, these))
        document.apply(change)
        changes.append(change)
    assert everything(document) >= uids
    if "duplicate" not in edits:
        assert everything(document) == uids
    for change in reversed(changes):
        document.apply(change.inverted())
    assert dict(document.elements) == before


@given(drawings(), st.sampled_from(Edge))
def test_what_is_aligned_is_aligned_already_when_asked_again(
    document: Document, edge: Edge
) -> None:
    these = everything(document)
    done(document, aligned(document, these, edge))
    rows = list(document.rows)
    done(document, aligned(document, these, edge))
    for one, again in zip(rows, document.rows, strict=True):
        assert abs(one.x_mm - again.x_mm) <= 1
        assert one == replace(again, x_mm=one.x_mm, y_mm=one.y_mm)
