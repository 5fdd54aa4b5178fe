"""The Display service: what people look at, drawn from its own copies of published layouts."""

import asyncio
from dataclasses import replace

from boxoffice.model.layout import Layout
from boxoffice.rules.layouts import canonical, digest
from boxoffice.stores import display as store
from boxoffice.stores.database import Database


class Displays:
    """A boxoffice.model.services.DisplayService."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put_layout(self, layout: Layout) -> str:
        """Keep a copy of a published layout; answers the digest it computed itself."""
        drawing = await asyncio.to_thread(canonical, layout.plan)
        kept = replace(layout, digest=digest(drawing))
        return await self._database.run(store.put, kept, drawing)

    async def layouts(self, layout_ids: tuple[str, ...]) -> tuple[Layout, ...]:
        """The published layouts there are among `layout_ids`, in that order."""
        return await self._database.read(store.get_many, layout_ids)
