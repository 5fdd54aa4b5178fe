"""The services that hold drawings of halls; what holds for all services is said in services."""

from collections.abc import AsyncIterator
from typing import Protocol

from boxoffice.model.layout import Layout, Plan
from boxoffice.model.media import Media
from boxoffice.model.publishing import Draft, DraftDocument, DraftEdit, LayoutVersion
from boxoffice.model.theatre import Screen
from boxoffice.model.user import Caller


class ScreenService(Protocol):
    """Auditoriums, drafts of them, and their published layouts."""

    async def add(
        self, theatre_id: str, name: str, plan: Plan, by: str, screen_id: str = ""
    ) -> Screen:
        """Make a screen and publish its first layout; BadInput for a plan that cannot be sold,
        TryAgain when the copies do not answer."""
        ...

    async def open(self, theatre_id: str, name: str, by: str) -> Screen:
        """Make a screen that is still to be drawn, or answer the one of that name; BadInput."""
        ...

    async def publish(self, screen_id: str, plan: Plan, after: str, by: str) -> LayoutVersion:
        """Freeze a plan as the screen's newest layout, once, and wait for the copies, but not for
        long: what it answers says how each stands. `after` is the layout that is to be the newest
        before it (empty: none): Outdated when another one is. BadInput, NotFound."""
        ...

    async def get(self, screen_id: str) -> Screen:
        """One screen; NotFound."""
        ...

    async def of_theatre(self, theatre_id: str) -> tuple[Screen, ...]:
        """A theatre's screens by name."""
        ...

    async def layout(self, layout_id: str) -> Layout:
        """One published layout; NotFound."""
        ...

    async def in_sync(self, layout_id: str) -> bool:
        """Whether Screen, Booking and Display hold the same digest of this layout."""
        ...

    async def versions(self, theatre_id: str) -> tuple[LayoutVersion, ...]:
        """The layouts of all of a theatre's screens, the newest first."""
        ...

    def watch_versions(self, screen_id: str) -> AsyncIterator[LayoutVersion]:
        """A screen's layouts, the newest first, then the newest state of whichever is published or
        changes; NotFound."""
        ...

    async def drafts(self, theatre_id: str) -> tuple[Draft, ...]:
        """The drafts of all of a theatre's screens, the one changed last first."""
        ...

    async def draft(self, draft_id: str) -> DraftDocument:
        """One draft with its document; NotFound."""
        ...

    async def theatre_of_draft(self, draft_id: str) -> str:
        """The id of the theatre that a draft belongs to; NotFound."""
        ...

    async def save_draft(self, edit: DraftEdit, by: str) -> Draft:
        """Keep a new draft or a new version of one; saved twice it is the same. Outdated when
        somebody else saved it meanwhile, NotFound, BadInput."""
        ...

    async def delete_draft(self, draft_id: str, version: int, by: str) -> bool:
        """Delete a draft that is still at this version; False when there is none, Outdated."""
        ...


class DisplayService(Protocol):
    """What people look at: published layouts as drawn, posters and other pictures."""

    async def put_layout(self, layout: Layout) -> str:
        """Keep a copy of a published layout; answers the digest it computed itself."""
        ...

    async def layouts(self, layout_ids: tuple[str, ...]) -> tuple[Layout, ...]:
        """The published layouts there are among `layout_ids`, in that order."""
        ...

    async def put_media(self, media_id: str, content: bytes, by: Caller) -> str:
        """Keep a picture, replacing an earlier one of its id; answers its content type. BadInput
        for an id or a content that cannot be and for one picture too many, NotAllowed for
        somebody else's."""
        ...

    async def media(self, media_id: str) -> Media:
        """One picture; NotFound, BadInput."""
        ...
