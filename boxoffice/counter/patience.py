"""Asking again when an answer was lost: unknown is not failed."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from boxoffice.model.errors import TryAgain

_T = TypeVar("_T")

#: Seconds to wait before each further try.
RETRY_PAUSES = (0.2, 0.5, 1.0)


class Patience:
    """Repeats calls that may be repeated without harm: same token, same key, same whole."""

    def __init__(
        self, pause: Callable[[float], Awaitable[None]], on_wait: Callable[[], None]
    ) -> None:
        self._pause = pause
        self._on_wait = on_wait

    async def ask(self, call: Callable[[], Awaitable[_T]]) -> _T:
        """The call's answer; TryAgain when every try lost it."""
        for seconds in RETRY_PAUSES:
            try:
                return await call()
            except TryAgain:
                self._on_wait()
            await self._pause(seconds)
        return await call()
