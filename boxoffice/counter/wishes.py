"""What the clerk can ask of a sale: each key press, click or touch becomes one of these."""

from dataclasses import dataclass, field
from enum import StrEnum

from boxoffice.model.booking import Booking, Buyer
from boxoffice.model.show import ShowListing


class Key(StrEnum):
    """Wishes without a value; what each does depends on the sale's stage when its turn comes."""

    GO = "go"
    BACK = "back"
    CASH = "cash"
    CARD = "card"
    UPI = "upi"
    SPLIT = "split"
    NEXT_OFFER = "next_offer"
    KEEP = "keep"
    EXTEND = "extend"
    CYCLE_TYPE = "cycle_type"
    SWAP = "swap"
    ERASE = "erase"
    CODE = "code"
    DROP_CODE = "drop_code"
    COUNT_IS_IN = "count_is_in"
    OFFERS_STALE = "offers_stale"
    HOLD_IN_DOUBT = "hold_in_doubt"
    #: The seats in hand went to somebody by another way than a sale.
    TAKEN_OVER = "taken_over"
    PARK = "park"
    RECALL = "recall"
    KEEP_PARKED = "keep_parked"
    LOOK = "look"
    STAY_HELD = "stay_held"
    RECOVER = "recover"


@dataclass(frozen=True, slots=True)
class Digit:
    """A digit, or the point of an amount, pressed at `at` steady seconds."""

    text: str
    at: float


@dataclass(frozen=True, slots=True)
class Typed:
    """A letter of an approval code or a voucher's, which no log is to have."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Choose:
    """Sell for this show from now on."""

    listing: ShowListing


@dataclass(frozen=True, slots=True)
class Best:
    """The best `count` seats, at once."""

    count: int


@dataclass(frozen=True, slots=True)
class ByLine:
    """The best seats for this show and category (0: any), a ticket type's code for each."""

    listing: ShowListing
    types: tuple[str, ...]
    category_id: int


@dataclass(frozen=True, slots=True)
class ChooseCategory:
    """Best seats come from this category; 0 is any."""

    category_id: int


@dataclass(frozen=True, slots=True)
class TakeOffer:
    """Take the offer with this index."""

    index: int


@dataclass(frozen=True, slots=True)
class Toggle:
    """Seats pointed at by hand: into the basket, or out of it when all of them are in it."""

    seat_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChooseLine:
    """Letters act on this line of the basket."""

    index: int


@dataclass(frozen=True, slots=True)
class SetType:
    """The ticket type of the chosen line, which then is the one above it."""

    code: str


@dataclass(frozen=True, slots=True)
class UseCode:
    """A discount code, or a voucher's, as it was typed: it is as good as money."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class DropCode:
    """Without this discount code, please."""

    code: str


@dataclass(frozen=True, slots=True)
class PutItem:
    """So many pieces of an item in the basket; or, with `add`, so many more than there are."""

    code: str
    count: int = 1
    add: bool = False


@dataclass(frozen=True, slots=True)
class SetBuyer:
    """The invoice is made out to this firm; without a GSTIN to nobody in particular."""

    buyer: Buyer


@dataclass(frozen=True, slots=True)
class Give:
    """The cash handed over, all of it; or, with `add`, one more note."""

    amount_minor: int
    add: bool = False


@dataclass(frozen=True, slots=True)
class Recall:
    """Take up the parked basket at this place."""

    index: int


@dataclass(frozen=True, slots=True)
class TakeUp:
    """This booking is in hand from now on: a reservation to be paid, or what is in hand already, as
    it is by now."""

    booking: Booking
    listing: ShowListing


@dataclass(frozen=True, slots=True)
class Unused:
    """A key that means nothing to the sale; `key` as it is printed on the keyboard."""

    key: str


Wish = (
    Key | Digit | Choose | Best | ByLine | ChooseCategory | TakeOffer | Toggle | ChooseLine
    | SetType | Give | UseCode | DropCode | PutItem | SetBuyer | Typed | Recall | TakeUp | Unused
)  # fmt: skip
