"""Drawings to go on with: the one that is open, and copies of those that were not saved in time."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from admin_designer.designer.qt.filing import Ask, Filing
from admin_designer.designer.qt.recovery import Left, Recovery
from admin_designer.halls.entries import OPEN_KEY, Todo, left_drawing, open_drawing
from boxoffice.qtkit.tasks import Tasks


class Drawings(QObject):
    """Of one designer; `go_on` shows it. `changed` when there may be fewer of them."""

    changed = Signal()

    def __init__(
        self,
        filing: Filing,
        recovery_folder: Path,
        tasks: Tasks,
        ask: Ask,
        go_on: Callable[[], None],
    ) -> None:
        super().__init__(filing)
        self._filing, self._tasks, self._ask, self._go_on = filing, tasks, ask, go_on
        # Its own looks for copies; the designer's keeps the one of the drawing that is open.
        self._copies = Recovery(recovery_folder, tasks, self)

    def is_open(self) -> bool:
        """Whether the designer has more than a plan that nobody began."""
        draft = self._filing.draft
        return draft.unsaved or draft.kept is not None or self._has_begun()

    def open_key(self) -> tuple[str, str] | None:
        """The key of the home's row for what is open: a row of its own, or its draft's."""
        kept = self._filing.draft.kept
        if self._is_apart():
            return OPEN_KEY
        return (kept.screen_id, kept.draft_id) if kept is not None else None

    def todos(self) -> Iterator[Todo]:
        """A row for each."""
        if self._is_apart():
            draft = self._filing.draft
            saved = draft.path is not None and not draft.unsaved
            yield open_drawing(draft.name, self._go_on, saved=saved)
        for left in self._copies.left():
            name = left.kept.name if left.kept else left.path.name if left.path else ""
            yield left_drawing(name, left.copy.name, partial(self._go_on_with, left))

    def _is_apart(self) -> bool:
        """Whether the cinema has no draft that is just what is open."""
        draft = self._filing.draft
        return draft.unsaved or (draft.kept is None and self._has_begun())

    def _has_begun(self) -> bool:
        """Whether it is of a file, or of a template that is as it came."""
        draft = self._filing.draft
        return draft.path is not None or any(draft.document.rows) or any(draft.document.things)

    async def _recover(self, left: Left) -> None:
        """Open a copy, unless what is open is to stay."""
        if not await self._filing.may_leave():
            return
        draft = await self._copies.read(left, self._ask, self._filing)
        if draft is not None:
            self._filing.show(draft)
        self.changed.emit()

    def _go_on_with(self, left: Left) -> None:
        self._tasks.start(self._recover(left))
