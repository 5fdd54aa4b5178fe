"""Tickets whose show was moved: which are to be printed anew, and printing them."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from boxoffice.counter.printing.orders import OrderSource
from boxoffice.counter.state import Sold
from boxoffice.counter.ticket_desk import Job, JobState, TicketDesk
from boxoffice.counter.words import translate
from boxoffice.model.booking import Ticket
from boxoffice.model.money import Money
from boxoffice.model.moving import MovedTicket
from boxoffice.model.show import ShowListing
from boxoffice.qtkit.formats import Formats
from boxoffice.rules.booking_number import spoken


class ReissueSource(OrderSource, Protocol):
    """The client's calls that reissuing needs."""

    async def tickets_to_reissue(self, theatre_id: str) -> tuple[MovedTicket, ...]: ...

    async def reprint(self, booking_id: str, after: int) -> tuple[Ticket, ...]: ...

    async def reissued(self, booking_id: str, serial: int) -> int: ...


@dataclass(frozen=True, slots=True)
class Reissue:
    """One booking's tickets that are to be printed anew."""

    listing: ShowListing
    tickets: tuple[MovedTicket, ...]

    @property
    def booking_id(self) -> str:
        return self.tickets[0].booking_id

    def cells(self, formats: Formats) -> tuple[str, ...]:
        """Day and time, title, booking, seats: as a line of a list says it."""
        starts_at = self.listing.show.starts_at
        day = formats.short_day(formats.local(starts_at).date())
        return (
            f"{day}, {formats.time(starts_at)}",
            self.listing.title,
            spoken(self.tickets[0].number),
            ", ".join(_becomes(ticket) for ticket in self.tickets),
        )


def heads() -> tuple[str, ...]:
    """What stands over the cells of a Reissue."""
    return (
        translate("counter", "Show"),
        translate("counter", "Title"),
        translate("counter", "Booking"),
        translate("counter", "Seats"),
    )


def as_text(reissues: Sequence[Reissue], formats: Formats) -> str:
    """The list as lines of cells with tabs between, as spreadsheets take them."""
    rows = (heads(), *(one.cells(formats) for one in reissues))
    return "".join("\t".join(row) + "\n" for row in rows)


class Reissues:
    """The list of one theatre."""

    def __init__(self, source: ReissueSource, theatre_id: str, desk: TicketDesk) -> None:
        """`desk` is for these tickets alone: what it says is of no sale."""
        self._source = source
        self._theatre_id = theatre_id
        self._desk = desk

    async def listed(self) -> tuple[Reissue, ...]:
        """By the time of their shows, then by booking."""
        moved = await self._source.tickets_to_reissue(self._theatre_id)
        show_ids = dict.fromkeys(ticket.show_id for ticket in moved)
        listings = await asyncio.gather(*map(self._source.listing, show_ids))
        by_id = dict(zip(show_ids, listings, strict=True))
        found = (
            Reissue(by_id[tickets[0].show_id], tickets)
            for tickets in (
                tuple(group) for _, group in groupby(moved, lambda ticket: ticket.booking_id)
            )
        )
        return tuple(sorted(found, key=lambda one: one.listing.show.starts_at))

    async def print_anew(self, one: Reissue, printer: str) -> Job:
        """Print all tickets of the booking on this printer, or as a PDF where none is named. It is
        off the list once there is paper; where printing failed it is to be printed once more."""
        source, booking_id = self._source, one.booking_id
        # By the serials on the list, so that two counters that have it make no print of each other
        # void. First of all: what is moved from now on makes this print void and stays listed.
        after = max(ticket.serial for ticket in one.tickets)
        tickets = await source.reprint(booking_id, after)
        booking = await source.booking(booking_id)
        layout = await source.layout((await source.listing(booking.show_id)).show.layout_id)
        nothing = Money(0, booking.total.currency)
        sold = Sold(booking, one.listing, layout, booking.total, nothing)
        job = await self._desk.reissue(sold, tickets, printer)
        if job.state in (JobState.PRINTED, JobState.READY):
            await source.reissued(booking_id, max(ticket.serial for ticket in tickets))
        return job


def _becomes(ticket: MovedTicket) -> str:
    """A1 → A9, or A1 where the seat is called the same."""
    return " → ".join(dict.fromkeys((ticket.printed_as, ticket.seat_id)))
