"""What is said of a ticket that was looked at."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication

from boxoffice.counter.doors.keeper import Kept
from boxoffice.model.booking import TicketCheck
from boxoffice.model.doors import Verdict
from boxoffice.model.show import ShowListing
from boxoffice.qtkit.formats import Formats
from boxoffice.rules.booking_number import spoken
from boxoffice.rules.ticket_text import TICKET_HOURS_AFTER_START

translate = QCoreApplication.translate
#: A list of the last minutes needs no date.
_DAY = timedelta(days=1)


def verdict_title(verdict: Verdict) -> str:
    """Whether it admits, to be read from two steps away."""
    if verdict is Verdict.ADMITS:
        return translate("doors", "Admits")
    return translate("doors", "Does not admit")


def reason(
    verdict: Verdict, ticket: TicketCheck | None, shows: Sequence[ShowListing], formats: Formats
) -> str:
    """Why not, and what is to be done; of one that admits, which show it is for."""
    show = show_of(ticket, shows, formats) if ticket is not None else ""
    words = {
        Verdict.ADMITS: show,
        Verdict.NO_TICKET: translate("doors", "What was scanned is no ticket of Box Office."),
        Verdict.NOT_OURS: translate("doors", "This ticket was not made by this theatre."),
        Verdict.FORGED: translate("doors", "This ticket is forged or altered: keep it."),
        Verdict.RETIRED_KEY: translate(
            "doors", "Its key was retired: find the booking (F4) and print the tickets anew."
        ),
        Verdict.OVER: translate("doors", "Its show is over: {show}."),
        Verdict.CANCELLED: translate("doors", "Its show was cancelled: {show}."),
        Verdict.PRINTED_ANEW: translate(
            "doors", "It was printed anew: only the newest print admits."
        ),
        Verdict.GIVEN_BACK: translate("doors", "Its seat was given back or exchanged."),
        Verdict.OTHER_DAY: translate("doors", "It is for another day: {show}."),
        Verdict.OTHER_SHOW: translate("doors", "It is for another show: {show}."),
    }
    return words[verdict].replace("{show}", show)


def show_of(ticket: TicketCheck, shows: Sequence[ShowListing], formats: Formats) -> str:
    """Sat 28 Nov, 19:00 and, as far as it is known here, which show that is."""
    starts_at = ticket.expires_at - timedelta(hours=TICKET_HOURS_AFTER_START)
    at = f"{formats.day(formats.local(starts_at).date())}, {formats.time(starts_at)}"
    known = next((one for one in shows if one.show.show_id == ticket.show_id), None)
    return f"{at}, {known.title}, {known.screen_name}" if known is not None else at


def booking_of(ticket: TicketCheck, seat_id: str) -> str:
    """Seat C7, booking ABCD 2345."""
    number = translate("doors", "booking {number}").format(number=spoken(ticket.booking_number))
    if not seat_id:
        return number
    return translate("doors", "Seat {seat}, {booking}").format(seat=seat_id, booking=number)


def list_age(kept: Kept | None, now: datetime, formats: Formats, *, is_away: bool) -> str:
    """How old the list is that tickets are checked by."""
    if kept is None:
        return translate("doors", "This counter has no list of tickets yet.")
    at = formats.time(kept.read_at)
    if now - kept.read_at >= _DAY:
        at = f"{formats.day(formats.local(kept.read_at).date())}, {at}"
    if not is_away:
        return translate("doors", "By the box office's list of {time}.").format(time=at)
    minutes = max(0, int((now - kept.read_at).total_seconds() // 60))
    words = translate("doors", "The box office does not answer: list of {time}, {minutes} min old.")
    return words.format(time=at, minutes=minutes)
