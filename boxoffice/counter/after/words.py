"""Words about bookings that are found again: their state, their lines, and their money."""

from PySide6.QtCore import QCoreApplication

from boxoffice.counter.after.desk import Account, Found
from boxoffice.counter.shifts.words import tender_name
from boxoffice.counter.words import basket_named
from boxoffice.model.booking import Booking, BookingState, Line, LineKind, LineState
from boxoffice.model.payment import Payment, PaymentState
from boxoffice.model.refund import Refund, RefundState
from boxoffice.model.terms import SaleTerms
from boxoffice.qtkit.formats import Formats
from boxoffice.rules.booking_number import spoken
from boxoffice.rules.reservations import waits_for_collection

_CONTEXT = "After"


def tr(text: str, count: int = -1) -> str:
    """In the clerk's language."""
    return QCoreApplication.translate(_CONTEXT, text, None, count)


def state_name(state: BookingState) -> str:
    """Paid; Refunded."""
    return {
        BookingState.HELD: tr("Held"),
        BookingState.PENDING: tr("Waits for payment"),
        BookingState.CONFIRMED: tr("Paid"),
        BookingState.CANCELLED: tr("Cancelled"),
        BookingState.EXPIRED: tr("Expired"),
        BookingState.REFUNDED: tr("Refunded"),
        BookingState.REFUND_PENDING: tr("Refund on its way"),
    }[state]


def show_words(found: Found | Account, formats: Formats) -> str:
    """Sat 21 Nov, 7:15 PM, Screen 2; nothing for what was sold without a seat."""
    if not found.booking.seat_lines:
        return ""
    show = found.listing.show
    day = formats.day(formats.local(show.starts_at).date())
    return f"{day}, {formats.time(show.starts_at)}, {found.listing.screen_name}"


def found_words(found: Found) -> str:
    """7Q4M 9XKD  Dune  A1, A2, Popcorn."""
    booking = found.booking
    title = found.listing.title if booking.seat_lines else ""
    parts = (spoken(booking.number), title, basket_named(booking))
    return "   ".join(part for part in parts if part)


def found_note(found: Found, formats: Formats) -> str:
    """Sat 21 Nov, 7:15 PM, Screen 2 · Asha Rao · ₹640 · Paid."""
    booking = found.booking
    parts = (
        show_words(found, formats),
        booking.customer.name or booking.customer.phone,
        formats.short_money(booking.total),
        state_name(booking.state),
        tr("to be collected") if waits_for_collection(booking, ()) else "",
    )
    return " · ".join(part for part in parts if part)


def collection_words(booking: Booking, formats: Formats, *, waits: bool) -> str:
    """That tickets wait, and what to look at first; or when they were handed over, by whom. Of a
    reservation, until when it is kept."""
    if booking.reserved_by and booking.state is BookingState.PENDING and booking.expires_at:
        until = booking.expires_at
        day = formats.day(formats.local(until).date())
        return tr("Reserved until {time}").format(time=f"{day}, {formats.time(until)}")
    if waits:
        name = booking.customer.name
        words = tr("To be collected. Ask for an ID in the name of {name}.")
        return words.format(name=name) if name else tr("To be collected. Ask for the number.")
    if booking.collected_at is None:
        return ""
    at = booking.collected_at
    when = f"{formats.day(formats.local(at).date())}, {formats.time(at)}"
    return tr("Collected {time}, handed over by {name}").format(
        time=when, name=booking.collected_by
    )


def line_name(line: Line, terms: SaleTerms) -> str:
    """A1 Adult; Booking fee."""
    if line.kind is not LineKind.SEAT:
        return line.name
    names = {one.code: one.name for one in terms.ticket_types}
    return f"{line.seat_id}   {names.get(line.ticket_type, line.ticket_type)}"


def line_lines(booking: Booking, terms: SaleTerms, formats: Formats) -> list[tuple[str, str]]:
    """Each line of a booking with its price, or what became of it."""
    gone = {
        LineState.REFUNDED: tr("given back"),
        LineState.SWAPPED: tr("exchanged"),
        LineState.RELEASED: tr("let go"),
    }
    return [
        (line_name(line, terms), gone.get(line.state) or formats.money(line.price))
        for line in booking.lines
    ]


def payment_lines(account: Account, formats: Formats) -> list[tuple[str, str]]:
    """Each payment, each part of one that was given back, and each credit note."""
    kinds = {one.payment_id: one.kind for one in account.payments}
    paid = [(_paid(one, formats), formats.money(one.amount)) for one in account.payments]
    back = [
        (_back(one, formats), formats.money(one.amount))
        for one in account.refunds
        if one.payment_id in kinds
    ]
    credited = [
        (tr("Credit note {number}").format(number=one.number), formats.money(one.amount))
        for one in account.credit_notes
    ]
    return paid + back + credited


def _paid(payment: Payment, formats: Formats) -> str:
    when = formats.time(payment.created_at)
    name = tender_name(payment.kind)
    words = {
        PaymentState.OPEN: tr("{tender}, {time}: not paid yet"),
        PaymentState.FAILED: tr("{tender}, {time}: failed"),
        PaymentState.CLOSED: tr("{tender}, {time}: closed"),
        PaymentState.REFUND_DUE: tr("{tender}, {time}: owed back"),
    }.get(payment.state, tr("{tender}, {time}"))
    return words.format(tender=name, time=when)


def _back(refund: Refund, formats: Formats) -> str:
    if refund.moved_to:
        words = tr("pays for another booking: {tender}, {time}")
        return words.format(tender=tender_name(refund.kind), time=formats.time(refund.at))
    is_done = refund.state is RefundState.DONE
    words = (
        tr("given back: {tender}, {time}") if is_done else tr("on its way back: {tender}, {time}")
    )
    return words.format(tender=tender_name(refund.kind), time=formats.time(refund.at))
