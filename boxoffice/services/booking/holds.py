"""Holds: what the lock store keeps of them, and how they read as bookings."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from boxoffice.model.booking import (
    NOBODY,
    UNKNOWN_CUSTOMER,
    Booking,
    BookingState,
    Buyer,
    Customer,
    ItemChoice,
    Line,
    SeatChoice,
)
from boxoffice.model.money import Money
from boxoffice.rules.plain import from_plain, to_plain
from boxoffice.stores.locks import EndedLock, Lock

#: Holds that were read are at hand: each is read for a step or two more.
BODIES_KEPT = 1_024

# json.dumps would make one for each hold.
_encoder = json.JSONEncoder(separators=(",", ":"), check_circular=False)


@dataclass(frozen=True, slots=True)
class HoldTerms:
    """What a lock's body says: for whom, since when, and the lines at the prices offered.
    `asked` is the digest of what was first asked for; empty where no token came with it. `codes`
    are discount codes, also those that take nothing off these lines."""

    user_id: str
    theatre_id: str
    currency: str
    guest: bool
    created_at: datetime
    updated_at: datetime
    lines: tuple[Line, ...]
    asked: str = ""
    codes: tuple[str, ...] = ()
    buyer: Buyer = NOBODY
    customer: Customer = UNKNOWN_CUSTOMER


def digest_of(
    choices: Iterable[SeatChoice], codes: Iterable[str] = (), items: Iterable[ItemChoice] = ()
) -> str:
    """The same for the same seats, ticket types, codes and items in whatever order, and for no
    others."""
    chosen = sorted((choice.seat_id, choice.ticket_type) for choice in choices)
    chosen += sorted((code, "code") for code in codes)
    chosen += sorted((item.code, f"item {item.count}") for item in items)
    return hashlib.sha256(json.dumps(chosen).encode()).hexdigest()


def write_terms(terms: HoldTerms) -> str:
    """The terms as a lock's body."""
    return _encoder.encode(to_plain(terms))


def read_terms(lock: Lock) -> HoldTerms:
    """The terms in a lock's body."""
    return _read(lock.body)


@lru_cache(BODIES_KEPT)
def _read(body: str) -> HoldTerms:
    return from_plain(HoldTerms, json.loads(body))


def held_booking(lock: Lock, terms: HoldTerms) -> Booking:
    """A hold as the booking it may become; it has no number yet."""
    return Booking(
        booking_id=lock.booking_id,
        hold_id=lock.hold_id,
        number="",
        show_id=lock.show_id,
        theatre_id=terms.theatre_id,
        user_id=terms.user_id,
        state=BookingState.HELD,
        lines=terms.lines,
        total=Money(sum(line.price.amount_minor for line in terms.lines), terms.currency),
        paid=Money(0, terms.currency),
        created_at=terms.created_at,
        updated_at=terms.updated_at,
        expires_at=lock.ends_at,
        version=0,
        codes=terms.codes,
        buyer=terms.buyer,
        customer=terms.customer,
    )


def ended_booking(ended: EndedLock) -> Booking:
    """A hold that is over without ever being claimed, as it last was."""
    held = held_booking(ended.lock, read_terms(ended.lock))
    return replace(
        held,
        state=BookingState.CANCELLED if ended.released else BookingState.EXPIRED,
        updated_at=ended.lock.ends_at,
        expires_at=None,
    )
