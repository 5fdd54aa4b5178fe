"""How a theatre's halls stand: what is published, what is drawn, and which shows are to come."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from boxoffice.client.api import BoxOffice
from boxoffice.model.errors import NotFound
from boxoffice.model.moving import MovedTicket
from boxoffice.model.publishing import Draft, LayoutVersion
from boxoffice.model.show import ShowListing
from boxoffice.model.theatre import Screen


@dataclass(frozen=True, slots=True)
class HallState:
    """One screen with its layouts, the newest first; `shows` are those to come, by time."""

    screen: Screen
    layouts: tuple[LayoutVersion, ...]
    drafts: tuple[Draft, ...]
    shows: tuple[ShowListing, ...]

    @property
    def newest(self) -> LayoutVersion | None:
        """The newest layout; None before the first."""
        return self.layouts[0] if self.layouts else None

    @property
    def current(self) -> tuple[ShowListing, ...]:
        """The shows to come on the newest layout."""
        return tuple(one for one in self.shows if one.show.layout_id == self.screen.layout_id)

    @property
    def older(self) -> tuple[ShowListing, ...]:
        """The shows to come on layouts before the newest."""
        return tuple(one for one in self.shows if one.show.layout_id != self.screen.layout_id)


@dataclass(frozen=True, slots=True)
class Site:
    """All screens of a theatre by name, the names of its staff by their ids, and the tickets that
    are to be printed anew since their shows were moved."""

    halls: tuple[HallState, ...]
    people: Mapping[str, str]
    to_reissue: tuple[MovedTicket, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Whether no screen's newest layout is still on its way to somebody."""
        newest = (hall.newest for hall in self.halls)
        return all(one is None or one.in_sync or one.is_stuck for one in newest)

    def hall(self, screen_id: str) -> HallState | None:
        """One screen; None when there is none."""
        return next((one for one in self.halls if one.screen.screen_id == screen_id), None)


async def look_at_hall(box_office: BoxOffice, theatre_id: str, screen_id: str) -> HallState:
    """How one screen stands now; NotFound."""
    hall = (await look(box_office, theatre_id)).hall(screen_id)
    if hall is None:
        raise NotFound(f"There is no screen {screen_id}.")
    return hall


async def look(box_office: BoxOffice, theatre_id: str) -> Site:
    """How it all stands now."""
    halls = box_office.halls
    screens, versions, drafts, shows, staff, to_reissue = await asyncio.gather(
        halls.screens(theatre_id),
        halls.versions(theatre_id),
        halls.drafts(theatre_id),
        halls.shows_to_come(theatre_id),
        halls.staff(theatre_id),
        box_office.tickets_to_reissue(theatre_id),
    )
    return Site(
        tuple(
            HallState(
                screen,
                tuple(one for one in versions if one.screen_id == screen.screen_id),
                tuple(one for one in drafts if one.screen_id == screen.screen_id),
                tuple(one for one in shows if one.show.screen_id == screen.screen_id),
            )
            for screen in screens
        ),
        {user.user_id: user.display_name for user in staff},
        to_reissue,
    )
