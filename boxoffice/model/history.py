"""What happened to one seat of one show: who held it, bought it, printed its ticket, and when."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from boxoffice.model.booking import BookingState
from boxoffice.model.money import Money


class SeatStep(StrEnum):
    """One thing that happened. CHANGED is any other step of the audit, which the note names."""

    HELD = "held"
    LET_GO = "let_go"
    HOLD_EXPIRED = "hold_expired"
    CLAIMED = "claimed"
    RESERVED = "reserved"
    EXTENDED = "extended"
    COLLECTED = "collected"
    PAID = "paid"
    SOLD = "sold"
    GIVEN_BACK = "given_back"
    LEFT = "left"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    MOVED = "moved"
    REPRINTED = "reprinted"
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class SeatEvent:
    """`by` is a user id, an address, or what acted by itself (payment, deadline); `number` the
    booking's, `amount` the money that came or went, `note` a block's reason."""

    at: datetime
    step: SeatStep
    by: str
    number: str = ""
    amount: Money | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class AuditStep:
    """One row of the bookings' audit; `seats` are the uids that the booking had after it.
    `number` and `hold_id` are empty where it is about seats alone."""

    at: datetime
    actor: str
    action: str
    booking_id: str
    number: str
    hold_id: str
    new_state: BookingState | None
    seats: tuple[str, ...]
    amount: Money | None


@dataclass(frozen=True, slots=True)
class HoldStep:
    """A hold took a seat, or with `taken` False left it; `ends_at` is its deadline then."""

    at: datetime
    hold_id: str
    by: str
    taken: bool
    ends_at: datetime | None
