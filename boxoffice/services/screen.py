"""The Screen service: auditoriums, and publishing their layouts to all who need a copy."""

import asyncio
import logging
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from sqlalchemy import Connection

from boxoffice.model.clock import Clock
from boxoffice.model.errors import BadInput, InUse, NotFound, Refusal, TryAgain
from boxoffice.model.layout import Layout, Plan
from boxoffice.model.services import TheatreService
from boxoffice.model.theatre import Screen
from boxoffice.rules.bounded import Bounded
from boxoffice.rules.layouts import canonical, check, digest
from boxoffice.services.recurring import Recurring
from boxoffice.services.texts import check_name
from boxoffice.stores import screen as store
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
class _Drawn:
    """A plan that may be published, with its canonical form and digest."""

    plan: Plan
    canonical: bytes
    digest: str


class LayoutKeeper(Protocol):
    """What publishing needs of Booking and of Display."""

    async def put_layout(self, layout: Layout) -> str:
        """Keep a copy of a published layout; answers the digest it computed itself."""
        ...


class Screens:
    """A boxoffice.model.services.ScreenService.

    A layout is first frozen here, then sent to Booking and Display; what they answer is noted.
    Whatever was interrupted between these steps is taken up again by `start`.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        theatres: TheatreService,
        bookings: LayoutKeeper,
        displays: LayoutKeeper,
    ) -> None:
        self._database = database
        self._clock = clock
        self._theatres = theatres
        self._bookings = bookings
        self._displays = displays
        self._layouts: Bounded[str, Layout] = Bounded(LAYOUTS_KEPT)
        self._resending = Recurring(self._send_out_of_sync, RESEND_SECONDS, "Sending layouts")

    async def start(self) -> None:
        """Send what Booking or Display have not acknowledged, now and until they have."""
        await self._resending.start()

    async def stop(self) -> None:
        """Stop sending."""
        await self._resending.stop()

    async def add(
        self, theatre_id: str, name: str, plan: Plan, by: str, screen_id: str = ""
    ) -> Screen:
        """Make a screen and publish its first layout; BadInput for a plan that cannot be sold.

        The same again answers the screen there is; InUse when the name or id is another's.
        """
        check_name(name, "The screen's name")
        await self._theatres.get(theatre_id)
        drawn = await asyncio.to_thread(_draw, plan)
        now = self._clock.now()
        new = Screen(screen_id, theatre_id, name, "", now, now)
        screen = await self._database.run(_add, new, drawn.digest, by)
        await self._publish(screen.screen_id, drawn, by)
        return await self.get(screen.screen_id)

    async def publish(self, screen_id: str, plan: Plan, by: str) -> Layout:
        """Freeze a plan as the screen's newest layout; TryAgain when the copies do not answer.

        The plan of the newest layout is not frozen a second time.
        """
        return await self._publish(screen_id, await asyncio.to_thread(_draw, plan), by)

    async def get(self, screen_id: str) -> Screen:
        """One screen; NotFound."""
        screen = await self._database.read(store.get, screen_id)
        if screen is None:
            raise _unknown(screen_id)
        return screen

    async def of_theatre(self, theatre_id: str) -> tuple[Screen, ...]:
        """A theatre's screens by name."""
        return await self._database.read(store.of_theatre, theatre_id)

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

    async def _publish(self, screen_id: str, drawn: _Drawn, by: str) -> Layout:
        layout = await self._database.run(_freeze, screen_id, drawn, self._clock.now(), by)
        self._layouts.put(layout.layout_id, layout)
        if not await self.in_sync(layout.layout_id) and not await self._send(layout):
            raise TryAgain(
                "The drawing is kept, but not every part of the cinema has it yet. "
                "Try again in a moment."
            )
        return layout

    async def _send(self, layout: Layout) -> bool:
        """Send a layout to both copies and note their answers; whether all are in sync now."""
        try:
            async with asyncio.timeout(PUBLISH_SECONDS):
                bookings, displays = await asyncio.gather(
                    self._bookings.put_layout(layout), self._displays.put_layout(layout)
                )
        except (Refusal, TimeoutError) as error:
            _log.warning("Layout %s was not taken: %r", layout.layout_id, error)
            return False
        await self._database.run(store.acknowledge, layout.layout_id, bookings, displays)
        if (bookings, displays) != (layout.digest, layout.digest):
            _log.error("The copies of layout %s differ from it.", layout.layout_id)
            return False
        return True

    async def _send_out_of_sync(self) -> None:
        for layout_id in await self._database.read(store.out_of_sync):
            await self._send(await self.layout(layout_id))


def _draw(plan: Plan) -> _Drawn:
    """Make a plan ready to be frozen; BadInput says what forbids it. Slow for large halls."""
    errors = check(plan)
    if errors:
        raise BadInput(" ".join(errors[:MAX_ERRORS_TOLD]))
    drawing = canonical(plan)
    return _Drawn(plan, drawing, digest(drawing))


def _add(connection: Connection, new: Screen, digest_: str, by: str) -> Screen:
    """Keep a screen and give it an id, or answer the same one if it is there already."""
    there = store.named(connection, new.theatre_id, new.name)
    if there is None and new.screen_id:
        there = store.get(connection, new.screen_id)
    if there is None:
        given = new.screen_id or store.next_screen_id(connection, new.theatre_id)
        screen = replace(new, screen_id=given)
        store.add(connection, screen, by)
        return screen
    published = store.published(connection, there.layout_id)
    asked = (new.theatre_id, new.name, new.screen_id or there.screen_id)
    if asked != (there.theatre_id, there.name, there.screen_id) or (
        published is not None and published[0] != digest_
    ):
        raise InUse(f"There is a screen “{there.name}” ({there.screen_id}) already.")
    return there


def _freeze(
    connection: Connection, screen_id: str, drawn: _Drawn, now: datetime, by: str
) -> Layout:
    """Freeze a drawing as the screen's newest layout, unless it is that already."""
    screen = store.get(connection, screen_id)
    if screen is None:
        raise _unknown(screen_id)
    newest = store.published(connection, screen.layout_id)
    if newest is not None and newest[0] == drawn.digest:
        layout_id, published_at = screen.layout_id, newest[1]
    else:
        layout_id, published_at = store.next_layout_id(connection), now
    layout = Layout(layout_id, screen_id, screen.theatre_id, drawn.plan, drawn.digest, published_at)
    if layout_id != screen.layout_id:
        store.add_layout(connection, layout, drawn.canonical, by)
    return layout


def _unknown(screen_id: str) -> NotFound:
    return NotFound(f"There is no screen {screen_id}.")
