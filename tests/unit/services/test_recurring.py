"""Jobs that are done again and again outlive their own failures."""

import asyncio

import pytest

from boxoffice.services.recurring import Recurring


async def test_a_job_is_done_at_start_and_again_after_a_failure(
    caplog: pytest.LogCaptureFixture,
) -> None:
    third = asyncio.Event()
    done: list[int] = []

    async def job() -> None:
        done.append(len(done) + 1)
        if len(done) == 2:
            raise ConnectionError
        if len(done) == 3:
            third.set()
            await asyncio.Event().wait()

    recurring = Recurring(job, 0.0, "Counting")
    await recurring.start()
    assert done == [1]
    await third.wait()
    await recurring.stop()
    await recurring.stop()
    assert done == [1, 2, 3]
    assert caplog.messages == ["Counting failed and will be tried again."]
