"""What stays in sight, whole and readable, at every size of the window."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from boxoffice.counter.amounts import ChangeDue, GivenAmount
from boxoffice.counter.basket_line import BasketLine
from boxoffice.counter.refused_page import WayOn
from boxoffice.counter.state import Stage
from boxoffice.counter.ticket_desk import JobState
from boxoffice.counter.wishes import Toggle
from boxoffice.model.show import ShowListing
from boxoffice.qtkit.theme import Mode, Theme
from boxoffice.qtkit.widgets import Badge, Banner, ElidedLabel, Segmented
from tests.unit.counter.box_office_double import HOLD
from tests.unit.counter.open_counter import Counter

#: The counter's part of the window at 1366 x 768, 1024 x 640, 960 x 540 (1920 x 1080 at 200 %)
#: and 683 x 384 (1366 x 768 at 200 %): what the bars above and below leave.
SIZES = [(1366, 692), (1024, 564), (960, 464), (683, 308)]
every_size = pytest.mark.parametrize("size", SIZES)


def whole_in_sight(counter: Counter, widget: QWidget) -> bool:
    """Whether nothing of a widget is cut off by the page or by what scrolls around it."""
    if not widget.isVisible():
        return False
    box = QRect(QPoint(), widget.size())
    above = widget.parentWidget()
    inside = True
    while above is not None and inside:
        place = QRect(widget.mapTo(above, box.topLeft()), box.size())
        inside = above.rect().contains(place)
        above = None if above is counter.page else above.parentWidget()
    return inside


def found(counter: Counter, kind: type[QWidget]) -> list[QWidget]:
    """The visible widgets of a kind, from the top."""
    shown = [one for one in counter.page.findChildren(kind) if one.isVisible()]
    return sorted(shown, key=lambda one: one.mapTo(counter.page, QPoint()).y())


def figure_sizes(counter: Counter) -> tuple[int, int]:
    """The letters of the change and of the total, pixels."""
    cash = counter.page.side._cash
    return cash._change._figure._largest, cash._total._figure.font().pixelSize()


@every_size
async def test_the_change_is_always_in_sight(counter: Counter, size: tuple[int, int]) -> None:
    await counter.resize(*size)
    await counter.press("2", Qt.Key.Key_F9, "5000")
    await counter.done()
    await counter.settle()
    [change], [given] = found(counter, ChangeDue), found(counter, GivenAmount)
    assert whole_in_sight(counter, change)
    assert whole_in_sight(counter, given)
    assert whole_in_sight(counter, counter.button("Take ₹5,000"))
    assert figure_sizes(counter)[0] > figure_sizes(counter)[1]
    counter.clock.advance(250)
    counter.page.side.show_time()
    await counter.settle()
    assert whole_in_sight(counter, change)
    counter.clock.advance(60)
    counter.page.sale.tick()
    await counter.settle()
    assert counter.page.sale.state.given == "5000"
    assert whole_in_sight(counter, change)
    assert whole_in_sight(counter, found(counter, Banner)[0])
    assert whole_in_sight(counter, counter.button("Hold them again"))


async def test_the_total_keeps_its_letters_when_the_theme_changes(
    counter: Counter, theme: Theme
) -> None:
    await counter.resize(683, 308)
    await counter.press("2", Qt.Key.Key_F9)
    await counter.done()
    before = figure_sizes(counter)
    theme.set_mode(Mode.DARK)
    await counter.settle()
    assert figure_sizes(counter) == before


@every_size
async def test_the_title_keeps_its_room(counter: Counter, size: tuple[int, int]) -> None:
    await counter.resize(*size)
    titles = [
        label
        for label in counter.page.header.findChildren(ElidedLabel)
        if label.whole_text() == "Monsoon Junction"
    ]
    assert [label.text() for label in titles] == ["Monsoon Junction"]


async def test_a_long_title_has_the_certificate_below_it(counter: Counter) -> None:
    listing = counter.page.sale.state.listing
    assert listing is not None
    long: ShowListing = replace(listing, title="The Last Ferry to Diu, and Back")
    await counter.resize(960, 464)
    badge = counter.page.header.findChildren(Badge)[0]
    row = badge.mapTo(counter.page, QPoint()).y()
    counter.page.header.show_listing(long, counter.clock.now())
    await counter.settle()
    assert badge.isVisible()
    assert badge.mapTo(counter.page, QPoint()).y() > row


@every_size
async def test_twelve_seats_leave_clear_in_its_place(
    counter: Counter, size: tuple[int, int]
) -> None:
    await counter.resize(*size)
    await counter.press("1", "2")
    await counter.done()
    await counter.settle()
    assert whole_in_sight(counter, counter.button("Clear"))
    area = counter.page.side._basket._area
    lines = [line for line in found(counter, BasketLine) if line.visibleRegion().boundingRect()]
    assert {line.visibleRegion().boundingRect().height() for line in lines} == {lines[0].height()}
    assert area.height() // lines[0].height() >= 2


@every_size
async def test_the_tickets_buttons_are_in_sight(counter: Counter, size: tuple[int, int]) -> None:
    await counter.resize(*size)
    await counter.press("2", Qt.Key.Key_F9, Qt.Key.Key_Return)
    await counter.done()
    await counter.tickets(JobState.READY)
    await counter.settle()
    for words in ("Open PDF", "Save as", "Next sale"):
        assert whole_in_sight(counter, counter.button(words))
    assert whole_in_sight(counter, found(counter, ChangeDue)[0])


@every_size
async def test_all_ways_on_are_in_sight(counter: Counter, size: tuple[int, int]) -> None:
    await counter.resize(*size)
    counter.office.elsewhere("C7", unseen=True)
    counter.page.sale.press(Toggle(("C6", "C7")))
    await counter.done()
    await counter.settle()
    assert counter.page.sale.state.stage is Stage.REFUSED
    ways = found(counter, WayOn)
    assert len(ways) == 4
    assert all(whole_in_sight(counter, way) for way in ways)


@every_size
async def test_the_time_of_what_stays_held_is_in_sight_beside_the_ways_on(
    counter: Counter, size: tuple[int, int]
) -> None:
    await counter.resize(*size)
    counter.page.sale.press(Toggle(("C5", "C6")))
    await counter.done()
    counter.office.elsewhere("C7", unseen=True)
    counter.page.sale.press(Toggle(("C7",)))
    await counter.done()
    counter.clock.advance(HOLD.total_seconds() - 30)
    counter.page.side.show_time()
    await counter.settle()
    assert whole_in_sight(counter, counter.button("Keep them longer"))
    assert all(whole_in_sight(counter, way) for way in found(counter, WayOn))


@pytest.mark.parametrize(("width", "buttons"), [(1366, 9), (1024, 6), (683, 6)])
async def test_parties_have_as_many_buttons_as_there_is_room_for(
    counter: Counter, width: int, buttons: int
) -> None:
    await counter.resize(width, 564)
    party = counter.page.header.findChildren(Segmented)[1]
    assert party.accessibleName() == "Number of seats"
    assert party.count() == buttons
    assert {str(count) for count in range(1, 10)} <= {
        command.key for command in counter.commands.on_screen()
    }


async def test_the_next_offer_has_a_button_in_the_smallest_window(counter: Counter) -> None:
    await counter.resize(683, 308)
    await counter.press("2", Qt.Key.Key_Return)
    await counter.done()
    second = counter.page.sale.state.offers[1].seat_ids
    buttons = counter.page.header.findChildren(QAbstractButton)
    [offer] = [one for one in buttons if one.isVisible()]
    offer.click()
    await counter.done()
    assert counter.page.sale.state.seat_ids == second


@every_size
async def test_all_reasons_to_take_a_seat_off_sale_are_in_sight(
    counter: Counter, size: tuple[int, int]
) -> None:
    await counter.resize(*size)
    command = next(one for one in counter.commands.on_screen() if one.key == "Ctrl+B")
    command.run()
    await counter.settle()
    ways = found(counter, WayOn)
    assert len(ways) == 3
    assert all(whole_in_sight(counter, way) for way in ways)


@every_size
async def test_a_sale_line_and_what_it_means_are_in_sight(
    counter: Counter, size: tuple[int, int]
) -> None:
    await counter.resize(*size)
    await counter.press("/", *"2a1c")
    await counter.settle()
    line = counter.page.line
    for part in (*line.findChildren(QLineEdit), *line.findChildren(ElidedLabel)):
        assert whole_in_sight(counter, part)
    hall = counter.page.hall
    assert line.mapTo(counter.page, QPoint(0, line.height())).y() <= hall.y()
    assert all(button.accessibleName() for button in line.findChildren(QAbstractButton))


@every_size
async def test_the_change_stays_in_sight_beside_a_message_and_where_tickets_are_sent(
    counter: Counter, size: tuple[int, int]
) -> None:
    await counter.resize(*size)
    await counter.press("2", Qt.Key.Key_F9, "5000", Qt.Key.Key_Return)
    await counter.done()
    await counter.tickets(JobState.READY)
    counter.page.side.remark("This sale opened a shift without a float; Ctrl+T shows it.")
    await counter.press("e")
    await counter.settle()
    [change], [field] = (
        found(counter, ChangeDue),
        [one for one in found(counter, QLineEdit) if one.hasFocus()],
    )
    assert change.height() >= change.minimumSizeHint().height()
    for one in (change, field, counter.button("Next sale"), *found(counter, Banner)):
        assert whole_in_sight(counter, one)
        assert one.height() >= one.minimumSizeHint().height()
