"""One theatre's printing at this desktop, made when it is first needed."""

import logging
import uuid
from functools import cached_property
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from boxoffice.counter.printing.job import PrintJob, What
from boxoffice.counter.printing.orders import Orders, OrderSource
from boxoffice.counter.state import Sold
from boxoffice.model.booking import Booking
from boxoffice.model.clock import Clock
from boxoffice.model.theatre import Theatre
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.tasks import Tasks

if TYPE_CHECKING:
    from boxoffice.counter.printing.queue import PrintQueue


_log = logging.getLogger(__name__)


class Printing:
    """Whoever prints gives a job to the `queue`, which lasts from one program to the next."""

    def __init__(
        self,
        source: OrderSource,
        theatre: Theatre,
        formats: Formats,
        folder: Path,
        clock: Clock,
        tasks: Tasks,
    ) -> None:
        """`folder` is where jobs are kept until they are printed."""
        self.orders = Orders(source, theatre, formats)
        self._folder = folder
        self._clock = clock
        self._tasks = tasks

    @cached_property
    def queue(self) -> "PrintQueue":
        from boxoffice.counter.printing.makers import Sessions  # noqa: PLC0415 (start-up time)
        from boxoffice.counter.printing.queue import PrintQueue  # noqa: PLC0415 (start-up time)
        from boxoffice.counter.printing.spool import Spool  # noqa: PLC0415 (start-up time)

        sessions = Sessions(self.orders)
        theatre_id = self.orders.theatre.theatre_id
        try:
            spool = Spool(self._folder)
        except OSError:
            _log.exception("print jobs are lost when this program ends")
            spool = Spool(Path(mkdtemp(prefix="boxoffice-print-jobs-")))
        queue = PrintQueue(spool, theatre_id, sessions, self._tasks)
        queue.start()
        return queue

    def print_sold(self, sold: Sold, what: What, printer: str) -> PrintJob:
        """Print something of a sale that is done."""
        return self.print_of(sold.booking, what, printer)

    def print_of(self, booking: Booking, what: What, printer: str) -> PrintJob:
        """Print something of a booking."""
        return self._add(
            PrintJob(
                uuid.uuid4().hex,
                self.orders.theatre.theatre_id,
                printer,
                what,
                booking.booking_id,
                booking.number,
                self._clock.now(),
            )
        )

    def print_test(self, printer: str) -> PrintJob:
        """Show that a printer is set up."""
        theatre_id, now = self.orders.theatre.theatre_id, self._clock.now()
        return self._add(PrintJob(uuid.uuid4().hex, theatre_id, printer, What.TEST, "", "", now))

    async def close(self) -> None:
        """Stop; what is not printed is left to the next program."""
        if "queue" in vars(self):
            await self.queue.close()

    def _add(self, job: PrintJob) -> PrintJob:
        self.queue.add(job)
        return job
