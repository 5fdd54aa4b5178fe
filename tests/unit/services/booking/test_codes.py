"""Discount codes and fees in holds and bookings: counted with the claim, given back with it."""

import asyncio
from dataclasses import replace
from datetime import date

import pytest

from boxoffice.model.booking import ConfirmOutcome, HoldRequest, LineKind, PaidAmount
from boxoffice.model.errors import BadInput, KeyReused, PriceRefused
from boxoffice.model.terms import DiscountCode, Fee, TicketType
from boxoffice.stores.database import Database
from tests.unit.services.booking.box import SHOW, TERMS, Box, choose, offered, open_box, rupees

LAST = DiscountCode("LAST2", "Last two", off_minor=10_000, most_uses=2)
TEN = DiscountCode("TEN", "Ten percent", off_bp=1_000)
ENDED = DiscountCode("ENDED", "Summer", off_bp=1_000, valid_until=date(2026, 8, 31))
SALE = replace(
    TERMS,
    ticket_types=(
        *TERMS.ticket_types,
        TicketType("carer", "Carer", "R", 0, most=1, proof="a card"),
    ),
    discounts=(LAST, TEN, ENDED),
    fees=(Fee("service", "Booking fee", 2_000),),
)


async def on_sale(box: Box) -> None:
    """Sell the show by terms with codes and a fee."""
    await box.bookings.put_show(replace(offered(version=2), terms=SALE))


async def hold(box: Box, *seats: str, codes: tuple[str, ...] = (), token: str = "") -> str:
    wanted = HoldRequest(SHOW, choose(*seats), "clerk-1", token=token, codes=codes)
    answer = await box.bookings.hold(wanted)
    assert answer.booking is not None
    return answer.booking.booking_id


async def test_a_hold_keeps_its_codes_when_its_seats_change(database: Database) -> None:
    async with open_box(database) as box:
        await on_sale(box)
        booking_id = await hold(box, "A1", codes=(" ten",))
        answer = await box.bookings.amend(booking_id, choose("A1", "A2 child"))
        assert answer.booking is not None
        assert answer.booking.codes == ("TEN",)
        assert [line.price for line in answer.booking.seats] == [rupees(360), rupees(180)]
        assert answer.booking.total == rupees(580)
        without = await box.bookings.amend(booking_id, choose("A1", "A2 child"), ())
        assert without.booking is not None
        assert (without.booking.codes, without.booking.total) == ((), rupees(640))


async def test_a_code_that_helps_nobody_leaves_the_hold_as_it_was(database: Database) -> None:
    async with open_box(database) as box:
        await on_sale(box)
        booking_id = await hold(box, "A1")
        before = await box.bookings.get(booking_id)
        for code, words in (("NEVER", "There is no code NEVER"), ("ENDED", "ended on 31 August")):
            with pytest.raises(PriceRefused, match=words):
                await box.bookings.amend(booking_id, choose("A1"), (code,))
        with pytest.raises(BadInput, match="at most 3 codes"):
            await box.bookings.amend(booking_id, choose("A1"), ("A", "B", "C", "D"))
        assert await box.bookings.get(booking_id) == before


async def test_a_type_beyond_its_limit_is_refused_and_nothing_is_held(database: Database) -> None:
    async with open_box(database) as box:
        await on_sale(box)
        with pytest.raises(PriceRefused, match="Carer: at most 1") as refusal:
            await box.bookings.hold(HoldRequest(SHOW, choose("A1 carer", "A2 carer"), "clerk-1"))
        assert refusal.value.seat_ids == ("A2",)
        assert (await box.counts())[1] == 0


async def test_who_shows_nobody_a_proof_has_no_ticket_that_needs_one(database: Database) -> None:
    async with open_box(database) as box:
        await on_sale(box)
        with pytest.raises(PriceRefused, match="Carer: only at the box office"):
            await box.bookings.hold(HoldRequest(SHOW, choose("A1 carer"), "g", guest=True))
        answer = await box.bookings.hold(HoldRequest(SHOW, choose("A1 child"), "g", guest=True))
        assert answer.booking is not None
        with pytest.raises(PriceRefused, match="only at the box office"):
            await box.bookings.amend(answer.booking.booking_id, choose("A1 carer"))


async def test_the_same_token_with_another_code_is_another_request(database: Database) -> None:
    async with open_box(database) as box:
        await on_sale(box)
        first = await hold(box, "A1", codes=("TEN",), token="t")
        assert await hold(box, "A1", codes=("ten",), token="t") == first
        with pytest.raises(KeyReused):
            await hold(box, "A1", token="t")


async def test_a_sale_keeps_its_fees_and_what_was_taken_off(database: Database) -> None:
    async with open_box(database) as box:
        await on_sale(box)
        booking_id = await hold(box, "A1", "A2 carer", codes=("TEN",))
        held = await box.bookings.get(booking_id)
        pending = await box.bookings.claim(booking_id, "clerk-1")
        assert pending.lines == held.lines
        paid = PaidAmount("payment-1", pending.total)
        assert await box.bookings.confirm(booking_id, paid) is ConfirmOutcome.CONFIRMED
        sold = await box.bookings.get(booking_id)
        assert (sold.lines, sold.total, sold.codes) == (held.lines, rupees(380), ("TEN",))
        seat, _, fee = sold.lines
        assert (seat.discount, seat.taken_off_minor) == ("TEN", 4_000)
        assert (fee.kind, fee.code, fee.of_line) == (LineKind.FEE, "service", seat.line_id)
        assert [ticket.seat_id for ticket in await box.bookings.tickets(booking_id)] == ["A1", "A2"]
        assert await box.counts() == (89, 0, 0, 2, 0)


async def test_a_held_price_stays_when_the_theatre_charges_more(database: Database) -> None:
    async with open_box(database) as box:
        await on_sale(box)
        booking_id = await hold(box, "A1")
        dearer = replace(SALE, fees=(Fee("service", "Booking fee", 9_000),))
        await box.bookings.put_show(replace(offered(version=3), terms=dearer))
        answer = await box.bookings.amend(booking_id, choose("A1", "A2"))
        assert answer.booking is not None
        assert [line.price for line in answer.booking.lines[2:]] == [rupees(20), rupees(90)]
        assert (await box.bookings.claim(booking_id, "clerk-1")).total == rupees(910)


async def test_a_used_up_code_is_refused_when_it_is_asked_for(database: Database) -> None:
    async with open_box(database) as box:
        await on_sale(box)
        await box.bookings.claim(await hold(box, "A1", codes=("LAST2",)), "clerk-1")
        with pytest.raises(PriceRefused, match="LAST2 can be used 1 more times, not 2"):
            await hold(box, "B1", "B2", codes=("LAST2",))
        await box.bookings.claim(await hold(box, "B1", codes=("LAST2",)), "clerk-1")
        with pytest.raises(PriceRefused, match="LAST2 is used up"):
            await hold(box, "B2", codes=("LAST2",))


async def test_of_two_tills_that_race_for_the_last_uses_one_wins(database: Database) -> None:
    async with open_box(database) as box:
        await on_sale(box)
        ids = [await hold(box, f"A{n}", f"B{n}", codes=("LAST2",)) for n in (1, 2, 3)]
        claims = await asyncio.gather(
            *(box.bookings.claim(one, "clerk-1") for one in ids), return_exceptions=True
        )
        refused = [one for one in claims if isinstance(one, PriceRefused)]
        assert len(refused) == 2
        assert [str(one) for one in refused] == ["The code LAST2 is used up."] * 2
        # Who lost still holds the seats, and sells them without it.
        lost = next(
            one for one, claim in zip(ids, claims, strict=True) if isinstance(claim, PriceRefused)
        )
        seats = tuple(line.seat_id for line in (await box.bookings.get(lost)).seats)
        await box.bookings.amend(lost, choose(*seats), ())
        assert (await box.bookings.claim(lost, "clerk-1")).codes == ()


@pytest.mark.parametrize("ends", ["expires", "is cancelled"])
async def test_uses_are_given_back_when_a_booking_ends_unpaid(
    ends: str, database: Database
) -> None:
    async with open_box(database) as box:
        await on_sale(box)
        booking_id = await hold(box, "A1", "A2", codes=("LAST2",))
        pending = await box.bookings.claim(booking_id, "clerk-1")
        if ends == "expires":
            await box.expire(pending)
            # Once is enough.
            await box.bookings.expire(booking_id)
        else:
            await box.bookings.release(booking_id, "clerk-1")
        await box.bookings.claim(await hold(box, "B1", "B2", codes=("LAST2",)), "clerk-1")
        with pytest.raises(PriceRefused, match="used up"):
            await hold(box, "B3", codes=("LAST2",))


async def test_late_money_has_its_code_again_or_goes_back(database: Database) -> None:
    async with open_box(database) as box:
        await on_sale(box)
        first, second = [
            await box.bookings.claim(await hold(box, *seats, codes=("LAST2",)), "clerk-1")
            for seats in (("A1",), ("B1",))
        ]
        await box.expire(first)
        await box.expire(second)
        again = await box.bookings.confirm(first.booking_id, PaidAmount("p-1", first.total))
        assert again is ConfirmOutcome.CONFIRMED
        await box.bookings.claim(await hold(box, "C1", codes=("LAST2",)), "clerk-1")
        late = await box.bookings.confirm(second.booking_id, PaidAmount("p-2", second.total))
        assert late is ConfirmOutcome.REFUND
