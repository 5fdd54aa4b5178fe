"""The seat map: the widget in which seats are looked at, pointed at and asked for."""

import time
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from boxoffice.model.layout import Plan
from boxoffice.qtkit.tokens import Tokens
from boxoffice.seatmap.display import HallDisplay
from boxoffice.seatmap.gestures import Gestures, Point
from boxoffice.seatmap.keyboard import Step
from boxoffice.seatmap.looks import TAKABLE
from boxoffice.seatmap.overlay import draw_band, draw_count, draw_focus_frame
from boxoffice.seatmap.painting import Change
from boxoffice.seatmap.speech import say

#: Zoom for an eighth of a degree of the wheel; a notch is 120 of them.
_WHEEL_BASE = 1.0016
_NO_SEATS: NDArray[np.int64] = np.empty(0, dtype=np.int64)
_BY_KEY = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
_FOREIGN_MODIFIERS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class SeatMap(HallDisplay):
    """A hall in which seats can be chosen. It decides nothing: it tells what was asked for.

    `seats_chosen` carries a list of seats: one for a click or Space, all of a drag, or of Shift
    with arrows, once it ends. Drags and Shift gather only seats that can be taken, or only
    yours where they begin on one of yours. Keys that mean nothing here go on to the parent.
    `pointed_at` carries the seat that the pointer has come to, -1 when it has left it.
    """

    seats_chosen = Signal(list)
    cursor_moved = Signal(int)
    pointed_at = Signal(int)

    def __init__(
        self,
        tokens: Tokens,
        steady: Callable[[], float] = time.monotonic,
        parent: QWidget | None = None,
    ) -> None:
        """`steady` is the clock, in seconds, on which `set_deadlines` is told its times."""
        super().__init__(tokens, steady, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Seat map"))
        self._describe: Callable[[int], str] = self._seat_id
        self._zero_fits = True
        self._column = 0.0
        self._anchor = -1
        self._gathered = _NO_SEATS
        self._gestures = Gestures(QApplication.startDragDistance())
        self._came_by_key = False
        self._pointed = -1

    def show_plan(self, plan: Plan, captions: Mapping[int, str]) -> None:
        """Show a hall, all of it free, with the cursor in its middle."""
        self._give_up()
        self._point_at(-1)
        super().show_plan(plan, captions)
        self.set_cursor(self._walk.first())

    def set_screen_at_bottom(self, at_bottom: bool) -> None:
        """Which way round the hall is shown; the cursor stays on its seat."""
        self._give_up()
        super().set_screen_at_bottom(at_bottom)
        self.set_cursor(self._marks.cursor)

    def cursor_seat(self) -> int:
        """The seat the keyboard is on, -1 where there is none."""
        return self._marks.cursor

    def set_cursor(self, seat: int) -> None:
        """Put the cursor on a seat and show it; -1 takes it away."""
        self._go(Step(seat, float(self._view.hall.x[seat]) if seat >= 0 else 0.0))

    def go_to_free(self) -> None:
        """Put the cursor on the seat that can be taken nearest to it; it stays where none can."""
        hall, seat = self._view.hall, self._marks.cursor
        free = np.flatnonzero(np.isin(self._states.looks, list(TAKABLE)))
        if seat >= 0 and free.size:
            away = np.hypot(hall.x[free] - hall.x[seat], hall.y[free] - hall.y[seat])
            self.set_cursor(int(free[away.argmin()]))

    def set_describe(self, describe: Callable[[int], str]) -> None:
        """How a seat is spoken: its id, price and state."""
        self._describe = describe
        self._speak()

    def set_zero_fits(self, fits: bool) -> None:
        """Whether 0 fits the hall in the view; not while a number of seats is being typed."""
        self._zero_fits = fits

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Moves the cursor, takes the cursor seat, zooms; leaves every other key alone."""
        if event.modifiers() & _FOREIGN_MODIFIERS or not self._view.hall.x.size:
            event.ignore()
            return
        step = self._step(event.key())
        if step is not None:
            self._step_to(step, gather=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif not self._act(event):
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Letting Shift go asks for the seats it gathered."""
        if event.key() == Qt.Key.Key_Shift and self._anchor >= 0:
            self._ask_for_gathered()
            return
        super().keyReleaseEvent(event)

    def _step(self, key: int) -> Step | None:
        """Where a key moves the cursor, or None for a key that does not."""
        walk, seat = self._walk, self._marks.cursor
        if seat < 0:
            seat = walk.first()
        here = Step(seat, self._column)
        steps: dict[int, Callable[[], Step]] = {
            Qt.Key.Key_Left: lambda: walk.across(seat, -1),
            Qt.Key.Key_Right: lambda: walk.across(seat, 1),
            Qt.Key.Key_Up: lambda: walk.down(here, -1),
            Qt.Key.Key_Down: lambda: walk.down(here, 1),
            Qt.Key.Key_Home: lambda: walk.end(seat, last=False),
            Qt.Key.Key_End: lambda: walk.end(seat, last=True),
        }
        return steps[key]() if key in steps else None

    def _step_to(self, step: Step, *, gather: bool) -> None:
        start = self._marks.cursor
        if gather and self._anchor < 0:
            self._anchor = start
        elif not gather:
            self._give_up()
        self._go(step)
        if gather:
            between = self._walk.between(self._anchor, step.seat)
            self._gather(np.array(between, dtype=np.int64), self._anchor)

    def _act(self, event: QKeyEvent) -> bool:
        """What the remaining keys of the map do; whether this is one of them."""
        key = event.key()
        if key == Qt.Key.Key_Space:
            if not event.isAutoRepeat() and self._marks.cursor >= 0:
                self._give_up()
                seat = self._meant(self._marks.cursor, QPointF())
                self.set_cursor(self._areas.after(seat, self._states.looks))
                self.seats_chosen.emit([seat])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_in()
        elif key == Qt.Key.Key_Minus:
            self.zoom_out()
        elif key == Qt.Key.Key_0 and self._zero_fits:
            self.fit()
        elif key == Qt.Key.Key_Escape and self._gathered.size:
            self._give_up()
        else:
            return False
        return True

    # Pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Left begins a click or a band, the middle button moves the map."""
        moves_map = event.button() == Qt.MouseButton.MiddleButton
        if not moves_map and event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self._gestures.press(_point(event), moves_map=moves_map)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Gathers the seats of the band, or moves the map."""
        across, down = self._gestures.move(_point(event))
        if self._gestures.moving:
            self._change_view(lambda view: view.move(across, down))
            return
        self._point_at(self._seat_at(event.position()))
        band, start = self._gestures.band, self._gestures.start
        if band is not None and start is not None:
            first = self._seat_at(QPointF(start.x, start.y))
            self._gather(self._view.seats_in(band), first)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Asks for the seats of the band, or for the one clicked."""
        start, banded = self._gestures.start, self._gestures.band is not None
        if self._is_dragged():
            self.update()
        self._gestures.finish()
        if start is None:
            return
        if banded:
            self._end_band(event.position())
            return
        seat = self._meant(self._seat_at(event.position()), event.position())
        if seat < 0:
            return
        chosen = [seat]
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self._marks.cursor >= 0:
            first = self._marks.cursor
            between = np.array(self._walk.between(first, seat), dtype=np.int64)
            chosen = self._states.gatherable(between, first).tolist()
        self.set_cursor(seat)
        if chosen:
            self.seats_chosen.emit(chosen)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zooms about the pointer."""
        factor = _WHEEL_BASE ** event.angleDelta().y()
        self._change_view(lambda view: view.zoom_by(factor, event.position()), soften=True)
        self._point_at(self._seat_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is over no seat any more."""
        super().leaveEvent(event)
        self._point_at(-1)

    def _meant(self, seat: int, at: QPointF) -> int:
        """What a press there asks for: in an area that is sold the next free place."""
        spot = QPointF(*self._view.projection.to_map(at.x(), at.y()))
        return self._areas.meant(seat, spot, self._states.looks)

    def _is_dragged(self) -> bool:
        return self._gestures.moving

    def _point_at(self, seat: int) -> None:
        if seat != self._pointed:
            self._pointed = seat
            self.pointed_at.emit(seat)

    def _end_band(self, at: QPointF) -> None:
        """Ask for the seats of the band; the cursor goes to the one where the pointer ended."""
        hall, gathered = self._view.hall, self._gathered
        if gathered.size:
            x, y = self._view.projection.to_map(at.x(), at.y())
            away = np.hypot(hall.x[gathered] - x, hall.y[gathered] - y)
            self.set_cursor(int(gathered[away.argmin()]))
        self._ask_for_gathered()

    # Focus and marks

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Shows where the keyboard is, with a frame where a key brought it."""
        self._came_by_key = event.reason() in _BY_KEY
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was being gathered is given up with the keyboard."""
        self._give_up()
        super().focusOutEvent(event)

    def _paint_marks(self, painter: QPainter) -> None:
        super()._paint_marks(painter)
        band = self._gestures.band
        if band is not None:
            box = QRectF(band.left, band.top, band.width, band.height)
            draw_band(painter, box, self._tokens)
            self._draw_count(painter)
        if self.hasFocus() and self._came_by_key:
            draw_focus_frame(painter, QRectF(self.rect()), self._tokens)

    def _draw_count(self, painter: QPainter) -> None:
        """How many seats the drag takes, or gives back."""
        count = self._gathered.size
        if count:
            words = self.tr("1 seat") if count == 1 else self.tr("%n seats", "", count)
            at, room = self._gestures.last, QRectF(self.contentsRect())
            draw_count(painter, QPointF(at.x, at.y), words, room, self._tokens, self.font())

    def _go(self, step: Step) -> None:
        moved = step.seat != self._marks.cursor
        self._marks.cursor = step.seat
        self._column = step.column
        if step.seat >= 0:
            self._change_view(lambda view: view.reveal(step.seat))
        self.update()
        if moved:
            self._speak()
            self.cursor_moved.emit(step.seat)

    def _gather(self, seats: NDArray[np.int64], start: int) -> None:
        self._gathered = self._states.gatherable(seats, start)
        self._repaint(lambda: self._states.gather(self._gathered, self._steady()))
        self.update()

    def _ask_for_gathered(self) -> None:
        chosen = self._gathered.tolist()
        self._give_up()
        if chosen:
            self.seats_chosen.emit(chosen)

    def _give_up(self) -> None:
        """End gathering without asking for anything."""
        self._anchor = -1
        self._gestures.finish()
        if self._gathered.size:
            self._gathered = _NO_SEATS
            self._repaint(lambda: self._states.gather(_NO_SEATS, self._steady()))
        self.update()

    def _repaint(self, change_states: Callable[[], Change]) -> None:
        super()._repaint(change_states)
        # What is said of the cursor seat may have changed with its look, or beside it.
        self._speak()

    def _speak(self) -> None:
        seat = self._marks.cursor
        say(self, self._describe(seat) if seat >= 0 else "")

    def _seat_id(self, seat: int) -> str:
        return self._view.hall.plan.seats[seat].seat_id


def _point(event: QMouseEvent) -> Point:
    return Point(event.position().x(), event.position().y())
