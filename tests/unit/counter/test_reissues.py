"""Moved tickets leave the list when they are on paper, and never before."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from boxoffice.counter.printing.printing import Printing
from boxoffice.counter.reissue_list import save_list
from boxoffice.counter.reissues import Reissues, as_text
from boxoffice.counter.ticket_desk import JobState, TicketDesk
from boxoffice.model.booking import Booking, SeatChoice, Ticket
from boxoffice.model.layout import Layout
from boxoffice.model.moving import MovedTicket
from boxoffice.model.show import ShowListing
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.tasks import Tasks
from tests.clock import FakeClock
from tests.unit.counter.box_office_double import THEATRE, BoxOfficeDouble


class MovedOffice(BoxOfficeDouble):
    """A box office that moved a show in which seats were sold."""

    def __init__(self) -> None:
        super().__init__(FakeClock())
        self.serial, self.listed = 2, True
        self.sold: Booking | None = None

    async def sell(self) -> Booking:
        seats = (SeatChoice("C6", "adult"), SeatChoice("C7", "child"))
        self.sold = (await self.hold(10_001, seats, "token")).booking
        assert self.sold is not None
        return self.sold

    async def tickets_to_reissue(self, theatre_id: str) -> tuple[MovedTicket, ...]:
        sold = self.sold
        assert sold is not None
        if theatre_id != THEATRE.theatre_id or not self.listed:
            return ()
        return tuple(
            MovedTicket(
                sold.booking_id,
                line.line_id,
                "27K4M9TP",
                sold.show_id,
                was,
                line.seat_id,
                self.serial,
                FakeClock().now(),
                "admin",
            )
            for was, line in zip(("C5", "C7"), sold.lines, strict=True)
        )

    async def listing(self, show_id: int) -> ShowListing:
        return next(one for one in self.shows if one.show.show_id == show_id)

    async def booking(self, booking_id: str) -> Booking:
        assert self.sold is not None
        return self.sold

    async def layout(self, layout_id: str) -> Layout:
        return self.plan_layout

    async def tickets(self, booking_id: str) -> tuple[Ticket, ...]:
        assert self.sold is not None
        return tuple(
            Ticket(booking_id, line.line_id, line.seat_id, line.ticket_type, self.serial, "TEXT")
            for line in self.sold.lines
        )

    async def reprint(self, booking_id: str, after: int) -> tuple[Ticket, ...]:
        if after == self.serial:
            self.serial += 1
        return await self.tickets(booking_id)

    async def reissued(self, booking_id: str, serial: int) -> int:
        assert serial == self.serial
        self.listed = False
        return 2


@pytest.fixture
async def office(qapp: QApplication) -> MovedOffice:
    office = MovedOffice()
    await office.sell()
    return office


def reissues_of(office: MovedOffice, folder: Path) -> Reissues:
    tasks = Tasks()
    formats = Formats(THEATRE)
    printing = Printing(office, THEATRE, formats, folder / "jobs", FakeClock(), tasks)
    desk = TicketDesk(printing, folder, tasks)
    return Reissues(office, THEATRE.theatre_id, desk)


async def test_a_booking_is_listed_with_what_its_print_says_and_what_it_becomes(
    office: MovedOffice, tmp_path: Path
) -> None:
    (one,) = found = await reissues_of(office, tmp_path).listed()
    assert one.cells(Formats(THEATRE))[2:] == ("27K4 M9TP", "C5 → C6, C7")
    heads, line = as_text(found, Formats(THEATRE)).splitlines()
    assert heads == "Show\tTitle\tBooking\tSeats"
    assert line.split("\t")[3] == "C5 → C6, C7"


async def test_what_is_printed_anew_leaves_the_list(office: MovedOffice, tmp_path: Path) -> None:
    reissues = reissues_of(office, tmp_path)
    (one,) = await reissues.listed()
    job = await reissues.print_anew(one, "")
    assert (job.state, office.serial) == (JobState.READY, 3)
    assert job.path is not None
    assert job.path.read_bytes().startswith(b"%PDF")
    assert await reissues.listed() == ()


async def test_what_could_not_be_printed_stays_on_the_list(
    office: MovedOffice, tmp_path: Path
) -> None:
    reissues = reissues_of(office, tmp_path)
    (one,) = await reissues.listed()
    job = await reissues.print_anew(one, "Nope")
    assert job.state is JobState.FAILED
    (still,) = await reissues.listed()
    job = await reissues.print_anew(still, "")
    assert (job.state, office.serial) == (JobState.READY, 4)
    assert await reissues.listed() == ()


async def test_two_counters_with_the_same_list_make_no_print_of_each_other_void(
    office: MovedOffice, tmp_path: Path
) -> None:
    here, there = (reissues_of(office, tmp_path / name) for name in ("here", "there"))
    (mine,), (theirs,) = await here.listed(), await there.listed()
    await here.print_anew(mine, "")
    job = await there.print_anew(theirs, "")
    assert (job.state, office.serial) == (JobState.READY, 3)


async def test_the_list_is_kept_as_a_pdf(office: MovedOffice, tmp_path: Path) -> None:
    found = await reissues_of(office, tmp_path).listed()
    path = tmp_path / "list.pdf"
    save_list(found, Formats(THEATRE), path)
    assert path.read_bytes().startswith(b"%PDF")
    with pytest.raises(OSError, match="No such file"):
        save_list(found, Formats(THEATRE), tmp_path / "none" / "list.pdf")
