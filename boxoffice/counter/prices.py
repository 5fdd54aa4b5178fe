"""What seats of one show cost, as the booking service will price them: for offers and captions."""

from collections.abc import Iterable, Mapping

from boxoffice.model.booking import SeatChoice
from boxoffice.model.money import Money
from boxoffice.model.show import ShowListing
from boxoffice.model.terms import SaleTerms
from boxoffice.rules.pricing import show_prices


class PriceList:
    """Prices of one show by category and ticket type. A basket's prices are the server's."""

    def __init__(self, listing: ShowListing, terms: SaleTerms, time_zone: str) -> None:
        self._prices = show_prices(listing.show, terms, time_zone)
        self.whole: Mapping[int, Money] = {
            price.category_id: price.price for price in listing.show.prices
        }

    def price(self, category_id: int, code: str) -> Money:
        """One seat's price; an unknown category costs nothing, an unknown type the first's."""
        seats = self._prices.seats
        priced = seats.get((category_id, code)) or seats.get((category_id, ""))
        return priced.price if priced else Money(0, self._prices.currency)

    def is_sold(self, category_id: int, code: str) -> bool:
        """Whether this ticket type is sold for seats of the category at this show."""
        return (category_id, code) in self._prices.seats

    def total(self, choices: Iterable[SeatChoice], categories: Mapping[str, int]) -> Money:
        """What seats cost together; `categories` tells each seat id's category."""
        total = Money(0, self._prices.currency)
        for choice in choices:
            total += self.price(categories.get(choice.seat_id, 0), choice.ticket_type)
        return total
