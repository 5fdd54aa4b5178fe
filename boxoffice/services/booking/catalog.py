"""Shows as they are sold, read from Booking's own copies and kept at hand."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from boxoffice.model.errors import NotFound
from boxoffice.model.layout import Layout
from boxoffice.model.show import OfferedShow
from boxoffice.rules.bounded import Bounded
from boxoffice.rules.layouts import canonical, digest
from boxoffice.services.booking.known_layout import KnownLayout
from boxoffice.services.booking.sale import OnSale, put_on_sale
from boxoffice.stores import booking_catalog
from boxoffice.stores.database import Database

SHOWS_KEPT = 2_000
LAYOUTS_KEPT = 200
#: Show ids are 32 bits wide on the wire and in SQL.
LAST_SHOW_ID = 2**31 - 1


class Catalog:
    """Booking's copies of layouts and shows."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._shows: Bounded[int, OnSale] = Bounded(SHOWS_KEPT)
        self._layouts: Bounded[str, KnownLayout] = Bounded(LAYOUTS_KEPT)

    async def put_layout(self, layout: Layout) -> str:
        """Keep a layout; answers the digest computed here, or the one held before."""
        drawing = await asyncio.to_thread(canonical, layout.plan)
        kept = replace(layout, digest=digest(drawing))
        return await self._database.run(booking_catalog.put_layout, kept, drawing)

    async def put_show(self, offered: OfferedShow) -> int:
        """Keep a show; answers the version now held."""
        held = await self._database.run(booking_catalog.put_show, offered)
        if held == offered.show.version:
            layouts = await self._layouts_of((offered.show.layout_id,))
            self._remember(put_on_sale(offered, layouts[offered.show.layout_id]))
        return held

    async def show(self, show_id: int) -> OnSale:
        """One show; NotFound."""
        at_hand = self._shows.get(show_id)
        if at_hand is not None:
            return at_hand
        found = await self.shows((show_id,)) if 0 < show_id <= LAST_SHOW_ID else {}
        if show_id not in found:
            raise NotFound(f"There is no show {show_id}.")
        return found[show_id]

    async def shows(self, show_ids: Sequence[int]) -> Mapping[int, OnSale]:
        """The shows there are among `show_ids`, read together."""
        found = {i: sale for i in show_ids if (sale := self._shows.get(i)) is not None}
        missing = [i for i in dict.fromkeys(show_ids) if i not in found]
        if missing:
            offers = await self._database.read(booking_catalog.read_shows, missing)
            layouts = await self._layouts_of(each.show.layout_id for each in offers)
            for offered in offers:
                sale = put_on_sale(offered, layouts[offered.show.layout_id])
                found[offered.show.show_id] = self._remember(sale)
        return found

    async def layout(self, layout_id: str) -> KnownLayout:
        """One layout; NotFound."""
        found = await self._layouts_of((layout_id,))
        if layout_id not in found:
            raise NotFound(f"There is no layout {layout_id}.")
        return found[layout_id]

    def moved(self, sale: OnSale) -> None:
        """Keep a show at hand that was put on another layout."""
        self._remember(sale)

    def forget(self, show_id: int) -> None:
        """Read a show anew, which another process has moved."""
        self._shows.drop(show_id)

    def _remember(self, sale: OnSale) -> OnSale:
        """Keep a show at hand unless a newer version came first; answers the one that is kept."""
        show = sale.offered.show
        at_hand = self._shows.get(show.show_id)
        if at_hand is not None and at_hand.offered.show.version > show.version:
            return at_hand
        return self._shows.put(show.show_id, sale)

    async def _layouts_of(self, layout_ids: Iterable[str]) -> Mapping[str, KnownLayout]:
        wanted = set(layout_ids)
        found = {i: known for i in wanted if (known := self._layouts.get(i)) is not None}
        missing = sorted(wanted - found.keys())
        if missing:
            for known in await self._database.read(_read_layouts, missing):
                layout_id = known.layout.layout_id
                found[layout_id] = self._layouts.put(layout_id, known)
        return found


def _read_layouts(connection: Connection, layout_ids: Sequence[str]) -> tuple[KnownLayout, ...]:
    return tuple(map(KnownLayout, booking_catalog.read_layouts(connection, layout_ids)))
