"""A desktop that shares its cinema: the basket moves with it, other counters join, all can end."""

import asyncio
import gc
import json
import os
import shutil
import signal
import ssl
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from boxoffice.bootstrap import embedded, sharing
from boxoffice.bootstrap.certificate import shared_certificate
from boxoffice.bootstrap.hands import Hands
from boxoffice.bootstrap.shell import Shell
from boxoffice.client.api import BoxOffice
from boxoffice.client.checking import UnknownCertificate, check_gateway, pinned
from boxoffice.client.pairing import read_code
from boxoffice.client.remote import RemoteTransport
from boxoffice.counter.sale import Sale
from boxoffice.counter.state import Notice, NoticeKind, Stage
from boxoffice.counter.workspace import CounterWorkspace
from boxoffice.desktop.question_sheet import QuestionSheet
from boxoffice.desktop.secrets import NotRemembered
from boxoffice.desktop.sharing_sheet import SharingSheet
from boxoffice.model.booking import BookingState
from boxoffice.model.clock import SystemClock
from boxoffice.model.errors import NotSignedIn, Refusal
from boxoffice.model.layout import SeatState
from boxoffice.qtkit.tasks import Tasks
from boxoffice.settings import Settings
from tests.journeys import selling_desktop
from tests.journeys.test_remote import free_port

#: What is kept running outlives the desktop that started it.
pytestmark = pytest.mark.filterwarnings("ignore:subprocess .* is still running:ResourceWarning")

CLOCK = SystemClock()
#: A gateway of its own process loads the program and the cinema.
START_SECONDS = 45.0


@dataclass
class Desk:
    """A desktop on its own cinema in `data_dir`, which may share it."""

    shell: Shell
    data_dir: Path
    faults: list[str] = field(default_factory=list)

    @property
    def hands(self) -> Hands:
        return Hands(self.shell.window)

    @property
    def sale(self) -> Sale:
        workspace = self.shell.window.findChild(CounterWorkspace)
        assert workspace is not None
        return workspace.sale

    async def until(self, come_true: Callable[[], bool]) -> None:
        """Wait until something is so, also while a gateway starts."""
        async with asyncio.timeout(START_SECONDS):
            while not come_true():  # noqa: ASYNC110 - a person looks; nothing tells them
                await asyncio.sleep(0.02)
        assert self.faults == []

    def words(self) -> str:
        """All that can be read in the window."""
        labels = self.shell.window.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())

    def code(self) -> str:
        """The pairing code on the sheet."""
        return next(line for line in self.words().splitlines() if line.count("-") == 5)

    def in_front(self, kind: type[SharingSheet | QuestionSheet]) -> bool:
        return any(sheet.isVisible() for sheet in self.shell.window.findChildren(kind))

    def button(self, words: str) -> QAbstractButton | None:
        """The visible button that says so."""
        buttons = self.shell.window.findChildren(QAbstractButton)
        return next((one for one in buttons if one.isVisible() and one.text() == words), None)

    async def click(self, words: str) -> None:
        """Click the button that says so, once it is there."""
        await self.until(lambda: self.button(words) is not None)
        button = self.button(words)
        assert button is not None
        await self.hands.click(button)

    async def sign_in(self) -> None:
        await self.hands.type("clerk")
        await self.hands.press(Qt.Key.Key_Tab)
        await self.hands.type("clerk-demo")
        await self.hands.press(Qt.Key.Key_Return)
        await self.until(lambda: self.shell.window.findChild(CounterWorkspace) is not None)
        await self.until(lambda: self.sale.show is not None)

    def rests_in(self, stage: Stage) -> bool:
        return self.sale.state.stage is stage and self.sale.state.step is None

    async def hold_two(self) -> None:
        await self.hands.press(Qt.Key.Key_2, Qt.Key.Key_Return)
        await self.until(lambda: self.rests_in(Stage.BASKET))

    async def pay(self) -> str:
        """Cash for what is held; the booking's id."""
        await self.hands.press(Qt.Key.Key_F9)
        await self.until(lambda: self.rests_in(Stage.CASH))
        await self.hands.press(Qt.Key.Key_Return)
        await self.until(lambda: self.rests_in(Stage.DONE))
        sold = self.sale.state.sold
        assert sold is not None
        return sold.booking.booking_id

    async def open_sheet(self, words: str) -> None:
        self.shell.window.open_palette()
        await self.hands.type(words)
        await self.hands.press(Qt.Key.Key_Return)
        await self.until(lambda: self.in_front(SharingSheet))

    async def share(self) -> str:
        """Share by the sheet's button; the pairing code, with the sheet closed again."""
        await self.open_sheet("share this")
        await self.hands.press(Qt.Key.Key_Return)
        await self.until(lambda: "This cinema is shared" in self.words())
        code = self.code()
        await self.hands.press(Qt.Key.Key_Escape)
        await self.until(lambda: "Connected, " in self.words())
        return code

    async def close(self, *answers: str) -> None:
        """Close the window and answer what is asked, one after the other."""
        self.shell.window.close()
        for answer in answers:
            await self.click(answer)
        async with asyncio.timeout(5):
            await self.shell.window.closed.wait()


@dataclass
class Other:
    """A counter that joined by the code; what it asks is asked over its own line."""

    transport: RemoteTransport
    box_office: BoxOffice

    async def state_of(self, desk: Desk, seat_id: str) -> SeatState:
        """A seat of the show that the desk has open, as this counter sees it."""
        show = desk.sale.show
        assert show is not None
        seats = self.box_office.live(show.show_id)
        await seats.start()
        try:
            return SeatState(seats.states[show.index_of[seat_id]])
        finally:
            await seats.close()


@asynccontextmanager
async def desktop(data_dir: Path, qapp: QApplication) -> AsyncIterator[Desk]:
    """A window on the cinema in `data_dir`; whoever is left in it goes home at the end."""
    tasks = Tasks()
    settings = Settings(data_dir=data_dir, theme="light")
    shell = Shell(qapp, tasks, settings, CLOCK, lambda *_: NotRemembered())
    desk = Desk(shell, data_dir)
    tasks.failed.connect(desk.faults.append)
    await shell.show()
    serving = asyncio.create_task(embedded.serve(shell, demo=True))
    try:
        await desk.until(lambda: "Demo cinema." in desk.words())
        yield desk
    finally:
        shell.window.closed.set()
        await serving
        await tasks.close()
        shell.close()
        # A gateway that was kept running is let go here, and not in the middle of another test.
        del serving
        gc.collect()


@pytest.fixture
def data_dir(demo_data: Path, tmp_path: Path) -> Iterator[Path]:
    """A closed demo cinema that is shared on a port of its own; no gateway outlives the test."""
    folder = tmp_path / "cinema"
    shutil.copytree(demo_data, folder)
    (folder / "sharing").mkdir()
    (folder / "sharing" / sharing.PORT_FILE).write_text(str(free_port()))
    yield folder
    for pid in gateways_on(folder):
        os.kill(pid, signal.SIGKILL)


@asynccontextmanager
async def joined(code: str) -> AsyncIterator[Other]:
    """Another counter, which knows nothing but the pairing code, signed in."""
    address = await pinned(read_code(code))
    await check_gateway(address, CLOCK)
    transport = RemoteTransport(address, CLOCK)
    box_office = BoxOffice(transport)
    await box_office.sign_in("supervisor", "supervisor-demo")
    try:
        yield Other(transport, box_office)
    finally:
        await transport.close()


def gateways_on(data_dir: Path) -> list[int]:
    """The processes of gateways that serve this data."""
    listed = subprocess.run(["ps", "-axww", "-o", "pid=,args="], capture_output=True, text=True)
    lines = listed.stdout.splitlines()
    return [int(line.split()[0]) for line in lines if f"--data {data_dir} " in line]


async def test_a_basket_moves_into_the_shared_cinema_and_is_sold_there_and_another_counter_joins(
    data_dir: Path, qapp: QApplication, tmp_path: Path
) -> None:
    async with desktop(data_dir, qapp) as desk:
        await desk.sign_in()
        await desk.hold_two()
        held = desk.sale.state.booking
        assert held is not None
        code = await desk.share()
        assert len(gateways_on(data_dir)) == 1
        assert desk.sale.state.held == held
        seat_id = held.seats[0].seat_id
        async with joined(code) as other:
            assert await other.state_of(desk, seat_id) is SeatState.LOCKED
            assert await desk.pay() == held.booking_id
            assert await other.state_of(desk, seat_id) is SeatState.BOOKED
            address = other.transport.address
        seller = await asyncio.create_subprocess_exec(
            *(sys.executable, selling_desktop.__file__),
            *(address.url, str(tmp_path / "seller"), address.fingerprint),
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
            stdout=asyncio.subprocess.PIPE,
        )
        sold = json.loads((await seller.communicate())[0])
        show = desk.sale.show
        assert show is not None
        assert sold["show"] == show.show_id
        indexes = [show.index_of[one] for one in sold["seats"]]
        await desk.until(lambda: all(show.live.states[i] == SeatState.BOOKED for i in indexes))
        await desk.close("End it for all counters")
    assert gateways_on(data_dir) == []


async def test_stopping_takes_the_cinema_back_with_what_is_held(
    data_dir: Path, qapp: QApplication
) -> None:
    async with desktop(data_dir, qapp) as desk:
        await desk.sign_in()
        code = await desk.share()
        await desk.hold_two()
        held = desk.sale.state.booking
        assert held is not None
        await desk.open_sheet("shared cinema")
        await desk.click("Stop sharing")
        await desk.until(lambda: "Share this cinema" in desk.words())
        assert gateways_on(data_dir) == []
        await desk.hands.press(Qt.Key.Key_Escape)
        assert await desk.pay() == held.booking_id
        with pytest.raises(Refusal, match="Nothing answers"):
            await pinned(read_code(code))
        # The same place and certificate again: who joined once finds it without another code.
        assert await desk.share() == code
        await desk.close("End it for all counters")


async def test_kept_running_it_serves_without_a_window_and_the_next_start_finds_it(
    data_dir: Path, qapp: QApplication
) -> None:
    async with desktop(data_dir, qapp) as desk:
        code = await desk.share()
        desk.shell.window.close()
        await desk.until(lambda: desk.in_front(QuestionSheet))
        await desk.click("Do not close")
        assert not desk.shell.window.closed.is_set()
        await desk.close("Keep it running")
    (pid,) = gateways_on(data_dir)
    async with joined(code), desktop(data_dir, qapp) as desk:
        await desk.sign_in()
        await desk.open_sheet("shared cinema")
        assert desk.code() == code
        assert gateways_on(data_dir) == [pid]
        await desk.hands.press(Qt.Key.Key_Escape)
        await desk.hold_two()
        held = desk.sale.state.booking
        assert held is not None
        await desk.open_sheet("shared cinema")
        await desk.click("Stop sharing")
        await desk.until(lambda: "Share this cinema" in desk.words())
        await desk.until(lambda: gateways_on(data_dir) == [])
        await desk.hands.press(Qt.Key.Key_Escape)
        assert await desk.pay() == held.booking_id


async def test_a_gateway_that_dies_is_told_and_started_again_with_all_sales(
    data_dir: Path, qapp: QApplication
) -> None:
    async with desktop(data_dir, qapp) as desk:
        await desk.sign_in()
        code = await desk.share()
        await desk.hold_two()
        sold = await desk.pay()
        await desk.hands.press(Qt.Key.Key_Return)
        await desk.hold_two()
        (pid,) = gateways_on(data_dir)
        os.kill(pid, signal.SIGKILL)
        await desk.until(lambda: "The shared cinema has stopped" in desk.words())
        await desk.hands.press(Qt.Key.Key_Return)
        await desk.until(lambda: "This cinema is shared" in desk.words())
        assert desk.code() == code
        await desk.hands.press(Qt.Key.Key_Escape)
        async with joined(code) as other:
            booking = await other.box_office.booking(sold)
            assert booking.state is BookingState.CONFIRMED
        # Nobody remembers the hold; the basket does.
        held_again = Notice(NoticeKind.HELD_AGAIN)
        await desk.until(lambda: desk.sale.state.notice == held_again)
        await desk.hands.press(Qt.Key.Key_F9, Qt.Key.Key_Return)
        await desk.until(lambda: desk.rests_in(Stage.DONE))
        await desk.close("End it for all counters")


async def test_a_gateway_found_running_that_dies_is_told_too(
    data_dir: Path, qapp: QApplication
) -> None:
    async with desktop(data_dir, qapp) as desk:
        await desk.share()
        await desk.close("Keep it running")
    async with desktop(data_dir, qapp) as desk:
        await desk.sign_in()
        (pid,) = gateways_on(data_dir)
        os.kill(pid, signal.SIGKILL)
        await desk.until(lambda: "The shared cinema has stopped" in desk.words())
        assert "Cut off since" in desk.words()
        await desk.hands.press(Qt.Key.Key_Return)
        await desk.until(lambda: "This cinema is shared" in desk.words())
        await desk.close("End it for all counters")
    assert gateways_on(data_dir) == []


async def test_what_died_while_nobody_looked_is_forgotten_and_nobody_elses_process_is_touched(
    data_dir: Path, qapp: QApplication
) -> None:
    async with desktop(data_dir, qapp) as desk:
        await desk.share()
        await desk.close("Keep it running")
    (pid,) = gateways_on(data_dir)
    os.kill(pid, signal.SIGKILL)
    state = json.loads((data_dir / "sharing" / "gateway.json").read_text())
    assert state.keys() == {"host", "port", "fingerprint"}
    async with desktop(data_dir, qapp) as desk:
        await desk.sign_in()
        await desk.hold_two()
        assert "Connected" in desk.words().splitlines()
        assert not (data_dir / "sharing" / "gateway.json").exists()
        await desk.hands.press(Qt.Key.Key_Escape, Qt.Key.Key_Escape)


async def test_a_port_that_somebody_has_is_not_waited_for(
    data_dir: Path, qapp: QApplication
) -> None:
    port = int((data_dir / "sharing" / sharing.PORT_FILE).read_text())
    taken = await asyncio.start_server(lambda *_: None, "0.0.0.0", port)
    async with taken, desktop(data_dir, qapp) as desk:
        code = await desk.share()
        assert not read_code(code).url.endswith(f":{port}")
        async with joined(code):
            pass
        await desk.close("End it for all counters")


async def test_where_sharing_fails_the_cinema_and_the_basket_stay_as_they_were(
    data_dir: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desktop(data_dir, qapp) as desk:
        await desk.sign_in()
        await desk.hold_two()
        held = desk.sale.state.booking
        assert held is not None
        (data_dir / "settings.toml").write_text("no_such_option = 1\n")
        await desk.open_sheet("share this")
        await desk.hands.press(Qt.Key.Key_Return)
        await desk.until(lambda: "could not be shared" in desk.words())
        assert "no_such_option" in desk.words()
        (data_dir / "settings.toml").unlink()
        # An address that no computer has, so that no port of it is free.
        monkeypatch.setattr(sharing, "EVERYWHERE", "203.0.113.1")
        await desk.hands.press(Qt.Key.Key_Return)
        await desk.until(lambda: "no free port" in desk.words())
        await desk.hands.press(Qt.Key.Key_Escape)
        assert gateways_on(data_dir) == []
        assert await desk.pay() == held.booking_id


async def test_a_machine_in_the_gateways_place_is_refused_and_never_sent_a_password(
    data_dir: Path, qapp: QApplication, tmp_path: Path
) -> None:
    async with desktop(data_dir, qapp) as desk:
        code = await desk.share()
        async with joined(code) as other:
            address = other.transport.address
            await desk.close("End it for all counters")
            await desk.until(lambda: gateways_on(data_dir) == [])
            async with impostor(tmp_path, address.port) as heard:
                with pytest.raises(UnknownCertificate, match="not the one that the pairing code"):
                    await pinned(read_code(code))
                with pytest.raises(UnknownCertificate, match="another certificate"):
                    await check_gateway(address, CLOCK)
                for line in (other.transport, RemoteTransport(address, CLOCK)):
                    with pytest.raises(Refusal, match="another certificate") as caught:
                        await BoxOffice(line).sign_in("clerk", "clerk-demo")
                    assert not isinstance(caught.value, NotSignedIn)
                    await line.close()
    assert heard == []


@asynccontextmanager
async def impostor(folder: Path, port: int) -> AsyncIterator[list[bytes]]:
    """A machine with a certificate of its own; what it is sent once the line is encrypted."""
    certificate, key, _ = shared_certificate(folder / "impostor", "127.0.0.1", CLOCK)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, key)
    heard: list[bytes] = []

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if data := await reader.read(4096):
                heard.append(data)
        except OSError:
            pass
        writer.close()

    server = await asyncio.start_server(listen, "0.0.0.0", port, ssl=tls)
    async with server:
        yield heard
