"""Exchanging what somebody has paid for what they hold: in the same show, or in another one."""

from boxoffice.model.booking import Booking
from boxoffice.model.clock import Clock
from boxoffice.model.errors import HoldOver, TryAgain
from boxoffice.model.refund import GivenBack
from boxoffice.services.booking.catalog import Catalog
from boxoffice.services.booking.claiming import DECISION_TRIES, Claiming
from boxoffice.services.booking.holding import Holding
from boxoffice.services.booking.projector import Projector
from boxoffice.services.booking.sale import still_there
from boxoffice.stores.booking_exchange import Wanted, exchange
from boxoffice.stores.booking_ledger import Moved, Outrun
from boxoffice.stores.booking_reading import read_booking
from boxoffice.stores.booking_refunds import read_given
from boxoffice.stores.database import Database


class Exchanging:
    """SQL decides; until it has, the lock store keeps the new seats for whoever holds them."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        catalog: Catalog,
        holding: Holding,
        projector: Projector,
        claiming: Claiming,
    ) -> None:
        self._database = database
        self._clock = clock
        self._catalog = catalog
        self._holding = holding
        self._projector = projector
        self._claiming = claiming

    async def exchange(
        self,
        booking_id: str,
        line_ids: tuple[str, ...],
        hold_id: str,
        due_minor: int,
        gives_back: bool,
        key: str,
        by: str,
    ) -> GivenBack:
        """Exchange lines for a hold, once under the key, with just the difference paid."""
        known = await self._database.read(read_given, booking_id, line_ids, key)
        if known is not None:
            return known
        claimed = await self._database.read(read_booking, hold_id)
        if claimed is not None:
            held = claimed
            given = await self._decide(booking_id, line_ids, held, due_minor, gives_back, key, by)
        else:
            held, seconds_left = await self._claiming.keep(hold_id)
            try:
                given = await self._decide(
                    booking_id, line_ids, held, due_minor, gives_back, key, by
                )
            except Exception:
                await self._holding.end_in(hold_id, seconds_left)
                raise
        # In this order the seats are never seen as free.
        self._projector.committed(given.booking)
        if given.target is not None:
            self._projector.committed(given.target)
        await self._holding.let_go_after_commit(held)
        return given

    async def _decide(
        self,
        booking_id: str,
        line_ids: tuple[str, ...],
        held: Booking,
        due_minor: int,
        gives_back: bool,
        key: str,
        by: str,
    ) -> GivenBack:
        for _ in range(DECISION_TRIES):
            sale = await self._catalog.show(held.show_id)
            if not still_there(sale, held.lines):
                raise HoldOver("The hall is another one now. Choose the seats again.")
            wanted = Wanted(
                self._claiming.pending(held),
                sale.layout.layout_id,
                sale.offered.terms,
                due_minor,
                gives_back,
            )
            now = self._clock.now()
            step = (booking_id, line_ids, key, wanted, now, by)
            try:
                return await self._database.run(exchange, *step)
            except Moved:
                self._catalog.forget(held.show_id)
                self._projector.moved(held.show_id)
            except Outrun:
                await self._claiming.refuse_taken(held)
        raise TryAgain("Too many changes at the same moment. Try again.")
