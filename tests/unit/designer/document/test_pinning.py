"""Seats that are pinned stay one before the other, whatever is done to their rows."""

import math
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from admin_designer.designer.document.document import Document
from admin_designer.designer.document.editing import Becomes, moved, taken_away, turned
from admin_designer.designer.document.elements import Hall, Pin, Place, SeatRow
from admin_designer.designer.document.naming import Naming, SeatsFrom
from admin_designer.designer.document.pinning import kept, pinned, unpinned
from admin_designer.designer.document.renumbering import renumbered
from admin_designer.designer.document.row_shape import stand
from admin_designer.designer.document.selecting import ids_in
from tests.unit.designer.formats.drawings import drawings


def row(name: str, y_mm: int, seats: int = 6, radius_mm: int = 0) -> SeatRow:
    places = tuple(Place(f"{name}{at}", 1) for at in range(1, seats + 1))
    return SeatRow(name, 6_000, y_mm, places, radius_mm=radius_mm)


def spot(document: Document, uid: str) -> tuple[float, float, float]:
    """Where a seat stands, and the angle of its row there in radians."""
    for one in document.rows:
        for place, x, y, angle in zip(one.places, *stand(one), strict=True):
            if place.uid == uid:
                return float(x), float(y), math.radians((float(angle) - place.turn_cdeg) / 100)
    raise KeyError(uid)


def off_line_mm(document: Document, uid: str, onto: str) -> float:
    """How far one seat is beside the line straight through the other."""
    (x, y, _), (line_x, line_y, angle) = (spot(document, one) for one in (uid, onto))
    return abs((x - line_x) * math.cos(angle) + (y - line_y) * math.sin(angle))


def done(document: Document, becomes: Becomes) -> Document:
    document.apply(document.change("Edit", kept(document, becomes)))
    return document


def two_rows() -> Document:
    """Seat 6 of row F before seat 4 of row G."""
    document = Document([Hall(), row("F", 1_000), row("G", 2_100)])
    return done(document, pinned(document, "F6", "G4"))


def test_a_row_slides_to_where_its_seat_is_pinned() -> None:
    document = two_rows()
    assert spot(document, "F6")[0] == spot(document, "G4")[0]
    assert [one.x_mm for one in document.rows] == [6_000 - 2 * 560, 6_000]


def test_the_row_follows_when_the_other_is_moved_and_is_held_when_it_is_moved_itself() -> None:
    document = two_rows()
    done(document, moved(document, ids_in([row("G", 0)]), 250, 70))
    assert [(one.x_mm, one.y_mm) for one in document.rows] == [(5_130, 1_000), (6_250, 2_170)]
    done(document, moved(document, ids_in([row("F", 0)]), 999, -50))
    assert [(one.x_mm, one.y_mm) for one in document.rows] == [(5_130, 950), (6_250, 2_170)]


def test_seats_more_at_one_end_of_a_row_leave_the_pinned_seat_where_it_is() -> None:
    document = two_rows()
    x_mm = spot(document, "F6")[0]
    *_, front = document.rows
    longer = replace(front, places=(Place("new", 1), *front.places))
    done(document, {front.element_id: longer})
    assert off_line_mm(document, "F6", "G4") < 1
    assert spot(document, "F6")[0] == x_mm + 280


def test_arcs_follow_around_their_own_middle_point() -> None:
    back, front = row("F", 1_000, radius_mm=13_100), row("G", 2_100, radius_mm=12_000)
    document = Document([Hall(), back, front])
    done(document, pinned(document, "F6", "G4"))
    assert off_line_mm(document, "F6", "G4") < 5
    one, _ = document.rows
    by = math.radians(one.angle_cdeg / 100)
    assert one.x_mm - 13_100 * math.sin(by) == pytest.approx(6_000, abs=2)
    assert one.y_mm + 13_100 * math.cos(by) == pytest.approx(1_000 + 13_100, abs=2)


def test_a_row_may_follow_one_that_follows_another() -> None:
    document = Document([Hall(), row("E", 0), row("F", 1_100), row("G", 2_200)])
    done(document, pinned(document, "E1", "F2"))
    done(document, pinned(document, "F1", "G2"))
    done(document, moved(document, ids_in([row("G", 0)]), -300, 0))
    assert [one.x_mm for one in document.rows] == [6_820, 6_260, 5_700]


def test_a_row_follows_one_seat_and_rows_that_follow_each_other_come_to_rest() -> None:
    document = two_rows()
    done(document, pinned(document, "F1", "G1"))
    assert list(document.hall.pins) == [Pin("F1", "G1")]
    done(document, pinned(document, "G2", "F1"))
    assert list(document.hall.pins) == [Pin("F1", "G1"), Pin("G2", "F1")]


def test_a_pin_goes_with_its_seats_or_when_it_is_taken_away() -> None:
    document = two_rows()
    done(document, taken_away(document, {"G4"}))
    assert document.hall.pins == ()
    document = two_rows()
    done(document, unpinned(document, {"F6"}))
    done(document, moved(document, ids_in([row("G", 0)]), 250, 0))
    assert document.hall.pins == ()
    assert [one.x_mm for one in document.rows] == [4_880, 6_250]


def test_renumbering_moves_no_pinned_seat() -> None:
    document = two_rows()
    naming = Naming(seats_from=SeatsFrom.RIGHT)
    before = list(document.rows)
    done(document, renumbered(document, naming, rows=True, seats=True))
    assert list(document.rows) == before
    assert document.hall.pins == (Pin("F6", "G4"),)


@given(drawings(), st.data())
def test_any_edit_keeps_a_pin_and_every_row_without_one_and_is_undone(
    document: Document, data: st.DataObject
) -> None:
    rows = list(document.rows)
    assume(len(rows) > 1)
    follower, leader = data.draw(st.permutations(rows))[:2]
    uid, onto = (data.draw(st.sampled_from(sorted(ids_in([one])))) for one in (follower, leader))
    done(document, pinned(document, uid, onto))
    before = dict(document.elements)
    these = data.draw(st.sets(st.sampled_from(sorted(ids_in(rows)))))
    across = data.draw(st.integers(-900, 900))
    edits = [
        moved(document, these, across, 60),
        turned(document, these, across, (12_000.0, 5_000.0)),
    ]
    becomes = data.draw(st.sampled_from(edits))
    change = document.change("Edit", kept(document, becomes))
    document.apply(change)
    assert ids_in(document.rows) == ids_in(rows)
    assert change.element_ids <= {*becomes, follower.element_id}
    assert off_line_mm(document, uid, onto) < 20
    document.apply(change.inverted())
    assert dict(document.elements) == before
