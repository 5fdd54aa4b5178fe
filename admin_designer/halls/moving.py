"""Moving shows to their screen's newest layout: chosen, looked at seat by seat, confirmed."""

import asyncio
from collections.abc import Coroutine
from functools import partial
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from admin_designer.halls.dry_runs import DryRun, look_at, tickets_to_reissue, unpriced
from admin_designer.halls.move_table import MoveTable, lines_of
from admin_designer.halls.parts import BACK_KEY, GO_KEY, PageHead, Section, SignLine, scrolled
from admin_designer.halls.state import HallState
from admin_designer.halls.words import moves_summed, show_words, when
from boxoffice.client.api import BoxOffice
from boxoffice.model.errors import BadInput, Outdated
from boxoffice.model.layout import Layout
from boxoffice.model.money import Money
from boxoffice.model.moving import ShowMove
from boxoffice.model.show import ShowListing
from boxoffice.qtkit.commands import Command, Commands, Hint
from boxoffice.qtkit.fonts import BOLD, SEMIBOLD, Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_SMALL
from boxoffice.qtkit.widgets import (
    Banner,
    CheckBox,
    ElidedLabel,
    Field,
    KeyButton,
    Panel,
    Role,
    Text,
    Tone,
)

SIDE, TABLE_LEAST, ALL_KEY = 340, 220, "Ctrl+A"


class MovingPage(QWidget):
    """`left` when it is to be closed, `moved` once shows were moved."""

    left = Signal()
    moved = Signal()

    def __init__(
        self,
        box_office: BoxOffice,
        currency: str,
        theme: Theme,
        tasks: Tasks,
        commands: Commands,
        formats: Formats,
    ) -> None:
        super().__init__()
        self._box_office, self._currency = box_office, currency
        self._theme, self._tasks, self._formats = theme, tasks, formats
        self._hall: HallState | None = None
        self._layout: Layout | None = None
        self._looking: asyncio.Task[None] | None = None
        self.choices: list[tuple[ShowListing, CheckBox]] = []
        self.prices: dict[int, Field] = {}
        self.runs: list[DryRun] = []
        self.banner = Banner(theme)
        self.summary = Text("", Size.LIST, SEMIBOLD)
        self.summary.setWordWrap(True)
        self.table = MoveTable(theme)
        self.reissue = Section(theme, self.tr("Tickets to print anew"))
        self.go = KeyButton(theme, self.tr("Move"), GO_KEY, role=Role.PRIMARY, height=32)
        self._head = PageHead(theme, self.tr("Halls"), self.go)
        self._side = QVBoxLayout()
        self._lay_out()
        self._head.back.clicked.connect(self.left)
        self.go.clicked.connect(self.move_shows)
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
        self._hall = hall
        self.banner.hide()
        self.reissue.show_lines(())
        self._offer(hall.older)
        self._start(self._open(hall))

    def look(self) -> None:
        """Look anew at what moving the chosen shows would do."""
        if self._looking is not None:
            self._looking.cancel()
        self.runs = []
        self._show_runs()
        self._looking = self._start(self._look())

    def choose_all(self) -> None:
        """Choose all shows, or none where all are."""
        wanted = len(self._chosen()) < len(self.choices)
        for _, box in self.choices:
            with QSignalBlocker(box):
                box.setChecked(wanted)
        self._choice_changed()

    def move_shows(self) -> None:
        """Do what was looked at."""
        if self.go.isEnabled():
            self.go.set_busy(True)
            self._start(self._move())

    async def _open(self, hall: HallState) -> None:
        title = self.tr("Move shows of {screen} to layout {id}")
        self._head.title.setText(title.format(screen=hall.screen.name, id=hall.screen.layout_id))
        self._layout = await self._box_office.layout(hall.screen.layout_id)
        self._ask_prices()
        self.look()

    async def _look(self) -> None:
        layout, amounts = self._layout, self._amounts()
        if layout is None or amounts is None:
            return
        halls = self._box_office.halls
        looks = (look_at(halls, listing, layout, amounts) for listing in self._chosen())
        self.runs = list(await asyncio.gather(*looks))
        self._show_runs()

    async def _move(self) -> None:
        done: list[ShowMove] = []
        try:
            for run in self.runs:
                done.append(await self._box_office.halls.move(run.move, run.prices))
        except Outdated as outdated:
            self.banner.tell(f"{outdated} {self.tr('Nothing of it was done.')}", Tone.WARN)
        else:
            self.banner.tell(self.tr("Moved: {what}").format(what=self._moved_words(done)), Tone.OK)
        finally:
            self.go.set_busy(False)
            self._moved(done)

    def _moved(self, done: list[ShowMove]) -> None:
        moved = {move.show_id for move in done}
        self._offer([one for one, _ in self.choices if one.show.show_id not in moved])
        lines = (
            self.tr("Booking {number}: {seats}").format(number=number, seats=", ".join(seats))
            for number, seats in tickets_to_reissue(done).items()
        )
        shown = [SignLine(self._theme, words, "printer", "text_second") for words in lines]
        if done:
            self.reissue.show_lines(shown)
            self.moved.emit()
        self._ask_prices()
        self.look()

    def _moved_words(self, done: list[ShowMove]) -> str:
        return moves_summed(seat for move in done for seat in move.seats)

    def _offer(self, listings: "tuple[ShowListing, ...] | list[ShowListing]") -> None:
        """List shows to choose from, all of them chosen."""
        for _, box in self.choices:
            self._side.removeWidget(box)
            box.deleteLater()
        self.choices = []
        for at, listing in enumerate(listings):
            box = CheckBox(self._theme, show_words(listing, self._formats))
            box.setChecked(True)
            box.toggled.connect(self._choice_changed)
            self._side.insertWidget(1 + at, box)
            self.choices.append((listing, box))
        if self.choices:
            self.setFocusProxy(self.choices[0][1])

    def _chosen(self) -> list[ShowListing]:
        return [listing for listing, box in self.choices if box.isChecked()]

    def _choice_changed(self) -> None:
        self._ask_prices()
        self.look()

    def _ask_prices(self) -> None:
        """Ask what an adult pays in each category that a chosen show does not have yet."""
        wanted = unpriced(self._chosen(), self._layout) if self._layout is not None else ()
        for category_id in self.prices.keys() - {one.category_id for one in wanted}:
            field = self.prices.pop(category_id)
            self._side.removeWidget(field)
            field.deleteLater()
        for category in wanted:
            if category.category_id not in self.prices:
                words = self.tr("Price in {category}, {currency}").format(
                    category=category.name, currency=self._currency
                )
                field = Field(self._theme, words)
                field.textChanged.connect(self.look)
                self.prices[category.category_id] = field
                self._side.insertWidget(self._side.count() - 1, field)

    def _amounts(self) -> dict[int, int] | None:
        """The prices that are typed, minor units; None while one is missing."""
        amounts: dict[int, int] = {}
        for category_id, field in self.prices.items():
            try:
                amount = Money.from_major(field.text().strip(), self._currency).amount_minor
            except BadInput:
                amount = -1
            field.set_wrong(wrong=bool(field.text().strip()) and amount < 0)
            amounts[category_id] = amount
        return None if any(amount < 0 for amount in amounts.values()) else amounts

    def _show_runs(self) -> None:
        plan = self._layout.plan if self._layout is not None else None
        lines = [
            line
            for run in self.runs
            if plan is not None
            for line in lines_of(
                when(run.listing.show.starts_at, self._formats),
                run.move.seats,
                plan,
                self._formats,
            )
        ]
        self.table.show_lines(lines)
        self.summary.setText(self._summary())
        self.go.setEnabled(bool(self.runs) and not any(run.lost for run in self.runs))

    def _summary(self) -> str:
        if not self.choices:
            return self.tr("Every show to come is on the newest layout.")
        if not self._chosen():
            return self.tr("Choose at least one show.")
        if self.prices and self._amounts() is None:
            return self.tr("What does an adult pay in the new categories?")
        words = moves_summed(seat for run in self.runs for seat in run.move.seats)
        lost = [seat.seat_id for run in self.runs for seat in run.lost]
        if lost:
            no = self.tr("Nobody who paid may lose their seat: {seats} must be refunded first.")
            return f"{words} {no.format(seats=', '.join(lost))}"
        return words if self.runs else self.tr("Looking…")

    def _start(self, coroutine: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
        tell = partial(self.banner.tell, tone=Tone.DANGER)
        return self._tasks.start(coroutine, lambda refusal: tell(str(refusal)))

    def _commands(self) -> tuple[Command, ...]:
        return (
            Command(
                self.tr("Move the chosen shows"),
                self.move_shows,
                GO_KEY,
                enabled=self.go.isEnabled,
                why=self.tr("no show is chosen, or somebody who paid would have no seat."),
            ),
            Command(self.tr("All shows or none"), self.choose_all, ALL_KEY),
            Command(self.tr("Look again"), self.look, "F5"),
            Command(self.tr("Back to the halls"), self.left.emit, BACK_KEY),
            Command(self.tr("Back to the halls"), self.left.emit, "Esc"),
        )

    def _lay_out(self) -> None:
        self._side.setContentsMargins(16, 12, 16, 12)
        self._side.setSpacing(8)
        all_or_none = KeyButton(self._theme, self.tr("All or none"), ALL_KEY, height=HEIGHT_SMALL)
        all_or_none.clicked.connect(self.choose_all)
        head = QHBoxLayout()
        head.addWidget(ElidedLabel(self.tr("Shows to move"), Size.TITLE, BOLD), 1)
        head.addWidget(all_or_none)
        self._side.addLayout(head)
        self._side.addStretch(1)
        inner = QWidget()
        inner.setLayout(self._side)
        left = Panel("panel", "right")
        left.setFixedWidth(SIDE)
        around = QVBoxLayout(left)
        around.setContentsMargins(0, 0, 1, 0)
        around.addWidget(scrolled(inner))
        self.table.setMinimumHeight(TABLE_LEAST)
        shown = QWidget()
        right = QVBoxLayout(shown)
        right.setContentsMargins(16, 12, 16, 12)
        right.setSpacing(8)
        for widget in (self.banner, self.reissue, self.summary):
            right.addWidget(widget)
        right.addWidget(self.table, 1)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(left)
        body.addWidget(scrolled(shown), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addLayout(body, 1)
