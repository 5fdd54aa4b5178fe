"""The seats of a plan as a picture that follows its changes; what is carried is drawn apart."""

import math
from collections.abc import Callable
from dataclasses import replace
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QColor, QFont, QPainter

from admin_designer.designer.document.change import Change
from admin_designer.designer.qt.backdrop import Backdrop
from admin_designer.designer.qt.carried import CarriedSeats
from admin_designer.designer.qt.heat import HeatLayer
from admin_designer.designer.qt.plan_names import PlanNames
from admin_designer.designer.qt.plan_scene import PlanScene, hall_of, with_things
from admin_designer.designer.qt.plane import Plane
from admin_designer.designer.tools.board import Board
from admin_designer.designer.tools.calling import Called
from admin_designer.designer.tools.heat import Heat
from admin_designer.designer.tools.pointer import NOTHING, Preview
from admin_designer.designer.tools.renaming import Renaming
from boxoffice.qtkit.tokens import Tokens
from boxoffice.seatmap.buffer import MapBuffer
from boxoffice.seatmap.hall import Hall
from boxoffice.seatmap.looks import BAR_STEPS, SeatLook
from boxoffice.seatmap.painting import Change as LookChange
from boxoffice.seatmap.painting import Shown
from boxoffice.seatmap.sprites import Ink

Ints = NDArray[np.int64]


class PlanPicture(QObject):
    """Of the board that is shown, looked at from where `plane` is. `outdated` when there is
    something else to draw, `named` when what every seat is called was worked out: a Called."""

    outdated = Signal()
    named = Signal(object)

    def __init__(
        self, board: Board, plane: Plane, tokens: Tokens, letters: QFont, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._plane = plane
        self._tokens, self._letters = tokens, letters
        self._renaming: Renaming | None = None
        self._preview = NOTHING
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
        self.show_board(board)

    def show_board(self, board: Board) -> None:
        """Draw another drawing."""
        self._board = board
        for leave in self._leave:
            leave()
        self._leave = (
            board.document.listen(self._changed),
            board.on_selection(self._selection_changed),
        )
        self._heat = HeatLayer()
        self._renaming, self._preview = None, NOTHING
        self._name()
        self._drawn = None
        self._scene = PlanScene(self._hall(), self._ink(), {}, board.document.hall)
        self.draw_anew()

    @property
    def board(self) -> Board:
        """What is drawn."""
        return self._board

    @property
    def called(self) -> Called:
        """What every seat was called when that was last worked out."""
        return self._names.called

    @property
    def backdrop(self) -> Backdrop | None:
        """The picture that is traced."""
        return self._scene.backdrop

    def show_backdrop(self, backdrop: Backdrop | None) -> None:
        """Draw a picture under the plan, or none."""
        self._scene = self._scene.varied(backdrop=backdrop)
        self._begin(self._scene.hall)

    def show_heat(self, heat: Heat | None) -> None:
        """Fill each seat with its step of a heat map; None: show the categories again."""
        self._heat.show(heat, self._board.standing.uids)
        self._scene = replace(self._scene, ink=self._ink())
        self.draw_anew()

    def show_renaming(self, renaming: Renaming | None) -> None:
        """Mark the seats that would be called otherwise in place of those that are selected."""
        self._renaming = renaming
        self._selection_changed()

    def show_tokens(self, tokens: Tokens, letters: QFont) -> None:
        """Another theme, or another font."""
        self._tokens, self._letters = tokens, letters
        self._scene = replace(self._scene, ink=self._ink())
        self._begin(self._scene.hall)

    def carry(self, preview: Preview) -> None:
        """Draw apart what an action carries, or everything together again."""
        self._preview = preview
        self._lift(preview.traced_by is not None)
        wanted = (preview.carried is not None, preview.copied)
        if wanted == self._carrying:
            return
        if preview.carried is None:
            self.draw_anew()
            return
        board = self._board
        moving = hall_of(board, self._names.numbers, (), self._plane.side, board.selected_seats())
        self._carrying = wanted
        self._carried = CarriedSeats(self._scene.varied(hall=moving, has_floor=False))
        self._draw(frozenset() if preview.copied else board.selected, plain=preview.copied)

    def _lift(self, lifted: bool) -> None:
        """Draw what is traced apart, or with the floor again."""
        if lifted != self._scene.lifted:
            self._scene = self._scene.varied(lifted=lifted)
            self._begin(self._scene.hall)

    def draw_anew(self) -> None:
        """Draw all that is in sight with the next picture."""
        self._carrying, self._carried = (False, False), None
        self._draw()

    def paint(self, painter: QPainter, wide: float, high: float) -> None:
        """Draw it into a view of that size, logical pixels."""
        projection = self._plane.projection
        ratio = projection.ratio
        width, height = math.ceil(wide * ratio), math.ceil(high * ratio)
        if self._buffer is None:
            self._buffer = MapBuffer(self._scene, projection)
        part = self._buffer.show(projection, width, height, self._shown)
        painter.save()
        painter.scale(1 / ratio, 1 / ratio)
        painter.drawImage(QPoint(0, 0), self._buffer.image, part)
        if self._carried is not None:
            across, down = self._plane.by_view(*(self._preview.carried or (0, 0)))
            self._carried.draw(painter, projection.moved(-across, -down), width, height)
        if self._preview.traced_by is not None and self.backdrop is not None:
            across, down = self._plane.by_view(*self._preview.traced_by)
            there = projection.moved(-across, -down)
            painter.translate(-there.left, -there.top)
            floor, turned = QColor(self._scene.ink.tokens.ground), self._plane.side < 0
            self.backdrop.draw(painter, projection.scale, floor, turned=turned)
        painter.restore()

    def _begin(self, hall: Hall) -> None:
        self._scene = self._scene.varied(hall=hall, room=self._board.document.hall)
        if self._buffer is not None:
            self._buffer.begin(self._scene, self._plane.projection)
        self.outdated.emit()

    def _draw(self, without: frozenset[str] = frozenset(), *, plain: bool = False) -> None:
        """Draw all that is in sight but these; with `plain` as if nothing was selected."""
        seen = self._board.seen()
        seen[self._board.standing.indexes(without)] = False
        self._drawn = None if seen.all() else np.flatnonzero(seen)
        self._seats = self._board.standing.uids
        self._show(self._looks(plain=plain))
        self._begin(self._hall(without))

    def _hall(self, without: frozenset[str] = frozenset()) -> Hall:
        """The seats that are drawn, with what stands beside them."""
        board, names = self._board, self._names
        things = (one for one in board.document.things if one.element_id not in without)
        letters = names.called.letters if not board.hidden else ()
        hall = hall_of(board, names.numbers, letters, self._plane.side, self._drawn)
        return with_things(self._heat.laid_over(hall, self._drawn), things)

    def _looks(self, *, plain: bool = False) -> NDArray[np.uint8]:
        """What is shown of each seat that is drawn."""
        board = self._board
        looks = self._heat.looks(len(board.standing.uids))
        if self._renaming is not None:
            changed = chain.from_iterable(run.uids for run in self._renaming.runs)
            looks[board.standing.indexes(changed)] = SeatLook.CHOSEN
        elif not plain:
            looks[board.selected_seats()] = SeatLook.CHOSEN
        return looks if self._drawn is None else looks[self._drawn]

    def _show(self, looks: NDArray[np.uint8]) -> None:
        self._shown = Shown(looks, np.full(len(looks), BAR_STEPS, dtype=np.uint8))

    def _ink(self) -> Ink:
        tokens = self._heat.colours(self._tokens)
        # The floor, and not the ground around a seat map.
        return Ink(replace(tokens, ground=tokens.window), self._letters)

    def _changed(self, _change: Change) -> None:
        """The drawing was changed: show it as it is now."""
        self._name()
        self._heat.follow(self._board.standing.uids)
        self.draw_anew()

    def _name(self) -> None:
        """Names may be there at once, or a moment later."""
        if self._names.follow(self._board):
            self.named.emit(self._names.called)

    def _renamed(self) -> None:
        self.named.emit(self._names.called)
        if self._carried is None:
            self.draw_anew()

    def _selection_changed(self) -> None:
        # Seats that come or go are drawn anew with all others, once the change is heard of.
        if self._seats is not self._board.standing.uids or self._carried is not None:
            return
        looks, before = self._looks(), self._shown.looks
        differ = np.flatnonzero(looks != before)
        if differ.size and self._buffer is not None:
            self._show(looks)
            self._buffer.change(LookChange(differ, before[differ]), self._shown)
        self.outdated.emit()
