"""Somebody who watches a show's seats and does nothing else."""

import asyncio
from contextlib import aclosing
from random import Random

from boxoffice.model.booking import SeatUpdate
from boxoffice.prove.history import Sight
from boxoffice.prove.simulation.house import SHOW_ID, House

#: The longest until an onlooker begins anew: where it stopped, or with a fresh picture.
WATCH_SECONDS = 15.0


class Onlooker:
    """Keeps the picture that each update makes."""

    def __init__(self, name: str, random: Random, sights: list[Sight]) -> None:
        self._name = name
        self._random = random
        self._sights = sights
        self._epoch = ""
        self._version = -1
        self._states = bytearray()
        #: The public handle on each seat, by its index.
        self._holds: dict[int, str] = {}

    async def watch(self, house: House) -> None:
        """Look on for as long as the process lives."""
        while True:
            if self._random.random() < 0.5:
                self._epoch, self._version = "", -1
            until = asyncio.get_running_loop().time() + self._random.uniform(1.0, WATCH_SECONDS)
            stream = house.bookings.watch_seats(SHOW_ID, self._epoch, self._version)
            async with aclosing(stream):  # type: ignore[type-var]
                try:
                    async with asyncio.timeout_at(until):
                        async for update in stream:
                            self._see(update)
                except TimeoutError:
                    continue

    def _see(self, update: SeatUpdate) -> None:
        if update.snapshot is not None:
            shot = update.snapshot
            self._epoch, self._version = shot.epoch, shot.version
            self._states = bytearray(shot.states)
            self._holds = {index: hold.hold_id for hold in shot.holds for index in hold.indexes}
        if update.delta is not None:
            assert update.delta.version == self._version + 1, "A change was never told."
            self._version = update.delta.version
            for change in update.delta.changes:
                self._states[change.index] = change.state
                self._holds[change.index] = change.hold_id
        self._sights.append(
            Sight(
                self._name,
                SHOW_ID,
                asyncio.get_running_loop().time(),
                self._epoch,
                self._version,
                bytes(self._states),
                frozenset(filter(None, self._holds.values())),
            )
        )
