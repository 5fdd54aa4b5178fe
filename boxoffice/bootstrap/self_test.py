"""The self-test: the real window on a throw-away demo cinema sells two seats for cash by keys."""

import asyncio
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pypdfium2
import zxingcpp
from PySide6.QtCore import Qt

from boxoffice import logs, settings
from boxoffice.bootstrap.cinema import Cinema, open_cinema
from boxoffice.bootstrap.counters import Counters
from boxoffice.bootstrap.hands import Hands, StepFailed
from boxoffice.bootstrap.shell import Shell
from boxoffice.client.api import BoxOffice
from boxoffice.client.embedded import EmbeddedTransport
from boxoffice.counter.state import Sold, Stage
from boxoffice.counter.workspace import CounterWorkspace
from boxoffice.desktop.secrets import NotRemembered
from boxoffice.model.booking import BookingState
from boxoffice.model.clock import SystemClock
from boxoffice.model.layout import SeatState
from boxoffice.qtkit import loop
from boxoffice.qtkit.tasks import Tasks

SEATS = 2
#: Pixels per PDF point: enough for any reader to find the code.
READ_SCALE = 3


def run() -> dict[str, Any]:
    """Run the test; the report is what the command prints as one line of JSON.

    `ok` true with `booking`, `seats`, `total` (minor units), `tickets` (absolute path of a PDF
    that stays) and `seconds`; or `ok` false with `failed`, which says what did.
    """
    started = time.monotonic()
    tickets = Path(tempfile.mkdtemp(prefix="boxoffice-self-test-"))
    with tempfile.TemporaryDirectory(prefix="boxoffice-self-test-") as data_dir:
        logs.configure(tickets / "self-test.log", level="DEBUG")
        options = settings.read(Path(data_dir), environment={}, tickets_dir=str(tickets))
        app = loop.make_app(sys.argv[:1])
        tasks = Tasks()
        faults: list[str] = []
        tasks.failed.connect(faults.append)
        shell = Shell(app, tasks, options, SystemClock())
        try:
            report = loop.run(app, tasks, lambda: _sell(shell))
            if faults:
                raise StepFailed("; ".join(faults))
        except Exception as error:
            return {"ok": False, "failed": str(error) or repr(error), "log": str(tickets)}
    return {"ok": True, **report, "seconds": round(time.monotonic() - started, 2)}


async def _sell(shell: Shell) -> dict[str, Any]:
    await shell.show()
    async with open_cinema(shell.settings, shell.clock, demo=True) as cinema:
        counters = Counters(
            shell, BoxOffice(EmbeddedTransport(cinema.gateway)), NotRemembered(), demo=True
        )
        whole = asyncio.create_task(counters.run())
        try:
            return await _checked(shell, counters, cinema)
        finally:
            # Seats may still be held, and nobody is there to be asked about them.
            shell.window.closed.set()
            await whole
            shell.close()


async def _checked(shell: Shell, counters: Counters, cinema: Cinema) -> dict[str, Any]:
    """Sell by keys, then check what was sold against the cinema itself."""
    hands = Hands(shell.window)
    await hands.until("the sign-in page is ready", counters.asking.is_set)
    await hands.type("clerk")
    await hands.press(Qt.Key.Key_Tab)
    await hands.type("clerk-demo")
    await hands.press(Qt.Key.Key_Return)
    await hands.until("the counter is open", lambda: _ready(counters.workspace))
    workspace = counters.workspace
    assert workspace is not None
    await hands.type(str(SEATS))
    await hands.press(Qt.Key.Key_F9, Qt.Key.Key_Return)
    await hands.until("the sale is done", lambda: workspace.sale.state.sold is not None)
    sold = workspace.sale.state.sold
    assert sold is not None
    await hands.until("the tickets are made", lambda: _tickets(workspace) is not None)
    tickets = _tickets(workspace)
    assert tickets is not None
    await _check_sale(cinema, sold)
    await _check_codes(cinema, sold, tickets)
    await hands.press(Qt.Key.Key_Return)
    await hands.until("the next sale begins", lambda: workspace.sale.state.stage is Stage.CHOOSING)
    return {
        "booking": sold.booking.number,
        "seats": [line.seat_id for line in sold.booking.seats],
        "total": sold.booking.total.amount_minor,
        "tickets": str(tickets),
    }


async def _check_sale(cinema: Cinema, sold: Sold) -> None:
    """The cinema has the booking as the window shows it, paid, with its seats sold."""
    booking = await cinema.services.bookings.get(sold.booking.booking_id)
    if booking.state is not BookingState.CONFIRMED or booking.paid != booking.total:
        raise StepFailed(f"the booking is {booking.state.name}, paid {booking.paid}")
    if len(booking.seats) != SEATS or booking != sold.booking:
        raise StepFailed("the cinema has another booking than the window shows")
    states = (await cinema.services.bookings.seats(booking.show_id)).states
    uids = {line.seat_uid for line in booking.seats}
    seats = enumerate(sold.layout.plan.seats)
    if any(states[at] != SeatState.BOOKED for at, seat in seats if seat.uid in uids):
        raise StepFailed("a sold seat does not read as sold")


async def _check_codes(cinema: Cinema, sold: Sold, tickets: Path) -> None:
    """Each page of the PDF carries the signed code of one of the seats."""
    codes = await asyncio.to_thread(read_codes, tickets)
    checks = [await cinema.services.bookings.check_ticket(code) for code in codes]
    uids = sorted(check.seat_uid for check in checks)
    if uids != sorted(line.seat_uid for line in sold.booking.seats):
        raise StepFailed(f"{len(codes)} codes on the tickets, not one for each seat")
    if any(check.booking_number != sold.booking.number for check in checks):
        raise StepFailed("a code on the tickets belongs to another booking")


def read_codes(tickets: Path) -> list[str]:
    """The texts of all QR codes in a PDF, in the order of its pages."""
    document = pypdfium2.PdfDocument(tickets)
    try:
        pictures = [page.render(scale=READ_SCALE).to_numpy() for page in document]
    finally:
        document.close()
    return [code.text for picture in pictures for code in zxingcpp.read_barcodes(picture)]


def _ready(workspace: CounterWorkspace | None) -> bool:
    return workspace is not None and workspace.isVisible() and workspace.sale.show is not None


def _tickets(workspace: CounterWorkspace) -> Path | None:
    job = workspace.papers.last
    return job.path if job is not None else None
