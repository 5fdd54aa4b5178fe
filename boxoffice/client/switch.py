"""A transport that can be moved onto another one while people work on it."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing
from typing import Any

from boxoffice.client.transport import Transport, nobody


class Switch:
    """A boxoffice.client.transport.Transport over the one of the moment.

    Before the first `move_to`, and between `pause` and the next, calls wait, so that nobody sees
    the cinema change hands; a subscription breaks off then, and whoever follows it takes up on the
    new line.
    """

    def __init__(self) -> None:
        self._transport: Transport | None = None
        self._open = asyncio.Event()
        self._moved = asyncio.Event()
        self._calls = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def pause(self) -> None:
        """Let no call begin, end the subscriptions, and wait until every call has its answer."""
        self._open.clear()
        self._moved.set()
        await self._idle.wait()

    def move_to(self, transport: Transport | None) -> None:
        """Go on over another transport; None: the cinema is open nowhere, every call is lost."""
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
            return await self._there().execute(text, variables, token)
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
                self._there().subscribe(text, variables, token, standing)
            ) as responses:
                while True:
                    following = asyncio.ensure_future(anext(responses, None))
                    try:
                        await asyncio.wait((following, moved), return_when=asyncio.FIRST_COMPLETED)
                    finally:
                        if moved.done() or not following.done():
                            following.cancel()
                            # How it ends tells nothing any more.
                            await asyncio.gather(following, return_exceptions=True)
                    if moved.done():
                        raise ConnectionResetError("The cinema is served by another process now.")
                    response = following.result()
                    if response is None:
                        return
                    yield response
        finally:
            moved.cancel()

    def _there(self) -> Transport:
        if self._transport is None:
            raise ConnectionRefusedError("The cinema is open nowhere.")
        return self._transport
