"""The plan on the screen: drawn, looked at from anywhere, and worked on by the tool in hand."""

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from admin_designer.designer.document.change import Change
from admin_designer.designer.document.editing import moved
from admin_designer.designer.qt.carried import CarriedSeats
from admin_designer.designer.qt.plan_scene import PlanScene, hall_of, with_fixtures
from admin_designer.designer.qt.plane import Plane
from admin_designer.designer.qt.previewing import draw_chosen_fixtures, draw_preview, draw_words
from admin_designer.designer.tools.board import Board
from admin_designer.designer.tools.calling import Called, called
from admin_designer.designer.tools.pointer import Box, Pointer, Tool
from admin_designer.designer.tools.selecting import SelectTool
from boxoffice.qtkit.theme import Theme
from boxoffice.seatmap.buffer import MapBuffer
from boxoffice.seatmap.hall import Hall
from boxoffice.seatmap.looks import BAR_STEPS, SeatLook
from boxoffice.seatmap.painting import Change as LookChange
from boxoffice.seatmap.painting import Shown
from boxoffice.seatmap.sprites import Ink

Ints = NDArray[np.int64]

#: Zoom for an eighth of a degree of the wheel; a notch is 120 of them.
_WHEEL_BASE = 1.0016
_ZOOM_STEP = 1.25
#: What lies so near to the pointer is meant by it, logical pixels.
_REACH = 7.0
#: In a larger drawing names are worked out once nothing was changed for a moment.
_MOST_NAMED_AT_ONCE, _NAMES_AFTER_MS = 3_000, 180
#: Arrows move what is selected by a step of the grid, with Shift so many, with Alt by this much.
_NUDGES = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_FAR, _FINE_MM = 10, 1
#: What an empty drawing shows, millimetres.
_EMPTY = Box(0.0, 0.0, 14_000.0, 12_000.0)


class Canvas(QWidget):
    """Shows a board; `change_made` carries a Change that a tool made and somebody is to take."""

    change_made = Signal(object)
    view_changed = Signal()
    pointer_moved = Signal(float, float)
    #: The whole row of what is selected is wanted.
    row_wanted = Signal()
    #: What every seat is called was worked out anew: a Called.
    named = Signal(object)

    def __init__(
        self, board: Board, tool: Tool, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(200, 120)
        self.setAccessibleName(self.tr("Plan"))
        self.plane = Plane()
        self._theme = theme
        self._tool = tool
        self._hand = False
        self._pan_from: QPointF | None = None
        self._space_held = False
        self._at = QPointF()
        self._fitted = True
        self._carried: CarriedSeats | None = None
        #: Whether something is carried, and whether a copy of it.
        self._carrying = (False, False)
        self._leave: tuple[Callable[[], None], ...] = ()
        self._buffer: MapBuffer | None = None
        self._names_timer = QTimer(self, interval=_NAMES_AFTER_MS, singleShot=True)
        self._names_timer.timeout.connect(self._name)
        theme.changed.connect(self._take_theme)
        self.show_board(board)

    def show_board(self, board: Board) -> None:
        """Show another drawing, all of it."""
        self._board = board
        for leave in self._leave:
            leave()
        self._leave = (
            board.document.listen(self._changed),
            board.on_selection(self._selection_changed),
        )
        self._name_all()
        self._carrying, self._carried = (False, False), None
        self._show(self._looks())
        hall = self._hall()
        self._scene = PlanScene(hall, self._ink(), {}, board.document.hall)
        self._begin(hall)
        self.fit()

    @property
    def board(self) -> Board:
        """What is shown."""
        return self._board

    @property
    def called(self) -> Called:
        """What every seat was called when that was last worked out."""
        return self._called

    def set_tool(self, tool: Tool) -> None:
        """Work with another tool; what the one in hand has begun is given up."""
        self._tool.cancel()
        self._tool = tool
        self._hand = False
        self._show_cursor()
        self._carry()
        self.update()

    def take_hand(self) -> None:
        """Move the drawing with the left button."""
        self._tool.cancel()
        self._hand = True
        self._show_cursor()

    def fit(self) -> None:
        """Show the whole drawing, and go on doing so when the canvas gets another size."""
        self._fitted = True
        self.plane.fit(self.whole(), self.width(), self.height())
        self._moved()

    def zoom_in(self) -> None:
        """One step nearer."""
        self._zoom(_ZOOM_STEP, QPointF(self.rect().center()))

    def zoom_out(self) -> None:
        """One step further away."""
        self._zoom(1 / _ZOOM_STEP, QPointF(self.rect().center()))

    def look_at(self, box: Box) -> None:
        """Bring the middle of a box into view, and near enough to read its numbers."""
        middle = QPointF(self.rect().center())
        if self.plane.zoom < 0.75:
            self.plane.zoom_by(0.75 / self.plane.zoom, middle)
        self.plane.look_at((box.left + box.right) / 2, (box.top + box.bottom) / 2, middle)
        self._fitted = False
        self._moved()

    def whole(self) -> Box:
        """The box around all that is drawn."""
        board, hall = self._board, self._board.document.hall
        every = (*board.standing.uids, *(one.element_id for one in board.document.fixtures))
        around = board.bounds_of(every)
        if hall.width_mm and hall.depth_mm:
            room = Box(0.0, 0.0, float(hall.width_mm), float(hall.depth_mm))
            if around is None:
                return room
            return Box(
                min(room.left, around.left),
                min(room.top, around.top),
                max(room.right, around.right),
                max(room.bottom, around.bottom),
            )
        if around is None:
            return _EMPTY
        return Box(around.left - 800, around.top - 800, around.right + 800, around.bottom + 800)

    def cancel(self) -> bool:
        """Give up what the tool has begun; whether there was anything."""
        begun = self._tool.preview.carried is not None or self._tool.preview.band is not None
        self._tool.cancel()
        self._carry()
        self.update()
        return begun

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, what is carried over it, and what the tool would do."""
        self.plane.set_ratio(self.devicePixelRatioF())
        projection = self.plane.projection
        ratio = projection.ratio
        width, height = math.ceil(self.width() * ratio), math.ceil(self.height() * ratio)
        if self._buffer is None:
            self._buffer = MapBuffer(self._scene, projection)
        part = self._buffer.show(projection, width, height, self._shown)
        with QPainter(self) as painter:
            painter.scale(1 / ratio, 1 / ratio)
            painter.drawImage(QPoint(0, 0), self._buffer.image, part)
            preview = self._tool.preview
            by_mm = preview.carried or (0, 0)
            if self._carried is not None:
                across, down = (side * self.plane.px_per_mm for side in by_mm)
                self._carried.draw(painter, projection.moved(-across, -down), width, height)
            painter.resetTransform()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            tokens = self._theme.tokens
            chosen = self._board.selected_fixtures()
            draw_chosen_fixtures(painter, chosen, self.plane, tokens, by_mm)
            draw_preview(painter, preview, self.plane, tokens)
            if preview.words:
                draw_words(painter, preview.words, self._at, QRectF(self.rect()), tokens)

    def _begin(self, hall: Hall) -> None:
        """Draw everything anew with the next picture."""
        self._scene = self._scene.varied(hall=hall, room=self._board.document.hall)
        if self._buffer is not None:
            self._buffer.begin(self._scene, self.plane.projection)
        self.update()

    def _hall(self, without: frozenset[str] = frozenset()) -> Hall:
        """The drawing, or what of it stays where it is."""
        board = self._board
        fixtures = (one for one in board.document.fixtures if one.element_id not in without)
        hall = hall_of(board, self._numbers, self._called.letters, self._still(without))
        return with_fixtures(hall, tuple(fixtures))

    def _still(self, without: frozenset[str]) -> Ints | None:
        """The seats but for these; None for all."""
        if not without:
            return None
        still = np.ones(len(self._board.standing.uids), dtype=np.bool_)
        still[self._board.standing.indexes(without)] = False
        return np.flatnonzero(still)

    def _looks(self) -> NDArray[np.uint8]:
        looks = np.full(len(self._board.standing.uids), SeatLook.FREE, dtype=np.uint8)
        looks[self._board.selected_seats()] = SeatLook.CHOSEN
        return looks

    def _show(self, looks: NDArray[np.uint8]) -> None:
        self._shown = Shown(looks, np.full(len(looks), BAR_STEPS, dtype=np.uint8))

    def _ink(self) -> Ink:
        tokens = self._theme.tokens
        # The floor, and not the ground around a seat map.
        return Ink(replace(tokens, ground=tokens.window), self.font())

    def _carry(self) -> None:
        """Draw apart what the tool carries, or everything together again."""
        preview = self._tool.preview
        wanted = (preview.carried is not None, preview.copied)
        if wanted == self._carrying:
            return
        self._carrying = wanted
        looks = self._looks()
        still = frozenset[str]()
        self._carried = None
        if preview.carried is not None:
            board = self._board
            seats = board.selected_seats()
            self._carried = CarriedSeats(
                self._scene.varied(hall=hall_of(board, self._numbers, (), seats), has_floor=False)
            )
            if preview.copied:
                looks[seats] = SeatLook.FREE
            else:
                still = board.selected
                looks = looks[self._still(still)]
        self._show(looks)
        self._begin(self._hall(still))

    # What changes

    def _changed(self, change: Change) -> None:
        """The drawing was changed: show it as it is now."""
        uids = self._board.standing.uids
        if len(uids) > _MOST_NAMED_AT_ONCE:
            self._numbers = self._called.numbers(uids)
            self._names_timer.start()
        else:
            self._name_all()
        self._carrying, self._carried = (False, False), None
        self._show(self._looks())
        self._begin(self._hall())

    def _name(self) -> None:
        self._name_all()
        self._begin(self._hall())

    def _name_all(self) -> None:
        self._called = called(self._board.document)
        self._numbers = self._called.numbers(self._board.standing.uids)
        self.named.emit(self._called)

    def _selection_changed(self) -> None:
        looks, before = self._looks(), self._shown.looks
        # Seats that come or go are drawn anew with all others.
        if len(looks) != len(before) or self._carried is not None:
            return
        differ = np.flatnonzero(looks != before)
        if differ.size and self._buffer is not None:
            self._show(looks)
            self._buffer.change(LookChange(differ, before[differ]), self._shown)
        self.update()

    def _take_theme(self) -> None:
        self._scene = replace(self._scene, ink=self._ink())
        self._begin(self._scene.hall)

    def changeEvent(self, event: QEvent) -> None:
        """Words and letters follow the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._take_theme()

    # Pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The tool, or the hand that moves the drawing."""
        left = event.button() == Qt.MouseButton.LeftButton
        if event.button() == Qt.MouseButton.MiddleButton or (left and self._holds_hand()):
            self._pan_from = event.position()
            self._show_cursor()
        elif left:
            self._tool.press(self._pointer(event.position(), event.modifiers()))
            self._after_tool(event.position())
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pans, or feeds the tool."""
        at = event.position()
        if self._pan_from is not None:
            by = at - self._pan_from
            self._pan_from = at
            self._pan(by.x(), by.y())
        elif not self._holds_hand():
            self._tool.move(self._pointer(at, event.modifiers()))
            self._after_tool(at)
        self.pointer_moved.emit(*self.plane.to_mm(at))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Takes what the tool made."""
        if self._pan_from is not None:
            self._pan_from = None
            self._show_cursor()
        elif event.button() == Qt.MouseButton.LeftButton:
            self.take(self._tool.release(self._pointer(event.position(), event.modifiers())))
            self._after_tool(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Takes the whole row while nothing else is in the hand."""
        if event.button() == Qt.MouseButton.LeftButton and isinstance(self._tool, SelectTool):
            self._tool.press(self._pointer(event.position(), event.modifiers()))
            self._tool.cancel()
            self.row_wanted.emit()
        else:
            self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zooms at the pointer."""
        self._zoom(_WHEEL_BASE ** event.angleDelta().y(), event.position())

    def take(self, change: Change | None) -> None:
        """Hand on a change that does something."""
        if change is not None and change.element_ids:
            self.change_made.emit(change)

    def _pointer(self, at: QPointF, keys: Qt.KeyboardModifier) -> Pointer:
        return Pointer(
            *self.plane.to_mm(at),
            reach_mm=_REACH / self.plane.px_per_mm,
            shift=bool(keys & Qt.KeyboardModifier.ShiftModifier),
            ctrl=bool(keys & Qt.KeyboardModifier.ControlModifier),
            alt=bool(keys & Qt.KeyboardModifier.AltModifier),
        )

    def _after_tool(self, at: QPointF) -> None:
        self._at = at
        self._carry()
        self.update()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space holds the hand, arrows nudge, Esc gives up; other keys go on to the window."""
        key = event.key()
        if key == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space_held = True
            self._show_cursor()
        elif key in _NUDGES and self._board.selected:
            self._nudge(*_NUDGES[Qt.Key(key)], event.modifiers())
        elif key == Qt.Key.Key_Escape:
            if not self.cancel():
                self._board.select(())
        else:
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A drawing that was fitted stays fitted."""
        super().resizeEvent(event)
        if self._fitted:
            self.fit()
        else:
            self._moved()

    def _nudge(self, across: int, down: int, keys: Qt.KeyboardModifier) -> None:
        board = self._board
        step = _FINE_MM if keys & Qt.KeyboardModifier.AltModifier else board.choices.grid_mm
        step *= _FAR if keys & Qt.KeyboardModifier.ShiftModifier else 1
        becomes = moved(board.document, board.selected, across * step, down * step)
        self.take(board.change("Move", becomes, "nudge"))

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

    def _pan(self, across: float, down: float) -> None:
        self._fitted = False
        self.plane.move(across, down)
        self._moved()

    def _zoom(self, factor: float, at: QPointF) -> None:
        self._fitted = False
        self.plane.zoom_by(factor, at)
        self._moved()

    def _moved(self) -> None:
        self.update()
        self.view_changed.emit()
