"""A cancelled show's bookings: how each stands, and what can still be done for it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from boxoffice.model.booking import Booking, BookingState, LineState
from boxoffice.model.cancelled import (
    CancelledBooking,
    Outcome,
    Remedy,
    Task,
    TaskState,
    TenderSum,
)
from boxoffice.model.errors import BadInput, WrongState
from boxoffice.model.layout import Plan, SeatKind
from boxoffice.model.money import Money
from boxoffice.model.payment import Payment, PaymentKind, PaymentState
from boxoffice.model.refund import ExchangePlan
from boxoffice.model.show import Show

#: Nobody need be there for this money: a provider or a voucher takes it. A card terminal wants the
#: customer's card, and a drawer a hand.
GOES_BACK = frozenset({PaymentKind.ONLINE, PaymentKind.UPI, PaymentKind.VOUCHER})
#: Who sits here needs just such a place, which nobody can choose for them.
NEEDED = frozenset({SeatKind.WHEELCHAIR, SeatKind.COMPANION})
MAX_REASON = 200

_UNPAID = (BookingState.HELD, BookingState.PENDING)
_OVER = (BookingState.CANCELLED, BookingState.EXPIRED)
_TAKEN = (PaymentState.CAPTURED, PaymentState.REFUNDED)


def checked_reason(text: str) -> str:
    """Why a show is cancelled, as customers read it; BadInput."""
    reason = " ".join(text.split())
    if not reason or len(reason) > MAX_REASON or not reason.isprintable():
        raise BadInput(f"Say in 1 to {MAX_REASON} characters why the show is cancelled.")
    return reason


def is_concerned(booking: Booking, cancelled_at: datetime | None) -> bool:
    """Whether somebody has or may yet have paid this booking, or had when its show was cancelled. A
    hold has no number, and what was sold without a seat is nobody's way into the show."""
    if not (booking.number and booking.seat_lines) or booking.state in _OVER:
        return False
    return bool(booking.seats) or cancelled_at is None or booking.updated_at >= cancelled_at


def money_paid(payments: Iterable[Payment]) -> tuple[TenderSum, ...]:
    """What was paid, by kind of tender."""
    sums: dict[PaymentKind, Money] = {}
    for one in payments:
        if one.state in _TAKEN:
            before = sums.get(one.kind, Money(0, one.amount.currency))
            sums[one.kind] = before + one.amount
    return tuple(TenderSum(kind, amount) for kind, amount in sorted(sums.items()))


def goes_back(payments: Iterable[Payment]) -> bool:
    """Whether all money that is left of these payments can be given back with nobody there."""
    return all(
        one.kind in GOES_BACK
        for one in payments
        if one.state is PaymentState.CAPTURED and one.refunded_minor < one.amount.amount_minor
    )


def outcome(booking: Booking, tasks: Mapping[Remedy, Task]) -> Outcome:
    """How a booking stands. What became of it is what its lines say; its tasks say only what is
    still wanted."""
    if booking.state in _UNPAID:
        return Outcome.UNPAID
    if not booking.seats:
        # What was swapped within the show has left another line here.
        is_elsewhere = all(line.state is LineState.SWAPPED for line in booking.seat_lines)
        moved = tasks.get(Remedy.MOVE)
        if is_elsewhere or (moved is not None and moved.state is TaskState.DONE):
            return Outcome.MOVED
        if booking.state is BookingState.REFUND_PENDING:
            return Outcome.REFUND_DUE
        return Outcome.REFUNDED
    settled = (tasks[one] for one in (Remedy.REFUND, Remedy.MOVE) if one in tasks)
    states = {one.state for one in settled}
    if TaskState.WAITING in states:
        return Outcome.UNDER_WAY
    return Outcome.FAILED if TaskState.FAILED in states else Outcome.OPEN


def failure(tasks: Mapping[Remedy, Task]) -> str:
    """Why the last thing that was asked for a booking's money or seats was not done."""
    failed = [
        one
        for remedy, one in tasks.items()
        if remedy is not Remedy.NOTIFY and one.state is TaskState.FAILED
    ]
    return max(failed, key=lambda one: one.at).reason if failed else ""


def can_order(row: CancelledBooking, remedy: Remedy) -> bool:
    """Whether this can be asked for a booking just now."""
    match remedy:
        case Remedy.REFUND:
            return row.outcome in (Outcome.OPEN, Outcome.FAILED) and row.goes_back
        case Remedy.MOVE:
            return row.outcome in (Outcome.OPEN, Outcome.FAILED)
        case Remedy.NOTIFY:
            # What they are told is not to be otherwise a moment later.
            is_settled = row.outcome not in (Outcome.UNPAID, Outcome.UNDER_WAY)
            return is_settled and bool(row.contact) and row.told in (None, TaskState.FAILED)


def seats_like(booking: Booking, here: Show, there: Show) -> dict[int, tuple[str, ...]]:
    """The ticket types that are wanted in each category of another show, by its id there: as many
    as here in the category of that name, since every hall numbers its own. WrongState."""
    names = {price.category_id: price.name for price in here.prices}
    ids = {price.name: price.category_id for price in there.prices}
    wanted: dict[int, tuple[str, ...]] = {}
    for line in booking.seats:
        name = names.get(line.category_id, "")
        if name not in ids:
            raise WrongState(f"The other show has no category {name or line.category_id}.")
        wanted[ids[name]] = (*wanted.get(ids[name], ()), line.ticket_type)
    return wanted


def check_movable(booking: Booking, plan: Plan) -> None:
    """WrongState for a booking whose new seats a person must choose."""
    uids = {line.seat_uid for line in booking.seats}
    if any(seat.uid in uids and seat.kind in NEEDED for seat in plan.seats):
        raise WrongState("It has a wheelchair space: choose its new seats at the counter.")


def check_difference(plan: ExchangePlan) -> None:
    """WrongState for a move over which money would change hands at a counter."""
    if plan.due.amount_minor:
        raise WrongState(f"It costs {plan.due.words()} more there: exchange it at the counter.")
    if any(part.kind not in GOES_BACK for part in plan.parts):
        words = plan.back.words()
        raise WrongState(f"It costs {words} less there: exchange it at the counter.")


def seen_to(rows: Sequence[CancelledBooking]) -> int:
    """How many bookings have nothing left to be done for their money or seats."""
    over = (Outcome.REFUNDED, Outcome.REFUND_DUE, Outcome.MOVED)
    return sum(row.outcome in over for row in rows)
