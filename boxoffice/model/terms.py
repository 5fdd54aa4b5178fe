"""What a theatre sells by, as data: ticket types, fees, discount codes, taxes and its day."""

from dataclasses import dataclass
from datetime import date

MINUTES_PER_DAY = 24 * 60
#: A show of the small hours belongs to the day before, whose minutes count on past midnight.
LAST_MINUTE = 2 * MINUTES_PER_DAY


@dataclass(frozen=True, slots=True)
class Window:
    """The shows and seats that something holds for; an empty tuple leaves that open.

    `categories` are named, since every hall numbers its own. `weekdays` (1 is Monday) and minutes
    are the business day's: a show at half past midnight begins at minute 1470. The show begins at
    `from_minute` or later and before `until_minute`.
    """

    categories: tuple[str, ...] = ()
    weekdays: tuple[int, ...] = ()
    formats: tuple[str, ...] = ()
    from_minute: int = 0
    until_minute: int = LAST_MINUTE


ALWAYS = Window()


@dataclass(frozen=True, slots=True)
class TypePrice:
    """What a ticket type costs inside a window: `price_minor`, or else a share of the category's
    price in basis points."""

    window: Window
    price_bp: int = 10_000
    price_minor: int | None = None


@dataclass(frozen=True, slots=True)
class TicketType:
    """Adult, child, senior …: a share of the category's price in basis points (10000 = whole).

    `key` is the letter that chooses it at the counter. The first of `prices` whose window fits
    counts before `price_bp`. It is sold inside `window` alone, `most` times a booking (0: as often
    as wanted), and to who shows `proof`, which are words for the clerk.
    """

    code: str
    name: str
    key: str
    price_bp: int = 10_000
    prices: tuple[TypePrice, ...] = ()
    window: Window = ALWAYS
    most: int = 0
    proof: str = ""


@dataclass(frozen=True, slots=True)
class Fee:
    """What is charged beside tickets that cost something: for each of them inside the window, or
    `per_booking` with one of them. `tax_class` names the tax in it; empty: none."""

    code: str
    name: str
    price_minor: int
    per_booking: bool = False
    tax_class: str = ""
    window: Window = ALWAYS


@dataclass(frozen=True, slots=True)
class Item:
    """Something sold beside tickets. `tax_class` names the tax in it; empty: none.

    A bundle takes the stock of its `parts`, which are items' codes, each once for every piece. With
    `with_ticket` it is sold once for each paid ticket at the most, and taxed as that ticket is. Of
    a `counted` item no more is sold than is in stock. `key` is the letter that chooses it on the
    counter's page of items. A `deposit` is given back when the piece comes back. What is not
    `on_sale` stays in the list.
    """

    code: str
    name: str
    price_minor: int
    tax_class: str = ""
    parts: tuple[str, ...] = ()
    with_ticket: bool = False
    counted: bool = False
    key: str = ""
    deposit: bool = False
    on_sale: bool = True


@dataclass(frozen=True, slots=True)
class DiscountCode:
    """A word that takes `off_bp` basis points of the price or `off_minor` off a ticket.

    It holds for these ticket types (none: all) inside the window, if sold on the business days
    from `valid_from` until `valid_until`, for at most `most_tickets` a booking and `most_uses` in
    all (0: no end); each ticket that it takes something off is one use.
    """

    code: str
    name: str
    off_bp: int = 0
    off_minor: int = 0
    ticket_types: tuple[str, ...] = ()
    window: Window = ALWAYS
    valid_from: date | None = None
    valid_until: date | None = None
    most_tickets: int = 0
    most_uses: int = 0


@dataclass(frozen=True, slots=True)
class TaxSlab:
    """A rate in basis points for prices before tax up to `up_to_minor` (0: no upper end)."""

    up_to_minor: int
    rate_bp: int


@dataclass(frozen=True, slots=True)
class TaxClass:
    """The rate, in basis points, of what is no ticket, such as food or a service."""

    code: str
    rate_bp: int


@dataclass(frozen=True, slots=True)
class TaxTable:
    """The slabs that hold for tickets from a date on, the names the tax is split into in equal
    parts, and the rates of everything else."""

    valid_from: date
    slabs: tuple[TaxSlab, ...]
    parts: tuple[str, ...]
    classes: tuple[TaxClass, ...] = ()


@dataclass(frozen=True, slots=True)
class ReservationRule:
    """How seats are kept for people who pay later: at most `most_seats` in one booking (0: no
    reservations), until `ends_minutes` before the show at the latest, and with `supervised` by a
    supervisor alone."""

    most_seats: int = 50
    ends_minutes: int = 60
    supervised: bool = False


@dataclass(frozen=True, slots=True)
class SaleTerms:
    """What a theatre sells by: one currency, its ticket types (the first is the default), taxes.

    Every line's price is a multiple of `round_to_minor`. `prices_before_tax` only says how prices
    are shown: they include tax. The business day ends `day_ends_minute` minutes after midnight.
    Invoices are numbered anew from the month `fiscal_year_month` on, behind `invoice_prefix`
    (empty: the theatre's id, as far as there is room). A show is sold until `sales_end_minutes`
    after it began.
    """

    currency: str
    ticket_types: tuple[TicketType, ...]
    tax_tables: tuple[TaxTable, ...]
    fees: tuple[Fee, ...] = ()
    items: tuple[Item, ...] = ()
    discounts: tuple[DiscountCode, ...] = ()
    round_to_minor: int = 1
    prices_before_tax: bool = False
    day_ends_minute: int = 240
    invoice_prefix: str = ""
    fiscal_year_month: int = 4
    sales_end_minutes: int = 30
    reservations: ReservationRule = ReservationRule()
