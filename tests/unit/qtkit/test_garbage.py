"""Windows that nobody reaches any more go on the thread that made them."""

import asyncio
import gc
import threading
import weakref

from PySide6.QtWidgets import QApplication, QWidget

from boxoffice.qtkit.garbage import Collector


class Circle:
    """Something that only a search for garbage takes away; says on which thread."""

    def __init__(self, gone_on: list[int]) -> None:
        self.itself = self
        self.widget = QWidget()
        weakref.finalize(self, lambda: gone_on.append(threading.get_ident()))


async def test_garbage_goes_on_the_thread_of_the_windows_whoever_makes_more_of_it(
    qapp: QApplication,
) -> None:
    gone_on: list[int] = []
    collector = Collector()
    collector._timer.setInterval(1)  # Nobody waits five seconds.
    Circle(gone_on)
    await asyncio.to_thread(_make_garbage)
    while not gone_on:
        _make_garbage()
        await asyncio.sleep(0.01)
    collector.stop()
    assert gone_on == [threading.get_ident()]


def test_a_collector_leaves_things_as_they_were(qapp: QApplication) -> None:
    for automatic in (True, False):
        (gc.enable if automatic else gc.disable)()
        Collector().stop()
        assert gc.isenabled() is automatic


def _make_garbage() -> None:
    for _ in range(2_000):
        circle: list[object] = []
        circle.append(circle)
