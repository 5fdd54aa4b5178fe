"""Baskets that are put aside: their seats stay held, and each comes back as it was."""

from boxoffice.counter.park_steps import MOST_PARKED, PARKED_TIMES
from boxoffice.counter.state import NoticeKind, Stage
from boxoffice.counter.wishes import Choose, Key, Recall
from boxoffice.model.layout import SeatState
from tests.unit.counter.test_sale import Counter, counter

__all__ = ["counter"]


async def test_a_parked_basket_leaves_room_for_another_sale_and_keeps_its_seats(
    counter: Counter,
) -> None:
    await counter.do("2", Key.COUNT_IS_IN)
    seats = counter.state.seat_ids
    await counter.do(Key.PARK)
    assert (counter.state.stage, counter.state.booking) == (Stage.CHOOSING, None)
    assert counter.states(*seats) == [SeatState.LOCKED] * 2
    await counter.do("1", Key.CASH, Key.GO, Key.GO, Key.RECALL)
    assert (counter.state.stage, counter.state.seat_ids) == (Stage.BASKET, seats)
    assert counter.state.parked == ()
    await counter.do(Key.CASH, Key.GO)
    assert counter.stage() is Stage.DONE


async def test_recalling_changes_places_with_the_basket_in_hand_also_of_another_show(
    counter: Counter,
) -> None:
    await counter.do("2", Key.COUNT_IS_IN, Key.PARK)
    await counter.do(Choose(counter.office.shows[1]), "3", Key.COUNT_IS_IN)
    await counter.do(Key.RECALL)
    assert counter.state.listing == counter.office.shows[0]
    assert [len(one.booking.seats) for one in counter.state.parked] == [3]
    await counter.do(Key.RECALL)
    assert counter.state.listing == counter.office.shows[1]
    assert (len(counter.state.seat_ids), counter.notice) == (3, None)


async def test_parked_seats_are_kept_on_for_a_while_and_not_for_ever(counter: Counter) -> None:
    await counter.do("2", Key.COUNT_IS_IN, Key.PARK)
    for _ in range(PARKED_TIMES + 3):
        for _ in range(10):
            counter.clock.advance(25)
            counter.sale.tick()
            await counter.do()
    assert counter.office.asked.count("extend") == PARKED_TIMES
    # Nobody else wanted them meanwhile.
    for live in counter.office.lives.values():
        live.put(
            [one.seat_id for one in counter.state.parked[0].booking.seats], SeatState.AVAILABLE
        )
    await counter.do(Key.RECALL)
    assert (counter.state.stage, len(counter.state.seat_ids)) == (Stage.BASKET, 2)
    assert counter.state.held is not None


async def test_no_more_baskets_are_parked_than_a_clerk_can_keep_apart(counter: Counter) -> None:
    for _ in range(MOST_PARKED):
        await counter.do("1", Key.COUNT_IS_IN, Key.PARK)
    await counter.do("1", Key.COUNT_IS_IN, Key.PARK)
    assert counter.notice is NoticeKind.PARKED_FULL
    assert counter.state.held is not None
    await counter.do(Recall(2))
    assert len(counter.state.parked) == MOST_PARKED


async def test_a_sale_whose_payment_was_begun_is_not_parked(counter: Counter) -> None:
    await counter.do("2", Key.UPI, Key.PARK)
    assert (counter.stage(), counter.notice) == (Stage.UPI, NoticeKind.UPI_OPEN)
    await counter.do(Key.BACK, Key.PARK)
    assert (counter.notice, counter.state.parked) == (NoticeKind.NOT_PARKED, ())


async def test_leaving_the_counter_lets_parked_seats_go(counter: Counter) -> None:
    await counter.do("2", Key.COUNT_IS_IN)
    seats = counter.state.seat_ids
    await counter.do(Key.PARK)
    await counter.sale.let_go()
    assert counter.states(*seats) == [SeatState.AVAILABLE] * 2


async def test_without_a_parked_basket_there_is_nothing_to_recall(counter: Counter) -> None:
    await counter.do(Key.RECALL)
    assert counter.notice is NoticeKind.NONE_PARKED
