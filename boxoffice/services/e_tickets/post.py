"""Follows what Booking says, and sends tickets to whoever asked for them, once each time."""

import asyncio
import json
import logging
from datetime import timedelta

from boxoffice.model.booking import BookingState
from boxoffice.model.errors import NoProvider
from boxoffice.model.events import Event, EventKind
from boxoffice.model.letter import Letter
from boxoffice.model.people_services import NotificationService
from boxoffice.model.services import BookingService, ScreenService, ShowService, TheatreService
from boxoffice.model.user import Channel, Contact
from boxoffice.rules.booking_number import spoken
from boxoffice.services.e_tickets.paper import ETickets, e_ticket_pdf, moment
from boxoffice.services.e_tickets.reserved import reservation_letter

#: Tickets that arrive later than this after the start help nobody.
USEFUL_AFTER_START = timedelta(hours=1)

_log = logging.getLogger(__name__)


class ETicketPost:
    """Asks Booking, Show and Theatre what stands on the tickets, and hands Notification a letter
    under the event's own id."""

    def __init__(
        self,
        bookings: BookingService,
        shows: ShowService,
        screens: ScreenService,
        theatres: TheatreService,
        notifications: NotificationService,
    ) -> None:
        self._bookings = bookings
        self._shows = shows
        self._screens = screens
        self._theatres = theatres
        self._notifications = notifications

    async def heard(self, event: Event) -> None:
        """Send the tickets that an event asks for, and those of a booking that was paid to a
        customer whose address is known; tell who reserved until when. TryLater while too much
        waits to be sent."""
        told = json.loads(event.body)
        if event.kind is EventKind.TICKETS_WANTED:
            to = Contact(Channel(told["channel"]), told["to"])
            await self._send(event.event_id, told["booking_id"], to)
        elif event.kind is EventKind.RESERVATION_ENDS:
            await self._tell_reserved(told["booking_id"], is_last=True)
        elif event.kind is EventKind.BOOKING_CHANGED and told["state"] == BookingState.CONFIRMED:
            booking_id = told["booking_id"]
            mail = (await self._bookings.get(booking_id)).customer.mail
            if mail and await self._notifications.reaches(Channel.MAIL):
                # However often it changes afterwards.
                await self._send(f"confirmed:{booking_id}", booking_id, Contact(Channel.MAIL, mail))
        elif event.kind is EventKind.BOOKING_CHANGED and told.get("reserved"):
            await self._tell_reserved(told["booking_id"])

    async def _tell_reserved(self, booking_id: str, *, is_last: bool = False) -> None:
        """Say until when a reservation is kept, once for each deadline, where anybody can be
        told."""
        booking = await self._bookings.get(booking_id)
        until = booking.expires_at
        if not booking.reserved_by or booking.state is not BookingState.PENDING or until is None:
            return
        delivery_id = f"{'ends' if is_last else 'kept'}:{booking_id}:{int(until.timestamp())}"
        channels = ((Channel.MAIL, booking.customer.mail), (Channel.SMS, booking.customer.phone))
        for channel, contact in channels:
            if contact and await self._notifications.reaches(channel):
                letter = reservation_letter(
                    booking,
                    await self._shows.listing(booking.show_id),
                    await self._theatres.get(booking.theatre_id),
                    is_last=is_last,
                )
                await self._notifications.send(delivery_id, channel, contact, letter, until)
                return

    async def _send(self, delivery_id: str, booking_id: str, to: Contact) -> None:
        booking = await self._bookings.get(booking_id)
        if booking.state is not BookingState.CONFIRMED:
            _log.info("tickets of %s are not sent: it is %s", booking.number, booking.state.name)
            return
        listing = await self._shows.listing(booking.show_id)
        order = ETickets(
            booking,
            await self._bookings.tickets(booking.booking_id),
            listing,
            await self._screens.layout(listing.show.layout_id),
            await self._theatres.get(booking.theatre_id),
            await self._theatres.paper(booking.theatre_id),
        )
        until = order.listing.show.starts_at + USEFUL_AFTER_START
        letter = await asyncio.to_thread(_letter, order, to.channel)
        try:
            await self._notifications.send(delivery_id, to.channel, to.value, letter, until)
        except NoProvider:
            # It was set up when somebody asked; nobody waits for an answer any more.
            _log.warning("tickets of %s are not sent: no %s is set up", booking.number, to.channel)


def _letter(order: ETickets, channel: Channel) -> Letter:
    seats = ", ".join(dict.fromkeys(map(order.place, order.tickets)))
    number = spoken(order.booking.number)
    when = moment(order.starts_at)
    place = f"{order.heading}, {order.listing.screen_name}"
    subject = f"Your tickets: {order.listing.title}, {when}"
    if channel is Channel.SMS:
        return Letter(
            subject,
            f"{order.listing.title}, {when}, {place}, seats {seats}. Booking {number}: say it at"
            " the counter for your tickets.",
        )
    return Letter(
        subject,
        f"{order.listing.title}\n{when}\n{place}\nSeats {seats}\nBooking {number}\n\nYour tickets"
        " are in the PDF. Show the code at the door, on paper or on the screen. Each admits one"
        " person, once.\n",
        f"{order.booking.number}.pdf",
        e_ticket_pdf(order),
    )
