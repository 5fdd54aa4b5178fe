"""The Notification service: what a theatre's staff must see to."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from boxoffice.model.clock import Clock
from boxoffice.model.events import Event, Notice
from boxoffice.rules.trouble import trouble_text
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
        """Take an event of another service: what a person must see to becomes a notice."""
        text = trouble_text(event)
        if text is not None:
            await self.post(
                Notice(event.event_id, event.theatre_id, event.kind, event.subject, text, event.at)
            )

    async def notices(self, theatre_id: str) -> tuple[Notice, ...]:
        """A theatre's newest notices first, at most MAX_NOTICES."""
        return await self._database.read(store.newest, theatre_id, MAX_NOTICES)


def _post(connection: Connection, notice: Notice, forget_before: datetime) -> bool:
    store.forget(connection, notice.theatre_id, forget_before)
    return store.add(connection, notice)
