"""Baskets that are put aside: their seats stay held, and each comes back as it was."""

from dataclasses import replace
from pathlib import Path

from boxoffice.counter.journal import FileJournal
from boxoffice.counter.park_steps import MOST_PARKED, PARKED_TIMES
from boxoffice.counter.state import NoticeKind, Stage
from boxoffice.counter.wishes import Best, Choose, Key, Recall, TakeUp, Toggle
from boxoffice.model.booking import BookingState
from boxoffice.model.layout import SeatState
from tests.unit.counter.test_recovery import run
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


async def test_baskets_that_were_parked_when_the_program_died_are_parked_again(
    tmp_path: Path,
) -> None:
    async with run(tmp_path) as counter:
        await counter.do("2", Key.COUNT_IS_IN, Key.PARK, "3", Key.COUNT_IS_IN, Key.PARK)
        parked = [one.booking.booking_id for one in counter.state.parked]
    async with run(tmp_path, counter) as again:
        assert [one.booking.booking_id for one in again.state.parked] == parked
        await again.do(Key.RECALL)
        assert (again.stage(), len(again.state.seat_ids)) == (Stage.BASKET, 2)
        await again.do(Key.CASH, Key.GO)
        assert again.stage() is Stage.DONE
    async with run(tmp_path, again) as third:
        assert [one.booking.booking_id for one in third.state.parked] == parked[1:]
        await third.sale.let_go()
    assert FileJournal(tmp_path).unfinished() == ()


async def test_a_parked_basket_whose_hold_died_with_the_box_office_is_held_anew(
    tmp_path: Path,
) -> None:
    async with run(tmp_path) as counter:
        await counter.do("2", Key.COUNT_IS_IN, Key.PARK)
        (parked,) = counter.state.parked
    seats = [line.seat_id for line in parked.booking.seats]
    await counter.office.release(parked.booking.booking_id)
    async with run(tmp_path, counter) as again:
        (anew,) = again.state.parked
        assert [line.seat_id for line in anew.booking.seats] == seats
        assert anew.booking.booking_id != parked.booking.booking_id


async def test_a_parked_basket_whose_seats_went_to_others_is_told_and_forgotten(
    tmp_path: Path,
) -> None:
    async with run(tmp_path) as counter:
        await counter.do("2", Key.COUNT_IS_IN, Key.PARK)
        (parked,) = counter.state.parked
    await counter.office.release(parked.booking.booking_id)
    counter.office.others = frozenset(line.seat_id for line in parked.booking.seats)
    async with run(tmp_path, counter) as again:
        assert (again.state.parked, again.notice) == ((), NoticeKind.PARKED_GONE)
    assert FileJournal(tmp_path).unfinished() == ()


async def reserved(counter: Counter) -> TakeUp:
    """A reservation of two seats at the second show, known to the box office."""
    await counter.do(Choose(counter.office.shows[1]), "2", Key.COUNT_IS_IN)
    held = counter.state.booking
    assert held is not None
    booking = replace(held, state=BookingState.PENDING, number="7Q4M9XKD", reserved_by="clerk")
    counter.office.bookings[booking.booking_id] = booking
    await counter.do(TakeUp(booking, counter.office.shows[1]))
    return TakeUp(booking, counter.office.shows[1])


async def test_a_reservation_in_hand_is_paid_as_it_is_or_put_down_again(counter: Counter) -> None:
    wish = await reserved(counter)
    for change in ("3", Best(3), Toggle(("A1",)), Key.CYCLE_TYPE, Key.SWAP, Key.EXTEND, Key.CODE):
        await counter.do(change)
        assert counter.notice is NoticeKind.RESERVED
    assert counter.state.seat_ids == tuple(line.seat_id for line in wish.booking.seats)
    counter.office.asked.clear()
    await counter.do(Key.BACK, Key.BACK)
    assert counter.stage() is Stage.CHOOSING
    assert not counter.state.seat_ids
    assert "release" not in counter.office.asked
    await counter.do(wish)
    await counter.sale.let_go()
    assert "release" not in counter.office.asked
    await counter.do(wish, Key.CASH, Key.GO)
    assert counter.stage() is Stage.DONE


async def test_a_reservation_that_is_taken_up_parks_the_basket_in_hand(counter: Counter) -> None:
    wish = await reserved(counter)
    await counter.do(Key.BACK, Key.BACK, Choose(counter.office.shows[0]), "1", Key.COUNT_IS_IN)
    await counter.do(wish)
    assert (counter.state.booking, counter.state.listing) == (wish.booking, wish.listing)
    assert [len(one.booking.seats) for one in counter.state.parked] == [1]
