"""Qt and asyncio on one loop: each trap of joining them has its test."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from boxoffice.qtkit.loop import run
from boxoffice.qtkit.tasks import Tasks


@pytest.fixture
def tasks(qapp: QApplication) -> Tasks:
    return Tasks()


def test_what_main_returns_is_what_the_program_ends_with(qapp: QApplication, tasks: Tasks) -> None:
    async def main() -> int:
        await asyncio.sleep(0)
        return 7

    assert run(qapp, tasks, main) == 7


def test_an_exception_in_a_slot_is_logged_told_and_survived(
    qapp: QApplication, tasks: Tasks, caplog: pytest.LogCaptureFixture
) -> None:
    def slot() -> None:
        raise ZeroDivisionError("in a slot")

    async def main() -> str:
        told = asyncio.get_running_loop().create_future()
        tasks.failed.connect(told.set_result)
        QTimer.singleShot(0, slot)
        return str(await told)

    assert run(qapp, tasks, main).startswith("A fault in Box Office stopped this step.")
    assert "ZeroDivisionError: in a slot" in caplog.text


def test_a_generator_dropped_half_way_is_closed(qapp: QApplication, tasks: Tasks) -> None:
    ended: list[str] = []

    async def seats() -> AsyncIterator[str]:
        try:
            yield "C6"
            yield "C7"
        finally:
            await asyncio.sleep(0)
            ended.append("closed")

    async def main() -> None:
        async for _ in seats():
            break
        gc.collect()
        await asyncio.sleep(0)

    run(qapp, tasks, main)
    assert ended == ["closed"]


def test_a_generator_still_held_at_the_end_is_closed_too(qapp: QApplication, tasks: Tasks) -> None:
    ended: list[str] = []

    async def seats() -> AsyncIterator[str]:
        try:
            yield "C6"
        finally:
            ended.append("closed")

    stream = seats()

    async def main() -> str:
        return await anext(stream)

    assert run(qapp, tasks, main) == "C6"
    assert ended == ["closed"]


def test_the_last_window_closing_does_not_end_a_sale(qapp: QApplication, tasks: Tasks) -> None:
    before = qapp.quitOnLastWindowClosed()
    qapp.setQuitOnLastWindowClosed(False)

    async def main() -> str:
        window = QWidget()
        window.show()
        window.close()
        await asyncio.sleep(0)
        return "sold"

    assert run(qapp, tasks, main) == "sold"
    qapp.setQuitOnLastWindowClosed(before)


def test_ctrl_c_lets_main_clean_up(qapp: QApplication, tasks: Tasks) -> None:
    ended: list[str] = []

    def interrupted() -> None:
        raise KeyboardInterrupt

    async def main() -> None:
        QTimer.singleShot(0, interrupted)
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("seats let go")

    with pytest.raises(asyncio.CancelledError):
        run(qapp, tasks, main)
    assert ended == ["seats let go"]


def test_a_callback_that_fails_is_reported(
    qapp: QApplication, tasks: Tasks, caplog: pytest.LogCaptureFixture
) -> None:
    def callback() -> None:
        raise ZeroDivisionError("in a callback")

    async def main() -> None:
        loop = asyncio.get_running_loop()
        told = loop.create_future()
        tasks.failed.connect(told.set_result)
        loop.call_soon(callback)
        await told

    with caplog.at_level(logging.ERROR, logger="boxoffice"):
        run(qapp, tasks, main)
    assert "ZeroDivisionError: in a callback" in caplog.text
