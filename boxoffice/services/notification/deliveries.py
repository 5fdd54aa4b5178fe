"""Codes and letters on their way: kept until delivered, tried again with longer pauses."""

import asyncio
import contextlib
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection

from boxoffice.model.clock import Clock
from boxoffice.model.errors import TryLater
from boxoffice.model.letter import Letter
from boxoffice.model.user import Channel
from boxoffice.services.notification.messenger import Message, Messenger, Undeliverable
from boxoffice.stores import notification_deliveries as store
from boxoffice.stores.database import Database
from boxoffice.stores.notification_deliveries import Delivery, DeliveryState

#: More than these waiting are a flood, or a provider that has been away for long.
MAX_WAITING = 10_000
BATCH = 8
SEND_SECONDS = 30.0
#: When one whose sender died is sent again.
LEASE = timedelta(seconds=60)
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 2, 120
#: It looks by itself this often, should nobody wake it.
POLL_SECONDS = 30.0
#: How long it is known that a delivery was made.
KEPT = timedelta(days=1)

_log = logging.getLogger(__name__)


class Deliveries:
    """A queue in SQL, and the one who empties it. A message is handed over once; only when this
    program dies between that and noting it down, it is sent again under the same message id."""

    def __init__(
        self, database: Database, clock: Clock, messengers: Mapping[Channel, Messenger]
    ) -> None:
        self._database = database
        self._clock = clock
        self._messengers = dict(messengers)
        self._woken = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def add(
        self, delivery_id: str, channel: Channel, contact: str, code: str, until: datetime
    ) -> bool:
        """Keep a code to be sent, which is useless after `until`; False when this delivery is
        known already. TryLater."""
        return await self._add(Delivery(delivery_id, channel, contact, code, until))

    async def add_letter(
        self, delivery_id: str, channel: Channel, contact: str, letter: Letter, until: datetime
    ) -> bool:
        """Keep a letter to be sent, as a code is. TryLater."""
        return await self._add(Delivery(delivery_id, channel, contact, "", until, letter=letter))

    async def _add(self, delivery: Delivery) -> bool:
        added = await self._database.run(_add, delivery, self._clock.now())
        self._woken.set()
        return added

    async def start(self) -> None:
        """Begin to deliver, first what an earlier process left."""
        self._task = asyncio.create_task(self._deliver_for_ever(), name="deliveries")

    async def stop(self) -> None:
        """Stop; what was not delivered is left for the next process."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
            self._task = None

    async def deliver_due(self) -> int:
        """Send what is due and answer how many that were."""
        due = await self._database.read(store.due, self._clock.now(), BATCH)
        await asyncio.gather(*(self._deliver(delivery) for delivery in due))
        return len(due)

    async def _deliver_for_ever(self) -> None:
        while True:
            self._woken.clear()
            pause = POLL_SECONDS
            try:
                if await self.deliver_due():
                    continue
                pause = await self._idle_seconds()
            except Exception:
                _log.exception("Messages could not be read from their queue.")
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._woken.wait()

    async def _idle_seconds(self) -> float:
        next_at = await self._database.read(store.next_due_at)
        if next_at is None:
            return POLL_SECONDS
        return min(max(0.0, (next_at - self._clock.now()).total_seconds()), POLL_SECONDS)

    async def _deliver(self, delivery: Delivery) -> None:
        now = self._clock.now()
        messenger = self._messengers.get(delivery.channel)
        if now >= delivery.until or messenger is None:
            await self._end(delivery, DeliveryState.TOO_LATE)
            return
        if not await self._database.run(store.take, delivery.delivery_id, now, now + LEASE):
            return
        try:
            async with asyncio.timeout(SEND_SECONDS):
                await messenger.send(_message(delivery, now))
        except Undeliverable as refusal:
            # Neither the contact nor the code is anybody's business who reads logs.
            _log.warning("Message %s is refused: %s", delivery.delivery_id, refusal)
            await self._end(delivery, DeliveryState.REFUSED)
        except Exception as error:
            pause = pause_after(delivery.tries + 1)
            _log.warning(
                "Message %s could not be sent (%s) and is tried again in %s s.",
                delivery.delivery_id,
                type(error).__name__,
                pause,
            )
            again_at = self._clock.now() + timedelta(seconds=pause)
            await self._database.run(store.put_off, delivery.delivery_id, again_at)
        else:
            await self._end(delivery, DeliveryState.SENT)

    async def _end(self, delivery: Delivery, state: DeliveryState) -> None:
        forget_before = self._clock.now() - KEPT
        await self._database.run(store.end, delivery.delivery_id, state, forget_before)


def pause_after(tries: int) -> int:
    """Seconds until the next try: 2, 4, 8 … 120."""
    return min(FIRST_PAUSE_SECONDS << min(tries - 1, 10), LONGEST_PAUSE_SECONDS)


def _message(delivery: Delivery, now: datetime) -> Message:
    letter = delivery.letter
    if letter is not None:
        return Message(
            delivery.delivery_id,
            delivery.contact,
            letter.subject,
            letter.text,
            letter.file_name,
            letter.file,
        )
    minutes = max(1, round((delivery.until - now).total_seconds() / 60))
    return Message(
        delivery.delivery_id,
        delivery.contact,
        "Your code",
        f"{delivery.code} is your Box Office code. It is good for {minutes} minutes. Whoever asks"
        " you for it is not us; if you did not ask for it, nothing needs to be done.",
    )


def _add(connection: Connection, delivery: Delivery, now: datetime) -> bool:
    if store.waiting(connection) >= MAX_WAITING:
        raise TryLater("Too many messages wait to be sent. Try again later.")
    return store.add(connection, delivery, now)
