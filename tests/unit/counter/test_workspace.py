"""The selling workspace by its keys and by its buttons, against the office in memory."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLayout, QWidget
from pytestqt.qtbot import QtBot

from boxoffice.bootstrap.hands import in_a_turn_of_its_own
from boxoffice.counter.offer_card import OfferCard
from boxoffice.counter.state import Stage
from boxoffice.counter.ticket_desk import JobState
from boxoffice.counter.workspace import CounterWorkspace
from boxoffice.model.booking import BookingState, Ticket
from boxoffice.model.errors import NotAllowed
from boxoffice.model.layout import SeatState
from boxoffice.model.money import Money
from boxoffice.qtkit.commands import Commands
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme
from tests.clock import FakeClock
from tests.unit.counter.box_office_double import THEATRE, BoxOfficeDouble

WAIT_SECONDS = 20
#: Turns of the loop in which layouts within layouts have come to rest.
SETTLING_TURNS = 20


class Counter:
    """An open counter: what the clerk presses and clicks."""

    def __init__(self, theme: Theme, folder: Path) -> None:
        self.clock = FakeClock()
        self.office = BoxOfficeDouble(self.clock)
        self.tasks = Tasks()
        self.commands = Commands()
        self.page = CounterWorkspace(
            self.office, self.clock, theme, self.tasks, self.commands, THEATRE, folder
        )
        self.page.resize(1366, 690)
        self._moved = asyncio.Event()
        self.page.tickets_changed.connect(lambda job: self._moved.set())

    async def press(self, *keys: Qt.Key | str) -> None:
        """Press keys where the focus is."""
        for key in keys:
            await in_a_turn_of_its_own(partial(self._press, key))

    def _press(self, key: Qt.Key | str) -> None:
        where = QApplication.focusWidget() or self.page
        if isinstance(key, str):
            QTest.keyClicks(where, key)
        else:
            QTest.keyClick(where, key)

    async def done(self) -> None:
        """Wait until everything pressed so far is done."""
        await self.page.sale.settled()

    async def tickets(self, state: JobState) -> None:
        """Wait until the newest tickets are in this state."""
        while self.page.papers.last is None or self.page.papers.last.state is not state:
            self._moved.clear()
            await asyncio.wait_for(self._moved.wait(), WAIT_SECONDS)

    async def resize(self, width: int, height: int) -> None:
        """Give the counter another size, and let its parts find their places."""
        layout = self.page.layout()
        assert layout is not None
        # As in the program's window, which gives its pages what there is.
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.page.setMinimumSize(0, 0)
        self.page.resize(width, height)
        await self.settle()

    async def settle(self) -> None:
        """Let all parts take their places; a part that takes its own may move others.

        Never by processEvents: it would run other tasks inside of this one, which ends them.
        """
        for _ in range(SETTLING_TURNS):
            await asyncio.sleep(0)

    def button(self, words: str) -> QAbstractButton:
        """The visible button with these words."""
        [found] = [
            button
            for button in self.page.findChildren(QAbstractButton)
            if button.text() == words and button.isVisible()
        ]
        return found

    async def click(self, words: str) -> None:
        """Click the visible button with these words."""
        button = self.button(words)
        await in_a_turn_of_its_own(lambda: QTest.mouseClick(button, Qt.MouseButton.LeftButton))

    async def click_seat(self, seat_id: str) -> None:
        """Click a seat on the map."""
        show = self.page.sale.show
        assert show is not None
        place = self.page.hall.map.seat_rect(show.index_of[seat_id]).center()
        await in_a_turn_of_its_own(
            lambda: QTest.mouseClick(
                self.page.hall.map, Qt.MouseButton.LeftButton, pos=QPoint(place)
            )
        )


@pytest.fixture
async def counter(qtbot: QtBot, theme: Theme, tmp_path: Path) -> AsyncIterator[Counter]:
    counter = Counter(theme, tmp_path / "tickets")
    qtbot.addWidget(counter.page)
    counter.page.show()
    await counter.page.start()
    counter.page.activateWindow()
    counter.page.setFocus()
    yield counter
    await counter.page.finish()
    await counter.tasks.close()


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
