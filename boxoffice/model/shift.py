"""Shifts: one user's till session at one counter, its drawer, and how it was closed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from boxoffice.model.money import Money
from boxoffice.model.payment import PaymentKind


@dataclass(frozen=True, slots=True)
class AtCounter:
    """Where a sale is made and what it took: `till` names the counter (empty: none is known),
    `keys` counts key presses and clicks up to the payment, `took_ms` milliseconds from the first
    of them (0: nobody counted)."""

    till: str = ""
    keys: int = 0
    took_ms: int = 0


NO_COUNTER = AtCounter()


class EntryKind(StrEnum):
    """What happened at a till. OPENED carries the float, CLOSED what was counted."""

    OPENED = "opened"
    TAKEN = "taken"
    RETURNED = "returned"
    PAID_IN = "paid_in"
    PAID_OUT = "paid_out"
    NO_SALE = "no_sale"
    CLOSED = "closed"


class CashMove(StrEnum):
    """What a clerk does with the drawer beside selling."""

    PAY_IN = "pay_in"
    PAY_OUT = "pay_out"
    NO_SALE = "no_sale"


@dataclass(frozen=True, slots=True)
class ShiftEntry:
    """One thing that happened in a shift. `tender` is cash for all but payments."""

    kind: EntryKind
    tender: PaymentKind
    amount: Money
    at: datetime
    by: str
    reason: str = ""
    payment_id: str = ""


@dataclass(frozen=True, slots=True)
class Pile:
    """So many notes or coins of one value in minor units."""

    value_minor: int
    count: int


@dataclass(frozen=True, slots=True)
class TenderFigures:
    """What was taken and given back by one tender, and how often."""

    tender: PaymentKind
    taken_count: int
    taken: Money
    returned_count: int
    returned: Money


@dataclass(frozen=True, slots=True)
class ShiftFigures:
    """A shift in numbers. `expected_cash` is float + taken - returned + paid in - paid out; None
    while whoever counts the drawer must not know it. `counted_sales` took `keys` and `took_ms`
    together. `items_minor` of what the sales came to was for items, whatever went back later."""

    tenders: tuple[TenderFigures, ...]
    opening_float: Money
    paid_in: Money
    paid_out: Money
    no_sales: int
    sales: int
    counted_sales: int
    keys: int
    took_ms: int
    expected_cash: Money | None = None
    items_minor: int = 0


class UnfinishedKind(StrEnum):
    """What keeps a shift from closing: a booking that waits for its money, a UPI payment of which
    nobody knows whether it was paid, money that is owed back over the counter."""

    PENDING_BOOKING = "pending_booking"
    UNKNOWN_UPI = "unknown_upi"
    REFUND_OWED = "refund_owed"


@dataclass(frozen=True, slots=True)
class Unfinished:
    """One thing that is not done. `booking_number` is what people call the booking."""

    kind: UnfinishedKind
    booking_number: str
    amount: Money
    since: datetime


@dataclass(frozen=True, slots=True)
class Shift:
    """One shift. `opened_by_sale`: nobody opened it, so that it began without a float.

    While it is open `z_number` is 0 and what is said of its closing is empty. `approved_by` let it
    close with unfinished work. Names are the people's, where the gateway knows them.
    """

    shift_id: str
    theatre_id: str
    user_id: str
    till: str
    currency: str
    opened_at: datetime
    opened_by_sale: bool
    z_number: int = 0
    closed_at: datetime | None = None
    closed_by: str = ""
    counted: Money | None = None
    piles: tuple[Pile, ...] = ()
    approved_by: str = ""
    countersigned_by: str = ""
    countersigned_at: datetime | None = None
    user_name: str = ""
    approved_name: str = ""
    countersigned_name: str = ""


@dataclass(frozen=True, slots=True)
class ShiftReport:
    """X while the shift is open, Z once it is closed: then it never changes, save that it is
    countersigned. `moves` are pay-ins, pay-outs and no-sales, oldest first."""

    shift: Shift
    figures: ShiftFigures
    moves: tuple[ShiftEntry, ...]
    unfinished: tuple[Unfinished, ...]
    difference: Money | None = None


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """One change of money of a day, or what happened to a drawer. `booking_id` is empty for the
    latter. `in_shift` says whether a shift has counted it; money that comes online is in none."""

    at: datetime
    kind: EntryKind
    tender: PaymentKind
    amount: Money
    booking_id: str
    till: str = ""
    user_id: str = ""
    in_shift: bool = False
    reason: str = ""
