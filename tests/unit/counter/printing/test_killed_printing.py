"""A program that is killed at each step of printing: no page is lost, and none is printed twice
without somebody being asked."""

import asyncio
import os
import random
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from boxoffice.counter.printing.address import thermal
from boxoffice.counter.printing.sessions import reached
from tests.receipt_printer import ReceiptPrinter
from tests.unit.counter.printing.printing_program import PAGES, STEPS

SCRIPT = "tests.unit.counter.printing.printing_program"
KILLS = 8
PATIENCE_SECONDS = 20.0


@pytest.fixture
def printer() -> Iterator[ReceiptPrinter]:
    made = ReceiptPrinter()
    yield made
    made.close()


@dataclass
class Watched:
    """Programs that die one after the other, and somebody at the printer who is asked. `kept` are
    the jobs that were written down, `asked` the pages somebody was asked about."""

    printer: ReceiptPrinter
    asks: asyncio.StreamWriter
    answers: asyncio.StreamReader
    kept: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    async def run(self, line: str) -> int:
        """Let one program print until it dies, or ends; its exit code."""
        self._say(line)
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                what, name, number = (await self.answers.readline()).decode().split()
                match what:
                    case "kept":
                        self.kept.append(name)
                    case "?":
                        page = f"{name} {number}"
                        self.asked.append(page)
                        there = (await self.printed())[page]
                        self._say("there" if there else "again")
                    case "ended":
                        return int(name)

    async def printed(self) -> Counter[str]:
        """How often each page is on paper, once the printer is done with what it was sent."""
        await asyncio.to_thread(self._until_idle)
        return Counter(one for paper in self.printer.papers for one in set(paper.lines))

    def _until_idle(self) -> None:
        address = thermal(self.printer.address)
        assert address is not None
        talk = reached(address)
        # It speaks with one program at a time, and has read what the one before it sent.
        talk.ready()
        talk.close()

    def _say(self, line: str) -> None:
        self.asks.write(f"{line}\n".encode())


@pytest.fixture
async def watched(tmp_path: Path, printer: ReceiptPrinter) -> AsyncIterator[Watched]:
    mother = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", SCRIPT, str(tmp_path / "jobs"), printer.address),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    assert mother.stdin is not None
    assert mother.stdout is not None
    try:
        yield Watched(printer, mother.stdin, mother.stdout)
    finally:
        # With whatever it has begun.
        os.killpg(mother.pid, signal.SIGKILL)
        await mother.wait()


async def nothing_is_lost_or_doubled(watched: Watched, number: int) -> None:
    """One more program sees to what is left; then each page of each job is there once."""
    assert await watched.run(f"{number} none - 0 0") == 0
    printed = await watched.printed()
    assert {printed[f"{job} {page}"] for job in watched.kept for page in range(PAGES)} == {1}
    assert set(printed.values()) == {1}


async def test_a_program_that_dies_before_and_after_each_step_loses_and_doubles_no_page(
    watched: Watched,
) -> None:
    deaths = [
        f"{step} {when} {skipped}"
        for step in STEPS
        for when in ("before", "after")
        # One that may be printed is only written down as such when there is one.
        for skipped in ((0,) if step == "unknown" else (0, 4))
    ]
    for number, death in enumerate(deaths):
        if death.startswith("unknown"):
            await watched.run(f"{number + 40} page after 1 0")
        assert await watched.run(f"{number} {death} 0") == -signal.SIGKILL, death
    await nothing_is_lost_or_doubled(watched, len(deaths))
    assert len(watched.asked) > len(STEPS)


async def test_a_program_that_is_killed_anywhere_loses_and_doubles_no_page(
    watched: Watched,
) -> None:
    draw = random.Random(6)
    for number in range(KILLS):
        seconds = draw.uniform(0.05, 0.4)
        assert await watched.run(f"{number} somewhere - 0 {seconds}") == -signal.SIGALRM
    await nothing_is_lost_or_doubled(watched, KILLS)
    assert len(watched.kept) > KILLS
