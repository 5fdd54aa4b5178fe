"""What the Booking service does for bookings that are sold. Arguments as in model.services."""

from typing import Protocol

from boxoffice.model.booking import (
    Booking,
    Customer,
    Ticket,
    TicketCheck,
)
from boxoffice.model.doors import DoorList, TicketKey
from boxoffice.model.moving import MovedTicket
from boxoffice.model.refund import (
    CreditNote,
    GivenBack,
)
from boxoffice.model.user import Contact


class SoldService(Protocol):
    """Tickets, who a booking is for, and what is given back or exchanged."""

    async def tickets(self, booking_id: str) -> tuple[Ticket, ...]:
        """The signed tickets of a CONFIRMED booking's active lines; WrongState before that."""
        ...

    async def reprint(self, booking_id: str, after: int, by: str) -> tuple[Ticket, ...]:
        """New tickets of a CONFIRMED booking; every older print stops admitting. `after` is the
        highest serial of its tickets before: asked once more, the same tickets are answered."""
        ...

    async def send_tickets(self, booking_id: str, to: Contact, idempotency_key: str) -> bool:
        """Have the tickets of a CONFIRMED booking sent to somebody, once for each key; True.
        WrongState before it is paid."""
        ...

    async def to_reissue(self, theatre_id: str) -> tuple[MovedTicket, ...]:
        """The tickets of a theatre whose prints admit no more since their show was moved, and that
        were not printed anew, by show and booking; those of shows that are over are left out."""
        ...

    async def reissued(self, booking_id: str, serial: int) -> int:
        """Note that a booking's tickets were printed up to this serial; answers how many of them
        were to be printed anew until now."""
        ...

    async def find(self, theatre_id: str, text: str) -> tuple[Booking, ...]:
        """A theatre's bookings by number, a ticket's text, phone, mail or name, newest first, a
        bounded number."""
        ...

    async def set_customer(self, booking_id: str, customer: Customer, by: str) -> Booking:
        """Keep who a hold or booking is for; what is empty is taken away. NotFound, HoldOver,
        BadInput."""
        ...

    async def credit_notes(self, booking_id: str) -> tuple[CreditNote, ...]:
        """What a booking's invoice was reduced by, oldest first."""
        ...

    async def give_back(
        self,
        booking_id: str,
        line_ids: tuple[str, ...],
        key: str,
        by: str,
        *,
        restocks: bool = False,
    ) -> GivenBack:
        """Give lines of a CONFIRMED booking back, once under the key, which answers what went then:
        their seats are free, and whoever has the money owes what they cost. With a ticket go its
        fees and items, which with `restocks` are in stock again; REFUND_PENDING when no line is
        left. What it cost has a credit note. NotFound, WrongState, BadInput, KeyReused."""
        ...

    async def exchange(
        self,
        booking_id: str,
        line_ids: tuple[str, ...],
        hold_id: str,
        due_minor: int,
        key: str,
        by: str,
        *,
        gives_back: bool = True,
    ) -> GivenBack:
        """Exchange lines of a CONFIRMED booking for what is held (`hold_id` is the hold's booking
        id), once under the key, in one transaction. In the same show the booking has the new lines;
        in another one, and where it was claimed and the difference paid into it before, what was
        held is a CONFIRMED booking. `due_minor` is the difference that is paid; WrongAmount when it
        is another one, NotAllowed where money would go back without `gives_back`. HoldOver,
        SeatsGone, and as `give_back`."""
        ...

    async def end_refund(self, booking_id: str) -> Booking:
        """All money of a REFUND_PENDING booking is back: REFUNDED. Any other is answered as it
        is."""
        ...

    async def check_ticket(self, text: str) -> TicketCheck:
        """What a ticket's text says; BadInput when it is forged, altered or no longer valid."""
        ...

    async def ticket_keys(self, theatre_id: str) -> tuple[TicketKey, ...]:
        """The keys that a theatre's tickets are and were signed with, oldest first."""
        ...

    async def rotate_key(self, theatre_id: str, before: str, by: str) -> tuple[TicketKey, ...]:
        """Let a new key sign in place of the one with the id `before` (empty: there is none),
        unless another does already; answers all. What was signed admits as before."""
        ...

    async def retire_key(self, theatre_id: str, key_id: str, by: str) -> tuple[TicketKey, ...]:
        """Let no ticket admit that this key has signed; where it still signs, a new one does from
        then on. Answers all, and the same when it was done already; NotFound."""
        ...

    async def door_list(self, theatre_id: str) -> DoorList:
        """What the doors of a theatre check tickets by, without asking anybody."""
        ...
