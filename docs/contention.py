"""Draws docs/contention.png: two counters and a customer contend for one row of a demo cinema.

Everything on it is the running program: two selling workspaces and a customer without an account,
each with a client of its own, over one gateway and its services.
"""

import os
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from boxoffice.bootstrap.cinema import open_cinema
from boxoffice.bootstrap.hands import Hands
from boxoffice.client.api import BoxOffice
from boxoffice.client.embedded import EmbeddedTransport
from boxoffice.client.switch import Switch
from boxoffice.counter.looks import deadlines, seat_looks
from boxoffice.counter.open_show import OpenShow
from boxoffice.counter.state import SaleState, Stage
from boxoffice.counter.wishes import Choose, Key, Toggle
from boxoffice.counter.workspace import CounterWorkspace
from boxoffice.gateway.executor import Gateway
from boxoffice.model.booking import SeatChoice
from boxoffice.model.layout import SeatState
from boxoffice.qtkit import loop
from boxoffice.qtkit.commands import Commands
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import LIGHT
from boxoffice.seatmap.display import HallDisplay
from boxoffice.settings import Settings
from docs.pictures import FOLDER, PRIME_TIME, SMALL_HALL, StandingClock
from docs.strip import Strip

#: A counter's part of a window of 1366 x 768.
PAGE = QSize(1366, 692)
CLERKS = ("clerk", "supervisor")
#: How many seats the counters both want, and how many next to them the customer takes.
WANTED, CUSTOMERS = 4, 2


@dataclass(frozen=True, slots=True)
class Counter:
    """A clerk's workspace and the line between it and the gateway."""

    page: CounterWorkspace
    line: Switch
    gateway: Gateway

    def sees(self, seat_ids: Sequence[str], state: SeatState) -> Callable[[], bool]:
        """Whether it knows of seats that all of them are so."""
        show = shown(self.page)
        indexes = [show.index_of[one] for one in seat_ids]
        return lambda: all(show.live.states[one] == state for one in indexes)

    async def ask_without_answer(self, seat_ids: Sequence[str]) -> None:
        """Point at seats while the line is slow."""
        await self.line.pause()
        self.page.sale.press(Toggle(tuple(seat_ids)))
        await Hands(self.page).until(
            "it is asked for", lambda: self.page.sale.state.asking == set(seat_ids)
        )

    def mend(self) -> None:
        """Let calls through again."""
        self.line.move_to(EmbeddedTransport(self.gateway))


class CustomersView(HallDisplay):
    """The hall as somebody sees it who has not signed in."""

    def __init__(self, box_office: BoxOffice, show: OpenShow, clock: StandingClock) -> None:
        super().__init__(LIGHT, clock.steady)
        self._box_office, self._show, self._clock = box_office, show, clock
        self.show_plan(show.layout.plan, {})

    async def take(self, seat_ids: Sequence[str]) -> None:
        """Hold seats, as a guest of the gateway."""
        await self._box_office.hold(self._show.show_id, tuple(map(SeatChoice, seat_ids)))
        self.look()

    def look(self) -> None:
        """Show the seats as they are."""
        steady = self._clock.steady()
        self.set_looks(seat_looks(self._show, SaleState(), steady))
        self.set_deadlines(deadlines(self._show, self._clock.now(), steady))


def shown(page: CounterWorkspace) -> OpenShow:
    """The show that a counter sells for."""
    assert page.sale.show is not None
    return page.sale.show


@asynccontextmanager
async def counter(
    gateway: Gateway, clock: StandingClock, theme: Theme, name: str, folder: Path
) -> AsyncIterator[Counter]:
    """A counter with somebody at it, selling for the next show in the small hall."""
    line = Switch()
    line.move_to(EmbeddedTransport(gateway))
    box_office = BoxOffice(line, clock)
    await box_office.sign_in(name, f"{name}-demo")
    (theatre, *_) = await box_office.my_theatres()
    tasks = Tasks()
    page = CounterWorkspace(
        box_office, clock, theme, tasks, Commands(), theatre, folder / name, folder / name / "jobs"
    )
    page.resize(PAGE)
    page.show()
    await page.start()
    listing = next(
        one
        for one in await box_office.listings(theatre.theatre_id, f"{clock.now():%Y%m%d}")
        if one.screen_name == SMALL_HALL and one.show.starts_at > clock.now()
    )
    page.sale.press(Choose(listing))
    await page.sale.settled()
    try:
        yield Counter(page, line, gateway)
    finally:
        page.hide()
        await page.finish()
        await tasks.close()
        page.deleteLater()


def free_run(show: OpenShow, count: int) -> tuple[str, ...]:
    """So many free seats side by side, in the row nearest to the middle of the hall."""
    plan = show.layout.plan
    rows = sorted(plan.rows, key=lambda row: abs(2 * plan.rows.index(row) + 1 - len(plan.rows)))
    runs = [[plan.seats[one].seat_id for one in run.seats] for row in rows for run in row.runs]
    parts = (run[at : at + count] for run in runs for at in range(len(run) - count + 1))
    return tuple(next(part for part in parts if all(map(show.free, part))))


async def contend(app: QApplication, clock: StandingClock, folder: Path) -> None:
    """Let them contend, and draw each step."""
    theme = Theme("light")
    theme.apply(app)
    async with (
        open_cinema(Settings(data_dir=folder), clock, demo=True, guests=True) as cinema,
        counter(cinema.gateway, clock, theme, CLERKS[0], folder) as one,
        counter(cinema.gateway, clock, theme, CLERKS[1], folder) as other,
    ):
        guest = BoxOffice(EmbeddedTransport(cinema.gateway), clock)
        show = shown(one.page)
        live = guest.live(show.show_id)
        await live.start()
        theirs = OpenShow(show.show_id, show.layout, live, show.prices)
        seen = CustomersView(guest, theirs, clock)
        seen.resize(one.page.hall.map.size())
        seen.show()
        live.on_change(lambda _update: seen.look())
        seen.look()
        seat_ids = free_run(show, WANTED + CUSTOMERS)
        who = {
            "Counter 1": one.page.hall.map,
            "Counter 2": other.page.hall.map,
            "A customer at home": seen,
        }
        strip = Strip(who, [show.index_of[seat_id] for seat_id in seat_ids])
        try:
            await _steps(strip, clock, one, other, seen, seat_ids)
        finally:
            await live.close()
        strip.save(FOLDER / "contention.png")


async def _steps(
    strip: Strip,
    clock: StandingClock,
    one: Counter,
    other: Counter,
    customer: CustomersView,
    seat_ids: tuple[str, ...],
) -> None:
    wanted, beside = seat_ids[:WANTED], seat_ids[WANTED:]
    until = Hands(one.page).until
    span = f"{wanted[0]} to {wanted[-1]}"

    await one.ask_without_answer(wanted)
    await other.ask_without_answer(wanted)
    strip.take(f"Both counters ask for {span} at once; neither has an answer yet.")

    one.mend()
    await until("one counter has them", lambda: one.page.sale.state.held is not None)
    other.mend()
    await until("the other has not", lambda: other.page.sale.state.stage is Stage.REFUSED)
    await until("it is seen", one.sees(wanted, SeatState.LOCKED))
    strip.take("Counter 1 holds them all, counter 2 none: it is told so at the seats.")

    other.page.sale.press(Key.BACK)
    await other.page.sale.settled()
    await customer.take(beside)
    for each in (one, other):
        await until("it is seen", each.sees(beside, SeatState.LOCKED))
    strip.take(f"The customer takes {beside[0]} and {beside[-1]}; both counters see it at once.")

    one.page.sale.press(Key.CASH)
    await one.page.sale.settled()
    one.page.sale.press(Key.GO)
    await until("they are sold", lambda: one.page.sale.state.stage is Stage.DONE)
    await until("it is seen", other.sees(wanted, SeatState.BOOKED))
    strip.take("Counter 1 takes the cash: sold, for everybody.")

    clock.advance(Settings(data_dir=FOLDER).guest_hold_seconds + 1)
    for each in (one, other):
        await until("they are free", each.sees(beside, SeatState.AVAILABLE))
    strip.take("The customer never paid: their time is over, and their seats are free again.")


def main() -> None:
    """Draw the strip on the offscreen platform."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = loop.make_app(sys.argv[:1])
    clock, tasks = StandingClock(PRIME_TIME), Tasks()
    with tempfile.TemporaryDirectory(prefix="boxoffice-pictures-") as data_dir:
        loop.run(app, tasks, lambda: contend(app, clock, Path(data_dir)))


if __name__ == "__main__":
    main()
