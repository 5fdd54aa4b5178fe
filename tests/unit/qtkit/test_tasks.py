"""Where refusals and bugs of started coroutines go."""

import asyncio
import logging

import pytest

from boxoffice.model.errors import Refusal, SeatsGone
from boxoffice.qtkit.tasks import Tasks


async def refused() -> None:
    raise SeatsGone("C6 has just been sold.", seat_ids=("C6",))


async def broken() -> None:
    raise ZeroDivisionError("a bug")


@pytest.fixture
def tasks(qapp: object) -> Tasks:
    return Tasks()


@pytest.fixture
def told(tasks: Tasks) -> list[str]:
    words: list[str] = []
    tasks.failed.connect(words.append)
    return words


async def test_a_refusal_nobody_takes_is_told_in_its_own_words(
    tasks: Tasks, told: list[str]
) -> None:
    await tasks.start(refused())
    assert told == ["C6 has just been sold."]


async def test_a_refusal_goes_to_who_asked_and_to_nobody_else(
    tasks: Tasks, told: list[str]
) -> None:
    taken: list[Refusal] = []
    await tasks.start(refused(), on_refusal=taken.append)
    assert [(type(refusal), refusal.seat_ids) for refusal in taken] == [(SeatsGone, ("C6",))]
    assert told == []


async def test_a_bug_is_logged_with_its_trace_that_the_clerk_never_sees(
    tasks: Tasks, told: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    await tasks.start(broken(), on_refusal=lambda refusal: None)
    assert told == ["A fault in Box Office stopped this step. It is in the log; try again."]
    [record] = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert record.exc_info is not None
    assert record.exc_info[0] is ZeroDivisionError
    assert "in broken" in caplog.text


async def test_closing_ends_what_still_runs_and_tells_nobody(tasks: Tasks, told: list[str]) -> None:
    running = tasks.start(asyncio.Event().wait())
    await tasks.close()
    assert running.cancelled()
    assert told == []


async def test_a_fault_in_who_takes_refusals_is_told_too(tasks: Tasks, told: list[str]) -> None:
    def handler(refusal: Refusal) -> None:
        raise ZeroDivisionError

    await tasks.start(refused(), on_refusal=handler)
    assert told == ["A fault in Box Office stopped this step. It is in the log; try again."]
