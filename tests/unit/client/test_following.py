from contextlib import aclosing

import pytest

from boxoffice.client.connection import Connection
from boxoffice.client.following import PAUSES, follow
from boxoffice.model.errors import NotFound, TryAgain
from tests.unit.client.scripted import Response, ScriptedTransport, data, refused

ASK = "subscription Ask { told }"
GONE = refused("NOT_FOUND")


def told(value: int) -> Response:
    return data("told", value)


class Line:
    """What is followed over a scripted transport, and how long was waited between."""

    def __init__(self, *streams: list[Response | Exception]) -> None:
        self.transport = ScriptedTransport(streams=streams)
        self.waited: list[float] = []

    async def read(self, count: int) -> list[int]:
        """The first so many values, or all until the end."""
        values = []
        async with aclosing(follow(Connection(self.transport), ASK, {}, self._wait)) as stream:
            async for value in stream:
                values.append(value)
                if len(values) == count:
                    break
        return values

    async def _wait(self, seconds: float) -> None:
        self.waited.append(seconds)


async def test_a_line_that_breaks_is_taken_up_again_with_growing_pauses() -> None:
    line = Line(
        [told(1), OSError()],
        [OSError()],
        [refused("NOT_SIGNED_IN")],
        [told(2), told(3), refused("TRY_AGAIN")],
        [told(4)],
    )
    assert await line.read(4) == [1, 2, 3, 4]
    assert line.waited == [PAUSES[0], PAUSES[1], PAUSES[2], PAUSES[0]]


async def test_what_the_gateway_ends_is_at_its_end() -> None:
    assert await Line([told(1), told(2)]).read(9) == [1, 2]


async def test_what_cannot_begin_is_refused() -> None:
    with pytest.raises(TryAgain):
        await Line([OSError()]).read(1)
    with pytest.raises(NotFound):
        await Line([GONE]).read(1)


async def test_a_refusal_that_does_not_pass_is_told() -> None:
    line = Line([told(1), OSError()], [GONE])
    with pytest.raises(NotFound):
        await line.read(2)


async def test_who_leaves_ends_the_subscription() -> None:
    line = Line([told(1), told(2)])
    await line.read(1)
    assert line.transport.closed == 1
