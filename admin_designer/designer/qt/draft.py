"""A drawing that is open in the window: its file, its changes, and the way back through them."""

from collections.abc import Iterable
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
        #: Without end: a step is a change, which holds no more than what it touched.
        self.undo = QUndoStack(self)
        self.undo.cleanChanged.connect(self.unsaved_changed)

    @property
    def name(self) -> str:
        """What the hall is called, or its file; empty for neither."""
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
        self.path = path
        self.undo.setClean()
        self.named.emit()


def new_elements(category: str) -> tuple[Element, ...]:
    """A drawing with nothing in it but a category to draw seats in."""
    return (Hall(categories=(Category(1, category, 1),)),)


def is_own(path: Path) -> bool:
    """Whether it is a file of the designer by its name."""
    return path.name.casefold().endswith(Format.LAYOUT)
