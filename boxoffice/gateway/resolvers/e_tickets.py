"""Tickets sent to people."""

from boxoffice.gateway.binding import Bindings
from boxoffice.gateway.request import Request
from boxoffice.model.errors import NoProvider
from boxoffice.model.user import Channel


async def send_tickets(request: Request, booking_id: str, to: str, idempotency_key: str) -> bool:
    """Have them sent, where anything is set up that carries them."""
    services = request.services
    contact = await services.users.contact(to)
    if not await services.notifications.reaches(contact.channel):
        what = "mail" if contact.channel is Channel.MAIL else "SMS"
        raise NoProvider(f"This cinema sends no {what}; whoever runs it can set it up.")
    return await services.bookings.send_tickets(booking_id, contact, idempotency_key)


BINDINGS = Bindings(roots={"Mutation.sendTickets": send_tickets})
