"""Moving shows to another layout: Show knows what may be, Booking who has which seat.

A confirmed move is written down first, then made by Booking, then noted here. Whatever comes
between these steps, it is asked for again under its token until its outcome is known, and until
then the show is changed by nothing else.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from sqlalchemy import Connection

from boxoffice.model.clock import Clock
from boxoffice.model.errors import BadInput, NotFound, Outdated, Refusal, TryAgain, WrongState
from boxoffice.model.layout import Layout
from boxoffice.model.money import Money
from boxoffice.model.moving import ChosenSeat, NewPrice, ShowMove
from boxoffice.model.services import ScreenService, TheatreService
from boxoffice.model.show import CategoryPrice, OfferedShow, Show, ShowStatus
from boxoffice.rules.grid import to_grid
from boxoffice.services.new_show import check_prices
from boxoffice.stores import show as shows
from boxoffice.stores import show_moves as store
from boxoffice.stores.database import Database
from boxoffice.stores.show_moves import PendingMove

#: How long a move of the largest hall may take Booking.
MOVE_SECONDS = 25.0

#: After these nothing was moved and nothing will be; after any other nobody knows.
_REFUSALS = (BadInput, NotFound, Outdated, WrongState)

_log = logging.getLogger(__name__)


class ShowMover(Protocol):
    """What moving shows needs of Booking."""

    async def preview_move(
        self, offered: OfferedShow, chosen: tuple[ChosenSeat, ...] = ()
    ) -> ShowMove:
        """What moving a show to the layout it has in `offered` would do to who has its seats."""
        ...

    async def move_show(
        self, offered: OfferedShow, token: str, by: str, chosen: tuple[ChosenSeat, ...] = ()
    ) -> ShowMove:
        """Do what the preview with this token said, once."""
        ...


class ShowMoving:
    """The part of a ShowService that moves shows."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        theatres: TheatreService,
        screens: ScreenService,
        bookings: ShowMover,
        changed: Callable[[str], None],
    ) -> None:
        """`changed` is told the theatre of each show that was moved."""
        self._database = database
        self._clock = clock
        self._theatres = theatres
        self._screens = screens
        self._bookings = bookings
        self._changed = changed

    async def preview(
        self,
        show_id: int,
        layout_id: str,
        prices: tuple[NewPrice, ...],
        chosen: tuple[ChosenSeat, ...],
    ) -> ShowMove:
        """What moving a show would do."""
        show = await self._show(show_id)
        moved = await self._moved(show, layout_id, prices)
        return await self._bookings.preview_move(await self._offered(moved), chosen)

    async def move(
        self,
        show_id: int,
        layout_id: str,
        prices: tuple[NewPrice, ...],
        chosen: tuple[ChosenSeat, ...],
        token: str,
        by: str,
    ) -> ShowMove:
        """Do what the preview with this token said, once."""
        show = await self._show(show_id)
        if show.layout_id == layout_id:
            # Perhaps it was moved so, and only the answer was lost.
            return await self._bookings.move_show(await self._offered(show), token, by)
        move = PendingMove(await self._moved(show, layout_id, prices), chosen, token, by)
        begun = await self._database.run(_begin, move, self._clock.now())
        return await self._carry_out(begun)

    async def finish_all(self) -> None:
        """Carry out what was begun and is not known to be made or refused."""
        for move in await self._database.read(store.all_pending):
            try:
                await self._carry_out(move)
            except Refusal as refusal:
                _log.warning("Show %d was not moved: %s", move.show.show_id, refusal)
            except Exception:
                # One move that cannot be made must not keep the cinema from all its other shows.
                _log.exception("Show %d could not be moved.", move.show.show_id)

    async def _carry_out(self, move: PendingMove) -> ShowMove:
        offered = await self._offered(move.show)
        try:
            async with asyncio.timeout(MOVE_SECONDS):
                done = await self._bookings.move_show(offered, move.token, move.by, move.chosen)
        except TimeoutError as error:
            raise TryAgain(
                "The show is still being moved. Ask again in a moment what became of it."
            ) from error
        except _REFUSALS:
            await self._database.run(store.drop, move)
            raise
        await self._database.run(store.finish, move)
        self._changed(move.show.theatre_id)
        return done

    async def _show(self, show_id: int) -> Show:
        show = await self._database.read(shows.get, show_id)
        if show is None:
            raise NotFound(f"There is no show {show_id}.")
        return show

    async def _offered(self, show: Show) -> OfferedShow:
        theatre = await self._theatres.get(show.theatre_id)
        return OfferedShow(show, theatre.terms, theatre.time_zone)

    async def _moved(self, show: Show, layout_id: str, prices: tuple[NewPrice, ...]) -> Show:
        """The show as it is on the layout; BadInput, NotFound, TryAgain."""
        now = self._clock.now()
        layout = await self._screens.layout(layout_id)
        if layout.screen_id != show.screen_id:
            raise BadInput(f"Layout {layout_id} is one of another screen.")
        if show.status is ShowStatus.CANCELLED or show.starts_at <= now:
            raise BadInput("Only a show that is still to come can be moved.")
        if not await self._screens.in_sync(layout_id):
            raise TryAgain(f"Layout {layout_id} is still being published. Try again in a moment.")
        priced = await asyncio.to_thread(_prices, show, layout, prices)
        check_prices(priced, layout)
        return replace(
            show, layout_id=layout_id, prices=priced, version=show.version + 1, updated_at=now
        )


def _prices(show: Show, layout: Layout, given: tuple[NewPrice, ...]) -> tuple[CategoryPrice, ...]:
    """A price for each category of the layout that has one: the one given, else the show's for the
    same id and name; another drawing may have given the id to something else."""
    currency = show.prices[0].price.currency
    names = {category.category_id: category.name for category in layout.plan.categories}
    amounts: Mapping[int, Money] = {
        **{
            price.category_id: price.price
            for price in show.prices
            if names.get(price.category_id) == price.name
        },
        **{price.category_id: Money(price.amount_minor, currency) for price in given},
    }
    if unknown := {price.category_id for price in given} - {
        category.category_id for category in layout.plan.categories
    }:
        raise BadInput(f"Layout {layout.layout_id} has no category {min(unknown)}.")
    return tuple(
        CategoryPrice(grid.category_id, grid.name, grid.rows, grid.columns, price)
        for grid in to_grid(layout.plan)
        if (price := amounts.get(grid.category_id)) is not None
    )


def _begin(connection: Connection, move: PendingMove, at: datetime) -> PendingMove:
    """Write a move down, or answer the same one that is; TryAgain while another one is on,
    Outdated when the show has changed since it was read."""
    pending = store.of_show(connection, move.show.show_id)
    if pending is not None:
        if pending.token != move.token:
            raise TryAgain("This show is being moved already. Try again in a moment.")
        return pending
    show = shows.get(connection, move.show.show_id)
    if show is None or show.version != move.show.version - 1:
        raise Outdated("The show has changed meanwhile. Look at the move again.")
    store.begin(connection, move, at)
    return move
