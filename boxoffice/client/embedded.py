"""The transport of a desktop that has its gateway in the same process."""

from collections.abc import AsyncGenerator, Callable, Mapping
from typing import Any, Protocol

from boxoffice.client.transport import nobody


class Executor(Protocol):
    """The gateway, known here by what it does: the client imports none."""

    async def execute(
        self, text: str, variables: Mapping[str, Any] | None, token: str
    ) -> dict[str, Any]: ...

    def subscribe(
        self, text: str, variables: Mapping[str, Any] | None, token: str
    ) -> AsyncGenerator[dict[str, Any], None]: ...


class EmbeddedTransport:
    """A boxoffice.client.transport.Transport that calls the gateway directly."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    async def execute(
        self, text: str, variables: Mapping[str, Any], token: str
    ) -> Mapping[str, Any]:
        """Run a query or mutation in this process; no response is ever lost on the way."""
        return await self._executor.execute(text, variables, token)

    def subscribe(
        self,
        text: str,
        variables: Mapping[str, Any],
        token: str,
        standing: Callable[[], None] = nobody,
    ) -> AsyncGenerator[Mapping[str, Any], None]:
        """Run a subscription in this process, where a line always stands."""
        standing()
        return self._executor.subscribe(text, variables, token)
