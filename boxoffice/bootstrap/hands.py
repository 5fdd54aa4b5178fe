"""Drives a real window as a person does: keys go where the focus is, and eyes wait for results."""

import asyncio
from collections.abc import Callable

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

    def press(self, *keys: Qt.Key) -> None:
        """Press keys one after the other."""
        for key in keys:
            QTest.keyClick(self._window.focusWidget() or self._window, key)

    def type(self, text: str) -> None:
        """Type letters and digits."""
        QTest.keyClicks(self._window.focusWidget() or self._window, text)

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click the middle of a widget, or a point of it."""
        where = at or widget.rect().center()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)

    async def until(self, step: str, come_true: Callable[[], bool]) -> None:
        """Let the window work until something is so; StepFailed names what never was."""
        try:
            async with asyncio.timeout(STEP_SECONDS):
                while not come_true():  # noqa: ASYNC110 - a person looks; nothing tells them
                    await asyncio.sleep(LOOK_SECONDS)
        except TimeoutError as error:
            raise StepFailed(f"waited {STEP_SECONDS:g} s in vain until {step}") from error
