"""Jobs that a service does at its start and from then on again and again."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

_log = logging.getLogger(__name__)


class Recurring:
    """Runs a job when it is started, and every so many seconds until it is stopped."""

    def __init__(self, job: Callable[[], Awaitable[object]], seconds: float, name: str) -> None:
        """`name` is for the log, which is told of a job that fails."""
        self._job = job
        self._seconds = seconds
        self._name = name
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Do the job once, and begin to repeat it."""
        await self._job()
        self.begin()

    def begin(self) -> None:
        """Begin to repeat the job, for the first time after a pause: nobody waits for it."""
        self._task = asyncio.create_task(self._repeat(), name=self._name)

    async def stop(self) -> None:
        """Do it no more; what runs is broken off."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
            self._task = None

    async def _repeat(self) -> None:
        while True:
            await asyncio.sleep(self._seconds)
            try:
                await self._job()
            except Exception:
                _log.exception("%s failed and will be tried again.", self._name)
