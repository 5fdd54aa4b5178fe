"""The parts of the designer's page, and where each has its place."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from admin_designer.designer.qt.canvas import Canvas
from admin_designer.designer.qt.count_panel import CountPanel
from admin_designer.designer.qt.hall_preview import PREVIEW_KEY, HallPreview
from admin_designer.designer.qt.header import HEIGHT as HEADER_HEIGHT
from admin_designer.designer.qt.header import Header
from admin_designer.designer.qt.numbering import NumberingPanel
from admin_designer.designer.qt.problem_list import ProblemList
from admin_designer.designer.qt.properties import WIDTH, Properties
from admin_designer.designer.qt.rulers import THICK, Ruler
from admin_designer.designer.qt.tool_strip import ThingPalette, ToolStrip
from admin_designer.designer.qt.toolbox import Toolbox
from admin_designer.designer.tools.board import Board
from admin_designer.designer.tools.pointer import Tool
from boxoffice.qtkit.commands import Hint
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import KeyButton, Panel

THINGS_KEY = "I"
#: Narrower windows show the things to drag when they are asked for.
FOLD_BELOW = 1_300
#: How high problems and counts are in windows of at least such a height: in the lowest, a line
#: of each.
_FEET = ((720, 176), (520, 108), (0, 74))


class DesignerFrame(QWidget):
    """Tools at the left, the plan in the middle, what is selected at the right, problems below;
    the preview takes the place of all of them. `page_changed` when another page is in front."""

    page_changed = Signal()
    #: Esc was pressed, and nothing was left to give up but the tool in hand.
    tool_left = Signal()

    def __init__(
        self, theme: Theme, tasks: Tasks, board: Board, thing_for: Callable[[int], Tool]
    ) -> None:
        super().__init__()
        self.toolbox = Toolbox()
        self.header = Header(theme)
        self.preview_button = KeyButton(
            theme, self.tr("Preview"), PREVIEW_KEY, icon="eye", height=32
        )
        self.header.add_action(self.preview_button)
        self.canvas = Canvas(board, theme, thing_for)
        self.strip = ToolStrip(theme, self.toolbox.tools, THINGS_KEY)
        self.things = ThingPalette(theme, self.toolbox.things)
        self.properties = Properties(theme)
        self.numbering = NumberingPanel(theme)
        self.problems = ProblemList(theme)
        self.counts = CountPanel(theme)
        self.hall_preview = HallPreview(theme, tasks)
        #: All but the preview: what the keys of drawing belong to.
        self.drawing = QWidget()
        self._theme = theme
        self._unfolded = False
        self._right = QStackedWidget()
        self._leaving: dict[QWidget, Callable[[], None]] = {}
        self._pages = QStackedWidget()
        self._pages.currentChanged.connect(self.page_changed)
        self._hints: dict[QWidget, tuple[Hint, ...]] = {}
        self._lay_out()
        self.setFocusProxy(self.canvas)
        # After a number the keys are those of the tools again.
        self.properties.left.connect(self.canvas.setFocus)
        self.strip.more.clicked.connect(lambda: self.unfold_things())

    def show_side(self, side: QWidget) -> None:
        """What is selected or another panel at the right."""
        self._right.setCurrentWidget(side)
        self.unfold_things(unfolded=False)

    def unfold_things(self, *, unfolded: bool | None = None) -> None:
        """In a narrow window show the things to drag in place of what is selected, or (None) change
        whether they are; in a wide one they are there."""
        self._unfolded = not self._unfolded if unfolded is None else unfolded
        self._fold()
        if self._unfolded:
            self.things.buttons[0].setFocus()

    def show_preview(self, *, shown: bool) -> None:
        """The preview, or the drawing."""
        self._pages.setCurrentWidget(self.hall_preview if shown else self.drawing)

    def add_side(self, panel: QWidget, leave: Callable[[], None]) -> None:
        """One more panel for the place at the right, and what its Esc does."""
        self._right.addWidget(panel)
        self._leaving[panel] = leave

    def leave_side(self) -> bool:
        """What is selected again, in place of another panel; whether there was one."""
        side = self._right.currentWidget()
        leave = self._leaving.get(side) if side is not None else None
        if leave is not None:
            leave()
        return leave is not None

    def add_page(self, page: QWidget, hints: tuple[Hint, ...]) -> None:
        """One more page that takes the place of the drawing, with its keys."""
        self._pages.addWidget(page)
        self._hints[page] = hints

    def show_page(self, page: QWidget | None) -> None:
        """A page in place of the drawing, or the drawing."""
        self._pages.setCurrentWidget(page or self.drawing)

    @property
    def page_hints(self) -> tuple[Hint, ...]:
        """The keys of the page in the drawing's place; none of the drawing."""
        page = self._pages.currentWidget()
        return self._hints.get(page, ()) if page is not None else ()

    @property
    def previews(self) -> bool:
        """Whether the preview is shown."""
        return self._pages.currentWidget() is self.hall_preview

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the things that were asked for, a panel at the right, what is selected, or the
        tool in hand."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._unfolded:
            self.unfold_things(unfolded=False)
            self.canvas.setFocus()
        elif self.leave_side():
            return
        elif self.canvas.board.selected:
            self.canvas.board.select(())
        else:
            self.tool_left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()
        foot = next(high for least, high in _FEET if self.height() >= least)
        self.strip.set_room(self.height() - HEADER_HEIGHT - foot)
        self.problems.setFixedHeight(foot)
        self.counts.setFixedHeight(foot)

    def _fold(self) -> None:
        wide = self.width() >= FOLD_BELOW
        self.strip.more.setVisible(not wide)
        self.strip.more.setChecked(self._unfolded)
        self.things.setVisible(wide or self._unfolded)
        self._right.setVisible(wide or not self._unfolded)

    def _lay_out(self) -> None:
        self._right.addWidget(self.properties)
        self.add_side(self.numbering, self.numbering.close_it)
        self._right.setFixedWidth(WIDTH)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.strip)
        middle.addWidget(self.things)
        middle.addLayout(self._ruled(), 1)
        middle.addWidget(self._right)
        foot = QHBoxLayout()
        foot.setSpacing(0)
        foot.addWidget(self.problems, 1)
        foot.addWidget(self.counts)
        column = QVBoxLayout(self.drawing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(middle, 1)
        column.addLayout(foot)
        self._pages.addWidget(self.drawing)
        self.add_page(self.hall_preview, self.hall_preview.hints())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)

    def _ruled(self) -> QGridLayout:
        """The plan between its rulers."""
        plan = QGridLayout()
        plan.setSpacing(0)
        corner = Panel("panel")
        corner.setFixedSize(THICK, THICK)
        plan.addWidget(corner, 0, 0)
        plan.addWidget(Ruler(self.canvas, self._theme, upright=False), 0, 1)
        plan.addWidget(Ruler(self.canvas, self._theme, upright=True), 1, 0)
        plan.addWidget(self.canvas, 1, 1)
        plan.setColumnStretch(1, 1)
        plan.setRowStretch(1, 1)
        return plan
