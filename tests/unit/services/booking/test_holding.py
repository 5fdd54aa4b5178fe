"""Holding seats: all or none, at the server's price, for some minutes."""

from dataclasses import replace

import pytest

from boxoffice.model.booking import BookingState, HoldRequest, SeatChoice, TaxPart
from boxoffice.model.errors import BadInput, HoldOver, KeyReused, NotFound, NotOnSale, WrongState
from boxoffice.model.money import Money
from boxoffice.model.show import ShowStatus
from boxoffice.services.booking.sale import named
from boxoffice.stores.locks import memory
from tests.unit.services.booking.box import (
    GUEST_HOLD_SECONDS,
    HOLD_SECONDS,
    SHOW,
    STARTS_AT,
    TERMS,
    UID,
    Box,
    choose,
    later,
    offered,
    open_box,
    rupees,
)


async def test_a_hold_keeps_the_seats_at_the_servers_price(box: Box) -> None:
    held = await box.hold("A1", "D2 child")
    assert held.state is BookingState.HELD
    assert held.number == ""
    assert held.total == rupees(500)
    assert held.expires_at == later(HOLD_SECONDS)
    assert [(line.seat_uid, line.ticket_type, line.price) for line in held.lines] == [
        (UID["A1"], "adult", rupees(400)),
        (UID["D2"], "child", rupees(100)),
    ]
    assert held.lines[0].net_minor == 33_898
    assert held.lines[0].tax == (TaxPart("CGST", 900, 3_051), TaxPart("SGST", 900, 3_051))
    assert await box.bookings.get(held.booking_id) == held
    assert await box.counts() == (89, 2, 0, 0, 0)


async def test_a_guest_has_longer_to_decide(box: Box) -> None:
    answer = await box.bookings.hold(HoldRequest(SHOW, choose("A1"), "guest", guest=True))
    assert answer.booking is not None
    assert answer.booking.expires_at == later(GUEST_HOLD_SECONDS)


async def test_a_refused_hold_names_the_seats_that_are_gone_and_takes_none(box: Box) -> None:
    await box.hold("A1", "A2")
    assert await box.gone("A3", "A2", "A1") == ("A2", "A1")
    assert await box.counts() == (89, 2, 0, 0, 0)


async def test_sold_and_pending_seats_are_gone(box: Box) -> None:
    await box.sell("A1")
    await box.claim("A2")
    assert await box.gone("A1", "A2", "A3") == ("A1", "A2")


async def test_another_persons_same_token_opens_no_hold_but_their_own(box: Box) -> None:
    mine = HoldRequest(SHOW, choose("A1"), "guest", token="1", asker="address 203.0.113.5")
    assert (await box.bookings.hold(mine)).booking is not None
    for stranger in (replace(mine, asker="address 203.0.113.6"), replace(mine, user_id="other")):
        answer = await box.bookings.hold(stranger)
        assert (answer.booking, answer.gone) == (None, ("A1",))


async def test_a_booking_costs_no_more_than_the_wire_can_say(box: Box) -> None:
    dear = tuple(replace(price, price=Money(2**30, "INR")) for price in offered().show.prices)
    await box.bookings.put_show(offered(prices=dear, version=2))
    with pytest.raises(BadInput, match="Book fewer"):
        await box.hold("A1", "A2")
    held = await box.hold("A1")
    with pytest.raises(BadInput, match="Book fewer"):
        await box.bookings.amend(held.booking_id, choose("A1", "A2"))
    assert await box.counts() == (90, 1, 0, 0, 0)


async def test_the_same_token_gets_the_same_hold(box: Box) -> None:
    first = await box.hold("A1", token="order-7")
    box.clock.advance(10)
    assert await box.hold("A1", token="order-7") == first
    assert await box.gone("A1") == ("A1",)


async def test_the_same_token_gets_the_booking_the_hold_became(box: Box) -> None:
    held = await box.hold("A1", token="order-7")
    claimed = await box.bookings.claim(held.booking_id, "clerk-1")
    assert await box.hold("A1", token="order-7") == claimed


async def test_the_same_token_with_other_seats_than_at_first_is_refused(box: Box) -> None:
    first = await box.hold("A1", "A2 child", token="order-7")
    for seats in (("A1",), ("A1", "A2"), ("B1",)):
        with pytest.raises(KeyReused):
            await box.hold(*seats, token="order-7")
    amended = await box.bookings.amend(first.booking_id, choose("B1"))
    assert await box.hold("A2 child", "A1", token="order-7") == amended.booking
    assert await box.counts() == (90, 1, 0, 0, 0)


async def test_an_amendment_names_what_is_sold_in_the_order_it_was_asked_for(box: Box) -> None:
    await box.sell("A1", "A2", "A3", "A4")
    held = await box.hold("B1")
    wanted = choose("A3", "B1", "A1", "A4", "A2")
    answer = await box.bookings.amend(held.booking_id, wanted)
    assert answer.gone == ("A3", "A1", "A4", "A2")


async def test_a_new_token_gets_no_seat_that_is_sold(box: Box) -> None:
    await box.sell("A1")
    answer = await box.bookings.hold(HoldRequest(SHOW, choose("A1", "A2"), "x", token="order-8"))
    assert (answer.booking, answer.gone) == (None, ("A1",))
    assert await box.counts() == (90, 0, 0, 1, 0)


@pytest.mark.parametrize(
    ("seats", "refusal", "named"),
    [
        ((), BadInput, ()),
        (choose("A1", "B2", "A1"), BadInput, ("A1",)),
        (choose("A1", "Z9"), NotFound, ("Z9",)),
        (tuple(SeatChoice(f"A{number}") for number in range(1, 202)), BadInput, ()),
        (choose("A1 pensioner"), BadInput, ()),
    ],
    ids=["no seat", "a seat twice", "an unknown seat", "too many seats", "unknown ticket type"],
)
async def test_a_request_that_makes_no_sense_is_refused_in_words(
    box: Box, seats: tuple[SeatChoice, ...], refusal: type[BadInput], named: tuple[str, ...]
) -> None:
    with pytest.raises(refusal) as refused:
        await box.bookings.hold(HoldRequest(SHOW, seats, "clerk-1"))
    assert refused.value.seat_ids == named
    assert await box.counts() == (91, 0, 0, 0, 0)


async def test_ten_thousand_seats_are_refused_by_their_number(box: Box) -> None:
    seats = tuple(SeatChoice(f"A{number}") for number in range(10_000))
    with pytest.raises(BadInput, match="10000 seats were asked for; one booking has at most 200"):
        await box.bookings.hold(HoldRequest(SHOW, seats, "clerk-1"))


def test_a_refusal_says_the_whole_of_a_long_name() -> None:
    # Cut off it would be another seat's.
    assert named(("Balcony Left 1234567",)) == "Seat Balcony Left 1234567"


async def test_seats_of_another_category_than_the_one_given_are_named(box: Box) -> None:
    with pytest.raises(BadInput, match="Seat D1: not in category 3"):
        await box.bookings.hold(HoldRequest(SHOW, choose("A1", "D1"), "x", category_id=3))


@pytest.mark.parametrize("show_id", [999, 0, -5, 2**40])
async def test_an_unknown_show_is_not_found(box: Box, show_id: int) -> None:
    with pytest.raises(NotFound, match=f"There is no show {show_id}"):
        await box.bookings.hold(HoldRequest(show_id, choose("A1"), "clerk-1"))


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (ShowStatus.PENDING, "not open"),
        (ShowStatus.CLOSED, "not open"),
        (ShowStatus.CANCELLED, "cancelled"),
    ],
)
async def test_a_show_that_is_not_open_is_not_sold(
    box: Box, status: ShowStatus, words: str
) -> None:
    await box.bookings.put_show(offered(status=status, version=2))
    with pytest.raises(NotOnSale, match=words):
        await box.hold("A1")


async def test_a_show_is_sold_from_its_publication_to_half_an_hour_into_it(box: Box) -> None:
    await box.bookings.put_show(offered(publish_at=later(60), version=2))
    with pytest.raises(NotOnSale, match="not on sale yet"):
        await box.hold("A1")
    box.clock.advance(60)
    await box.hold("A1")
    box.clock.advance((STARTS_AT - box.clock.now()).total_seconds() + 30 * 60)
    await box.hold("A2")
    box.clock.advance(1)
    with pytest.raises(NotOnSale, match="began more than 30 minutes ago"):
        await box.hold("A3")


async def test_a_theatre_says_how_long_after_its_start_a_show_is_sold(box: Box) -> None:
    terms = replace(TERMS, sales_end_minutes=5)
    await box.bookings.put_show(replace(offered(version=2), terms=terms))
    box.clock.advance((STARTS_AT - box.clock.now()).total_seconds() + 5 * 60)
    await box.hold("A1")
    box.clock.advance(1)
    with pytest.raises(NotOnSale, match="began more than 5 minutes ago"):
        await box.hold("A2")


async def test_a_hold_ends_by_itself(box: Box) -> None:
    held = await box.hold("A1")
    box.clock.advance(HOLD_SECONDS + 1)
    assert await box.bookings.get(held.booking_id) == replace(
        held, state=BookingState.EXPIRED, updated_at=later(HOLD_SECONDS), expires_at=None
    )
    with pytest.raises(HoldOver):
        await box.bookings.claim(held.booking_id, "clerk-1")
    await box.hold("A1")


async def test_a_hold_let_go_reads_as_cancelled_and_is_forgotten_in_time(
    box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "ENDED_KEPT", 1)
    async with open_box(box.database) as small:
        first, second = await small.hold("A1"), await small.hold("A2")
        small.clock.advance(60)
        await small.bookings.release(first.booking_id, "clerk-1")
        assert await small.bookings.get(first.booking_id) == replace(
            first, state=BookingState.CANCELLED, updated_at=later(60), expires_at=None
        )
        await small.bookings.release(second.booking_id, "clerk-1")
        with pytest.raises(NotFound, match="if it was a hold, it is over"):
            await small.bookings.get(first.booking_id)


async def test_a_hold_the_machine_slept_through_is_over(box: Box) -> None:
    held = await box.hold("A1")
    box.clock.sleep_machine(60)
    with pytest.raises(HoldOver):
        await box.bookings.claim(held.booking_id, "clerk-1")


async def test_extending_starts_the_time_anew(box: Box) -> None:
    held = await box.hold("A1")
    box.clock.advance(200)
    extended = await box.bookings.extend(held.booking_id)
    assert extended.expires_at == later(200 + HOLD_SECONDS)


async def test_a_guest_extends_a_hold_to_three_hold_times_in_all(box: Box) -> None:
    answer = await box.bookings.hold(HoldRequest(SHOW, choose("A1"), "guest", guest=True))
    assert answer.booking is not None
    ends = []
    for _ in range(4):
        box.clock.advance(300)
        ends.append((await box.bookings.extend(answer.booking.booking_id)).expires_at)
    assert ends == [later(780), later(1080), later(1380), later(3 * GUEST_HOLD_SECONDS)]
    with pytest.raises(HoldOver, match="3 times the first time"):
        await box.bookings.extend(answer.booking.booking_id)
    assert (await box.bookings.get(answer.booking.booking_id)).expires_at == ends[-1]


async def test_amending_makes_the_seats_exactly_these_and_keeps_the_deadline(box: Box) -> None:
    held = await box.hold("A1", "A2")
    box.clock.advance(60)
    answer = await box.bookings.amend(held.booking_id, choose("A2", "D1 child"))
    assert answer.booking is not None
    assert [line.seat_id for line in answer.booking.lines] == ["A2", "D1"]
    assert answer.booking.lines[0] == held.lines[1]
    assert answer.booking.total == rupees(500)
    assert answer.booking.expires_at == held.expires_at
    await box.hold("A1")


async def test_an_amendment_that_asks_for_gone_seats_changes_nothing(box: Box) -> None:
    held = await box.hold("A1")
    await box.hold("A2")
    await box.sell("A3")
    for wanted in ("A2", "A3"):
        answer = await box.bookings.amend(held.booking_id, choose("A1", wanted))
        assert (answer.booking, answer.gone) == (None, (wanted,))
    assert await box.bookings.get(held.booking_id) == held


async def test_a_price_that_rose_meanwhile_counts_for_added_seats_only(box: Box) -> None:
    held = await box.hold("A1")
    prices = tuple(
        type(price)(price.category_id, price.name, 1, 1, rupees(500))
        for price in offered().show.prices
    )
    await box.bookings.put_show(offered(prices=prices, version=2))
    answer = await box.bookings.amend(held.booking_id, choose("A1", "A2"))
    assert answer.booking is not None
    assert [line.price for line in answer.booking.lines] == [rupees(400), rupees(500)]


async def test_amending_to_no_seat_lets_go(box: Box) -> None:
    held = await box.hold("A1")
    answer = await box.bookings.amend(held.booking_id, ())
    assert (answer.booking, answer.gone) == (None, ())
    assert await box.counts() == (91, 0, 0, 0, 0)


async def test_a_released_hold_frees_its_seats_once(box: Box) -> None:
    held = await box.hold("A1")
    assert await box.bookings.release(held.booking_id, "clerk-1") is True
    assert await box.bookings.release(held.booking_id, "clerk-1") is False
    assert await box.counts() == (91, 0, 0, 0, 0)


async def test_seats_being_paid_can_no_longer_be_changed(box: Box) -> None:
    pending = await box.claim("A1")
    with pytest.raises(WrongState, match="being paid"):
        await box.bookings.amend(pending.booking_id, choose("A2"))
    with pytest.raises(WrongState, match="being paid"):
        await box.bookings.extend(pending.booking_id)


@pytest.mark.parametrize("booking_id", ["unknown", "", "x" * 65, "a\0b", "\ud800"])
async def test_nobody_reaches_a_hold_without_its_id(box: Box, booking_id: str) -> None:
    await box.hold("A1")
    with pytest.raises(NotFound):
        await box.bookings.get(booking_id)
    with pytest.raises((NotFound, HoldOver)):
        await box.bookings.amend(booking_id, ())
    assert await box.counts() == (90, 1, 0, 0, 0)


async def test_watchers_handle_is_no_key(box: Box) -> None:
    held = await box.hold("A1")
    with pytest.raises(HoldOver):
        await box.bookings.claim(held.hold_id, "clerk-2")


async def test_shows_bookings_are_listed_with_their_holds(box: Box) -> None:
    await box.bookings.put_show(offered(SHOW + 1))
    sold = await box.sell("A1")
    box.clock.advance(5)
    pending = await box.claim("A2")
    box.clock.advance(5)
    held = await box.hold("A3")
    box.clock.advance(5)
    elsewhere = await box.hold("A3", show_id=SHOW + 1)
    assert await box.bookings.of_shows((SHOW,)) == (sold, pending, held)
    asked = (SHOW + 1, SHOW, SHOW, 7, -1)
    assert await box.bookings.of_shows(asked) == (sold, pending, held, elsewhere)
