"""Copies of drawings that are not saved yet, for whoever opens the designer after a crash."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from PySide6.QtCore import QLockFile, QObject, QTimer

from admin_designer.designer.document.document import Document
from admin_designer.designer.formats.files import Format, load, save, write
from admin_designer.designer.qt.draft import Draft, Kept
from admin_designer.designer.qt.filing import Ask
from boxoffice.model.errors import BadInput
from boxoffice.qtkit.tasks import Tasks
from boxoffice.rules.plain import from_plain, to_plain

#: What was drawn in the last moments before a crash is lost.
COPY_AFTER_MS = 1_500
_NOTE, _LOCK = ".json", ".lock"


@dataclass(frozen=True, slots=True)
class Left:
    """A copy whose designer ended before its drawing was saved. `path` is the drawing's own file,
    `kept` the cinema's draft that it is; None for one without."""

    copy: Path
    path: Path | None
    kept: Kept | None

    def draft(self, parent: QObject) -> Draft:
        """The drawing as it was, still to be saved; BadInput where the copy cannot be read."""
        draft = Draft(load(self.copy).elements, self.path, parent)
        draft.kept, draft.copy = self.kept, self.copy
        draft.undo.resetClean()
        return draft

    def discard(self) -> None:
        """Forget it."""
        _remove(self.copy)


class Recovery(QObject):
    """Keeps a copy of the drawing that is open while it is not saved, in a folder that all
    designers of this computer share. A lock that dies with its process says that one is in use."""

    def __init__(self, folder: Path, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._folder = folder
        self._tasks = tasks
        self._copy = self._fresh()
        self._draft: Draft | None = None
        self._timer = QTimer(self, interval=COPY_AFTER_MS, singleShot=True)
        self._timer.timeout.connect(self._start)

    def follow(self, draft: Draft) -> None:
        """Keep copies of this one; whoever left the one before was asked about it. One that was
        gone on with after a crash has its copy already, which stays until there is a newer."""
        self._draft = draft
        self._copy.leave()
        self._copy = _Copy(draft.copy) if draft.copy is not None else self._fresh()
        if draft.copy is not None:
            self._copy.claim()
        draft.document.listen(lambda _change: self._changed(draft))
        draft.unsaved_changed.connect(lambda: self._changed(draft))
        self._changed(draft)

    def left(self) -> tuple[Left, ...]:
        """The copies that nobody works on, newest first."""
        return tuple(sorted(self._left(), key=lambda one: -one.copy.stat().st_mtime))

    async def offered(self, ask: Ask, path: Path | None, parent: QObject) -> Draft | None:
        """The newest copy as a drawing, once somebody wants to go on with it; of the file at `path`
        where one is open."""
        here = (one for one in self.left() if path is None or one.path == path)
        left = next(here, None)
        if left is None:
            return None
        unnamed = left.kept.name if left.kept is not None else self.tr("A plan without a file")
        answer = await ask(
            self.tr("A plan was not saved when the designer ended"),
            self.tr("{file} can be gone on with as it was.").format(file=left.path or unnamed),
            self.tr("Go on with it"),
            self.tr("Leave it for later"),
            self.tr("Throw it away"),
        )
        if answer is False:
            left.discard()
        return await self.read(left, ask, parent) if answer else None

    async def read(self, left: Left, ask: Ask, parent: QObject) -> Draft | None:
        """The copy as a drawing; None for one that cannot be read, which may be thrown away."""
        try:
            return left.draft(parent)
        except BadInput as unread:
            if await ask(
                self.tr("The copy of the plan cannot be read"),
                str(unread),
                self.tr("Throw it away"),
                self.tr("Keep it"),
            ):
                left.discard()
            return None

    def close(self, *, keep: bool = False) -> None:
        """The drawing was saved or given up; `keep` the copy of one that nobody was asked about."""
        self._draft = None
        self._timer.stop()
        self._copy.leave(keep=keep)

    def _fresh(self) -> "_Copy":
        return _Copy(self._folder / f"{token_hex(8)}{Format.LAYOUT}")

    def _left(self) -> Iterator[Left]:
        for copy in self._folder.glob(f"*{Format.LAYOUT}"):
            lock = _lock_of(copy)
            if copy == self._copy.file or not lock.tryLock(0):
                continue
            lock.unlock()
            path = kept = None
            with suppress(OSError, ValueError, TypeError, AttributeError, BadInput):
                note = json.loads(copy.with_suffix(_NOTE).read_text("utf-8"))
                path = Path(note["path"]) if note.get("path") else None
                kept = from_plain(Kept, note["kept"]) if note.get("kept") else None
            yield Left(copy, path, kept)

    def _changed(self, draft: Draft) -> None:
        if draft is not self._draft:
            return
        if not draft.unsaved:
            _remove(self._copy.file)
        elif not self._timer.isActive():
            self._timer.start()

    def _start(self) -> None:
        if self._draft is not None and self._draft.unsaved:
            self._tasks.start(self._keep(self._draft))

    async def _keep(self, draft: Draft) -> None:
        still, copy = Document(draft.document.elements.values()), self._copy
        await asyncio.to_thread(copy.write, still, draft.path, draft.kept)
        if not (copy.is_wanted and draft.unsaved):
            _remove(copy.file)


class _Copy:
    """A copy on the disk, and the lock that says that somebody works on it."""

    def __init__(self, file: Path) -> None:
        self.file = file
        #: A moment that is being written while it is left is taken away by whoever wrote it.
        self.is_wanted = True
        self._lock = _lock_of(file)

    def claim(self) -> None:
        """Let others leave it alone."""
        if not self._lock.isLocked():
            self._lock.tryLock(0)

    def write(self, document: Document, path: Path | None, kept: Kept | None) -> None:
        """Put another drawing in its place, once that is whole."""
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BadInput(f"{self.file.parent} cannot be used: {error.strerror}.") from error
        self.claim()
        note = {
            "path": str(path.absolute()) if path is not None else "",
            "kept": to_plain(kept) if kept is not None else None,
        }
        save(self.file.with_suffix(_NOTE), json.dumps(note).encode())
        save(self.file, write(document, Format.LAYOUT))

    def leave(self, *, keep: bool = False) -> None:
        """Work on it no more; `keep` it for somebody else."""
        self.is_wanted = keep
        if not keep:
            _remove(self.file)
        self._lock.unlock()


def _lock_of(copy: Path) -> QLockFile:
    lock = QLockFile(str(copy.with_suffix(_LOCK)))
    # Good for as long as its process lives, however long that is.
    lock.setStaleLockTime(0)
    return lock


def _remove(copy: Path) -> None:
    for file in (copy, copy.with_suffix(_NOTE)):
        with suppress(OSError):
            file.unlink()
