"""Drafts of screens, and publishing them."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from boxoffice.gateway.binding import Bindings, Shape
from boxoffice.gateway.closing import Closing
from boxoffice.gateway.request import Request
from boxoffice.model.publishing import (
    CopyHolder,
    CopyState,
    Draft,
    DraftDocument,
    DraftEdit,
    LayoutCopy,
    LayoutVersion,
)
from boxoffice.model.show import ShowListing
from boxoffice.model.theatre import Screen
from boxoffice.rules.layouts import plan_from
from boxoffice.rules.packed_text import unpack


async def screens(request: Request, theatre_id: str) -> tuple[Screen, ...]:
    """A theatre's screens by name."""
    return await request.services.screens.of_theatre(theatre_id)


async def layout_versions(request: Request, theatre_id: str) -> tuple[LayoutVersion, ...]:
    """The layouts of all of a theatre's screens."""
    return await request.services.screens.versions(theatre_id)


async def drafts(request: Request, theatre_id: str) -> tuple[Draft, ...]:
    """The drafts of all of a theatre's screens."""
    return await request.services.screens.drafts(theatre_id)


async def draft(request: Request, draft_id: str) -> DraftDocument:
    """One draft with its document."""
    return await request.services.screens.draft(draft_id)


async def shows_to_come(request: Request, theatre_id: str) -> tuple[ShowListing, ...]:
    """A theatre's shows that have not begun yet."""
    return await request.services.shows.to_come(theatre_id)


async def open_screen(request: Request, theatre_id: str, name: str) -> Screen:
    """Make a screen that is still to be drawn."""
    by = (await request.caller()).user_id
    return await request.services.screens.open(theatre_id, name, by)


async def save_draft(request: Request, draft: dict[str, Any]) -> Draft:
    """Keep a draft."""
    by = (await request.caller()).user_id
    return await request.services.screens.save_draft(DraftEdit(**draft), by)


async def delete_draft(request: Request, draft_id: str, version: int) -> bool:
    """Delete a draft."""
    by = (await request.caller()).user_id
    return await request.services.screens.delete_draft(draft_id, version, by)


async def publish_layout(request: Request, screen_id: str, plan: str, after: str) -> LayoutVersion:
    """Freeze a plan as a screen's newest layout."""
    # A large hall takes longer to read than others may wait.
    drawn = await asyncio.to_thread(lambda: plan_from(unpack(plan).encode()))
    by = (await request.caller()).user_id
    return await request.services.screens.publish(screen_id, drawn, after, by)


async def layout_changed(request: Request, screen_id: str) -> AsyncIterator[LayoutVersion]:
    """A screen's layouts, and whatever changes about them."""
    versions = request.services.screens.watch_versions(screen_id)
    async with Closing(versions):
        async for version in versions:
            yield version


BINDINGS = Bindings(
    roots={
        "Query.screens": screens,
        "Query.layoutVersions": layout_versions,
        "Query.drafts": drafts,
        "Query.draft": draft,
        "Query.showsToCome": shows_to_come,
        "Mutation.openScreen": open_screen,
        "Mutation.saveDraft": save_draft,
        "Mutation.deleteDraft": delete_draft,
        "Mutation.publishLayout": publish_layout,
    },
    streams={"Subscription.layoutChanged": layout_changed},
    shapes={
        "ScreenDetails": Shape(Screen),
        "LayoutVersion": Shape(LayoutVersion),
        "LayoutCopy": Shape(LayoutCopy),
        "Draft": Shape(Draft),
        "DraftDocument": Shape(DraftDocument),
    },
    enums={"CopyHolder": CopyHolder, "CopyState": CopyState},
)
