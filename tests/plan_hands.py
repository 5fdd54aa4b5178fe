"""Hands on the designer: a person draws with mouse and keys, in millimetres of the hall."""

import asyncio
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from admin_designer.designer.qt.fields import Choice, NumberField, TextField
from admin_designer.designer.qt.workspace import DesignerWorkspace
from admin_designer.designer.tools.board import Board
from boxoffice.bootstrap.hands import Hands, in_a_turn_of_its_own

Spot = tuple[float, float]
LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
NONE = Qt.KeyboardModifier.NoModifier
_STEPS = 4


class PlanHands:
    """One person at the designer in a window."""

    def __init__(self, page: DesignerWorkspace, window: QWidget) -> None:
        self.page = page
        self.window = window
        self.hands = Hands(window)

    @property
    def board(self) -> Board:
        return self.page.board

    def spots(self) -> set[tuple[int, int]]:
        """Where all seats stand."""
        standing = self.board.standing
        places = zip(standing.x_mm.tolist(), standing.y_mm.tolist(), strict=True)
        return {(round(x), round(y)) for x, y in places}

    def uid_at(self, x: int, y: int) -> str:
        """The seat whose middle is there."""
        standing = self.board.standing
        away = abs(standing.x_mm - x) + abs(standing.y_mm - y)
        assert away.min() < 1
        return standing.uids[int(away.argmin())]

    async def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press keys one after the other, on whoever has the focus."""
        for key in keys:
            await in_a_turn_of_its_own(partial(self._press, key, modifier))

    async def type(self, text: str) -> None:
        """Type on whoever has the focus."""
        await self.hands.type(text)

    async def fill(self, field: NumberField | TextField, text: str) -> None:
        """Type into a field and press Enter."""

        def fill() -> None:
            field.setFocus()
            field.selectAll()
            QTest.keyClicks(field, text)
            QTest.keyClick(field, Qt.Key.Key_Return)

        await in_a_turn_of_its_own(fill)
        await self.settle()

    async def choose(self, choice: Choice, at: int) -> None:
        """Choose one of the words."""

        def choose() -> None:
            choice.setCurrentIndex(at)
            choice.activated.emit(at)

        await in_a_turn_of_its_own(choose)
        await self.settle()

    async def click(self, spot: Spot, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Click a spot of the hall."""
        await self.drag(spot, spot, modifier=modifier)

    async def drag(
        self,
        start: Spot,
        end: Spot,
        *,
        modifier: Qt.KeyboardModifier = NONE,
        button: Qt.MouseButton = LEFT,
        let_go: bool = True,
    ) -> None:
        """Drag from one spot of the hall to another."""
        canvas = self.page.canvas
        way = [self.at(start, end, step / _STEPS) for step in range(_STEPS + 1)]

        def drag() -> None:
            QTest.mouseMove(canvas, way[0])
            QTest.mousePress(canvas, button, modifier, way[0])
            for point in way[1:]:
                # Qt's own tests cannot say which keys are held while the mouse moves.
                canvas.mouseMoveEvent(moved(point, button, modifier))
            if let_go:
                QTest.mouseRelease(canvas, button, modifier, way[-1])

        await in_a_turn_of_its_own(drag)
        await self.settle()

    def at(self, start: Spot, end: Spot, share: float = 0.0) -> QPoint:
        """A point of the canvas, so much of the way from one spot to another."""
        x, y = (a + (b - a) * share for a, b in zip(start, end, strict=True))
        return self.page.canvas.plane.to_view(x, y).toPoint()

    async def settle(self) -> None:
        """Let the panels catch up."""
        await asyncio.sleep(0)
        await asyncio.sleep(0.01)

    async def until(self, step: str, come_true: Callable[[], bool]) -> None:
        """Wait until something is so."""
        await self.hands.until(step, come_true)

    def _press(self, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
        QTest.keyClick(self.window.focusWidget() or self.window, key, modifier)


def moved(at: QPoint, button: Qt.MouseButton, modifier: Qt.KeyboardModifier) -> QMouseEvent:
    """The pointer at a point of the canvas with a button and keys held."""
    return QMouseEvent(QEvent.Type.MouseMove, QPointF(at), QPointF(at), button, button, modifier)
