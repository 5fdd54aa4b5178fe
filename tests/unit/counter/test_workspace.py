"""The selling workspace by its keys and by its buttons, against the office in memory."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from boxoffice.counter.offer_card import OfferCard
from boxoffice.counter.state import Notice, NoticeKind, Stage
from boxoffice.counter.ticket_desk import JobState
from boxoffice.counter.wishes import Choose
from boxoffice.model.booking import BookingState, Ticket
from boxoffice.model.errors import NotAllowed
from boxoffice.model.layout import SeatState
from boxoffice.model.money import Money
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import KeyButton
from boxoffice.qtkit.widgets.banner import Banner
from tests.unit.counter.box_office_double import BoxOfficeDouble
from tests.unit.counter.open_counter import Counter


async def test_the_next_show_is_open_without_a_key(counter: Counter) -> None:
    listing = counter.page.sale.state.listing
    assert listing is not None
    assert listing.title == "Monsoon Junction"


async def test_four_keys_sell_two_seats_and_the_tickets_are_made(
    counter: Counter, tmp_path: Path
) -> None:
    await counter.press("2", Qt.Key.Key_F9, Qt.Key.Key_Return)
    await counter.done()
    sold = counter.page.sale.state.sold
    assert sold is not None
    assert sold.booking.state is BookingState.CONFIRMED
    await counter.tickets(JobState.READY)
    assert (tmp_path / "tickets" / "7Q4M9XKD.pdf").read_bytes().startswith(b"%PDF")
    await counter.press(Qt.Key.Key_Return)
    await counter.done()
    assert counter.page.sale.state.stage is Stage.CHOOSING


async def test_the_mouse_alone_sells_two_seats(counter: Counter) -> None:
    await counter.click_seat("C6")
    await counter.click_seat("C7")
    await counter.done()
    await counter.click("Cash")
    await counter.done()
    await counter.click("₹1,000")
    await counter.done()
    await counter.click("Take ₹1,000")
    await counter.done()
    sold = counter.page.sale.state.sold
    assert sold is not None
    assert [line.seat_id for line in sold.booking.lines] == ["C6", "C7"]
    assert sold.change == Money(40_000, "INR")
    await counter.click("Next sale")
    await counter.done()
    assert counter.page.sale.state.stage is Stage.CHOOSING


async def test_a_click_on_a_card_takes_its_seats(counter: Counter) -> None:
    await counter.press("3", Qt.Key.Key_Return)
    await counter.done()
    wanted = counter.page.sale.state.offers[2].seat_ids
    card = counter.page.header.findChildren(OfferCard)[2]
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    await counter.done()
    assert counter.page.sale.state.seat_ids == wanted
    assert card.isChecked()


async def test_typing_filters_the_shows_and_enter_opens_one(counter: Counter) -> None:
    await counter.press(Qt.Key.Key_F2, "ferry", Qt.Key.Key_Return)
    await counter.done()
    listing = counter.page.sale.state.listing
    assert listing is not None
    assert listing.title == "The Last Ferry to Diu"
    await counter.press("2", Qt.Key.Key_Return)
    await counter.done()
    assert len(counter.page.sale.state.seat_ids) == 2


async def test_enter_in_the_filter_never_takes_a_show_that_is_over_before_one_on_sale(
    counter: Counter,
) -> None:
    past, *later = BoxOfficeDouble(counter.clock, (-265, 27, 42)).shows
    counter.page.shows.show_listings((past, *later), counter.clock.now())
    counter.page.shows.set_chosen(past.show.show_id)
    await counter.press(Qt.Key.Key_F2, "audi", Qt.Key.Key_Return)
    await counter.done()
    assert counter.page.sale.state.listing == later[0]


async def test_letters_choose_ticket_types_and_esc_twice_clears(counter: Counter) -> None:
    await counter.press("2", Qt.Key.Key_Return, "s", "c")
    await counter.done()
    types = [choice.ticket_type for choice in counter.page.sale.state.choices]
    assert types == ["child", "senior"]
    await counter.press(Qt.Key.Key_Escape, Qt.Key.Key_Escape)
    await counter.done()
    assert counter.page.sale.state.booking is None


async def test_zero_is_a_digit_only_after_another(counter: Counter) -> None:
    counter.page.hall.map.zoom_in()
    near = counter.page.hall.map.zoom()
    await counter.press("0")
    await counter.done()
    assert counter.page.hall.map.zoom() < near
    await counter.press("1", "0")
    await counter.done()
    assert len(counter.page.sale.state.seat_ids) == 10


async def test_tickets_that_failed_are_told_and_made_by_p(counter: Counter, tmp_path: Path) -> None:
    (tmp_path / "tickets").write_text("a file where the folder should be")
    await counter.press("2", Qt.Key.Key_F9, Qt.Key.Key_Return)
    await counter.done()
    await counter.tickets(JobState.FAILED)
    assert counter.page.sale.state.stage is Stage.DONE
    (tmp_path / "tickets").unlink()
    await counter.press("p")
    await counter.tickets(JobState.READY)


async def test_tickets_refused_by_the_cinema_do_not_undo_the_sale(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(booking_id: str) -> tuple[Ticket, ...]:
        raise NotAllowed("Not your theatre.")

    monkeypatch.setattr(counter.office, "tickets", refuse)
    await counter.press("2", Qt.Key.Key_F9, Qt.Key.Key_Return)
    await counter.done()
    await counter.tickets(JobState.FAILED)
    assert counter.page.papers.last is not None
    assert counter.page.papers.last.reason == "Not your theatre."
    assert counter.page.sale.state.stage is Stage.DONE


async def test_leaving_the_counter_lets_the_seats_go(counter: Counter) -> None:
    await counter.press("2", Qt.Key.Key_Return)
    await counter.done()
    show, seat_ids = counter.page.sale.show, counter.page.sale.state.seat_ids
    assert show is not None
    await counter.page.finish()
    assert [show.live.states[show.index_of[one]] for one in seat_ids] == [SeatState.AVAILABLE] * 2


async def test_every_button_of_a_sale_shows_its_key_and_is_a_command(counter: Counter) -> None:
    await counter.press("2", Qt.Key.Key_Return)
    await counter.done()
    keys = {command.key for command in counter.commands.on_screen()}
    assert {"F9", "Esc", "Enter", "B", "K", "E", "T", "A", "C", "S", "F2", "F3", "0"} <= keys


async def test_a_narrow_window_folds_the_shows_and_keeps_hall_and_basket(
    counter: Counter,
) -> None:
    counter.page.resize(960, 600)
    assert (counter.page.shows.width(), counter.page.side.width()) == (64, 316)


async def test_shows_unfold_over_the_hall_and_move_nothing(counter: Counter) -> None:
    await counter.resize(960, 600)
    hall, side = counter.page.hall.geometry(), counter.page.side.geometry()
    await counter.press(Qt.Key.Key_F2)
    await counter.settle()
    assert counter.page.shows.width() == 248
    assert (counter.page.hall.geometry(), counter.page.side.geometry()) == (hall, side)


async def test_the_smallest_window_keeps_every_part_inside_of_it(counter: Counter) -> None:
    await counter.resize(683, 308)
    assert counter.page.side.geometry().right() == 682
    assert counter.page.header.width() + counter.page.side.width() + 64 == 683
    assert counter.page.hall.geometry().bottom() == 307


async def test_making_the_counter_takes_the_keyboard_from_nobody(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    counter = Counter(theme, tmp_path)
    await counter.settle()
    assert QApplication.activeWindow() is window
    counter.page.deleteLater()


async def test_keeping_seats_longer_is_offered_only_while_they_are_held(counter: Counter) -> None:
    await counter.press("2", Qt.Key.Key_Return)
    await counter.done()
    counter.clock.advance(250)
    counter.page.side.show_time()
    assert counter.button("Keep them longer").isVisible()
    counter.clock.advance(60)
    counter.page.sale.tick()
    counter.page.side.show_time()
    words = [b.text() for b in counter.page.findChildren(QAbstractButton) if b.isVisible()]
    assert "Hold them again" in words
    assert "Keep them longer" not in words


async def test_less_than_is_due_cannot_be_taken_and_the_button_says_what_is_missing(
    counter: Counter,
) -> None:
    await counter.press("2", Qt.Key.Key_F9, "100")
    await counter.done()
    assert not counter.button("₹500 missing").isEnabled()
    await counter.press("0")
    await counter.done()
    assert counter.button("Take ₹1,000").isEnabled()


async def test_hints_are_the_lists_own_while_its_field_has_the_keyboard(counter: Counter) -> None:
    heard: list[list[str]] = []
    counter.page.hints_changed.connect(lambda hints: heard.append([hint.text for hint in hints]))
    await counter.press(Qt.Key.Key_F2)
    assert heard[-1] == ["Show", "Opens it", "Back to the hall"]
    await counter.press(Qt.Key.Key_Escape)
    assert heard[-1][0] == "Seat"


async def test_the_cursor_goes_along_with_the_best_seats_and_off_sold_ones(
    counter: Counter,
) -> None:
    hall, show = counter.page.hall.map, counter.page.sale.show
    assert show is not None
    await counter.press("2", Qt.Key.Key_Return)
    await counter.done()
    seats = show.layout.plan.seats
    assert seats[hall.cursor_seat()].seat_id in counter.page.sale.state.seat_ids
    hall.set_cursor(show.index_of["E1"])
    await counter.press("c")
    await counter.done()
    assert seats[hall.cursor_seat()].seat_id == "E1"
    await counter.press("b")
    await counter.done()
    assert seats[hall.cursor_seat()].seat_id in counter.page.sale.state.seat_ids
    await counter.press(Qt.Key.Key_F9, Qt.Key.Key_Return)
    await counter.done()
    await counter.settle()
    assert show.free(seats[hall.cursor_seat()].seat_id)


async def test_a_show_opens_with_the_cursor_on_a_free_seat(counter: Counter) -> None:
    hall, before = counter.page.hall.map, counter.page.sale.show
    assert before is not None
    home = before.layout.plan.seats[hall.cursor_seat()].seat_id
    other = counter.office.shows[1]
    counter.office.live(other.show.show_id).put([home], SeatState.BOOKED)
    counter.page.sale.press(Choose(other))
    await counter.done()
    show = counter.page.sale.show
    assert show is not None
    assert show.show_id == other.show.show_id
    assert show.free(show.layout.plan.seats[hall.cursor_seat()].seat_id)


@pytest.mark.parametrize(
    ("key", "words"),
    [(Qt.Key.Key_Q, "Q"), pytest.param(Qt.Key.Key_F5, "F5", id="the whole hall is in view")],
)
async def test_a_key_of_no_use_is_answered(counter: Counter, key: Qt.Key, words: str) -> None:
    await counter.press(key)
    await counter.done()
    assert counter.page.sale.state.notice == Notice(NoticeKind.UNUSED_KEY, words=words)


def told(counter: Counter) -> list[str]:
    """What is said beside the basket."""
    return [one.words() for one in counter.page.side.findChildren(Banner) if one.isVisible()]


async def test_what_is_said_of_a_key_goes_when_another_key_does_something(
    counter: Counter,
) -> None:
    for acts in (Qt.Key.Key_F3, Qt.Key.Key_Left, "+++", Qt.Key.Key_F5, Qt.Key.Key_F2):
        counter.page.hall.map.setFocus()
        await counter.press(Qt.Key.Key_Q)
        await counter.done()
        assert told(counter) == ["Q does nothing here. F1 lists the keys."]
        await counter.press(acts)
        assert told(counter) == []


async def test_the_overview_of_a_hall_drawn_large_can_be_hidden_by_key_and_by_button(
    counter: Counter,
) -> None:
    hall = counter.page.hall
    told: list[bool] = []
    counter.page.overview_wanted.connect(told.append)
    [button] = [one for one in hall.findChildren(KeyButton) if one.key() == "F5"]
    assert not button.isEnabled()
    await counter.press("+", "+", "+")
    assert hall.overview.isVisible()
    await counter.press(Qt.Key.Key_F5)
    assert not hall.overview.isVisible()
    await counter.click_widget(button)
    assert hall.overview.isVisible()
    assert told == [False, True]


async def test_keys_zoom_about_the_cursor_seat(counter: Counter) -> None:
    hall = counter.page.hall.map
    seat = len(hall.hall.x) - 1
    hall.set_cursor(seat)
    await counter.press("+", "+", "+", "+", "+", "+")
    assert hall.rect().contains(hall.seat_rect(seat))
