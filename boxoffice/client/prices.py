"""What an admin asks about prices."""

from boxoffice.client.codec import decode, encode, selection
from boxoffice.client.connection import Connection
from boxoffice.model.terms import SaleTerms
from boxoffice.model.theatre import Theatre


class Prices:
    """The terms that a theatre sells by."""

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
