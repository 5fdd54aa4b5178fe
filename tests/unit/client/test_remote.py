import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager

import pytest

from boxoffice.client.address import Address
from boxoffice.client.connection import Connection
from boxoffice.client.link import LinkState
from boxoffice.client.remote import RemoteTransport
from boxoffice.model.errors import BadInput, NotSignedIn, Refusal, TryAgain, TryLater
from tests.clock import FakeClock
from tests.unit.client.line_double import LineDouble, line_double

ASK = "query Ask($n: Int) { answer(n: $n) }"
SEE = "subscription See($n: Int) { seen(n: $n) }"


@asynccontextmanager
async def line() -> AsyncIterator[tuple[LineDouble, RemoteTransport]]:
    async with line_double() as double:
        transport = RemoteTransport(Address(f"http://127.0.0.1:{double.port}"), FakeClock())
        try:
            yield double, transport
        finally:
            await transport.close()


async def test_a_call_is_posted_as_it_was_written_with_the_callers_token() -> None:
    async with line() as (double, transport):
        assert await transport.execute(ASK, {"n": 7}, "t1") == {"data": {"answer": {"n": 7}}}
        assert double.posted == [("Bearer t1", ASK)]
        assert transport.link.view.state is LinkState.CONNECTED


@pytest.mark.parametrize(
    ("status", "kind", "words"),
    [
        (413, BadInput, "more than the gateway takes"),
        (429, TryLater, "wait a few seconds"),
        (503, TryAgain, "busy or starting anew"),
        (404, Refusal, "not as a Box Office gateway"),
        (502, TryAgain, "The answer did not arrive"),
    ],
)
async def test_what_http_refuses_is_told_in_words(
    status: int, kind: type[Refusal], words: str
) -> None:
    async with line() as (double, transport):
        double.status = status
        with pytest.raises(kind, match=words):
            await Connection(transport).call(ASK, {})


async def test_a_gateway_that_is_gone_leaves_the_outcome_open_and_the_line_reconnecting() -> None:
    async with line_double() as double:
        address = Address(f"http://127.0.0.1:{double.port}")
    transport = RemoteTransport(address, FakeClock())
    with pytest.raises(OSError):
        await transport.execute(ASK, {}, "")
    assert transport.link.view.state is LinkState.RECONNECTING
    await transport.close()


async def test_all_subscriptions_share_one_socket() -> None:
    async with line() as (double, transport):
        async with (
            aclosing(transport.subscribe(SEE, {"n": 1}, "t1")) as first,
            aclosing(transport.subscribe(SEE, {"n": 2}, "t1")) as second,
        ):
            waiting = [asyncio.ensure_future(anext(one)) for one in (first, second)]
            while len(double.subscribed) < 2:
                double.arrived.clear()
                await double.arrived.wait()
            await double.push("A1")
            seen = await asyncio.gather(*waiting)
        assert seen == [{"data": {"seen": "A1"}}] * 2
        assert double.inits == [{"authorization": "Bearer t1"}]


async def test_a_socket_that_breaks_ends_its_subscriptions_as_lost() -> None:
    async with line() as (double, transport):
        async with aclosing(transport.subscribe(SEE, {}, "")) as stream:
            waiting = asyncio.ensure_future(anext(stream))
            await double.arrived.wait()
            (socket,) = double.sockets
            await socket.close()
            with pytest.raises(OSError):
                await waiting
        assert transport.link.view.state is LinkState.RECONNECTING


@pytest.mark.parametrize("code", [4401, 4403])
async def test_a_socket_refused_for_its_session_says_so(code: int) -> None:
    async with line() as (double, transport):
        double.close_code = code
        async with aclosing(Connection(transport).stream(SEE, {})) as values:
            with pytest.raises(NotSignedIn):
                await anext(values)


async def test_probing_measures_the_gateways_clock_and_watching_finds_it_again() -> None:
    async with line() as (double, transport):
        assert await transport.probe()
        assert transport.link.offset_seconds == 300.0
        assert transport.link.clocks_apart
        double.status = 502
        assert not await transport.probe()
        assert transport.link.view.state is LinkState.RECONNECTING
        double.status = 200
        back = asyncio.Event()
        transport.link.on_change(lambda v: back.set() if v.state is LinkState.CONNECTED else None)
        watching = asyncio.create_task(transport.watch())
        await back.wait()
        watching.cancel()
        assert transport.link.view.latency_seconds >= 0.0
