"""Works something out of a drawing anew after each change, while it is worked on."""

import asyncio
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from admin_designer.designer.document.document import Document
from admin_designer.designer.qt.draft import Draft
from boxoffice.qtkit.tasks import Tasks

#: Begun once nothing was changed for so long; of a large hall, which takes a second, later.
_SOON_MS, _LATER_MS, _LARGE = 150, 700, 5_000


class AfterChanges(QObject):
    """`found` carries what `work` answers of the drawing; it runs off the window's thread."""

    found = Signal(object)

    def __init__(self, tasks: Tasks, work: Callable[[Document], object], parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._work = work
        self._draft: Draft | None = None
        self._leave: Callable[[], None] = lambda: None
        self._number = 0
        self._found = -1
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._start)

    @property
    def is_current(self) -> bool:
        """Whether nothing was changed since it was found."""
        return self._found == self._number

    def follow(self, draft: Draft | None) -> None:
        """Work on this one from now on, at once and after each change; None: on none."""
        self._leave()
        self._leave = lambda: None
        self._draft = draft
        self._number += 1
        self._timer.stop()
        if draft is not None:
            self._leave = draft.document.listen(lambda _change: self._wait(draft))
            self._timer.start(0)

    def _wait(self, draft: Draft) -> None:
        self._number += 1
        large = len(draft.board.standing.uids) > _LARGE
        self._timer.start(_LATER_MS if large else _SOON_MS)

    def _start(self) -> None:
        if self._draft is not None and _loop_runs():
            self._tasks.start(self._run(self._draft, self._number))

    async def _run(self, draft: Draft, number: int) -> None:
        # Elements never change, so that the drawing may be worked on meanwhile.
        still = Document(draft.document.elements.values())
        found = await asyncio.to_thread(self._work, still)
        if number == self._number:
            self._found = number
            self.found.emit(found)


def _loop_runs() -> bool:
    """Qt's timers also end while a program begins or ends, when nobody waits for anything."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
