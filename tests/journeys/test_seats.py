"""A clerk and a supervisor see to seats in the real window: lines, swaps, off sale, history."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from boxoffice.counter.looks import seat_looks
from boxoffice.counter.state import NoticeKind, Stage
from boxoffice.model.blocks import BlockReason
from boxoffice.model.layout import SeatState
from boxoffice.seatmap.looks import SeatLook
from tests.journeys.conftest import Clerk


def _free_pair(clerk: Clerk) -> tuple[str, str]:
    """Two free neighbours in the open hall."""
    show = clerk.workspace.sale.show
    assert show is not None
    seats = show.layout.plan.seats
    for row in show.layout.plan.rows:
        for run in row.runs:
            for one, other in zip(run.seats, run.seats[1:], strict=False):
                pair = seats[one].seat_id, seats[other].seat_id
                if all(show.live.states[at] == SeatState.AVAILABLE for at in (one, other)):
                    return pair
    raise AssertionError("no two free seats side by side")


def _put_cursor(clerk: Clerk, seat_id: str) -> None:
    show = clerk.workspace.sale.show
    assert show is not None
    clerk.workspace.hall.map.set_cursor(show.index_of[seat_id])


def _state(clerk: Clerk, seat_id: str) -> int:
    show = clerk.workspace.sale.show
    assert show is not None
    return show.live.states[show.index_of[seat_id]]


def _said(clerk: Clerk) -> str:
    labels = clerk.workspace.side.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())


async def _held(clerk: Clerk, count: int) -> None:
    state = clerk.workspace.sale
    await clerk.until(
        lambda: (
            state.state.step is None
            and state.state.held is not None
            and len(state.state.seat_ids) == count
        )
    )


async def test_a_sale_line_holds_three_mixed_tickets_of_another_show(clerk: Clerk) -> None:
    await clerk.sign_in()
    sale = clerk.workspace.sale
    opened = sale.state.listing
    assert opened is not None
    shows = clerk.cinema.services.shows
    other = next(
        one
        for one in await shows.listings(opened.show.theatre_id, opened.local_date)
        if one.title.split()[0] != opened.title.split()[0]
        and one.show.starts_at > opened.show.starts_at
        and one.availability.available > 20
    )
    await clerk.hands.press(Qt.Key.Key_Slash)
    await clerk.hands.type(f"{other.title.split()[0].lower()} 2a1c")
    assert other.title in clerk.workspace.line.meaning()
    await clerk.hands.press(Qt.Key.Key_Return)
    await _held(clerk, 3)

    assert sale.state.listing is not None
    assert sale.state.listing.title == other.title
    types = [choice.ticket_type for choice in sale.state.choices]
    assert types == ["adult", "adult", "child"]


async def test_a_seat_is_swapped_for_the_one_beside_it_without_letting_go(clerk: Clerk) -> None:
    await clerk.sign_in()
    sale = clerk.workspace.sale
    one, other = _free_pair(clerk)
    _put_cursor(clerk, one)
    await clerk.hands.press(Qt.Key.Key_Space)
    await _held(clerk, 1)
    booking = sale.state.booking
    assert booking is not None

    await clerk.hands.click(clerk.button("Swap"))
    await clerk.until(lambda: sale.state.swapping == one)
    assert sale.state.notice is not None
    assert sale.state.notice.kind is NoticeKind.SWAPPING
    show = sale.show
    assert show is not None
    await clerk.click_seat(show.index_of[other])
    await clerk.until(lambda: sale.state.seat_ids == (other,))

    assert sale.state.booking is not None
    assert sale.state.booking.booking_id == booking.booking_id
    await clerk.until(lambda: _state(clerk, one) == SeatState.AVAILABLE)


async def test_a_clerk_says_a_seat_is_broken_and_its_history_tells_so(clerk: Clerk) -> None:
    await clerk.sign_in()
    one, _ = _free_pair(clerk)
    _put_cursor(clerk, one)
    show = clerk.workspace.sale.show
    assert show is not None
    await clerk.hands.click(clerk.button("Off sale"))
    await clerk.hands.press(Qt.Key.Key_1)
    await clerk.until(lambda: one in show.off_sale)

    assert show.off_sale[one].reason is BlockReason.BROKEN
    await clerk.until(lambda: _state(clerk, one) == SeatState.BLOCKED)
    looks = seat_looks(show, clerk.workspace.sale.state, 0.0)
    assert looks[show.index_of[one]] == SeatLook.BROKEN
    await clerk.hands.press(Qt.Key.Key_Escape)
    await clerk.hands.press(Qt.Key.Key_H)
    await clerk.until(lambda: "Taken off sale: Broken" in _said(clerk))
    assert "Demo clerk" in _said(clerk)


async def test_a_supervisor_keeps_a_seat_for_the_house_and_sells_it_all_the_same(
    clerk: Clerk,
) -> None:
    await clerk.sign_in("supervisor")
    sale = clerk.workspace.sale
    one, _ = _free_pair(clerk)
    _put_cursor(clerk, one)
    show = sale.show
    assert show is not None
    await clerk.hands.click(clerk.button("Off sale"))
    await clerk.hands.press(Qt.Key.Key_2)
    await clerk.until(lambda: one in show.off_sale)
    await clerk.until(lambda: _state(clerk, one) == SeatState.BLOCKED)
    await clerk.hands.press(Qt.Key.Key_Escape)

    await clerk.click_seat(show.index_of[one])
    await _held(clerk, 1)
    await clerk.hands.press(Qt.Key.Key_F9)
    await clerk.until(lambda: sale.state.stage is Stage.CASH)
    await clerk.hands.press(Qt.Key.Key_Return)
    await clerk.until(lambda: sale.state.stage is Stage.DONE)
    await clerk.until(lambda: _state(clerk, one) == SeatState.BOOKED)
    # It went off the seat that is sold.
    _put_cursor(clerk, one)
    await clerk.hands.press(Qt.Key.Key_H)
    await clerk.until(lambda: "Sold" in _said(clerk))
    told = _said(clerk)
    for said in ("Held", "Payment opened", "Demo supervisor", "Taken off sale: House seat"):
        assert said in told


async def test_a_clerk_is_offered_the_reason_broken_alone(clerk: Clerk) -> None:
    await clerk.sign_in()
    one, _ = _free_pair(clerk)
    _put_cursor(clerk, one)
    await clerk.hands.click(clerk.button("Off sale"))
    show = clerk.workspace.sale.show
    assert show is not None
    await clerk.hands.press(Qt.Key.Key_3)
    assert one not in show.off_sale
    assert "A supervisor" in _said(clerk)
    assert clerk.button("Broken").isVisible()
    assert clerk.workspace.sale.state.seat_ids == ()
