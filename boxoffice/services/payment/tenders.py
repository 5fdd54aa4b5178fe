"""What may be tendered: pure checks of a sale before anything is done for it."""

import hashlib
import json
from dataclasses import dataclass

from boxoffice.model.booking import Booking
from boxoffice.model.errors import BadInput, WrongAmount
from boxoffice.model.money import Money
from boxoffice.model.payment import MAX_AMOUNT_MINOR, Tender, TenderKind
from boxoffice.rules.plain import to_plain

MAX_TENDERS = 10
MAX_REFERENCE_LENGTH = 200
MAX_KEY_LENGTH = 200
#: How a booking is paid that costs nothing, as one of complimentary tickets alone does.
NOTHING = Tender(TenderKind.CASH, 0)


@dataclass(frozen=True, slots=True)
class Share:
    """What of a hold's price is paid with money, the rest with what lines of the booking
    `in_place_of` had cost."""

    due: Money
    in_place_of: str


def check_key(idempotency_key: str) -> None:
    """BadInput for a key that cannot be one."""
    if not 0 < len(idempotency_key) <= MAX_KEY_LENGTH or not idempotency_key.isprintable():
        raise BadInput(f"An idempotency key has 1 to {MAX_KEY_LENGTH} printable characters.")


def check_tenders(tenders: tuple[Tender, ...]) -> None:
    """BadInput or WrongAmount for tenders that no booking could be paid with."""
    if not 0 < len(tenders) <= MAX_TENDERS:
        raise BadInput(f"A sale is paid with 1 to {MAX_TENDERS} tenders.")
    for tender in tenders:
        _check_tender(tender)
    if sum(tender.kind is TenderKind.UPI for tender in tenders) > 1:
        raise BadInput("A sale has at most one part paid by UPI.")


def _check_tender(tender: Tender) -> None:
    if not 0 <= tender.amount_minor <= MAX_AMOUNT_MINOR:
        raise WrongAmount("Every tender must be more than nothing.")
    if not 0 <= tender.given_minor <= MAX_AMOUNT_MINOR:
        raise WrongAmount("The cash given cannot be that much.")
    if len(tender.reference) > MAX_REFERENCE_LENGTH or not tender.reference.isprintable():
        raise BadInput(f"A reference has at most {MAX_REFERENCE_LENGTH} printable characters.")
    if tender.kind is not TenderKind.CASH and tender.given_minor not in (0, tender.amount_minor):
        raise WrongAmount("Change is given for cash alone.")
    missing = _REFERENCES.get(tender.kind)
    if missing is not None and not tender.reference.strip():
        raise BadInput(missing)


def check_due(tenders: tuple[Tender, ...], booking: Booking, share: Share | None = None) -> None:
    """WrongAmount unless the tenders are exactly what is due, all or the `share` of an exchange,
    and the cash given covers them.

    A tender without `given_minor` was given exactly.
    """
    due = booking.total - booking.paid if share is None else share.due
    nothing = [tender for tender in tenders if tender.amount_minor == 0]
    if nothing and (due.amount_minor or tenders != (NOTHING,)):
        raise WrongAmount("Every tender must be more than nothing.")
    offered = Money(sum(tender.amount_minor for tender in tenders), due.currency)
    if offered != due:
        raise WrongAmount(f"The tenders come to {offered.words()}, but {due.words()} is due.")
    for tender in tenders:
        if 0 < tender.given_minor < tender.amount_minor:
            given = Money(tender.given_minor, due.currency)
            amount = Money(tender.amount_minor, due.currency)
            raise WrongAmount(f"{given.words()} given does not cover {amount.words()}.")


def check_difference(tenders: tuple[Tender, ...], due: Money) -> None:
    """BadInput or WrongAmount unless these pay just the difference of an exchange."""
    if tenders:
        check_tenders(tenders)
    offered = Money(sum(tender.amount_minor for tender in tenders), due.currency)
    if offered != due or any(tender.amount_minor == 0 for tender in tenders):
        raise WrongAmount(f"The tenders come to {offered.words()}, but {due.words()} is due.")


def body_digest(booking_id: str, tenders: tuple[Tender, ...]) -> str:
    """SHA-256 over everything a sale asks for, to know the same request again."""
    body = json.dumps([booking_id, to_plain(tenders)], separators=(",", ":"))
    return hashlib.sha256(body.encode()).hexdigest()


#: What must be written down of a tender, and how it is asked for.
_REFERENCES = {
    TenderKind.CARD_TERMINAL: "Enter the approval code that the card terminal shows.",
    TenderKind.VOUCHER: "Enter the voucher's code.",
}
