"""The designer's home: a theatre's screens, what is published of them, and who draws what."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from admin_designer.halls.copies_panel import SHOW_KEY
from admin_designer.halls.entries import Entry, Todo, entries_of, row_words
from admin_designer.halls.hall_row import HallRow
from admin_designer.halls.home_head import HomeHead
from admin_designer.halls.state import Site
from boxoffice.model.theatre import Theatre
from boxoffice.qtkit.commands import Command, Commands, Hint
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import Panel, Text

#: How soon it is looked again while a layout is still on its way to somebody.
LOOK_AGAIN_MS = 3_000
ROW_GAP = 6
#: So many of its commands have a button.
HEAD_COMMANDS = 7
#: A narrower page shows what it is for by its rows alone.
FOLD_BELOW = 1_000


class HomePage(QWidget):
    """Its signals carry what is wanted: `draft_wanted` a Draft to open, `begin_wanted` a HallState
    and whether its newest layout is begun from, `delete_wanted` a Draft, `move_wanted` and
    `show_wanted` a HallState."""

    draft_wanted = Signal(object)
    begin_wanted = Signal(object, bool)
    delete_wanted = Signal(object)
    move_wanted = Signal(object)
    show_wanted = Signal(object)
    screen_wanted = Signal()
    look_wanted = Signal()

    def __init__(
        self, theme: Theme, commands: Commands, theatre: Theatre, theatres: Sequence[Theatre]
    ) -> None:
        """`theatres` are those that can be chosen, this one among them."""
        super().__init__()
        self._theme, self._formats = theme, Formats(theatre)
        self.site = Site((), {})
        self.rows: list[tuple[Entry | Todo, HallRow]] = []
        self._at = 0
        self._preferred: tuple[str, str] | None = None
        #: Whether what is shown may be of before, and whether Enter was pressed on that.
        self._is_stale = self._opens = False
        self._again = QTimer(self, interval=LOOK_AGAIN_MS, singleShot=True)
        self._again.timeout.connect(self.look_wanted)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        own = self._own_commands()
        self.head = HomeHead(theme, theatre, theatres, own[:HEAD_COMMANDS])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._area, 1)
        commands.add(self, own)

    @property
    def current(self) -> Entry | Todo | None:
        """What the keys act on."""
        return self.rows[self._at][0] if self.rows else None

    @property
    def entry(self) -> Entry | None:
        """The screen, draft or layout that the keys act on."""
        return self.current if isinstance(self.current, Entry) else None

    def hints(self) -> tuple[Hint, ...]:
        """The keys of the moment."""
        return (
            Hint("↑↓", self.tr("choose")),
            Hint("Enter", self.tr("open")),
            Hint("N", self.tr("new draft")),
            Hint(SHOW_KEY, self.tr("new show")),
            Hint("Ctrl+N", self.tr("new screen")),
        )

    def show_site(self, site: Site, todos: Sequence[Todo] = ()) -> None:
        """Show how it all stands, what is to be seen to first; what was chosen stays so where it is
        still there, else its screen is chosen."""
        before = self.current
        had_focus = self.isVisible() and not self._holds_other_focus()
        self.site = site
        entries: list[Entry | Todo] = [*todos, *entries_of(site)]
        self.rows = [(entry, self._row(entry)) for entry in entries]
        keys = [entry.key for entry, _ in self.rows]
        first = min(len(todos), max(0, len(keys) - 1))
        wanted = [self._preferred] if self._preferred is not None else []
        if before is not None:
            wanted += [before.key, (before.key[0], "")]
        self._at = next((keys.index(key) for key in wanted if key in keys), first)
        self._preferred = None
        inner = Panel("window")
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(ROW_GAP)
        for _, row in self.rows:
            column.addWidget(row)
        if not site.halls:
            words = self.tr("This theatre has no screen yet. Ctrl+N makes the first.")
            column.addWidget(Text(words, ink="text_second"))
        column.addStretch(1)
        self._area.setWidget(inner)
        self._mark()
        if had_focus:
            self._focus()
        if self.isVisible() and not site.is_settled:
            self._again.start()
        opens = self._opens
        self.end_looking()
        if opens:
            self.open_current()

    def end_looking(self) -> None:
        """What is shown is all that is known; Enter waits for nothing any more."""
        self._is_stale = self._opens = False

    def prefer(self, key: tuple[str, str]) -> None:
        """Let the keys act on that entry when it is looked next."""
        self._preferred = key

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._is_stale = True
        self.look_wanted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.head.fold(wide=self.width() >= FOLD_BELOW)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.end_looking()
        self._again.stop()

    def _row(self, entry: Entry | Todo) -> HallRow:
        if isinstance(entry, Todo):
            row = HallRow(self._theme, entry.words, icon=entry.icon, inner=False)
        else:
            words = row_words(entry, self.site.people, self._formats)
            row = HallRow(self._theme, words, icon=entry.icon, inner=bool(entry.key[1]))
        row.reached.connect(lambda: self._reached(row))
        row.clicked.connect(row.setFocus)
        row.opened.connect(self.open_current)
        row.stepped.connect(lambda step: self._reach(self._at + step))
        return row

    def open_current(self) -> None:
        """See to what is to be seen to, open the draft that is chosen, move the shows of a layout,
        open the newest draft of a screen or begin its first. While it is looked what is there this
        waits for that: a draft that is not listed yet must not be begun twice."""
        entry = self.current
        if entry is None:
            return
        if self._is_stale:
            self._opens = True
        elif isinstance(entry, Todo):
            entry.act()
        elif entry.draft is not None:
            self.draft_wanted.emit(entry.draft)
        elif entry.layout_id:
            self.move_wanted.emit(entry.hall)
        elif entry.hall.drafts:
            self.draft_wanted.emit(entry.hall.drafts[0])
        else:
            self._begin(from_layout=True)

    def _begin(self, *, from_layout: bool) -> None:
        if self.entry is not None:
            self.begin_wanted.emit(self.entry.hall, from_layout)

    def _delete(self) -> None:
        if self.entry is not None and self.entry.draft is not None:
            self.delete_wanted.emit(self.entry.draft)

    def _move(self) -> None:
        if self.entry is not None:
            self.move_wanted.emit(self.entry.hall)

    def _new_show(self) -> None:
        if self.entry is not None:
            self.show_wanted.emit(self.entry.hall)

    def _is_draft(self) -> bool:
        return self.entry is not None and self.entry.draft is not None

    def _is_of_screen(self) -> bool:
        return self.entry is not None

    def _has_older(self) -> bool:
        return self.entry is not None and bool(self.entry.hall.older)

    def _is_published(self) -> bool:
        return self.entry is not None and bool(self.entry.hall.screen.layout_id)

    def _reached(self, row: HallRow) -> None:
        self._at = next(at for at, (_, one) in enumerate(self.rows) if one is row)
        self._mark()

    def _reach(self, at: int) -> None:
        if 0 <= at < len(self.rows):
            # Whoever goes somewhere wants nothing else.
            self._at, self._preferred = at, None
            self._mark()
            self._focus()

    def _mark(self) -> None:
        for at, (_, row) in enumerate(self.rows):
            row.set_current(current=at == self._at)
        self.head.say_what_can_be_done()

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
        nothing = self.tr("no screen is chosen.")
        return (
            Command(
                self.tr("Open"),
                self.open_current,
                "Enter",
                lambda: bool(self.rows),
                bound=False,
                why=nothing,
            ),
            Command(
                self.tr("New draft"),
                lambda: self._begin(from_layout=True),
                "N",
                self._is_of_screen,
                why=nothing,
            ),
            Command(
                self.tr("New show"),
                self._new_show,
                SHOW_KEY,
                self._is_published,
                why=self.tr("nothing is published of this screen yet."),
            ),
            Command(
                self.tr("Draft from nothing"),
                lambda: self._begin(from_layout=False),
                "Shift+N",
                self._is_of_screen,
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
