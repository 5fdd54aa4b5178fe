"""A cancelled show's bookings as they stand, joined from the services that know."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace

from boxoffice.model.booking import Booking, BookingState, Customer
from boxoffice.model.cancelled import (
    CancelledBooking,
    CancelledShow,
    Outcome,
    Remedy,
    Task,
    TaskState,
)
from boxoffice.model.letter import Letter
from boxoffice.model.payment import Payment
from boxoffice.model.people_services import NotificationService
from boxoffice.model.services import BookingService, PaymentService, ShowService, TheatreService
from boxoffice.model.show import ShowListing, ShowStatus
from boxoffice.model.theatre import Theatre
from boxoffice.model.user import Channel, Contact
from boxoffice.rules.cancelled import failure, goes_back, is_concerned, money_paid, outcome
from boxoffice.services.cancelled.words import letter
from boxoffice.stores.cancelled import Cancelling, read_cancelling, read_of_show
from boxoffice.stores.database import Database

Tasks = Mapping[Remedy, Task]
#: A booking that another one was exchanged for, with its show.
New = tuple[Booking, ShowListing]


class CancelledRows:
    """Reads; a show at a time."""

    def __init__(
        self,
        database: Database,
        shows: ShowService,
        theatres: TheatreService,
        bookings: BookingService,
        payments: PaymentService,
        notifications: NotificationService,
    ) -> None:
        self._database = database
        self._shows, self._theatres = shows, theatres
        self._bookings, self._payments = bookings, payments
        self._notifications = notifications

    async def of_show(self, show_id: int) -> CancelledShow:
        """A show's bookings by number; NotFound."""
        listing = await self._shows.listing(show_id)
        theatre = await self._theatres.get(listing.show.theatre_id)
        # What is asked for is read before what became of it: done is never shown as wanted.
        tasks = await self._database.read(read_of_show, show_id)
        noted = await self._database.read(read_cancelling, show_id)
        at = noted.at if noted else None
        every = await self._bookings.of_shows((show_id,))
        found = [one for one in every if is_concerned(one, at)]
        paid = await asyncio.gather(*(self._payments.of_booking(b.booking_id) for b in found))
        reached = [one for one in Channel if await self._notifications.reaches(one)]
        new = await self._new(tasks)
        rows = []
        for booking, payments in zip(found, paid, strict=True):
            asked: Tasks = tasks.get(booking.booking_id, {})
            row = _row(booking, payments, asked, contact_of(booking.customer, reached))
            words = _words(theatre, listing, noted, row, asked, new)
            rows.append(replace(row, subject=words.subject, words=words.text))
        return CancelledShow(
            show_id,
            listing.show.status is ShowStatus.CANCELLED,
            noted.reason if noted else "",
            noted.by if noted else "",
            at,
            tuple(sorted(rows, key=lambda row: row.number)),
        )

    async def _new(self, tasks: Mapping[str, Tasks]) -> Mapping[str, New]:
        """What bookings were moved to, by the id of the hold that it was."""
        held = tuple(
            one[Remedy.MOVE].hold_id
            for one in tasks.values()
            if Remedy.MOVE in one and one[Remedy.MOVE].hold_id
        )
        found = await self._bookings.get_many(held) if held else ()
        bookings = [one for one in found if one.state is BookingState.CONFIRMED]
        listings = {
            show_id: await self._shows.listing(show_id)
            for show_id in dict.fromkeys(one.show_id for one in bookings)
        }
        return {one.booking_id: (one, listings[one.show_id]) for one in bookings}


def contact_of(customer: Customer, reached: list[Channel]) -> Contact | None:
    """Where a customer is told something: by mail, else by SMS, where anything carries it."""
    known = {Channel.MAIL: customer.mail, Channel.SMS: customer.phone}
    return next((Contact(one, known[one]) for one in reached if known[one]), None)


def _row(
    booking: Booking, payments: tuple[Payment, ...], asked: Tasks, contact: Contact | None
) -> CancelledBooking:
    lines = booking.seats or booking.seat_lines
    notice, move = asked.get(Remedy.NOTIFY), asked.get(Remedy.MOVE)
    stands = outcome(booking, asked)
    return CancelledBooking(
        booking.booking_id,
        booking.number,
        booking.customer,
        tuple(line.seat_id for line in lines),
        money_paid(payments),
        stands,
        goes_back(payments),
        failure(asked) if stands is Outcome.FAILED else "",
        move.to_show_id if move and stands is Outcome.MOVED else 0,
        notice.state if notice else None,
        notice.reason if notice else "",
        contact.value if contact else "",
        "",
        "",
    )


def _words(
    theatre: Theatre,
    listing: ShowListing,
    noted: Cancelling | None,
    row: CancelledBooking,
    asked: Tasks,
    new: Mapping[str, New],
) -> Letter:
    """What a customer was told, or would be now."""
    notice, move = asked.get(Remedy.NOTIFY), asked.get(Remedy.MOVE)
    if notice is not None and notice.state is not TaskState.FAILED:
        return Letter(notice.subject, notice.text)
    there = new.get(move.hold_id) if move else None
    return letter(theatre, listing, noted.reason if noted else "", row, there)
