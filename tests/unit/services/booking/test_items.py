"""Stock of snacks: taken with the claim, given back with it, and never more than there is."""

import asyncio
import sys
from collections import Counter
from dataclasses import replace

import pytest
from sqlalchemy import select

from boxoffice.model.booking import (
    BookingState,
    ConfirmOutcome,
    HoldRequest,
    ItemChoice,
    PaidAmount,
    Stock,
)
from boxoffice.model.errors import BadInput, KeyReused, SoldOut
from boxoffice.model.show import ShowStatus
from boxoffice.model.terms import Item
from boxoffice.stores.booking import stock_moves
from boxoffice.stores.database import Database
from boxoffice.stores.migrate import migrate
from boxoffice.stores.migrations import HEADS
from boxoffice.stores.postgresql import PostgresDatabase
from tests.databases import empty
from tests.unit.services.booking.box import SHOW, TERMS, Box, choose, offered, open_box, rupees

POPCORN = Item("popcorn", "Popcorn", 10_000, counted=True)
COMBO = Item("combo", "Combo", 8_000, parts=("popcorn",), with_ticket=True)
SALE = replace(TERMS, items=(POPCORN, COMBO))


async def stocked(box: Box, pieces: int) -> None:
    """Sell the show with snacks, of which so many are there."""
    await box.bookings.put_show(replace(offered(version=2), terms=SALE))
    await box.bookings.change_stock("PVRAH", "popcorn", pieces, "delivery", "asha")


async def left(box: Box) -> int:
    (stock,) = await box.bookings.stock("PVRAH")
    return stock.pieces


def pieces(**items: int) -> tuple[ItemChoice, ...]:
    return tuple(ItemChoice(code, count) for code, count in items.items())


async def hold(box: Box, *seats: str, **items: int) -> str:
    request = HoldRequest(SHOW, choose(*seats), "clerk-1", items=pieces(**items))
    answer = await box.bookings.hold(request)
    assert answer.booking is not None
    return answer.booking.booking_id


async def test_a_delivery_counts_once_and_nobody_takes_away_more_than_there_is(
    database: Database,
) -> None:
    async with open_box(database) as box:
        for _ in range(2):
            delivered = await box.bookings.change_stock("PVRAH", "popcorn", 10, "d-1", "asha")
            assert delivered == Stock("popcorn", 10)
        with pytest.raises(KeyReused):
            await box.bookings.change_stock("PVRAH", "popcorn", 11, "d-1", "asha")
        lost = await box.bookings.change_stock("PVRAH", "popcorn", -4, "d-2", "asha")
        assert lost == Stock("popcorn", 6)
        with pytest.raises(BadInput, match="only 6 of these"):
            await box.bookings.change_stock("PVRAH", "popcorn", -7, "d-3", "asha")
        with pytest.raises(BadInput, match="only 0 of these"):
            await box.bookings.change_stock("OTHER", "popcorn", -1, "d-4", "asha")
        for item, change, key in (("", 1, "k"), ("popcorn", 0, "k"), ("popcorn", 1, "")):
            with pytest.raises(BadInput):
                await box.bookings.change_stock("PVRAH", item, change, key, "asha")
        assert await box.bookings.stock("PVRAH") == (Stock("popcorn", 6),)
        assert await box.bookings.stock("OTHER") == ()


async def test_snacks_stay_with_a_hold_and_are_taken_by_the_claim(database: Database) -> None:
    async with open_box(database) as box:
        await stocked(box, 5)
        booking_id = await hold(box, "A1", popcorn=2, combo=1)
        answer = await box.bookings.amend(booking_id, choose("A1", "A2"))
        assert answer.booking is not None
        assert answer.booking.total == rupees(400 + 400 + 100 + 100 + 80)
        assert await left(box) == 5
        pending = await box.bookings.claim(booking_id, "clerk-1")
        assert (pending.lines, await left(box)) == (answer.booking.lines, 2)
        paid = PaidAmount("payment-1", pending.total)
        assert await box.bookings.confirm(booking_id, paid) is ConfirmOutcome.CONFIRMED
        assert await left(box) == 2
        assert [one.seat_id for one in await box.bookings.tickets(booking_id)] == ["A1", "A2"]


async def test_of_two_tills_that_race_for_the_last_one_wins(database: Database) -> None:
    async with open_box(database) as box:
        await stocked(box, 3)
        ids = [await hold(box, seat, popcorn=2) for seat in ("A1", "A2", "A3")]
        claims = await asyncio.gather(
            *(box.bookings.claim(one, "clerk-1") for one in ids), return_exceptions=True
        )
        assert sum(isinstance(one, SoldOut) for one in claims) == 2
        assert await left(box) == 1
        with pytest.raises(SoldOut, match="Popcorn: 1 left, and 2 are wanted"):
            await hold(box, "B1", popcorn=1, combo=1)


async def test_snacks_come_back_when_a_booking_ends_unpaid_and_late_money_has_them_again(
    database: Database,
) -> None:
    async with open_box(database) as box:
        await stocked(box, 2)
        cancelled = await box.bookings.claim(await hold(box, "A1", popcorn=2), "clerk-1")
        await box.bookings.release(cancelled.booking_id, "clerk-1")
        assert await left(box) == 2
        first = await box.bookings.claim(await hold(box, "A1", popcorn=1), "clerk-1")
        second = await box.bookings.claim(await hold(box, "A2", popcorn=1), "clerk-1")
        await box.expire(first)
        # A bundle may be another one by then: what was taken comes back.
        await box.bookings.put_show(offered(version=3))
        await box.expire(second)
        await box.bookings.put_show(replace(offered(version=4), terms=SALE))
        assert await left(box) == 2
        late = await box.bookings.confirm(first.booking_id, PaidAmount("p-1", first.total))
        assert (late, await left(box)) == (ConfirmOutcome.CONFIRMED, 1)
        await box.bookings.change_stock("PVRAH", "popcorn", -1, "lost", "asha")
        later = await box.bookings.confirm(second.booking_id, PaidAmount("p-2", second.total))
        assert (later, await left(box)) == (ConfirmOutcome.REFUND, 0)


async def test_snacks_are_sold_without_a_seat_whatever_becomes_of_the_show(
    database: Database,
) -> None:
    async with open_box(database) as box:
        await stocked(box, 5)
        free = await box.counts()
        booking_id = await hold(box, popcorn=2)
        cancelled = replace(offered(version=3, status=ShowStatus.CANCELLED), terms=SALE)
        await box.bookings.put_show(cancelled)
        pending = await box.bookings.claim(booking_id, "clerk-1")
        assert (pending.seats, pending.total, await left(box)) == ((), rupees(200), 3)
        paid = PaidAmount("payment-1", pending.total)
        assert await box.bookings.confirm(booking_id, paid) is ConfirmOutcome.CONFIRMED
        sold = await box.bookings.get(booking_id)
        assert (sold.state, sold.invoice) == (BookingState.CONFIRMED, "PVRAH/26/000001")
        assert await box.bookings.tickets(booking_id) == ()
        assert await box.counts() == free
        with pytest.raises(BadInput, match="at least one seat"):
            await hold(box, popcorn=0)


async def test_late_money_has_its_snacks_again_though_the_show_is_cancelled(
    database: Database,
) -> None:
    async with open_box(database) as box:
        await stocked(box, 1)
        booking = await box.bookings.claim(await hold(box, popcorn=1), "clerk-1")
        await box.expire(booking)
        cancelled = replace(offered(version=3, status=ShowStatus.CANCELLED), terms=SALE)
        await box.bookings.put_show(cancelled)
        late = await box.bookings.confirm(booking.booking_id, PaidAmount("p-1", booking.total))
        assert (late, await left(box)) == (ConfirmOutcome.CONFIRMED, 0)


async def test_seats_come_to_snacks_and_go_again_and_what_is_left_of_neither_is_no_hold(
    database: Database,
) -> None:
    async with open_box(database) as box:
        await stocked(box, 5)
        booking_id = await hold(box, popcorn=1)
        both = (await box.bookings.amend(booking_id, choose("A1"))).booking
        assert both is not None
        assert both.total == rupees(400 + 100)
        alone = (await box.bookings.amend(booking_id, (), items=pieces(popcorn=3))).booking
        assert alone is not None
        assert (alone.seats, alone.total) == ((), rupees(300))
        assert (await box.counts())[1] == 0
        assert (await box.bookings.amend(booking_id, ())).booking is None
        assert (await box.bookings.get(booking_id)).state is BookingState.CANCELLED


async def test_why_pieces_went_is_written_down(database: Database) -> None:
    async with open_box(database) as box:
        await box.bookings.change_stock("PVRAH", "popcorn", 10, "d-1", "asha")
        await box.bookings.change_stock("PVRAH", "popcorn", -3, "d-2", "asha", "spilt")
        with pytest.raises(BadInput, match="at most 120 characters"):
            await box.bookings.change_stock("PVRAH", "popcorn", -1, "d-3", "asha", "x" * 121)
        written = await database.read(
            lambda connection: connection.execute(
                select(stock_moves.c.change, stock_moves.c.reason).order_by(stock_moves.c.key)
            ).all()
        )
        assert [tuple(row) for row in written] == [(10, ""), (-3, "spilt")]


async def test_counters_in_processes_of_their_own_never_sell_more_than_there_is(
    postgres_url: str,
) -> None:
    chain = await PostgresDatabase.open(postgres_url)
    await migrate(chain, HEADS)
    async with open_box(chain) as box:
        await stocked(box, 7)
        tills = [
            await asyncio.create_subprocess_exec(
                sys.executable, "-m", "tests.unit.services.booking.snack_till", postgres_url,
                *seats, stdout=asyncio.subprocess.PIPE,
            )
            for seats in (("B1", "B2", "B3", "B4"), ("C1", "C2", "C3", "C4"), ("D1", "D2", "D3"))
        ]  # fmt: skip
        said = [line for till in tills for line in (await till.communicate())[0].split()]
        assert sorted(Counter(said).items()) == [(b"sold", 7), (b"sold-out", 4)]
        assert await left(box) == 0
    await chain.run(empty)
    await chain.close()
