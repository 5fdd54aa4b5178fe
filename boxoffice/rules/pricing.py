"""What seats of one show cost, each for itself: ticket types by category, weekday and time."""

from collections.abc import Mapping
from dataclasses import dataclass

from boxoffice.model.money import Money
from boxoffice.model.show import Show
from boxoffice.model.terms import SaleTerms, TaxTable, TicketType, Window
from boxoffice.rules.business_day import business_day, business_minute
from boxoffice.rules.local_time import local_date, parse_local_date
from boxoffice.rules.taxes import WHOLE_BP, Priced, rounded, table_on, ticket_taxed


@dataclass(frozen=True, slots=True)
class ShowPrices:
    """One show's prices: `seats` by category and ticket type code, the empty code being the
    theatre's first type. `categories` are their names; `weekday` and `minute` are those of the
    business day on which the show begins."""

    terms: SaleTerms
    table: TaxTable
    currency: str
    format: str
    weekday: int
    minute: int
    categories: Mapping[int, str]
    seats: Mapping[tuple[int, str], Priced]

    def holds(self, window: Window, category_id: int) -> bool:
        """Whether a seat of this category at this show is inside the window."""
        return self.is_within(window) and (
            not window.categories or self.categories.get(category_id) in window.categories
        )

    def is_within(self, window: Window) -> bool:
        """Whether the show is inside the window, whatever the seat."""
        return (
            (not window.weekdays or self.weekday in window.weekdays)
            and (not window.formats or self.format in window.formats)
            and window.from_minute <= self.minute < window.until_minute
        )


def show_prices(show: Show, terms: SaleTerms, time_zone: str) -> ShowPrices:
    """Work out every price of a show once."""
    ends = terms.day_ends_minute
    seats: dict[tuple[int, str], Priced] = {}
    prices = ShowPrices(
        terms=terms,
        table=table_on(terms.tax_tables, parse_local_date(local_date(show.starts_at, time_zone))),
        currency=show.prices[0].price.currency,
        format=show.format,
        weekday=business_day(show.starts_at, time_zone, ends).isoweekday(),
        minute=business_minute(show.starts_at, time_zone, ends),
        categories={each.category_id: each.name for each in show.prices},
        seats=seats,
    )
    for category in show.prices:
        for kind in terms.ticket_types:
            if not prices.holds(kind.window, category.category_id):
                continue
            price = _type_price(prices, kind, category.category_id, category.price)
            priced = ticket_taxed(price, prices.table)
            seats[category.category_id, kind.code] = priced
            if kind is terms.ticket_types[0]:
                seats[category.category_id, ""] = priced
    return prices


def to_step(amount_minor: int, terms: SaleTerms) -> int:
    """An amount as the theatre charges it: the nearest multiple of its step, half goes up."""
    return rounded(amount_minor, terms.round_to_minor) * terms.round_to_minor


def _type_price(prices: ShowPrices, kind: TicketType, category_id: int, whole: Money) -> Money:
    rule = next((each for each in kind.prices if prices.holds(each.window, category_id)), None)
    if rule is not None and rule.price_minor is not None:
        amount_minor = rule.price_minor
    else:
        share_bp = rule.price_bp if rule else kind.price_bp
        amount_minor = rounded(whole.amount_minor * share_bp, WHOLE_BP)
    return Money(to_step(amount_minor, prices.terms), whole.currency)
