"""What may be sold at one show and for how much: pure decisions over Booking's own copies."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from boxoffice.model.booking import ItemChoice, Line, LineKind, SeatChoice
from boxoffice.model.errors import BadInput, NotFound, NotOnSale
from boxoffice.model.layout import Layout, Seat
from boxoffice.model.show import OfferedShow, ShowStatus
from boxoffice.rules.basket import check_types, price_basket
from boxoffice.rules.business_day import business_day
from boxoffice.rules.discounts import check_new_codes
from boxoffice.rules.layouts import MAX_SEAT_ID
from boxoffice.rules.pricing import ShowPrices, show_prices
from boxoffice.services.booking.known_layout import KnownLayout

_BOOKING_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")

MAX_SEATS_PER_BOOKING = 200
#: Amounts are 32 bits wide on the wire.
MAX_TOTAL_MINOR = 2**31 - 1
MAX_ITEM_LENGTH, MAX_KEY_LENGTH, MAX_STOCK_CHANGE = 40, 200, 1_000_000
MAX_REASON_LENGTH = 120
#: Seats named in one refusal; the rest are counted.
MAX_SEATS_NAMED = 10


@dataclass(frozen=True, slots=True)
class OnSale:
    """A show with its layout and its prices."""

    offered: OfferedShow
    known: KnownLayout
    prices: ShowPrices

    @property
    def layout(self) -> Layout:
        return self.known.layout

    @property
    def seats(self) -> Mapping[str, Seat]:
        """The seats by what people call them."""
        return self.known.seats

    @property
    def currency(self) -> str:
        """The one currency this show is sold in."""
        return self.offered.show.prices[0].price.currency

    def default_prices(self) -> dict[int, int]:
        """The default ticket's price in minor units by category."""
        return {
            category_id: price.price.amount_minor
            for (category_id, code), price in self.prices.seats.items()
            if code == ""
        }


def put_on_sale(offered: OfferedShow, known: KnownLayout) -> OnSale:
    """Work out every price of a show once."""
    return OnSale(offered, known, show_prices(offered.show, offered.terms, offered.time_zone))


def check_on_sale(sale: OnSale, now: datetime) -> None:
    """NotOnSale unless the show is open, published and not over for the box office."""
    show = sale.offered.show
    if show.status is ShowStatus.CANCELLED:
        raise NotOnSale("This show is cancelled.")
    if show.status is not ShowStatus.OPEN:
        raise NotOnSale("This show is not open for sale.")
    if now < show.publish_at:
        raise NotOnSale("This show is not on sale yet.")
    minutes = sale.offered.terms.sales_end_minutes
    if now > show.starts_at + timedelta(minutes=minutes):
        raise NotOnSale(f"This show began more than {minutes} minutes ago; it is no longer sold.")


def check_choices(sale: OnSale, choices: tuple[SeatChoice, ...], category_id: int = 0) -> None:
    """Refuse what makes no sense, naming the seats: too many, twice, unknown, of another category
    than `category_id` (0: any), or what has no price."""
    if len(choices) > MAX_SEATS_PER_BOOKING:
        raise BadInput(
            f"{len(choices)} seats were asked for; one booking has at most {MAX_SEATS_PER_BOOKING}."
        )
    wanted = [choice.seat_id for choice in choices]
    if len(set(wanted)) < len(wanted):
        doubled = tuple(dict.fromkeys(s for s in wanted if wanted.count(s) > 1))
        raise BadInput(f"{named(doubled)}: asked for twice.", seat_ids=doubled)
    unknown = tuple(seat_id for seat_id in wanted if seat_id not in sale.seats)
    if unknown:
        raise NotFound(f"{named(unknown)}: no such seat in this hall.", seat_ids=unknown)
    if category_id:
        other = tuple(s for s in wanted if sale.seats[s].category_id != category_id)
        if other:
            raise BadInput(f"{named(other)}: not in category {category_id}.", seat_ids=other)
    check_types(sale.prices, _wanted(sale, choices))


def make_lines(
    sale: OnSale,
    choices: tuple[SeatChoice, ...],
    codes: tuple[str, ...],
    now: datetime,
    new_id: Callable[[], str],
    kept: tuple[Line, ...] = (),
    items: tuple[ItemChoice, ...] = (),
) -> tuple[Line, ...]:
    """The whole basket's lines for checked choices; a seat that `kept` has with the same ticket
    type keeps its line and the list price it was held at."""
    day = business_day(now, sale.offered.time_zone, sale.offered.terms.day_ends_minute)
    return price_basket(sale.prices, _wanted(sale, choices), codes, day, new_id, kept, items)


def check_codes(
    sale: OnSale, lines: tuple[Line, ...], codes: tuple[str, ...], now: datetime
) -> None:
    """PriceRefused for codes, given just now, that nobody has anything of."""
    day = business_day(now, sale.offered.time_zone, sale.offered.terms.day_ends_minute)
    check_new_codes(sale.prices, lines, codes, day)


def _wanted(sale: OnSale, choices: tuple[SeatChoice, ...]) -> list[tuple[Seat, str]]:
    return [(sale.seats[choice.seat_id], choice.ticket_type) for choice in choices]


def still_there(sale: OnSale, lines: tuple[Line, ...]) -> bool:
    """Whether the seats of these lines are what they were when they were chosen."""
    return all(
        (seat := sale.seats.get(line.seat_id)) is not None
        and (seat.uid, seat.category_id) == (line.seat_uid, line.category_id)
        for line in lines
        if line.kind is LineKind.SEAT
    )


def check_total(lines: tuple[Line, ...]) -> None:
    """BadInput for lines that cost more than one booking can come to."""
    if sum(line.price.amount_minor for line in lines) > MAX_TOTAL_MINOR:
        raise BadInput("These seats cost more than one booking can come to. Book fewer at once.")


def check_change(item: str, change: int, key: str, reason: str = "") -> None:
    """BadInput for a delivery that cannot be."""
    if not 0 < len(item) <= MAX_ITEM_LENGTH or not item.isprintable():
        raise BadInput("Say which item it is, by its code.")
    if not 0 < abs(change) <= MAX_STOCK_CHANGE:
        raise BadInput(f"Between 1 and {MAX_STOCK_CHANGE} pieces come or go at once.")
    if len(reason) > MAX_REASON_LENGTH or (reason and not reason.isprintable()):
        raise BadInput(f"Say why in at most {MAX_REASON_LENGTH} characters.")
    check_key(key)


def check_id(booking_id: str) -> None:
    """NotFound for what cannot be a booking's id."""
    if not _BOOKING_ID.fullmatch(booking_id):
        raise NotFound("There is no such booking.")


def check_key(key: str) -> None:
    """BadInput for what is no idempotency key."""
    if not 0 < len(key) <= MAX_KEY_LENGTH or not key.isprintable():
        raise BadInput(f"An idempotency key has 1 to {MAX_KEY_LENGTH} printable characters.")


def named(seat_ids: tuple[str, ...]) -> str:
    """Seats as a clerk reads them: “Seats A1, A2”."""
    listed = ", ".join(seat_id[:MAX_SEAT_ID] for seat_id in seat_ids[:MAX_SEATS_NAMED])
    if len(seat_ids) > MAX_SEATS_NAMED:
        listed += f" and {len(seat_ids) - MAX_SEATS_NAMED} more"
    return f"{'Seat' if len(seat_ids) == 1 else 'Seats'} {listed}"
