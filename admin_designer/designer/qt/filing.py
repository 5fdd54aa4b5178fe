"""Opening and saving drawings, and what is asked before one is left."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from admin_designer.designer.document.document import Document
from admin_designer.designer.formats.files import Format, format_of, load, losses, save, write
from admin_designer.designer.qt.draft import Draft, is_own, new_elements
from admin_designer.designer.templates.shape import Shape, drawn
from admin_designer.designer.tools.board import fresh_id
from boxoffice.qtkit.tasks import Tasks


class Ask(Protocol):
    """Asks in the window: True for yes, False for no, None to stay as things are."""

    def __call__(
        self, title: str, words: str, yes: str, stay: str, no: str = ""
    ) -> Awaitable[bool | None]: ...


class Keeper(Protocol):
    """Keeps drawings elsewhere than in files."""

    async def save(self, draft: Draft) -> None:
        """Keep it as it is now, or ask as what; it stays unsaved where that is not answered."""
        ...


class Filing(QObject):
    """`opened` carries the Draft that is to be shown, `told` words about what was done, `reported`
    the name of a file that was opened and what was read and mended, a line each."""

    opened = Signal(object)
    told = Signal(str)
    #: A drawing was saved, in words.
    done = Signal(str)
    reported = Signal(str, object)

    def __init__(self, window: QWidget, tasks: Tasks, ask: Ask) -> None:
        super().__init__(window)
        self._window = window
        self._tasks = tasks
        self._ask = ask
        #: Who keeps what has no file; without one a file is asked for.
        self.keeper: Keeper | None = None
        self._draft = self.fresh()

    @property
    def draft(self) -> Draft:
        """The drawing that is open."""
        return self._draft

    def fresh(self) -> Draft:
        """A drawing with nothing in it."""
        return Draft(new_elements(self.tr("Standard")), parent=self)

    def show(self, draft: Draft) -> None:
        """Work on another drawing from now on."""
        before, self._draft = self._draft, draft
        self.opened.emit(draft)
        if before is not draft:
            before.deleteLater()

    def open(self, path: Path) -> None:
        """Show the drawing in a file of any kind; BadInput for what is none."""
        read = load(path)
        own = read.format is Format.LAYOUT and is_own(path)
        draft = Draft(read.elements, path if own else None, self)
        if not own:
            # Nobody has it as a drawing yet.
            draft.undo.resetClean()
        self.show(draft)
        if len(read.report) > 1:
            self.reported.emit(path.name, read.report)
        elif read.report:
            self.told.emit(read.report[0])

    def new(self) -> None:
        """Begin another drawing, once what is unsaved was asked about."""
        self._when_left(lambda: self.show(self.fresh()))

    def new_from(self, shape: Shape) -> None:
        """Begin with a drawing that there is a template of."""
        self._when_left(lambda: self.show(Draft(drawn(shape, fresh_id), parent=self)))

    def choose_file(self) -> None:
        """Ask which file to open."""
        kinds = " ".join(f"*{one}" for one in (Format.LAYOUT, ".json", Format.CSV))
        dialog = self._dialog(
            self.tr("Open a plan"), self.tr("Plans ({kinds})").format(kinds=kinds)
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: self._when_left(lambda: self.open(Path(chosen))))
        dialog.open()

    def save(self) -> None:
        """Keep the drawing where it is kept; a new one asks where that is to be."""
        self._tasks.start(self._save_where_it_is())

    def save_as(self) -> None:
        """Ask for a file and write the drawing to it, in the format that its name says."""
        dialog = self._dialog(self.tr("Save the plan"), self.tr("Plans (*)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Format.LAYOUT.removeprefix("."))
        dialog.selectFile((self._draft.name or self.tr("hall")) + Format.LAYOUT)
        dialog.fileSelected.connect(lambda chosen: self._tasks.start(self._save(Path(chosen))))
        dialog.open()

    async def may_leave(self) -> bool:
        """Whether the drawing may go, once its unsaved changes were asked about."""
        draft = self._draft
        if not draft.unsaved:
            return True
        answer = await self._ask(
            self.tr("The plan has changes that are not saved"),
            self.tr("{name} would lose them.").format(name=draft.name or self.tr("The plan")),
            self.tr("Save"),
            self.tr("Go on drawing"),
            self.tr("Throw them away"),
        )
        if answer:
            await self._save_where_it_is()
            return not draft.unsaved
        return answer is False

    def _when_left(self, then: Callable[[], None]) -> None:
        async def leave() -> None:
            if await self.may_leave():
                then()

        self._tasks.start(leave())

    async def _save_where_it_is(self) -> None:
        if self._draft.path is not None:
            await self._save(self._draft.path)
        elif self.keeper is not None:
            await self.keeper.save(self._draft)
        else:
            self.save_as()

    async def _save(self, path: Path) -> None:
        """Write it; BadInput where that cannot be. What another format loses is asked about."""
        draft = self._draft
        as_format = format_of(path)
        lost = losses(draft.document, as_format)
        if lost and not await self._ask(
            self.tr("{name} cannot hold all of the plan").format(name=path.name),
            "\n".join(lost),
            self.tr("Save without"),
            self.tr("Do not save"),
        ):
            return
        save(path, write(Document(draft.document.elements.values()), as_format))
        if as_format is Format.LAYOUT:
            draft.saved(path)
        self.done.emit(self.tr("Saved as {name}.").format(name=path.name))

    def _dialog(self, title: str, kinds: str) -> QFileDialog:
        dialog = QFileDialog(self._window, title)
        dialog.setNameFilter(kinds)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._draft.path is not None:
            dialog.setDirectory(str(self._draft.path.parent))
        return dialog
