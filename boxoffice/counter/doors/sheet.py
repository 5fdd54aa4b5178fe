"""Checking tickets, laid over the window: each scan says whether it admits, or why not."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from boxoffice.counter.doors.keeper import DoorKeeper
from boxoffice.counter.doors.words import booking_of, list_age, reason, verdict_title
from boxoffice.counter.open_show import OpenShow
from boxoffice.model.booking import TicketCheck
from boxoffice.model.clock import Clock
from boxoffice.model.doors import Verdict
from boxoffice.model.show import ShowListing
from boxoffice.model.theatre import Theatre
from boxoffice.qtkit.commands import Commands
from boxoffice.qtkit.fonts import BOLD, Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.overlay import Overlay
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_SMALL
from boxoffice.qtkit.widgets import ElidedLabel, Field, KeyButton, Role, Segment, Segmented, Text
from boxoffice.rules.doors import Checked, Door

WIDTH, HEIGHT = 620, 420
WHICH_KEY = "F2"
_THIS, _ANY = 0, 1
#: More of a text is no ticket.
MOST_TYPED = 500


class DoorSheet(Overlay):
    """What is scanned while it is open is checked here and opens no booking."""

    def __init__(
        self,
        theme: Theme,
        commands: Commands,
        window: QWidget,
        theatre: Theatre,
        clock: Clock,
        tasks: Tasks,
        keeper: DoorKeeper,
        shows: Callable[[], Sequence[ShowListing]],
        open_show: Callable[[], OpenShow | None],
    ) -> None:
        """`shows` are those that the counter knows of, `open_show` the one that it has in front."""
        super().__init__(window, commands, WIDTH, HEIGHT)
        self._theatre, self._clock, self._tasks, self._keeper = theatre, clock, tasks, keeper
        self._shows, self._open_show = shows, open_show
        self._formats = Formats(theatre)
        self._admitted = self._refused = 0
        self.which = Segmented(theme)
        self.which.setAccessibleName(self.tr("Which show"))
        self.verdict = Text("", Size.TOTAL, BOLD)
        self.reason = Text("", Size.TIME)
        self.booking = Text("", Size.LIST, ink="text_second")
        self.field = Field(theme, self.tr("Scan a ticket"))
        self.field.setMaxLength(MOST_TYPED)
        self.age = Text("", ink="text_second")
        self.count = Text("", ink="text_second")
        self._lay_out(theme)
        self.which.chosen.connect(self._choose)
        self.field.returnPressed.connect(self._typed)

    def open_anew(self) -> None:
        """Open with nothing scanned yet, for the show that the counter has in front."""
        self._admitted = self._refused = 0
        self._say("", "", "")
        show = self._open_show()
        known = [one for one in self._shows() if show and one.show.show_id == show.show_id]
        this = f"{self._formats.time(known[0].show.starts_at)} {known[0].title}" if known else ""
        others = self.tr("Any show of today")
        self.which.set_segments(
            (Segment(this), Segment(f"{others}  {WHICH_KEY}", spoken=f"{others}, {WHICH_KEY}"))
        )
        self.which.set_current(_THIS if known else _ANY)
        self.which.setVisible(bool(known))
        self._say_list()
        self.open()
        self.field.setFocus()

    def scan(self, text: str) -> None:
        """Check a ticket."""
        self._tasks.start(self._check(text.strip().upper()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2 and self.which.isVisible():
            self._choose(_ANY if self.which.current() == _THIS else _THIS)
        else:
            super().keyPressEvent(event)

    def _door(self) -> Door:
        """The door as it is chosen."""
        theatre, show = self._theatre, self._open_show()
        chosen = show.show_id if show is not None and self.which.current() == _THIS else 0
        return Door(theatre.time_zone, theatre.terms.day_ends_minute, chosen)

    async def _check(self, text: str) -> None:
        checked = await self._keeper.check(text, self._door())
        if checked is None:
            self._say(self.tr("Unknown"), self.tr("Ask the box office."), "", ink="warn")
        else:
            self._told(checked)
        self._say_list()

    def _told(self, checked: Checked) -> None:
        admits = checked.verdict is Verdict.ADMITS
        self._admitted += admits
        self._refused += not admits
        ticket = checked.ticket
        self._say(
            verdict_title(checked.verdict),
            reason(checked.verdict, ticket, self._shows(), self._formats),
            booking_of(ticket, self._seat(ticket)) if ticket is not None else "",
            ink="ok" if admits else "danger",
        )

    def _seat(self, ticket: TicketCheck) -> str:
        """The seat as people read it, where its hall is at hand."""
        show = self._open_show()
        if show is None or show.show_id != ticket.show_id:
            return ""
        seats = show.layout.plan.seats
        return next((seat.seat_id for seat in seats if seat.uid == ticket.seat_uid), "")

    def _say(self, verdict: str, reason: str, booking: str, *, ink: str = "text") -> None:
        self.verdict.set_ink(ink)
        for label, words in (
            (self.verdict, verdict),
            (self.reason, reason),
            (self.booking, booking),
        ):
            label.setText(words)

    def _say_list(self) -> None:
        keeper = self._keeper
        self.age.set_ink("warn" if keeper.is_away or keeper.kept is None else "text_second")
        self.age.setText(
            list_age(keeper.kept, self._clock.now(), self._formats, is_away=keeper.is_away)
        )
        words = self.tr("{admitted} admitted, {refused} refused since this was opened")
        self.count.setText(words.format(admitted=self._admitted, refused=self._refused))

    def _choose(self, which: int) -> None:
        self.which.set_current(which)
        self.field.setFocus()

    def _typed(self) -> None:
        text = self.field.text()
        self.field.clear()
        if text.strip():
            self.scan(text)

    def _lay_out(self, theme: Theme) -> None:
        close = KeyButton(
            theme, self.tr("Close"), "Esc", role=Role.QUIET, height=HEIGHT_SMALL, icon="cross"
        )
        close.clicked.connect(self.close_it)
        head = QHBoxLayout()
        head.addWidget(ElidedLabel(self.tr("Check tickets"), Size.TIME, BOLD), 1)
        head.addWidget(close)
        for label in (self.reason, self.booking, self.age):
            label.setWordWrap(True)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.which)
        column.addWidget(self.field)
        column.addStretch(1)
        for label in (self.verdict, self.reason, self.booking):
            column.addWidget(label)
        column.addStretch(1)
        column.addWidget(self.age)
        column.addWidget(self.count)
