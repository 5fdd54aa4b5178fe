"""The loop of simulated runs: what runs next is the seed's, and time costs nothing."""

import asyncio
from collections.abc import Awaitable, Callable
from random import Random
from typing import TypeVar

import pytest

from boxoffice.prove.simulation.loop import Node, SeededLoop

T = TypeVar("T")


def run(seed: int, work: Callable[[SeededLoop], Awaitable[T]]) -> T:
    loop = SeededLoop(Random(seed))
    try:
        return loop.run_until_complete(work(loop))
    finally:
        loop.close()
        assert loop.uncaught == []


async def arrivals(_loop: SeededLoop) -> str:
    """The order in which ten come that may all come at once."""
    came: list[str] = []

    async def come(name: str) -> None:
        await asyncio.sleep(0)
        came.append(name)

    await asyncio.gather(*map(come, "abcdefghij"))
    return "".join(came)


def test_who_comes_first_is_drawn_and_the_same_for_the_same_seed() -> None:
    orders = [run(seed, arrivals) for seed in range(20)]
    assert orders == [run(seed, arrivals) for seed in range(20)]
    assert len(set(orders)) == 20


def test_a_day_passes_at_once() -> None:
    async def wait(loop: SeededLoop) -> float:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(86_400):
                await loop.create_future()
        return loop.time()

    assert run(1, wait) == 86_400


def test_a_killed_process_does_nothing_more_not_even_clean_up() -> None:
    did: list[str] = []

    async def work() -> None:
        try:
            while True:
                await asyncio.sleep(1)
                did.append("worked")
        finally:
            await asyncio.sleep(0)
            did.append("cleaned up")

    async def watch(loop: SeededLoop) -> None:
        node = Node(loop, "one", lambda: did.append("died"))
        node.start(work())
        await asyncio.sleep(2.5)
        node.kill()
        node.kill()
        await asyncio.sleep(10)

    loop = SeededLoop(Random(1))
    loop.run_until_complete(watch(loop))
    assert did == ["worked", "worked", "died"]
    loop.close()


def test_a_stopped_process_goes_on_later() -> None:
    at: list[float] = []

    async def work() -> None:
        await asyncio.sleep(1)
        at.append(asyncio.get_running_loop().time())

    async def watch(loop: SeededLoop) -> None:
        node = Node(loop, "one", lambda: None)
        node.start(work())
        await asyncio.sleep(0.5)
        node.stop_for(10)
        await asyncio.sleep(20)

    run(1, watch)
    assert at == [10.5]


def test_what_runs_in_a_thread_elsewhere_runs_as_a_step() -> None:
    async def work(_loop: SeededLoop) -> int:
        return await asyncio.to_thread(max, 1, 2)

    assert run(1, work) == 2


def test_a_run_in_which_everybody_waits_for_ever_says_so() -> None:
    async def wait(loop: SeededLoop) -> None:
        await loop.create_future()

    with pytest.raises(RuntimeError, match="Everybody waits"):
        run(1, wait)
