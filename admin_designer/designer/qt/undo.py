"""Changes on Qt's undo stack."""

from PySide6.QtGui import QUndoCommand

from admin_designer.designer.document.change import Change
from admin_designer.designer.document.document import Document

#: Qt asks only commands of one and the same number, other than -1, whether they join.
_JOINS = 1


class ChangeCommand(QUndoCommand):
    """One change; pushing it is what makes it. Changes of one merge key in a row are one step."""

    def __init__(self, document: Document, change: Change, words: str) -> None:
        super().__init__(words)
        self._document = document
        self._change = change

    def redo(self) -> None:
        self._document.apply(self._change)

    def undo(self) -> None:
        self._document.apply(self._change.inverted())

    def id(self) -> int:
        return _JOINS if self._change.merge_key else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, ChangeCommand):
            return False
        joined = self._change.joined(other._change)
        if joined is None:
            return False
        self._change = joined
        return True
