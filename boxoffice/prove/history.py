"""What a run lived through: what clients asked and heard, what died, and what SQL says in the end.

Times are seconds of one steady clock that every process of a run shares.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from boxoffice.model.booking import BookingState
from boxoffice.model.payment import PaymentState


class Act(StrEnum):
    """What a client can ask for."""

    HOLD = "hold"
    AMEND = "amend"
    EXTEND = "extend"
    RELEASE = "release"
    PAY = "pay"
    REFUND = "refund"
    LOOK = "look"
    COUNT = "count"


class Outcome(StrEnum):
    """UNKNOWN: nobody heard whether it took effect."""

    DONE = "done"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Call:
    """One call of one client.

    `key` is a hold's token or a payment's idempotency key: calls with the same one are one
    command, asked again. `booking_id` is the one asked about, of a hold the one answered. `seats`
    are those asked for, `held` those that the answer says the booking has, and `gone` those that a
    refusal names. `seen` is what a LOOK told: model.layout.SeatState by seat id; `counts` what a
    COUNT did: available, held, pending, sold and blocked seats. `answered_at` of
    an UNKNOWN call is when its client stopped waiting; inf when it died. A PAY is DONE when it was
    answered with a CONFIRMED booking, and UNKNOWN while its payment is open. A release that found
    nothing to let go is REFUSED. A REFUND gives its `seats` of a paid booking back.
    """

    client: str
    act: Act
    show_id: int
    asked_at: float
    answered_at: float = math.inf
    outcome: Outcome = Outcome.UNKNOWN
    key: str = ""
    booking_id: str = ""
    hold_id: str = ""
    seats: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    code: str = ""
    seen: Mapping[str, int] = field(default_factory=dict)
    counts: tuple[int, ...] = ()


class Trouble(StrEnum):
    """KILLED: a server's process ended at once and lost all holds. ENDED: it was told to end and
    may have written its holds down. PAUSED: it stood still, or nobody reached it."""

    KILLED = "killed"
    ENDED = "ended"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Outage:
    """What befell the server between these times, or the line of one `client` alone."""

    trouble: Trouble
    began_at: float
    ended_at: float
    client: str = ""


@dataclass(frozen=True, slots=True)
class Sight:
    """What a watcher's picture of a show became without its asking: `states` has one byte a seat
    in the layout's order; `holds` are the public handles in it. It lasts until the watcher's next
    one, of which the last is written when it stops watching."""

    client: str
    show_id: int
    at: float
    epoch: str
    version: int
    states: bytes
    holds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Terms:
    """What the run was set up with. `seats` are each show's seat ids in the layout's order."""

    hold_seconds: float
    claim_seconds: float
    seats: Mapping[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class History:
    """One run, as its clients and its nemesis wrote it down."""

    terms: Terms
    calls: tuple[Call, ...]
    outages: tuple[Outage, ...] = ()
    sights: tuple[Sight, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptBooking:
    """A booking as SQL has it; `seats` are the seat ids of its active lines, `prices_minor` the
    prices of these, and `given_back` the seats that it has no more."""

    booking_id: str
    show_id: int
    state: BookingState
    seats: tuple[str, ...]
    prices_minor: tuple[int, ...]
    currency: str
    total_minor: int
    paid_minor: int
    version: int
    given_back: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptClaim:
    """A seat's owner in SQL: `sold` for good, or until a deadline. Active ones alone."""

    show_id: int
    seat_id: str
    booking_id: str
    sold: bool


@dataclass(frozen=True, slots=True)
class KeptStep:
    """One row of the bookings' audit, in the order of their commits."""

    booking_id: str
    show_id: int
    old_state: BookingState
    new_state: BookingState
    version: int
    seats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeptPayment:
    """A payment as SQL has it, under its operation's key; so much of it went or goes back."""

    payment_id: str
    booking_id: str
    key: str
    amount_minor: int
    currency: str
    state: PaymentState
    refunded_minor: int = 0

    @property
    def kept_minor(self) -> int:
        """What the cinema keeps of it, once it is captured."""
        return self.amount_minor - self.refunded_minor


@dataclass(frozen=True, slots=True)
class Books:
    """What SQL says once everything has come to rest. `shown` is how each show's seats are told
    to people then, where somebody asked: one model.layout.SeatState a seat; `counted` how many are
    told to be available, held, pending, sold and blocked."""

    bookings: Mapping[str, KeptBooking]
    claims: tuple[KeptClaim, ...]
    steps: tuple[KeptStep, ...]
    payments: tuple[KeptPayment, ...]
    shown: Mapping[int, bytes] = field(default_factory=dict)
    counted: Mapping[int, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that must never happen, did. `seat` is (show id, seat id) where it is about one."""

    rule: str
    words: str
    booking_id: str = ""
    seat: tuple[int, str] | None = None
