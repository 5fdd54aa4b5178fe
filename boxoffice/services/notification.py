"""The Notification service: what a theatre's staff must see to."""

import json
from datetime import datetime, timedelta

from sqlalchemy import Connection

from boxoffice.model.clock import Clock
from boxoffice.model.events import Event, EventKind, Notice
from boxoffice.model.money import Money, minor_digits
from boxoffice.stores import notification as store
from boxoffice.stores.database import Database

MAX_NOTICES = 200
KEPT = timedelta(days=400)


class Notifications:
    """A boxoffice.model.services.NotificationService."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def post(self, notice: Notice) -> bool:
        """Keep a notice for a theatre's staff; False when it is known already."""
        return await self._database.run(_post, notice, self._clock.now() - KEPT)

    async def heard(self, event: Event) -> None:
        """Take an event of another service: money that is owed back becomes a notice."""
        if event.kind is EventKind.REFUND_DUE:
            await self.post(_refund_notice(event))

    async def notices(self, theatre_id: str) -> tuple[Notice, ...]:
        """A theatre's newest notices first, at most MAX_NOTICES."""
        return await self._database.read(store.newest, theatre_id, MAX_NOTICES)


def _refund_notice(event: Event) -> Notice:
    owed = json.loads(event.body)
    amount = Money(owed["amount_minor"], owed["currency"])
    digits = minor_digits(amount.currency)
    return Notice(
        notice_id=event.event_id,
        theatre_id=event.theatre_id,
        kind=event.kind,
        subject=event.subject,
        text=f"Give back {amount.currency} {amount.major():.{digits}f} ({owed['kind']}): its"
        " booking was paid, cancelled or sold on before the money came.",
        at=event.at,
    )


def _post(connection: Connection, notice: Notice, forget_before: datetime) -> bool:
    store.forget(connection, notice.theatre_id, forget_before)
    return store.add(connection, notice)
