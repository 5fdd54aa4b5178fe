"""A transport that can be moved onto another one while people work on it."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing
from typing import Any

from boxoffice.client.transport import Transport, nobody


class Switch:
    """A boxoffice.client.transport.Transport over the one of the moment.

    Between `pause` and `move_to` calls wait, so that nobody sees the cinema change hands; a
    subscription breaks off then, and whoever follows it takes up on the new line.
    """

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._open = asyncio.Event()
        self._open.set()
        self._moved = asyncio.Event()
        self._calls = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def pause(self) -> None:
        """Let no call begin, end the subscriptions, and wait until every call has its answer."""
        self._open.clear()
        self._moved.set()
        await self._idle.wait()

    def move_to(self, transport: Transport) -> None:
        """Go on over another transport."""
        self._transport = transport
        self._moved = asyncio.Event()
        self._open.set()

    async def execute(
        self, text: str, variables: Mapping[str, Any], token: str
    ) -> Mapping[str, Any]:
        """Run a query or mutation."""
        await self._open.wait()
        self._calls += 1
        self._idle.clear()
        try:
            return await self._transport.execute(text, variables, token)
        finally:
            self._calls -= 1
            if not self._calls:
                self._idle.set()

    async def subscribe(
        self,
        text: str,
        variables: Mapping[str, Any],
        token: str,
        standing: Callable[[], None] = nobody,
    ) -> AsyncGenerator[Mapping[str, Any], None]:
        """Run a subscription; OSError when the transport under it was changed."""
        await self._open.wait()
        moved = asyncio.ensure_future(self._moved.wait())
        try:
            async with aclosing(
                self._transport.subscribe(text, variables, token, standing)
            ) as responses:
                while True:
                    following = asyncio.ensure_future(anext(responses, None))
                    try:
                        await asyncio.wait((following, moved), return_when=asyncio.FIRST_COMPLETED)
                    finally:
                        if not following.done():
                            following.cancel()
                            await asyncio.gather(following, return_exceptions=True)
                    if following.cancelled() or moved.done():
                        raise ConnectionResetError("The cinema is served by another process now.")
                    response = following.result()
                    if response is None:
                        return
                    yield response
        finally:
            moved.cancel()
