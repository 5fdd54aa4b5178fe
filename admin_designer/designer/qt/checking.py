"""Keeps what is wrong with a drawing up to date while it is worked on."""

import asyncio

from PySide6.QtCore import QObject, QTimer, Signal

from admin_designer.designer.document.checker import problems_in
from admin_designer.designer.document.document import Document
from admin_designer.designer.qt.draft import Draft
from boxoffice.qtkit.tasks import Tasks

#: Checked once nothing was changed for so long; a large hall, which takes a second, later.
_SOON_MS, _LATER_MS, _LARGE = 150, 700, 5_000


class Checking(QObject):
    """`found` carries the problems, errors first."""

    found = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._draft: Draft | None = None
        self._number = 0
        self._found = -1
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._start)

    @property
    def is_current(self) -> bool:
        """Whether nothing was changed since the problems were found."""
        return self._found == self._number

    def follow(self, draft: Draft) -> None:
        """Check this one from now on, at once and after each change."""
        self._draft = draft
        self._number += 1
        draft.document.listen(lambda _change: self._wait(draft))
        self._timer.start(0)

    def _wait(self, draft: Draft) -> None:
        if draft is self._draft:
            self._number += 1
            large = len(draft.board.standing.uids) > _LARGE
            self._timer.start(_LATER_MS if large else _SOON_MS)

    def _start(self) -> None:
        if self._draft is not None:
            self._tasks.start(self._check(self._draft, self._number))

    async def _check(self, draft: Draft, number: int) -> None:
        # Elements never change, so that the drawing may be worked on meanwhile.
        still = Document(draft.document.elements.values())
        problems = await asyncio.to_thread(problems_in, still)
        if draft is self._draft and number == self._number:
            self._found = number
            self.found.emit(problems)
