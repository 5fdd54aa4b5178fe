"""Taking up again what a broken line ended, after pauses that grow."""

import asyncio
import random
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import aclosing
from typing import Any

from boxoffice.client.connection import Connection
from boxoffice.model.errors import NotSignedIn, TryAgain

#: Seconds before each further try after a break; the last one again and again.
PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0)
JITTER = 0.3


async def about(seconds: float) -> None:
    """Wait about so long, so that many counters do not all come back in the same moment."""
    await asyncio.sleep(seconds * random.uniform(1 - JITTER, 1 + JITTER))


def pause_before_try(failures: int) -> float:
    """Seconds to wait after so many tries that failed, counted from 0."""
    return PAUSES[min(failures, len(PAUSES) - 1)]


async def follow(
    connection: Connection,
    text: str,
    variables: Mapping[str, Any],
    pause: Callable[[float], Awaitable[None]] = about,
) -> AsyncGenerator[Any, None]:
    """The values of a subscription that begins with how things are: after a break it is begun
    anew, until the gateway ends it. A refusal of the first one is raised, and later every one
    that does not pass."""
    failures, begun = 0, False
    while True:
        try:
            async with aclosing(connection.stream(text, variables)) as stream:
                async for value in stream:
                    failures, begun = 0, True
                    yield value
                return
        except (TryAgain, NotSignedIn):
            # Also a session that ended may pass: it is followed by the next sign-in.
            if not begun:
                raise
        await pause(pause_before_try(failures))
        failures += 1
