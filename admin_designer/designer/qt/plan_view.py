"""The plan on the screen: drawn true to scale, and looked at from anywhere."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from admin_designer.designer.document.bodies import Box
from admin_designer.designer.qt.backdrop import Backdrop
from admin_designer.designer.qt.plan_picture import PlanPicture
from admin_designer.designer.qt.plane import Plane
from admin_designer.designer.qt.previewing import Marks
from admin_designer.designer.tools.bending import handle_of
from admin_designer.designer.tools.board import Board
from admin_designer.designer.tools.calling import Called
from admin_designer.designer.tools.heat import Heat
from admin_designer.designer.tools.pointer import Preview
from admin_designer.designer.tools.renaming import Renaming
from boxoffice.qtkit.theme import Theme

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
        self._fitted = True
        self._picture = PlanPicture(board, self.plane, theme.tokens, self.font(), self)
        self._picture.outdated.connect(self.update)
        self._picture.named.connect(self.named)
        self._leave: tuple[Callable[[], None], ...] = ()
        theme.changed.connect(self._take_theme)
        self._follow(board)

    def show_board(self, board: Board) -> None:
        """Show another drawing, all of it."""
        self._picture.show_board(board)
        self._follow(board)
        self.fit()

    @property
    def board(self) -> Board:
        """What is shown."""
        return self._board

    @property
    def called(self) -> Called:
        """What every seat was called when that was last worked out."""
        return self._picture.called

    @property
    def backdrop(self) -> Backdrop | None:
        """The picture that is traced."""
        return self._picture.backdrop

    def show_backdrop(self, backdrop: Backdrop | None) -> None:
        """Show a picture under the plan, or none."""
        self._picture.show_backdrop(backdrop)

    def show_preview(self, preview: Preview, at: QPointF) -> None:
        """Show what an action would do; its words stand beside a point."""
        self._marks.preview, self._marks.at = preview, at
        self._picture.carry(preview)
        self.update()

    def show_renaming(self, renaming: Renaming | None) -> None:
        """Mark the seats that would be called otherwise, and say how; None: no more."""
        self._marks.renaming = renaming
        self._picture.show_renaming(renaming)

    def show_heat(self, heat: Heat | None) -> None:
        """Fill each seat with its step of a heat map; None: show the categories again."""
        self._picture.show_heat(heat)

    def show_wrong(self, uids: Iterable[str]) -> None:
        """Hatch these seats."""
        self._marks.wrong = frozenset(uids)
        self.update()

    def show_levels(self) -> None:
        """Other levels are in sight."""
        self._picture.draw_anew()

    def turn(self) -> None:
        """Show the screen on the other side, as people look at it or as it is sold."""
        self.plane.side = -self.plane.side
        self._picture.draw_anew()
        self.fit()

    def fit(self) -> None:
        """Show the whole drawing, and go on doing so when the view gets another size."""
        self._fitted = True
        self.plane.fit(self.whole(), self.width(), self.height())
        self._moved()

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
        """The picture, and over it what would be done."""
        self.plane.set_ratio(self.devicePixelRatioF())
        with QPainter(self) as painter:
            self._picture.paint(painter, self.width(), self.height())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            area = QRectF(self.rect())
            self._marks.draw(painter, self._board, self.plane, self._theme.tokens, area)

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

    def _follow(self, board: Board) -> None:
        self._board = board
        for leave in self._leave:
            leave()
        self._leave = (
            board.document.listen(lambda _change: self._mark()),
            board.on_selection(self._mark),
        )
        self._marks = Marks()
        self._mark()

    def _mark(self) -> None:
        self._marks.handle = handle_of(self._board)

    def _take_theme(self) -> None:
        self._picture.show_tokens(self._theme.tokens, self.font())

    def _moved(self) -> None:
        self.update()
        self.view_changed.emit()
