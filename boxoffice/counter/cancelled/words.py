"""Words about cancelled shows and their bookings."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from boxoffice.counter.shifts.words import tender_name
from boxoffice.model.cancelled import CancelledBooking, Outcome, TaskState
from boxoffice.model.show import ShowListing
from boxoffice.qtkit.formats import Formats
from boxoffice.rules.booking_number import spoken

#: Seats named in a line; the rest are counted.
SEATS_NAMED = 4
_CONTEXT = "Cancelled"


def tr(text: str, count: int = -1) -> str:
    """In the clerk's language."""
    return QCoreApplication.translate(_CONTEXT, text, None, count)


def when(listing: ShowListing, formats: Formats) -> str:
    """Sat 21 Nov, 7:15 PM."""
    at = listing.show.starts_at
    return f"{formats.day(formats.local(at).date())}, {formats.time(at)}"


def heads() -> tuple[str, ...]:
    """What stands over the cells of a booking."""
    return (
        tr("Booking"),
        tr("State"),
        tr("Paid"),
        tr("Seats"),
        tr("Told"),
        tr("Customer"),
        tr("Phone or mail"),
    )


def cells(row: CancelledBooking, formats: Formats) -> tuple[str, ...]:
    """A booking as a line of the list."""
    customer = row.customer
    paid = (f"{tender_name(one.kind)} {formats.short_money(one.amount)}" for one in row.money)
    return (
        spoken(row.number),
        outcome_name(row),
        ", ".join(paid),
        seats_words(row.seat_ids),
        told_name(row),
        customer.name,
        customer.phone or customer.mail,
    )


def seats_words(seat_ids: Sequence[str]) -> str:
    """A1, A2; A1, A2, A3 +37 where there are more."""
    more = len(seat_ids) - SEATS_NAMED
    named = ", ".join(seat_ids[:SEATS_NAMED])
    return f"{named} +{more}" if more > 0 else named


def outcome_name(row: CancelledBooking) -> str:
    """Refunded; Not done."""
    if row.outcome is Outcome.OPEN:
        return tr("Open") if row.goes_back else tr("Open: money at the counter")
    return {
        Outcome.UNPAID: tr("Waits for payment"),
        Outcome.UNDER_WAY: tr("Under way"),
        Outcome.FAILED: tr("Not done"),
        Outcome.REFUND_DUE: tr("On its way back"),
        Outcome.REFUNDED: tr("Refunded"),
        Outcome.MOVED: tr("Moved"),
    }[row.outcome]


def told_name(row: CancelledBooking) -> str:
    """Told; nothing while nobody asked for it."""
    match row.told:
        case TaskState.WAITING:
            return tr("Under way")
        case TaskState.DONE:
            return tr("Sent")
        case TaskState.FAILED:
            return tr("Not sent")
        case None:
            return ""


def row_note(row: CancelledBooking) -> str:
    """What there is to say of the booking that is chosen."""
    parts = [row.reason, row.untold]
    if row.outcome in (Outcome.OPEN, Outcome.FAILED) and not row.goes_back:
        parts.append(
            tr("Its cash or card money is given back at the counter, when its customer comes.")
        )
    if not row.contact and row.told is None:
        parts.append(
            tr("Nothing reaches its customer from here: no phone or mail, or none set up.")
        )
    return " ".join(part for part in parts if part)
