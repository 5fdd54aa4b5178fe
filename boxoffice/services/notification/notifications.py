"""Notices for a theatre's staff, and messages that are handed to whoever carries them."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from boxoffice.model.clock import Clock
from boxoffice.model.errors import NoProvider
from boxoffice.model.events import Event, Notice
from boxoffice.model.letter import Letter
from boxoffice.model.user import Channel
from boxoffice.rules.trouble import trouble_text
from boxoffice.stores import notification as store
from boxoffice.stores.database import Database

if TYPE_CHECKING:
    from boxoffice.services.notification.deliveries import Deliveries
    from boxoffice.services.notification.messenger import Messenger

MAX_NOTICES = 200
KEPT = timedelta(days=400)


class Notifications:
    """A boxoffice.model.services.NotificationService."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        messengers: "Mapping[Channel, Messenger] | None" = None,
    ) -> None:
        """`messengers` are those that are set up."""
        self._database = database
        self._clock = clock
        self._messengers = messengers or {}

    @cached_property
    def _deliveries(self) -> "Deliveries":
        # A counter that sends nothing does without.
        from boxoffice.services.notification.deliveries import (  # noqa: PLC0415 (start-up time)
            Deliveries,
        )

        return Deliveries(self._database, self._clock, self._messengers)

    async def start(self) -> None:
        """Go on with what an earlier process left to deliver, if anything is set up to do so."""
        if self._messengers:
            await self._deliveries.start()

    async def stop(self) -> None:
        """Stop; what was not delivered is left for the next process."""
        if self._messengers:
            await self._deliveries.stop()

    async def reaches(self, channel: Channel) -> bool:
        """Whether anything is set up that sends messages this way."""
        return channel in self._messengers

    async def send_code(
        self, delivery_id: str, channel: Channel, contact: str, code: str, until: datetime
    ) -> bool:
        """Take a code to be sent, which is useless after `until`; False when this delivery is
        known already. NoProvider, TryLater."""
        if not await self.reaches(channel):
            raise NoProvider(f"No {channel} is set up here.")
        return await self._deliveries.add(delivery_id, channel, contact, code, until)

    async def send(
        self, delivery_id: str, channel: Channel, contact: str, letter: Letter, until: datetime
    ) -> bool:
        """Take a letter to be sent, which is useless after `until`; False when this delivery is
        known already. NoProvider, TryLater."""
        if not await self.reaches(channel):
            raise NoProvider(f"No {channel} is set up here.")
        return await self._deliveries.add_letter(delivery_id, channel, contact, letter, until)

    async def post(self, notice: Notice) -> bool:
        """Keep a notice for a theatre's staff; False when it is known already."""
        return await self._database.run(_post, notice, self._clock.now() - KEPT)

    async def heard(self, event: Event) -> None:
        """Take an event of another service: what a person must see to becomes a notice."""
        text = trouble_text(event)
        if text is not None:
            # Whoever knows a booking's id may use the booking; a notice is read by many.
            payment_id = json.loads(event.body).get("payment_id") or ""
            await self.post(
                Notice(event.event_id, event.theatre_id, event.kind, payment_id, text, event.at)
            )

    async def notices(self, theatre_id: str) -> tuple[Notice, ...]:
        """A theatre's newest notices first, at most MAX_NOTICES."""
        return await self._database.read(store.newest, theatre_id, MAX_NOTICES)


def _post(connection: Connection, notice: Notice, forget_before: datetime) -> bool:
    store.forget(connection, notice.theatre_id, forget_before)
    return store.add(connection, notice)
