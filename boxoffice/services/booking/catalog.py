"""Shows as they are sold, read from Booking's own copies and kept at hand."""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import TypeVar

from boxoffice.model.errors import NotFound
from boxoffice.model.layout import Layout
from boxoffice.model.show import OfferedShow
from boxoffice.rules.layouts import canonical, digest
from boxoffice.services.booking.sale import OnSale, put_on_sale
from boxoffice.stores import booking_catalog
from boxoffice.stores.database import Database

K = TypeVar("K")
V = TypeVar("V")

SHOWS_KEPT = 2_000
LAYOUTS_KEPT = 200
#: Show ids are 32 bits wide on the wire and in SQL.
LAST_SHOW_ID = 2**31 - 1


class Catalog:
    """Booking's copies of layouts and shows."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._shows: OrderedDict[int, OnSale] = OrderedDict()
        self._layouts: OrderedDict[str, Layout] = OrderedDict()

    async def put_layout(self, layout: Layout) -> str:
        """Keep a layout; answers the digest computed here, or the one held before."""
        plan, digested = await asyncio.to_thread(
            lambda: (canonical(layout.plan), digest(layout.plan))
        )
        return await self._database.run(booking_catalog.put_layout, layout, plan, digested)

    async def put_show(self, offered: OfferedShow) -> int:
        """Keep a show; answers the version now held."""
        held = await self._database.run(booking_catalog.put_show, offered)
        if held == offered.show.version:
            layouts = await self._layouts_of((offered,))
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
        found = {i: self._shows[i] for i in show_ids if i in self._shows}
        missing = [i for i in dict.fromkeys(show_ids) if i not in found]
        if missing:
            offers = await self._database.read(booking_catalog.read_shows, missing)
            layouts = await self._layouts_of(offers)
            for offered in offers:
                sale = put_on_sale(offered, layouts[offered.show.layout_id])
                found[offered.show.show_id] = self._remember(sale)
        return found

    def _remember(self, sale: OnSale) -> OnSale:
        """Keep a show at hand unless a newer version came first; answers the one that is kept."""
        show = sale.offered.show
        at_hand = self._shows.get(show.show_id)
        if at_hand is not None and at_hand.offered.show.version > show.version:
            return at_hand
        _keep(self._shows, show.show_id, sale, SHOWS_KEPT)
        return sale

    async def _layouts_of(self, offers: Sequence[OfferedShow]) -> Mapping[str, Layout]:
        wanted = {offered.show.layout_id for offered in offers}
        found = {i: self._layouts[i] for i in wanted if i in self._layouts}
        missing = sorted(wanted - found.keys())
        if missing:
            for layout in await self._database.read(booking_catalog.read_layouts, missing):
                found[layout.layout_id] = layout
                _keep(self._layouts, layout.layout_id, layout, LAYOUTS_KEPT)
        return found


def _keep(kept: OrderedDict[K, V], key: K, value: V, limit: int) -> None:
    """Remember a value, and forget the oldest beyond `limit`."""
    kept[key] = value
    if len(kept) > limit:
        kept.popitem(last=False)
