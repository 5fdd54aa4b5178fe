"""Makes the tickets of sales that are done: never before the sale, never in its way."""

import asyncio
import os
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from boxoffice.counter.patience import Patience
from boxoffice.counter.state import Sold
from boxoffice.counter.ticket_order import PrinterFailed, TicketOrder
from boxoffice.model.booking import Ticket
from boxoffice.model.errors import Refusal
from boxoffice.model.theatre import Theatre
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.tasks import Tasks


class JobState(StrEnum):
    """How far one booking's tickets are."""

    MAKING = "making"
    READY = "ready"
    PRINTED = "printed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Job:
    """One booking's tickets. `path` is the finished PDF, `reason` why it went no further."""

    sold: Sold
    state: JobState = JobState.MAKING
    path: Path | None = None
    printer: str = ""
    reason: str = ""


class TicketSource(Protocol):
    """The client's call that signed tickets come from."""

    async def tickets(self, booking_id: str) -> tuple[Ticket, ...]: ...


class TicketDesk(QObject):
    """`changed` carries a Job each time its state changes.

    With a `printer` named, tickets are printed as soon as they are made; without one they are
    kept as a PDF, and printed on `fallback_printer` only when somebody asks.
    """

    changed = Signal(object)

    def __init__(
        self,
        source: TicketSource,
        theatre: Theatre,
        formats: Formats,
        folder: Path,
        tasks: Tasks,
        printer: str = "",
    ) -> None:
        super().__init__()
        self.printer = printer
        self.fallback_printer = ""
        self._source = source
        self._theatre = theatre
        self._formats = formats
        self._folder = folder
        self._tasks = tasks
        self._orders: dict[str, TicketOrder] = {}
        self._patience = Patience(asyncio.sleep, lambda: None)

    def start(self, sold: Sold) -> None:
        """Make the tickets of a sale that is done."""
        self._tasks.start(self._make(Job(sold), self.printer))

    def again(self, job: Job) -> None:
        """Try again what failed, and print where there is a printer."""
        printer = self.printer or self.fallback_printer
        self._tasks.start(self._make(replace(job, reason=""), printer))

    async def reissue(self, sold: Sold, tickets: tuple[Ticket, ...], printer: str) -> Job:
        """Make tickets that take the place of older prints; answers the job as it ended."""
        self._orders = {sold.booking.booking_id: self._order_of(sold, tickets)}
        return await self._make(Job(sold), printer)

    async def save_as(self, job: Job, path: Path) -> None:
        """Keep a copy of the tickets elsewhere."""
        if job.path is not None:
            content = await asyncio.to_thread(job.path.read_bytes)
            await asyncio.to_thread(write_file, path, content)

    async def _make(self, job: Job, printer: str) -> Job:
        try:
            job = self._now(replace(job, state=JobState.MAKING))
            order = await self._order(job.sold)
            if job.path is None:
                path = self._folder / f"{job.sold.booking.number}.pdf"
                content = await asyncio.to_thread(_pdf_of, order)
                await asyncio.to_thread(write_file, path, content)
                job = replace(job, path=path)
            if printer:
                await asyncio.to_thread(_print, order, printer)
                return self._now(replace(job, state=JobState.PRINTED, printer=printer))
            return self._now(replace(job, state=JobState.READY))
        except (Refusal, PrinterFailed) as refusal:
            return self._now(replace(job, state=JobState.FAILED, reason=str(refusal)))
        except OSError as error:
            words = self.tr("The tickets cannot be written: {error}.")
            reason = words.format(error=error.strerror or str(error))
            return self._now(replace(job, state=JobState.FAILED, reason=reason))

    async def _order(self, sold: Sold) -> TicketOrder:
        booking_id = sold.booking.booking_id
        if booking_id not in self._orders:
            tickets = await self._patience.ask(lambda: self._source.tickets(booking_id))
            # Only the newest is kept: what is printed again is what was just sold.
            self._orders = {booking_id: self._order_of(sold, tickets)}
        return self._orders[booking_id]

    def _order_of(self, sold: Sold, tickets: tuple[Ticket, ...]) -> TicketOrder:
        letters = QFont(QApplication.font())
        return TicketOrder(self._theatre, self._formats, sold, tickets, letters)

    def _now(self, job: Job) -> Job:
        self.changed.emit(job)
        return job


def _pdf_of(order: TicketOrder) -> bytes:
    from boxoffice.counter.ticket_page import pdf_of  # noqa: PLC0415 (start-up time)

    return pdf_of(order)


def _print(order: TicketOrder, printer: str) -> None:
    from boxoffice.counter.ticket_printer import print_tickets  # noqa: PLC0415 (start-up time)

    print_tickets(order, printer)


def write_file(path: Path, content: bytes) -> None:
    """Put a whole file in place at once; nobody ever reads half a ticket."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
