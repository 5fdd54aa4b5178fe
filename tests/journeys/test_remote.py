"""Counters that sell through a gateway in another process, with the cable in and out."""

import asyncio
import json
import os
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from boxoffice.bootstrap import remote
from boxoffice.bootstrap.hands import Hands
from boxoffice.bootstrap.shell import Shell
from boxoffice.client.address import Address
from boxoffice.client.connection import Connection
from boxoffice.client.remote import RemoteTransport
from boxoffice.counter.sale import Sale
from boxoffice.counter.state import NoticeKind, Stage
from boxoffice.counter.workspace import CounterWorkspace
from boxoffice.desktop.places import KnownGateway
from boxoffice.desktop.secrets import NotRemembered
from boxoffice.model.booking import BookingState
from boxoffice.model.clock import SystemClock
from boxoffice.model.layout import SeatState
from boxoffice.qtkit.tasks import Tasks
from boxoffice.settings import Settings
from tests.journeys import selling_desktop
from tests.journeys.cable import Cable, cable
from tests.journeys.gateway_process import gateway_process

BOOKINGS = """query Bookings($showId: Int!) {
  getBookingsDetails(show_id: $showId) { booking_id booking_status }
}"""


@dataclass
class Counter:
    """A window on the gateway at the end of a cable, and a line of its own for the tester."""

    shell: Shell
    cable: Cable
    office: Connection
    faults: list[str]
    gateway: "subprocess.Popen[str]"
    begin_gateway: Callable[[], object]

    @property
    def hands(self) -> Hands:
        return Hands(self.shell.window)

    @property
    def workspace(self) -> CounterWorkspace:
        found = self.shell.window.findChild(CounterWorkspace)
        assert found is not None
        return found

    @property
    def sale(self) -> Sale:
        return self.workspace.sale

    @property
    def show_id(self) -> int:
        assert self.sale.show is not None
        return self.sale.show.show_id

    async def until(self, come_true: Callable[[], bool]) -> None:
        await self.hands.until("the next step", come_true)
        assert self.faults == []

    async def sign_in(self) -> None:
        await self.hands.type("clerk")
        await self.hands.press(Qt.Key.Key_Tab)
        await self.hands.type("clerk-demo")
        await self.hands.press(Qt.Key.Key_Return)
        await self.until(
            lambda: (
                self.shell.window.findChild(CounterWorkspace) is not None
                and self.workspace.isVisible()
                and self.sale.show is not None
            )
        )

    async def hold_two(self) -> None:
        await self.hands.press(Qt.Key.Key_2, Qt.Key.Key_Return)
        await self.until(self.rests_in(Stage.BASKET))

    def rests_in(self, stage: Stage) -> Callable[[], bool]:
        return lambda: self.sale.state.stage is stage and self.sale.state.step is None

    def words(self) -> str:
        """All that can be read in the window."""
        labels = self.shell.window.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())

    async def sold(self) -> list[str]:
        """The ids of the confirmed bookings of the open show, as the gateway has them."""
        details = await self.office.call(BOOKINGS, {"showId": self.show_id})
        confirmed = BookingState.CONFIRMED
        return [one["booking_id"] for one in details if one["booking_status"] == confirmed]


@pytest.fixture
async def counter(demo_data: Path, tmp_path: Path, qapp: QApplication) -> AsyncIterator[Counter]:
    """A clerk before the sign-in page, with a cable to a gateway of the demo cinema."""
    shutil.copytree(demo_data, tmp_path / "cinema")
    port = free_port()
    with ExitStack() as gateways:

        def begin_gateway() -> "subprocess.Popen[str]":
            return gateways.enter_context(gateway_process(tmp_path / "cinema", port))

        process = begin_gateway()
        async with cable(port) as line, office(port) as line_of_its_own:
            tasks, faults = Tasks(), list[str]()
            tasks.failed.connect(faults.append)
            settings = Settings(data_dir=tmp_path / "counter", theme="light")
            shell = Shell(qapp, tasks, settings, SystemClock(), lambda *_: NotRemembered())
            await shell.show()
            gateway = KnownGateway("Andheri", Address(f"http://127.0.0.1:{line.port}"))
            serving = asyncio.create_task(remote.serve(shell, gateway))
            yield Counter(shell, line, line_of_its_own, faults, process, begin_gateway)
            # As the window itself does once it was asked about seats in hand.
            shell.window.closed.set()
            await serving
            await tasks.close()
            shell.close()


async def test_all_live_data_of_a_counter_comes_over_one_socket(counter: Counter) -> None:
    await counter.sign_in()
    await counter.hold_two()
    url = f"http://127.0.0.1:{counter.cable.port}/metrics"
    figures = await asyncio.to_thread(lambda: urllib.request.urlopen(url).read().decode())
    assert "\nboxoffice_sockets 1.0\n" in figures


async def test_what_one_desktop_sells_the_other_sees_sold(counter: Counter, tmp_path: Path) -> None:
    await counter.sign_in()
    seller = await asyncio.create_subprocess_exec(
        *(sys.executable, selling_desktop.__file__),
        *(f"http://127.0.0.1:{counter.cable.port}", str(tmp_path / "seller")),
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await seller.communicate()
    sold = json.loads(said)
    show = counter.sale.show
    assert show is not None
    assert (sold["show"], len(sold["seats"])) == (show.show_id, 2)
    indexes = [show.index_of[seat_id] for seat_id in sold["seats"]]
    await counter.until(lambda: all(show.live.states[i] == SeatState.BOOKED for i in indexes))


async def test_a_cable_pulled_while_choosing_ages_the_seats_and_put_back_they_are_live(
    counter: Counter,
) -> None:
    await counter.sign_in()
    show = counter.sale.show
    assert show is not None
    await counter.cable.pull()
    await counter.until(lambda: show.live.age_seconds > 0 and "Reconnecting" in counter.words())
    await counter.cable.put_in()
    await counter.until(lambda: show.live.age_seconds == 0 and "Connected," in counter.words())
    await counter.hold_two()
    assert len(counter.sale.state.seat_ids) == 2


async def test_a_hold_whose_answer_was_lost_is_found_again_and_not_made_twice(
    counter: Counter,
) -> None:
    await counter.sign_in()
    show = counter.sale.show
    assert show is not None
    counter.cable.swallow_answer_to("mutation Hold(")
    await counter.hands.press(Qt.Key.Key_2, Qt.Key.Key_Return)
    await counter.cable.pulled.wait()
    await counter.until(lambda: counter.sale.state.insisting)
    await counter.cable.put_in()
    await counter.until(counter.rests_in(Stage.BASKET))
    held = counter.sale.state.booking
    assert held is not None
    await counter.until(lambda: show.live.age_seconds == 0 and held.hold_id in show.live.holds)
    mine = [one for one in show.live.holds if one in show.live.mine]
    assert mine == [held.hold_id]


async def test_a_basket_is_held_again_after_the_gateway_was_killed(counter: Counter) -> None:
    await counter.sign_in()
    await counter.hold_two()
    lost, basket = counter.sale.state.booking, counter.sale.state.seat_ids
    assert lost is not None
    counter.gateway.kill()
    counter.gateway.wait()
    counter.begin_gateway()
    await counter.until(lambda: _notice(counter) is NoticeKind.HELD_AGAIN)
    held, show = counter.sale.state.booking, counter.sale.show
    assert held is not None
    assert show is not None
    assert held.booking_id != lost.booking_id
    assert counter.sale.state.seat_ids == basket
    await counter.until(lambda: held.hold_id in show.live.holds)
    assert all(not show.free(seat_id) for seat_id in basket)


async def test_with_the_cable_out_before_paying_the_basket_stays_and_is_paid_afterwards(
    counter: Counter,
) -> None:
    await counter.sign_in()
    before = await counter.sold()
    await counter.hold_two()
    await counter.hands.press(Qt.Key.Key_F9)
    await counter.until(counter.rests_in(Stage.CASH))
    basket = counter.sale.state.seat_ids
    await counter.cable.pull()
    await counter.hands.press(Qt.Key.Key_Return)
    await counter.until(lambda: _notice(counter) is NoticeKind.UNKNOWN_PAYMENT)
    assert counter.sale.state.seat_ids == basket
    assert await counter.sold() == before
    await counter.cable.put_in()
    await counter.hands.press(Qt.Key.Key_Return)
    await counter.until(counter.rests_in(Stage.DONE))
    sold = counter.sale.state.sold
    assert sold is not None
    assert tuple(line.seat_id for line in sold.booking.seats) == basket
    assert await counter.sold() == [*before, sold.booking.booking_id]


async def test_a_payment_whose_answer_was_lost_is_told_as_unknown_and_never_taken_twice(
    counter: Counter,
) -> None:
    await counter.sign_in()
    before = await counter.sold()
    await counter.hold_two()
    await counter.hands.press(Qt.Key.Key_F9)
    await counter.until(counter.rests_in(Stage.CASH))
    booking = counter.sale.state.booking
    assert booking is not None
    counter.cable.swallow_answer_to("mutation TakePayment(")
    await counter.hands.press(Qt.Key.Key_Return)
    await counter.until(lambda: _notice(counter) is NoticeKind.UNKNOWN_PAYMENT)
    assert await counter.sold() == [*before, booking.booking_id]
    await counter.cable.put_in()
    await counter.hands.press(Qt.Key.Key_Return)
    await counter.until(counter.rests_in(Stage.DONE))
    assert await counter.sold() == [*before, booking.booking_id]
    paid = await counter.office.call(
        "query Paid($id: ID!) { payments(bookingId: $id) { paymentId } }",
        {"id": booking.booking_id},
    )
    assert len(paid) == 1


async def test_tickets_that_could_not_be_fetched_are_made_once_the_cable_is_back(
    counter: Counter,
) -> None:
    await counter.sign_in()
    await counter.hold_two()
    counter.cable.swallow_answer_to("query Tickets(")
    await counter.hands.press(Qt.Key.Key_F9, Qt.Key.Key_Return)
    await counter.until(counter.rests_in(Stage.DONE))
    await counter.cable.pulled.wait()
    await counter.cable.put_in()
    papers = counter.workspace.papers
    await counter.until(lambda: papers.last is not None and papers.last.path is not None)


async def test_a_gateway_that_does_not_answer_is_told_on_the_sign_in_page(
    counter: Counter,
) -> None:
    await counter.until(lambda: "Connected," in counter.words())
    await counter.cable.pull()
    await counter.until(lambda: "Andheri does not answer" in counter.words())
    await counter.cable.put_in()
    await counter.until(lambda: "Andheri does not answer" not in counter.words())
    await counter.sign_in()


def _notice(counter: Counter) -> NoticeKind | None:
    notice = counter.sale.state.notice
    return None if notice is None else notice.kind


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def office(port: int) -> AsyncIterator[Connection]:
    """A supervisor's own line to the gateway, without the cable."""
    transport = RemoteTransport(Address(f"http://127.0.0.1:{port}"), SystemClock())
    line = Connection(transport)
    await line.sign_in("supervisor", "supervisor-demo")
    yield line
    await transport.close()
