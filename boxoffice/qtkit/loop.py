"""One loop for Qt and asyncio: every known trap of joining the two is dealt with here."""

import asyncio
import sys
import weakref
from collections.abc import AsyncGenerator, Callable, Coroutine, Sequence
from types import TracebackType
from typing import Any, TypeVar

import qasync
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from boxoffice.qtkit.garbage import Collector
from boxoffice.qtkit.tasks import Tasks

_T = TypeVar("_T")

#: Qt's platforms that draw for nobody.
UNSEEN = frozenset({"offscreen", "minimal", "minimalegl"})


def make_app(arguments: Sequence[str]) -> QApplication:
    """The application object; fractional scalings such as 125 % are taken as they are."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    # Chosen here, since setStyle() answers a style: PySide would build that class and its hundreds
    # of names before the first picture.
    app = QApplication([*arguments, "-style", "fusion"])
    app.setApplicationName("boxoffice")
    app.setApplicationDisplayName("Box Office")
    # Otherwise the last window's closing ends the loop while a sale is still being written.
    app.setQuitOnLastWindowClosed(False)
    return app


def is_seen() -> bool:
    """Whether there is a screen on which somebody can see the windows."""
    return QGuiApplication.platformName() not in UNSEEN


def run(app: QApplication, tasks: Tasks, main: Callable[[], Coroutine[Any, Any, _T]]) -> _T:
    """Run `main` to its end and return its result; the loop, its tasks and generators end with it.

    What nobody catches, in slots, callbacks and tasks, is reported by `tasks`. Ctrl+C cancels
    `main`, which then ends with asyncio.CancelledError after its clean-up.
    """
    loop = qasync.QEventLoop(app)
    loop.set_exception_handler(tasks.report_from_loop)
    whole = loop.create_task(_whole(main, tasks, generators := _Generators(loop)))

    def uncaught(
        kind: type[BaseException], bug: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            whole.cancel()
        else:
            tasks.report(bug.with_traceback(trace))

    hooks, excepthook = sys.get_asyncgen_hooks(), sys.excepthook
    # qasync sets no hooks of its own, so a generator left half-way would never be closed.
    sys.set_asyncgen_hooks(firstiter=generators.begun, finalizer=generators.dropped)
    # PySide hands what a slot raises to the excepthook, which by default only prints it.
    sys.excepthook = uncaught
    collector = Collector()
    try:
        return loop.run_until_complete(whole)
    finally:
        collector.stop()
        sys.excepthook = excepthook
        sys.set_asyncgen_hooks(*hooks)
        loop.close()


async def _whole(
    main: Callable[[], Coroutine[Any, Any, _T]], tasks: Tasks, generators: "_Generators"
) -> _T:
    try:
        return await main()
    finally:
        await tasks.close()
        await generators.close()


class _Generators:
    """The asynchronous generators that have begun and not ended."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._begun: weakref.WeakSet[AsyncGenerator[Any, Any]] = weakref.WeakSet()
        self._closing: set[asyncio.Task[None]] = set()

    def begun(self, generator: AsyncGenerator[Any, Any]) -> None:
        self._begun.add(generator)

    def dropped(self, generator: AsyncGenerator[Any, Any]) -> None:
        # Called by the garbage collector, which may run in any thread.
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._start_closing, generator)

    async def close(self) -> None:
        open_ones = [*self._begun]
        await asyncio.gather(*(one.aclose() for one in open_ones), return_exceptions=True)
        await asyncio.gather(*self._closing, return_exceptions=True)

    def _start_closing(self, generator: AsyncGenerator[Any, Any]) -> None:
        task = self._loop.create_task(_closed(generator))
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)


async def _closed(generator: AsyncGenerator[Any, Any]) -> None:
    await generator.aclose()
