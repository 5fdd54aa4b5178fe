"""Ending a stream when its reader leaves, without waiting for the garbage collector."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import AbstractAsyncContextManager
from types import TracebackType


class Closing(AbstractAsyncContextManager[None]):
    """Closes a stream at the end of a block, where it is of a make that can be closed."""

    def __init__(self, stream: AsyncIterator[object]) -> None:
        self._stream = stream

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if isinstance(self._stream, AsyncGenerator):
            await self._stream.aclose()
