"""What seats of one show cost, as the booking service will price them: for offers and captions."""

from collections.abc import Iterable, Mapping

from boxoffice.model.booking import SeatChoice
from boxoffice.model.money import Money
from boxoffice.model.show import SaleTerms, ShowListing, TicketType
from boxoffice.rules import local_time, pricing


class PriceList:
    """Prices of one show by category and ticket type. A basket's prices are the server's."""

    def __init__(self, listing: ShowListing, terms: SaleTerms) -> None:
        day = local_time.parse_local_date(listing.local_date)
        self._table = pricing.table_on(terms.tax_tables, day)
        self._types = {ticket_type.code: ticket_type for ticket_type in terms.ticket_types}
        self._default = terms.ticket_types[0]
        self._currency = listing.show.prices[0].price.currency
        self.whole: Mapping[int, Money] = {
            price.category_id: price.price for price in listing.show.prices
        }

    def price(self, category_id: int, code: str) -> Money:
        """One seat's price; an unknown category costs nothing, an unknown type the whole price."""
        whole = self.whole.get(category_id, Money(0, self._currency))
        return pricing.line_price(whole, self.type(code), self._table)[0]

    def type(self, code: str) -> TicketType:
        """The ticket type with this code; the theatre's first when there is none."""
        return self._types.get(code, self._default)

    def total(self, choices: Iterable[SeatChoice], categories: Mapping[str, int]) -> Money:
        """What seats cost together; `categories` tells each seat id's category."""
        total = Money(0, self._currency)
        for choice in choices:
            total += self.price(categories.get(choice.seat_id, 0), choice.ticket_type)
        return total
