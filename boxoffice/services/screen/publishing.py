"""Publishing: a drawing is frozen once, and sent to all who need a copy until they have it."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import Connection

from boxoffice.model.clock import Clock
from boxoffice.model.errors import BadInput, NotFound, Outdated, Refusal
from boxoffice.model.layout import Layout, Plan
from boxoffice.model.publishing import CopyHolder, LayoutVersion
from boxoffice.rules.bounded import Bounded
from boxoffice.rules.layouts import canonical, check, digest
from boxoffice.services.recurring import Recurring
from boxoffice.services.watch import Watch
from boxoffice.stores import screen as screens
from boxoffice.stores import screen_layouts as store
from boxoffice.stores.database import Database

#: How long publishing waits for the copies.
PUBLISH_SECONDS = 5.0
#: How long until copies that did not answer are sent again.
RESEND_SECONDS = 5.0
#: Layouts kept ready, so that a busy hall's drawing is not read from its text each time.
LAYOUTS_KEPT = 64
MAX_ERRORS_TOLD = 5

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A plan that may be published, with its canonical form and digest."""

    plan: Plan
    canonical: bytes
    digest: str


class LayoutKeeper(Protocol):
    """What publishing needs of Booking and of Display."""

    async def put_layout(self, layout: Layout) -> str:
        """Keep a copy of a published layout; answers the digest it computed itself."""
        ...


class Publishing:
    """The part of a ScreenService that publishes.

    A layout is first frozen here, then sent to Booking and Display; what each answers is noted at
    once. Whatever was interrupted between these steps is taken up again by `start`.
    """

    def __init__(
        self, database: Database, clock: Clock, bookings: LayoutKeeper, displays: LayoutKeeper
    ) -> None:
        self._database = database
        self._clock = clock
        self._keepers = {CopyHolder.BOOKING: bookings, CopyHolder.DISPLAY: displays}
        self._layouts: Bounded[str, Layout] = Bounded(LAYOUTS_KEPT)
        self._changes: Watch[str] = Watch()
        self._resending = Recurring(self._send_unanswered, RESEND_SECONDS, "Sending layouts")

    async def start(self) -> None:
        """Send what Booking or Display have not acknowledged, now and until they have."""
        await self._resending.start()

    async def stop(self) -> None:
        """Stop sending."""
        await self._resending.stop()

    async def publish(self, screen_id: str, drawn: Drawn, after: str, by: str) -> LayoutVersion:
        """Freeze a drawing as the screen's newest layout, unless it is that already, and send it
        once; Outdated when another layout than `after` is the newest."""
        now = self._clock.now()
        layout = await self._database.run(_freeze, screen_id, drawn, after, now, by)
        self._layouts.put(layout.layout_id, layout)
        self._changes.changed(screen_id)
        if not await self.in_sync(layout.layout_id):
            await self._send(layout)
        return await self._database.read(store.version, layout.layout_id)

    async def layout(self, layout_id: str) -> Layout:
        """One published layout; NotFound."""
        kept = self._layouts.get(layout_id)
        if kept is not None:
            return kept
        layout = await self._database.read(store.layout, layout_id)
        if layout is None:
            raise NotFound(f"There is no layout {layout_id}.")
        return self._layouts.put(layout_id, layout)

    async def in_sync(self, layout_id: str) -> bool:
        """Whether Screen, Booking and Display hold the same digest of this layout."""
        found = await self._database.read(store.in_sync, layout_id)
        if found is None:
            raise NotFound(f"There is no layout {layout_id}.")
        return found

    async def versions(self, theatre_id: str) -> tuple[LayoutVersion, ...]:
        """A theatre's layouts, the newest first."""
        return await self._database.read(store.versions, theatre_id=theatre_id)

    async def watch_versions(self, screen_id: str) -> AsyncIterator[LayoutVersion]:
        """A screen's layouts, the newest first, then whichever is published or changes."""
        told: dict[str, LayoutVersion] = {}
        with self._changes.watching((screen_id,)) as watcher:
            while True:
                await watcher.take()
                for version in await self._database.read(store.versions, screen_id=screen_id):
                    if told.get(version.layout_id) != version:
                        told[version.layout_id] = version
                        yield version

    async def _send(self, layout: Layout) -> None:
        """Send a layout to both copies and note their answers."""
        await asyncio.gather(*(self._send_to(each, layout) for each in self._keepers))

    async def _send_to(self, holder: CopyHolder, layout: Layout) -> None:
        answer, fault = "", ""
        try:
            async with asyncio.timeout(PUBLISH_SECONDS):
                answer = await self._keepers[holder].put_layout(layout)
        except Refusal as refusal:
            fault = str(refusal)
        except TimeoutError:
            fault = f"It did not answer within {PUBLISH_SECONDS:g} seconds."
        except Exception:
            # The others are not kept waiting by one that has a bug.
            _log.exception("Layout %s was not taken by %s.", layout.layout_id, holder)
            fault = "It failed; the log says why."
        if fault:
            _log.warning("Layout %s was not taken by %s: %s", layout.layout_id, holder, fault)
        elif answer != layout.digest:
            _log.error("The copy of layout %s at %s differs from it.", layout.layout_id, holder)
        await self._database.run(store.note_answer, layout.layout_id, holder, answer, fault)
        self._changes.changed(layout.screen_id)

    async def _send_unanswered(self) -> None:
        for layout_id, holder in await self._database.read(store.unanswered):
            await self._send_to(holder, await self.layout(layout_id))


def draw(plan: Plan) -> Drawn:
    """Make a plan ready to be frozen; BadInput says what forbids it. Slow for large halls."""
    errors = check(plan)
    if errors:
        raise BadInput(" ".join(errors[:MAX_ERRORS_TOLD]))
    drawing = canonical(plan)
    return Drawn(plan, drawing, digest(drawing))


def _freeze(
    connection: Connection, screen_id: str, drawn: Drawn, after: str, now: datetime, by: str
) -> Layout:
    """Freeze a drawing as the screen's newest layout, unless it is that already. One that another
    holder will never take, since it has another drawing of that number, is frozen under a new one.
    """
    screen = screens.get(connection, screen_id)
    if screen is None:
        raise NotFound(f"There is no screen {screen_id}.")
    newest = store.published(connection, screen.layout_id)
    is_same = newest is not None and newest[0] == drawn.digest
    if newest is not None and is_same and not store.version(connection, screen.layout_id).is_stuck:
        layout_id, published_at = screen.layout_id, newest[1]
    elif screen.layout_id != after:
        raise Outdated(
            f"Layout {screen.layout_id} was published meanwhile. See what differs from it first."
        )
    else:
        layout_id, published_at = store.next_layout_id(connection), now
    layout = Layout(layout_id, screen_id, screen.theatre_id, drawn.plan, drawn.digest, published_at)
    if layout_id != screen.layout_id:
        store.add_layout(connection, layout, drawn.canonical, by)
    return layout
