"""The designer: what is done on its page, and what the page shows of it."""

from pathlib import Path

from PySide6.QtCore import QTimer, Signal

from admin_designer.designer.qt.area_form import AreaForm
from admin_designer.designer.qt.arrange_form import ArrangeForm
from admin_designer.designer.qt.checking import Checking
from admin_designer.designer.qt.draft import Draft, is_own, new_elements
from admin_designer.designer.qt.drawing_commands import (
    problem_commands,
    tool_commands,
    view_commands,
)
from admin_designer.designer.qt.editor import Editor
from admin_designer.designer.qt.editor_commands import editor_commands
from admin_designer.designer.qt.exporting import Exporting
from admin_designer.designer.qt.filing import Ask, Filing
from admin_designer.designer.qt.frame import THINGS_KEY, DesignerFrame
from admin_designer.designer.qt.hall_preview import PREVIEW_KEY
from admin_designer.designer.qt.heading import Heading
from admin_designer.designer.qt.mending import Mending
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
    """`hints_changed` carries the keys of the moment, `told` words to go on with, `done`
    words that something was done."""

    hints_changed = Signal(object)
    told = Signal(str)
    done = Signal(str)

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
        self._mending = Mending(
            self.problems, self.canvas, self.editor, lambda: self.checking.is_current
        )
        self.tracing = Tracing(self.properties.hall.traced, self.canvas, self.editor)
        self._recovery = Recovery(recovery_folder, tasks, self)
        self.studies = Studies(self, self.editor, self.filing, theme, tasks, commands)
        self.exporting = Exporting(self, self.filing, theme, tasks, commands)
        # Once for all that one action changes.
        self._facts_timer = QTimer(self, interval=0, singleShot=True)
        self._facts_timer.timeout.connect(self._show_facts)
        self._connect()
        files = self._file_commands()
        self.header.add_signs(*zip(("file", "folder", "save"), files[:3], strict=True))
        self._heading = Heading(self.header, self.editor, self.canvas)
        commands.add(
            self.drawing,
            (
                *tool_commands(self.toolbox, self.pick),
                self.tracing.command(self.toolbox.trace, self.pick),
                Command(self.tr("More to put down"), self.unfold_things, THINGS_KEY),
                *editor_commands(self.editor),
                *self.arrange.commands(),
                *problem_commands(self.problems),
                self.checking.command(),
                *self._heading.commands(),
                *view_commands(self.canvas),
            ),
        )
        preview = Command(self.tr("Preview"), self.preview, PREVIEW_KEY)
        commands.add(self, (preview, *files, *self.studies.commands()))
        self._show_draft(self.filing.draft)

    @property
    def board(self) -> Board:
        """The drawing that is worked on."""
        return self._draft.board

    def open(self, path: Path) -> None:
        """Show the drawing in a file, or a blank one where there is no such .layout file yet;
        BadInput for what is none."""
        if path.exists() or not (is_own(path) and path.parent.is_dir()):
            self.filing.open(path)
            return
        category = self.tr("Standard")
        self.filing.show(Draft(new_elements(category), path, self.filing))
        self.done.emit(self.tr("A new plan. Ctrl+S saves it as {path}.").format(path=path))

    async def recover(self) -> None:
        """Offer what was not saved when a designer ended: of the open file, or else the newest."""
        draft = await self._recovery.offered(self._ask, self._draft.path, self.filing)
        if draft is not None:
            self.filing.show(draft)

    def finish(self, *, keep: bool = False) -> None:
        """The window is closed, and what was not saved was asked about; else `keep` it for whoever
        opens the designer next."""
        self._recovery.close(keep=keep)
        self.checking.follow(None)
        self.studies.finish()
        self.editor.finish()

    def hints(self) -> tuple[Hint, ...]:
        """The keys of the moment."""
        return self.page_hints or (
            Hint(self._kind.key or self.tr("Mouse"), self._kind.hint),
            Hint("Alt", self.tr("drag copies")),
            Hint("Space", self.tr("moves the plan")),
            Hint("Ctrl+Z", self.tr("undo")),
            Hint("Esc", self.tr("give up")),
        )

    def number(self) -> None:
        """Look at another numbering of the whole plan."""
        self.show_side(self.numbering)
        self.numbering.look_at(self.board, self.canvas.called)
        self.numbering.form.rows_from.setFocus()

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
        self.editor.selects = kind in (self.toolbox.select, self.toolbox.brush)
        self.unfold_things(unfolded=False)
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
        self.leave_side()
        self._draft = draft
        draft.board.on_selection(self._facts_timer.start)
        draft.document.listen(lambda _change: self._facts_timer.start())
        self.editor.draft = draft
        self.canvas.show_board(draft.board)
        self.tracing.follow(draft)
        self._heading.follow(draft)
        self.checking.follow(draft)
        self._recovery.follow(draft)
        self.studies.follow()
        self.pick(self.toolbox.select)

    def _show_facts(self) -> None:
        """Show what is selected and how many seats there are."""
        self.properties.show_board(self.board, self.canvas.called)
        self.areas.show_board(self.board)
        self.arrange.show_board(self.board)
        self.counts.show_board(self.board)
        self.things.levels.show_board(self.board)
        self._heading.say_state()

    def _hide_levels(self, levels: frozenset[str]) -> None:
        self.board.hide(levels)
        self.canvas.show_levels()
        self._show_facts()

    def _show_properties(self) -> None:
        self.show_side(self.properties)
        self.canvas.setFocus()

    def _connect(self) -> None:
        self.page_changed.connect(lambda: self.hints_changed.emit(self.hints()))
        self.filing.opened.connect(self._show_draft)
        self.filing.told.connect(self.told)
        self.filing.done.connect(self.done)
        self.editor.refused.connect(self._tasks.failed)
        self.things.levels.picked.connect(self.editor.select_level)
        self.things.levels.hidden_changed.connect(self._hide_levels)
        self.tracing.refused.connect(self._tasks.failed)
        self.tracing.told.connect(self.told)
        self.tracing.done.connect(self.done)
        self.tracing.scaled.connect(lambda: self.pick(self.toolbox.select))
        self.properties.hall.traced.move_wanted.connect(lambda: self.pick(self.toolbox.trace))
        self.canvas.change_made.connect(lambda change: self._draft.take(change))
        self.canvas.named.connect(self.numbering.follow)
        self.canvas.named.connect(lambda _called: self._show_facts())
        self.canvas.row_wanted.connect(self.editor.select_rows)
        self.numbering.looked_at.connect(self.canvas.show_renaming)
        self.numbering.accepted.connect(lambda made: self.editor.take("Renumber", made.becomes))
        self.numbering.closed.connect(self._show_properties)
        self.hall_preview.closed.connect(self.preview)
        self.preview_button.clicked.connect(self.preview)
        self.properties.wanted.connect(self.editor.take)
        self.properties.seats.refused.connect(self._tasks.failed)
        self.properties.hall.sized.connect(self.canvas.fit)
        self.properties.hall.grid_chosen.connect(self._show_facts)
        self.properties.hall.grid_chosen.connect(lambda: self._heading.say_snapping())
        self.counts.picked.connect(self.editor.choose)
        self.editor.category_chosen.connect(self._show_facts)
        self.tool_left.connect(lambda: self.pick(self.toolbox.select))
        self.checking.found.connect(self._mending.show_problems)
        self.checking.panel.closed.connect(self._show_properties)
        self.strip.picked.connect(lambda at: self.pick(self.toolbox.tools[at]))
        self.things.picked.connect(lambda at: self.pick(self.toolbox.things[at]))

    def _file_commands(self) -> tuple[Command, ...]:
        filing = self.filing
        return (
            Command(self.tr("New plan"), filing.new, "Ctrl+N"),
            Command(self.tr("Open a plan…"), filing.choose_file, "Ctrl+O"),
            Command(self.tr("Save"), filing.save, "Ctrl+S"),
            Command(self.tr("Save as…"), filing.save_as, "Ctrl+Shift+S"),
            self.exporting.command(),
        )
