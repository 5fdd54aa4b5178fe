"""What an admin asks about a theatre's halls: screens, drafts of them, what is published, and
moving shows to it."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass

from boxoffice.client.codec import decode, decode_all, encode, selection
from boxoffice.client.connection import Connection
from boxoffice.client.following import follow
from boxoffice.model.layout import Plan
from boxoffice.model.movie import MovieTitle
from boxoffice.model.moving import ChosenSeat, NewPrice, ShowMove
from boxoffice.model.publishing import Draft, DraftDocument, DraftEdit, LayoutVersion
from boxoffice.model.scheduling import Schedule
from boxoffice.model.show import Show, ShowListing
from boxoffice.model.theatre import Screen
from boxoffice.model.user import StaffUser
from boxoffice.rules.layouts import canonical
from boxoffice.rules.packed_text import pack, unpack


@dataclass(frozen=True, slots=True)
class OpenedDraft:
    """A draft and the text of its `.layout` document."""

    draft: Draft
    document: str


class Halls:
    """Every method raises the refusals of model.errors; TryAgain when the answer was lost, and
    then asking the same once more does nothing twice."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    _SCREENS = f"""query Screens($theatreId: ID!) {{
      screens(theatreId: $theatreId) {selection(Screen)}
    }}"""

    async def screens(self, theatre_id: str) -> tuple[Screen, ...]:
        """A theatre's screens by name, those that are still to be drawn included."""
        answer = await self._connection.call(self._SCREENS, {"theatreId": theatre_id})
        return decode_all(Screen, answer)

    _OPEN_SCREEN = f"""mutation OpenScreen($theatreId: ID!, $name: String!) {{
      openScreen(theatreId: $theatreId, name: $name) {selection(Screen)}
    }}"""

    async def open_screen(self, theatre_id: str, name: str) -> Screen:
        """Make a screen that is still to be drawn, or answer the one of that name; BadInput."""
        variables = {"theatreId": theatre_id, "name": name}
        return decode(Screen, await self._connection.call(self._OPEN_SCREEN, variables))

    _STAFF = f"""query Staff($theatreId: ID!) {{
      staff(theatreId: $theatreId) {selection(StaffUser)}
    }}"""

    async def staff(self, theatre_id: str) -> tuple[StaffUser, ...]:
        """Who works at a theatre, by whose ids drafts and layouts say who made them."""
        answer = await self._connection.call(self._STAFF, {"theatreId": theatre_id})
        return decode_all(StaffUser, answer)

    _VERSIONS = f"""query LayoutVersions($theatreId: ID!) {{
      layoutVersions(theatreId: $theatreId) {selection(LayoutVersion)}
    }}"""

    async def versions(self, theatre_id: str) -> tuple[LayoutVersion, ...]:
        """The layouts of all of a theatre's screens, the newest first."""
        answer = await self._connection.call(self._VERSIONS, {"theatreId": theatre_id})
        return decode_all(LayoutVersion, answer)

    _WATCH_VERSIONS = f"""subscription LayoutChanged($screenId: ID!) {{
      layoutChanged(screenId: $screenId) {selection(LayoutVersion)}
    }}"""

    async def watch_versions(self, screen_id: str) -> AsyncGenerator[LayoutVersion, None]:
        """A screen's layouts, the newest first, then the newest state of whichever is published or
        changes; after a break each of them once more. NotFound."""
        told = follow(self._connection, self._WATCH_VERSIONS, {"screenId": screen_id})
        async with aclosing(told):
            async for version in told:
                yield decode(LayoutVersion, version)

    _SHOWS_TO_COME = f"""query ShowsToCome($theatreId: ID!) {{
      showsToCome(theatreId: $theatreId) {selection(ShowListing)}
    }}"""

    async def shows_to_come(self, theatre_id: str) -> tuple[ShowListing, ...]:
        """A theatre's shows that have not begun yet, by time; each names its layout."""
        answer = await self._connection.call(self._SHOWS_TO_COME, {"theatreId": theatre_id})
        return decode_all(ShowListing, answer)

    _MOVIES = f"query Movies {{ movies {selection(MovieTitle)} }}"

    async def movies(self) -> tuple[MovieTitle, ...]:
        """All movies that there can be shows of, by title."""
        return decode_all(MovieTitle, await self._connection.call(self._MOVIES, {}))

    _SCHEDULE = f"""mutation ScheduleShows($theatreId: ID!, $schedule: ScheduleInput!) {{
      scheduleShows(theatreId: $theatreId, schedule: $schedule) {selection(Show)}
    }}"""

    async def schedule(self, theatre_id: str, schedule: Schedule) -> tuple[Show, ...]:
        """Make shows, all or none; just such ones that are there are answered instead. BadInput,
        TryAgain while the layout is being published."""
        variables = {"theatreId": theatre_id, "schedule": encode(schedule)}
        return decode_all(Show, await self._connection.call(self._SCHEDULE, variables))

    _PREVIEW_MOVE = f"""query MoveOfShow(
      $showId: Int!, $layoutId: ID!, $prices: [NewPriceInput!]!, $chosen: [ChosenSeatInput!]
    ) {{
      moveOfShow(showId: $showId, layoutId: $layoutId, prices: $prices, chosen: $chosen)
        {selection(ShowMove)}
    }}"""

    async def preview_move(
        self,
        show_id: int,
        layout_id: str,
        prices: tuple[NewPrice, ...] = (),
        chosen: tuple[ChosenSeat, ...] = (),
    ) -> ShowMove:
        """What moving a show to another layout of its screen does to every seat that is sold or
        held; nothing is done. `prices` are those of categories that it does not have yet, `chosen`
        seats in place of those that are gone. BadInput, TryAgain while the layout is being
        published."""
        variables = {
            "showId": show_id,
            "layoutId": layout_id,
            "prices": encode(prices),
            "chosen": encode(chosen),
        }
        return decode(ShowMove, await self._connection.call(self._PREVIEW_MOVE, variables))

    _MOVE = f"""mutation MoveShow(
      $showId: Int!, $layoutId: ID!, $prices: [NewPriceInput!]!, $chosen: [ChosenSeatInput!],
      $token: String!
    ) {{
      moveShow(
        showId: $showId, layoutId: $layoutId, prices: $prices, chosen: $chosen, token: $token
      ) {selection(ShowMove)}
    }}"""

    async def move(
        self,
        preview: ShowMove,
        prices: tuple[NewPrice, ...] = (),
        chosen: tuple[ChosenSeat, ...] = (),
    ) -> ShowMove:
        """Do what a preview (asked for with the same prices and chosen seats) said. Outdated when
        it would do anything else by now; BadInput when somebody who paid would have no seat. The
        tickets of the seats to `reissue` are among `BoxOffice.tickets_to_reissue` then."""
        variables = {
            "showId": preview.show_id,
            "layoutId": preview.to_layout_id,
            "prices": encode(prices),
            "chosen": encode(chosen),
            "token": preview.token,
        }
        return decode(ShowMove, await self._connection.call(self._MOVE, variables))

    _DRAFTS = f"""query Drafts($theatreId: ID!) {{
      drafts(theatreId: $theatreId) {selection(Draft)}
    }}"""

    async def drafts(self, theatre_id: str) -> tuple[Draft, ...]:
        """The drafts of all of a theatre's screens, the one changed last first."""
        return decode_all(
            Draft, await self._connection.call(self._DRAFTS, {"theatreId": theatre_id})
        )

    _DRAFT = f"""query Draft($draftId: ID!) {{
      draft(draftId: $draftId) {selection(DraftDocument)}
    }}"""

    async def draft(self, draft_id: str) -> OpenedDraft:
        """One draft; NotFound, BadInput when its document cannot be unpacked."""
        answer = await self._connection.call(self._DRAFT, {"draftId": draft_id})
        kept = decode(DraftDocument, answer)
        return OpenedDraft(kept.draft, await asyncio.to_thread(unpack, kept.packed))

    _SAVE_DRAFT = f"""mutation SaveDraft($draft: DraftInput!) {{
      saveDraft(draft: $draft) {selection(Draft)}
    }}"""

    async def save_draft(
        self,
        draft_id: str,
        screen_id: str,
        name: str,
        document: str,
        version: int = 0,
        based_on: str = "",
    ) -> Draft:
        """Keep a draft (its id a new UUID, chosen by who makes it) after the `version` that was
        read, 0 for none. Outdated when somebody else saved it meanwhile, NotFound when it was
        deleted, BadInput when it is too large."""
        packed = await asyncio.to_thread(pack, document)
        edit = DraftEdit(draft_id, screen_id, name, based_on, version, packed)
        return decode(Draft, await self._connection.call(self._SAVE_DRAFT, {"draft": encode(edit)}))

    _DELETE_DRAFT = """mutation DeleteDraft($draftId: ID!, $version: Int!) {
      deleteDraft(draftId: $draftId, version: $version)
    }"""

    async def delete_draft(self, draft_id: str, version: int) -> bool:
        """Delete a draft that is still at this version; False when there is none, Outdated."""
        variables = {"draftId": draft_id, "version": version}
        return bool(await self._connection.call(self._DELETE_DRAFT, variables))

    _PUBLISH = f"""mutation PublishLayout($screenId: ID!, $plan: String!, $after: String!) {{
      publishLayout(screenId: $screenId, plan: $plan, after: $after) {selection(LayoutVersion)}
    }}"""

    async def publish(self, screen_id: str, plan: Plan, after: str) -> LayoutVersion:
        """Freeze a plan as the screen's newest layout; the same plan again answers the same one.

        `after` is the layout that the plan was compared with, the screen's newest (empty: none);
        Outdated when another was published meanwhile. BadInput says what forbids publishing. The
        copies may still be on their way: `watch_versions` tells how they fare.
        """
        packed = await asyncio.to_thread(lambda: pack(canonical(plan).decode()))
        variables = {"screenId": screen_id, "plan": packed, "after": after}
        return decode(LayoutVersion, await self._connection.call(self._PUBLISH, variables))
