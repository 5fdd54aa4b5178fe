"""Holds, bookings and tickets: who has which seats of a show."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

from boxoffice.model.money import Money


class BookingState(IntEnum):
    """The contract's booking_status."""

    HELD = 0
    PENDING = 1
    CONFIRMED = 2
    CANCELLED = 3
    EXPIRED = 4
    REFUNDED = 5
    REFUND_PENDING = 6


class LineState(StrEnum):
    """A line that leaves ACTIVE frees its seat. RELEASED: a reservation's, never paid."""

    ACTIVE = "active"
    SWAPPED = "swapped"
    REFUNDED = "refunded"
    RELEASED = "released"


class LineKind(StrEnum):
    """What a line is for; only a seat has tickets, locks and claims."""

    SEAT = "seat"
    ITEM = "item"
    FEE = "fee"


class ConfirmOutcome(StrEnum):
    """What became of a captured payment: it confirmed its booking, or must be given back."""

    CONFIRMED = "confirmed"
    REFUND = "refund"


@dataclass(frozen=True, slots=True)
class TaxPart:
    """One named tax in a price, such as CGST at 900 basis points."""

    name: str
    rate_bp: int
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Line:
    """One seat of a booking, one piece of an item, or one fee. `price` includes the `tax` parts;
    `net_minor` is before tax. The price is what `taken_off_minor`, which `discount` took off,
    leaves of the list price.

    An item or fee has no seat: `code` and `name` say which it is, and `of_line` is the id of the
    ticket's line that it belongs to (empty: to the whole booking).
    """

    line_id: str
    seat_uid: str
    seat_id: str
    category_id: int
    ticket_type: str
    price: Money
    net_minor: int
    tax: tuple[TaxPart, ...]
    state: LineState = LineState.ACTIVE
    kind: LineKind = LineKind.SEAT
    code: str = ""
    name: str = ""
    of_line: str = ""
    discount: str = ""
    taken_off_minor: int = 0

    @property
    def list_price(self) -> Money:
        """The price before a discount code took anything off."""
        return Money(self.price.amount_minor + self.taken_off_minor, self.price.currency)


@dataclass(frozen=True, slots=True)
class SeatChoice:
    """A seat somebody wants, and as what; an empty `ticket_type` is the theatre's first."""

    seat_id: str
    ticket_type: str = ""


@dataclass(frozen=True, slots=True)
class ItemChoice:
    """So many pieces of an item."""

    code: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Stock:
    """What a theatre has of an item, by the item's code."""

    item: str
    pieces: int


@dataclass(frozen=True, slots=True)
class HoldRequest:
    """Seats wanted for some minutes: all or none.

    With a `token`, one asker's same request gets the same answer and one for other seats
    KeyReused; without one every call is a new hold. `asker` is who really asks: a signed-in id,
    or an address. `user_id` says for whom the hold is and proves nothing. `category_id` 0 lets
    the seats span categories. `guest` chooses the hold time. `house`: seats that are
    blocked for the house may be among them. `codes` are discount codes.
    """

    show_id: int
    seats: tuple[SeatChoice, ...]
    user_id: str
    category_id: int = 0
    token: str = ""
    guest: bool = False
    asker: str = ""
    house: bool = False
    codes: tuple[str, ...] = ()
    items: tuple[ItemChoice, ...] = ()


@dataclass(frozen=True, slots=True)
class Buyer:
    """The firm that an invoice is made out to; without a `gstin` nobody in particular."""

    gstin: str = ""
    name: str = ""


NOBODY = Buyer()


@dataclass(frozen=True, slots=True)
class Customer:
    """Who a booking is for, as far as they said: what it is found by. `phone` is E.164. With
    `collects` the tickets wait for them at the counter."""

    name: str = ""
    phone: str = ""
    mail: str = ""
    collects: bool = False


UNKNOWN_CUSTOMER = Customer()


@dataclass(frozen=True, slots=True)
class Booking:
    """A hold or a booking. The `booking_id` is unguessable and is the key to it.

    `number` (8 characters with a check character) is what people use; a hold has none yet.
    `hold_id` is the public handle watchers see. `expires_at` is the hold's or claim's deadline.
    `paid` is captured minus refunded money. `codes` are a hold's discount codes, also those that
    take nothing off its seats as they are; of a booking, those that took something off. `invoice`
    is its number once it is CONFIRMED, made out to `buyer`. `reserved_by` is the id of whoever let
    it be paid later (empty: nobody), `collected_by` the name of whoever handed its tickets over.
    """

    booking_id: str
    hold_id: str
    number: str
    show_id: int
    theatre_id: str
    user_id: str
    state: BookingState
    lines: tuple[Line, ...]
    total: Money
    paid: Money
    created_at: datetime
    updated_at: datetime
    expires_at: datetime | None
    version: int
    codes: tuple[str, ...] = ()
    buyer: Buyer = NOBODY
    invoice: str = ""
    customer: Customer = UNKNOWN_CUSTOMER
    reserved_by: str = ""
    collected_at: datetime | None = None
    collected_by: str = ""

    @property
    def active_lines(self) -> tuple[Line, ...]:
        """The lines that it has now: what its total is over."""
        return tuple(line for line in self.lines if line.state is LineState.ACTIVE)

    @property
    def seat_lines(self) -> tuple[Line, ...]:
        """The lines that are seats, also those that were given back."""
        return tuple(line for line in self.lines if line.kind is LineKind.SEAT)

    @property
    def seats(self) -> tuple[Line, ...]:
        """The lines of the seats that it has now."""
        return tuple(line for line in self.seat_lines if line.state is LineState.ACTIVE)


@dataclass(frozen=True, slots=True)
class HoldAnswer:
    """A refused hold is an answer: `booking` is None and `gone` names the seats (seat ids)."""

    booking: Booking | None
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PaidAmount:
    """A captured payment as Booking hears of it; `payment_id` makes hearing it twice harmless."""

    payment_id: str
    amount: Money


@dataclass(frozen=True, slots=True)
class HoldView:
    """A hold as every watcher sees it: a public handle, its deadline, its seats' indexes."""

    hold_id: str
    expires_at: datetime
    indexes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SeatChange:
    """One seat's new state; `hold_id` and `expires_at` while it is held."""

    index: int
    seat_id: str
    state: int
    hold_id: str = ""
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SeatSnapshot:
    """All seats of a show at one version: one byte a seat in the layout's seat order."""

    show_id: int
    layout_id: str
    epoch: str
    version: int
    server_time: datetime
    states: bytes
    holds: tuple[HoldView, ...]


@dataclass(frozen=True, slots=True)
class SeatDelta:
    """What changed between `version` - 1 and `version`."""

    show_id: int
    version: int
    changes: tuple[SeatChange, ...]


@dataclass(frozen=True, slots=True)
class SeatUpdate:
    """One message of a show's seat stream: exactly one of the two is set."""

    snapshot: SeatSnapshot | None = None
    delta: SeatDelta | None = None


class OfferPlace(StrEnum):
    """Where offered seats lie, to be read aloud."""

    MIDDLE = "middle"
    LEFT = "left"
    RIGHT = "right"
    AISLE = "aisle"
    SPLIT = "split"
    STANDING = "standing"


@dataclass(frozen=True, slots=True)
class SeatOffer:
    """Free seats that would suit. `rows_nearer` counts rows from the first offer to the screen
    (negative: further back)."""

    seat_ids: tuple[str, ...]
    category_id: int
    total: Money
    row: str
    place: OfferPlace
    rows_nearer: int


@dataclass(frozen=True, slots=True)
class Ticket:
    """A signed ticket for one line; `text` is what the QR code holds."""

    booking_id: str
    line_id: str
    seat_id: str
    ticket_type: str
    serial: int
    text: str


@dataclass(frozen=True, slots=True)
class TicketCheck:
    """What a signed text says once its signature holds."""

    key_id: str
    show_id: int
    seat_uid: str
    booking_number: str
    serial: int
    expires_at: datetime
