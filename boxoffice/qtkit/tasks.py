"""Coroutines started from Qt signals: where their refusals and bugs go, and how they end."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QObject, Signal

from boxoffice.model.errors import Refusal

_log = logging.getLogger(__name__)


class Tasks(QObject):
    """Runs coroutines on the loop that Qt shares with asyncio.

    `failed` carries words for the clerk: a refusal's own, or that there was a fault. A fault's
    trace goes to the log and nowhere else.
    """

    failed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._running: set[asyncio.Task[None]] = set()

    def apart(self) -> "Tasks":
        """Tasks that are closed by themselves, with whatever they are for; they fail into these."""
        own = Tasks()
        own.failed.connect(self.failed)
        return own

    def start(
        self,
        coroutine: Coroutine[Any, Any, object],
        on_refusal: Callable[[Refusal], None] | None = None,
    ) -> asyncio.Task[None]:
        """Run `coroutine`; a refusal goes to `on_refusal`, or as words to `failed` without one."""
        task = asyncio.get_running_loop().create_task(self._guard(coroutine, on_refusal))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        # A task cancelled before its first step never comes to await what it was given.
        task.add_done_callback(lambda _: coroutine.close())
        return task

    async def close(self) -> None:
        """Cancel what still runs and wait until it has ended."""
        mine = asyncio.current_task()
        running = [task for task in self._running if task is not mine]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    def report(self, bug: BaseException) -> None:
        """Log a fault with its trace and tell the clerk that there was one."""
        _log.error("unexpected failure", exc_info=bug)
        self.failed.emit(
            self.tr("A fault in Box Office stopped this step. It is in the log; try again.")
        )

    def report_from_loop(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Stand in for the loop's exception handler: callbacks, and tasks nobody awaited."""
        bug = context.get("exception")
        if isinstance(bug, BaseException):
            self.report(bug)
        else:
            _log.error("event loop: %s", context.get("message"))

    async def _guard(
        self,
        coroutine: Coroutine[Any, Any, object],
        on_refusal: Callable[[Refusal], None] | None,
    ) -> None:
        try:
            try:
                await coroutine
            except Refusal as refusal:
                _log.info("refused: %s %s", refusal.code, refusal)
                (on_refusal or self._tell)(refusal)
        except Exception as bug:
            self.report(bug)

    def _tell(self, refusal: Refusal) -> None:
        self.failed.emit(str(refusal))
