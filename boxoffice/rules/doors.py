"""Whether a ticket admits, by what a door knows without a network."""

from dataclasses import dataclass
from datetime import datetime

from boxoffice.model.booking import TicketCheck
from boxoffice.model.doors import DoorList, Verdict
from boxoffice.model.errors import BadInput
from boxoffice.rules.business_day import business_day
from boxoffice.rules.ticket_text import SignedTicket, read


@dataclass(frozen=True, slots=True)
class Door:
    """Where tickets are looked at: a theatre's clocks, and the show that people go in to (0: any of
    the day)."""

    time_zone: str
    day_ends_minute: int
    show_id: int = 0


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of looking at a ticket, and what it says where it is one of ours."""

    verdict: Verdict
    ticket: TicketCheck | None = None


def check(text: str, doors: DoorList, door: Door, now: datetime) -> Checked:
    """Whether the ticket with this text admits at this door."""
    try:
        signed = read(text)
    except BadInput:
        return Checked(Verdict.NO_TICKET)
    key = next((key for key in doors.keys if key.key_id == signed.ticket.key_id), None)
    if key is None:
        return Checked(Verdict.NOT_OURS)
    if not signed.is_signed_by(key.public_key):
        return Checked(Verdict.FORGED)
    if key.retired:
        return Checked(Verdict.RETIRED_KEY, signed.ticket)
    return Checked(_of_ours(signed, doors, door, now), signed.ticket)


def _of_ours(signed: SignedTicket, doors: DoorList, door: Door, now: datetime) -> Verdict:
    """The verdict on a ticket that a key signed which is not retired."""
    ticket = signed.ticket
    if ticket.expires_at < now:
        return Verdict.OVER
    if ticket.show_id in doors.cancelled:
        return Verdict.CANCELLED
    changed = next((one for one in doors.changed if one.number == ticket.booking_number), None)
    if changed is not None:
        serials = {seat.seat_uid: seat.serial for seat in changed.admits}
        if ticket.seat_uid not in serials:
            return Verdict.GIVEN_BACK
        if serials[ticket.seat_uid] != ticket.serial:
            return Verdict.PRINTED_ANEW
    days = [
        business_day(at, door.time_zone, door.day_ends_minute) for at in (signed.starts_at, now)
    ]
    if days[0] != days[1]:
        return Verdict.OTHER_DAY
    if door.show_id not in (0, ticket.show_id):
        return Verdict.OTHER_SHOW
    return Verdict.ADMITS
