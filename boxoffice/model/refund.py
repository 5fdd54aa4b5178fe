"""Money that is given back for lines of a booking: whole or in part, by the tender it came by."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from boxoffice.model.booking import Booking
from boxoffice.model.money import Money
from boxoffice.model.payment import PaymentKind, Tender


class RefundState(StrEnum):
    """DUE: on its way, or not asked of its provider yet. DONE: the customer has it."""

    DUE = "due"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class RefundPart:
    """How much of one payment goes back."""

    payment_id: str
    kind: PaymentKind
    amount: Money


@dataclass(frozen=True, slots=True)
class RefundPlan:
    """What giving these lines back comes to. `line_ids` has whatever goes with what was chosen,
    such as a ticket's fee."""

    booking_id: str
    line_ids: tuple[str, ...]
    amount: Money
    parts: tuple[RefundPart, ...]


@dataclass(frozen=True, slots=True)
class Refund:
    """A part of one payment that was or will be given back. `by` asked for it at `at`;
    `approved_by` is the supervisor who said yes with a PIN, empty where none had to. Money that
    pays for another booking instead is `moved_to` that one."""

    refund_id: str
    booking_id: str
    payment_id: str
    kind: PaymentKind
    amount: Money
    state: RefundState
    line_ids: tuple[str, ...]
    at: datetime
    by: str
    approved_by: str = ""
    moved_to: str = ""


@dataclass(frozen=True, slots=True)
class CreditNote:
    """What an invoice is reduced by, with a number of a series of its own. `line_ids` are the lines
    of the booking that it is for; the tax in them is theirs."""

    number: str
    invoice: str
    booking_id: str
    line_ids: tuple[str, ...]
    amount: Money
    at: datetime


@dataclass(frozen=True, slots=True)
class RefundOrder:
    """Who asks for a refund at which counter, once under `key`. `approved_by` as for a Refund;
    `restocks` says that items among the lines can be sold again.

    With a `hold_id`, which is a hold's booking id, the lines are exchanged for what that holds, and
    the `tenders` pay the difference; without `gives_back` one that would give money back is
    refused.
    """

    booking_id: str
    line_ids: tuple[str, ...]
    key: str
    by: str
    approved_by: str = ""
    till: str = ""
    hold_id: str = ""
    tenders: tuple[Tender, ...] = ()
    restocks: bool = False
    gives_back: bool = True


@dataclass(frozen=True, slots=True)
class GivenBack:
    """What a booking gave up once under a key: its lines, and the money they had cost. What they
    were exchanged for costs `taken` and is in `target`: the same booking in the same show, else one
    of its own; None where they were given back."""

    booking: Booking
    line_ids: tuple[str, ...]
    amount: Money
    taken: Money
    target: Booking | None = None


@dataclass(frozen=True, slots=True)
class ExchangePlan:
    """What exchanging lines for what is held comes to: they had cost `credit`, the new ones cost
    `price`; `due` is to be paid, `back` is given back by tender. At most one of these is more than
    nothing. `same_show` says that the booking keeps its number."""

    line_ids: tuple[str, ...]
    credit: Money
    price: Money
    due: Money
    back: Money
    parts: tuple[RefundPart, ...]
    same_show: bool
