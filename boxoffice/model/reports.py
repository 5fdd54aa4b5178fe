"""What a theatre reports of a day of business: what was collected, and its register."""

from dataclasses import dataclass
from datetime import date, datetime

from boxoffice.model.booking import TaxPart
from boxoffice.model.money import Money
from boxoffice.model.payment import PaymentKind
from boxoffice.model.shift import EntryKind, ShiftReport


@dataclass(frozen=True, slots=True)
class CollectionRow:
    """What one category of one show came to. `net_minor` and the tax make up `gross`."""

    title: str
    show_id: int
    starts_at: datetime
    screen_name: str
    category: str
    tickets: int
    gross: Money
    tax: tuple[TaxPart, ...]
    net_minor: int


@dataclass(frozen=True, slots=True)
class CollectionReport:
    """The distributors' daily collection report: each show of a day, by film and category."""

    theatre_name: str
    day: date
    rows: tuple[CollectionRow, ...]


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One change of money, or what happened to a drawer. `till` and `who` are empty for money that
    came online."""

    at: datetime
    kind: EntryKind
    tender: PaymentKind
    amount: Money
    booking_number: str
    till: str
    who: str
    reason: str


@dataclass(frozen=True, slots=True)
class SoldLine:
    """When a booking's line was paid for, or exchanged for."""

    line_id: str
    booking_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RegisterTicket:
    """One ticket that was sold on the day: when, where (`till` empty: online, or exchanged for with
    nothing to pay, then without `tenders`), how the day's money for its booking was paid.
    What was sold beside it is one without a seat, by its own name."""

    at: datetime
    booking_number: str
    till: str
    tenders: tuple[PaymentKind, ...]
    title: str
    starts_at: datetime | None
    seat_id: str
    ticket_type: str
    gross: Money
    tax: tuple[TaxPart, ...]
    net_minor: int
    given_back: bool


@dataclass(frozen=True, slots=True)
class DayRegister:
    """A day's cash register: all money that moved, by time; the tickets it was for; the shifts."""

    theatre_name: str
    day: date
    rows: tuple[RegisterRow, ...]
    tickets: tuple[RegisterTicket, ...]
    shifts: tuple[ShiftReport, ...]
