"""The designer: tools at the left, the plan in the middle, what is selected at the right."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from admin_designer.designer.document.problems import Problem
from admin_designer.designer.qt.canvas import Canvas
from admin_designer.designer.qt.checking import Checking
from admin_designer.designer.qt.count_panel import CountPanel
from admin_designer.designer.qt.draft import Draft
from admin_designer.designer.qt.editor import Editor
from admin_designer.designer.qt.filing import Ask, Filing
from admin_designer.designer.qt.header import Header
from admin_designer.designer.qt.problem_list import FIX_KEY, NEXT_KEY, ProblemList
from admin_designer.designer.qt.properties import Properties
from admin_designer.designer.qt.recovery import Recovery
from admin_designer.designer.qt.rulers import THICK, Ruler
from admin_designer.designer.qt.tool_strip import ThingPalette, ToolStrip
from admin_designer.designer.qt.toolbox import Kind, Toolbox
from admin_designer.designer.tools.board import Board
from admin_designer.designer.tools.pointer import Tool
from boxoffice.qtkit.commands import Command, Commands, Hint
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import Panel

#: Narrower windows leave the things to drag to the tools.
FOLD_BELOW = 1_300


class DesignerWorkspace(QWidget):
    """`hints_changed` carries the keys of the moment, `told` words about what was done."""

    hints_changed = Signal(object)
    told = Signal(str)

    def __init__(
        self, theme: Theme, tasks: Tasks, commands: Commands, ask: Ask, recovery_folder: Path
    ) -> None:
        """What is not saved is kept in `recovery_folder` until it is."""
        super().__init__()
        self._ask = ask
        self._recovery = Recovery(recovery_folder, tasks, self)
        self._theme = theme
        self.filing = Filing(self, tasks, ask)
        self._draft = self.filing.draft
        # Once for all that one action changes.
        self._facts_timer = QTimer(self, interval=0, singleShot=True)
        self._facts_timer.timeout.connect(self._show_facts)
        self._toolbox = Toolbox()
        self._kind = self._toolbox.select
        self.header = Header(theme)
        self.canvas = Canvas(self.board, self._kind.make(self.board), theme, self._thing)
        self.strip = ToolStrip(theme, self._toolbox.tools)
        self.palette_ = ThingPalette(theme, self._toolbox.things)
        self.properties = Properties(theme)
        self.problems = ProblemList(theme)
        self.counts = CountPanel(theme)
        self.editor = Editor(self._draft, self)
        self.checking = Checking(tasks, self)
        self.setFocusProxy(self.canvas)
        self._lay_out()
        self._connect()
        commands.add(self, self._commands())
        self._show_draft(self._draft)

    @property
    def board(self) -> Board:
        """The drawing that is worked on."""
        return self._draft.board

    def open(self, path: Path) -> None:
        """Show the drawing in a file; BadInput for what is none."""
        self.filing.open(path)

    async def recover(self) -> None:
        """Offer what was not saved when a designer ended: of the open file, or else the newest."""
        here = self._draft.path
        for left in self._recovery.left():
            if here is not None and left.path != here:
                continue
            answer = await self._ask(
                self.tr("A plan was not saved when the designer ended"),
                self.tr("{file} can be gone on with as it was.").format(
                    file=left.path or self.tr("A plan without a file")
                ),
                self.tr("Go on with it"),
                self.tr("Leave it for later"),
                self.tr("Throw it away"),
            )
            if answer:
                self.filing.show(left.draft(self.filing))
            if answer is not None:
                left.discard()
            return

    def finish(self) -> None:
        """The window is closed, and what was not saved was asked about."""
        self._recovery.close()

    def hints(self) -> tuple[Hint, ...]:
        """The keys of the moment."""
        return (
            Hint(self._kind.key or "V", self._kind.hint),
            Hint("Alt", self.tr("drag copies")),
            Hint("Space", self.tr("moves the plan")),
            Hint("Ctrl+Z", self.tr("undo")),
            Hint("Esc", self.tr("give up")),
        )

    def pick(self, kind: Kind) -> None:
        """Take a tool into the hand."""
        self._kind = kind
        self.canvas.set_tool(kind.make(self.board))
        tools = self._toolbox.tools
        self.strip.set_current(tools.index(kind) if kind in tools else -1)
        self.canvas.setFocus()
        self.hints_changed.emit(self.hints())

    def _thing(self, at: int) -> Tool:
        return self._toolbox.things[at].make(self.board)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.palette_.setVisible(self.width() >= FOLD_BELOW)

    def _show_draft(self, draft: Draft) -> None:
        self._draft = draft
        draft.named.connect(self._say_state)
        draft.unsaved_changed.connect(self._say_state)
        draft.undo.indexChanged.connect(self._say_what_can_be_done)
        draft.board.on_selection(self._selection_changed)
        draft.document.listen(lambda _change: self._facts_timer.start())
        self.editor.draft = draft
        self.canvas.show_board(draft.board)
        self.checking.follow(draft)
        self._recovery.follow(draft)
        self.pick(self._toolbox.select)
        self._say_state()
        self._say_what_can_be_done()
        self._say_snapping()

    def _say_state(self) -> None:
        draft = self._draft
        where = draft.path.name if draft.path is not None else self.tr("not in a file yet")
        state = self.tr("{file}, changed").format(file=where) if draft.unsaved else where
        self.header.set_name(draft.name or self.tr("New plan"), state)

    def _say_what_can_be_done(self) -> None:
        undo = self._draft.undo
        self.header.set_enabled(
            undo=undo.canUndo(), redo=undo.canRedo(), selected=bool(self.board.selected)
        )

    def _selection_changed(self) -> None:
        self._say_what_can_be_done()
        self._facts_timer.start()

    def _show_facts(self) -> None:
        """Show what is selected and how many seats there are."""
        self.properties.show_board(self.board, self.canvas.called)
        self.counts.show_board(self.board)
        self._say_state()

    def _jump(self, problem: Problem) -> None:
        around = self.board.bounds_of(problem.uids)
        if around is not None:
            self.board.select(problem.uids)
            self.canvas.look_at(around)

    def _say_snapping(self) -> None:
        choices = self.board.choices
        self.header.set_snapping(choices.grid_mm, snaps=choices.snaps)

    def _toggle_snapping(self) -> None:
        self.board.choices.snaps = not self.board.choices.snaps
        self._say_snapping()

    def _zoom(self, direction: int) -> None:
        if direction > 0:
            self.canvas.zoom_in()
        else:
            self.canvas.zoom_out()

    def _lay_out(self) -> None:
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
        self._middle = QHBoxLayout()
        self._middle.setSpacing(0)
        self._middle.addWidget(self.strip)
        self._middle.addWidget(self.palette_)
        self._middle.addLayout(plan, 1)
        self._middle.addWidget(self.properties)
        foot = QHBoxLayout()
        foot.setSpacing(0)
        foot.addWidget(self.problems, 1)
        foot.addWidget(self.counts)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.header)
        self._column.addLayout(self._middle, 1)
        self._column.addLayout(foot)

    def _connect(self) -> None:
        self.filing.opened.connect(self._show_draft)
        self.filing.told.connect(self.told)
        self.canvas.change_made.connect(lambda change: self._draft.take(change))
        self.canvas.view_changed.connect(lambda: self.header.set_scale(self.canvas.plane.scale))
        self.canvas.named.connect(lambda _called: self._show_facts())
        self.canvas.row_wanted.connect(self.editor.select_rows)
        self.properties.wanted.connect(self.editor.take)
        self.counts.picked.connect(self.editor.put_into)
        self.counts.picked.connect(lambda _id: self._show_facts())
        self.checking.found.connect(self.problems.show_problems)
        self.problems.next_wanted.connect(self.problems.go_on)
        self.problems.jumped.connect(self._jump)
        self.problems.fixed.connect(lambda problem: self.editor.fix(problem))
        self.problems.all_fixed.connect(lambda: self.editor.fix(*self.problems.problems))
        self.strip.picked.connect(lambda at: self.pick(self._toolbox.tools[at]))
        self.palette_.picked.connect(lambda at: self.pick(self._toolbox.things[at]))
        header = self.header
        header.undo_wanted.connect(self.editor.undo)
        header.redo_wanted.connect(self.editor.redo)
        header.mirror_wanted.connect(self.editor.mirror)
        header.turn_wanted.connect(lambda: self.editor.turn())
        header.zoom_wanted.connect(self._zoom)
        header.fit_wanted.connect(self.canvas.fit)
        header.snapping_wanted.connect(self._toggle_snapping)

    def _commands(self) -> tuple[Command, ...]:
        filing = self.filing

        tools = (
            Command(kind.words, partial(self.pick, kind), kind.key) for kind in self._toolbox.tools
        )
        return (
            *tools,
            Command(self.tr("Move the plan by hand"), self.canvas.take_hand, "H"),
            Command(self.tr("New plan"), filing.new, "Ctrl+N"),
            Command(self.tr("Open a plan…"), filing.choose_file, "Ctrl+O"),
            Command(self.tr("Save"), filing.save, "Ctrl+S"),
            Command(self.tr("Save or export as…"), filing.save_as, "Ctrl+Shift+S"),
            *self.editor.commands(),
            Command(
                self.tr("Next problem"),
                self.problems.go_on,
                NEXT_KEY,
                enabled=lambda: bool(self.problems.problems),
                why=self.tr("nothing is wrong."),
            ),
            Command(
                self.tr("Fix all problems that can be"),
                lambda: self.editor.fix(*self.problems.problems),
                FIX_KEY,
                enabled=lambda: any(one.fix for one in self.problems.problems),
                why=self.tr("nothing can be mended by itself."),
            ),
            Command(self.tr("Snapping on or off"), self._toggle_snapping, "Ctrl+;"),
            Command(self.tr("Show the whole plan"), self.canvas.fit, "0"),
            Command(self.tr("Larger"), self.canvas.zoom_in, "+"),
            Command(self.tr("Smaller"), self.canvas.zoom_out, "-"),
        )
