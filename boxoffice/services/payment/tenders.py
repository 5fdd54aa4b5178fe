"""What may be tendered: pure checks of a sale before anything is done for it."""

import hashlib
import json

from boxoffice.model.booking import Booking
from boxoffice.model.errors import BadInput, NoProvider, WrongAmount
from boxoffice.model.money import Money, minor_digits
from boxoffice.model.payment import MAX_AMOUNT_MINOR, Tender, TenderKind
from boxoffice.rules.plain import to_plain

MAX_TENDERS = 10
MAX_REFERENCE_LENGTH = 200
MAX_KEY_LENGTH = 200


def check_key(idempotency_key: str) -> None:
    """BadInput for a key that cannot be one."""
    if not 0 < len(idempotency_key) <= MAX_KEY_LENGTH or not idempotency_key.isprintable():
        raise BadInput(f"An idempotency key has 1 to {MAX_KEY_LENGTH} printable characters.")


def check_tenders(tenders: tuple[Tender, ...]) -> None:
    """BadInput, NoProvider or WrongAmount for tenders that no booking could be paid with."""
    if not 0 < len(tenders) <= MAX_TENDERS:
        raise BadInput(f"A sale is paid with 1 to {MAX_TENDERS} tenders.")
    for tender in tenders:
        if tender.kind is not TenderKind.CASH:
            raise NoProvider(f"{_NAMES[tender.kind]} is not set up at this cinema. Take cash.")
        if not 0 < tender.amount_minor <= MAX_AMOUNT_MINOR:
            raise WrongAmount("Every tender must be more than nothing.")
        if not 0 <= tender.given_minor <= MAX_AMOUNT_MINOR:
            raise WrongAmount("The cash given cannot be that much.")
        if len(tender.reference) > MAX_REFERENCE_LENGTH or not tender.reference.isprintable():
            raise BadInput(f"A reference has at most {MAX_REFERENCE_LENGTH} printable characters.")


def check_due(tenders: tuple[Tender, ...], booking: Booking) -> None:
    """WrongAmount unless the tenders are exactly what is due, and the cash given covers them.

    A tender without `given_minor` was given exactly.
    """
    due = booking.total - booking.paid
    offered = Money(sum(tender.amount_minor for tender in tenders), due.currency)
    if offered != due:
        raise WrongAmount(f"The tenders come to {_words(offered)}, but {_words(due)} is due.")
    for tender in tenders:
        if 0 < tender.given_minor < tender.amount_minor:
            given = Money(tender.given_minor, due.currency)
            amount = Money(tender.amount_minor, due.currency)
            raise WrongAmount(f"{_words(given)} given does not cover {_words(amount)}.")


def body_digest(booking_id: str, tenders: tuple[Tender, ...]) -> str:
    """SHA-256 over everything a sale asks for, to know the same request again."""
    body = json.dumps([booking_id, to_plain(tenders)], separators=(",", ":"))
    return hashlib.sha256(body.encode()).hexdigest()


_NAMES = {
    TenderKind.CASH: "Cash",
    TenderKind.CARD_TERMINAL: "The card terminal",
    TenderKind.UPI: "UPI",
    TenderKind.VOUCHER: "The voucher",
}


def _words(amount: Money) -> str:
    """An amount as a clerk reads it: “INR 640.00”."""
    return f"{amount.currency} {amount.major():,.{minor_digits(amount.currency)}f}"
