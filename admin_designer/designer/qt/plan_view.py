"""The plan on the screen: drawn true to scale, and looked at from anywhere."""

import math
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from admin_designer.designer.document.bodies import Box
from admin_designer.designer.document.change import Change
from admin_designer.designer.qt.backdrop import Backdrop
from admin_designer.designer.qt.carried import CarriedSeats
from admin_designer.designer.qt.heat import HeatLayer
from admin_designer.designer.qt.plan_names import PlanNames
from admin_designer.designer.qt.plan_scene import PlanScene, hall_of, with_things
from admin_designer.designer.qt.plane import Plane
from admin_designer.designer.qt.previewing import Marks
from admin_designer.designer.tools.bending import handle_of
from admin_designer.designer.tools.board import Board
from admin_designer.designer.tools.calling import Called
from admin_designer.designer.tools.heat import Heat
from admin_designer.designer.tools.pointer import Preview
from admin_designer.designer.tools.renaming import Renaming
from boxoffice.qtkit.theme import Theme
from boxoffice.seatmap.buffer import MapBuffer
from boxoffice.seatmap.hall import Hall
from boxoffice.seatmap.looks import BAR_STEPS, SeatLook
from boxoffice.seatmap.painting import Change as LookChange
from boxoffice.seatmap.painting import Shown
from boxoffice.seatmap.sprites import Ink

Ints = NDArray[np.int64]

_ZOOM_STEP = 1.25
#: What is jumped to is at least so near that its numbers can be read.
_LOOK_ZOOM = 0.75
#: What an empty drawing shows, and the room around one that states no size, millimetres.
_EMPTY = Box(0.0, 0.0, 14_000.0, 12_000.0)
_AROUND_MM = 800.0


class PlanView(QWidget):
    """Shows a board, and over it what an action would do."""

    view_changed = Signal()
    #: What every seat is called was worked out anew: a Called.
    named = Signal(object)

    def __init__(self, board: Board, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(200, 120)
        self.setAccessibleName(self.tr("Plan"))
        self.plane = Plane()
        self._theme = theme
        self._marks = Marks()
        self._heat = HeatLayer()
        self._fitted = True
        self._carried: CarriedSeats | None = None
        #: Whether something is carried, and whether a copy of it.
        self._carrying = (False, False)
        #: All seats as they were drawn last, and which of them are drawn; None for all.
        self._seats: list[str] = []
        self._drawn: Ints | None = None
        self._leave: tuple[Callable[[], None], ...] = ()
        self._buffer: MapBuffer | None = None
        self._names = PlanNames(self)
        self._names.renewed.connect(self._renamed)
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
        self._marks = Marks()
        self._heat = HeatLayer()
        self._name()
        self._marks.handle = handle_of(board)
        self._drawn = None
        self._scene = PlanScene(self._hall(), self._ink(), {}, board.document.hall)
        self._draw_anew()
        self.fit()

    @property
    def board(self) -> Board:
        """What is shown."""
        return self._board

    @property
    def called(self) -> Called:
        """What every seat was called when that was last worked out."""
        return self._names.called

    def show_preview(self, preview: Preview, at: QPointF) -> None:
        """Show what an action would do; its words stand beside a point."""
        self._marks.preview, self._marks.at = preview, at
        self._carry()
        self.update()

    def show_renaming(self, renaming: Renaming | None) -> None:
        """Mark the seats that would be called otherwise, and say how; None: no more."""
        self._marks.renaming = renaming
        self._selection_changed()

    def show_heat(self, heat: Heat | None) -> None:
        """Fill each seat with its step of a heat map; None: show the categories again."""
        self._heat.show(heat, self._board.standing.uids)
        self._scene = replace(self._scene, ink=self._ink())
        self._draw_anew()

    def show_wrong(self, uids: Iterable[str]) -> None:
        """Hatch these seats."""
        self._marks.wrong = frozenset(uids)
        self.update()

    def fit(self) -> None:
        """Show the whole drawing, and go on doing so when the view gets another size."""
        self._fitted = True
        self.plane.fit(self.whole(), self.width(), self.height())
        self._moved()

    @property
    def backdrop(self) -> Backdrop | None:
        """The picture that is traced."""
        return self._scene.backdrop

    def show_backdrop(self, backdrop: Backdrop | None) -> None:
        """Show a picture under the plan, or none."""
        self._scene = self._scene.varied(backdrop=backdrop)
        self._begin(self._scene.hall)

    def turn(self) -> None:
        """Show the screen on the other side, as people look at it or as it is sold."""
        self.plane.side = -self.plane.side
        self._draw_anew()
        self.fit()

    def show_levels(self) -> None:
        """Other levels are in sight."""
        self._draw_anew()

    def zoom_in(self) -> None:
        """One step nearer."""
        self.zoom_by(_ZOOM_STEP, QPointF(self.rect().center()))

    def zoom_out(self) -> None:
        """One step further away."""
        self.zoom_by(1 / _ZOOM_STEP, QPointF(self.rect().center()))

    def zoom_by(self, factor: float, at: QPointF) -> None:
        """Nearer or further, about a point."""
        self._fitted = False
        self.plane.zoom_by(factor, at)
        self._moved()

    def pan(self, across: float, down: float) -> None:
        """Move the drawing with the pointer."""
        self._fitted = False
        self.plane.move(across, down)
        self._moved()

    def look_at(self, box: Box) -> None:
        """Bring the middle of a box into view, and near enough to read its numbers."""
        middle = QPointF(self.rect().center())
        if self.plane.zoom < _LOOK_ZOOM:
            self.plane.zoom_by(_LOOK_ZOOM / self.plane.zoom, middle)
        self.plane.look_at(*box.middle, middle)
        self._fitted = False
        self._moved()

    def whole(self) -> Box:
        """The box around all that is drawn, and the hall."""
        board, hall = self._board, self._board.document.hall
        around = board.bounds()
        if hall.width_mm and hall.depth_mm:
            room = Box(0.0, 0.0, float(hall.width_mm), float(hall.depth_mm))
            return room if around is None else room.joined(around)
        return _EMPTY if around is None else around.grown(_AROUND_MM)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, what is carried over it, and what would be done."""
        self.plane.set_ratio(self.devicePixelRatioF())
        projection = self.plane.projection
        ratio = projection.ratio
        width, height = math.ceil(self.width() * ratio), math.ceil(self.height() * ratio)
        if self._buffer is None:
            self._buffer = MapBuffer(self._scene, projection)
        part = self._buffer.show(projection, width, height, self._shown)
        preview, tokens = self._marks.preview, self._theme.tokens
        by_mm = preview.carried or (0, 0)
        with QPainter(self) as painter:
            painter.scale(1 / ratio, 1 / ratio)
            painter.drawImage(QPoint(0, 0), self._buffer.image, part)
            if self._carried is not None:
                across, down = self.plane.by_view(*by_mm)
                self._carried.draw(painter, projection.moved(-across, -down), width, height)
            painter.resetTransform()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._marks.draw(painter, self._board, self.plane, tokens, QRectF(self.rect()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A drawing that was fitted stays fitted."""
        super().resizeEvent(event)
        if self._fitted:
            self.fit()
        else:
            self._moved()

    def changeEvent(self, event: QEvent) -> None:
        """Words and letters follow the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._take_theme()

    # What is drawn

    def _begin(self, hall: Hall) -> None:
        """Draw everything anew with the next picture."""
        self._scene = self._scene.varied(hall=hall, room=self._board.document.hall)
        if self._buffer is not None:
            self._buffer.begin(self._scene, self.plane.projection)
        self.update()

    def _draw_anew(self, without: frozenset[str] = frozenset(), *, plain: bool = False) -> None:
        """Draw all that is in sight but these with the next picture; with `plain` as if nothing was
        selected."""
        seen = self._board.seen()
        seen[self._board.standing.indexes(without)] = False
        self._drawn = None if seen.all() else np.flatnonzero(seen)
        self._seats = self._board.standing.uids
        if not without and not plain:
            self._carrying, self._carried = (False, False), None
        self._show(self._looks(plain=plain))
        self._begin(self._hall(without))

    def _hall(self, without: frozenset[str] = frozenset()) -> Hall:
        """The seats that are drawn, with what stands beside them."""
        board, names = self._board, self._names
        things = (one for one in board.document.things if one.element_id not in without)
        letters = names.called.letters if not board.hidden else ()
        hall = hall_of(board, names.numbers, letters, self.plane.side, self._drawn)
        return with_things(self._heat.laid_over(hall, self._drawn), things)

    def _looks(self, *, plain: bool = False) -> NDArray[np.uint8]:
        """What is shown of each seat that is drawn."""
        board = self._board
        looks = self._heat.looks(len(board.standing.uids))
        if self._marks.renaming is not None:
            changed = chain.from_iterable(run.uids for run in self._marks.renaming.runs)
            looks[board.standing.indexes(changed)] = SeatLook.CHOSEN
        elif not plain:
            looks[board.selected_seats()] = SeatLook.CHOSEN
        return looks if self._drawn is None else looks[self._drawn]

    def _show(self, looks: NDArray[np.uint8]) -> None:
        self._shown = Shown(looks, np.full(len(looks), BAR_STEPS, dtype=np.uint8))

    def _ink(self) -> Ink:
        tokens = self._heat.colours(self._theme.tokens)
        # The floor, and not the ground around a seat map.
        return Ink(replace(tokens, ground=tokens.window), self.font())

    def _carry(self) -> None:
        """Draw apart what is carried, or everything together again."""
        preview, board = self._marks.preview, self._board
        wanted = (preview.carried is not None, preview.copied)
        if wanted == self._carrying:
            return
        self._carrying, self._carried = wanted, None
        if preview.carried is None:
            self._draw_anew()
            return
        moving = hall_of(board, self._names.numbers, (), self.plane.side, board.selected_seats())
        self._carried = CarriedSeats(self._scene.varied(hall=moving, has_floor=False))
        self._draw_anew(frozenset() if preview.copied else board.selected, plain=preview.copied)

    # What changes

    def _changed(self, _change: Change) -> None:
        """The drawing was changed: show it as it is now."""
        self._name()
        self._heat.follow(self._board.standing.uids)
        self._marks.handle = handle_of(self._board)
        self._draw_anew()

    def _name(self) -> None:
        """Names may be there at once, or a moment later."""
        if self._names.follow(self._board):
            self.named.emit(self._names.called)

    def _renamed(self) -> None:
        self.named.emit(self._names.called)
        if self._carried is None:
            self._draw_anew()

    def _selection_changed(self) -> None:
        self._marks.handle = handle_of(self._board)
        # Seats that come or go are drawn anew with all others, once the change is heard of.
        if self._seats is not self._board.standing.uids or self._carried is not None:
            return
        looks, before = self._looks(), self._shown.looks
        differ = np.flatnonzero(looks != before)
        if differ.size and self._buffer is not None:
            self._show(looks)
            self._buffer.change(LookChange(differ, before[differ]), self._shown)
        self.update()

    def _take_theme(self) -> None:
        self._scene = replace(self._scene, ink=self._ink())
        self._begin(self._scene.hall)

    def _moved(self) -> None:
        self.update()
        self.view_changed.emit()
