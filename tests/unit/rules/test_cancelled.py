"""What can be done for a cancelled show's bookings, whatever became of them before."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boxoffice.model.booking import Booking, BookingState, Customer, Line, LineKind, LineState
from boxoffice.model.cancelled import (
    CancelledBooking,
    Outcome,
    Remedy,
    Task,
    TaskState,
)
from boxoffice.model.errors import BadInput, WrongState
from boxoffice.model.layout import SeatKind
from boxoffice.model.money import Money
from boxoffice.model.payment import Payment, PaymentKind, PaymentState
from boxoffice.model.refund import ExchangePlan, RefundPart
from boxoffice.rules.cancelled import (
    GOES_BACK,
    can_order,
    check_difference,
    check_movable,
    checked_reason,
    failure,
    goes_back,
    is_concerned,
    money_paid,
    outcome,
    seats_like,
)
from tests.unit.services.booking.box import PLAN, offered

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SETTLED = (Outcome.REFUND_DUE, Outcome.REFUNDED, Outcome.MOVED)


def inr(amount_minor: int) -> Money:
    return Money(amount_minor, "INR")


def line(number: int, state: LineState) -> Line:
    return Line(f"l{number}", f"u{number}", f"A{number}", 3, "adult", inr(100), 100, (), state)


def booking(state: BookingState, *lines: LineState) -> Booking:
    made = tuple(line(number, one) for number, one in enumerate(lines))
    paid = inr(100 * lines.count(LineState.ACTIVE))
    return Booking(
        "b1", "h1", "7Q4M9XKD", 10001, "PVRAH", "u", state, made, paid, paid, NOW, NOW, None, 1
    )


def task(remedy: Remedy, state: TaskState, reason: str = "") -> Task:
    return Task(10001, "b1", remedy, "boss", "", NOW, NOW, state, reason)


def payment(kind: PaymentKind, state: PaymentState, amount: int, back: int = 0) -> Payment:
    return Payment("p", "b1", kind, inr(amount), 0, "", state, NOW, refunded_minor=back)


tasks_of = st.dictionaries(st.sampled_from(Remedy), st.sampled_from(TaskState)).map(
    lambda states: {remedy: task(remedy, state) for remedy, state in states.items()}
)
bookings_of = st.builds(
    lambda state, lines: booking(state, *lines),
    st.sampled_from([s for s in BookingState if s is not BookingState.HELD]),
    st.lists(st.sampled_from(LineState), min_size=1, max_size=4),
)
payments_of = st.lists(
    st.builds(
        lambda kind, state, amount, part: payment(kind, state, amount, amount * part // 4),
        st.sampled_from(PaymentKind),
        st.sampled_from(PaymentState),
        st.integers(1, 1_000),
        st.integers(0, 4),
    ),
    max_size=4,
)


def row(found: Booking, tasks: dict[Remedy, Task], payments: list[Payment]) -> CancelledBooking:
    notice = tasks.get(Remedy.NOTIFY)
    return CancelledBooking(
        found.booking_id,
        found.number,
        Customer(),
        (),
        money_paid(payments),
        outcome(found, tasks),
        goes_back(payments),
        "",
        0,
        notice.state if notice else None,
        "",
        "a@example.org",
        "",
        "",
    )


@given(bookings_of, tasks_of, payments_of)
def test_whatever_has_seats_and_waits_for_nothing_can_be_moved_and_nothing_else(
    found: Booking, tasks: dict[Remedy, Task], payments: list[Payment]
) -> None:
    shown = row(found, tasks, payments)
    is_busy = any(
        one.state is TaskState.WAITING for one in tasks.values() if one.remedy is not Remedy.NOTIFY
    )
    is_paid = found.state is not BookingState.PENDING
    assert can_order(shown, Remedy.MOVE) == (bool(found.seats) and is_paid and not is_busy)
    by_itself = can_order(shown, Remedy.MOVE) and goes_back(payments)
    assert can_order(shown, Remedy.REFUND) == by_itself


@given(bookings_of, tasks_of)
def test_a_booking_without_seats_is_settled_whatever_was_asked_for_it(
    found: Booking, tasks: dict[Remedy, Task]
) -> None:
    stands = outcome(found, tasks)
    if found.state is BookingState.PENDING:
        assert stands is Outcome.UNPAID
    else:
        assert (stands in SETTLED) == (not found.seats)


@given(payments_of)
def test_money_goes_back_by_itself_only_where_no_drawer_or_terminal_has_any_of_it(
    payments: list[Payment],
) -> None:
    kept = [
        one
        for one in payments
        if one.state is PaymentState.CAPTURED and one.amount.amount_minor > one.refunded_minor
    ]
    assert goes_back(payments) == ({one.kind for one in kept} <= GOES_BACK)
    assert PaymentKind.CASH not in GOES_BACK
    assert PaymentKind.CARD_TERMINAL not in GOES_BACK


@given(payments_of)
def test_what_was_paid_is_all_that_was_taken_each_tender_once(payments: list[Payment]) -> None:
    taken = (PaymentState.CAPTURED, PaymentState.REFUNDED)
    sums = money_paid(payments)
    assert len({one.kind for one in sums}) == len(sums)
    total = sum(one.amount.amount_minor for one in payments if one.state in taken)
    assert sum(one.amount.amount_minor for one in sums) == total


@pytest.mark.parametrize(
    ("lines", "tasks", "expected"),
    [
        ((LineState.SWAPPED,), {}, Outcome.MOVED),
        # Swapped within the show, and that seat given back.
        ((LineState.SWAPPED, LineState.REFUNDED), {}, Outcome.REFUNDED),
        # One ticket given back before, the other one moved.
        ((LineState.REFUNDED, LineState.SWAPPED), {Remedy.MOVE: TaskState.DONE}, Outcome.MOVED),
        ((LineState.REFUNDED,), {Remedy.MOVE: TaskState.FAILED}, Outcome.REFUNDED),
    ],
)
def test_moved_is_what_has_its_seats_elsewhere(
    lines: tuple[LineState, ...], tasks: dict[Remedy, TaskState], expected: Outcome
) -> None:
    asked = {remedy: task(remedy, state) for remedy, state in tasks.items()}
    assert outcome(booking(BookingState.REFUNDED, *lines), asked) is expected


def test_a_customer_is_told_once_unless_it_failed_and_what_will_stay_so() -> None:
    paid = row(booking(BookingState.CONFIRMED, LineState.ACTIVE), {}, [])
    assert can_order(paid, Remedy.NOTIFY)
    assert not can_order(replace(paid, contact=""), Remedy.NOTIFY)
    for early in (Outcome.UNPAID, Outcome.UNDER_WAY):
        assert not can_order(replace(paid, outcome=early), Remedy.NOTIFY)
    told = {state: can_order(replace(paid, told=state), Remedy.NOTIFY) for state in TaskState}
    assert [state for state, can in told.items() if can] == [TaskState.FAILED]


def test_why_the_last_thing_failed_is_said() -> None:
    move = replace(task(Remedy.MOVE, TaskState.FAILED, "no seats"), at=NOW.replace(hour=13))
    asked = {Remedy.REFUND: task(Remedy.REFUND, TaskState.FAILED, "no money"), Remedy.MOVE: move}
    assert failure(asked) == "no seats"
    assert failure({Remedy.NOTIFY: task(Remedy.NOTIFY, TaskState.FAILED, "no mail")}) == ""


@pytest.mark.parametrize("state", BookingState)
def test_what_is_over_unpaid_or_merely_held_concerns_nobody(state: BookingState) -> None:
    found = booking(state, LineState.ACTIVE)
    over = (BookingState.CANCELLED, BookingState.EXPIRED)
    assert is_concerned(found, NOW) == (state not in over)
    assert not is_concerned(replace(found, number=""), NOW)


def test_popcorn_without_a_seat_is_no_matter_of_the_show() -> None:
    found = booking(BookingState.CONFIRMED, LineState.ACTIVE)
    popcorn = tuple(replace(one, kind=LineKind.ITEM, seat_uid="") for one in found.lines)
    assert not is_concerned(replace(found, lines=popcorn), NOW)
    assert is_concerned(replace(found, lines=(*found.lines, *popcorn)), NOW)


def test_who_had_their_money_back_before_is_told_nothing() -> None:
    found = booking(BookingState.REFUNDED, LineState.REFUNDED)
    earlier, later = NOW.replace(hour=11), NOW.replace(hour=13)
    assert [is_concerned(found, at) for at in (earlier, later, None)] == [True, False, True]


def test_seats_are_wanted_by_the_name_of_their_category() -> None:
    here = offered().show
    there = replace(
        here,
        prices=tuple(replace(price, category_id=price.category_id + 10) for price in here.prices),
    )
    lines = (
        replace(line(1, LineState.ACTIVE), category_id=3, ticket_type="adult"),
        replace(line(2, LineState.ACTIVE), category_id=1, ticket_type="child"),
        replace(line(3, LineState.ACTIVE), category_id=3, ticket_type="child"),
        replace(line(4, LineState.REFUNDED), category_id=2),
    )
    found = replace(booking(BookingState.CONFIRMED), lines=lines)
    assert seats_like(found, here, there) == {13: ("adult", "child"), 11: ("child",)}
    with pytest.raises(WrongState, match="no category Diamond"):
        seats_like(found, here, replace(there, prices=there.prices[1:]))


def test_nobody_chooses_for_who_needs_a_wheelchair_space() -> None:
    first, *others = PLAN.seats
    plan = replace(PLAN, seats=(replace(first, kind=SeatKind.WHEELCHAIR), *others))
    for seat, is_free in ((first, False), (others[0], True)):
        lines = (replace(line(1, LineState.ACTIVE), seat_uid=seat.uid),)
        found = replace(booking(BookingState.CONFIRMED), lines=lines)
        if is_free:
            check_movable(found, plan)
        else:
            with pytest.raises(WrongState, match="wheelchair"):
                check_movable(found, plan)


def test_a_move_changes_no_money_at_a_counter() -> None:
    none = ExchangePlan(("l1",), inr(100), inr(100), inr(0), inr(0), (), same_show=False)
    check_difference(none)
    with pytest.raises(WrongState, match=r"INR 0\.40 more"):
        check_difference(replace(none, due=inr(40)))
    for kind in PaymentKind:
        less = replace(none, back=inr(40), parts=(RefundPart("p", kind, inr(40)),))
        if kind in GOES_BACK:
            check_difference(less)
        else:
            with pytest.raises(WrongState, match=r"INR 0\.40 less"):
                check_difference(less)


@pytest.mark.parametrize("text", ["", "  ", "x" * 201, "a\x00b"])
def test_customers_can_read_why(text: str) -> None:
    with pytest.raises(BadInput):
        checked_reason(text)
    assert checked_reason("  Power \n cut ") == "Power cut"
