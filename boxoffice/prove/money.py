"""The rules of payments: what was captured, what was answered, and what the books say of both."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from math import inf

from boxoffice.model.booking import BookingState
from boxoffice.model.payment import PaymentState
from boxoffice.prove.history import Act, Books, Fault, History, Outcome


def answered_is_kept(history: History, books: Books) -> Iterator[Fault]:
    """Invariant 5: a confirmation that was answered is in the database."""
    for call in history.calls:
        if call.act is Act.PAY and call.outcome is Outcome.DONE:
            booking = books.bookings.get(call.booking_id)
            state = "missing" if booking is None else booking.state.name
            if state != BookingState.CONFIRMED.name:
                words = f"was answered as CONFIRMED and is {state} in the database"
                yield Fault("an answered confirmation is kept", words, call.booking_id)


def money_adds_up(_history: History, books: Books) -> Iterator[Fault]:
    """Invariants 2, 3 and 6: what was captured is what the booking's lines cost, once; what it did
    not take is given back."""
    captured: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for payment in books.payments:
        if payment.state is PaymentState.CAPTURED:
            captured[payment.booking_id][payment.currency] += payment.amount_minor
    for booking_id in books.bookings.keys() | captured.keys():
        booking = books.bookings.get(booking_id)
        due: dict[str, int] = {}
        if booking is not None and booking.state is BookingState.CONFIRMED:
            due = {booking.currency: sum(booking.prices_minor)}
            for what, minor in (("costs", booking.total_minor), ("has paid", booking.paid_minor)):
                if minor != sum(booking.prices_minor):
                    words = f"{what} {minor}, and its lines cost {sum(booking.prices_minor)}"
                    yield Fault("money adds up", words, booking_id)
        if captured[booking_id] != Counter(due):
            words = f"costs {due or 'nothing'}, and {dict(captured[booking_id])} was captured"
            yield Fault("money adds up", words, booking_id)


def acts_once(history: History, books: Books) -> Iterator[Fault]:
    """Invariant 6: a key pays one booking, and whoever was told so is told the same again."""
    paid: defaultdict[str, set[str]] = defaultdict(set)
    for payment in books.payments:
        paid[payment.key].add(payment.booking_id)
    for key, booking_ids in paid.items():
        if len(booking_ids) > 1:
            words = f"key {key} paid {len(booking_ids)} bookings"
            yield Fault("a command acts once", words, min(booking_ids))
    pays = [call for call in history.calls if call.act is Act.PAY and call.key]
    done_at: dict[str, float] = {}
    for call in pays:
        if call.outcome is Outcome.DONE:
            done_at[call.key] = min(call.answered_at, done_at.get(call.key, inf))
    for call in pays:
        if call.outcome is Outcome.REFUSED and call.asked_at > done_at.get(call.key, inf):
            words = f"was paid by key {call.key}, which was then refused: {call.code}"
            yield Fault("a command acts once", words, call.booking_id)
