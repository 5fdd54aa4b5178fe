"""What the nemesis has in hand: lines that break, and clocks that are set."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path

import pytest

from boxoffice.model.clock import SystemClock
from boxoffice.prove.clock import ShiftedClock, set_offset
from boxoffice.prove.line import Line
from boxoffice.prove.plan import Plan, TroubleKind, plan_of

HOUR = timedelta(hours=1)
PATIENCE_SECONDS = 10.0


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    """A line to a server that answers what it hears."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while data := await reader.read(100):
                writer.write(data)
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        made = Line()
        made.lead_to(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
        yield made
        await made.close()


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection("127.0.0.1", int(url.rpartition(":")[2]))
    try:
        yield reader, writer
    finally:
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()


async def has_ended(reader: asyncio.StreamReader) -> bool:
    """Waits for what comes next; whether that is the end of the connection."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await reader.read(1) == b""
    except ConnectionError:
        return True


async def test_a_line_passes_on_both_ways_until_it_is_cut(line: Line) -> None:
    async with connected(await line.open()) as (reader, writer):
        writer.write(b"a question")
        assert await reader.readexactly(10) == b"a question"
        line.cut()
        assert await has_ended(reader)


async def test_who_connects_to_a_cut_line_is_sent_away_until_it_is_mended(line: Line) -> None:
    url = await line.open()
    line.cut()
    async with connected(url) as (reader, _):
        assert await has_ended(reader)
    line.mend()
    async with connected(url) as (reader, writer):
        writer.write(b"again")
        assert await reader.readexactly(5) == b"again"


async def test_a_line_leads_to_the_gateway_that_was_begun_last(line: Line) -> None:
    url = await line.open()

    async def greet(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"new")
        writer.close()

    async with await asyncio.start_server(greet, "127.0.0.1", 0) as server:
        line.lead_to(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
        async with connected(url) as (reader, _):
            assert await reader.readexactly(3) == b"new"


async def test_who_is_connecting_when_a_line_is_cut_is_sent_away(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = await line.open()
    connect = asyncio.open_connection

    async def cut_meanwhile(
        host: str, port: int
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        ends = await connect(host, port)
        if port != int(url.rpartition(":")[2]):
            line.cut()
        return ends

    monkeypatch.setattr(asyncio, "open_connection", cut_meanwhile)
    async with connected(url) as (reader, _):
        assert await has_ended(reader)


def test_a_clock_that_is_set_while_it_runs_tells_the_new_time(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    set_offset(file, 0.0)
    clock, machine = ShiftedClock(file), SystemClock()
    set_offset(file, HOUR.total_seconds())
    before = machine.now()
    assert before + HOUR <= clock.now() <= machine.now() + HOUR
    # Setting a clock makes no time pass.
    assert clock.steady() <= machine.steady()


@pytest.mark.parametrize(("clients", "a_process"), [(24, [8, 8, 8]), (50, [17, 17, 16])])
def test_every_client_that_is_asked_for_sells(clients: int, a_process: list[int]) -> None:
    plan = plan_of(1.0, clients)
    assert [plan.clients_of(number) for number in range(plan.processes)] == a_process


@pytest.mark.parametrize(
    ("plan", "shows"),
    [
        (Plan(seconds=80.0, show_seconds=8.0), 11),
        (Plan(seconds=1.0, show_seconds=8.0), 2),
        (Plan(seconds=1.0, show_seconds=8.0, rounds=8, troubles=(TroubleKind.KILL_GATEWAY,)), 6),
    ],
)
def test_there_is_a_new_show_to_sell_for_as_long_as_a_run_lasts(plan: Plan, shows: int) -> None:
    assert plan.shows == shows
