"""A drawing that is open in the window: its file, its changes, and the way back through them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from admin_designer.designer.document.change import Change
from admin_designer.designer.document.document import Document
from admin_designer.designer.document.elements import Element, Hall
from admin_designer.designer.formats.files import Format
from admin_designer.designer.qt.undo import ChangeCommand
from admin_designer.designer.tools.board import Board
from boxoffice.model.layout import Category


@dataclass(frozen=True, slots=True)
class Kept:
    """Which draft of a cinema's screen a drawing is. `version` is the one that was read or saved
    last, 0 before the first; `based_on` the layout that it was begun from, empty for none."""

    draft_id: str
    screen_id: str
    name: str
    based_on: str = ""
    version: int = 0


class Draft(QObject):
    """`named` is told when it has another file or name, `unsaved_changed` when it was saved or
    differs from what was."""

    named = Signal()
    unsaved_changed = Signal()

    def __init__(
        self, elements: Iterable[Element], path: Path | None = None, parent: QObject | None = None
    ) -> None:
        """`path` is the .layout file that it was read from; a drawing that was imported has none,
        so that no other kind of file is ever overwritten by accident."""
        super().__init__(parent)
        self.document = Document(elements)
        self.board = Board(self.document)
        self.path = path
        #: None for one that no cinema has.
        self.kept: Kept | None = None
        #: What it was gone on from after a crash; None for others.
        self.copy: Path | None = None
        #: Without end: a step is a change, which holds no more than what it touched.
        self.undo = QUndoStack(self)
        self.undo.cleanChanged.connect(self.unsaved_changed)

    @property
    def name(self) -> str:
        """What the cinema's draft, the hall or its file is called; empty for none of them."""
        if self.kept is not None:
            return self.kept.name
        return self.document.hall.name or (self.path.stem if self.path is not None else "")

    @property
    def unsaved(self) -> bool:
        """Whether there is anything that its file does not have."""
        return not self.undo.isClean()

    def take(self, change: Change) -> None:
        """Make a change, which can be taken back."""
        if change.element_ids:
            self.undo.push(ChangeCommand(self.document, change, self.tr(change.label)))

    def saved(self, path: Path) -> None:
        """It was written to that file as it is now."""
        self.path, self.kept = path, None
        self.undo.setClean()
        self.named.emit()

    def become(self, kept: Kept) -> None:
        """It is to be that draft of the cinema, and is still to be saved."""
        self.path, self.kept = None, kept
        self.undo.resetClean()
        self.named.emit()

    def rebase(self, layout_id: str) -> None:
        """It was published as that layout, which is what it is changed from now on."""
        if self.kept is not None:
            self.kept = replace(self.kept, based_on=layout_id)

    def keep(self, kept: Kept, *, whole: bool) -> None:
        """The cinema has it as that draft; not `whole` where it was changed since."""
        self.kept = kept
        if whole:
            self.undo.setClean()
        self.named.emit()


def new_elements(category: str, name: str = "") -> tuple[Element, ...]:
    """A drawing of a hall with nothing in it but a category to draw seats in."""
    return (Hall(name=name, categories=(Category(1, category, 1),)),)


def is_own(path: Path) -> bool:
    """Whether it is a file of the designer by its name."""
    return path.name.casefold().endswith(Format.LAYOUT)
