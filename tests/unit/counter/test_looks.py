"""What each seat looks like to this counter."""

from dataclasses import replace
from datetime import timedelta

from boxoffice.counter.looks import FULL_BAR_SECONDS, deadlines, free_by_category, seat_looks
from boxoffice.counter.open_show import OpenShow
from boxoffice.counter.prices import PriceList
from boxoffice.counter.state import Refused, SaleState, Stage
from boxoffice.model.booking import HoldView
from boxoffice.model.layout import SeatState
from boxoffice.model.money import Money
from boxoffice.seatmap.looks import SeatLook
from tests.clock import FakeClock
from tests.unit.counter.box_office_double import TERMS, THEATRE, BoxOfficeDouble

CLOCK = FakeClock()


def opened() -> OpenShow:
    """A show with C1 sold, C2 blocked, and C3 held by another counter for a minute."""
    office = BoxOfficeDouble(CLOCK)
    live = office.live(10_001)
    live.put(["C1"], SeatState.BOOKED)
    live.put(["C2"], SeatState.BLOCKED)
    live.put(["C3"], SeatState.LOCKED)
    show = OpenShow(
        10_001, office.plan_layout, live, PriceList(office.shows[0], TERMS, THEATRE.time_zone)
    )
    until = CLOCK.now() + timedelta(seconds=60)
    live.holds["other"] = HoldView("other", until, (show.index_of["C3"],))
    return show


def looks(show: OpenShow, state: SaleState, *seat_ids: str, now: float = 0.0) -> list[SeatLook]:
    found = seat_looks(show, state, now)
    return [SeatLook(found[show.index_of[seat_id]]) for seat_id in seat_ids]


def test_others_seats_are_held_sold_or_blocked() -> None:
    wanted = [SeatLook.SOLD, SeatLook.BLOCKED, SeatLook.HELD, SeatLook.FREE]
    assert looks(opened(), SaleState(), "C1", "C2", "C3", "C4") == wanted


def test_a_hold_that_is_mine_is_yours() -> None:
    show = opened()
    show.live.mine.add("other")
    assert looks(show, SaleState(), "C3") == [SeatLook.YOURS]


def test_a_seat_that_is_asked_for_shows_it_before_the_answer() -> None:
    assert looks(opened(), SaleState(asking=frozenset({"C4"})), "C4") == [SeatLook.ASKING]


def test_a_lost_seat_keeps_its_cross_for_eight_seconds() -> None:
    refused = Refused(("C3",), (), Money(0, "INR"), standing=False, at=100.0)
    state = replace(SaleState(), stage=Stage.REFUSED, refused=refused)
    assert looks(opened(), state, "C3", now=107.9) == [SeatLook.TAKEN]
    assert looks(opened(), state, "C3", now=108.0) == [SeatLook.HELD]


def test_a_held_seats_bar_ends_with_its_hold() -> None:
    show = opened()
    bars = deadlines(show, CLOCK.now(), 1_000.0)
    assert bars == {show.index_of["C3"]: (1_060.0 - FULL_BAR_SECONDS, 1_060.0)}


def test_free_seats_are_counted_by_category() -> None:
    assert free_by_category(opened()) == {3: 13, 2: 31, 1: 44}
