"""A clerk sells at reduced prices in the window: codes and ticket types, by keys and by mouse."""

from PySide6.QtCore import Qt

from boxoffice.counter.basket_extras import ExtraLine
from boxoffice.counter.state import Stage
from boxoffice.qtkit.widgets import KeyButton
from tests.journeys.conftest import Clerk


async def test_a_reduced_sale_by_keys_is_what_the_books_say(clerk: Clerk) -> None:
    await clerk.sign_in()
    sale = clerk.workspace.sale
    await clerk.hands.press(Qt.Key.Key_2, Qt.Key.Key_Return)
    await clerk.until(lambda: sale.state.held is not None and sale.state.step is None)
    await clerk.hands.type("r")
    await clerk.until(lambda: "carer" in {one.ticket_type for one in sale.state.choices})
    await clerk.hands.press(Qt.Key.Key_F8)
    await clerk.until(lambda: sale.state.coding)
    await clerk.hands.type("friends10")
    await clerk.hands.press(Qt.Key.Key_Return)
    await clerk.until(lambda: sale.state.codes == ("FRIENDS10",) and not sale.state.coding)
    await clerk.hands.press(Qt.Key.Key_F9, Qt.Key.Key_Return)
    await clerk.until(lambda: sale.state.stage is Stage.DONE)

    sold = (await clerk.bookings())[-1]
    adult, carer = sold.seats
    assert (adult.discount, carer.price.amount_minor) == ("FRIENDS10", 0)
    assert adult.taken_off_minor * 10 == adult.list_price.amount_minor
    assert sold.paid == sold.total
    await clerk.until(lambda: clerk.workspace.papers.last is not None)


async def test_a_code_is_given_and_taken_away_with_the_mouse(clerk: Clerk) -> None:
    await clerk.sign_in()
    sale = clerk.workspace.sale
    await clerk.hands.press(Qt.Key.Key_1, Qt.Key.Key_Return)
    await clerk.until(lambda: sale.state.held is not None and sale.state.step is None)
    whole = sale.state.due
    await clerk.hands.click(clerk.button("Discount"))
    await clerk.until(lambda: sale.state.coding)
    # A word is typed in any program; everything else is the mouse.
    await clerk.hands.type("friends10")
    await clerk.hands.press(Qt.Key.Key_Return)
    await clerk.until(lambda: bool(sale.state.codes) and sale.state.step is None)
    assert sale.state.due != whole
    codes = [
        button
        for line in clerk.workspace.side.findChildren(ExtraLine)
        for button in line.findChildren(KeyButton)
        if button.isVisible()
    ]
    assert [button.accessibleName() for button in codes] == ["Remove the code FRIENDS10"]
    await clerk.hands.click(codes[0])
    await clerk.until(lambda: not sale.state.codes and sale.state.step is None)
    assert sale.state.due == whole
