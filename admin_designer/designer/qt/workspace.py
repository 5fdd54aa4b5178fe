"""The designer: what is done on its page, and what the page shows of it."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal

from admin_designer.designer.document.arranging import Axis, Edge
from admin_designer.designer.document.problems import Problem, Severity
from admin_designer.designer.qt.area_form import AreaForm
from admin_designer.designer.qt.arrange_form import ArrangeForm
from admin_designer.designer.qt.checking import Checking
from admin_designer.designer.qt.draft import Draft
from admin_designer.designer.qt.editor import Editor
from admin_designer.designer.qt.editor_commands import editor_commands
from admin_designer.designer.qt.exporting import Exporting
from admin_designer.designer.qt.filing import Ask, Filing
from admin_designer.designer.qt.frame import DesignerFrame
from admin_designer.designer.qt.hall_preview import PREVIEW_KEY
from admin_designer.designer.qt.problem_list import FIX_KEY, NEXT_KEY
from admin_designer.designer.qt.recovery import Recovery
from admin_designer.designer.qt.studies import Studies
from admin_designer.designer.qt.toolbox import Kind
from admin_designer.designer.qt.tracing import Tracing
from admin_designer.designer.tools.board import Board
from admin_designer.designer.tools.pointer import Tool
from admin_designer.designer.tools.selecting import SelectTool
from boxoffice.qtkit.commands import Command, Commands, Hint
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme


class DesignerWorkspace(DesignerFrame):
    """`hints_changed` carries the keys of the moment, `told` words about what was done."""

    hints_changed = Signal(object)
    told = Signal(str)

    def __init__(
        self, theme: Theme, tasks: Tasks, commands: Commands, ask: Ask, recovery_folder: Path
    ) -> None:
        """What is not saved is kept in `recovery_folder` until it is."""
        # The frame shows the drawing that is open as soon as it is made.
        self._ask, self._tasks = ask, tasks
        self._draft = Draft(())
        super().__init__(theme, tasks, self._draft.board, self._thing)
        self._kind = self.toolbox.select
        self.filing = Filing(self, tasks, ask)
        self.editor = Editor(self._draft, self)
        self.arrange = ArrangeForm(theme, self.editor)
        self.areas = AreaForm(theme, self.editor.take)
        self.properties.add_form(self.areas)
        self.properties.add_form(self.arrange)
        self.checking = Checking(self, theme, tasks)
        self.tracing = Tracing(self.properties.hall, self.canvas, self.editor)
        self._recovery = Recovery(recovery_folder, tasks, self)
        self.studies = Studies(self, self.editor, self.filing, theme, tasks, commands)
        self.exporting = Exporting(self, self.filing, theme, tasks, commands)
        # Once for all that one action changes.
        self._facts_timer = QTimer(self, interval=0, singleShot=True)
        self._facts_timer.timeout.connect(self._show_facts)
        self._connect()
        commands.add(self.drawing, self._commands())
        preview = Command(self.tr("Preview"), self.preview, PREVIEW_KEY)
        commands.add(self, (preview, *self._file_commands(), *self.studies.commands()))
        self._show_draft(self.filing.draft)

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
                    file=left.path
                    or (left.kept.name if left.kept else self.tr("A plan without a file"))
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

    def finish(self, *, keep: bool = False) -> None:
        """The window is closed, and what was not saved was asked about; else `keep` it for whoever
        opens the designer next."""
        self._recovery.close(keep=keep)
        self.checking.follow(None)
        self.studies.finish()
        self.editor.finish()

    def hints(self) -> tuple[Hint, ...]:
        """The keys of the moment."""
        return (
            Hint(self._kind.key or "V", self._kind.hint),
            Hint("Alt", self.tr("drag copies")),
            Hint("Space", self.tr("moves the plan")),
            Hint("Ctrl+Z", self.tr("undo")),
            Hint("Esc", self.tr("give up")),
        )

    def number(self) -> None:
        """Look at another numbering of the whole plan."""
        self.show_side(self.numbering)
        self.numbering.look_at(self.board, self.canvas.called)
        self.numbering.rows_from.setFocus()

    def preview(self) -> None:
        """Show the hall as it will be sold, or the plan again."""
        shown = not self.previews
        if shown:
            self.hall_preview.show_document(self.board.document)
        self.show_preview(shown=shown)
        (self.hall_preview if shown else self.canvas).setFocus()

    def pick(self, kind: Kind) -> None:
        """Take a tool into the hand."""
        if kind is self.toolbox.number:
            self.number()
            return
        self._kind = kind
        if kind.make is None:
            self.canvas.take_hand()
        else:
            self.canvas.set_tool(kind.make(self.board))
        tools = self.toolbox.tools
        self.strip.set_current(tools.index(kind) if kind in tools else -1)
        self.canvas.setFocus()
        self.hints_changed.emit(self.hints())

    def _thing(self, at: int) -> Tool:
        make = self.toolbox.things[at].make
        return make(self.board) if make is not None else SelectTool(self.board)

    def _show_draft(self, draft: Draft) -> None:
        self._draft = draft
        draft.named.connect(self._say_state)
        draft.unsaved_changed.connect(self._say_state)
        draft.undo.indexChanged.connect(self._say_what_can_be_done)
        draft.board.on_selection(self._selection_changed)
        draft.document.listen(lambda _change: self._facts_timer.start())
        self.editor.draft = draft
        self.canvas.show_board(draft.board)
        self.tracing.follow(draft)
        self.checking.follow(draft)
        self._recovery.follow(draft)
        self.studies.follow()
        self.pick(self.toolbox.select)
        self._say_state()
        self._say_what_can_be_done()
        self._say_snapping()

    def _say_state(self) -> None:
        draft = self._draft
        if draft.path is not None:
            where = draft.path.name
        elif draft.kept is not None and draft.kept.version:
            where = self.tr("draft, version {n}").format(n=draft.kept.version)
        else:
            where = self.tr("not saved yet")
        state = self.tr("{file}, changed").format(file=where) if draft.unsaved else where
        self.header.set_name(draft.name or self.tr("New plan"), state)

    def _say_what_can_be_done(self) -> None:
        undo = self._draft.undo
        self.header.set_enabled(
            undo=undo.undoText() if undo.canUndo() else "",
            redo=undo.redoText() if undo.canRedo() else "",
            selected=bool(self.board.selected),
        )

    def _selection_changed(self) -> None:
        self._say_what_can_be_done()
        self._facts_timer.start()

    def _show_facts(self) -> None:
        """Show what is selected and how many seats there are."""
        self.properties.show_board(self.board, self.canvas.called)
        self.areas.show_board(self.board)
        self.arrange.show_board(self.board)
        self.counts.show_board(self.board)
        self.things.levels.show_board(self.board)
        self._say_state()

    def _select_level(self, level: str) -> None:
        rows = (row for row in self.board.document.rows if row.level == level)
        self.board.select(uid for row in rows for uid in self.board.uids_of(row))

    def _hide_levels(self, levels: frozenset[str]) -> None:
        self.board.hide(levels)
        self.canvas.show_levels()
        self._show_facts()

    def _show_problems(self, problems: tuple[Problem, ...]) -> None:
        self.problems.show_problems(problems)
        errors = (one for one in problems if one.severity is Severity.ERROR)
        self.canvas.show_wrong(uid for one in errors for uid in one.uids)

    def _jump(self, problem: Problem) -> None:
        around = self.board.bounds_of(problem.uids)
        if around is not None:
            self.board.select(problem.uids)
            self.canvas.look_at(around)

    def _show_properties(self) -> None:
        self.show_side(self.properties)
        self.canvas.setFocus()

    def _fix(self, *problems: Problem) -> None:
        # What was found before the last change is of a drawing that is no more.
        if self.checking.is_current:
            self.editor.fix(*problems)

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

    def _connect(self) -> None:
        self.filing.opened.connect(self._show_draft)
        self.filing.told.connect(self.told)
        self.editor.refused.connect(self._tasks.failed)
        self.things.levels.picked.connect(self._select_level)
        self.things.levels.hidden_changed.connect(self._hide_levels)
        self.tracing.refused.connect(self._tasks.failed)
        self.tracing.told.connect(self.told)
        self.tracing.scaled.connect(lambda: self.pick(self.toolbox.select))
        self.canvas.change_made.connect(lambda change: self._draft.take(change))
        self.canvas.view_changed.connect(lambda: self.header.set_scale(self.canvas.plane.scale))
        self.canvas.named.connect(self.numbering.follow)
        self.canvas.named.connect(lambda _called: self._show_facts())
        self.canvas.row_wanted.connect(self.editor.select_rows)
        self.numbering.looked_at.connect(self.canvas.show_renaming)
        self.numbering.accepted.connect(lambda made: self.editor.take("Renumber", made.becomes))
        self.numbering.closed.connect(self._show_properties)
        self.hall_preview.closed.connect(self.preview)
        self.preview_button.clicked.connect(self.preview)
        self.properties.wanted.connect(self.editor.take)
        self.counts.picked.connect(self.editor.put_into)
        self.counts.picked.connect(lambda _id: self._show_facts())
        self.checking.found.connect(self._show_problems)
        self.checking.panel.closed.connect(self._show_properties)
        self.problems.next_wanted.connect(self.problems.go_on)
        self.problems.jumped.connect(self._jump)
        self.problems.fixed.connect(self._fix)
        self.problems.all_fixed.connect(lambda: self._fix(*self.problems.problems))
        self.strip.picked.connect(lambda at: self.pick(self.toolbox.tools[at]))
        self.things.picked.connect(lambda at: self.pick(self.toolbox.things[at]))
        header = self.header
        header.undo_wanted.connect(self.editor.undo)
        header.redo_wanted.connect(self.editor.redo)
        header.align_wanted.connect(lambda: self.editor.align(Edge.MIDDLE))
        header.distribute_wanted.connect(lambda: self.editor.distribute(Axis.ACROSS))
        header.mirror_wanted.connect(self.editor.mirror)
        header.turn_wanted.connect(lambda: self.editor.turn())
        header.zoom_wanted.connect(self._zoom)
        header.fit_wanted.connect(self.canvas.fit)
        header.snapping_wanted.connect(self._toggle_snapping)

    def _commands(self) -> tuple[Command, ...]:
        tools = (
            Command(kind.words, partial(self.pick, kind), kind.key)
            for kind in (*self.toolbox.tools, self.toolbox.brush)
        )
        return (
            *tools,
            *editor_commands(self.editor),
            *self.arrange.commands(),
            Command(
                self.tr("Next problem"),
                self.problems.go_on,
                NEXT_KEY,
                enabled=lambda: bool(self.problems.problems),
                why=self.tr("nothing is wrong."),
            ),
            Command(
                self.tr("Fix all problems that can be"),
                lambda: self._fix(*self.problems.problems),
                FIX_KEY,
                enabled=lambda: any(one.fix for one in self.problems.problems),
                why=self.tr("nothing can be mended by itself."),
            ),
            self.checking.command(),
            Command(self.tr("Snapping on or off"), self._toggle_snapping, "Ctrl+;"),
            Command(self.tr("Show the whole plan"), self.canvas.fit, "0"),
            Command(self.tr("Screen at the top or the bottom"), self.canvas.turn, "T"),
            Command(self.tr("Larger"), self.canvas.zoom_in, "+"),
            Command(self.tr("Smaller"), self.canvas.zoom_out, "-"),
        )

    def _file_commands(self) -> tuple[Command, ...]:
        filing = self.filing
        return (
            Command(self.tr("New plan"), filing.new, "Ctrl+N"),
            Command(self.tr("Open a plan…"), filing.choose_file, "Ctrl+O"),
            Command(self.tr("Save"), filing.save, "Ctrl+S"),
            Command(self.tr("Save as…"), filing.save_as, "Ctrl+Shift+S"),
            self.exporting.command(),
        )
