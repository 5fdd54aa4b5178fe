"""What is moved, turned, mirrored or erased is where people put it, and nothing else is."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin_designer.designer.document.document import Document
from admin_designer.designer.document.editing import (
    Becomes,
    changed,
    mirrored,
    moved,
    taken_away,
    turned,
)
from admin_designer.designer.document.elements import Area, Fixture, Place, SeatRow, Turn
from admin_designer.designer.document.row_shape import stand
from boxoffice.model.layout import Corner, LandmarkKind, SeatKind

Stands = dict[str, tuple[float, float, float]]

places = st.builds(
    Place,
    uid=st.just(""),
    category_id=st.just(1),
    gap_mm=st.sampled_from([0, 0, 900]),
    shift_x_mm=st.integers(-200, 200),
    shift_y_mm=st.integers(-200, 200),
    turn_cdeg=st.integers(-900, 900),
)


@st.composite
def rows(draw: st.DrawFn) -> SeatRow:
    """A row of any shape."""
    drawn = draw(st.lists(places, min_size=1, max_size=12))
    shape = draw(st.sampled_from(["straight", "arc", "bent"]))
    turns = draw(
        st.lists(
            st.builds(Turn, st.integers(1, max(1, len(drawn) - 1)), st.integers(-3_000, 3_000)),
            max_size=min(2, len(drawn) - 1),
            unique_by=lambda turn: turn.at,
        )
    )
    return SeatRow(
        "r",
        draw(st.integers(0, 9_000)),
        draw(st.integers(0, 9_000)),
        tuple(replace(place, uid=f"u{at}") for at, place in enumerate(drawn)),
        angle_cdeg=draw(st.integers(-17_999, 17_999)),
        radius_mm=draw(st.sampled_from([9_000, -12_000])) if shape == "arc" else 0,
        turns=tuple(sorted(turns, key=lambda one: one.at)) if shape == "bent" else (),
    )


some = st.sets(st.sampled_from([f"u{at}" for at in range(12)]), min_size=1)


def stands(document: Document) -> Stands:
    """Where every seat stands, and its angle."""
    return {
        place.uid: (float(x), float(y), float(angle))
        for row in document.rows
        for place, x, y, angle in zip(row.places, *stand(row), strict=True)
        if not place.out
    }


def after(document: Document, becomes: Becomes) -> Stands:
    document.apply(document.change("Edit", becomes))
    return stands(document)


def same(one: tuple[float, float, float], other: tuple[float, float, float]) -> bool:
    """Within a millimetre or two, and three hundredths of a degree."""
    off = math.radians((one[2] - other[2]) / 100)
    return math.hypot(one[0] - other[0], one[1] - other[1]) < 2.2 and math.cos(off) > 1 - 1e-6


@given(rows(), some, st.integers(-5_000, 5_000), st.integers(-5_000, 5_000))
def test_what_is_moved_moves_by_so_much_and_nothing_else(
    row: SeatRow, selected: set[str], x_mm: int, y_mm: int
) -> None:
    document = Document([row])
    before = stands(document)
    now = after(document, moved(document, selected, x_mm, y_mm))
    for uid, (x, y, angle) in before.items():
        here = (x + x_mm, y + y_mm, angle) if uid in selected else (x, y, angle)
        assert same(now[uid], here)


@given(rows(), some, st.integers(-18_000, 18_000))
def test_what_is_turned_turns_about_its_spot_and_nothing_else(
    row: SeatRow, selected: set[str], angle_cdeg: int
) -> None:
    document = Document([row])
    before = stands(document)
    now = after(document, turned(document, selected, angle_cdeg, (4_000.0, 2_000.0)))
    by = math.radians(angle_cdeg / 100)
    for uid, (x, y, angle) in before.items():
        if uid in selected:
            across, down = x - 4_000, y - 2_000
            x = 4_000 + across * math.cos(by) - down * math.sin(by)
            y = 2_000 + across * math.sin(by) + down * math.cos(by)
            angle += angle_cdeg
        assert same(now[uid], (x, y, angle))


@given(rows(), some)
def test_what_is_mirrored_changes_sides_and_nothing_else(row: SeatRow, selected: set[str]) -> None:
    document = Document([row])
    before = stands(document)
    now = after(document, mirrored(document, selected, 4_000))
    for uid, (x, y, angle) in before.items():
        assert same(now[uid], (8_000 - x, y, -angle) if uid in selected else (x, y, angle))


@given(rows(), some)
def test_what_is_erased_is_gone_and_all_else_stands_where_it_stood(
    row: SeatRow, selected: set[str]
) -> None:
    document = Document([row])
    before = stands(document)
    now = after(document, taken_away(document, selected))
    assert now.keys() == before.keys() - selected
    assert all(same(now[uid], before[uid]) for uid in now)


def test_a_whole_row_that_is_moved_stays_drawn_by_its_numbers() -> None:
    row = SeatRow("r", 0, 0, tuple(Place(f"u{at}", 1) for at in range(4)), radius_mm=9_000)
    document = Document([row])
    after(document, moved(document, {"u0", "u1", "u2", "u3"}, 100, 50))
    assert list(document.rows) == [replace(row, x_mm=100, y_mm=50)]


def test_an_erased_corner_parts_no_other_row_and_a_seat_within_leaves_its_room() -> None:
    row = SeatRow("r", 0, 0, tuple(Place(f"u{at}", 1) for at in range(5)))
    document = Document([row])
    after(document, taken_away(document, {"u0", "u2"}))
    (left,) = document.rows
    assert [(place.uid, place.out) for place in left.places] == [
        ("u1", False),
        ("u2", True),
        ("u3", False),
        ("u4", False),
    ]


def test_who_belonged_together_with_an_erased_seat_is_alone() -> None:
    wheelchair = Place("w", 1, SeatKind.WHEELCHAIR, partner_uid="c")
    companion = Place("c", 1, SeatKind.COMPANION, partner_uid="w")
    document = Document([SeatRow("r", 0, 0, (wheelchair, companion))])
    after(document, taken_away(document, {"c"}))
    assert [place.partner_uid for row in document.rows for place in row.places] == [""]


def test_fixtures_are_moved_and_erased_with_the_seats() -> None:
    screen = Fixture("s", LandmarkKind.SCREEN, 100, 200, 500, 100)
    document = Document([screen])
    after(document, moved(document, {"s"}, 10, 20))
    assert list(document.fixtures) == [replace(screen, x_mm=110, y_mm=220)]
    after(document, taken_away(document, {"s"}))
    assert list(document.fixtures) == []


def test_areas_are_moved_turned_mirrored_and_erased_with_the_seats() -> None:
    area = Area(
        "a", 1_000, 500, (Corner(-200, -100), Corner(200, -100), Corner(0, 100)), "Standing", 80
    )
    document = Document([area])
    after(document, moved(document, {"a"}, 10, 20))
    assert list(document.areas) == [replace(area, x_mm=1_010, y_mm=520)]
    after(document, moved(document, {"a"}, -10, -20))
    after(document, turned(document, {"a"}, 9_000, (0, 0)))
    assert list(document.areas) == [
        replace(
            area,
            x_mm=-500,
            y_mm=1_000,
            corners=(Corner(100, -200), Corner(100, 200), Corner(-100, 0)),
        )
    ]
    after(document, mirrored(document, {"a"}, 0))
    assert [(one.x_mm, one.corners[2]) for one in document.areas] == [(500, Corner(100, 0))]
    after(document, taken_away(document, {"a"}))
    assert list(document.areas) == []


def test_painting_changes_the_seats_that_are_selected() -> None:
    row = SeatRow("r", 0, 0, tuple(Place(f"u{at}", 1) for at in range(3)))
    document = Document([row])
    after(document, changed(document, {"u1"}, lambda place: replace(place, category_id=2)))
    assert [place.category_id for one in document.rows for place in one.places] == [1, 2, 1]


@pytest.mark.parametrize("seats", [1, 2, 30])
def test_ten_thousand_seats_are_moved_as_whole_rows(seats: int) -> None:
    count = 10_000 // seats
    drawn = [
        SeatRow(f"r{n}", n, 0, tuple(Place(f"{n}.{at}", 1) for at in range(seats)))
        for n in range(count)
    ]
    document = Document(drawn)
    becomes = moved(document, {place.uid for row in drawn for place in row.places}, 5, 5)
    assert np.all(
        [
            row == replace(old, x_mm=old.x_mm + 5, y_mm=5)
            for row, old in zip(becomes.values(), drawn, strict=True)
            if isinstance(row, SeatRow)
        ]
    )
