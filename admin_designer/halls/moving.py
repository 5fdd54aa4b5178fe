"""Moving shows to their screen's newest layout: chosen, looked at seat by seat, confirmed."""

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from admin_designer.halls.dry_runs import DryRun, look_at, tickets_to_reissue, unpriced
from admin_designer.halls.move_choice import ALL_KEY, MoveChoice
from admin_designer.halls.move_table import MoveTable, lines_of
from admin_designer.halls.parts import BACK_KEY, GO_KEY, PageHead, Section, SignLine, scrolled
from admin_designer.halls.state import HallState, look_at_hall
from admin_designer.halls.words import moves_summed, when
from boxoffice.client.api import BoxOffice
from boxoffice.model.errors import Refusal
from boxoffice.model.layout import Layout
from boxoffice.model.moving import ShowMove
from boxoffice.model.theatre import Theatre
from boxoffice.qtkit.commands import Command, Commands, Hint
from boxoffice.qtkit.fonts import SEMIBOLD, Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import Banner, KeyButton, Role, Text, Tone

TABLE_LEAST = 220
#: The table takes all the room there is beside it.
_MOST = 100


class MovingPage(QWidget):
    """`left` when it is to be closed."""

    left = Signal()

    def __init__(
        self,
        box_office: BoxOffice,
        theatre: Theatre,
        theme: Theme,
        tasks: Tasks,
        commands: Commands,
    ) -> None:
        super().__init__()
        self._box_office, self._theatre = box_office, theatre
        self._theme, self._tasks, self._formats = theme, tasks, Formats(theatre)
        self._layout: Layout | None = None
        self._looking: asyncio.Task[None] | None = None
        self.runs: Sequence[DryRun] = ()
        self.choice = MoveChoice(theme, self._formats, theatre.terms.currency)
        self.banner = Banner(theme)
        self.summary = Text("", Size.LIST, SEMIBOLD)
        self.summary.setWordWrap(True)
        self.table = MoveTable(theme)
        self.reissue = Section(theme, self.tr("Tickets to print anew"))
        self.go = KeyButton(theme, self.tr("Move"), GO_KEY, role=Role.PRIMARY, height=32)
        self._head = PageHead(theme, self.tr("Halls"), self.go)
        self._lay_out()
        self._head.back.clicked.connect(self.left)
        self.go.clicked.connect(self.move_shows)
        self.choice.changed.connect(self._choice_changed)
        self.choice.priced.connect(self.look)
        commands.add(self, self._commands())

    def hints(self) -> tuple[Hint, ...]:
        """The keys of the moment."""
        return (
            Hint("Space", self.tr("choose a show")),
            Hint(GO_KEY, self.tr("move")),
            Hint("Esc", self.tr("back to the halls")),
        )

    def open(self, hall: HallState) -> None:
        """Offer the shows to come that are on older layouts of a screen."""
        self.banner.hide()
        self.reissue.show_lines(())
        self._layout = None
        self.choice.ask_prices(())
        self.choice.offer(hall.older)
        self._show(())
        self._start(self._open(hall))

    def look(self) -> None:
        """Look anew at what moving the chosen shows would do."""
        if self._looking is not None:
            self._looking.cancel()
        self._show(())
        self._looking = self._start(self._look())

    def move_shows(self) -> None:
        """Do what was looked at."""
        if self.go.isEnabled():
            self.go.set_busy(True)
            self._start(self._move())

    async def _open(self, hall: HallState) -> None:
        screen = hall.screen
        title = self.tr("Move shows of {screen} to layout {id}")
        self._head.title.setText(title.format(screen=screen.name, id=screen.layout_id))
        self._layout = await self._box_office.layout(screen.layout_id)
        self._choice_changed()

    async def _look(self) -> None:
        layout, amounts = self._layout, self.choice.amounts()
        if layout is None or amounts is None:
            return
        halls = self._box_office.halls
        looks = (look_at(halls, listing, layout, amounts) for listing in self.choice.chosen)
        self._show(await asyncio.gather(*looks))

    async def _move(self) -> None:
        """Move one show after the other, up to the first that is refused; then look anew at what
        is left, since an answer that was lost may have been a yes."""
        done: list[ShowMove] = []
        refused = ""
        try:
            for run in self.runs:
                done.append(await self._box_office.halls.move(run.move, run.prices))
        except Refusal as refusal:
            refused = str(refusal)
        finally:
            self.go.set_busy(False)
        self._tell(done, refused)
        if self._layout is not None:
            site = self._theatre.theatre_id
            hall = await look_at_hall(self._box_office.halls, site, self._layout.screen_id)
            self.choice.offer(hall.older)
            self.setFocus()
        self._choice_changed()

    def _tell(self, done: Sequence[ShowMove], refused: str) -> None:
        words = refused
        if done:
            what = moves_summed(seat for move in done for seat in move.seats)
            words = f"{self.tr('Moved: {what}').format(what=what)} {refused}".strip()
            self.reissue.show_lines(self._reissue_lines(done))
        self.banner.tell(words, Tone.WARN if refused else Tone.OK)

    def _reissue_lines(self, done: Sequence[ShowMove]) -> list[SignLine]:
        words = self.tr("Booking {number}: {seats}")
        return [
            SignLine(
                self._theme,
                words.format(number=number, seats=", ".join(seats)),
                "printer",
                "text_second",
            )
            for number, seats in tickets_to_reissue(done).items()
        ]

    def _choice_changed(self) -> None:
        if self._layout is not None:
            self.choice.ask_prices(unpriced(self.choice.chosen, self._layout))
        self.look()

    def _show(self, runs: Sequence[DryRun]) -> None:
        self.runs = runs
        self.table.setVisible(bool(runs))
        self.table.show_lines(
            [
                line
                for run in runs
                if self._layout is not None
                for line in lines_of(
                    when(run.listing.show.starts_at, self._formats),
                    run.move.seats,
                    self._layout.plan,
                    self._formats,
                )
            ]
        )
        self.summary.setText(self._summary())
        self.go.setEnabled(bool(runs) and not any(run.lost for run in runs))

    def _summary(self) -> str:
        if not self.choice.shows:
            return self.tr("Every show to come is on the newest layout.")
        if not self.choice.chosen:
            return self.tr("Choose at least one show.")
        if self.choice.amounts() is None:
            return self.tr("What does an adult pay in the new categories?")
        words = moves_summed(seat for run in self.runs for seat in run.move.seats)
        lost = [seat.seat_id for run in self.runs for seat in run.lost]
        if lost:
            no = self.tr("Nobody who paid may lose their seat: {seats} must be refunded first.")
            return f"{words} {no.format(seats=', '.join(lost))}"
        return words if self.runs else self.tr("Looking…")

    def _start(self, coroutine: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
        return self._tasks.start(
            coroutine, lambda refusal: self.banner.tell(str(refusal), Tone.DANGER)
        )

    def _commands(self) -> tuple[Command, ...]:
        return (
            Command(
                self.tr("Move the chosen shows"),
                self.move_shows,
                GO_KEY,
                enabled=self.go.isEnabled,
                why=self.tr("no show is chosen, or somebody who paid would have no seat."),
            ),
            Command(self.tr("All shows or none"), self.choice.choose_all, ALL_KEY),
            Command(self.tr("Look again"), self.look, "F5"),
            Command(self.tr("Back to the halls"), self.left.emit, BACK_KEY),
            Command(self.tr("Back to the halls"), self.left.emit, "Esc"),
        )

    def _lay_out(self) -> None:
        self.table.setMinimumHeight(TABLE_LEAST)
        shown = QWidget()
        right = QVBoxLayout(shown)
        right.setContentsMargins(16, 12, 16, 12)
        right.setSpacing(8)
        for widget in (self.banner, self.reissue, self.summary):
            right.addWidget(widget)
        right.addWidget(self.table, _MOST)
        right.addStretch(1)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.choice)
        body.addWidget(scrolled(shown), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addLayout(body, 1)
        self.setFocusProxy(self.choice)
