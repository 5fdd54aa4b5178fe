"""Tickets and the clerk: when they are made, and printing, opening and keeping them."""

import asyncio
import logging
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from boxoffice.counter.printing.address import Thermal, drawer_printer
from boxoffice.counter.printing.job import What
from boxoffice.counter.printing.printing import Printing
from boxoffice.counter.side import Side
from boxoffice.counter.state import SaleState, Sold, Stage
from boxoffice.counter.ticket_desk import STUCK, Job, JobState, TicketDesk
from boxoffice.counter.ticket_order import PrinterFailed
from boxoffice.model.payment import TenderKind
from boxoffice.qtkit.commands import Command
from boxoffice.qtkit.tasks import Tasks

_log = logging.getLogger(__name__)


class Papers(QObject):
    """`changed` carries the newest Job whenever it gets further, `printer_changed` the name of the
    printer that was chosen, empty for PDF only, `printers_found` the names of those there are,
    `drawer_failed` why the drawer stays shut."""

    changed = Signal(object)
    printer_changed = Signal(str)
    printers_found = Signal(object)
    drawer_failed = Signal(str)

    def __init__(self, desk: TicketDesk, printing: Printing, side: Side, tasks: Tasks) -> None:
        super().__init__(side)
        self.last: Job | None = None
        self._desk = desk
        self._printing = printing
        self._side = side
        self._tasks = tasks
        self._sold: Sold | None = None
        self._keys = {
            Qt.Key.Key_P: self.print_last,
            Qt.Key.Key_O: self.open_last,
            Qt.Key.Key_S: self.save_last,
            Qt.Key.Key_R: self.print_receipt,
            Qt.Key.Key_E: side.ask_where,
        }
        desk.changed.connect(self._job_changed)
        side.print_asked.connect(self.print_last)
        side.open_asked.connect(self.open_last)
        side.send_asked.connect(self.send_to)
        side.receipt_asked.connect(self.print_receipt)
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
            if any(one.kind is TenderKind.CASH for one in state.sold.tenders):
                # First of all: the change is in there, and printing may take its time.
                self.open_drawer()
            if booking.customer.collects:
                # Whoever collects them has them printed then.
                self.last = None
            elif booking.seats:
                self._desk.start(state.sold)
            if self._desk.printer and (booking.buyer.gstin or not booking.seats):
                # A firm's invoice; and what there is no ticket of, has its paper too.
                self._printing.print_sold(state.sold, What.RECEIPT, self._desk.printer)
        self._sold = state.sold

    def commands(self) -> tuple[Command, ...]:
        """What can be done with the newest tickets; the keys are those of a sale that is done."""
        made, why = self._is_made, self.tr("no tickets were made yet.")
        return (
            Command(
                self.tr("Print the tickets"), self.print_last, "P", lambda: self.last is not None,
                bound=False, why=why, key_acts=lambda: self._sold is not None or self._is_stuck(),
            ),
            *(
                Command(
                    words, run, key, made,
                    bound=False, why=why, key_acts=lambda: self._sold is not None,
                )
                for words, run, key in (
                    (self.tr("Open the tickets"), self.open_last, "O"),
                    (self.tr("Save the tickets as"), self.save_last, "S"),
                    (self.tr("Print the receipt"), self.print_receipt, "R"),
                    (self.tr("Send the tickets to…"), self._side.ask_where, "E"),
                )
            ),
        )  # fmt: skip

    def take(self, key: Qt.Key, state: SaleState) -> bool:
        """Act on a key that is about tickets just now."""
        again = key == Qt.Key.Key_P and self._is_stuck()
        if key not in self._keys or not (state.stage is Stage.DONE or again):
            return False
        no_tickets = state.sold is not None and not state.sold.booking.seats
        if no_tickets and not again:
            if key in (Qt.Key.Key_P, Qt.Key.Key_R):
                self.print_receipt()
            else:
                self._side.remark(self.tr("There are no tickets in this sale; R prints a receipt."))
            return True
        self._keys[key]()
        return True

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
        # What an earlier program left is printed on.
        _ = self._printing.queue
        names, default = await asyncio.to_thread(_printers)
        self._side.offer_print(possible=bool(names))
        if names and not self._desk.printer:
            self._desk.fallback_printer = default or names[0]
        self.printers_found.emit(names)
        return names

    @property
    def printer(self) -> str:
        """Where tickets go, or would go if somebody asked; empty where there is no printer."""
        return self._desk.printer or self._desk.fallback_printer

    def print_receipt(self) -> None:
        """Print the receipt of the sale that is done; as a PDF where there is no printer."""
        if self._sold is not None:
            self._tasks.start(self._print_receipt(self._sold))

    def send_to(self, to: str) -> None:
        """Have the tickets of the sale that is done sent to somebody."""
        sold = self._sold
        if sold is not None:
            self._tasks.start(
                self._send_to(sold, to), lambda refusal: self._side.remark(str(refusal))
            )

    async def _send_to(self, sold: Sold, to: str) -> None:
        await self._printing.orders.send(sold.booking.booking_id, to)
        self._side.remark(self.tr("The tickets are on their way to {to}.").format(to=to))

    def open_drawer(self) -> None:
        """Open the drawer, where one hangs on the printer; who cannot be helped is told."""
        printer = drawer_printer(self._desk.printer)
        if printer is not None:
            self._tasks.start(self._open_drawer(printer))

    async def _open_drawer(self, printer: Thermal) -> None:
        try:
            await self._printing.queue.open_drawer(printer)
        except PrinterFailed as failure:
            words = self.tr("The drawer was not opened. {reason}")
            self.drawer_failed.emit(words.format(reason=failure))

    async def _print_receipt(self, sold: Sold) -> None:
        if self.printer:
            self._printing.print_sold(sold, What.RECEIPT, self.printer)
            return
        path = await self._desk.receipt(sold)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def choose_printer(self, printer: str) -> None:
        """Print on this one from now on, or on none for an empty name."""
        self._desk.printer = printer
        self.printer_changed.emit(printer)

    def _is_stuck(self) -> bool:
        return self.last is not None and self.last.state in STUCK

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
