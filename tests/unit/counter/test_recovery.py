"""A sale that a crash ended: what the next run of the program makes of it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from boxoffice.counter.journal import FileJournal, Unfinished
from boxoffice.counter.state import NoticeKind, Stage
from boxoffice.counter.wishes import Choose, Key, PutItem
from boxoffice.model.booking import ItemChoice, SeatChoice
from boxoffice.model.errors import TryAgain
from boxoffice.model.money import Money
from boxoffice.model.payment import PaymentState, Tender, TenderKind
from boxoffice.model.shift import AtCounter
from boxoffice.model.terms import Item
from tests.unit.counter.box_office_double import TERMS
from tests.unit.counter.test_sale import Counter


@asynccontextmanager
async def run(folder: Path, before: Counter | None = None) -> AsyncIterator[Counter]:
    """One run of the program; with `before` at the same box office, after that was killed."""
    counter = Counter(FileJournal(folder), before)
    runner = asyncio.create_task(counter.sale.run())
    counter.sale.press(Choose(counter.office.shows[1]))
    counter.sale.recover()
    await counter.do()
    counter.office.asked.clear()
    try:
        yield counter
    finally:
        runner.cancel()


async def test_a_sale_that_was_paid_when_the_program_died_is_shown_as_sold(tmp_path: Path) -> None:
    async with run(tmp_path) as counter:
        await counter.do("2", Key.CASH)
        counter.office.refuse.extend(TryAgain("No answer.") for _ in range(4))
        booking = counter.state.booking
        await counter.do(Key.GO)
        assert counter.state.unknown
    assert booking is not None
    # The request arrived after all; nobody is there to hear the answer.
    [kept] = FileJournal(tmp_path).unfinished()
    await counter.office.take_payment(booking.booking_id, kept.tenders, kept.key, kept.counter)
    async with run(tmp_path, counter) as again:
        assert (again.state.stage, again.notice) == (Stage.DONE, NoticeKind.RECOVERED_PAID)
        assert again.state.sold is not None
        assert again.state.sold.booking.booking_id == booking.booking_id
        assert len(again.office.tenders) == 1
        assert FileJournal(tmp_path).unfinished() == ()
    async with run(tmp_path, counter) as third:
        assert (third.state.stage, third.notice) == (Stage.CHOOSING, None)


async def test_what_was_being_taken_is_taken_once_under_the_same_key(tmp_path: Path) -> None:
    async with run(tmp_path) as counter:
        await counter.do("2", Key.CASH, "1000")
        counter.office.refuse.extend(TryAgain("No answer.") for _ in range(4))
        await counter.do(Key.GO)
    async with run(tmp_path, counter) as again:
        assert again.stage() is Stage.DONE
        assert again.state.sold is not None
        assert again.state.sold.change == Money(40_000, "INR")
        assert len(again.office.tenders) == 1


async def test_a_payment_that_was_only_opened_is_a_basket_again(tmp_path: Path) -> None:
    async with run(tmp_path) as counter:
        await counter.do("2", Key.CARD)
        seats = counter.state.seat_ids
    async with run(tmp_path, counter) as again:
        assert (again.state.stage, again.notice) == (Stage.BASKET, NoticeKind.RECOVERED)
        assert again.state.seat_ids == seats
        assert again.state.listing == counter.state.listing
        await again.do(Key.CASH, Key.GO)
        assert again.stage() is Stage.DONE


async def test_seats_that_the_box_office_lost_are_held_again_and_the_money_named(
    tmp_path: Path,
) -> None:
    async with run(tmp_path) as counter:
        await counter.do("2", Key.CASH, "1000")
        counter.office.refuse.extend(TryAgain("No answer.") for _ in range(4))
        await counter.do(Key.GO)
        seats = counter.state.seat_ids
    counter.office.lose_holds()
    async with run(tmp_path, counter) as again:
        assert (again.state.stage, again.state.seat_ids) == (Stage.BASKET, seats)
        assert again.notice is NoticeKind.RECOVERED_UNPAID
        assert again.state.notice is not None
        assert again.state.notice.amount == Money(100_000, "INR")
        assert again.office.tenders == []


async def test_snacks_without_a_seat_are_a_basket_again_too(tmp_path: Path) -> None:
    async with run(tmp_path) as counter:
        counter.office.terms = replace(TERMS, items=(Item("tea", "Tea", 4_000),))
        await counter.do(PutItem("tea", 3), Key.CARD)
        assert counter.state.items == (ItemChoice("tea", 3),)
    counter.office.lose_holds()
    async with run(tmp_path, counter) as again:
        assert (again.state.stage, again.notice) == (Stage.BASKET, NoticeKind.RECOVERED)
        assert (again.state.seat_ids, again.state.items) == ((), (ItemChoice("tea", 3),))


async def test_seats_that_somebody_else_has_by_now_are_named(tmp_path: Path) -> None:
    async with run(tmp_path) as counter:
        await counter.do("2", Key.CASH)
        seats = counter.state.seat_ids
    counter.office.lose_holds()
    counter.office.others = frozenset(seats[:1])
    async with run(tmp_path, counter) as again:
        assert again.stage() is Stage.REFUSED
        assert again.state.refused is not None
        assert again.state.refused.gone == seats[:1]


async def test_upi_is_waited_for_again(tmp_path: Path) -> None:
    async with run(tmp_path) as counter:
        await counter.do("2", Key.UPI)
        booking = counter.state.booking
    assert booking is not None
    async with run(tmp_path, counter) as again:
        assert again.stage() is Stage.UPI
        again.office.end_upi(booking.booking_id, PaymentState.CAPTURED)
        await again.told()
        assert again.stage() is Stage.DONE
        assert len(again.office.tenders) == 1


async def test_without_an_answer_it_is_asked_again_until_there_is_one(tmp_path: Path) -> None:
    async with run(tmp_path) as counter:
        await counter.do("2", Key.CARD)
    counter.office.refuse.extend([TryAgain("No answer.")] * 3)
    async with run(tmp_path, counter) as again:
        for _ in range(3):
            again.sale.tick()
            await again.do()
        kinds = [again.notice]
        for _ in range(6):
            again.sale.tick()
            await again.do()
        kinds.append(again.notice)
        assert kinds == [NoticeKind.RECOVERS, NoticeKind.RECOVERED]


@pytest.mark.parametrize("keys", [[Key.BACK], [Key.GO]])
async def test_what_is_dealt_with_is_forgotten(tmp_path: Path, keys: list[Key]) -> None:
    async with run(tmp_path) as counter:
        await counter.do("2", Key.CASH)
        assert len(FileJournal(tmp_path).unfinished()) == 1
        await counter.do(*keys)
        assert FileJournal(tmp_path).unfinished() == ()


def test_a_kept_sale_reads_as_it_was_written_and_a_torn_one_is_left_out(tmp_path: Path) -> None:
    journal = FileJournal(tmp_path / "sales")
    assert journal.unfinished() == ()
    sale = Unfinished(
        "key", "secret", 10_001, (SeatChoice("A1", "adult"),), ("MATINEE",),
        (Tender(TenderKind.CASH, 100, 200),), AtCounter("Till", 3, 4_000),
    )  # fmt: skip
    journal.keep(sale)
    (tmp_path / "sales" / "torn.json").write_text("{")
    assert journal.unfinished() == (sale,)
    assert (tmp_path / "sales" / "key.json").stat().st_mode & 0o077 == 0
    journal.forget("key")
    journal.forget("key")
    assert journal.unfinished() == ()
