"""The Screen service: auditoriums, what is drawn of them, and what is published."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

from sqlalchemy import Connection

from boxoffice.model.clock import Clock
from boxoffice.model.errors import InUse, NotFound, TryAgain
from boxoffice.model.layout import Layout, Plan
from boxoffice.model.publishing import Draft, DraftDocument, DraftEdit, LayoutVersion
from boxoffice.model.services import TheatreService
from boxoffice.model.theatre import Screen
from boxoffice.services.screen.drafting import Drafting
from boxoffice.services.screen.publishing import LayoutKeeper, Publishing, draw
from boxoffice.services.texts import check_name
from boxoffice.stores import screen as store
from boxoffice.stores import screen_layouts as layouts
from boxoffice.stores.database import Database


class Screens:
    """A boxoffice.model.services.ScreenService."""

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
        self._publishing = Publishing(database, clock, bookings, displays)
        self._drafting = Drafting(database, clock)

    async def start(self) -> None:
        """Send what Booking or Display have not acknowledged, now and until they have."""
        await self._publishing.start()

    async def stop(self) -> None:
        """Stop sending."""
        await self._publishing.stop()

    async def add(
        self, theatre_id: str, name: str, plan: Plan, by: str, screen_id: str = ""
    ) -> Screen:
        """Make a screen and publish its first layout; BadInput for a plan that cannot be sold.

        The same again answers the screen there is; InUse when the name or id is another's.
        """
        check_name(name, "The screen's name")
        await self._theatres.get(theatre_id)
        drawn = await asyncio.to_thread(draw, plan)
        screen = await self._database.run(
            _add, self._new(theatre_id, name, screen_id), drawn.digest, by
        )
        version = await self._publishing.publish(screen.screen_id, drawn, screen.layout_id, by)
        if not version.in_sync:
            raise TryAgain(
                "The drawing is kept, but not every part of the cinema has it yet. "
                "Try again in a moment."
            )
        return await self.get(screen.screen_id)

    async def open(self, theatre_id: str, name: str, by: str) -> Screen:
        """Make a screen that is still to be drawn, or answer the one of that name."""
        check_name(name, "The screen's name")
        await self._theatres.get(theatre_id)
        return await self._database.run(_open, self._new(theatre_id, name), by)

    async def publish(self, screen_id: str, plan: Plan, after: str, by: str) -> LayoutVersion:
        """Freeze a plan as the screen's newest layout and tell how its copies stand after a
        bounded time; Outdated when another layout than `after` is the newest, BadInput, NotFound.

        The plan of the newest layout is not frozen a second time.
        """
        drawn = await asyncio.to_thread(draw, plan)
        return await self._publishing.publish(screen_id, drawn, after, by)

    async def get(self, screen_id: str) -> Screen:
        """One screen; NotFound."""
        screen = await self._database.read(store.get, screen_id)
        if screen is None:
            raise NotFound(f"There is no screen {screen_id}.")
        return screen

    async def of_theatre(self, theatre_id: str) -> tuple[Screen, ...]:
        """A theatre's screens by name."""
        return await self._database.read(store.of_theatre, theatre_id)

    async def layout(self, layout_id: str) -> Layout:
        """One published layout; NotFound."""
        return await self._publishing.layout(layout_id)

    async def in_sync(self, layout_id: str) -> bool:
        """Whether Screen, Booking and Display hold the same digest of this layout."""
        return await self._publishing.in_sync(layout_id)

    async def versions(self, theatre_id: str) -> tuple[LayoutVersion, ...]:
        """The layouts of all of a theatre's screens, the newest first."""
        return await self._publishing.versions(theatre_id)

    async def watch_versions(self, screen_id: str) -> AsyncIterator[LayoutVersion]:
        """A screen's layouts, then the newest state of whichever changes; close the iterator to
        stop watching. NotFound."""
        await self.get(screen_id)
        async for version in self._publishing.watch_versions(screen_id):
            yield version

    async def drafts(self, theatre_id: str) -> tuple[Draft, ...]:
        """The drafts of all of a theatre's screens, the one changed last first."""
        return await self._drafting.of_theatre(theatre_id)

    async def draft(self, draft_id: str) -> DraftDocument:
        """One draft with its document; NotFound."""
        return await self._drafting.document(draft_id)

    async def theatre_of_draft(self, draft_id: str) -> str:
        """The id of the theatre that a draft belongs to; NotFound."""
        return await self._drafting.theatre_of(draft_id)

    async def save_draft(self, edit: DraftEdit, by: str) -> Draft:
        """Keep a new draft or a new version of one; Outdated, NotFound, BadInput."""
        return await self._drafting.save(edit, by)

    async def delete_draft(self, draft_id: str, version: int, by: str) -> bool:
        """Delete a draft that is still at this version; False when there is none, Outdated."""
        return await self._drafting.delete(draft_id, version, by)

    def _new(self, theatre_id: str, name: str, screen_id: str = "") -> Screen:
        now = self._clock.now()
        return Screen(screen_id, theatre_id, name, "", now, now)


def _open(connection: Connection, new: Screen, by: str) -> Screen:
    """Keep a screen under an id of its own, or answer the one of its name."""
    there = store.named(connection, new.theatre_id, new.name)
    if there is None:
        there = replace(new, screen_id=store.next_screen_id(connection, new.theatre_id))
        store.add(connection, there, by)
    return there


def _add(connection: Connection, new: Screen, digest: str, by: str) -> Screen:
    """Keep a screen and give it an id, or answer the same one if it is there already."""
    there = store.named(connection, new.theatre_id, new.name)
    if there is None and new.screen_id:
        there = store.get(connection, new.screen_id)
    if there is None and new.screen_id:
        store.add(connection, new, by)
        return new
    if there is None:
        return _open(connection, new, by)
    published = layouts.published(connection, there.layout_id)
    asked = (new.theatre_id, new.name, new.screen_id or there.screen_id)
    if asked != (there.theatre_id, there.name, there.screen_id) or (
        published is not None and published[0] != digest
    ):
        raise InUse(f"There is a screen “{there.name}” ({there.screen_id}) already.")
    return there
