"""The plan with the tool in hand: what pointer and keys do on it."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from admin_designer.designer.document.change import Change
from admin_designer.designer.document.editing import moved
from admin_designer.designer.qt.plan_view import PlanView
from admin_designer.designer.qt.tool_strip import THING_MIME
from admin_designer.designer.tools.board import Board
from admin_designer.designer.tools.pointer import NOTHING, Pointer, Tool
from admin_designer.designer.tools.selecting import SelectTool
from boxoffice.qtkit.theme import Theme

#: Zoom for an eighth of a degree of the wheel; a notch is 120 of them.
_WHEEL_BASE = 1.0016
#: What lies so near to the pointer is meant by it, logical pixels.
_REACH = 7.0
#: Arrows move what is selected by a step of the grid, with Shift so many, with Alt by this much.
_NUDGES = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_FAR, _FINE_MM = 10, 1


class Canvas(PlanView):
    """`change_made` carries a Change that a tool made and somebody is to take; `thing_for` makes
    the tool of a thing that is dragged on to the plan, by its place in the palette."""

    change_made = Signal(object)
    pointer_moved = Signal(float, float)
    #: The whole row of what is selected is wanted.
    row_wanted = Signal()

    def __init__(
        self,
        board: Board,
        theme: Theme,
        thing_for: Callable[[int], Tool],
        parent: QWidget | None = None,
    ) -> None:
        self._tool: Tool = SelectTool(board)
        self._in_hand: Tool = self._tool
        self._thing_for = thing_for
        self._hand = False
        self._pan_from: QPointF | None = None
        self._space_held = False
        super().__init__(board, theme, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)

    def set_tool(self, tool: Tool) -> None:
        """Work with another tool; what the one in hand has begun is given up."""
        self._tool.cancel()
        self._tool = tool
        self._hand = False
        self._show_cursor()
        self.show_preview(NOTHING, QPointF())

    def take_hand(self) -> None:
        """Move the drawing with the left button."""
        self.set_tool(self._tool)
        self._hand = True
        self._show_cursor()

    def give_up(self) -> bool:
        """Give up what the tool has begun; whether there was anything."""
        preview = self._tool.preview
        self._tool.cancel()
        self.show_preview(self._tool.preview, QPointF())
        begun = (preview.carried, preview.band, preview.traced_by)
        return any(one is not None for one in begun)

    def take(self, change: Change | None) -> None:
        """Hand on a change that does something."""
        if change is not None and change.element_ids:
            self.change_made.emit(change)

    # Pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The tool, or the hand that moves the drawing."""
        left = event.button() == Qt.MouseButton.LeftButton
        if event.button() == Qt.MouseButton.MiddleButton or (left and self._holds_hand()):
            self._pan_from = event.position()
            self._show_cursor()
        elif left:
            self._tool.press(self._pointer(event.position(), event.modifiers()))
            self.show_preview(self._tool.preview, event.position())
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pans, or feeds the tool."""
        at = event.position()
        if self._pan_from is not None:
            by, self._pan_from = at - self._pan_from, at
            self.pan(by.x(), by.y())
        elif not self._holds_hand():
            self._tool.move(self._pointer(at, event.modifiers()))
            self.show_preview(self._tool.preview, at)
        self.pointer_moved.emit(*self.plane.to_mm(at))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Takes what the tool made."""
        if self._pan_from is not None:
            self._pan_from = None
            self._show_cursor()
        elif event.button() == Qt.MouseButton.LeftButton:
            self._let_go(event.position(), event.modifiers())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Takes the whole row while nothing else is in the hand."""
        left = event.button() == Qt.MouseButton.LeftButton
        if left and isinstance(self._tool, SelectTool) and not self._holds_hand():
            self._tool.press(self._pointer(event.position(), event.modifiers()))
            self._tool.cancel()
            self.row_wanted.emit()
        else:
            self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zooms at the pointer."""
        self.zoom_by(_WHEEL_BASE ** event.angleDelta().y(), event.position())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A thing from the palette is in the hand for as long as it is over the plan."""
        if event.mimeData().hasFormat(THING_MIME):
            number = int(bytes(event.mimeData().data(THING_MIME).data()))
            self._in_hand, self._tool = self._tool, self._thing_for(number)
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """It shows where it would stand."""
        self._tool.move(self._pointer(event.position(), event.modifiers()))
        self.show_preview(self._tool.preview, event.position())
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It goes back to the palette."""
        self.set_tool(self._in_hand)

    def dropEvent(self, event: QDropEvent) -> None:
        """It is put down as by a click."""
        self._tool.press(self._pointer(event.position(), event.modifiers()))
        self._let_go(event.position(), event.modifiers())
        self.set_tool(self._in_hand)
        self.setFocus()
        event.acceptProposedAction()

    def _let_go(self, at: QPointF, keys: Qt.KeyboardModifier) -> None:
        self.take(self._tool.release(self._pointer(at, keys)))
        self.show_preview(self._tool.preview, at)

    def _pointer(self, at: QPointF, keys: Qt.KeyboardModifier) -> Pointer:
        return Pointer(
            *self.plane.to_mm(at),
            reach_mm=_REACH / self.plane.px_per_mm,
            shift=bool(keys & Qt.KeyboardModifier.ShiftModifier),
            ctrl=bool(keys & Qt.KeyboardModifier.ControlModifier),
            alt=bool(keys & Qt.KeyboardModifier.AltModifier),
        )

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space holds the hand, arrows nudge, Esc gives up what was begun; other keys, and Esc
        when nothing was, go on to the page."""
        key = event.key()
        if key == Qt.Key.Key_Space:
            self._space_held = True
            self._show_cursor()
        elif key in _NUDGES and self._board.selected:
            self._nudge(*_NUDGES[Qt.Key(key)], event.modifiers())
        elif key != Qt.Key.Key_Escape or not self.give_up():
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Letting Space go puts the tool back into the hand."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space_held = False
            self._show_cursor()
        else:
            super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keys that are held are not heard of again."""
        self._space_held = False
        self._show_cursor()
        super().focusOutEvent(event)

    def _nudge(self, across: int, down: int, keys: Qt.KeyboardModifier) -> None:
        board = self._board
        step = _FINE_MM if keys & Qt.KeyboardModifier.AltModifier else board.choices.grid_mm
        step *= _FAR if keys & Qt.KeyboardModifier.ShiftModifier else 1
        step *= self.plane.side
        becomes = moved(board.document, board.selected, across * step, down * step)
        # Steps with the same things in a row are taken back together.
        self.take(board.change("Move", becomes, f"nudge {hash(board.selected)}"))

    def _holds_hand(self) -> bool:
        return self._hand or self._space_held

    def _show_cursor(self) -> None:
        if self._pan_from is not None:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self._holds_hand():
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        elif isinstance(self._tool, SelectTool):
            self.unsetCursor()
        else:
            self.setCursor(Qt.CursorShape.CrossCursor)
