"""A watcher: looks at live seats, does nothing, and writes down each picture."""

import asyncio

from boxoffice.client.live import LiveSeats
from boxoffice.model.booking import SeatUpdate
from boxoffice.model.clock import Clock
from boxoffice.prove.history import Sight
from boxoffice.prove.journal import Journal

LOOK_SECONDS = 0.2
#: How long what was missed may take to come.
SETTLE_SECONDS = 1.0


class Watcher:
    """One client's eyes on one show."""

    def __init__(self, name: str, live: LiveSeats, journal: Journal, clock: Clock) -> None:
        self._name = name
        self._live = live
        self._journal = journal
        self._clock = clock
        self._epoch = ""
        self._version = 0

    async def start(self) -> None:
        """Begin to watch; the first picture is noted when this returns."""
        self._live.on_change(self._changed)
        await self._live.start()

    async def watch(self, stop: asyncio.Event) -> None:
        """Watch until `stop`, then note the picture once more, when the line stands again and what
        was missed has come: it lasted until then."""
        await stop.wait()
        while self._live.age_seconds:  # noqa: ASYNC110 - nothing tells
            await asyncio.sleep(LOOK_SECONDS)
        await asyncio.sleep(SETTLE_SECONDS)
        self._note()
        await self._live.close()

    def _changed(self, update: SeatUpdate) -> None:
        if update.snapshot is not None:
            self._epoch, self._version = update.snapshot.epoch, update.snapshot.version
        elif update.delta is not None:
            self._version = update.delta.version
        self._note()

    def _note(self) -> None:
        self._journal.saw(
            Sight(
                self._name,
                self._live.show_id,
                self._clock.steady(),
                self._epoch,
                self._version,
                bytes(self._live.states),
                frozenset(self._live.holds),
            )
        )
