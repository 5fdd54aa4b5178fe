"""What services tell each other after the fact."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class EventKind(StrEnum):
    """What happened."""

    BOOKING_CHANGED = "booking_changed"
    PAYMENT_CAPTURED = "payment_captured"
    REFUND_DUE = "refund_due"
    PAYMENT_REFUNDED = "payment_refunded"
    #: These four are about what a person must see to.
    AMOUNT_WRONG = "amount_wrong"
    PAYMENT_UNKNOWN = "payment_unknown"
    PROVIDER_SILENT = "provider_silent"
    REFUND_STUCK = "refund_stuck"
    #: Somebody is to be sent a booking's tickets: `channel` and `to` are in the body.
    TICKETS_WANTED = "tickets_wanted"
    #: The time to pay a reservation is nearly over.
    RESERVATION_ENDS = "reservation_ends"
    SHOW_CHANGED = "show_changed"
    LAYOUT_PUBLISHED = "layout_published"


@dataclass(frozen=True, slots=True)
class Event:
    """One fact. Events of one `subject` (a booking id, show id …) stay in order.

    `body` is a JSON object as text; `event_id` is unique, so that a receiver can tell repeats.
    """

    event_id: str
    kind: EventKind
    subject: str
    theatre_id: str
    at: datetime
    body: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person at a theatre must see to, such as a refund that is owed.

    `subject` is the id of the payment it is about; empty where none is known. An empty
    `theatre_id`: nobody knows whose money it is.
    """

    notice_id: str
    theatre_id: str
    kind: EventKind
    subject: str
    text: str
    at: datetime
