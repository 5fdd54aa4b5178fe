"""Shows a hall of any size with what each seat is; whoever lets people choose builds on it."""

import time
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from boxoffice.model.layout import Plan
from boxoffice.qtkit.tokens import Tokens
from boxoffice.seatmap.buffer import Scene
from boxoffice.seatmap.decor import Decor
from boxoffice.seatmap.fitting import Fitting
from boxoffice.seatmap.furniture import Floats
from boxoffice.seatmap.hall import Hall
from boxoffice.seatmap.keyboard import Walk
from boxoffice.seatmap.marks import Bracket, Callout, Marks
from boxoffice.seatmap.painting import Change, Shown
from boxoffice.seatmap.picture import Picture
from boxoffice.seatmap.projection import Bounds, Projection
from boxoffice.seatmap.row_bands import RowBands
from boxoffice.seatmap.sprites import Ink
from boxoffice.seatmap.standing import SoldAreas
from boxoffice.seatmap.states import SeatStates
from boxoffice.seatmap.view import MapView

#: How often the bars of held seats are brought up to date.
_BAR_TICK_MS = 1000
#: So long after the wheel's last turn a stretched picture is drawn anew.
_CRISP_AFTER_MS = 60
_LEAST_SIZE = QSize(200, 120)
_NO_WORDS: Floats = np.empty((0, 4))
_NO_PLAN = Plan((), (), (), (), 0, 0, 0, 0)


class HallDisplay(QWidget):
    """A hall with its seats' looks. Seats are named by their index in the plan."""

    zoomed = Signal(float)
    #: Another part of the hall is in view, or another hall.
    view_changed = Signal()
    #: Some seats look different: a Change.
    looks_changed = Signal(object)

    def __init__(
        self,
        tokens: Tokens,
        steady: Callable[[], float] = time.monotonic,
        parent: QWidget | None = None,
    ) -> None:
        """`steady` is the clock, in seconds, on which `set_deadlines` is told its times."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(_LEAST_SIZE)
        self._tokens = tokens
        self._steady = steady
        self._captions: dict[int, str] = {}
        self._screen_at_bottom = True
        self._marks = Marks()
        self._states = SeatStates(0)
        self._bands: RowBands | None = None
        self._decor: Decor | None = None
        self._picture = Picture()
        self._bar_timer = QTimer(self, interval=_BAR_TICK_MS)
        self._bar_timer.timeout.connect(self.drain_bars)
        self._crisp_timer = QTimer(self, interval=_CRISP_AFTER_MS, singleShot=True)
        self._crisp_timer.timeout.connect(self.update)
        self._lay_out(_NO_PLAN)

    def show_plan(self, plan: Plan, captions: Mapping[int, str]) -> None:
        """Show a hall, all of it free; `captions` stand beside the names of the categories."""
        self._captions = dict(captions)
        self._states = SeatStates(len(plan.seats))
        self._marks = Marks()
        self._bar_timer.stop()
        self._lay_out(plan)
        self.zoomed.emit(self._view.zoom)

    def set_looks(self, looks: NDArray[np.uint8]) -> None:
        """Looks (SeatLook) of all seats, in the plan's order. ValueError for another number."""
        self._repaint(lambda: self._states.set_all(looks, self._steady()))

    def change_looks(self, seats: Sequence[int] | NDArray[np.int64], looks: ArrayLike) -> None:
        """Looks of some seats; one look stands for all of them."""
        indexes = np.asarray(seats, dtype=np.int64)
        new = np.asarray(looks, dtype=np.uint8)
        self._repaint(lambda: self._states.change(indexes, new, self._steady()))

    def set_deadlines(self, deadlines: Mapping[int, tuple[float, float]]) -> None:
        """When the holds of held seats began and end, in seconds of the map's steady clock."""
        self._repaint(lambda: self._states.set_deadlines(deadlines, self._steady()))
        if deadlines:
            self._bar_timer.start()
        else:
            self._bar_timer.stop()

    def drain_bars(self) -> None:
        """Bring the bars of held seats up to date; the map does so by itself every second."""
        self._repaint(lambda: self._states.drain(self._steady()))

    def set_captions(self, captions: Mapping[int, str]) -> None:
        """Other words beside the names of the categories."""
        self._captions = dict(captions)
        self._redraw()

    def set_tokens(self, tokens: Tokens) -> None:
        """Another theme."""
        self._tokens = tokens
        self._redraw()

    def set_screen_at_bottom(self, at_bottom: bool) -> None:
        """Which way round the hall is shown; it is turned, never mirrored."""
        if at_bottom != self._screen_at_bottom:
            self._screen_at_bottom = at_bottom
            self._lay_out(self._view.hall.plan)

    def set_brackets(self, brackets: Sequence[tuple[Sequence[int], str]]) -> None:
        """Mark offers by the key that takes each; the first is the one to go on with."""
        self._marks.brackets = tuple(Bracket(tuple(seats), key) for seats, key in brackets)
        self.update()

    def set_callout(self, seats: Sequence[int], text: str) -> None:
        """Say something about seats right beside them; no seats takes it away."""
        self._marks.callout = Callout(tuple(seats), text) if seats else None
        self.update()

    def seat_rect(self, seat: int) -> QRect:
        """Where a seat is drawn, in the widget's coordinates."""
        return self._view.rect(seat).toAlignedRect()

    @property
    def hall(self) -> Hall:
        """The hall as it is laid out now."""
        return self._view.hall

    @property
    def projection(self) -> Projection:
        """Where the hall stands in the view."""
        return self._view.projection

    @property
    def shown(self) -> Shown:
        """What is shown of each seat: one object as long as the hall stays, kept up to date."""
        return self._states.shown

    def zoom(self) -> float:
        """How large the map is drawn; 1.0 is 100 %."""
        return self._view.zoom

    def look_at(self, x: float, y: float) -> None:
        """Bring a point of the map, map pixels, as near to the middle of the widget as it goes."""
        at_x, at_y = self._view.projection.to_view(x, y)
        across, down = self.width() / 2 - at_x, self.height() / 2 - at_y
        self._change_view(lambda view: view.move(across, down))

    def zoom_in(self) -> None:
        """One step nearer."""
        self._zoom_step(1)

    def zoom_out(self) -> None:
        """One step further away."""
        self._zoom_step(-1)

    def fit(self) -> None:
        """Show the whole hall, and go on doing so when the widget's size changes."""
        self._change_view(MapView.fit)
        self._place()

    def sizeHint(self) -> QSize:
        """The whole hall at 100 %."""
        bounds = self._view.hall.bounds
        return QSize(round(bounds.width), round(bounds.height)).expandedTo(_LEAST_SIZE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A hall that was fitted stays fitted."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Words and letters follow the language and the font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.FontChange):
            self._redraw()
        elif event.type() == QEvent.Type.ContentsRectChange:
            self._place()
            self._keep_cursor()

    def paintEvent(self, event: QPaintEvent) -> None:
        """One copy from the buffer, and the marks over it."""
        ratio = self.devicePixelRatioF()
        if ratio != self._view.projection.ratio:
            self._place()
        painter = QPainter(self)
        painter.scale(1 / ratio, 1 / ratio)
        projection = self._view.projection
        if self._crisp_timer.isActive():
            ground = QColor(self._tokens.ground)
            self._picture.paint_stretched(painter, projection, self.size(), ground)
        else:
            shown = self._states.shown
            self._picture.paint(painter, projection, self.size(), event.region(), shown)
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bands = self._bands_in_view()
        if bands is not None:
            covered = self.childrenRegion().boundingRect()
            region, dragged = event.region(), self._is_dragged()
            bands.draw(painter, projection, self.rect(), region, covered, roughly=dragged)
        self._paint_marks(painter)
        painter.end()

    def _is_dragged(self) -> bool:
        """Whether the map follows the pointer just now."""
        return False

    def _bands_in_view(self) -> RowBands | None:
        """The bands of row letters, where some row reaches out of view."""
        hall, zoom = self._view.hall, self._view.zoom
        if not hall.row_seats or hall.bounds.width * zoom <= self.width():
            return None
        if self._bands is None:
            self._bands = RowBands(hall, self._tokens, self.font())
        return self._bands

    def _seat_at(self, at: QPointF) -> int:
        """The seat that is seen at a point, -1 for none: a band hides what is below it."""
        bands = self._bands_in_view()
        if bands is not None and bands.hide(at, self._view.projection, self.rect()):
            return -1
        return self._view.seat_at(at)

    def _paint_marks(self, painter: QPainter) -> None:
        place, looks = self._view.projection, self._states.looks
        view = QRectF(self.rect())
        self._areas.draw(painter, place, view, looks, self._tokens, self.font())
        words = self._words() if self._marks.brackets else _NO_WORDS
        self._marks.draw(
            painter,
            self._view,
            self._walk,
            words,
            self._tokens,
            self.font(),
            focused=self.hasFocus(),
        )

    def _words(self) -> Floats:
        """What words and letters take at this zoom, device pixels of the map."""
        zoom, ratio = self._view.zoom, self._view.projection.ratio
        decor = self._decor
        if decor is None or (decor.zoom, decor.ratio) != (zoom, ratio):
            decor = self._decor = self._scene.decor(zoom, ratio)
        return decor.words

    def _lay_out(self, plan: Plan) -> None:
        self._fitting = Fitting(plan, screen_at_bottom=self._screen_at_bottom)
        self._show_hall(self._fitting.hall(self._area()))

    def _show_hall(self, hall: Hall) -> None:
        self._walk = Walk(hall.row_seats, hall.x, hall.y / hall.depth)
        self._areas = SoldAreas(hall)
        self._view = MapView(hall, self._area(), self.devicePixelRatioF())
        self._redraw()
        self.view_changed.emit()

    def _zoom_step(self, direction: int) -> None:
        """About the cursor seat where it is in view, so that it stays there."""
        at = self._view.body(self._marks.cursor).middle if self._cursor_in_view() else None
        self._change_view(lambda view: view.zoom_step(direction, at))
        self._keep_cursor()

    def _cursor_in_view(self) -> bool:
        seat = self._marks.cursor
        return seat >= 0 and self._view.rect(seat).intersects(QRectF(self.rect()))

    def _keep_cursor(self) -> None:
        """Bring the cursor seat wholly into view where part of it is."""
        if self._cursor_in_view():
            self._change_view(lambda view: view.reveal(self._marks.cursor))

    def _area(self) -> Bounds:
        area = self.contentsRect()
        return Bounds(area.left(), area.top(), area.right() + 1, area.bottom() + 1)

    def _place(self) -> None:
        """The hall's place in a view of another size; a fitted one may want another depth too."""
        hall = self._view.hall
        fresh = self._fitting.hall(self._area()) if self._view.fitted else hall
        if fresh is hall:
            self._change_view(lambda view: view.place(self._area(), self.devicePixelRatioF()))
        else:
            self._show_hall(fresh)
            self.zoomed.emit(self._view.zoom)

    def _change_view(self, change: Callable[[MapView], None], *, soften: bool = False) -> None:
        """Change where the map stands; with `soften` a slow picture is stretched meanwhile."""
        before = self._view.zoom
        change(self._view)
        if self._view.zoom != before:
            if soften and self._picture.is_slow:
                self._crisp_timer.start()
            self.zoomed.emit(self._view.zoom)
        self.update()
        self.view_changed.emit()

    def _redraw(self) -> None:
        scene = Scene(self._view.hall, Ink(self._tokens, self.font()), self._captions)
        self._picture.begin(scene, self._view.projection)
        self._scene, self._decor = scene, None
        self._bands = None
        self._crisp_timer.stop()
        self.update()

    def _repaint(self, change_states: Callable[[], Change]) -> None:
        """Change states, and draw only the seats that now look different."""
        change = change_states()
        if not change.seats.size:
            return
        self._picture.change(change, self._states.shown)
        self.update(self._view.changed_region(change.seats))
        self.update(self._areas.region(self._view.projection, QRectF(self.rect()), self.font()))
        self.looks_changed.emit(change)
