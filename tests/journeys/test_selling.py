"""A clerk sells seats from the window, by keys only and by mouse only."""

from PySide6.QtCore import Qt

from boxoffice.counter.state import Stage
from boxoffice.model.layout import SeatState
from boxoffice.qtkit.tokens import LIGHT
from tests.journeys.conftest import Clerk


async def test_two_best_seats_are_sold_for_cash_in_four_keys(clerk: Clerk) -> None:
    await clerk.sign_in()
    sale = clerk.workspace.sale
    before = len(await clerk.bookings())

    await clerk.hands.press(Qt.Key.Key_2)
    await clerk.hands.press(Qt.Key.Key_F9)
    await clerk.hands.press(Qt.Key.Key_Return)
    await clerk.until(lambda: sale.state.stage is Stage.DONE)
    sold = sale.state.sold
    assert sold is not None
    await clerk.hands.press(Qt.Key.Key_Return)
    await clerk.until(lambda: sale.state.stage is Stage.CHOOSING)

    assert len(await clerk.bookings()) == before + 1
    newest = (await clerk.bookings())[-1]
    assert newest == sold.booking
    assert len(newest.seats) == 2
    assert newest.paid == newest.total
    await clerk.until(lambda: _state(clerk, newest.seats[0].seat_uid) == SeatState.BOOKED)
    for line in newest.seats:
        assert LIGHT.sold_sign in clerk.seat_colours(_index(clerk, line.seat_uid))


async def test_a_seat_is_sold_with_the_mouse_alone(clerk: Clerk) -> None:
    await clerk.hands.click(clerk.button("Demo clerk"))
    # A password is typed in any program; everything after it is the mouse.
    await clerk.hands.type("clerk-demo")
    await clerk.hands.click(clerk.button("Sign in"))
    await clerk.until(clerk.at_counter)
    sale = clerk.workspace.sale
    free = _free(clerk)
    index = free[len(free) // 2]
    assert LIGHT.sold_sign not in clerk.seat_colours(index)

    await clerk.click_seat(index)
    await clerk.until(lambda: sale.state.stage is Stage.BASKET and sale.state.step is None)
    await clerk.hands.click(clerk.button("Cash"))
    await clerk.until(lambda: sale.state.stage is Stage.CASH)
    await clerk.hands.click(clerk.button("Take"))
    await clerk.until(lambda: sale.state.stage is Stage.DONE)
    sold = sale.state.sold
    assert sold is not None
    await clerk.hands.click(clerk.button("Next sale"))
    await clerk.until(lambda: sale.state.stage is Stage.CHOOSING)

    uid = sold.layout.plan.seats[index].uid
    assert [line.seat_uid for line in sold.booking.seats] == [uid]
    await clerk.until(lambda: _state(clerk, uid) == SeatState.BOOKED)
    assert LIGHT.sold_sign in clerk.seat_colours(index)


async def test_leaving_a_basket_with_esc_twice_lets_its_seats_go(clerk: Clerk) -> None:
    await clerk.sign_in()
    sale = clerk.workspace.sale
    await clerk.hands.press(Qt.Key.Key_3)
    await clerk.until(lambda: sale.state.stage is Stage.BASKET and sale.state.step is None)
    held = sale.state.booking
    assert held is not None

    await clerk.hands.press(Qt.Key.Key_Escape)
    await clerk.hands.press(Qt.Key.Key_Escape)
    await clerk.until(lambda: sale.state.stage is Stage.CHOOSING)

    # The seats change by the show's stream, not by the answer to the release.
    uids = [line.seat_uid for line in held.seats]
    await clerk.until(lambda: all(_state(clerk, uid) == SeatState.AVAILABLE for uid in uids))


def _index(clerk: Clerk, uid: str) -> int:
    show = clerk.workspace.sale.show
    assert show is not None
    return next(at for at, seat in enumerate(show.layout.plan.seats) if seat.uid == uid)


def _state(clerk: Clerk, uid: str) -> int:
    show = clerk.workspace.sale.show
    assert show is not None
    return show.live.states[_index(clerk, uid)]


def _free(clerk: Clerk) -> list[int]:
    show = clerk.workspace.sale.show
    assert show is not None
    return [at for at, state in enumerate(show.live.states) if state == SeatState.AVAILABLE]
