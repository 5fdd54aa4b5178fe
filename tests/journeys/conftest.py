"""A window on a demo cinema of its own, driven as a clerk drives it."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractButton, QApplication

from boxoffice.bootstrap.cinema import Cinema, open_cinema
from boxoffice.bootstrap.counters import Counters
from boxoffice.bootstrap.hands import Hands
from boxoffice.bootstrap.shell import Shell
from boxoffice.client.api import BoxOffice
from boxoffice.client.embedded import EmbeddedTransport
from boxoffice.client.transport import Transport, nobody
from boxoffice.counter.workspace import CounterWorkspace
from boxoffice.desktop.secrets import NotRemembered, RememberedSession
from boxoffice.model.booking import Booking, BookingState
from boxoffice.qtkit.tasks import Tasks
from boxoffice.settings import Settings
from tests.benchmarks.remembered_desktop import TokenFile
from tests.clock import WorkdayClock
from tests.widgets import pytest_asyncio_loop_factories

__all__ = ["pytest_asyncio_loop_factories"]


class Line:
    """A line to a cinema that can be cut, and can lose the answer to what was done."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.is_cut = False
        #: The next call that has this in its text is done, and its answer lost.
        self.loses = ""

    async def execute(
        self, text: str, variables: Mapping[str, Any], token: str
    ) -> Mapping[str, Any]:
        if self.is_cut:
            raise OSError
        response = await self._transport.execute(text, variables, token)
        if self.loses and self.loses in text:
            self.loses = ""
            raise OSError
        return response

    def subscribe(
        self,
        text: str,
        variables: Mapping[str, Any],
        token: str,
        standing: Callable[[], None] = nobody,
    ) -> AsyncGenerator[Mapping[str, Any], None]:
        return self._transport.subscribe(text, variables, token, standing)


@dataclass
class Clerk:
    """Somebody in front of the window: presses keys, points, and looks."""

    shell: Shell
    counters: Counters
    cinema: Cinema
    faults: list[str]
    line: Line

    @property
    def hands(self) -> Hands:
        return Hands(self.shell.window)

    @property
    def workspace(self) -> CounterWorkspace:
        assert self.counters.workspace is not None
        return self.counters.workspace

    async def until(self, come_true: Callable[[], bool]) -> None:
        """Wait until something is so, while the window works."""
        await self.hands.until("the next step", come_true)
        assert self.faults == []

    def button(self, words: str) -> QAbstractButton:
        """The visible button whose text begins with these words."""
        (found,) = (
            one
            for one in self.shell.window.findChildren(QAbstractButton)
            if one.isVisible() and one.text().startswith(words)
        )
        return found

    async def click_seat(self, index: int) -> None:
        """Point at a seat of the hall."""
        hall = self.workspace.hall.map
        await self.hands.click(hall, hall.seat_rect(index).center())

    def seat_colours(self, index: int) -> set[str]:
        """The colours of the pixels in the middle of a seat, as the screen shows them."""
        hall = self.workspace.hall.map
        middle = hall.seat_rect(index)
        reach = max(2, min(middle.width(), middle.height()) // 5)
        picture = hall.grab().toImage()
        scale = picture.devicePixelRatio()
        return {
            QColor(picture.pixel(int(x * scale), int(y * scale))).name().upper()
            for x in range(middle.center().x() - reach, middle.center().x() + reach + 1)
            for y in range(middle.center().y() - reach, middle.center().y() + reach + 1)
        }

    async def bookings(self) -> list[Booking]:
        """The confirmed bookings of the open show, oldest first."""
        show = self.workspace.sale.show
        assert show is not None
        return [
            booking
            for booking in await self.cinema.services.bookings.of_shows((show.show_id,))
            if booking.state is BookingState.CONFIRMED
        ]

    async def sign_in(self, name: str = "clerk") -> None:
        """Sign in by keys and wait for the counter."""
        await self.hands.type(name)
        await self.hands.press(Qt.Key.Key_Tab)
        await self.hands.type(f"{name}-demo")
        await self.hands.press(Qt.Key.Key_Return)
        await self.until(self.at_counter)

    def at_counter(self) -> bool:
        """Whether the counter is open and shows a hall."""
        counter = self.counters.workspace
        return counter is not None and counter.isVisible() and counter.sale.show is not None


class Counted:
    """Hands whose key presses are counted."""

    def __init__(self, clerk: Clerk) -> None:
        self._hands = clerk.hands
        self.keys = 0

    async def press(
        self, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        self.keys += len(keys)
        await self._hands.press(*keys, held=held)

    async def type(self, text: str) -> None:
        self.keys += len(text)
        await self._hands.type(text)


_DEMO_DATA = pytest.StashKey[Path]()


def pytest_collection_finish(session: pytest.Session) -> None:
    """Fill the demo cinema before the time of the first journey runs: on a busy machine it takes
    half a minute and more, and a test whose time is over takes its worker along."""
    used = any("demo_data" in getattr(item, "fixturenames", ()) for item in session.items)
    if not used or session.config.option.collectonly:
        return
    folder = tempfile.TemporaryDirectory(prefix="boxoffice-demo-", ignore_cleanup_errors=True)
    session.config.add_cleanup(folder.cleanup)
    session.config.stash[_DEMO_DATA] = Path(folder.name)

    async def fill() -> None:
        async with open_cinema(Settings(data_dir=Path(folder.name)), WorkdayClock(), demo=True):
            pass

    asyncio.run(fill())


@pytest.fixture(scope="session")
def demo_data(pytestconfig: pytest.Config) -> Path:
    """A filled demo cinema, closed; copied for each test that opens one."""
    return pytestconfig.stash[_DEMO_DATA]


@pytest.fixture
async def clerk(demo_data: Path, tmp_path: Path, qapp: QApplication) -> AsyncIterator[Clerk]:
    """A clerk in front of the sign-in page of a demo cinema."""
    async with _window(demo_data, tmp_path / "cinema", qapp, NotRemembered()) as clerk:
        yield clerk


@pytest.fixture
async def printerless_clerk(
    demo_data: Path, tmp_path: Path, qapp: QApplication
) -> AsyncIterator[Clerk]:
    """A clerk whose printer is not there."""
    async with _window(
        demo_data, tmp_path / "cinema", qapp, NotRemembered(), printer="Nope"
    ) as clerk:
        yield clerk


@pytest.fixture
async def remembered_clerk(
    demo_data: Path, tmp_path: Path, qapp: QApplication
) -> AsyncIterator[Clerk]:
    """A clerk whom this computer remembers, at the counter."""
    token = TokenFile(tmp_path / "token")
    async with open_cinema(Settings(data_dir=demo_data), WorkdayClock(), demo=True) as cinema:
        box_office = BoxOffice(EmbeddedTransport(cinema.gateway))
        token.save((await box_office.sign_in("clerk", "clerk-demo")).refresh_token)
    async with _window(demo_data, tmp_path / "cinema", qapp, token) as clerk:
        yield clerk


@asynccontextmanager
async def _window(
    demo_data: Path,
    data_dir: Path,
    qapp: QApplication,
    remembered: RememberedSession,
    printer: str = "",
) -> AsyncIterator[Clerk]:
    shutil.copytree(demo_data, data_dir)
    settings = Settings(data_dir=data_dir, theme="light", printer=printer)
    tasks = Tasks()
    faults: list[str] = []
    tasks.failed.connect(lambda words: faults.append(words))
    shell = Shell(qapp, tasks, settings, WorkdayClock())
    await shell.show()
    async with open_cinema(settings, shell.clock, demo=True) as cinema:
        line = Line(EmbeddedTransport(cinema.gateway))
        box_office = BoxOffice(line, shell.clock)
        counters = Counters(shell, box_office, remembered, demo=True)
        whole = asyncio.create_task(counters.run())
        await counters.asking.wait()
        yield Clerk(shell, counters, cinema, faults, line)
        # Nobody is left to be asked about what is still held.
        shell.window.closed.set()
        await whole
        await tasks.close()
    shell.close()
