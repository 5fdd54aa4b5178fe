"""Moving a show to another layout with everybody who has a seat."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from boxoffice.model.booking import Line
from boxoffice.model.clock import Clock
from boxoffice.model.errors import BadInput, Outdated, Refusal, TryAgain
from boxoffice.model.moving import ChosenSeat, ShowMove
from boxoffice.model.show import OfferedShow
from boxoffice.rules.seat_matching import new_uids
from boxoffice.services.booking.catalog import Catalog
from boxoffice.services.booking.holding import Holding
from boxoffice.services.booking.move_plan import (
    check_everybody_seated,
    moved_lines,
    plan_move,
)
from boxoffice.services.booking.projector import Projector
from boxoffice.services.booking.sale import OnSale, put_on_sale, still_there
from boxoffice.stores.booking_ledger import Outrun
from boxoffice.stores.booking_moves import Seated, read_move, read_seated, write_move
from boxoffice.stores.database import Database

#: How often it is decided anew after something was sold at the same moment.
DECISION_TRIES = 5


@dataclass(frozen=True, slots=True)
class _Planned:
    """A move, what it was worked out from, the show after it, and the uid in its layout of every
    seat that is found again there."""

    move: ShowMove
    before: Seated
    after: OnSale
    uids: Mapping[str, str]


class Moving:
    """Commands over shows and all their seats."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        catalog: Catalog,
        holding: Holding,
        projector: Projector,
    ) -> None:
        self._database = database
        self._clock = clock
        self._catalog = catalog
        self._holding = holding
        self._projector = projector

    async def preview(self, offered: OfferedShow, chosen: tuple[ChosenSeat, ...]) -> ShowMove:
        """What moving the show to the layout it has in `offered` would do."""
        return (await self._plan(offered, chosen)).move

    async def move(
        self, offered: OfferedShow, chosen: tuple[ChosenSeat, ...], token: str, by: str
    ) -> ShowMove:
        """Do what the preview with this token said, once."""
        try:
            return await self._move(offered, chosen, token, by)
        except Refusal:
            # Another process may have made it meanwhile; a refusal must be the last word.
            done = await self._database.read(read_move, offered, token)
            if done is None:
                raise
            return done

    async def _move(
        self, offered: OfferedShow, chosen: tuple[ChosenSeat, ...], token: str, by: str
    ) -> ShowMove:
        for _ in range(DECISION_TRIES):
            done = await self._database.read(read_move, offered, token)
            if done is not None:
                return done
            planned = await self._plan(offered, chosen)
            if planned.move.token != token:
                raise Outdated("Seats or the show have changed meanwhile. Look at the move again.")
            check_everybody_seated(planned.move)
            try:
                changed = await self._database.run(
                    write_move,
                    planned.move,
                    offered,
                    planned.before,
                    planned.uids,
                    self._clock.now(),
                    by,
                )
            except Outrun:
                continue
            self._catalog.moved(planned.after)
            self._projector.moved(offered.show.show_id, changed)
            await self._move_holds(planned)
            return planned.move
        raise TryAgain("Too many sales at the same moment. Try again.")

    async def _plan(self, offered: OfferedShow, chosen: tuple[ChosenSeat, ...]) -> _Planned:
        show = offered.show
        # In this order a hold that is claimed meanwhile is seen as the one or the other.
        holds = await self._holding.of_show(show.show_id)
        seated = await self._database.read(read_seated, show.show_id)
        if seated.layout_id == show.layout_id:
            raise BadInput(f"Show {show.show_id} is on layout {show.layout_id} already.")
        before = await self._before(show.show_id, seated)
        after = put_on_sale(offered, await self._catalog.layout(show.layout_id))
        owners = {booking.booking_id for booking in seated.owning}
        held = [
            hold
            for hold in holds
            if hold.booking_id not in owners and still_there(before, hold.lines)
        ]
        everybody = [*seated.owning, *held]
        uids = await asyncio.to_thread(new_uids, before.layout.plan, after.layout.plan)
        off_sale = {uids[one.seat_uid] for one in seated.blocks if one.seat_uid in uids}
        move = await asyncio.to_thread(plan_move, before, after, everybody, chosen, off_sale)
        return _Planned(move, seated, after, uids)

    async def _before(self, show_id: int, seated: Seated) -> OnSale:
        """The show as it was when its bookings were read; TryAgain when it has changed since."""
        sale = await self._catalog.show(show_id)
        if sale.offered.show.version != seated.version:
            self._catalog.forget(show_id)
            sale = await self._catalog.show(show_id)
        if sale.offered.show.version != seated.version:
            raise TryAgain("The show has just changed. Try again.")
        return sale

    async def _move_holds(self, planned: _Planned) -> None:
        """Who is still choosing goes on with the same seats, or with those that were proposed;
        whose seat somebody else has by now begins anew."""

        def moved(lines: tuple[Line, ...]) -> tuple[Line, ...] | None:
            there = moved_lines(lines, planned.move)
            return there if still_there(planned.after, there) else None

        owners = {booking.booking_id for booking in planned.before.owning}
        for hold in await self._holding.of_show(planned.move.show_id):
            if hold.booking_id not in owners:
                await self._holding.reseat(hold, moved)
