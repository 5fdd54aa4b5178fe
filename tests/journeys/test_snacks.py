"""A clerk sells snacks in the window, with tickets and without, and takes lent glasses back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from boxoffice.counter.after.sheet import AfterSheet
from boxoffice.counter.items.row import ItemRow
from boxoffice.counter.state import Stage
from boxoffice.model.booking import Booking, LineKind, LineState
from boxoffice.qtkit.widgets import KeyButton
from tests.journeys.conftest import Clerk

FIRM = "27AAPFU0939F1ZV"


async def in_basket(clerk: Clerk, **wanted: int) -> None:
    """Wait until the basket has just these items."""
    state = clerk.workspace.sale.state
    await clerk.until(lambda: not clerk.workspace.sale.state.step)
    await clerk.until(
        lambda: {one.code: one.count for one in clerk.workspace.sale.state.items} == wanted
    )
    assert state.listing is not None


async def stock(clerk: Clerk, item: str) -> int:
    there = await clerk.cinema.services.bookings.stock("PVRAH")
    return next(one.pieces for one in there if one.item == item)


def sold(clerk: Clerk) -> Booking:
    done = clerk.workspace.sale.state.sold
    assert done is not None
    return done.booking


async def test_snacks_with_tickets_without_and_back_again(clerk: Clerk) -> None:
    await clerk.sign_in()
    sale, press = clerk.workspace.sale, clerk.hands.press
    popcorn = await stock(clerk, "popcorn")

    # Two tickets with a bundle each, two bags more and lent glasses, for a firm, by keys.
    await press(Qt.Key.Key_2, Qt.Key.Key_Return)
    await clerk.until(lambda: sale.state.held is not None and sale.state.step is None)
    await press(Qt.Key.Key_I, Qt.Key.Key_B, Qt.Key.Key_2, Qt.Key.Key_P, Qt.Key.Key_P, Qt.Key.Key_G)
    await in_basket(clerk, combo=2, popcorn=2, **{"clean-glasses": 1})
    await press(Qt.Key.Key_Return)
    await clerk.hands.click(clerk.button("Firm"))
    await clerk.hands.type(FIRM.lower())
    await press(Qt.Key.Key_Tab)
    await clerk.hands.type("Asha Traders")
    await press(Qt.Key.Key_Return)
    await clerk.until(
        lambda: sale.state.booking is not None and bool(sale.state.booking.buyer.gstin)
    )
    await clerk.until(lambda: QApplication.focusWidget() is clerk.workspace.hall.map)
    await press(Qt.Key.Key_F9, Qt.Key.Key_Return)
    await clerk.until(lambda: sale.state.stage is Stage.DONE)
    first = sold(clerk)
    assert (first.buyer.gstin, len(first.seats), first.paid) == (FIRM, 2, first.total)
    assert first.invoice.startswith("PVRAH/26/")
    assert await stock(clerk, "popcorn") == popcorn - 4
    await clerk.until(lambda: clerk.workspace.papers.last is not None)

    # A bag of popcorn and nothing else, by mouse.
    await press(Qt.Key.Key_Return)
    beside = clerk.workspace.side.findChildren(KeyButton)
    await clerk.hands.click(next(one for one in beside if one.text() == "Items"))
    await clerk.until(lambda: any(one.isVisible() for one in rows(clerk)))
    await clerk.hands.click(rows(clerk)[0])
    await in_basket(clerk, popcorn=1)
    await clerk.hands.click(clerk.button("To the basket"))
    await clerk.hands.click(clerk.button("Cash"))
    await clerk.until(lambda: sale.state.stage is Stage.CASH)
    await press(Qt.Key.Key_Return)
    await clerk.until(lambda: sale.state.stage is Stage.DONE)
    second = sold(clerk)
    assert (second.seats, [line.kind for line in second.lines]) == ((), [LineKind.ITEM])
    assert int(second.invoice[-6:]) == int(first.invoice[-6:]) + 1
    # The newest tickets are still those of the sale before.
    newest = clerk.workspace.papers.last
    assert newest is not None
    assert newest.sold.booking.booking_id == first.booking_id
    assert await stock(clerk, "popcorn") == popcorn - 5

    # The glasses come back; the clerk needs nobody's PIN.
    await press(Qt.Key.Key_Return, Qt.Key.Key_I)
    await clerk.hands.click(clerk.button("Give a deposit back"))
    laid = clerk.workspace.side.laid
    assert laid is not None
    await clerk.hands.type(first.number)
    await press(Qt.Key.Key_Return)
    (give,) = (one for one in laid.findChildren(KeyButton) if one.text() == "Give it back")
    await clerk.until(lambda: give.isVisible() and give.isEnabled())
    await press(Qt.Key.Key_Return)
    await clerk.until(lambda: not any(one.isVisible() for one in rows(clerk)))
    left = await clerk.cinema.services.bookings.get(first.booking_id)
    gone = [line.code for line in left.lines if line.state is LineState.REFUNDED]
    assert (gone, left.paid) == (["clean-glasses"], left.total)

    # Other seats are for the tickets; the popcorn stays sold.
    await press(Qt.Key.Key_F4)
    (after,) = clerk.shell.window.findChildren(AfterSheet)
    await clerk.hands.type(first.number)
    await press(Qt.Key.Key_Return)
    await clerk.until(lambda: after.page is after.booking_page)
    await press(Qt.Key.Key_S)
    assert after.exchanging.lines.chosen == tuple(line.line_id for line in first.seats)


def rows(clerk: Clerk) -> list[ItemRow]:
    """The rows of the page that is in front."""
    laid = clerk.workspace.side.laid
    return [] if laid is None else list(laid.findChildren(ItemRow))
