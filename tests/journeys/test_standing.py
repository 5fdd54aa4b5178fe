"""An admin draws an area to stand in and publishes it; it is sold at the counter and on tickets."""

from PySide6.QtCore import Qt

from boxoffice.client.api import BoxOffice
from boxoffice.client.embedded import EmbeddedTransport
from boxoffice.counter.basket_line import BasketLine
from boxoffice.counter.state import Stage
from boxoffice.counter.wishes import Choose
from boxoffice.model.layout import SeatKind
from boxoffice.qtkit.widgets import ElidedLabel
from tests.journeys.conftest import Clerk
from tests.journeys.hall_hands import CTRL, THEATRE, press, to_designer
from tests.journeys.test_publishing import add_show, open_hall, publish
from tests.plan_hands import PlanHands

Key = Qt.Key
FLOOR = (7_900.0, 9_500.0)


async def taken(admin: Clerk, count: int) -> list[str]:
    """The basket, once so many are held in it."""
    sale = admin.workspace.sale
    await admin.until(lambda: len(sale.state.seat_ids) == count and sale.state.step is None)
    return list(sale.state.seat_ids)


def names_in_basket(admin: Clerk) -> list[str]:
    """The places' names as the basket shows them, cut where they do not fit."""
    lines = [line for line in admin.workspace.findChildren(BasketLine) if line.isVisible()]
    return [name.text() for line in lines for name in line.findChildren(ElidedLabel)]


async def test_an_area_that_is_drawn_is_sold_by_click_and_by_keys(clerk: Clerk) -> None:
    admin = clerk
    box_office = BoxOffice(EmbeddedTransport(admin.cinema.gateway))
    await box_office.sign_in("admin", "admin-demo")
    halls = await to_designer(admin)
    await open_hall(admin, halls)
    designer = halls.designer
    hands = PlanHands(designer, admin.shell.window)
    # A category of its own, which the area is drawn in.
    await admin.hands.click(designer.properties.hall.add)
    designer.canvas.setFocus()
    await hands.press(Key.Key_4)
    designer.pick(next(one for one in designer.toolbox.things if one.icon == "area"))
    await hands.click(FLOOR)
    await hands.fill(designer.properties.fixtures.capacity, "30")
    (area,) = designer.board.document.areas
    assert (area.text, area.capacity, area.category_id, area.is_sold) == ("Standing", 30, 4, True)
    designer.canvas.setFocus()
    await press(admin, Key.Key_S, CTRL)

    version = await publish(admin, halls)
    show_id = await add_show(admin, box_office, version)
    await press(admin, Key.Key_1, CTRL)
    sale = admin.workspace.sale
    shows = await box_office.halls.shows_to_come(THEATRE)
    sale.press(Choose(next(one for one in shows if one.show.show_id == show_id)))
    await admin.until(
        lambda: sale.state.step is None and sale.show is not None and sale.show.show_id == show_id
    )
    assert sale.show is not None
    seats = sale.show.layout.plan.seats
    standing = [at for at, seat in enumerate(seats) if seat.kind is SeatKind.STANDING]
    assert len(standing) == 30

    # Twice on the ground between two places.
    hall = admin.workspace.hall.map
    between = (hall.seat_rect(standing[0]).center() + hall.seat_rect(standing[1]).center()) / 2
    await admin.hands.click(hall, between)
    assert await taken(admin, 1) == ["Standing 1"]
    await admin.hands.click(hall, between)
    assert await taken(admin, 2) == ["Standing 1", "Standing 2"]
    assert names_in_basket(admin) == ["Standing 1", "Standing 2"]
    await admin.hands.press(Key.Key_F9, Key.Key_Return)
    await admin.until(lambda: sale.state.stage is Stage.DONE)
    assert sale.state.sold is not None
    tickets = await box_office.tickets(sale.state.sold.booking.booking_id)
    assert [ticket.seat_id for ticket in tickets] == ["Standing 1", "Standing 2"]

    # By keys: the cursor on a place, and Space for each person.
    await admin.hands.press(Key.Key_Return)
    await admin.until(lambda: sale.state.stage is Stage.CHOOSING)
    hall.set_cursor(standing[5])
    for count in (1, 2, 3):
        await admin.hands.press(Key.Key_Space)
        basket = await taken(admin, count)
    assert basket == ["Standing 6", "Standing 7", "Standing 8"]
    await admin.hands.press(Key.Key_F9, Key.Key_Return)
    await admin.until(lambda: sale.state.stage is Stage.DONE)
    (_, sold) = await admin.bookings()
    assert sold.total.amount_minor == 3 * 20_000
    assert sale.show.free_places("Standing") == (25, 30)
