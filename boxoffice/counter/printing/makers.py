"""Which printer prints what, and how: receipt printers get slips, printers of the system pages."""

from functools import partial

from boxoffice.counter.printing.address import Thermal, thermal
from boxoffice.counter.printing.blocks import Slip
from boxoffice.counter.printing.conversation import Hopeless
from boxoffice.counter.printing.job import PrintJob, What
from boxoffice.counter.printing.orders import Orders, letters
from boxoffice.counter.printing.raster import QtRaster
from boxoffice.counter.printing.sessions import Session, SystemSession, ThermalSession
from boxoffice.counter.printing.slips import credit_slip, receipt_slip, ticket_slip, trial_slip
from boxoffice.counter.ticket_order import TicketOrder
from boxoffice.model.errors import BadInput


class Sessions:
    """A boxoffice.counter.printing.queue.SessionMaker."""

    def __init__(self, orders: Orders) -> None:
        self._orders = orders

    async def session(self, job: PrintJob) -> Session:
        try:
            printer = thermal(job.printer)
        except BadInput as error:
            raise Hopeless(str(error)) from error
        if printer is not None:
            return ThermalSession(printer, await self._slips(job, printer), QtRaster(letters()))
        return await self._of_system(job)

    async def _slips(self, job: PrintJob, printer: Thermal) -> tuple[Slip, ...]:
        if job.what is What.TEST:
            return (await self._trial(printer.name),)
        if job.what is What.CREDIT_NOTE:
            return (credit_slip(await self._orders.credit_of(job.booking_id)),)
        order = await self._order(job)
        if job.what is What.RECEIPT:
            return (receipt_slip(order),)
        return tuple(ticket_slip(order, number) for number in range(len(order.tickets)))

    async def _trial(self, printer: str) -> Slip:
        return trial_slip(self._orders.theatre, await self._orders.template(), printer)

    async def _order(self, job: PrintJob) -> TicketOrder:
        return await self._orders.of(job.booking_id)

    async def _of_system(self, job: PrintJob) -> Session:
        from boxoffice.counter import ticket_printer  # noqa: PLC0415 (start-up time)

        if job.what is What.TICKETS:
            order = await self._order(job)
            # A receipt printer may have acknowledged some of them before it was sent here.
            left = partial(ticket_printer.print_tickets, order, job.printer, job.done)
            return SystemSession(left)
        if job.what is What.RECEIPT:
            slip = receipt_slip(await self._order(job))
        elif job.what is What.CREDIT_NOTE:
            slip = credit_slip(await self._orders.credit_of(job.booking_id))
        else:
            slip = await self._trial(job.printer)
        return SystemSession(partial(ticket_printer.print_slip, slip, letters(), job.printer))
