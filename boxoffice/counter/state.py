"""What a sale looks like at one moment: frozen values that the widgets draw."""

from dataclasses import dataclass
from enum import StrEnum

from boxoffice.model.booking import Booking, ItemChoice, SeatChoice, SeatOffer
from boxoffice.model.layout import Layout
from boxoffice.model.money import Money, minor_digits
from boxoffice.model.payment import Payment, Tender
from boxoffice.model.show import ShowListing
from boxoffice.rules.concessions import items_of


class Stage(StrEnum):
    """How far a sale has come."""

    CHOOSING = "choosing"
    BASKET = "basket"
    REFUSED = "refused"
    CASH = "cash"
    CARD = "card"
    VOUCHER = "voucher"
    SPLIT = "split"
    UPI = "upi"
    DONE = "done"


#: Pages that take money, and those of them on which letters are a code's.
PAYING = frozenset({Stage.CASH, Stage.CARD, Stage.VOUCHER, Stage.SPLIT, Stage.UPI})
LETTERED = frozenset({Stage.CARD, Stage.VOUCHER})


class Step(StrEnum):
    """What is being asked of the box office right now."""

    OPENING = "opening"
    HOLDING = "holding"
    RELEASING = "releasing"
    PAYING = "paying"


class NoticeKind(StrEnum):
    """What the clerk must be told; the widgets have the words."""

    TOLD = "told"
    NO_SHOW = "no_show"
    HOLD_OVER = "hold_over"
    HELD_AGAIN = "held_again"
    NO_WAY_BACK = "no_way_back"
    NO_OFFERS = "no_offers"
    NOTHING_TO_KEEP = "nothing_to_keep"
    NOTHING_TYPED = "nothing_typed"
    TAKE_A_WAY_ON = "take_a_way_on"
    SEATS_HELD = "seats_held"
    CASH_OPEN = "cash_open"
    CHOOSE_PART = "choose_part"
    CODE_MISSING = "code_missing"
    NEVER_OVER = "never_over"
    UPI_ONCE = "upi_once"
    UPI_OPEN = "upi_open"
    UPI_UNKNOWN = "upi_unknown"
    UPI_UNDECIDED = "upi_undecided"
    VOID_CARD = "void_card"
    VOUCHER_EMPTY = "voucher_empty"
    VOUCHER_TWICE = "voucher_twice"
    ALL_SOLD = "all_sold"
    UNUSED_KEY = "unused_key"
    NO_CODE = "no_code"
    NONE_FREE = "none_free"
    NOT_FREE = "not_free"
    CHOOSE_FIRST = "choose_first"
    BASKET_OPEN = "basket_open"
    SWAPPING = "swapping"
    ESC_AGAIN = "esc_again"
    SHORT = "short"
    UNKNOWN_PAYMENT = "unknown_payment"
    TOTAL_CHANGED = "total_changed"
    GIVE_BACK = "give_back"
    GIVEN_UP = "given_up"
    RECOVERS = "recovers"
    RECOVERED = "recovered"
    RECOVERED_PAID = "recovered_paid"
    RECOVERED_UNPAID = "recovered_unpaid"
    NONE_PARKED = "none_parked"
    NOT_PARKED = "not_parked"
    PARKED_FULL = "parked_full"
    PARKED_GONE = "parked_gone"
    RESERVED = "reserved"
    TOO_MANY_KEYS = "too_many_keys"
    FAULT = "fault"


#: What Esc answers with giving up what the notice speaks of.
ARMED = frozenset({NoticeKind.ESC_AGAIN, NoticeKind.UPI_UNDECIDED})
#: What is said of a sale that an earlier run of the program left.
RECOVERY = frozenset(
    {
        NoticeKind.RECOVERS,
        NoticeKind.RECOVERED,
        NoticeKind.RECOVERED_PAID,
        NoticeKind.RECOVERED_UNPAID,
        NoticeKind.PARKED_GONE,
    }
)


@dataclass(frozen=True, slots=True)
class Notice:
    """One message. `words` are the server's own, a key, or approval codes; `count` and `amount`
    where the kind has one, `void` is what to void at the terminal beside it."""

    kind: NoticeKind
    words: str = ""
    seat_ids: tuple[str, ...] = ()
    count: int = 0
    amount: Money | None = None
    void: Money | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Seats that went to somebody else. `left` are the wanted ones still free, `left_total` what
    they cost, `standing` whether an earlier hold still stands, `at` steady seconds."""

    gone: tuple[str, ...]
    left: tuple[str, ...]
    left_total: Money
    standing: bool
    at: float


@dataclass(frozen=True, slots=True)
class Sold:
    """A sale that is done: what was handed over in all, the change of it, and by which tenders.
    `voucher_left` is what stays on the voucher that paid a part."""

    booking: Booking
    listing: ShowListing
    layout: Layout
    given: Money
    change: Money
    tenders: tuple[Tender, ...] = ()
    voucher_left: Money | None = None


@dataclass(frozen=True, slots=True)
class Parked:
    """A basket put aside, and how often its hold was kept on."""

    listing: ShowListing
    booking: Booking
    kept_on: int = 0


@dataclass(frozen=True, slots=True)
class SaleState:
    """Everything about the sale in hand.

    `typed` is a seat count whose digits are still coming, `count` the last one asked for,
    `offer` the index of the offer that is held (-1: seats by hand). `over` says that the hold's
    time has ended and the basket only remembers it. `line` is the line letters act on. `coding`
    says that a discount code is being typed. `given` is the amount as typed, in major units.
    `code` is an approval code or a voucher's as typed, `parts` what a split sale has collected,
    `asked_minor` the part that is being asked for (0: all that is due), `upi` the payment that is
    waited for, as it was last seen. `parked` are baskets put aside. `unknown` says that a payment
    was asked for and its answer lost. `stranded` are single seats that seats chosen by hand leave,
    until the clerk lets them be; `swapping` is the seat that another one is to be chosen for.
    `insisting` says that a lost answer is being asked for again.
    """

    stage: Stage = Stage.CHOOSING
    step: Step | None = None
    insisting: bool = False
    listing: ShowListing | None = None
    layout: Layout | None = None
    category_id: int = 0
    typed: str = ""
    count: int = 0
    offers: tuple[SeatOffer, ...] = ()
    offer: int = -1
    booking: Booking | None = None
    over: bool = False
    line: int = -1
    kept_types: tuple[str, ...] = ()
    coding: bool = False
    asking: frozenset[str] = frozenset()
    stranded: tuple[str, ...] = ()
    swapping: str = ""
    refused: Refused | None = None
    given: str = ""
    code: str = ""
    parts: tuple[Tender, ...] = ()
    asked_minor: int = 0
    voucher_left: Money | None = None
    upi: Payment | None = None
    unknown: bool = False
    sold: Sold | None = None
    parked: tuple[Parked, ...] = ()
    notice: Notice | None = None

    @property
    def held(self) -> Booking | None:
        """The hold, while its time runs and until it is sold."""
        return None if self.over or self.stage is Stage.DONE else self.booking

    @property
    def reserved(self) -> bool:
        """Whether what is in hand is a reservation, to be paid as it is."""
        return self.booking is not None and bool(self.booking.reserved_by)

    @property
    def choices(self) -> tuple[SeatChoice, ...]:
        """The basket's seats and ticket types."""
        if self.booking is None:
            return ()
        return tuple(SeatChoice(line.seat_id, line.ticket_type) for line in self.booking.seats)

    @property
    def codes(self) -> tuple[str, ...]:
        """The basket's discount codes."""
        return () if self.booking is None else self.booking.codes

    @property
    def items(self) -> tuple[ItemChoice, ...]:
        """What the basket has beside seats and fees."""
        return () if self.booking is None else items_of(self.booking.lines)

    @property
    def seat_ids(self) -> tuple[str, ...]:
        """The basket's seats."""
        return tuple(choice.seat_id for choice in self.choices)

    @property
    def due(self) -> Money | None:
        """What is still to be paid, beside the parts that are collected."""
        if self.booking is None:
            return None
        left = self.booking.total - self.booking.paid
        parts = sum(part.amount_minor for part in self.parts)
        return Money(left.amount_minor - parts, left.currency)

    @property
    def given_money(self) -> Money | None:
        """The cash as typed; nothing typed means exactly what is due."""
        if self.due is None or not self.given:
            return self.due
        return parse_given(self.given, self.due.currency)


def parse_given(text: str, currency: str) -> Money:
    """Read digits with at most one point; digits finer than the currency's are left out."""
    digits = minor_digits(currency)
    whole, _, part = text.partition(".")
    minor = int(whole or "0") * 10**digits + int((part + "0" * digits)[:digits] or "0")
    return Money(minor, currency)
