"""Seats packed one byte each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boxoffice.model.layout import SeatState
from boxoffice.rules.packed import Mark, SeatBoard, SeatCounts
from tests.unit.rules.halls import hall

PLAN = hall("ss.s", "ssss")
UIDS = tuple(seat.uid for seat in PLAN.seats)
INDEX_OF_UID = {uid: index for index, uid in enumerate(UIDS)}


def test_a_new_board_is_all_free() -> None:
    board = SeatBoard(INDEX_OF_UID)
    assert board.states() == bytes(7)
    assert board.counts() == SeatCounts(available=7, held=0, pending=0, sold=0, blocked=0)


def test_sold_is_shown_before_pending_before_held_before_blocked() -> None:
    board = SeatBoard(INDEX_OF_UID)
    shown = []
    for mark in (Mark.BLOCKED, Mark.HELD, Mark.PENDING, Mark.SOLD):
        board.put(mark, UIDS[:1])
        shown.append((board.state(0), board.counts()))
    assert shown == [
        (SeatState.BLOCKED, SeatCounts(6, 0, 0, 0, 1)),
        (SeatState.LOCKED, SeatCounts(6, 1, 0, 0, 0)),
        (SeatState.LOCKED, SeatCounts(6, 0, 1, 0, 0)),
        (SeatState.BOOKED, SeatCounts(6, 0, 0, 1, 0)),
    ]
    assert all(board.has(mark, UIDS[0]) for mark in Mark)
    assert not board.has(Mark.SOLD | Mark.HELD, UIDS[1])


def test_a_lifted_mark_shows_the_one_beneath() -> None:
    board = SeatBoard(INDEX_OF_UID)
    board.put(Mark.HELD, UIDS[:2])
    board.put(Mark.PENDING, UIDS[1:3])
    board.lift(Mark.HELD, UIDS[:2])
    assert board.states() == bytes((0, 1, 1, 0, 0, 0, 0))


def test_a_seat_that_is_not_in_the_hall_is_a_bug() -> None:
    with pytest.raises(KeyError):
        SeatBoard(INDEX_OF_UID).put(Mark.SOLD, ("elsewhere",))


@given(st.lists(st.tuples(st.booleans(), st.sampled_from(Mark), st.sampled_from(UIDS))))
def test_the_counts_always_add_up_to_the_hall(steps: list[tuple[bool, Mark, str]]) -> None:
    board = SeatBoard(INDEX_OF_UID)
    for put, mark, uid in steps:
        (board.put if put else board.lift)(mark, (uid,))
    counts = board.counts()
    states = board.states()
    assert counts.available == states.count(SeatState.AVAILABLE)
    assert counts.held + counts.pending == states.count(SeatState.LOCKED)
    assert counts.sold == states.count(SeatState.BOOKED)
    assert counts.blocked == states.count(SeatState.BLOCKED)
