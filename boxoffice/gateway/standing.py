"""Streams end with the right to them: a session that has ended, a role that was taken away."""

from collections.abc import AsyncGenerator, AsyncIterator
from typing import TypeVar

from boxoffice.gateway.access import Arguments, Rule, admit
from boxoffice.gateway.closing import Closing
from boxoffice.gateway.request import Request

T = TypeVar("T")

#: A stream that brings many messages asks this often, not for each of them.
RECHECK_SECONDS = 1.0


async def while_admitted(
    rule: Rule, request: Request, arguments: Arguments, stream: AsyncIterator[T]
) -> AsyncGenerator[T, None]:
    """What `stream` brings for as long as the rule lets this caller have it; then NotSignedIn or
    NotAllowed."""
    checked_at = request.clock.steady()
    async with Closing(stream):
        async for item in stream:
            now = request.clock.steady()
            if request.token and now - checked_at >= RECHECK_SECONDS:
                request.forget_caller()
                await admit(rule, request, arguments)
                checked_at = now
            yield item
