"""What providers said: kept before it is acted on, and acted on once."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from boxoffice.model.events import EventKind
from boxoffice.model.payment import PaymentState, ProviderMessage, TransactionStatus
from boxoffice.rules.provider_messages import Decision, Meaning, decide
from boxoffice.stores import payment_ledger as ledger
from boxoffice.stores.payment import MessageOutcome, messages
from boxoffice.stores.payment_notes import note_message
from boxoffice.stores.payment_reading import Kept, read_of_booking

_ONE = select(messages).where(messages.c.message_id == bindparam("message"))
_DUE = (
    select(messages.c.message_id)
    .where(messages.c.look_at <= bindparam("now"))
    .order_by(messages.c.look_at)
    .limit(bindparam("limit"))
)
_WAITING_OF = (
    select(messages.c.message_id)
    .where(messages.c.booking_id == bindparam("booking"))
    .where(messages.c.provider == bindparam("of_provider"))
    .where(messages.c.outcome == MessageOutcome.WAITING.value)
    .order_by(messages.c.received_at)
    .limit(bindparam("limit"))
)
_END = (
    update(messages)
    .where(messages.c.message_id == bindparam("message"))
    .values(outcome=bindparam("new_outcome"), look_at=None)
)
_POSTPONE = (
    update(messages)
    .where(messages.c.message_id == bindparam("message"))
    .where(messages.c.outcome == MessageOutcome.WAITING.value)
    .values(look_at=bindparam("again"), looks=messages.c.looks + 1)
)
_WRONG = (
    select(messages.c.message_id)
    .where(messages.c.message_id.in_(bindparam("these", expanding=True)))
    .where(messages.c.outcome == MessageOutcome.WRONG.value)
)
_LOOKS = select(messages.c.looks).where(messages.c.message_id == bindparam("message"))


@dataclass(frozen=True, slots=True)
class Said:
    """A message, and who said it."""

    provider: str
    message: ProviderMessage

    @property
    def message_id(self) -> str:
        """The same for the same words, however often and in whatever way they come."""
        message = self.message
        words = [
            self.provider,
            message.booking_id,
            message.transaction_id,
            message.status.value,
            message.amount_minor,
            message.currency,
            message.reference,
        ]
        return hashlib.sha256(json.dumps(words).encode()).hexdigest()


def keep(connection: Connection, said: Sequence[Said], body: bytes, at: datetime) -> bool:
    """Keep what is not known yet, to be acted on; whether there was anything new."""
    new = False
    for each in said:
        message = each.message
        if connection.execute(_ONE, {"message": each.message_id}).first() is not None:
            continue
        new = True
        connection.execute(
            insert(messages),
            {
                "message_id": each.message_id,
                "provider": each.provider,
                "booking_id": message.booking_id,
                "transaction_id": message.transaction_id,
                "status": message.status.value,
                "amount_minor": message.amount_minor,
                "currency": message.currency,
                "reference": message.reference,
                "body": body,
                "received_at": at,
                "outcome": MessageOutcome.WAITING.value,
                "look_at": at,
                "looks": 0,
            },
        )
    return new


def read_waiting(connection: Connection, now: datetime, limit: int) -> tuple[str, ...]:
    """Ids of messages to be acted on, the longest due first."""
    return tuple(connection.execute(_DUE, {"now": now, "limit": limit}).scalars())


def read_waiting_of(
    connection: Connection, booking_id: str, provider: str, limit: int
) -> tuple[str, ...]:
    """Ids of messages of a booking to be acted on, in the order they came."""
    of = {"booking": booking_id, "of_provider": provider, "limit": limit}
    return tuple(connection.execute(_WAITING_OF, of).scalars())


def read_said(connection: Connection, message_id: str) -> Said | None:
    """A message that waits to be acted on."""
    row = connection.execute(_ONE, {"message": message_id}).first()
    if row is None or row.outcome != MessageOutcome.WAITING:
        return None
    return _said(row)


def heed(
    connection: Connection,
    message_id: str,
    theatre_id: str,
    booking_number: str,
    second_id: str,
    actor: str,
    at: datetime,
) -> Meaning:
    """Act on a waiting message and answer what it meant.

    `second_id` becomes the id of a payment that it makes. `theatre_id` is told of a message that
    matches nothing; `booking_number` (empty: none) is what staff call its booking.
    """
    said = read_said(connection, message_id)
    if said is None:
        return Meaning.NOTHING
    kept = {
        each.payment.payment_id: each
        for each in read_of_booking(connection, said.message.booking_id)
        if each.payment.provider == said.provider
    }
    decision = decide(said.message, [each.payment for each in kept.values()])
    about = kept.get(decision.payment_id)
    outcome = MessageOutcome.DONE
    if about is not None:
        theatre_id = about.theatre_id
        _act(connection, said.message, decision, about, second_id, actor, at)
    if decision.meaning in _TROUBLES:
        outcome = _OUTCOMES[decision.meaning]
        facts = _facts(said, about) | {"booking_number": booking_number}
        kind = _TROUBLES[decision.meaning]
        booking_id = said.message.booking_id
        note_message(connection, message_id, kind, booking_id, theatre_id, facts, at)
    connection.execute(_END, {"message": message_id, "new_outcome": outcome.value})
    return decision.meaning


def any_wrong(connection: Connection, message_ids: Sequence[str]) -> bool:
    """Whether one of these messages was about another amount than was asked."""
    return connection.execute(_WRONG, {"these": list(message_ids)}).first() is not None


def postpone(connection: Connection, message_id: str, again: datetime) -> None:
    """Act on a waiting message later; acting on it has failed."""
    connection.execute(_POSTPONE, {"message": message_id, "again": again})


def read_looks(connection: Connection, message_id: str) -> int:
    """How often acting on a message has failed."""
    return connection.execute(_LOOKS, {"message": message_id}).scalar() or 0


_TROUBLES = {
    Meaning.WRONG: EventKind.AMOUNT_WRONG,
    Meaning.UNMATCHED: EventKind.PAYMENT_UNKNOWN,
}
_OUTCOMES = {
    Meaning.WRONG: MessageOutcome.WRONG,
    Meaning.UNMATCHED: MessageOutcome.UNMATCHED,
}


def _act(
    connection: Connection,
    message: ProviderMessage,
    decision: Decision,
    about: Kept,
    second_id: str,
    actor: str,
    at: datetime,
) -> None:
    if decision.meaning is Meaning.CAPTURE:
        ledger.capture(connection, about, message.transaction_id, actor, at)
    elif decision.meaning is Meaning.FAIL:
        ledger.end_open(connection, about, PaymentState.FAILED, message.transaction_id, at)
    elif decision.meaning is Meaning.SECOND:
        second = replace(
            about.payment,
            payment_id=second_id,
            given_minor=0,
            state=PaymentState.CAPTURED,
            created_at=at,
            transaction_id=message.transaction_id,
            payment_url="",
            upi_link="",
            message="",
        )
        ledger.capture_second(connection, about, second, actor, at)


def _facts(said: Said, about: Kept | None) -> dict[str, object]:
    """What staff are told: what was said, and what had been asked for."""
    asked = about.payment.amount if about else None
    return {
        "provider": said.provider,
        "payment_id": about.payment.payment_id if about else "",
        "booking_id": said.message.booking_id,
        "transaction_id": said.message.transaction_id,
        "amount_minor": said.message.amount_minor,
        "currency": said.message.currency,
        "asked_minor": asked.amount_minor if asked else None,
        "asked_currency": asked.currency if asked else None,
    }


def _said(row: Row[Any]) -> Said:
    message = ProviderMessage(
        booking_id=row.booking_id,
        transaction_id=row.transaction_id,
        status=TransactionStatus(row.status),
        amount_minor=row.amount_minor,
        currency=row.currency,
        reference=row.reference,
    )
    return Said(row.provider, message)
