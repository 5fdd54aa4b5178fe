"""The designer's home: a theatre's screens, what is published of them, and who draws what."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from admin_designer.halls.entries import Entry, entries_of, row_words
from admin_designer.halls.hall_row import HallRow
from admin_designer.halls.state import Site
from boxoffice.qtkit.commands import Command, Commands, Hint
from boxoffice.qtkit.fonts import BOLD, Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import ElidedLabel, KeyButton, Panel, Role, Text

#: How soon it is looked again while a layout is still on its way to somebody.
LOOK_AGAIN_MS = 3_000
ROW_GAP = 6
#: A narrower page shows what it is for by its rows alone.
FOLD_BELOW = 1_000


class HomePage(QWidget):
    """Its signals carry what is wanted: `draft_wanted` a Draft to open, `begin_wanted` a HallState
    and whether its newest layout is begun from, `delete_wanted` a Draft, `move_wanted` a
    HallState."""

    draft_wanted = Signal(object)
    begin_wanted = Signal(object, bool)
    delete_wanted = Signal(object)
    move_wanted = Signal(object)
    screen_wanted = Signal()
    look_wanted = Signal()

    def __init__(self, theme: Theme, commands: Commands, formats: Formats, title: str) -> None:
        super().__init__()
        self._theme, self._formats = theme, formats
        self.site = Site((), {})
        self.rows: list[tuple[Entry, HallRow]] = []
        self._at = 0
        self._again = QTimer(self, interval=LOOK_AGAIN_MS, singleShot=True)
        self._again.timeout.connect(self.look_wanted)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        own = self._own_commands()
        self._lay_out(title, own)
        commands.add(self, own)

    @property
    def current(self) -> Entry | None:
        """What the keys act on."""
        return self.rows[self._at][0] if self.rows else None

    def hints(self) -> tuple[Hint, ...]:
        """The keys of the moment."""
        return (
            Hint("↑↓", self.tr("choose")),
            Hint("Enter", self.tr("open")),
            Hint("N", self.tr("new draft")),
            Hint("Ctrl+N", self.tr("new screen")),
        )

    def show_site(self, site: Site) -> None:
        """Show how it all stands; what was chosen stays so where it is still there."""
        before = self.current
        had_focus = self.isVisible() and not self._holds_other_focus()
        self.site = site
        self.rows = [(entry, self._row(entry)) for entry in entries_of(site)]
        keys = [entry.key for entry, _ in self.rows]
        self._at = keys.index(before.key) if before is not None and before.key in keys else 0
        inner = Panel("window")
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(ROW_GAP)
        for _, row in self.rows:
            column.addWidget(row)
        if not self.rows:
            words = self.tr("This theatre has no screen yet. Ctrl+N makes the first.")
            column.addWidget(Text(words, ink="text_second"))
        column.addStretch(1)
        self._area.setWidget(inner)
        self._mark()
        if had_focus:
            self._focus()
        if self.isVisible() and not site.in_sync:
            self._again.start()

    def choose(self, screen_id: str) -> None:
        """Let the keys act on a screen."""
        for at, (entry, _) in enumerate(self.rows):
            if entry.key == (screen_id, ""):
                self._reach(at)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look_wanted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= FOLD_BELOW
        self._title.setVisible(wide)
        # It is a double click and Enter as well.
        self._buttons[0][0].setVisible(wide)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._again.stop()

    def _row(self, entry: Entry) -> HallRow:
        icon = "screen" if entry.key[1] == "" else "measure" if entry.draft else "calendar"
        words = row_words(entry, self.site.people, self._formats)
        row = HallRow(self._theme, words, icon=icon, inner=bool(entry.key[1]))
        row.reached.connect(lambda: self._reached(row))
        row.clicked.connect(row.setFocus)
        row.opened.connect(self.open_current)
        row.stepped.connect(lambda step: self._reach(self._at + step))
        return row

    def open_current(self) -> None:
        """Open the draft that is chosen, move the shows of a layout, begin a draft of a screen."""
        entry = self.current
        if entry is None:
            return
        if entry.draft is not None:
            self.draft_wanted.emit(entry.draft)
        elif entry.layout_id:
            self.move_wanted.emit(entry.hall)
        else:
            self._begin(from_layout=True)

    def _begin(self, *, from_layout: bool) -> None:
        if self.current is not None:
            self.begin_wanted.emit(self.current.hall, from_layout)

    def _delete(self) -> None:
        if self.current is not None and self.current.draft is not None:
            self.delete_wanted.emit(self.current.draft)

    def _move(self) -> None:
        if self.current is not None:
            self.move_wanted.emit(self.current.hall)

    def _is_draft(self) -> bool:
        return self.current is not None and self.current.draft is not None

    def _has_older(self) -> bool:
        return self.current is not None and bool(self.current.hall.older)

    def _reached(self, row: HallRow) -> None:
        self._at = next(at for at, (_, one) in enumerate(self.rows) if one is row)
        self._mark()

    def _reach(self, at: int) -> None:
        if 0 <= at < len(self.rows):
            self._at = at
            self._mark()
            self._focus()

    def _mark(self) -> None:
        for at, (_, row) in enumerate(self.rows):
            row.set_current(current=at == self._at)
        for button, command in self._buttons:
            button.setEnabled(command.enabled())

    def _focus(self) -> None:
        if self.rows:
            row = self.rows[self._at][1]
            row.setFocus()
            self._area.ensureWidgetVisible(row)
            self.setFocusProxy(row)

    def _holds_other_focus(self) -> bool:
        """Whether the keyboard is with something that is none of the rows."""
        now = self.window().focusWidget()
        return now is not None and now is not self and not isinstance(now, HallRow)

    def _own_commands(self) -> tuple[Command, ...]:
        def there() -> bool:
            return bool(self.rows)

        nothing = self.tr("there is no screen yet.")
        return (
            Command(self.tr("Open"), self.open_current, "Enter", there, bound=False, why=nothing),
            Command(
                self.tr("New draft"), lambda: self._begin(from_layout=True), "N", there, why=nothing
            ),
            Command(
                self.tr("Draft from nothing"),
                lambda: self._begin(from_layout=False),
                "Shift+N",
                there,
                why=nothing,
            ),
            Command(
                self.tr("Move shows"),
                self._move,
                "M",
                self._has_older,
                why=self.tr("all shows of this screen are on its newest layout."),
            ),
            Command(
                self.tr("Delete draft"),
                self._delete,
                "Del",
                self._is_draft,
                why=self.tr("what is chosen is no draft."),
            ),
            Command(self.tr("New screen"), self.screen_wanted.emit, "Ctrl+N"),
            Command(self.tr("Look again"), self.look_wanted.emit, "F5"),
        )

    def _lay_out(self, title: str, commands: tuple[Command, ...]) -> None:
        head = Panel("window", "bottom")
        line = QHBoxLayout(head)
        line.setContentsMargins(16, 6, 16, 7)
        line.setSpacing(8)
        self._title = ElidedLabel(title, Size.TIME, BOLD)
        line.addWidget(self._title, 1)
        self._buttons: list[tuple[KeyButton, Command]] = []
        for command in commands[:6]:
            button = KeyButton(self._theme, command.text, command.key, height=32)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(_runs(command))
            line.addWidget(button)
            self._buttons.append((button, command))
        self._buttons[0][0].set_role(Role.PRIMARY)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._area, 1)


def _runs(command: Command) -> Callable[[], object]:
    return lambda: command.run()
