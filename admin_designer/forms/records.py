"""A page of records: a table to choose from, and a form of the one that is chosen."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from admin_designer.designer.qt.filing import Ask
from admin_designer.forms.desk import Desk
from admin_designer.forms.form import Form
from admin_designer.forms.kept import KeptForms
from admin_designer.forms.merging import Texts
from admin_designer.forms.record_table import RecordTable
from admin_designer.forms.record_view import RecordView
from admin_designer.forms.unsaved import NEW, Unsaved
from boxoffice.model.errors import Outdated, Refusal
from boxoffice.qtkit.commands import Command, Commands, Hint
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import Banner, Field, Tone

R = TypeVar("R")
NEW_KEY, SAVE_KEY, FILTER_KEY = "Ctrl+N", "Ctrl+S", "Ctrl+F"
DELETE_KEY, DISCARD_KEY, LOOK_KEY = "Ctrl+Del", "Ctrl+Backspace", "F5"
#: How long after the last letter what is typed is written down.
KEEP_MS = 500

_log = logging.getLogger(__name__)


class RecordsPage(QWidget, Generic[R]):
    """`hints_changed` carries the keys of the moment, `told` words about what was done.

    What is typed stays with its record until it is saved or given up, also while another one is
    looked at, and in `kept` when the program ends.
    """

    hints_changed = Signal(object)
    told = Signal(str)

    def __init__(
        self,
        desk: Desk[R],
        theme: Theme,
        tasks: Tasks,
        commands: Commands,
        ask: Ask,
        kept: KeptForms,
    ) -> None:
        super().__init__()
        self._desk, self._tasks, self._ask, self._kept = desk, tasks, ask, kept
        self.records: dict[str, R] = {}
        self._unsaved = Unsaved()
        self._key: str | None = None
        self._busy = False
        self._changes = 0
        self.table = RecordTable(theme, desk.heads, desk.words.title)
        self.form = Form(theme, desk.lines)
        own = self._own_commands()
        self._view = RecordView(theme, self.table, self.form, own, desk.words.nothing)
        self._keep_timer = QTimer(self, interval=KEEP_MS, singleShot=True)
        self._keep_timer.timeout.connect(lambda: self._tasks.start(self._keep()))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._view)
        again = Command(self.tr("Read anew"), lambda: tasks.start(self.look()), LOOK_KEY)
        commands.add(self, (*own, again))
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(self._open_form)
        self.filter.textChanged.connect(self.table.filter)
        self.filter.returnPressed.connect(self.table.setFocus)
        self.form.changed.connect(self._type)
        self.setFocusProxy(self.table)
        self._show_form()

    @property
    def banner(self) -> Banner:
        """Says what stands in the way, and what others did."""
        return self._view.banner

    @property
    def filter(self) -> Field:
        """The line that is searched by."""
        return self._view.filter

    @property
    def current(self) -> R | None:
        """The record whose form is shown; None for a new one, and while none is chosen."""
        return self.records.get(self._key) if self._key else None

    @property
    def unsaved(self) -> tuple[str, ...]:
        """The keys of the records of which something is typed and not saved."""
        return tuple(self._unsaved.typed)

    def hints(self) -> tuple[Hint, ...]:
        """The keys of the moment."""
        search, choose = Hint(FILTER_KEY, self.tr("search")), Hint("↑↓", self.tr("choose"))
        if not self._desk.may_change():
            return (choose, search)
        return (
            choose,
            Hint("Enter", self.tr("change")),
            Hint(NEW_KEY, self._desk.words.new),
            Hint(SAVE_KEY, self.tr("save")),
            search,
        )

    async def begin(self) -> None:
        """Bring back what was typed and not saved, and read the records."""
        self._unsaved = Unsaved(await asyncio.to_thread(self._kept.read))
        if self.unsaved:
            words = self.tr("What was typed and not saved is still here: see the rows marked •.")
            self.banner.tell(words, Tone.INFO)
        await self.look()

    async def look(self) -> None:
        """Read the records anew. What is typed stays."""
        self._show(await self._desk.load())

    async def finish(self) -> None:
        """The page is left for good: what is typed is kept for the next time."""
        self._keep_timer.stop()
        await self._keep()

    def new(self) -> None:
        """Begin a record, or go on with the one that was begun."""
        self.table.choose(None)
        self._key = NEW
        self._show_form()
        self._open_form()

    def save(self) -> None:
        """Keep what is typed."""
        if self._key is not None and self._desk.may_change() and not self._busy:
            self._tasks.start(self._save(self._key), self._refused)

    def discard(self) -> None:
        """Give up what is typed of the record that is shown."""
        if self._key is None:
            return
        self._unsaved.forget(self._key)
        self._typed_changed()
        if self._key == NEW:
            self._key = None
        self._show_form()
        self.table.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._view.fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._view.fold()

    async def _save(self, key: str) -> None:
        values = self.form.read()
        if values is None:
            return
        known, changes = self.records.get(key), self._changes
        self._set_busy(busy=True)
        try:
            saved = await self._desk.save(values, known)
        except Outdated:
            # Whoever changed it is met when all is read anew.
            await self.look()
            return
        finally:
            self._set_busy(busy=False)
        there = self._desk.key(saved)
        self._unsaved.saved(key, there, self._desk.texts(saved), typed_on=changes != self._changes)
        self.records[there] = saved
        if self._key == key:
            self._key = there
        self.banner.hide()
        self._typed_changed()
        await self.look()
        self.told.emit(self.tr("“{name}” is saved.").format(name=self._desk.name(saved)))

    def _refused(self, refusal: Refusal) -> None:
        words = self.tr("{why} What you typed is still here.").format(why=refusal)
        self.banner.tell(words, Tone.DANGER)

    def _there(self, key: str) -> Texts:
        return self._desk.texts(self.records.get(key))

    def _type(self) -> None:
        if self._key is None:
            return
        self._changes += 1
        self._unsaved.type(self._key, self.form.texts(), self._there(self._key))
        self._typed_changed()
        self._say_what_can_be_done()

    def _typed_changed(self) -> None:
        self.table.mark(self._unsaved.typed)
        self._keep_timer.start()

    def _choose(self, key: str) -> None:
        if key != self._key:
            self._key = key
            self._show_form()

    def _show(self, records: Sequence[R]) -> None:
        desk = self._desk
        self.records = {desk.key(one): one for one in records}
        met = self._unsaved.meet({key: desk.texts(one) for key, one in self.records.items()})
        for key, clashing in met.items():
            self._tell_of_others(desk.name(self.records[key]), clashing=clashing)
        self.table.show_rows({key: desk.cells(one) for key, one in self.records.items()})
        self._typed_changed()
        if self._key != NEW and self._key not in self.records:
            self._key = next(iter(self.records), None)
        self.table.choose(self._key or None)
        self._show_form()

    def _tell_of_others(self, name: str, *, clashing: bool) -> None:
        if clashing:
            words = self.tr(
                "Somebody else changed “{name}” meanwhile. What you typed is still here; where both"
                " of you changed a field, theirs stands beneath it. Save to keep what stands here."
            )
        else:
            words = self.tr(
                "Somebody else changed other fields of “{name}” meanwhile. They are taken in here,"
                " and what you typed is kept: look at it and save."
            )
        self.banner.tell(words.format(name=name), Tone.WARN)

    def _show_form(self) -> None:
        """Show the form of the record that is chosen."""
        self._view.show_form(shown=self._key is not None)
        if self._key is not None:
            texts = self._unsaved.texts(self._key, self._there(self._key))
            if self.form.texts() != texts:
                self.form.show_texts(texts)
            theirs = self._unsaved.clashes(self._key)
            said = {key: self.form.as_read(key, text) for key, text in theirs.items()}
            self.form.show_clashes(theirs, said)
            self.form.set_enabled(enabled=self._desk.may_change())
            record, new = self.current, self._desk.words.new
            self._view.title.setText(new if record is None else self._desk.name(record))
        self._say_what_can_be_done()

    def _open_form(self) -> None:
        if self._key is not None:
            self._view.fold(editing=True)
            self.form.setFocus()

    def _back(self) -> None:
        self._view.fold(editing=False)
        self.table.setFocus()

    def _delete(self) -> None:
        record = self.current
        if record is not None:
            self._tasks.start(self._ask_and_delete(record), self._refused)

    async def _ask_and_delete(self, record: R) -> None:
        words, name = self._desk.words, self._desk.name(record)
        title = words.delete_title.format(name=name)
        if await self._ask(title, words.delete_words, self.tr("Delete it"), self.tr("Keep it")):
            await self._desk.delete(record)
            self._unsaved.forget(self._desk.key(record))
            await self.look()
            self.told.emit(self.tr("“{name}” is deleted.").format(name=name))

    async def _keep(self) -> None:
        try:
            await asyncio.to_thread(self._kept.write, dict(self._unsaved.typed))
        except OSError as fault:
            _log.warning("what is typed cannot be kept: %s", fault)
            words = self.tr("What is typed cannot be written down on this computer: {why}")
            self.banner.tell(words.format(why=fault.strerror or fault), Tone.WARN)

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self._view.save.set_busy(busy)

    def _can_delete(self) -> bool:
        record = self.current
        return record is not None and self._desk.may_change() and not self._desk.fixed(record)

    def _is_typed(self) -> bool:
        return self._key in self._unsaved

    def _say_what_can_be_done(self) -> None:
        self._view.save.setEnabled(self._is_typed())
        self._view.discard.setEnabled(self._is_typed() or self._key == NEW)
        self._view.delete.setEnabled(self._can_delete())

    def _own_commands(self) -> tuple[Command, Command, Command, Command, Command, Command]:
        may, words = self._desk.may_change, self._desk.words
        typed = self._is_typed
        return (
            Command(words.new, self.new, NEW_KEY, enabled=may),
            Command(self.tr("Save"), self.save, SAVE_KEY, enabled=typed),
            Command(self.tr("Give up"), self.discard, DISCARD_KEY, enabled=typed),
            Command(self.tr("Delete"), self._delete, DELETE_KEY, enabled=self._can_delete),
            Command(words.filter, lambda: self.filter.setFocus(), FILTER_KEY),
            Command(self.tr("Back to the list"), self._back, "Esc"),
        )
