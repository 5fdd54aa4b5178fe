"""Messages on their way to people, in SQL: each taken by one sender at a time."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from boxoffice.model.letter import Letter
from boxoffice.model.user import Channel
from boxoffice.stores.notification import deliveries

_THIS = deliveries.c.delivery_id == bindparam("this")
_KNOWN = select(deliveries.c.delivery_id).where(_THIS)
_ADD = insert(deliveries)
_COUNT = (
    select(func.count()).select_from(deliveries).where(deliveries.c.state == bindparam("as_what"))
)
_DUE = (
    select(deliveries)
    .where(
        deliveries.c.state == bindparam("as_what"),
        deliveries.c.due_at <= bindparam("now", type_=deliveries.c.due_at.type),
    )
    .order_by(deliveries.c.due_at)
    .limit(bindparam("most"))
)
_NEXT = (
    select(deliveries.c.due_at)
    .where(deliveries.c.state == bindparam("as_what"))
    .order_by(deliveries.c.due_at)
    .limit(1)
)
_TAKE = (
    update(deliveries)
    .where(
        _THIS,
        deliveries.c.state == bindparam("as_what"),
        deliveries.c.due_at <= bindparam("now", type_=deliveries.c.due_at.type),
    )
    .values(
        due_at=bindparam("again_at", type_=deliveries.c.due_at.type),
        tries=deliveries.c.tries + 1,
    )
)
_PUT_OFF = (
    update(deliveries)
    .where(_THIS)
    .values(due_at=bindparam("again_at", type_=deliveries.c.due_at.type))
)
_END = update(deliveries).where(_THIS).values(state=bindparam("end"), code="", text="", file=None)
_FORGET = delete(deliveries).where(
    deliveries.c.state != bindparam("as_what"),
    deliveries.c.until <= bindparam("before", type_=deliveries.c.until.type),
)


_NO_LETTER = Letter("", "")


class DeliveryState(StrEnum):
    """Where a message is."""

    WAITING = "waiting"
    SENT = "sent"
    REFUSED = "refused"
    TOO_LATE = "too_late"


@dataclass(frozen=True, slots=True)
class Delivery:
    """A code or a letter on its way to a contact; it is useless after `until`. `tries` were made so
    far."""

    delivery_id: str
    channel: Channel
    contact: str
    code: str
    until: datetime
    tries: int = 0
    letter: Letter | None = None


def add(connection: Connection, delivery: Delivery, now: datetime) -> bool:
    """Keep a delivery that is due at once; False when it is known already."""
    if connection.execute(_KNOWN, {"this": delivery.delivery_id}).first():
        return False
    letter = delivery.letter or _NO_LETTER
    connection.execute(
        _ADD,
        {
            "delivery_id": delivery.delivery_id,
            "channel": delivery.channel,
            "contact": delivery.contact,
            "code": delivery.code,
            "until": delivery.until,
            "state": DeliveryState.WAITING,
            "tries": 0,
            "due_at": now,
            "subject": letter.subject,
            "text": letter.text,
            "file_name": letter.file_name,
            "file": letter.file,
        },
    )
    return True


def waiting(connection: Connection) -> int:
    """How many are not at their end."""
    return connection.execute(_COUNT, {"as_what": DeliveryState.WAITING}).scalar_one()


def due(connection: Connection, now: datetime, most: int) -> tuple[Delivery, ...]:
    """Those whose time has come, first things first."""
    rows = connection.execute(_DUE, {"as_what": DeliveryState.WAITING, "now": now, "most": most})
    return tuple(
        Delivery(
            row.delivery_id,
            Channel(row.channel),
            row.contact,
            row.code,
            row.until,
            row.tries,
            Letter(row.subject, row.text, row.file_name, row.file or b"") if row.subject else None,
        )
        for row in rows
    )


def next_due_at(connection: Connection) -> datetime | None:
    """When the next one's time comes."""
    found: datetime | None = connection.execute(_NEXT, {"as_what": DeliveryState.WAITING}).scalar()
    return found


def take(connection: Connection, delivery_id: str, now: datetime, again_at: datetime) -> bool:
    """Begin to send; False when another sender was first. One that dies is followed by the next
    at `again_at`."""
    values = {
        "this": delivery_id,
        "as_what": DeliveryState.WAITING,
        "now": now,
        "again_at": again_at,
    }
    return connection.execute(_TAKE, values).rowcount == 1


def put_off(connection: Connection, delivery_id: str, again_at: datetime) -> None:
    """It failed and is tried again."""
    connection.execute(_PUT_OFF, {"this": delivery_id, "again_at": again_at})


def end(
    connection: Connection, delivery_id: str, state: DeliveryState, forget_before: datetime
) -> None:
    """It is over: the code is no longer needed. Those long over are forgotten."""
    connection.execute(_END, {"this": delivery_id, "end": state})
    connection.execute(_FORGET, {"as_what": DeliveryState.WAITING, "before": forget_before})
