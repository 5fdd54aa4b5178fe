"""Draws the screenshots in docs/: the real window on a throw-away demo cinema, driven by keys."""

import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import islice
from pathlib import Path

import pypdfium2
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from boxoffice.bootstrap.cinema import Cinema, open_cinema
from boxoffice.bootstrap.counters import Counters
from boxoffice.bootstrap.hands import Hands
from boxoffice.bootstrap.place import keep_place
from boxoffice.bootstrap.shell import Shell
from boxoffice.bootstrap.status import say_link
from boxoffice.client.address import Address
from boxoffice.client.api import BoxOffice
from boxoffice.client.checking import UnknownCertificate
from boxoffice.client.embedded import EmbeddedTransport
from boxoffice.client.link import LinkState, LinkView
from boxoffice.client.pairing import pairing_code
from boxoffice.client.switch import Switch
from boxoffice.counter.shifts.count_page import CountPage
from boxoffice.counter.state import SaleState, Stage
from boxoffice.counter.wishes import Best, Choose
from boxoffice.counter.workspace import CounterWorkspace
from boxoffice.desktop.places import KnownGateway, Places
from boxoffice.desktop.secrets import NotRemembered
from boxoffice.desktop.sharing_sheet import SharingSheet
from boxoffice.desktop.where_sheet import Typed, WhereSheet
from boxoffice.model.booking import HoldRequest, SeatChoice
from boxoffice.qtkit import loop
from boxoffice.qtkit.tasks import Tasks
from boxoffice.settings import Settings

FOLDER = Path(__file__).parent
#: Saturday 21 November 2026, 19:03 in Mumbai: the busiest time of a week.
PRIME_TIME = datetime(2026, 11, 21, 13, 33, tzinfo=UTC)
USUAL, LOW = (1366, 768), (1366, 688)
#: Set in the process that draws the same screen at 200 %: 683 x 384 logical pixels.
DOUBLED = "--doubled"
SMALL_HALL, LARGE_HALL = "Audi 3", "Audi 1"
#: In which rows of the small hall other counters hold two seats, and how many seconds before the
#: clerk begins; the first of them first.
HELD_ELSEWHERE = (("C", 190), ("E", 140), ("D", 50))
#: Where the pictures' shared cinema is, and how long its line has been cut.
SHARED = Address("https://192.168.1.20:8443", sha256(b"a certificate for pictures").hexdigest())
CUT_SECONDS = 14
SETTLE_SECONDS = 1.1
#: How many of each note and coin are counted in the drawer, from 500 rupees down.
COUNTED = ("2", "", "2", *[""] * 7)
TICKETS_SHOWN, TICKET_SCALE, TICKET_GAP, TICKET_GROUND = 2, 2.1, 24, 0xFFE9E6E0


class StandingClock:
    """A boxoffice.model.clock.Clock that moves only when told, so that pictures repeat."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._steady = 1_000.0

    def now(self) -> datetime:
        return self._now

    def steady(self) -> float:
        return self._steady

    def asleep(self) -> float:
        return 0.0

    def set(self, now: datetime) -> None:
        """Let it be another time."""
        self._steady += (now - self._now).total_seconds()
        self._now = now

    def advance(self, seconds: float) -> None:
        """Let so much time pass at once."""
        self.set(self._now + timedelta(seconds=seconds))


@dataclass(frozen=True, slots=True)
class Studio:
    """A window on a demo cinema, and what it takes to make it show something."""

    shell: Shell
    hands: Hands
    clock: StandingClock
    counters: Counters
    cinema: Cinema
    line: Switch

    @property
    def workspace(self) -> CounterWorkspace:
        workspace = self.counters.workspace
        assert workspace is not None
        return workspace

    async def until(self, come_true: Callable[[SaleState], bool]) -> SaleState:
        """Wait until something is so of the sale; StepFailed when it never is."""
        sale = self.workspace.sale
        await self.hands.until(
            "the sale is so", lambda: sale.state.step is None and come_true(sale.state)
        )
        return sale.state

    async def take(self, name: str, size: tuple[int, int] = USUAL) -> None:
        """Save the window as docs/`name`.png at a size in pixels of the screen."""
        ratio = self.shell.window.devicePixelRatioF()
        self.shell.window.resize(*(round(side / ratio) for side in size))
        await asyncio.sleep(SETTLE_SECONDS)
        self.shell.window.grab().save(str(FOLDER / f"{name}.png"))

    async def take_each(self, name: str, *modes: str) -> None:
        """Save the window in each of these colours; the last ones stay."""
        for mode in modes:
            self.shell.theme.set_mode(mode)
            await self.take(f"{name}-{mode}")

    async def choose(self, screen: str) -> SaleState:
        """Sell for the next show on a screen."""
        day = f"{self.clock.now():%Y%m%d}"
        (theatre, *_) = await self.cinema.services.theatres.get_many(("PVRAH",))
        listings = await self.cinema.services.shows.listings(theatre.theatre_id, day)
        listing = next(
            one
            for one in listings
            if one.screen_name == screen and one.show.starts_at > self.clock.now()
        )
        self.workspace.sale.press(Choose(listing))
        return await self.until(
            lambda state: (
                state.listing is not None and state.listing.show.show_id == listing.show.show_id
            )
        )

    async def hold_elsewhere(self, seat_ids: Sequence[str]) -> None:
        """Let another counter hold seats of the open show."""
        show = self.workspace.sale.show
        assert show is not None
        seats = tuple(SeatChoice(one) for one in seat_ids)
        request = HoldRequest(show.show_id, seats, "demo-supervisor")
        answer = await self.cinema.services.bookings.hold(request)
        assert answer.booking is not None

    def last_free_pair(self, row: str) -> tuple[str, str]:
        """The free neighbours furthest to the right in a row of the open show."""
        show = self.workspace.sale.show
        assert show is not None
        seats = [seat.seat_id for seat in show.layout.plan.seats if seat.row == row]
        return next(
            (one, other)
            for one, other in zip(seats[-2::-1], seats[:0:-1], strict=True)
            if show.free(one) and show.free(other)
        )


async def type_password(studio: Studio) -> None:
    """Name and password, as a clerk types them."""
    await studio.hands.type("clerk")
    await studio.hands.press(Qt.Key.Key_Tab)
    await studio.hands.type("clerk-demo")


async def sign_in(studio: Studio) -> None:
    """Enter, and wait for the counter."""
    await studio.hands.press(Qt.Key.Key_Return)
    counters = studio.counters
    await studio.hands.until(
        "the counter is open",
        lambda: counters.workspace is not None and counters.workspace.isVisible(),
    )
    await studio.until(lambda state: state.listing is not None)


async def sale_in_hand(studio: Studio) -> None:
    """Four seats held in the hall of 91, two of them for children, others' holds beside them."""
    await studio.choose(SMALL_HALL)
    for row, seconds in HELD_ELSEWHERE:
        studio.clock.set(PRIME_TIME - timedelta(seconds=seconds))
        await studio.hold_elsewhere(studio.last_free_pair(row))
    studio.clock.set(PRIME_TIME)
    await studio.hands.type("4")
    await studio.hands.press(Qt.Key.Key_Return)
    await studio.until(lambda state: state.held is not None)
    await studio.hands.type("cc")
    await studio.until(lambda state: [c.ticket_type for c in state.choices].count("child") == 2)
    studio.clock.advance(24)
    show = studio.workspace.sale.show
    assert show is not None
    studio.workspace.hall.map.set_cursor(show.index_of["D5"])


async def sell(studio: Studio) -> None:
    """Cash for the seats in hand, the change, and the tickets."""
    await studio.hands.press(Qt.Key.Key_F9)
    await studio.until(lambda state: state.stage is Stage.CASH)
    await studio.hands.type("2000")
    await studio.until(lambda state: state.given == "2000")
    await studio.take("counter-cash")
    await studio.hands.press(Qt.Key.Key_Return)
    await studio.until(lambda state: state.stage is Stage.DONE)
    papers = studio.workspace.papers
    await studio.hands.until(
        "the tickets are made", lambda: papers.last is not None and papers.last.path is not None
    )
    await studio.take("counter-done")
    if papers.last is not None and papers.last.path is not None:
        draw_tickets(papers.last.path)
    await studio.hands.press(Qt.Key.Key_Return)
    await studio.until(lambda state: state.stage is Stage.CHOOSING)


async def till(studio: Studio) -> None:
    """The shift that was opened by the sale: X as its clerk sees it, counting, Z."""
    workspaces = studio.counters.workspaces
    assert workspaces is not None
    desk = workspaces.till.desk
    await studio.hands.until("the sale is counted", lambda: desk.report is not None)
    workspaces.till.open()
    sheet = workspaces.till.sheet
    assert sheet is not None
    await studio.take("till-x")
    await studio.hands.press(Qt.Key.Key_C)
    await studio.hands.until("the drawer is counted", lambda: isinstance(sheet.page, CountPage))
    for count in COUNTED:
        await studio.hands.type(count)
        await studio.hands.press(Qt.Key.Key_Return)
    await studio.take("till-count")
    await studio.hands.press(Qt.Key.Key_Return)
    await studio.hands.until("the shift is closed", lambda: desk.report is None)
    await studio.take_each("till-z", "dark", "light")
    await studio.hands.press(Qt.Key.Key_Escape, Qt.Key.Key_Escape)


async def refused(studio: Studio) -> None:
    """The time of four held seats ends, and two of them are gone when they are asked for again."""
    studio.workspace.sale.press(Best(4))
    state = await studio.until(lambda state: state.held is not None)
    wanted = state.seat_ids
    studio.clock.advance(studio.shell.settings.hold_seconds + 1)
    studio.workspace.sale.tick()
    await studio.until(lambda state: state.over)
    await studio.hold_elsewhere(wanted[2:])
    await studio.hands.press(Qt.Key.Key_Return)
    await studio.until(lambda state: state.stage is Stage.REFUSED)
    await studio.take("counter-refused")
    await studio.hands.press(Qt.Key.Key_Escape)
    await studio.until(lambda state: state.stage is not Stage.REFUSED)
    await studio.workspace.sale.let_go()


async def reduced(studio: Studio) -> None:
    """A carer's seat, a code that takes something off the others, and the field for another."""
    await studio.choose(SMALL_HALL)
    studio.workspace.sale.press(Best(4))
    await studio.until(lambda state: state.held is not None)
    await studio.hands.type("ru")
    await studio.until(lambda state: state.choices[2].ticket_type == "student")
    await studio.hands.press(Qt.Key.Key_F8)
    await studio.until(lambda state: state.coding)
    await studio.hands.type("friends10")
    await studio.hands.press(Qt.Key.Key_Return)
    await studio.until(lambda state: bool(state.codes))
    await studio.hands.press(Qt.Key.Key_F8)
    await studio.until(lambda state: state.coding)


async def choose_place(studio: Studio) -> None:
    """The places to work at, and an address whose certificate nobody vouches for."""
    shell, now = studio.shell, studio.clock.now()
    places = Places(shell)
    places.work_at(KnownGateway("Andheri, box office 1", SHARED), now)
    places.work_at(KnownGateway("Head office", Address("https://box.example.com")), now)
    places.work_at(None, now)

    async def check(_typed: Typed) -> Address:
        words = "This computer does not know who issued the certificate."
        raise UnknownCertificate(words, SHARED.fingerprint)

    sheet = WhereSheet(shell.theme, shell.tasks, shell.commands, shell.window, places, check)
    sheet.open()
    await studio.take("places")
    await studio.hands.press(*[Qt.Key.Key_Tab] * 5)
    await studio.hands.type("192.168.1.20:8443")
    await studio.hands.press(Qt.Key.Key_Return)
    await studio.take("places-certificate")
    sheet.close_it()


async def share(studio: Studio) -> None:
    """What the other counters need to find a shared cinema."""
    shell = studio.shell
    sheet = SharingSheet(shell.theme, shell.commands, shell.window)
    place = SHARED.url.removeprefix("https://")
    sheet.show_shared(pairing_code(SHARED), place, SHARED.fingerprint)
    sheet.open()
    await studio.take("sharing")
    sheet.close_it()


async def cut_off(studio: Studio) -> None:
    """The line is gone with seats in the basket."""
    since = studio.clock.now()
    await studio.line.pause()
    # Until whoever follows the seats has noticed.
    await asyncio.sleep(SETTLE_SECONDS)
    studio.clock.advance(CUT_SECONDS)
    say_link(studio.shell, LinkView(LinkState.CUT_OFF, since))
    await studio.take("counter-cut-off")
    studio.line.move_to(EmbeddedTransport(studio.cinema.gateway))
    say_link(studio.shell, None)


async def whole_tour(studio: Studio) -> None:
    """Every picture at 100 %."""
    await choose_place(studio)
    await type_password(studio)
    await studio.take_each("sign-in", "dark", "light")
    await sign_in(studio)
    await sale_in_hand(studio)
    await studio.take_each("counter", "contrast", "dark", "light")
    await share(studio)
    await studio.take("counter-light-688", LOW)
    await sell(studio)
    await till(studio)
    await refused(studio)
    await reduced(studio)
    await studio.take_each("counter-discount", "dark", "light")
    await studio.workspace.sale.let_go()
    await studio.choose(LARGE_HALL)
    studio.workspace.sale.press(Best(3))
    await studio.until(lambda state: state.held is not None)
    await studio.take("counter-420")
    await studio.hands.type("+++")
    await studio.take("counter-overview")
    await studio.hands.type("0")
    await studio.hands.press(Qt.Key.Key_F1)
    await studio.take("help")
    await studio.hands.press(Qt.Key.Key_Escape)
    studio.shell.window.open_palette()
    await studio.hands.type("se")
    await studio.take("palette")
    await studio.hands.press(Qt.Key.Key_Escape)
    await cut_off(studio)


async def doubled_tour(studio: Studio) -> None:
    """The sale in hand on the same screen at 200 %."""
    await type_password(studio)
    await sign_in(studio)
    await sale_in_hand(studio)
    await studio.take("counter-200")
    await studio.workspace.sale.let_go()
    await reduced(studio)
    await studio.take("counter-discount-200")


def draw_tickets(pdf: Path) -> None:
    """Save the first pages of a PDF side by side as docs/ticket.png."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [_image(page) for page in islice(document, TICKETS_SHOWN)]
    document.close()
    width, height = pages[0].width() + TICKET_GAP, pages[0].height() + 2 * TICKET_GAP
    whole = QImage(TICKET_GAP + width * len(pages), height, QImage.Format.Format_RGB32)
    whole.fill(TICKET_GROUND)
    painter = QPainter(whole)
    for at, page in enumerate(pages):
        painter.drawImage(TICKET_GAP + at * width, TICKET_GAP, page)
    painter.end()
    whole.save(str(FOLDER / "ticket.png"))


def _image(page: pypdfium2.PdfPage) -> QImage:
    pixels = page.render(scale=TICKET_SCALE).to_numpy()
    height, width, depth = pixels.shape
    image = QImage(pixels.tobytes(), width, height, width * depth, QImage.Format.Format_BGR888)
    # Copied, since QImage does not keep the bytes it is made of.
    return image.copy()


async def show(
    shell: Shell, clock: StandingClock, tour: Callable[[Studio], Awaitable[None]]
) -> None:
    """Open the cinema behind the window and make the tour."""
    await shell.show()
    shell.window.activateWindow()
    async with open_cinema(shell.settings, clock, demo=True) as cinema:
        line = Switch()
        line.move_to(EmbeddedTransport(cinema.gateway))
        box_office = BoxOffice(line, clock)
        counters = Counters(shell, box_office, NotRemembered(), demo=True)
        whole = asyncio.create_task(counters.run())
        placing = shell.tasks.start(keep_place(shell, lambda: cinema, demo=True))
        await counters.asking.wait()
        say_link(shell, None)
        try:
            await tour(Studio(shell, Hands(shell.window), clock, counters, cinema, line))
        finally:
            placing.cancel()
            # Seats may still be held, and nobody is there to be asked about them.
            shell.window.closed.set()
            await whole
            shell.close()


def main() -> None:
    """Draw everything; the screen at 200 %, and the other modules, have processes of their own."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    doubled = DOUBLED in sys.argv
    if not doubled:
        scaled = os.environ | {"QT_SCALE_FACTOR": "2"}
        subprocess.run([sys.executable, __file__, DOUBLED], env=scaled, check=True)
        contention = [sys.executable, "-m", "docs.contention"]
        subprocess.run(contention, cwd=FOLDER.parent, check=True)
        for others in (
            "docs.designer_pictures",
            "docs.halls_pictures",
            "docs.seats_pictures",
            "docs.after_pictures",
            "docs.doors_pictures",
            "docs.paying_pictures",
            "docs.cancelled_pictures",
            "docs.items_pictures",
            "docs.reserving_pictures",
        ):
            drawing = [sys.executable, "-m", others]
            subprocess.run(drawing, cwd=FOLDER.parent, check=True)
            subprocess.run([*drawing, DOUBLED], cwd=FOLDER.parent, env=scaled, check=True)
    app = loop.make_app(sys.argv[:1])
    # A blinking cursor would be in every other picture.
    app.setCursorFlashTime(0)
    tasks = Tasks()
    clock = StandingClock(PRIME_TIME)
    with tempfile.TemporaryDirectory(prefix="boxoffice-pictures-") as data_dir:
        shell = Shell(app, tasks, Settings(data_dir=Path(data_dir), theme="light"), clock)
        loop.run(app, tasks, lambda: show(shell, clock, doubled_tour if doubled else whole_tour))


if __name__ == "__main__":
    main()
