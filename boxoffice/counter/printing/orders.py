"""What a print job prints, asked of the box office anew where this program did not sell it."""

import asyncio
from functools import cache
from typing import Protocol
from uuid import uuid4

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from boxoffice.counter.patience import Patience
from boxoffice.counter.state import Sold
from boxoffice.counter.ticket_order import CreditOrder, TicketOrder
from boxoffice.model.booking import Booking, Ticket
from boxoffice.model.errors import NotFound, Refusal
from boxoffice.model.layout import Layout
from boxoffice.model.money import Money
from boxoffice.model.paper import PaperTemplate
from boxoffice.model.payment import Payment, PaymentKind, PaymentState, Tender, TenderKind
from boxoffice.model.refund import CreditNote
from boxoffice.model.show import ShowListing
from boxoffice.model.theatre import Theatre
from boxoffice.qtkit.formats import Formats


class Templates(Protocol):
    """The client's calls about what stands on papers."""

    async def template(self, theatre_id: str) -> PaperTemplate: ...

    async def set_template(self, template: PaperTemplate) -> PaperTemplate: ...


class CreditSource(Protocol):
    """The client's calls about what was given back."""

    async def credit_notes(self, booking_id: str) -> tuple[CreditNote, ...]: ...


class OrderSource(Protocol):
    """The client's calls that tickets come from."""

    @property
    def after(self) -> CreditSource: ...

    @property
    def papers(self) -> Templates: ...

    async def tickets(self, booking_id: str) -> tuple[Ticket, ...]: ...

    async def listing(self, show_id: int) -> ShowListing: ...

    async def payments(self, booking_id: str) -> tuple[Payment, ...]: ...

    async def booking(self, booking_id: str) -> Booking: ...

    async def layout(self, layout_id: str) -> Layout: ...

    async def send_tickets(self, booking_id: str, to: str, key: str) -> None: ...


class Orders:
    """One theatre's. The newest is kept: what is printed again is mostly what was just sold."""

    def __init__(self, source: OrderSource, theatre: Theatre, formats: Formats) -> None:
        self.theatre = theatre
        self._source = source
        self._formats = formats
        self._template: PaperTemplate | None = None
        self._sold: Sold | None = None
        self._tickets: tuple[Ticket, ...] = ()
        self._asking = asyncio.Lock()
        self._patience = Patience(asyncio.sleep, lambda: None)

    def keep(self, sold: Sold, tickets: tuple[Ticket, ...] = ()) -> None:
        """This is what is printed next; without tickets they are asked for."""
        self._sold, self._tickets = sold, tickets

    async def of(self, booking_id: str) -> TicketOrder:
        """What there is to print of a booking, also of one sold by an earlier program; Refusal."""
        async with self._asking:
            sold, tickets = self._sold, self._tickets
            if sold is None or sold.booking.booking_id != booking_id:
                sold = await self._sold_before(booking_id)
                tickets = ()
            if not tickets:
                tickets = await self._patience.ask(lambda: self._source.tickets(booking_id))
            if self._sold is None or self._sold.booking.booking_id == booking_id:
                self.keep(sold, tickets)
            template = await self.template()
            return TicketOrder(self.theatre, self._formats, sold, tickets, letters(), template)

    async def credit_of(self, booking_id: str) -> CreditOrder:
        """The newest credit note of a booking; Refusal."""
        booking = await self._patience.ask(lambda: self._source.booking(booking_id))
        notes = await self._source.after.credit_notes(booking_id)
        if not notes:
            raise NotFound("Nothing of this booking was credited.")
        listing = await self._source.listing(booking.show_id)
        template = await self.template()
        return CreditOrder(
            self.theatre, self._formats, booking, listing, notes[-1], template, letters()
        )

    async def template(self, *, anew: bool = False) -> PaperTemplate:
        """What stands on the theatre's papers, asked for once; a plain one while nobody answers."""
        if self._template is None or anew:
            try:
                self._template = await self._source.papers.template(self.theatre.theatre_id)
            except Refusal:
                return self._template or PaperTemplate(self.theatre.theatre_id)
        return self._template

    async def set_template(self, template: PaperTemplate) -> PaperTemplate:
        """Have it stand on the papers of all counters; Refusal."""
        self._template = await self._source.papers.set_template(template)
        return self._template

    async def send(self, booking_id: str, to: str) -> None:
        """Have a booking's tickets sent, once however often the answer is lost; Refusal."""
        key = uuid4().hex
        await self._patience.ask(lambda: self._source.send_tickets(booking_id, to, key))

    async def _sold_before(self, booking_id: str) -> Sold:
        booking = await self._source.booking(booking_id)
        listing = await self._source.listing(booking.show_id)
        layout = await self._source.layout(listing.show.layout_id)
        tenders = _tenders(await self._source.payments(booking_id))
        change = sum(max(0, one.given_minor - one.amount_minor) for one in tenders)
        currency = booking.total.currency
        given = Money(change + sum(one.amount_minor for one in tenders), currency)
        return Sold(booking, listing, layout, given, Money(change, currency), tenders)


def _tenders(payments: tuple[Payment, ...]) -> tuple[Tender, ...]:
    """By what a booking was paid, as its payments say: without what went back of them since."""
    return tuple(
        Tender(
            TenderKind(one.kind.value),
            left,
            0 if one.refunded_minor else one.given_minor,
            one.reference,
        )
        for one in payments
        if one.state is PaymentState.CAPTURED and one.kind is not PaymentKind.ONLINE
        if (left := one.amount.amount_minor - one.refunded_minor)
    )


def letters() -> QFont:
    """The interface's font, which is the GUI thread's to ask for, with what it lacks."""
    made = QFont(QApplication.font())
    made.setFamilies([made.family(), *_families()])
    return made


@cache
def _families() -> tuple[str, ...]:
    """Letters of the scripts that people write titles in, which not every machine has."""
    from importlib.resources import files  # noqa: PLC0415 (start-up time)

    folder = files("boxoffice_resources") / "fonts"
    names = [f"NotoSansDevanagari-{cut}.ttf" for cut in ("Regular", "Bold")]
    loaded = [QFontDatabase.addApplicationFont(str(folder / name)) for name in names]
    found = (family for one in loaded for family in QFontDatabase.applicationFontFamilies(one))
    return tuple(dict.fromkeys(found))
