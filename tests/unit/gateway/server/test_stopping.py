"""Stopping takes no new work and loses none of what runs; and where one cannot begin at all."""

import asyncio
from contextlib import AsyncExitStack

import aiohttp
import pytest

from boxoffice.gateway.executor import Gateway
from boxoffice.gateway.server import limits as fixed
from boxoffice.gateway.server.app import CannotListen, listening
from tests.clock import FakeClock
from tests.unit.gateway import samples
from tests.unit.gateway.server.deltas import Deltas
from tests.unit.gateway.server.served import (
    MOVIE,
    MOVIE_DATA,
    SEAT_MAP,
    TYPENAME,
    Served,
    served,
)
from tests.unit.gateway.upstream_double import UpstreamDouble

TOLD_TO_TRY_AGAIN = {
    "message": "The gateway stops. Ask again in a moment.",
    "extensions": {"code": "TRY_AGAIN"},
}


class SlowMovies:
    """Answers for a movie once it may."""

    def __init__(self) -> None:
        self.asked, self.may = asyncio.Event(), asyncio.Event()

    async def get(self, *_arguments: object) -> object:
        self.asked.set()
        await self.may.wait()
        return samples.movie("M1")


async def until_draining(gateway: Served, idle: aiohttp.ClientSession) -> None:
    """Look at its health over a connection that was there before."""
    while True:
        async with idle.get(gateway.url + "/healthz") as health:
            if health.status == 503:
                assert await health.json() == {"status": "draining"}
                return


async def test_a_gateway_that_stops_finishes_what_runs_and_takes_nothing_new() -> None:
    movies, deltas = SlowMovies(), Deltas()
    answers = {**deltas.answers(), "movies.get": movies.get}
    async with AsyncExitStack() as mine, AsyncExitStack() as life:
        gateway = await life.enter_async_context(served(answers))
        # Sessions of their own, whose connections stay open: no new one will be taken.
        first, second, third = [
            await mine.enter_async_context(aiohttp.ClientSession()) for _ in range(3)
        ]
        await (await second.get(gateway.url + "/healthz")).read()
        await (await first.get(gateway.url + "/healthz")).read()
        seller = Served(gateway.url, gateway.upstream, third)
        line = await mine.enter_async_context(seller.socket(token="good"))
        await line.begin("s", SEAT_MAP)
        await deltas.begun.wait()
        unused = await mine.enter_async_context(seller.socket(token="good"))
        unused_closed = asyncio.create_task(unused.closed())
        asking = asyncio.create_task(seller.post(MOVIE))
        await movies.asked.wait()
        leaving = asyncio.create_task(life.pop_all().aclose())
        await until_draining(gateway, first)
        async with second.post(gateway.url + "/graphql", json=TYPENAME) as refused:
            assert refused.status == 503
        with pytest.raises(aiohttp.ClientConnectorError):
            async with aiohttp.ClientSession() as late:
                await late.get(gateway.url + "/healthz")
        assert await unused_closed == 1001
        await line.begin("late", MOVIE["query"])
        assert await line.hear() == {"id": "late", "type": "error", "payload": [TOLD_TO_TRY_AGAIN]}
        movies.may.set()
        assert (await asking).answer == MOVIE_DATA
        assert await line.closed() == 1001
        await leaving
        assert deltas.following == 0


async def test_what_never_ends_is_waited_for_for_a_bounded_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fixed, "DRAIN_SECONDS", 0.02)
    monkeypatch.setattr(fixed, "CLOSE_SECONDS", 0.02)
    movies = SlowMovies()
    async with served({"movies.get": movies.get}) as gateway:
        asking = asyncio.create_task(gateway.post(MOVIE))
        await movies.asked.wait()
    with pytest.raises((aiohttp.ClientError, asyncio.CancelledError)):
        await asking


async def test_a_port_in_use_is_refused_in_words() -> None:
    gateway = Gateway(UpstreamDouble({}).services(), FakeClock())
    async with served() as first:
        with pytest.raises(CannotListen, match=rf"127\.0\.0\.1, port {first.port}, .* in use"):
            async with listening(gateway, port=first.port):
                pass


@pytest.mark.parametrize("host", ["203.0.113.77", "nowhere.invalid", "a" * 70, "x..y"])
async def test_an_address_that_is_not_ours_is_refused_in_words(host: str) -> None:
    gateway = Gateway(UpstreamDouble({}).services(), FakeClock())
    with pytest.raises(CannotListen, match="cannot be listened at"):
        async with listening(gateway, host=host):
            pass
