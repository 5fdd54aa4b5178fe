import asyncio
from contextlib import aclosing

import pytest

from boxoffice.model.booking import BookingState, SeatChoice, SeatUpdate
from boxoffice.model.errors import (
    HoldOver,
    NotAllowed,
    NotFound,
    NotSignedIn,
    WrongAmount,
)
from boxoffice.model.money import Money
from boxoffice.model.payment import PaymentState, Tender, TenderKind
from boxoffice.model.show import ShowStanding, ShowStatus
from boxoffice.model.user import Grant, Role, Session
from tests.wire.conftest import PASSWORD, Town

TWO = (SeatChoice("B2"), SeatChoice("B3"))


async def test_a_clerk_sells_two_seats_for_cash(town: Town) -> None:
    client = town.box_office()
    session = await client.sign_in("clerk", PASSWORD)
    assert session.user.grants == (Grant(Role.COUNTER, town.ids.theatre_id),)
    (theatre,) = await client.my_theatres()
    assert theatre == await client.theatre(town.ids.theatre_id)
    (listing,) = await client.listings(theatre.theatre_id, "20261120")
    assert (listing.title, listing.certificate, listing.screen_name) == (
        "The Long Night",
        "UA",
        "Audi 1",
    )
    assert (listing.status, listing.availability.available) == (ShowStatus.OPEN, 6)
    layout = await client.layout(listing.show.layout_id)
    assert [seat.seat_id for seat in layout.plan.seats] == ["A1", "A2", "B1", "B2", "B3", "B4"]
    offers = await client.offers(town.ids.today, 2, category_id=1)
    assert offers[0].total == Money(40_000, "INR")

    answer = await client.hold(town.ids.today, TWO)
    assert answer.booking is not None
    held = answer.booking
    assert held.state is BookingState.HELD
    assert [line.seat_id for line in held.lines] == ["B2", "B3"]
    assert await client.booking(held.booking_id) == held

    tender = Tender(TenderKind.CASH, 40_000, 50_000)
    sold = await client.take_payment(held.booking_id, (tender,), "key-1")
    assert sold.state is BookingState.CONFIRMED
    assert (sold.total, sold.paid) == (Money(40_000, "INR"), Money(40_000, "INR"))
    assert len(sold.number) == 8
    (payment,) = await client.payments(held.booking_id)
    assert (payment.state, payment.amount, payment.given_minor) == (
        PaymentState.CAPTURED,
        Money(40_000, "INR"),
        50_000,
    )
    tickets = await client.tickets(held.booking_id)
    assert [ticket.seat_id for ticket in tickets] == ["B2", "B3"]
    checked = await town.services.bookings.check_ticket(tickets[0].text)
    assert (checked.show_id, checked.booking_number) == (town.ids.today, sold.number)


async def test_a_hold_is_amended_extended_and_let_go(town: Town) -> None:
    client = town.box_office()
    await client.sign_in("clerk", PASSWORD)
    held = (await client.hold(town.ids.today, TWO)).booking
    assert held is not None
    amended = (await client.amend(held.booking_id, (SeatChoice("A1"),))).booking
    assert amended is not None
    assert (amended.total, amended.expires_at) == (Money(40_000, "INR"), held.expires_at)
    town.clock.advance(60)
    extended = await client.extend(held.booking_id)
    assert held.expires_at is not None
    assert extended.expires_at is not None
    assert (extended.expires_at - held.expires_at).total_seconds() == 60
    assert await client.release(held.booking_id) is True
    assert (await client.booking(held.booking_id)).state is BookingState.CANCELLED


async def test_a_refused_hold_names_the_seats_that_are_gone(town: Town) -> None:
    client = town.box_office()
    await client.sign_in("clerk", PASSWORD)
    await client.hold(town.ids.today, TWO)
    answer = await client.hold(town.ids.today, (SeatChoice("B3"), SeatChoice("B4")))
    assert (answer.booking, answer.gone) == (None, ("B3",))


async def test_refusals_arrive_as_the_models_own(town: Town) -> None:
    client = town.box_office()
    with pytest.raises(NotSignedIn):
        await client.my_theatres()
    with pytest.raises(NotSignedIn):
        await client.sign_in("clerk", "wrong")
    await client.sign_in("clerk", PASSWORD)
    held = (await client.hold(town.ids.today, TWO)).booking
    assert held is not None
    with pytest.raises(WrongAmount):
        await client.take_payment(held.booking_id, (Tender(TenderKind.CASH, 1),), "key")
    with pytest.raises(NotAllowed):
        await client.listings(town.ids.other_theatre_id, "20261120")
    await client.release(held.booking_id)
    with pytest.raises((HoldOver, NotFound)):
        await client.extend(held.booking_id)


async def test_an_expired_session_is_renewed_and_the_basket_stands(town: Town) -> None:
    client = town.box_office()
    heard: list[Session | None] = []
    client.on_session(heard.append)
    first = await client.sign_in("clerk", PASSWORD)
    town.clock.advance(3590)
    held = (await client.hold(town.ids.today, TWO)).booking
    assert held is not None
    town.clock.advance(20)
    assert (await client.booking(held.booking_id)).booking_id == held.booking_id
    assert client.session is not None
    assert client.session.access_token != first.access_token
    assert heard == [first, client.session]


async def test_a_remembered_sign_in_is_taken_up_again_once(town: Town) -> None:
    before = town.box_office()
    remembered = (await before.sign_in("clerk", PASSWORD)).refresh_token
    after = town.box_office()
    assert (await after.resume(remembered)).user.username == "clerk"
    with pytest.raises(NotSignedIn):
        await town.box_office().resume(remembered)


async def test_after_signing_out_nothing_is_answered(town: Town) -> None:
    client = town.box_office()
    session = await client.sign_in("clerk", PASSWORD)
    await client.sign_out()
    with pytest.raises(NotSignedIn):
        await client.my_theatres()
    with pytest.raises(NotSignedIn):
        await client.resume(session.refresh_token)


class Heard:
    """Waits for the update in which a seat takes on a state."""

    def __init__(self) -> None:
        self._updates: asyncio.Queue[SeatUpdate] = asyncio.Queue()

    def __call__(self, update: SeatUpdate) -> None:
        self._updates.put_nowait(update)

    async def change(self, seat_id: str, state: int) -> None:
        """Returns once a delta says so."""
        async with asyncio.timeout(5):
            while True:
                delta = (await self._updates.get()).delta
                if delta and any((c.seat_id, c.state) == (seat_id, state) for c in delta.changes):
                    return


async def test_every_counter_sees_holds_and_sales_as_they_happen(town: Town) -> None:
    here, there = town.box_office(), town.box_office()
    await here.sign_in("clerk", PASSWORD)
    await there.sign_in("admin", PASSWORD)
    live, heard = there.live(town.ids.today), Heard()
    live.on_change(heard)
    await live.start()
    assert live.states == bytes(6)

    held = (await here.hold(town.ids.today, TWO)).booking
    assert held is not None
    await heard.change("B3", 1)
    assert live.states == b"\x00\x00\x00\x01\x01\x00"
    assert live.holds[held.hold_id].indexes == (3, 4)
    assert held.hold_id != held.booking_id
    assert held.hold_id not in live.mine

    await here.take_payment(held.booking_id, (Tender(TenderKind.CASH, 40_000),), "key")
    await heard.change("B3", 2)
    assert live.states == b"\x00\x00\x00\x02\x02\x00"
    assert dict(live.holds) == {}
    await live.close()


async def test_a_counter_knows_its_own_holds(town: Town) -> None:
    client = town.box_office()
    await client.sign_in("clerk", PASSWORD)
    live, heard = client.live(town.ids.today), Heard()
    live.on_change(heard)
    await live.start()
    held = (await client.hold(town.ids.today, TWO)).booking
    assert held is not None
    assert held.hold_id in live.mine
    await heard.change("B2", 1)
    await client.release(held.booking_id)
    await heard.change("B2", 0)
    assert live.mine == set()
    await live.close()


async def test_live_seats_of_an_unknown_show_or_another_theatre_are_refused(town: Town) -> None:
    client = town.box_office()
    await client.sign_in("stranger", PASSWORD)
    with pytest.raises(NotAllowed):
        await client.live(town.ids.today).start()
    with pytest.raises(NotFound):
        await client.live(99999).start()


async def test_a_counter_follows_a_booking_to_its_end(town: Town) -> None:
    client, elsewhere = town.box_office(), town.box_office()
    await client.sign_in("clerk", PASSWORD)
    await elsewhere.sign_in("admin", PASSWORD)
    held = (await client.hold(town.ids.today, TWO)).booking
    assert held is not None
    async with asyncio.timeout(5), aclosing(client.watch_booking(held.booking_id)) as told:
        assert await anext(told) == held
        await elsewhere.release(held.booking_id)
        assert [booking.state async for booking in told] == [BookingState.CANCELLED]


async def test_a_counter_follows_a_days_shows(town: Town) -> None:
    client = town.box_office()
    await client.sign_in("clerk", PASSWORD)
    day = client.watch_day(town.ids.theatre_id, "20261120")
    async with asyncio.timeout(5), aclosing(day) as told:
        assert await anext(told) == ShowStanding(
            town.ids.today, ShowStatus.OPEN, 6, 6, town.ids.layout_id
        )
        await client.hold(town.ids.today, TWO)
        assert await anext(told) == ShowStanding(
            town.ids.today, ShowStatus.OPEN, 4, 6, town.ids.layout_id
        )
