"""Holds in memory that outlive their process: written down when a cinema is closed, taken up by
the one that opens it next, before it serves anybody.

So a cinema moves from a desktop into a gateway of its own, or a gateway starts anew, and no basket
is lost. What lies longer than `LONGEST_SECONDS` is dropped: nobody waits at that counter any more.
"""

import json
import os
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

from boxoffice.stores.locks import NewLock
from boxoffice.stores.locks.memory import MemoryLocks

HOLDS_FILE = "holds.json"
LONGEST_SECONDS = 60.0


def write(path: Path, holds: tuple[NewLock, ...], now: datetime) -> None:
    """Write the holds down in one step; without any nothing is left. Blocks."""
    if not holds:
        path.unlink(missing_ok=True)
        return
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    # Booking ids are the keys to the holds.
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump({"at": now.isoformat(), "holds": [asdict(hold) for hold in holds]}, file)
    fresh.replace(path)


def read(path: Path, now: datetime) -> tuple[NewLock, ...]:
    """The holds written down, each with the seconds left, and never a second time. Blocks."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return ()
    path.unlink()
    gone = (now - datetime.fromisoformat(content["at"]).astimezone(UTC)) / timedelta(seconds=1)
    if not 0 <= gone <= LONGEST_SECONDS:
        return ()
    return tuple(
        NewLock(**{**hold, "seats": tuple(hold["seats"]), "seconds": hold["seconds"] - gone})
        for hold in content["holds"]
        if hold["seconds"] > gone
    )


async def take_up(locks: MemoryLocks, holds: tuple[NewLock, ...]) -> None:
    """Hold again what was held, under the same booking ids."""
    for hold in holds:
        await locks.hold(hold)
