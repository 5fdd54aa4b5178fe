"""Tickets at a receipt printer that has troubles: printed once, and never silently lost."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from boxoffice.counter import ticket_printer
from boxoffice.counter.printing import conversation, queue, sessions
from boxoffice.counter.printing.address import thermal
from boxoffice.counter.printing.conversation import NotSent
from boxoffice.counter.printing.job import MAX_TRIES, PrintJob, PrintState, What
from boxoffice.counter.printing.printing import Printing
from boxoffice.counter.printing.spool import Spool
from boxoffice.counter.state import Sold
from boxoffice.counter.ticket_desk import JobState, TicketDesk
from boxoffice.counter.ticket_order import TicketOrder
from boxoffice.model.booking import SeatChoice
from boxoffice.model.money import Money
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.tasks import Tasks
from tests.clock import FakeClock
from tests.receipt_printer import COVER_OPEN, IDLE, PAPER_END, PAPER_THERE, ReceiptPrinter
from tests.unit.counter.box_office_double import THEATRE, BoxOfficeDouble

WAIT_SECONDS = 20


class Desk:
    """A sale of two tickets, and the printing of one program after another."""

    def __init__(self, folder: Path) -> None:
        self.clock = FakeClock()
        self.office = BoxOfficeDouble(self.clock)
        self.folder = folder
        self.tasks = Tasks()
        self.printing = self.started()
        self.sold: Sold | None = None

    def started(self) -> Printing:
        return Printing(self.office, THEATRE, Formats(THEATRE), self.folder, self.clock, self.tasks)

    async def sell(self) -> Sold:
        seats = (SeatChoice("C6", "adult"), SeatChoice("C7", "child"))
        booking = (await self.office.hold(10_001, seats, "token")).booking
        assert booking is not None
        layout = self.office.plan_layout
        self.sold = Sold(booking, self.office.shows[0], layout, booking.total, Money(0, "INR"))
        self.printing.orders.keep(self.sold)
        return self.sold

    async def print_tickets(self, printer: str) -> PrintJob:
        return self.printing.print_sold(await self.sell(), What.TICKETS, printer)

    async def until(self, job_id: str, so: Callable[[PrintJob], bool]) -> PrintJob:
        """Wait until a job is as wanted."""
        changed = asyncio.Event()
        jobs = self.printing.queue
        listening = jobs.changed.connect(lambda _: changed.set())
        async with asyncio.timeout(WAIT_SECONDS):
            while not ((job := jobs.job(job_id)) and so(job)):
                changed.clear()
                await changed.wait()
        jobs.changed.disconnect(listening)
        return job

    async def until_state(self, job_id: str, state: PrintState) -> PrintJob:
        return await self.until(job_id, lambda job: job.state is state)


@pytest.fixture
def printer() -> Iterator[ReceiptPrinter]:
    made = ReceiptPrinter()
    yield made
    made.close()


@pytest.fixture
async def desk(qapp: QApplication, tmp_path: Path) -> AsyncIterator[Desk]:
    made = Desk(tmp_path / "jobs")
    yield made
    await made.printing.close()
    await made.tasks.close()


@pytest.fixture
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses and patience of a test and not of a cinema."""
    monkeypatch.setattr(queue, "pause_seconds", lambda tries: 0.02)
    monkeypatch.setattr(conversation, "STATUS_SECONDS", 0.3)
    monkeypatch.setattr(conversation, "PAGE_SECONDS", 2.0)


async def test_each_ticket_is_a_paper_with_its_seat_large_and_its_signed_code(
    desk: Desk, printer: ReceiptPrinter
) -> None:
    job = await desk.print_tickets(printer.address)
    await desk.until_state(job.job_id, PrintState.PRINTED)
    assert desk.sold is not None
    tickets = await desk.office.tickets(desk.sold.booking.booking_id)
    assert [paper.codes for paper in printer.papers] == [[one.text] for one in tickets]
    assert [paper.large[-1].strip() for paper in printer.papers] == ["C6", "C7"]
    assert printer.connections == 1


async def test_what_is_printed_is_no_longer_kept(desk: Desk, printer: ReceiptPrinter) -> None:
    job = await desk.print_tickets(printer.address)
    await desk.until_state(job.job_id, PrintState.PRINTED)
    await desk.printing.close()
    desk.printing = desk.started()
    assert desk.printing.queue.jobs == ()


@pytest.mark.usefixtures("brisk")
async def test_a_printer_that_is_switched_on_later_prints_what_waited(desk: Desk) -> None:
    printer = ReceiptPrinter()
    port = printer.port
    printer.close()
    job = await desk.print_tickets(f"tcp:127.0.0.1:{port}")
    late = await desk.until(job.job_id, lambda job: job.tries > 1)
    assert late.reason == f"The printer 127.0.0.1:{port} cannot be reached."
    printer = ReceiptPrinter(port)
    try:
        await desk.until_state(job.job_id, PrintState.PRINTED)
        assert len(printer.papers) == 2
    finally:
        printer.close()


@pytest.mark.usefixtures("brisk")
async def test_a_printer_that_never_comes_is_given_up_and_redirected(
    desk: Desk, printer: ReceiptPrinter
) -> None:
    gone = ReceiptPrinter()
    gone.close()
    job = await desk.print_tickets(gone.address)
    failed = await desk.until_state(job.job_id, PrintState.FAILED)
    assert failed.tries == MAX_TRIES
    desk.printing.queue.again(job.job_id, printer.address)
    await desk.until_state(job.job_id, PrintState.PRINTED)
    assert len(printer.papers) == 2


@pytest.mark.usefixtures("brisk")
@pytest.mark.parametrize(
    ("offline", "sensor", "words"),
    [(COVER_OPEN, PAPER_THERE, "The cover of printer"), (IDLE, PAPER_END, "is out of paper.")],
)
async def test_nothing_is_sent_to_a_printer_that_cannot_print(
    desk: Desk, printer: ReceiptPrinter, offline: int, sensor: int, words: str
) -> None:
    printer.offline, printer.paper_sensor = offline, sensor
    job = await desk.print_tickets(printer.address)
    late = await desk.until(job.job_id, lambda job: job.tries > 1)
    assert words in late.reason
    assert printer.papers == []
    printer.put_paper_in()
    await desk.until_state(job.job_id, PrintState.PRINTED)
    assert len(printer.papers) == 2


@pytest.mark.usefixtures("brisk")
async def test_paper_that_is_put_in_meanwhile_lets_the_same_page_end(
    desk: Desk, printer: ReceiptPrinter
) -> None:
    printer.runs_out_after = 0
    job = await desk.print_tickets(printer.address)
    told = await desk.until(job.job_id, lambda job: "out of paper" in job.reason)
    assert told.state is PrintState.SENDING
    printer.put_paper_in()
    await desk.until_state(job.job_id, PrintState.PRINTED)
    assert len(printer.papers) == 2


@pytest.mark.usefixtures("brisk")
async def test_a_page_whose_end_nobody_heard_of_is_asked_about_and_not_printed_again(
    desk: Desk, printer: ReceiptPrinter
) -> None:
    # The first page is acknowledged; the line breaks within the second.
    printer.drops_after = 1100
    job = await desk.print_tickets(printer.address)
    unknown = await desk.until_state(job.job_id, PrintState.UNKNOWN)
    assert (unknown.done, unknown.pages) == (1, 2)
    assert "did not say whether" in unknown.reason
    assert len(printer.papers) == 1


@pytest.mark.usefixtures("brisk")
async def test_of_doubtful_tickets_only_what_is_missing_is_printed_when_somebody_says_so(
    desk: Desk, printer: ReceiptPrinter
) -> None:
    printer.drops_after = 1100
    job = await desk.print_tickets(printer.address)
    await desk.until_state(job.job_id, PrintState.UNKNOWN)
    desk.printing.queue.again(job.job_id)
    await desk.until_state(job.job_id, PrintState.PRINTED)
    assert [paper.large[-1].strip() for paper in printer.papers] == ["C6", "C7"]


@pytest.mark.usefixtures("brisk")
async def test_a_ticket_that_somebody_has_in_hand_is_not_printed_again(
    desk: Desk, printer: ReceiptPrinter
) -> None:
    printer.drops_after = 1100
    job = await desk.print_tickets(printer.address)
    await desk.until_state(job.job_id, PrintState.UNKNOWN)
    desk.printing.queue.is_there(job.job_id)
    await desk.until_state(job.job_id, PrintState.PRINTED)
    assert len(printer.papers) == 1


@pytest.mark.usefixtures("brisk")
async def test_a_printer_that_stalls_is_doubted_and_never_waited_for_without_end(
    desk: Desk, printer: ReceiptPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = conversation.Conversation.ready

    def ready_then_stalls(talk: conversation.Conversation) -> None:
        real(talk)
        printer.stalls = True

    monkeypatch.setattr(conversation.Conversation, "ready", ready_then_stalls)
    job = await desk.print_tickets(printer.address)
    unknown = await desk.until_state(job.job_id, PrintState.UNKNOWN)
    assert unknown.done == 0


@pytest.mark.usefixtures("brisk")
async def test_what_a_program_left_is_printed_by_the_next_one(desk: Desk) -> None:
    printer = ReceiptPrinter()
    port = printer.port
    printer.close()
    job = await desk.print_tickets(f"tcp:127.0.0.1:{port}")
    await desk.until(job.job_id, lambda job: job.tries > 0)
    await desk.printing.close()
    printer = ReceiptPrinter(port)
    try:
        desk.printing = desk.started()
        await desk.until_state(job.job_id, PrintState.PRINTED)
        assert [paper.large[-1].strip() for paper in printer.papers] == ["C6", "C7"]
    finally:
        printer.close()


async def test_the_drawer_opens_by_a_pulse_with_its_timing(
    desk: Desk, printer: ReceiptPrinter
) -> None:
    for pin in (2, 5):
        found = thermal(f"{printer.address}?drawer={pin}")
        assert found is not None
        await desk.printing.queue.open_drawer(found)
    assert [one.hex(" ") for one in printer.interpreter.pulses] == [
        "1b 70 00 19 fa",
        "1b 70 01 19 fa",
    ]


async def test_a_printer_that_cannot_act_now_is_not_left_a_pulse_for_later(
    desk: Desk, printer: ReceiptPrinter
) -> None:
    printer.paper_sensor = PAPER_END
    found = thermal(printer.address)
    assert found is not None
    with pytest.raises(NotSent, match="out of paper"):
        await desk.printing.queue.open_drawer(found)
    assert printer.interpreter.pulses == []


async def test_a_ticket_that_is_made_anew_at_a_printer_without_paper_is_not_printed_later(
    desk: Desk, printer: ReceiptPrinter, tmp_path: Path
) -> None:
    printer.paper_sensor = PAPER_END
    sold = await desk.sell()
    tickets = await desk.office.tickets(sold.booking.booking_id)
    papers = TicketDesk(desk.printing, tmp_path / "tickets", desk.tasks)
    job = await papers.reissue(sold, tickets, printer.address)
    assert (job.state, desk.printing.queue.jobs) == (JobState.FAILED, ())
    assert "out of paper" in job.reason


async def test_whoever_leaves_takes_no_tickets_along_that_are_made_anew(
    desk: Desk, printer: ReceiptPrinter, tmp_path: Path
) -> None:
    sold = await desk.sell()
    tickets = await desk.office.tickets(sold.booking.booking_id)
    _ = desk.printing.queue
    await desk.printing.close()
    left = TicketDesk(desk.printing, tmp_path / "tickets", desk.tasks)
    job = await left.reissue(sold, tickets, printer.address)
    assert (job.state, printer.papers) == (JobState.FAILED, [])


async def test_two_programs_on_one_computer_never_print_the_same_job(
    desk: Desk, printer: ReceiptPrinter
) -> None:
    other = desk.started()
    _ = other.queue
    job = await desk.print_tickets(printer.address)
    await desk.until_state(job.job_id, PrintState.PRINTED)
    assert other.queue.jobs == ()
    await other.close()
    assert len(printer.papers) == 2


async def test_what_was_being_sent_when_the_program_died_waits_for_a_person(
    desk: Desk, printer: ReceiptPrinter
) -> None:
    sold = await desk.sell()
    booking = sold.booking
    job = PrintJob(
        "j", THEATRE.theatre_id, printer.address, What.TICKETS, booking.booking_id,
        booking.number, desk.clock.now(), state=PrintState.SENDING, pages=2, done=1,
    )  # fmt: skip
    before = Spool(desk.folder)
    before.keep(job)
    before.close()
    [found] = desk.printing.queue.jobs
    assert (found.state, found.done) == (PrintState.UNKNOWN, 1)
    assert printer.connections == 0
    desk.printing.queue.again("j")
    await desk.until_state("j", PrintState.PRINTED)
    assert [paper.large[-1].strip() for paper in printer.papers] == ["C7"]


async def test_a_job_that_is_not_wanted_any_more_is_forgotten(desk: Desk) -> None:
    gone = ReceiptPrinter()
    gone.close()
    job = await desk.print_tickets(gone.address)
    await desk.until(job.job_id, lambda job: job.tries > 0)
    desk.printing.queue.drop(job.job_id)
    await desk.printing.close()
    desk.printing = desk.started()
    assert desk.printing.queue.jobs == ()


@pytest.mark.usefixtures("brisk")
async def test_who_redirects_a_job_from_a_silent_printer_leaves_the_next_jobs_of_that_one_waiting(
    desk: Desk, printer: ReceiptPrinter
) -> None:
    silent = ReceiptPrinter()
    silent.stalls = True
    try:
        moved = await desk.print_tickets(silent.address)
        left = desk.printing.print_sold(await desk.sell(), What.TICKETS, silent.address)
        await asyncio.to_thread(silent.called.wait, WAIT_SECONDS)
        # It is asked whether it is ready, and does not answer.
        desk.printing.queue.again(moved.job_id, printer.address)
        await desk.until_state(moved.job_id, PrintState.PRINTED)
        assert (await desk.until(left.job_id, lambda job: job.tries > 0)).is_waiting
        silent.stalls = False
        await desk.until_state(left.job_id, PrintState.PRINTED)
        assert (len(printer.papers), len(silent.papers)) == (2, 2)
    finally:
        silent.close()


@pytest.mark.usefixtures("brisk")
async def test_a_job_dropped_while_its_printer_is_asked_does_not_stop_the_next_one(
    desk: Desk,
) -> None:
    silent = ReceiptPrinter()
    silent.stalls = True
    try:
        dropped = await desk.print_tickets(silent.address)
        left = desk.printing.print_sold(await desk.sell(), What.TICKETS, silent.address)
        await asyncio.to_thread(silent.called.wait, WAIT_SECONDS)
        desk.printing.queue.drop(dropped.job_id)
        await desk.until(left.job_id, lambda job: job.tries > 0)
        silent.stalls = False
        await desk.until_state(left.job_id, PrintState.PRINTED)
        assert len(silent.papers) == 2
    finally:
        silent.close()


@pytest.mark.usefixtures("brisk")
async def test_a_device_that_never_stops_talking_is_no_printer_and_holds_nobody_up(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Chatter:
        """Says something at every look, as a scale on the wrong port does."""

        def write(self, content: bytes) -> None:
            """It does not listen."""

        def read(self, seconds: float) -> bytes:
            time.sleep(0.0001)
            return b"\xff"

        def close(self) -> None:
            """Nothing is held."""

    monkeypatch.setattr(sessions, "opened", lambda printer: Chatter())
    job = await desk.print_tickets("serial:COM9:9600")
    late = await desk.until(job.job_id, lambda job: job.tries > 0)
    assert late.reason == "The printer COM9 does not answer."


@pytest.mark.usefixtures("brisk")
async def test_a_page_that_cannot_be_made_waits_for_a_person_and_the_next_one_is_printed(
    desk: Desk, printer: ReceiptPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail_once(*_: object) -> bytes:
        monkeypatch.undo()
        raise RuntimeError("a bug")

    monkeypatch.setattr(sessions, "page", fail_once)
    broken = await desk.print_tickets(printer.address)
    left = desk.printing.print_sold(await desk.sell(), What.TICKETS, printer.address)
    await desk.until_state(left.job_id, PrintState.PRINTED)
    assert (await desk.until_state(broken.job_id, PrintState.UNKNOWN)).done == 0


@pytest.mark.usefixtures("brisk")
async def test_a_printer_of_the_system_prints_only_what_a_receipt_printer_has_not(
    desk: Desk, printer: ReceiptPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[tuple[str, int]] = []

    def take(order: TicketOrder, name: str, first: int = 0) -> None:
        printed.append((name, first))

    monkeypatch.setattr(ticket_printer, "print_tickets", take)
    printer.drops_after = 1100
    job = await desk.print_tickets(printer.address)
    await desk.until_state(job.job_id, PrintState.UNKNOWN)
    desk.printing.queue.again(job.job_id, "Office LaserJet")
    await desk.until_state(job.job_id, PrintState.PRINTED)
    assert (len(printer.papers), printed) == (1, [("Office LaserJet", 1)])
