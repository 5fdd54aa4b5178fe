"""The history of one seat, from the audit of bookings and the log of holds."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from boxoffice.model.booking import BookingState
from boxoffice.model.history import AuditStep, HoldStep, SeatEvent, SeatStep

#: A hold that ends so shortly before its deadline ended by it: two clocks were read.
AT_DEADLINE = timedelta(seconds=0.5)
BLOCK, UNBLOCK = "block", "unblock"
_STEPS = {
    "claim": SeatStep.CLAIMED,
    "reserve": SeatStep.RESERVED,
    "extend": SeatStep.EXTENDED,
    "collect": SeatStep.COLLECTED,
    "refund": SeatStep.GIVEN_BACK,
    "expired": SeatStep.EXPIRED,
    "cancelled": SeatStep.CANCELLED,
    "move": SeatStep.MOVED,
    "reprint": SeatStep.REPRINTED,
    UNBLOCK: SeatStep.UNBLOCKED,
}


def seat_history(
    uid: str, audit: Iterable[AuditStep], holds: Iterable[HoldStep]
) -> tuple[SeatEvent, ...]:
    """What happened to the seat, oldest first. `audit` has, in their order, all steps of the
    bookings that ever had it; `holds` are about it alone."""
    steps = tuple(audit)
    claimed: dict[str, datetime] = {}
    for step in steps:
        claimed.setdefault(step.hold_id, step.at)
    events = [*_of_holds(holds, claimed), *_of_audit(uid, steps)]
    return tuple(sorted(events, key=lambda event: event.at))


def _of_audit(uid: str, steps: Iterable[AuditStep]) -> Iterator[SeatEvent]:
    had: dict[str, bool] = {}
    for step in steps:
        before, has = had.get(step.booking_id, False), uid in step.seats
        had[step.booking_id] = has and bool(step.booking_id)
        if not before and not has:
            continue
        kind, note = _kind(step, left=before and not has)
        yield SeatEvent(step.at, kind, step.actor, step.number, step.amount, note)


def _kind(step: AuditStep, *, left: bool) -> tuple[SeatStep, str]:
    """What a row of the audit is to the seat, and its note."""
    action, _, reason = step.action.partition(" ")
    if left:
        return SeatStep.LEFT, step.action
    if action == BLOCK:
        return SeatStep.BLOCKED, reason
    if action == "payment":
        sold = step.new_state is BookingState.CONFIRMED
        return (SeatStep.SOLD if sold else SeatStep.PAID), ""
    known = _STEPS.get(action)
    return (known, "") if known else (SeatStep.CHANGED, step.action)


def _of_holds(holds: Iterable[HoldStep], claimed: Mapping[str, datetime]) -> Iterator[SeatEvent]:
    """Holds that a seat was given and left; from its claim on a booking's tale is the audit's."""
    current, ends_at = "", None
    for step in holds:
        claimed_at = claimed.get(step.hold_id)
        if step.taken:
            if step.hold_id != current and (claimed_at is None or step.at <= claimed_at):
                yield SeatEvent(step.at, SeatStep.HELD, step.by)
            current, ends_at = step.hold_id, step.ends_at
        elif step.hold_id == current:
            over = ends_at is not None and step.at >= ends_at - AT_DEADLINE
            if claimed_at is None or step.at < claimed_at:
                kind = SeatStep.HOLD_EXPIRED if over else SeatStep.LET_GO
                yield SeatEvent(step.at, kind, "" if over else step.by)
            current = ""
