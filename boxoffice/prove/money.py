"""The rules of payments: what was captured, what was answered, and what the books say of both."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from math import inf

from boxoffice.model.booking import BookingState
from boxoffice.model.payment import PaymentState
from boxoffice.prove.history import Act, Books, Fault, History, KeptBooking, Outcome


def answered_is_kept(history: History, books: Books) -> Iterator[Fault]:
    """Invariant 5: a confirmation that was answered is in the database."""
    for call in history.calls:
        if call.act is Act.PAY and call.outcome is Outcome.DONE:
            booking = books.bookings.get(call.booking_id)
            state = "missing" if booking is None else booking.state.name
            if state != BookingState.CONFIRMED.name and not (booking and is_given_back(booking)):
                words = f"was answered as CONFIRMED and is {state} in the database"
                yield Fault("an answered confirmation is kept", words, call.booking_id)


def money_adds_up(_history: History, books: Books) -> Iterator[Fault]:
    """Invariants 2, 3 and 6: what was captured is what the booking's lines cost, once; what it did
    not take is given back."""
    captured: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for payment in books.payments:
        if payment.state is PaymentState.CAPTURED:
            captured[payment.booking_id][payment.currency] += payment.kept_minor
    for booking_id in books.bookings.keys() | captured.keys():
        booking = books.bookings.get(booking_id)
        due: dict[str, int] = {}
        if booking is not None and booking.state is BookingState.CONFIRMED:
            due = {booking.currency: sum(booking.prices_minor)}
            for what, minor in (("costs", booking.total_minor), ("has paid", booking.paid_minor)):
                if minor != sum(booking.prices_minor):
                    words = f"{what} {minor}, and its lines cost {sum(booking.prices_minor)}"
                    yield Fault("money adds up", words, booking_id)
        # A currency of which nothing is kept is none.
        if +captured[booking_id] != +Counter(due):
            words = f"costs {due or 'nothing'}, and {dict(captured[booking_id])} was captured"
            yield Fault("money adds up", words, booking_id)


def is_given_back(booking: KeptBooking) -> bool:
    """Whether a booking was paid, and all of it given back."""
    over = booking.state in (BookingState.REFUND_PENDING, BookingState.REFUNDED)
    return over and bool(booking.given_back) and not booking.seats


def given_back_as_asked(history: History, books: Books) -> Iterator[Fault]:
    """Invariants 2, 6 and 7: only what its owner asked for is given back, all of that which was
    answered, and a booking whose money is back has no ticket left."""
    asked: defaultdict[str, set[str]] = defaultdict(set)
    told: defaultdict[str, set[str]] = defaultdict(set)
    for call in history.calls:
        if call.act is Act.REFUND and call.outcome is not Outcome.REFUSED:
            asked[call.booking_id] |= set(call.seats)
            if call.outcome is Outcome.DONE:
                told[call.booking_id] |= set(call.seats)
    for booking in books.bookings.values():
        gone = set(booking.given_back)
        if not told[booking.booking_id] <= gone <= asked[booking.booking_id]:
            words = (
                f"gave {sorted(gone)} back, asked for {sorted(asked[booking.booking_id])} and"
                f" answered {sorted(told[booking.booking_id])}"
            )
            yield Fault("given back as asked", words, booking.booking_id)
        if booking.state is BookingState.REFUNDED and not is_given_back(booking):
            yield Fault("given back as asked", "is REFUNDED and has tickets", booking.booking_id)
    for payment in books.payments:
        if not 0 <= payment.refunded_minor <= payment.amount_minor:
            words = f"of {payment.amount_minor} {payment.refunded_minor} went back"
            yield Fault("given back as asked", words, payment.booking_id)


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
