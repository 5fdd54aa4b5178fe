"""A theatre's ticket keys: listed, replaced by a new one, and retired."""

from collections.abc import Awaitable
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from admin_designer.keys.words import cells, consequence, heads
from boxoffice.model.doors import TicketKey
from boxoffice.model.errors import Refusal
from boxoffice.model.theatre import Theatre
from boxoffice.qtkit.commands import Command, Commands, Hint
from boxoffice.qtkit.fonts import BOLD, Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.line_table import set_up_lines
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import Banner, KeyButton, Role, Text, Tone

LINE = 30
NEW_KEY, RETIRE_KEY, CONFIRM_KEY = "N", "R", "Enter"


class KeyOffice(Protocol):
    """Whoever has the keys."""

    async def keys(self, theatre_id: str) -> tuple[TicketKey, ...]: ...

    async def rotate(self, theatre_id: str, before: str) -> tuple[TicketKey, ...]: ...

    async def retire(self, theatre_id: str, key_id: str) -> tuple[TicketKey, ...]: ...


class KeyPage(QWidget):
    """A key is retired in two steps: the first says what that means. `hints_changed` carries the
    keys of the moment, `told` words about what was done."""

    hints_changed = Signal(object)
    told = Signal(str)

    def __init__(
        self, theme: Theme, commands: Commands, theatre: Theatre, office: KeyOffice, tasks: Tasks
    ) -> None:
        super().__init__()
        self._theatre_id, self._formats = theatre.theatre_id, Formats(theatre)
        self._office, self._tasks = office, tasks
        self.keys: tuple[TicketKey, ...] = ()
        #: The key that is about to be retired.
        self._doomed: TicketKey | None = None
        words = self.tr(
            "Tickets are signed with the newest key, and admit as long as theirs is not retired."
            " Tickets of shows to come are counted."
        )
        self._about = Text(words, ink="text_second")
        self.banner = Banner(theme)
        self.table = QTableWidget(0, len(heads()))
        set_up_lines(self.table, self.tr("Ticket keys, the newest first"), heads(), LINE)
        self.make = KeyButton(theme, self.tr("Make a new key"), NEW_KEY, icon="plus")
        self.retire = KeyButton(theme, self.tr("Retire…"), RETIRE_KEY)
        self.confirm = KeyButton(theme, self.tr("Retire it"), CONFIRM_KEY, role=Role.DANGER)
        self._lay_out()
        self.make.clicked.connect(self._make)
        self.retire.clicked.connect(self._warn)
        self.confirm.clicked.connect(self._retire)
        self.table.itemSelectionChanged.connect(self._chosen)
        commands.add(
            self,
            (
                Command(self.tr("Make a new ticket key"), self._make, NEW_KEY),
                Command(
                    self.tr("Retire a ticket key"),
                    self._warn,
                    RETIRE_KEY,
                    self._may_retire,
                    why=self.tr("no key is chosen, or it is retired."),
                ),
            ),
        )
        self.setFocusProxy(self.table)

    @property
    def current(self) -> TicketKey | None:
        """The key that is chosen."""
        at = self.table.currentRow()
        return self.keys[at] if 0 <= at < len(self.keys) else None

    def hints(self) -> tuple[Hint, ...]:
        """The keys of the moment."""
        if self._doomed is not None:
            return Hint(CONFIRM_KEY, self.tr("retire it")), Hint("Esc", self.tr("leave it"))
        return (
            Hint("↑↓", self.tr("choose")),
            Hint(NEW_KEY, self.tr("new key")),
            Hint(RETIRE_KEY, self.tr("retire")),
        )

    async def begin(self) -> None:
        """Read the keys."""
        await self.look()

    async def look(self) -> None:
        """Read the keys anew."""
        self._show_keys(await self._office.keys(self._theatre_id))

    async def finish(self) -> None:
        """Nothing is left to do."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._doomed is not None and event.key() == Qt.Key.Key_Escape:
            self._spare()
        elif self._doomed is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._retire()
        else:
            super().keyPressEvent(event)

    def _make(self) -> None:
        signs = next((key.key_id for key in self.keys if key.rotated_at is None), "")
        words = self.tr(
            "A new key signs from now on. Tickets made before admit until their shows are over."
        )
        self._start(self._office.rotate(self._theatre_id, signs), words)

    def _may_retire(self) -> bool:
        return self.current is not None and self.current.retired_at is None

    def _warn(self) -> None:
        self._doomed = self.current
        if self._doomed is not None:
            words = consequence(self._doomed, self._formats)
            self.banner.tell(words, Tone.WARN, title=self.tr("Retire this key?"))
        self._say_what_can_be_done()

    def _retire(self) -> None:
        doomed, self._doomed = self._doomed, None
        if doomed is not None:
            words = self.tr("{key} is retired: its tickets are refused at every door.")
            retiring = self._office.retire(self._theatre_id, doomed.key_id)
            self._start(retiring, words.format(key=doomed.key_id))

    def _chosen(self) -> None:
        if self._doomed is not None and self._doomed is not self.current:
            self._spare()
        self._say_what_can_be_done()

    def _spare(self) -> None:
        self._doomed = None
        self.banner.hide()
        self._say_what_can_be_done()

    def _start(self, asking: Awaitable[tuple[TicketKey, ...]], words: str) -> None:
        self._tasks.start(self._done(asking, words), self._refuse)

    async def _done(self, asking: Awaitable[tuple[TicketKey, ...]], words: str) -> None:
        self._show_keys(await asking)
        self.told.emit(words)

    def _refuse(self, refusal: Refusal) -> None:
        self.banner.tell(str(refusal), Tone.DANGER)
        self._say_what_can_be_done()

    def _show_keys(self, keys: tuple[TicketKey, ...]) -> None:
        """The newest first."""
        before = self.current
        self._spare()
        self.keys = tuple(reversed(keys))
        self.table.setRowCount(len(self.keys))
        for line, key in enumerate(self.keys):
            for column, text in enumerate(cells(key, self._formats)):
                self.table.setItem(line, column, QTableWidgetItem(text))
        ids = [key.key_id for key in self.keys]
        if ids:
            at = ids.index(before.key_id) if before is not None and before.key_id in ids else 0
            self.table.selectRow(at)
        self._say_what_can_be_done()

    def _say_what_can_be_done(self) -> None:
        # Where it is low there is room for one of them: what it is about, or what is asked.
        self._about.setVisible(self._doomed is None)
        self.confirm.setVisible(self._doomed is not None)
        self.retire.setVisible(self._doomed is None)
        self.retire.setEnabled(self._may_retire())
        self.hints_changed.emit(self.hints())

    def _lay_out(self) -> None:
        self._about.setWordWrap(True)
        self.table.setMinimumHeight(2 * LINE)
        row = QHBoxLayout()
        row.addWidget(self.make)
        row.addStretch(1)
        row.addWidget(self.retire)
        row.addWidget(self.confirm)
        self.confirm.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addWidget(Text(self.tr("Ticket keys"), Size.TIME, BOLD))
        column.addWidget(self._about)
        column.addWidget(self.table, 1)
        column.addWidget(self.banner)
        column.addLayout(row)
