"""A Screen service over copies that can be away, for its tests."""

import asyncio
from dataclasses import replace

from boxoffice.model.errors import TryAgain
from boxoffice.model.layout import Layout
from boxoffice.rules.layouts import canonical, digest
from boxoffice.services.display import Displays
from boxoffice.services.screen import Screens
from boxoffice.services.theatre import Theatres
from boxoffice.stores.database import Database
from tests.clock import FakeClock
from tests.unit.services.samples import ANDHERI, NO_MEDIA, users_in


class Copies:
    """A Booking that keeps layouts, unless it is away or keeps another one."""

    def __init__(self) -> None:
        self.layouts: dict[str, Layout] = {}
        self.sent = 0
        self.away = False
        self.silent = False
        self.broken = False

    async def put_layout(self, layout: Layout) -> str:
        self.sent += 1
        if self.away:
            raise TryAgain("away")
        if self.broken:
            raise ZeroDivisionError
        if self.silent:
            await asyncio.Event().wait()
        kept = self.layouts.setdefault(layout.layout_id, layout)
        return digest(canonical(kept.plan))


async def add_theatre(database: Database) -> None:
    """PVRAH, whose screens these are."""
    await _theatres(database).add(replace(ANDHERI, theatre_id="PVRAH"), "admin")


def screens_over(database: Database, copies: Copies, clock: FakeClock | None = None) -> Screens:
    """The service as after a start, its Display in the same database."""
    clock = clock or FakeClock()
    displays = Displays(database, clock, NO_MEDIA)
    return Screens(database, clock, _theatres(database), copies, displays)


def _theatres(database: Database) -> Theatres:
    clock = FakeClock()
    return Theatres(database, clock, "Asia/Kolkata", users_in(database, clock))
