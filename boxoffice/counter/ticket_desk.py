"""Makes the tickets of sales that are done: never before the sale, never in its way."""

import asyncio
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from boxoffice.counter.files import write_whole
from boxoffice.counter.printing.job import PrintJob, PrintState, What
from boxoffice.counter.printing.printing import Printing
from boxoffice.counter.state import Sold
from boxoffice.counter.ticket_order import CreditOrder, TicketOrder
from boxoffice.model.booking import Booking, Ticket
from boxoffice.model.errors import Refusal
from boxoffice.model.refund import CreditNote
from boxoffice.qtkit.tasks import Tasks


class JobState(StrEnum):
    """How far one booking's tickets are. LATE: the printer does not take them yet; UNKNOWN: nobody
    knows whether they are on paper."""

    MAKING = "making"
    READY = "ready"
    PRINTING = "printing"
    LATE = "late"
    PRINTED = "printed"
    UNKNOWN = "unknown"
    FAILED = "failed"


#: Tickets that somebody must do something about.
STUCK = frozenset({JobState.LATE, JobState.UNKNOWN, JobState.FAILED})
_OF_PRINTING = {
    PrintState.WAITING: JobState.PRINTING,
    PrintState.SENDING: JobState.PRINTING,
    PrintState.PRINTED: JobState.PRINTED,
    PrintState.UNKNOWN: JobState.UNKNOWN,
    PrintState.FAILED: JobState.FAILED,
}


@dataclass(frozen=True, slots=True)
class Job:
    """One booking's tickets. `path` is the finished PDF, `reason` why it went no further,
    `print_id` the job that prints them, empty where none does."""

    sold: Sold
    state: JobState = JobState.MAKING
    path: Path | None = None
    printer: str = ""
    reason: str = ""
    print_id: str = ""


class TicketDesk(QObject):
    """`changed` carries a Job each time its state changes.

    With a `printer` named, tickets are printed as soon as they are sold; without one they are
    kept as a PDF, and printed on `fallback_printer` only when somebody asks.
    """

    changed = Signal(object)

    def __init__(self, printing: Printing, folder: Path, tasks: Tasks, printer: str = "") -> None:
        super().__init__()
        self.printer = printer
        self.fallback_printer = ""
        self._printing = printing
        self._folder = folder
        self._tasks = tasks
        self._listens = False
        #: Jobs that are not printed yet, by what prints them.
        self._open: dict[str, Job] = {}

    def start(self, sold: Sold) -> None:
        """Make the tickets of a sale that is done."""
        self._printing.orders.keep(sold)
        self._tasks.start(self._make(self._to_print(Job(sold), self.printer)))

    def again(self, job: Job) -> None:
        """Try again what failed, and print where there is a printer."""
        printer = self.printer or self.fallback_printer
        if job.print_id not in self._open:
            job = self._to_print(replace(job, reason=""), printer)
        elif printer:
            self._printing.queue.again(job.print_id, printer)
        else:
            self._printing.queue.drop(job.print_id)
            return
        self._tasks.start(self._make(job))

    async def reissue(self, sold: Sold, tickets: tuple[Ticket, ...], printer: str) -> Job:
        """Make tickets that take the place of older prints; answers the job as it ended. What the
        printer does not take now is not printed later."""
        self._printing.orders.keep(sold, tickets)
        asked = self._to_print(Job(sold), printer)
        job = await self._make(asked)
        if not asked.print_id:
            return job
        printed = await self._printing.queue.settled(asked.print_id)
        if printed is None:
            return replace(job, state=JobState.FAILED, reason=self.tr("It was not printed."))
        if printed.is_waiting:
            self._printing.queue.drop(job.print_id)
            printed = replace(printed, state=PrintState.FAILED)
        return _as_printed(job, printed)

    async def receipt(self, sold: Sold) -> Path:
        """Write the receipt of a sale as a PDF; Refusal, OSError."""
        order = await self._printing.orders.of(sold.booking.booking_id)
        path = self._folder / f"{sold.booking.number} {self.tr('receipt')}.pdf"
        await asyncio.to_thread(write_whole, path, await asyncio.to_thread(_receipt_of, order))
        return path

    async def credit_note(self, booking: Booking, note: CreditNote, printer: str) -> Path | None:
        """Print a booking's newest credit note; without a printer write it as a PDF, whose path is
        answered. Refusal, OSError."""
        if printer:
            self._printing.print_of(booking, What.CREDIT_NOTE, printer)
            return None
        order = await self._printing.orders.credit_of(booking.booking_id)
        path = self._folder / f"{note.number.replace('/', '-')}.pdf"
        await asyncio.to_thread(write_whole, path, await asyncio.to_thread(_credit_of, order))
        return path

    async def save_as(self, job: Job, path: Path) -> None:
        """Keep a copy of the tickets elsewhere."""
        if job.path is not None:
            content = await asyncio.to_thread(job.path.read_bytes)
            await asyncio.to_thread(write_whole, path, content)

    def _to_print(self, job: Job, printer: str) -> Job:
        """The job on its way to a printer, where one is named."""
        if not printer:
            return replace(job, print_id="")
        if not self._listens:
            self._printing.queue.changed.connect(self._printed)
            self._listens = True
        print_id = self._printing.print_sold(job.sold, What.TICKETS, printer).job_id
        return replace(job, print_id=print_id, printer=printer)

    async def _make(self, job: Job) -> Job:
        """Make the PDF; whatever becomes of it, printing goes on."""
        job = self._now(replace(job, state=JobState.MAKING))
        reason = ""
        try:
            if job.path is None:
                booking = job.sold.booking
                order = await self._printing.orders.of(booking.booking_id)
                path = self._folder / f"{booking.number}.pdf"
                content = await asyncio.to_thread(_pdf_of, order)
                await asyncio.to_thread(write_whole, path, content)
                job = replace(job, path=path)
        except Refusal as refusal:
            reason = str(refusal)
        except OSError as error:
            words = self.tr("The tickets cannot be written: {error}.")
            reason = words.format(error=error.strerror or str(error))
        if job.print_id:
            return self._now(_as_printed(job, self._printing.queue.job(job.print_id)))
        state = JobState.FAILED if reason else JobState.READY
        return self._now(replace(job, state=state, reason=reason))

    def _printed(self, printing: PrintJob) -> None:
        job = self._open.get(printing.job_id)
        if job is not None and job.state is not JobState.MAKING:
            self._now(_as_printed(job, self._printing.queue.job(printing.job_id)))

    def _now(self, job: Job) -> Job:
        if job.print_id:
            if job.state in (JobState.PRINTED, JobState.READY):
                self._open.pop(job.print_id, None)
            else:
                self._open[job.print_id] = job
        self.changed.emit(job)
        return job


def _as_printed(job: Job, printing: PrintJob | None) -> Job:
    """How far the tickets are, by the job that prints them; None when nobody wants it any more."""
    if printing is None:
        return replace(job, state=JobState.READY, reason="", print_id="")
    state = _OF_PRINTING[printing.state]
    if state is JobState.PRINTING and printing.reason:
        state = JobState.LATE
    return replace(job, state=state, printer=printing.printer, reason=printing.reason)


def _pdf_of(order: TicketOrder) -> bytes:
    from boxoffice.counter.ticket_page import pdf_of  # noqa: PLC0415 (start-up time)

    return pdf_of(order)


def _credit_of(order: CreditOrder) -> bytes:
    from boxoffice.counter.printing.slip_page import slip_pdf  # noqa: PLC0415 (start-up time)
    from boxoffice.counter.printing.slips import credit_slip  # noqa: PLC0415 (start-up time)

    return slip_pdf(credit_slip(order), order.letters)


def _receipt_of(order: TicketOrder) -> bytes:
    from boxoffice.counter.printing.slip_page import slip_pdf  # noqa: PLC0415 (start-up time)
    from boxoffice.counter.printing.slips import receipt_slip  # noqa: PLC0415 (start-up time)

    return slip_pdf(receipt_slip(order), order.letters)
