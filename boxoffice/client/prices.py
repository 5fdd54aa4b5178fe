"""What an admin asks about prices, and whoever sees to the stock."""

from boxoffice.client.codec import decode, decode_all, encode, selection
from boxoffice.client.connection import Connection
from boxoffice.model.booking import Stock
from boxoffice.model.terms import SaleTerms
from boxoffice.model.theatre import Theatre


class Prices:
    """The terms that a theatre sells by, and what it has of its items."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    _SET_TERMS = f"""mutation SetSaleTerms(
      $theatreId: ID!, $terms: SaleTermsInput!, $termsVersion: Int!
    ) {{
      setSaleTerms(theatreId: $theatreId, terms: $terms, termsVersion: $termsVersion)
        {selection(Theatre)}
    }}"""

    async def set_terms(self, theatre_id: str, terms: SaleTerms, terms_version: int) -> Theatre:
        """Sell by these terms instead of those of `terms_version`; Outdated, BadInput, and
        TryAgain when older prices may still hold for a moment."""
        variables = {
            "theatreId": theatre_id,
            "terms": encode(terms),
            "termsVersion": terms_version,
        }
        return decode(Theatre, await self._connection.call(self._SET_TERMS, variables))

    _STOCK = f"""query Stock($theatreId: ID!) {{
      stock(theatreId: $theatreId) {selection(Stock)}
    }}"""

    async def stock(self, theatre_id: str) -> tuple[Stock, ...]:
        """What there is of each item that was ever delivered."""
        variables = {"theatreId": theatre_id}
        return decode_all(Stock, await self._connection.call(self._STOCK, variables))

    _CHANGE_STOCK = f"""mutation ChangeStock(
      $theatreId: ID!, $item: String!, $change: Int!, $idempotencyKey: ID!, $reason: String!
    ) {{
      changeStock(
        theatreId: $theatreId, item: $item, change: $change, idempotencyKey: $idempotencyKey,
        reason: $reason
      ) {selection(Stock)}
    }}"""

    async def change_stock(
        self, theatre_id: str, item: str, change: int, idempotency_key: str, reason: str = ""
    ) -> Stock:
        """Add delivered pieces, or take away what was lost; once under its key. KeyReused."""
        variables = {
            "theatreId": theatre_id,
            "item": item,
            "change": change,
            "idempotencyKey": idempotency_key,
            "reason": reason,
        }
        return decode(Stock, await self._connection.call(self._CHANGE_STOCK, variables))
