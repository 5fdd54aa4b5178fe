"""A cancelled show and its bookings: what was asked for each, and how it stands."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from boxoffice.model.booking import Customer
from boxoffice.model.money import Money
from boxoffice.model.payment import PaymentKind
from boxoffice.model.user import Channel


class Remedy(StrEnum):
    """What can be done about a booking: its money given back, seats of another show, a message."""

    REFUND = "refund"
    MOVE = "move"
    NOTIFY = "notify"


class TaskState(StrEnum):
    """WAITING is asked for and gone on with until it is DONE, or FAILED for a reason."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


class Outcome(StrEnum):
    """How a booking of a cancelled show stands. UNPAID may still be paid or expire; UNDER_WAY is
    asked for; FAILED was, and says why not; REFUND_DUE is on its way through a provider."""

    UNPAID = "unpaid"
    OPEN = "open"
    UNDER_WAY = "under_way"
    FAILED = "failed"
    REFUND_DUE = "refund_due"
    REFUNDED = "refunded"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class TenderSum:
    """What was paid by one kind of tender, given back or not."""

    kind: PaymentKind
    amount: Money


@dataclass(frozen=True, slots=True)
class CancelledBooking:
    """One booking. `goes_back` says whether its money goes back by itself; else its customer gets
    it at the counter. `reason` is why what was asked failed, `to_show_id` the show that it was
    moved to (0: none). `told` is None while nobody asked to tell the customer; `subject` and
    `words` are what they are told at `contact`, which is empty where nothing reaches them, and
    `untold` is why that failed."""

    booking_id: str
    number: str
    customer: Customer
    seat_ids: tuple[str, ...]
    money: tuple[TenderSum, ...]
    outcome: Outcome
    goes_back: bool
    reason: str
    to_show_id: int
    told: TaskState | None
    untold: str
    contact: str
    subject: str
    words: str


@dataclass(frozen=True, slots=True)
class CancelledShow:
    """A show with its bookings by number. One that is not cancelled says whom cancelling it would
    touch. `reason`, `by` and `at` are what is known of the cancelling."""

    show_id: int
    is_cancelled: bool
    reason: str
    by: str
    at: datetime | None
    bookings: tuple[CancelledBooking, ...]


@dataclass(frozen=True, slots=True)
class CancelledNote:
    """A cancelled show and why it is."""

    show_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class RemedyOrder:
    """What is asked for bookings of a cancelled show; no booking named means all that it can be
    done for. `to_show_id` is where they are moved to; a voucher's money is counted in the shift of
    `by` at `till`."""

    show_id: int
    remedy: Remedy
    by: str
    booking_ids: tuple[str, ...] = ()
    to_show_id: int = 0
    till: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """What was asked for one booking, by whom and when. `look_at` is when it is gone on with next,
    after `tries` in vain; `version` counts its changes. A move has the seats of `hold_id`, which
    becomes the new booking's id; a message is sent to `contact` over `channel` as it was worded
    when it was asked for."""

    show_id: int
    booking_id: str
    remedy: Remedy
    by: str
    till: str
    at: datetime
    look_at: datetime
    state: TaskState = TaskState.WAITING
    reason: str = ""
    tries: int = 0
    version: int = 1
    to_show_id: int = 0
    hold_id: str = ""
    channel: Channel = Channel.MAIL
    contact: str = ""
    subject: str = ""
    text: str = ""

    @property
    def key(self) -> str:
        """The same for the same show, booking and remedy, whoever asks again."""
        return f"cancelled {self.show_id} {self.booking_id} {self.remedy}"


class CancelledShowDesk(Protocol):
    """Between the services: cancels shows, and sees to their bookings until all are dealt with.
    What was asked is gone on with by itself, also by the next process, and acts once."""

    async def cancel(self, show_id: int, reason: str, by: str) -> CancelledShow:
        """Cancel a show; once more changes nothing. NotFound, BadInput without a reason."""
        ...

    async def cancelled(self, theatre_id: str) -> tuple[CancelledNote, ...]:
        """A theatre's cancelled shows of late and to come, the latest first."""
        ...

    async def of_show(self, show_id: int) -> CancelledShow:
        """A show's bookings as they stand; NotFound."""
        ...

    async def order(self, order: RemedyOrder) -> CancelledShow:
        """Ask for something; bookings for which it cannot be done, or was asked, stay as they
        are. WrongState for a show that is not cancelled, BadInput for a show that nobody can be
        moved to, NotFound."""
        ...
