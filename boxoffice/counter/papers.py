"""Tickets and the clerk: when they are made, and printing, opening and keeping them."""

import asyncio
import logging
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from boxoffice.counter.side import Side
from boxoffice.counter.state import SaleState, Sold, Stage
from boxoffice.counter.ticket_desk import Job, JobState, TicketDesk
from boxoffice.qtkit.commands import Command
from boxoffice.qtkit.tasks import Tasks

_log = logging.getLogger(__name__)


class Papers(QObject):
    """`changed` carries the newest Job whenever it gets further, `printer_changed` the name of the
    printer that was chosen, empty for PDF only, `printers_found` the names of those there are."""

    changed = Signal(object)
    printer_changed = Signal(str)
    printers_found = Signal(object)

    def __init__(self, desk: TicketDesk, side: Side, tasks: Tasks) -> None:
        super().__init__(side)
        self.last: Job | None = None
        self._desk = desk
        self._side = side
        self._tasks = tasks
        self._sold: Sold | None = None
        self._keys = {
            Qt.Key.Key_P: self.print_last,
            Qt.Key.Key_O: self.open_last,
            Qt.Key.Key_S: self.save_last,
        }
        desk.changed.connect(self._job_changed)
        side.print_asked.connect(self.print_last)
        side.open_asked.connect(self.open_last)
        side.save_asked.connect(self.save_last)

    def show_sale(self, state: SaleState) -> None:
        """Make the tickets of a sale as soon as it is done."""
        if state.sold is not None and state.sold is not self._sold:
            booking = state.sold.booking
            _log.info(
                "sold %s: %d seats, %d minor units of %s",
                booking.number,
                len(booking.seats),
                booking.total.amount_minor,
                booking.total.currency,
            )
            self._desk.start(state.sold)
        self._sold = state.sold

    def commands(self) -> tuple[Command, ...]:
        """What can be done with the newest tickets; the keys are those of a sale that is done."""
        made, why = self._is_made, self.tr("no tickets were made yet.")
        return (
            Command(
                self.tr("Print the tickets"), self.print_last, "P", lambda: self.last is not None,
                bound=False, why=why, key_acts=lambda: self._sold is not None or self._has_failed(),
            ),
            *(
                Command(
                    words, run, key, made,
                    bound=False, why=why, key_acts=lambda: self._sold is not None,
                )
                for words, run, key in (
                    (self.tr("Open the tickets"), self.open_last, "O"),
                    (self.tr("Save the tickets as"), self.save_last, "S"),
                )
            ),
        )  # fmt: skip

    def take(self, key: Qt.Key, state: SaleState) -> bool:
        """Act on a key that is about tickets just now."""
        again = key == Qt.Key.Key_P and self._has_failed()
        if key in self._keys and (state.stage is Stage.DONE or again):
            self._keys[key]()
            return True
        return False

    def print_last(self) -> None:
        """Print the newest tickets, or try again what failed."""
        if self.last is not None and self.last.state is not JobState.MAKING:
            self._desk.again(self.last)

    def open_last(self) -> None:
        """Show the newest tickets in the system's own viewer."""
        if self.last is not None and self.last.path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.last.path)))

    def save_last(self) -> None:
        """Ask where to keep a copy of the newest tickets; the counter goes on meanwhile."""
        job = self.last
        if job is None or job.path is None:
            return
        dialog = QFileDialog(self._side, self.tr("Save tickets"), job.path.name, "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(
            lambda name: self._tasks.start(self._desk.save_as(job, Path(name)))
        )
        dialog.open()

    async def find_printers(self) -> tuple[str, ...]:
        """The machine's printers as they are now; `printers_found` carries them too."""
        names, default = await asyncio.to_thread(_printers)
        self._side.offer_print(possible=bool(names))
        if names and not self._desk.printer:
            self._desk.fallback_printer = default or names[0]
        self.printers_found.emit(names)
        return names

    def choose_printer(self, printer: str) -> None:
        """Print on this one from now on, or on none for an empty name."""
        self._desk.printer = printer
        self.printer_changed.emit(printer)

    def _has_failed(self) -> bool:
        return self.last is not None and self.last.state is JobState.FAILED

    def _is_made(self) -> bool:
        return self.last is not None and self.last.path is not None

    def _job_changed(self, job: Job) -> None:
        if job.state is not JobState.MAKING:
            number, outcome = job.sold.booking.number, job.reason or job.printer or job.path
            _log.info("tickets of %s %s: %s", number, job.state, outcome)
        self.last = job
        self._side.show_job(job)
        self.changed.emit(job)


def _printers() -> tuple[tuple[str, ...], str]:
    from boxoffice.counter import ticket_printer  # noqa: PLC0415 (start-up time)

    return ticket_printer.printer_names(), ticket_printer.default_printer()
