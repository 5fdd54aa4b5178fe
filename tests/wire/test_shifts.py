"""The till over every transport: blind for its clerk, closed by count, reported by the day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from boxoffice.client.api import BoxOffice
from boxoffice.model.booking import Booking, SeatChoice
from boxoffice.model.errors import NotAllowed, WrongSecret, WrongState
from boxoffice.model.money import Money
from boxoffice.model.payment import PaymentKind, Tender, TenderKind
from boxoffice.model.shift import AtCounter, CashMove, EntryKind, Pile
from boxoffice.model.user import Approval
from tests.wire.conftest import PASSWORD, Town

TILL = "Till 1"
TODAY = date(2026, 11, 20)
PIN = "2580"


async def sell(
    client: BoxOffice, town: Town, *seat_ids: str, tender: TenderKind = TenderKind.CASH
) -> Booking:
    """Sell seats at 200 rupees at the till."""
    seats = tuple(SeatChoice(seat_id) for seat_id in seat_ids)
    answer = await client.hold(town.ids.today, seats)
    assert answer.booking is not None
    due = answer.booking.total.amount_minor
    paid = (Tender(tender, due, reference="A1"),)
    at = AtCounter(TILL, 4, 6_000)
    return await client.take_payment(answer.booking.booking_id, paid, str(seat_ids), at)


async def test_a_clerks_shift_is_counted_blind_and_then_told_with_its_difference(
    town: Town,
) -> None:
    clerk = town.box_office()
    session = await clerk.sign_in("clerk", PASSWORD)
    theatre_id = town.ids.theatre_id
    assert await clerk.shifts.shift(theatre_id, TILL) is None
    opened = await clerk.shifts.open(theatre_id, TILL, Money(100_000, "INR"), "open-1")
    assert opened.shift.user_name == session.user.display_name
    await sell(clerk, town, "B1")
    await sell(clerk, town, "B2", tender=TenderKind.CARD_TERMINAL)
    await clerk.shifts.move_cash(
        theatre_id, TILL, CashMove.PAY_OUT, Money(5_000, "INR"), "milk", "out-1"
    )
    seen = await clerk.shifts.shift(theatre_id, TILL)
    assert seen is not None
    assert seen.figures.expected_cash is None
    assert [one.tender for one in seen.figures.tenders] == [PaymentKind.CARD_TERMINAL]
    assert (seen.figures.sales, seen.figures.keys, seen.figures.took_ms) == (2, 8, 12_000)
    closed = await clerk.shifts.close(seen.shift.shift_id, (Pile(50_000, 2),), "close-1")
    assert closed.figures.expected_cash == Money(115_000, "INR")
    assert (closed.shift.z_number, closed.difference) == (1, Money(-15_000, "INR"))
    assert await clerk.shifts.shift(theatre_id, TILL) is None


async def test_an_admin_sees_the_cash_of_an_open_shift_and_may_close_it(town: Town) -> None:
    clerk, admin = town.box_office(), town.box_office()
    await clerk.sign_in("clerk", PASSWORD)
    await admin.sign_in("admin", PASSWORD)
    await sell(clerk, town, "B1")
    with pytest.raises(NotAllowed):
        await clerk.shifts.shifts(town.ids.theatre_id, TODAY)
    (seen,) = await admin.shifts.shifts(town.ids.theatre_id, TODAY)
    assert seen.figures.expected_cash == Money(20_000, "INR")
    closed = await admin.shifts.close(seen.shift.shift_id, (Pile(20_000, 1),), "close-1")
    assert closed.difference == Money(0, "INR")


async def test_a_shift_is_countersigned_with_the_pin_of_somebody_who_may(town: Town) -> None:
    clerk = town.box_office()
    mine = (await clerk.sign_in("clerk", PASSWORD)).user
    admin = (await town.box_office().sign_in("admin", PASSWORD)).user
    await town.services.users.set_pin(admin.user_id, PIN, admin.user_id)
    await sell(clerk, town, "B1")
    approvers = {one.user_id for one in await clerk.shifts.approvers(town.ids.theatre_id)}
    assert admin.user_id in approvers
    assert mine.user_id not in approvers
    seen = await clerk.shifts.shift(town.ids.theatre_id, TILL)
    assert seen is not None
    shift_id = seen.shift.shift_id
    yes = Approval(admin.user_id, PIN)
    with pytest.raises(WrongState):
        await clerk.shifts.countersign(shift_id, yes)
    await clerk.shifts.close(shift_id, (), "close-1")
    with pytest.raises(WrongSecret):
        await clerk.shifts.countersign(shift_id, replace(yes, pin="9999"))
    with pytest.raises(NotAllowed):
        await clerk.shifts.countersign(shift_id, Approval(mine.user_id, PIN))
    signed = await clerk.shifts.countersign(shift_id, yes)
    assert signed.shift.countersigned_name == admin.display_name


async def test_a_clerk_does_not_close_a_colleagues_shift(town: Town) -> None:
    clerk, admin = town.box_office(), town.box_office()
    await clerk.sign_in("clerk", PASSWORD)
    await admin.sign_in("admin", PASSWORD)
    opened = await admin.shifts.open(town.ids.theatre_id, TILL, Money(0, "INR"), "open-1")
    with pytest.raises(NotAllowed, match="somebody else"):
        await clerk.shifts.close(opened.shift.shift_id, (), "close-1")


async def test_a_day_is_reported_by_its_money_its_tickets_and_its_shows(town: Town) -> None:
    clerk, admin = town.box_office(), town.box_office()
    seller = (await clerk.sign_in("clerk", PASSWORD)).user
    await admin.sign_in("admin", PASSWORD)
    sold = await sell(clerk, town, "B1", "B2")
    register = await admin.shifts.register(town.ids.theatre_id, TODAY)
    opened, taken = register.rows
    assert (opened.kind, taken.kind, taken.amount) == (
        EntryKind.OPENED,
        EntryKind.TAKEN,
        Money(40_000, "INR"),
    )
    assert (taken.booking_number, taken.till, taken.who) == (
        sold.number,
        TILL,
        seller.display_name,
    )
    assert [(one.seat_id, one.tenders, one.title) for one in register.tickets] == [
        ("B1", (PaymentKind.CASH,), "The Long Night"),
        ("B2", (PaymentKind.CASH,), "The Long Night"),
    ]
    for ticket in register.tickets:
        tax = sum(part.amount_minor for part in ticket.tax)
        assert ticket.net_minor + tax == ticket.gross.amount_minor
    assert len(register.shifts) == 1
    collected = await admin.shifts.collection(town.ids.theatre_id, TODAY)
    assert [(row.category, row.tickets, row.gross) for row in collected.rows] == [
        ("Diamond", 0, Money(0, "INR")),
        ("Standard", 2, Money(40_000, "INR")),
    ]


async def test_a_ticket_is_in_the_register_of_the_day_it_was_exchanged_for_also_without_money(
    town: Town,
) -> None:
    clerk, admin = town.box_office(), town.box_office()
    await clerk.sign_in("clerk", PASSWORD)
    await admin.sign_in("admin", PASSWORD)
    sold = await sell(clerk, town, "B1", "B2")
    first, second = (line.line_id for line in sold.lines)

    async def exchange(line_id: str, show_id: int, seat_id: str) -> Booking:
        held = await clerk.hold(show_id, (SeatChoice(seat_id),))
        assert held.booking is not None
        asked = (sold.booking_id, (line_id,), held.booking.booking_id, ())
        return await clerk.after.exchange(*asked, f"swap {seat_id}", TILL)

    async def of_day(day: date) -> list[tuple[str, str, bool]]:
        register = await admin.shifts.register(town.ids.theatre_id, day)
        return [(one.booking_number, one.seat_id, one.given_back) for one in register.tickets]

    await exchange(first, town.ids.today, "B3")
    assert (await of_day(TODAY))[-1] == (sold.number, "B3", False)
    town.clock.advance(timedelta(hours=17).total_seconds())
    for client, name in ((clerk, "clerk"), (admin, "admin")):
        await client.sign_in(name, PASSWORD)
    moved = await exchange(second, town.ids.tomorrow, "B4")
    assert await of_day(TODAY + timedelta(days=1)) == [(moved.number, "B4", False)]
    assert await of_day(TODAY) == [
        (sold.number, "B1", True),
        (sold.number, "B2", True),
        (sold.number, "B3", False),
    ]
