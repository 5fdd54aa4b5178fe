"""The sale that is being paid, written down on this computer so that a crash does not forget it."""

import json
import logging
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from boxoffice.model.booking import ItemChoice, SeatChoice
from boxoffice.model.errors import BadInput
from boxoffice.model.payment import Tender
from boxoffice.model.shift import NO_COUNTER, AtCounter
from boxoffice.rules.plain import from_plain, to_plain

#: More than these are not read: each is a sale that nobody could ask for so far.
MOST_UNFINISHED = 20

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A sale whose payment is open: its idempotency key, what it buys, and once money was asked
    for, exactly what is to be asked again. Or a basket that is `parked`, under any key."""

    key: str
    booking_id: str
    show_id: int
    choices: tuple[SeatChoice, ...]
    codes: tuple[str, ...] = ()
    tenders: tuple[Tender, ...] = ()
    counter: AtCounter = NO_COUNTER
    items: tuple[ItemChoice, ...] = ()
    parked: bool = False


class Journal(Protocol):
    """What outlives the program. Its functions wait for the disk: call them in a thread."""

    def keep(self, sale: Unfinished) -> None: ...

    def forget(self, key: str) -> None: ...

    def unfinished(self) -> tuple[Unfinished, ...]: ...


class NoJournal:
    """Remembers nothing."""

    def keep(self, sale: Unfinished) -> None:
        """Nothing to keep."""

    def forget(self, key: str) -> None:
        """Nothing to forget."""

    def unfinished(self) -> tuple[Unfinished, ...]:
        """None."""
        return ()


class FileJournal:
    """One file a sale in `folder`, on the disk before this answers. The booking id in it lets
    whoever reads it pay or release the seats, so only this user may."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, sale: Unfinished) -> None:
        """Write a sale down, in place of what was known of it."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._path(sale.key)
        part = path.with_suffix(".part")
        part.touch(mode=0o600)
        with part.open("w") as file:
            json.dump(to_plain(sale), file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        self._sync()

    def forget(self, key: str) -> None:
        """The sale is dealt with."""
        self._path(key).unlink(missing_ok=True)

    def unfinished(self) -> tuple[Unfinished, ...]:
        """The sales that are not dealt with, oldest first; what cannot be read is left out."""
        paths = sorted(self._folder.glob("*.json"), key=lambda path: path.stat().st_mtime)
        found = []
        for path in paths[:MOST_UNFINISHED]:
            try:
                found.append(from_plain(Unfinished, json.loads(path.read_text())))
            except (OSError, ValueError, BadInput):
                _log.exception("an unfinished sale cannot be read: %s", path.name)
        return tuple(found)

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.json"

    def _sync(self) -> None:
        """The file's new name is on the disk too, where a folder can be synced."""
        if os.name == "posix":
            folder = os.open(self._folder, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
