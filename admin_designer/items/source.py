"""What the sheet of items asks of the client."""

from typing import Protocol

from boxoffice.model.booking import Stock
from boxoffice.model.terms import SaleTerms
from boxoffice.model.theatre import Theatre


class TermsSource(Protocol):
    """What is asked of the client about terms and stock."""

    async def set_terms(self, theatre_id: str, terms: SaleTerms, terms_version: int) -> Theatre: ...

    async def stock(self, theatre_id: str) -> tuple[Stock, ...]: ...

    async def change_stock(
        self, theatre_id: str, item: str, change: int, idempotency_key: str, reason: str = ""
    ) -> Stock: ...


class ItemSource(Protocol):
    """Where it is asked, and what the theatre sells by now."""

    @property
    def prices(self) -> TermsSource: ...

    async def theatre(self, theatre_id: str) -> Theatre: ...
