"""What goes back when lines are given back: which lines, and how much of which payment."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from boxoffice.model.booking import Booking, BookingState, Line, LineKind, LineState
from boxoffice.model.errors import BadInput, WrongState
from boxoffice.model.money import Money
from boxoffice.model.payment import PaymentKind, Tender, TenderKind

#: Money goes back the way it came as far as it can, and out of the drawer last.
_ORDER = (
    PaymentKind.ONLINE,
    PaymentKind.UPI,
    PaymentKind.CARD_TERMINAL,
    PaymentKind.VOUCHER,
    PaymentKind.CASH,
)


#: Money that may not come: it is taken before seats are exchanged for it.
_TAKEN_FIRST = frozenset({TenderKind.UPI, TenderKind.VOUCHER})


@dataclass(frozen=True, slots=True)
class Left:
    """What of a payment was not given back yet, in minor units."""

    payment_id: str
    kind: PaymentKind
    left_minor: int


def leaving(booking: Booking, line_ids: Collection[str]) -> tuple[Line, ...]:
    """The active lines that go when these are given back: with a ticket what belongs to it, with
    the last ticket the booking's fees. WrongState for a booking that has nothing to give back,
    BadInput for lines that it has not, or no more."""
    if booking.state is not BookingState.CONFIRMED:
        raise WrongState("Only a paid booking can be given back.")
    return belonging(booking, line_ids)


def belonging(booking: Booking, line_ids: Collection[str]) -> tuple[Line, ...]:
    """These active lines of a booking, with a ticket what belongs to it, with the last ticket the
    booking's fees; BadInput for lines that it has not, or no more."""
    active = booking.active_lines
    if not line_ids or not set(line_ids) <= {line.line_id for line in active}:
        raise BadInput("Choose tickets of this booking that were not given back.")
    gone = {line.line_id for line in active if {line.line_id, line.of_line} & set(line_ids)}
    if all(line.line_id in gone for line in active if line.kind is LineKind.SEAT):
        gone |= {line.line_id for line in active if line.kind is LineKind.FEE}
    return tuple(line for line in active if line.line_id in gone)


def without(booking: Booking, lines: Iterable[Line], state: LineState) -> Booking:
    """The booking once these lines are given back or exchanged. It is REFUND_PENDING, or still
    CONFIRMED, as lines are left; what they cost is no longer paid into it."""
    gone = {line.line_id for line in lines}
    kept = tuple(
        replace(line, state=state) if line.line_id in gone else line for line in booking.lines
    )
    is_empty = all(line.state is not LineState.ACTIVE for line in kept)
    price = cost(booking, (line for line in booking.lines if line.line_id in gone))
    return replace(
        booking,
        lines=kept,
        state=BookingState.REFUND_PENDING if is_empty else booking.state,
        total=booking.total - price,
        paid=booking.paid - price,
        version=booking.version + 1,
    )


def exchanged_for(booking: Booking, held: Booking) -> tuple[Line, ...]:
    """The lines of a hold that lines of a booking are exchanged for. In the same show the booking
    has paid its own fee already. BadInput for what cannot be exchanged."""
    if held.theatre_id != booking.theatre_id or held.total.currency != booking.total.currency:
        raise BadInput("Tickets are exchanged for others of the same theatre.")
    if any(line.kind not in (LineKind.SEAT, LineKind.FEE) for line in held.lines):
        raise BadInput("Take what is no ticket out of the basket first; sell it by itself.")
    if held.show_id != booking.show_id:
        return held.lines
    return tuple(line for line in held.lines if line.kind is LineKind.SEAT or line.of_line)


def is_paid_first(tenders: Iterable[Tender]) -> bool:
    """Whether the difference of an exchange is paid before the seats change hands. The new ones are
    then a booking of their own, whatever the show."""
    return any(tender.kind in _TAKEN_FIRST for tender in tenders)


def cost(booking: Booking, lines: Iterable[Line]) -> Money:
    """What lines of a booking cost together."""
    return Money(sum(line.price.amount_minor for line in lines), booking.total.currency)


def spread(amount_minor: int, payments: Sequence[Left]) -> tuple[tuple[str, int], ...]:
    """How much of which payment, by its id, an amount is given back from. WrongState when there is
    not that much left."""
    parts: list[tuple[str, int]] = []
    due = amount_minor
    for payment in sorted(payments, key=lambda one: _ORDER.index(one.kind)):
        part = min(due, payment.left_minor)
        if part > 0:
            parts.append((payment.payment_id, part))
            due -= part
    if due:
        raise WrongState("That is more than was paid for this booking and not given back.")
    return tuple(parts)
