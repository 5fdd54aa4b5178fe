"""Moving shows to their screen's newest layout: chosen, looked at seat by seat, confirmed."""

import asyncio
from collections.abc import Sequence

from PySide6.QtCore import Signal

from admin_designer.halls.dry_runs import DryRun, look_at, unpriced
from admin_designer.halls.move_choice import ALL_KEY, MoveChoice
from admin_designer.halls.move_result import ANOTHER_KEY, MoveResult
from admin_designer.halls.move_table import Line
from admin_designer.halls.parts import GO_KEY, HallPage, scrolled
from admin_designer.halls.proposal_sheet import ProposalSheet
from admin_designer.halls.state import HallState, Site, look
from admin_designer.halls.words import chosen_words, moves_summed, why_another
from boxoffice.client.api import BoxOffice
from boxoffice.model.clock import Clock
from boxoffice.model.errors import BadInput, Refusal
from boxoffice.model.layout import Layout
from boxoffice.model.moving import ShowMove
from boxoffice.model.theatre import Theatre
from boxoffice.qtkit.commands import Command, Commands, Hint
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import Tone
from boxoffice.rules.seat_moving import proposals

#: Seats to choose from in place of one that is gone.
MOST_PROPOSALS = 200


class MovingPage(HallPage):
    """`reissue_wanted` when the tickets to print anew are to be shown."""

    reissue_wanted = Signal()

    def __init__(
        self,
        box_office: BoxOffice,
        theatre: Theatre,
        clock: Clock,
        theme: Theme,
        tasks: Tasks,
        commands: Commands,
        sheet: ProposalSheet,
    ) -> None:
        back, go = self.tr("Back to the halls"), self.tr("Move")
        super().__init__(box_office, theatre, theme, tasks, back=back, go=go)
        self._clock, self.sheet = clock, sheet
        self._layout: Layout | None = None
        self._looking: asyncio.Task[None] | None = None
        self.runs: Sequence[DryRun] = ()
        #: By show and line, the seats that were chosen in place of those that are gone.
        self._chosen: dict[int, dict[str, str]] = {}
        self.choice = MoveChoice(theme, self._formats, theatre.terms.currency)
        self.result = MoveResult(theme, self._formats, self.banner)
        self._lay_out(self.choice, scrolled(self.result))
        self.setFocusProxy(self.choice)
        self.go.clicked.connect(self.move_shows)
        self.choice.changed.connect(self._choice_changed)
        self.choice.priced.connect(self.look)
        self.result.reissue_wanted.connect(self.reissue_wanted)
        self.result.another_wanted.connect(lambda line: self._start(self._choose_another(line)))
        commands.add(self, self._commands())

    def hints(self) -> tuple[Hint, ...]:
        """The keys of the moment."""
        return (
            Hint("Space", self.tr("choose a show")),
            Hint(GO_KEY, self.tr("move")),
            Hint(ANOTHER_KEY, self.tr("another seat")),
            Hint("Esc", self.tr("back to the halls")),
        )

    def open(self, hall: HallState) -> None:
        """Offer the shows to come that are on older layouts of a screen."""
        self.banner.hide()
        self._layout = None
        self._chosen = {}
        self.choice.ask_prices(())
        self.choice.offer(hall.older, self._clock.now())
        self._show(())
        self._start(self._open(hall))

    def look(self) -> "asyncio.Task[None]":
        """Look anew at what moving the chosen shows would do."""
        if self._looking is not None:
            self._looking.cancel()
        self._show(())
        self._looking = self._start(self._look())
        return self._looking

    def count_reissues(self) -> None:
        """Look how many tickets are still to be printed anew."""
        self._start(self._count_reissues())

    def move_shows(self) -> None:
        """Do what was looked at."""
        if self.go.isEnabled():
            self.go.set_busy(True)
            self._start(self._move())

    async def _open(self, hall: HallState) -> None:
        screen = hall.screen
        title = self.tr("Move shows of {screen} to layout {id}")
        self.title.setText(title.format(screen=screen.name, id=screen.layout_id))
        self._layout = await self._box_office.layout(screen.layout_id)
        self._choice_changed()
        await self._count_reissues()

    async def _count_reissues(self) -> None:
        tickets = await self._box_office.tickets_to_reissue(self._theatre.theatre_id)
        self.result.show_reissues(len(tickets))

    async def _look(self) -> None:
        layout, amounts = self._layout, self.choice.amounts()
        if layout is None or amounts is None:
            return
        halls, chosen = self._box_office.halls, self._chosen
        looks = (
            look_at(halls, listing, layout, amounts, chosen.get(listing.show.show_id, {}))
            for listing in self.choice.chosen
        )
        try:
            self._show(await asyncio.gather(*looks))
        except BadInput:
            if not self._chosen:
                raise
            # Somebody has one of the chosen seats by now: the proposals are good again.
            self._chosen = {}
            words = self.tr("A seat that you chose is taken. See the proposals once more.")
            self.banner.tell(words, Tone.WARN)
            await self._look()

    async def _choose_another(self, line: Line) -> None:
        layout, move, seat = self._layout, line.run.move, line.seat
        if layout is None:
            return
        old = (await self._box_office.layout(move.from_layout_id)).plan
        names = {one.category_id: one.name for one in layout.plan.categories}
        found = proposals(old, layout.plan, move, seat)[:MOST_PROPOSALS]
        wanted = await self.sheet.ask(
            self.tr("Instead of seat {seat}").format(seat=seat.seat_id),
            why_another(seat, found),
            [
                (one.seat.seat_id, _offered(one.seat.seat_id, chosen_words(one, names, seat)))
                for one in found
            ],
            seat.number,
        )
        if wanted is not None:
            self._chosen.setdefault(move.show_id, {})[seat.line_id] = wanted
            await asyncio.wait({self.look()})
        self.result.reach(seat.line_id)

    async def _move(self) -> None:
        """Move one show after the other, up to the first that is refused; then look anew at what
        is left, since an answer that was lost may have been a yes."""
        done: list[ShowMove] = []
        refused = ""
        halls = self._box_office.halls
        try:
            for run in self.runs:
                done.append(await halls.move(run.move, run.prices, run.chosen))
        except Refusal as refusal:
            refused = str(refusal)
        finally:
            self.go.set_busy(False)
        self._tell(done, refused)
        if self._layout is not None:
            site = await look(self._box_office, self._theatre.theatre_id)
            self._take_in(site, self._layout.screen_id)
        self._choice_changed()

    def _take_in(self, site: Site, screen_id: str) -> None:
        hall = site.hall(screen_id)
        self.choice.offer(hall.older if hall is not None else (), self._clock.now())
        self.result.show_reissues(len(site.to_reissue))
        self.setFocus()

    def _tell(self, done: Sequence[ShowMove], refused: str) -> None:
        words = refused
        if done:
            moved = self.tr("1 show moved.")
            if len(done) > 1:
                moved = self.tr("%n shows moved.", "", len(done))
            what = moves_summed(seat for move in done for seat in move.seats)
            words = f"{moved} {what} {refused}".strip()
        self.banner.tell(words, Tone.WARN if refused else Tone.OK)

    def _choice_changed(self) -> None:
        if self._layout is not None:
            self.choice.ask_prices(unpriced(self.choice.chosen, self._layout))
        self.look()

    def _show(self, runs: Sequence[DryRun]) -> None:
        self.runs = runs
        self.result.show_runs(runs, self._layout.plan if self._layout is not None else None)
        self.result.summary.setText(self._summary())
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
            no = self.tr(
                "Nobody who paid may lose their seat: {seats} must be refunded or exchanged for"
                " another show first. Enter on such a line leads there."
            )
            return f"{words} {no.format(seats=', '.join(lost))}"
        return words if self.runs else self.tr("Looking…")

    def _commands(self) -> tuple[Command, ...]:
        return (
            Command(
                self.tr("Move the chosen shows"),
                self.move_shows,
                GO_KEY,
                enabled=self.go.isEnabled,
                why=self.tr("no show is chosen, or somebody who paid would have no seat."),
            ),
            Command(
                self.tr("Another seat for whoever has lost theirs…"),
                self.result.choose_another,
                ANOTHER_KEY,
                enabled=self.result.can_choose,
                bound=False,
                why=self.tr("no line of somebody whose seat is gone is chosen."),
            ),
            Command(self.tr("All shows or none"), self.choice.choose_all, ALL_KEY),
            Command(self.tr("Look again"), self.look, "F5"),
            *self._ways_back(),
        )


def _offered(seat_id: str, words: str) -> str:
    return f"{seat_id}: {words}"
