"""The list that a counter checks tickets by: read again and again, and kept on this computer."""

import asyncio
import json
import logging
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from boxoffice.model.clock import Clock
from boxoffice.model.doors import DoorList
from boxoffice.model.errors import BadInput, Refusal
from boxoffice.rules.doors import Checked, Door, check
from boxoffice.rules.plain import from_plain, to_plain

#: Between two readings while nothing is scanned.
READ_SECONDS = 60.0
#: How long whoever scans waits for the newest list; then the one that is kept counts.
PATIENCE_SECONDS = 1.5

_log = logging.getLogger(__name__)


class DoorOffice(Protocol):
    """Whoever has the lists."""

    async def door_list(self, theatre_id: str, known: str) -> DoorList | None: ...


@dataclass(frozen=True, slots=True)
class Kept:
    """A list, and when this computer last heard that it is the newest."""

    doors: DoorList
    read_at: datetime


class KeptFile:
    """One list in a file of this user's. Its functions wait for the disk: call them in a thread."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Kept | None:
        """The list; None where there is none that can be read."""
        try:
            return from_plain(Kept, json.loads(self._path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, BadInput):
            _log.exception("the door list on this computer cannot be read")
            return None

    def write(self, kept: Kept) -> None:
        """Keep this one in place of the one before, which stays if this is broken off."""
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = self._path.with_suffix(".part")
        part.touch(mode=0o600)
        with part.open("w", encoding="utf-8") as file:
            json.dump(to_plain(kept), file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(self._path)


class DoorKeeper:
    """One counter's list of one theatre."""

    def __init__(
        self,
        office: DoorOffice,
        theatre_id: str,
        file: KeptFile,
        clock: Clock,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._office, self._theatre_id, self._file = office, theatre_id, file
        self._clock, self._pause = clock, pause
        self.kept: Kept | None = None
        #: Whether the box office did not answer when it was last asked.
        self.is_away = False
        self._reading: asyncio.Task[None] | None = None

    async def run(self) -> None:
        """Take up what is on the disk and read the newest again and again, until cancelled."""
        if self.kept is None:
            self.kept = await asyncio.to_thread(self._file.read)
        while True:
            await self._read_together()
            await self._pause(READ_SECONDS)

    async def check(self, text: str, door: Door) -> Checked | None:
        """Whether a ticket admits, by the newest list that can be had within PATIENCE_SECONDS; None
        where there is none at all."""
        reading = asyncio.ensure_future(self._read_together())
        await asyncio.wait({reading}, timeout=PATIENCE_SECONDS)
        if not reading.done():
            self.is_away = True
            reading.cancel()
        if self.kept is None:
            return None
        now = self._clock.now()
        return await asyncio.to_thread(check, text, self.kept.doors, door, now)

    async def close(self) -> None:
        """Read no more."""
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)

    async def _read_together(self) -> None:
        """Read once, however many ask meanwhile; whoever gives up ends nobody else's wait."""
        if self._reading is None or self._reading.done():
            self._reading = asyncio.ensure_future(self._read())
        await asyncio.shield(self._reading)

    async def _read(self) -> None:
        before = self.kept.doors if self.kept is not None else None
        try:
            newer = await self._office.door_list(self._theatre_id, before.digest if before else "")
        except Refusal as refusal:
            _log.info("no door list: %s", refusal.code)
            self.is_away = True
            return
        self.is_away = False
        doors = newer or before
        if doors is None:
            return
        self.kept = Kept(doors, self._clock.now())
        try:
            await asyncio.to_thread(self._file.write, self.kept)
        except OSError:
            # A full disk must not end admission; the list in memory is as good.
            _log.exception("the door list cannot be kept on this computer")
