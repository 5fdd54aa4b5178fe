"""How a document gets to a gateway and its response back."""

from collections.abc import AsyncGenerator, Callable, Mapping
from typing import Any, Protocol


def nobody() -> None:
    """Who listens where nobody does."""


class Transport(Protocol):
    """Both methods answer whole GraphQL responses (`{"data": …, "errors": […]}`) and raise
    OSError when a response was lost, so that nobody knows what became of the call."""

    async def execute(
        self, text: str, variables: Mapping[str, Any], token: str
    ) -> Mapping[str, Any]:
        """Run a query or mutation as whoever `token` belongs to (empty: nobody)."""
        ...

    def subscribe(
        self,
        text: str,
        variables: Mapping[str, Any],
        token: str,
        standing: Callable[[], None] = nobody,
    ) -> AsyncGenerator[Mapping[str, Any], None]:
        """Run a subscription; closing the generator ends it. `standing` is called once the line
        for it stands, which says more than silence does while nothing happens."""
        ...
