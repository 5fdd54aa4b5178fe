"""Seats that are kept for people who pay later: who may keep how many, and until when."""

from collections.abc import Collection
from datetime import datetime, timedelta

from boxoffice.model.booking import Booking, BookingState, LineState
from boxoffice.model.errors import BadInput, NotAllowed, WrongState
from boxoffice.model.payment import PaymentKind
from boxoffice.model.terms import ReservationRule

#: So long before its end who reserved is reminded.
REMINDED_BEFORE = timedelta(hours=3)

#: What a deadline may be: so long before the show, or from now.
_BEFORE = tuple(timedelta(hours=hours) for hours in (1, 2, 24, 72, 168))
_FROM_NOW = (timedelta(hours=1), timedelta(hours=24))


def latest_end(rule: ReservationRule, starts_at: datetime, *, supervised: bool) -> datetime:
    """Until when seats of a show may be kept: by the rule, or with a supervisor until it begins."""
    return starts_at if supervised else starts_at - timedelta(minutes=rule.ends_minutes)


def deadlines(
    now: datetime, after: datetime, latest: datetime, starts_at: datetime
) -> tuple[datetime, ...]:
    """Moments that a clerk chooses from, later than `after` and at the latest `latest`, the last
    one first."""
    before = [starts_at - one for one in _BEFORE]
    whole = now.replace(minute=now.minute - now.minute % 5, second=0, microsecond=0)
    soon = [whole + one for one in _FROM_NOW]
    fitting = {one for one in (latest, *before, *soon) if max(now, after) < one <= latest}
    return tuple(sorted(fitting, reverse=True))


def check_until(
    rule: ReservationRule, starts_at: datetime, until: datetime, now: datetime, *, supervised: bool
) -> None:
    """BadInput for a deadline that is past, NotAllowed for one that the rule does not give."""
    if until <= now:
        raise BadInput("The time to pay by is over already. Choose a later one.")
    if until > starts_at:
        raise BadInput("Seats are kept until the show begins, and no longer.")
    if until > latest_end(rule, starts_at, supervised=supervised):
        raise NotAllowed(
            f"Seats are kept until {rule.ends_minutes} minutes before the show; a supervisor may"
            " keep them longer."
        )


def check_reservation(
    rule: ReservationRule,
    held: Booking,
    starts_at: datetime,
    until: datetime,
    now: datetime,
    *,
    supervised: bool,
) -> None:
    """NotAllowed where the theatre's rule does not let these seats be kept until then, BadInput
    where there are none, or nobody could be found again."""
    if not rule.most_seats:
        raise NotAllowed("This theatre keeps no seats for people who pay later.")
    if rule.supervised and not supervised:
        raise NotAllowed("Only a supervisor reserves seats here.")
    if len(held.seats) > rule.most_seats:
        raise NotAllowed(f"One reservation has at most {rule.most_seats} seats.")
    if not held.seats:
        raise BadInput("A reservation is for seats; items alone are paid when they are taken.")
    check_until(rule, starts_at, until, now, supervised=supervised)
    if not held.customer.name and not held.customer.phone:
        raise BadInput("Say who the seats are kept for: a name or a phone number.")


def check_reserved(booking: Booking) -> None:
    """WrongState for what is no reservation that waits for its payment."""
    if not booking.reserved_by or booking.state is not BookingState.PENDING:
        raise WrongState("This is no reservation that waits to be paid.")


def already_released(booking: Booking, line_ids: Collection[str]) -> bool:
    """Whether all of these lines were let go before."""
    states = {line.line_id: line.state for line in booking.lines}
    return all(states.get(line_id) is LineState.RELEASED for line_id in line_ids)


def waits_for_collection(booking: Booking, paid_by: Collection[PaymentKind]) -> bool:
    """Whether a booking's tickets are still to be handed over at the counter: of who said so, or
    paid from elsewhere."""
    wanted = booking.customer.collects or PaymentKind.ONLINE in paid_by
    is_paid = booking.state is BookingState.CONFIRMED
    return is_paid and wanted and booking.collected_at is None
