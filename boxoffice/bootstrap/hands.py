"""Drives a real window as a person does: keys go where the focus is, and eyes wait for results."""

import asyncio
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

STEP_SECONDS = 15.0
LOOK_SECONDS = 0.01


class StepFailed(Exception):
    """A step did not come true in time; its text says which."""


class Hands:
    """One person's hands on one window."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    async def press(
        self, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press keys one after the other, while a modifier is held."""
        for key in keys:
            await in_a_turn_of_its_own(partial(self._press, key, held))

    async def type(self, text: str) -> None:
        """Type letters and digits."""
        await in_a_turn_of_its_own(lambda: QTest.keyClicks(self._focus(), text))

    async def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click the middle of a widget, or a point of it."""
        where = at or widget.rect().center()
        none = Qt.KeyboardModifier.NoModifier
        await in_a_turn_of_its_own(
            lambda: QTest.mouseClick(widget, Qt.MouseButton.LeftButton, none, where)
        )

    async def until(self, step: str, come_true: Callable[[], bool]) -> None:
        """Let the window work until something is so; StepFailed names what never was."""
        try:
            async with asyncio.timeout(STEP_SECONDS):
                while not come_true():  # noqa: ASYNC110 - a person looks; nothing tells them
                    await asyncio.sleep(LOOK_SECONDS)
        except TimeoutError as error:
            raise StepFailed(f"waited {STEP_SECONDS:g} s in vain until {step}") from error

    def _press(self, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
        QTest.keyClick(self._focus(), key, held)

    def _focus(self) -> QWidget:
        return self._window.focusWidget() or self._window


async def in_a_turn_of_its_own(act: Callable[[], object]) -> None:
    """Do what lets Qt handle events, from the loop and not from this task.

    Qt handles what waits beside the input, other tasks among it, and a task that is run inside of
    another one is lost.
    """
    loop = asyncio.get_running_loop()
    done = loop.create_future()

    def turn() -> None:
        try:
            done.set_result(act())
        except Exception as error:
            done.set_exception(error)

    loop.call_soon(turn)
    await done
