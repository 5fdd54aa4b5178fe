"""Which seats a move shows, in which order, and what it says of prices."""

import asyncio
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from admin_designer.halls.dry_runs import DryRun, PriceChange, price_changes
from admin_designer.halls.move_result import MoveResult
from admin_designer.halls.move_table import Which, is_which, natural
from admin_designer.halls.proposal_sheet import ProposalSheet
from admin_designer.halls.words import chosen_words, moves_summed, price_words, why_another
from boxoffice.bootstrap.hands import in_a_turn_of_its_own
from boxoffice.model.booking import BookingState
from boxoffice.model.clock import SystemClock
from boxoffice.model.money import Money
from boxoffice.model.moving import Match, SeatMove, ShowMove
from boxoffice.qtkit.commands import Commands
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Mode, Theme
from boxoffice.qtkit.widgets import Banner
from boxoffice.rules.seat_moving import Proposal
from tests.unit.counter.box_office_double import THEATRE, BoxOfficeDouble
from tests.unit.rules.halls import hall
from tests.widgets import pytest_asyncio_loop_factories, theme

__all__ = ["pytest_asyncio_loop_factories", "theme"]

PLAN = hall("sss")


def rupees(amount: int) -> Money:
    return Money(amount * 100, "INR")


def seat(was: str, to: str = "", there: int = 200, **changes: object) -> SeatMove:
    """A sold seat of 200 rupees in category 1 that keeps its category."""
    move = SeatMove(
        booking_id=f"booking of {was}",
        line_id=f"line of {was}",
        number="27K4M9TP",
        state=BookingState.CONFIRMED,
        match=Match.UID,
        uid=was,
        seat_id=was,
        category_id=1,
        to_uid=was,
        to_seat_id=to or was,
        to_category_id=1,
        price=rupees(200),
        price_there=rupees(there),
        reissue=False,
    )
    return replace(move, **changes)  # type: ignore[arg-type]


SAME = seat("A2")
RENUMBERED = seat("A10", "A9")
CHEAPER = seat("A1", there=150, to_category_id=2)
DEARER = seat("B1", there=230)
PROPOSED = seat("B2", "C1", there=160, match=Match.PROPOSED, booking_id=CHEAPER.booking_id)
LOST = seat("B3", "", match=Match.NONE, to_uid="", to_seat_id="", to_category_id=0)
HELD = seat("B4", there=100, state=BookingState.HELD, number="")
EVERYBODY = (SAME, RENUMBERED, CHEAPER, DEARER, PROPOSED, LOST, HELD)


@pytest.mark.parametrize(
    ("which", "found"),
    [
        (Which.ALL, EVERYBODY),
        (Which.GONE, (PROPOSED, LOST)),
        (Which.RENUMBERED, (RENUMBERED, PROPOSED)),
        (Which.RECATEGORISED, (CHEAPER,)),
        (Which.CHEAPER, (CHEAPER, PROPOSED, HELD)),
        (Which.DEARER, (DEARER,)),
    ],
)
def test_each_kind_of_seat_is_found(which: Which, found: tuple[SeatMove, ...]) -> None:
    assert tuple(one for one in EVERYBODY if is_which(one, which)) == found


def test_who_paid_more_than_their_seat_costs_is_counted_by_customer() -> None:
    # Two seats of one customer are cheaper; a basket is nobody's loss yet.
    assert price_changes(EVERYBODY) == (
        PriceChange(1, rupees(90)),
        PriceChange(1, rupees(30)),
    )
    assert price_changes((SAME, RENUMBERED)) == (None, None)


def test_price_differences_are_said_in_words(qapp: QApplication) -> None:
    formats = Formats(THEATRE)
    assert price_words(EVERYBODY, formats) == (
        "In cheaper seats now: 1 customer, ₹90 less in all."
        " In dearer seats now: 1 customer, ₹30 more in all."
        " Moving gives no money back and asks for none."
    )
    assert price_words((SAME,), formats) == ""


def test_seats_that_all_fare_alike_are_counted_once(qapp: QApplication) -> None:
    assert moves_summed((SAME,)) == "1 seat: unchanged."
    assert moves_summed((SAME, SAME, RENUMBERED)) == "3 seats: 2 unchanged, 1 renumbered."


def test_seats_are_sorted_as_people_count() -> None:
    names = ["B1", "A10", "A2", "AA1", "A1"]
    assert sorted(names, key=natural) == ["A1", "A2", "A10", "AA1", "B1"]


@pytest.fixture
def result(qapp: QApplication) -> MoveResult:
    """One show's dry run as the page shows it."""
    theme = Theme(Mode.LIGHT)
    made = MoveResult(theme, Formats(THEATRE), Banner(theme))
    listing = BoxOfficeDouble(SystemClock()).shows[0]
    move = ShowMove(listing.show.show_id, "100001", "100002", "token", EVERYBODY)
    made.show_runs([DryRun(listing, (), (), move)], PLAN)
    return made


def shown(result: MoveResult) -> list[str]:
    return [line.seat.seat_id for line in result.table.lines]


def test_what_needs_a_decision_comes_first_and_columns_sort(result: MoveResult) -> None:
    assert shown(result) == ["B3", "B2", "A1", "A10", "A2", "B1", "B4"]
    seats, price_there = 2, 7
    result.table.sortByColumn(seats, Qt.SortOrder.DescendingOrder)
    assert shown(result) == ["B4", "B3", "B2", "B1", "A10", "A2", "A1"]
    result.table.sortByColumn(price_there, Qt.SortOrder.AscendingOrder)
    assert shown(result)[:3] == ["B4", "A1", "B2"]
    result.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    assert shown(result)[0] == "B3"


def test_the_filter_says_how_many_there_are_and_shows_just_them(result: MoveResult) -> None:
    at = list(Which).index(Which.CHEAPER)
    assert result.which.itemText(at) == "Cheaper there (3)"
    result.which.setCurrentIndex(at)
    result.which.taken.emit(at)
    assert shown(result) == ["B2", "A1", "B4"]


def test_another_seat_is_for_those_whose_own_is_gone(result: MoveResult) -> None:
    asked: list[str] = []
    result.another_wanted.connect(lambda line: asked.append(line.seat.seat_id))
    for row, seat_id in enumerate(shown(result)):
        result.table.selectRow(row)
        assert result.can_choose() is (seat_id in ("B2", "B3"))
        result.choose_another()
    assert asked == ["B3", "B2"]


def test_a_seat_to_choose_says_that_it_is_beside_the_others() -> None:
    proposal = Proposal(PLAN.seats[1], 1_200, "", beside=True)
    words = chosen_words(proposal, {1: "Standard"}, LOST)
    assert words == "Standard as before, 1.2 m from B3, beside the others"
    assert "beside" not in chosen_words(replace(proposal, beside=False), {1: "Standard"}, LOST)


def test_whoever_finds_nothing_free_is_told_so_and_of_refund_and_other_shows() -> None:
    free = Proposal(PLAN.seats[1], 1_200, "", beside=False)
    others = Proposal(PLAN.seats[2], 1_200, "B2", beside=False)
    gone, instead = "It is not in the new layout.", "The money can be given back, or the seat"
    assert why_another(LOST, (free, others)) == (
        f"{gone} What is proposed is the nearest that is free."
    )
    lost, proposed = why_another(LOST, (others,)), why_another(PROPOSED, (others,))
    assert lost.startswith(f"{gone} No seat is free for it there. Those listed are proposed to")
    assert "leaves somebody else without a seat" in lost
    assert proposed.startswith(f"{gone} No seat is free there but the proposed one.")
    assert why_another(LOST, ()).startswith(f"{gone} Nothing of its kind is free there.")
    assert all(instead in words for words in (lost, proposed, why_another(LOST, ())))
    # A basket has paid nothing.
    assert instead not in why_another(replace(LOST, number=""), ())


async def test_the_booking_of_who_finds_no_seat_is_one_key_away(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 700)
    sheet = ProposalSheet(theme, Commands(), window)
    wanted: list[str] = []
    sheet.booking_wanted.connect(wanted.append)
    window.show()
    for number, asked_for in (("27K4M9TP", ["27K4M9TP"]), ("", [])):
        wanted.clear()
        asked = asyncio.ensure_future(sheet.ask("Instead of seat B3", "why", (), number))
        await asyncio.sleep(0)
        assert sheet.give_back.isVisible() is bool(number)
        await in_a_turn_of_its_own(partial(QTest.keyClick, sheet.seats, Qt.Key.Key_F4))
        sheet.close_it()
        assert (await asked, wanted) == (None, asked_for)
