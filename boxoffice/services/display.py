"""The Display service: what people look at, drawn from its own copies of published layouts."""

import asyncio
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from boxoffice.model.clock import Clock
from boxoffice.model.errors import NotFound
from boxoffice.model.layout import Layout
from boxoffice.model.media import Media
from boxoffice.model.user import Caller
from boxoffice.rules.layouts import canonical, digest
from boxoffice.rules.pictures import check_media_id, content_type_of
from boxoffice.stores import display as store
from boxoffice.stores import media as pictures
from boxoffice.stores.database import Database


class Displays:
    """A boxoffice.model.services.DisplayService. Pictures are kept in `media_dir`."""

    def __init__(self, database: Database, clock: Clock, media_dir: Path) -> None:
        self._database = database
        self._clock = clock
        self._media_dir = media_dir

    async def put_layout(self, layout: Layout) -> str:
        """Keep a copy of a published layout; answers the digest it computed itself."""
        drawing = await asyncio.to_thread(canonical, layout.plan)
        kept = replace(layout, digest=digest(drawing))
        return await self._database.run(store.put, kept, drawing)

    async def layouts(self, layout_ids: tuple[str, ...]) -> tuple[Layout, ...]:
        """The published layouts there are among `layout_ids`, in that order."""
        return await self._database.read(store.get_many, layout_ids)

    async def put_media(self, media_id: str, content: bytes, by: Caller) -> str:
        """Keep a picture, replacing an earlier one of its id; answers its content type. BadInput
        for an id or a content that cannot be and for one picture too many, NotAllowed for
        somebody else's."""
        check_media_id(media_id)
        content_type = content_type_of(content)
        is_there = await asyncio.to_thread(pictures.has, self._media_dir, media_id)
        # Noted first: two who put one at once cannot both come to own it.
        await self._database.run(
            store.claim_picture, media_id, by, self._clock.now(), is_there=is_there
        )
        await asyncio.to_thread(pictures.put, self._media_dir, media_id, content)
        return content_type

    async def media(self, media_id: str) -> Media:
        """One picture; NotFound, BadInput."""
        check_media_id(media_id)
        found = await asyncio.to_thread(self._read, media_id)
        if found is None:
            raise NotFound(f"There is no picture {media_id}.")
        return found

    def _read(self, media_id: str) -> Media | None:
        content = pictures.get(self._media_dir, media_id)
        if content is None:
            return None
        return Media(media_id, content_type_of(content), content, sha256(content).hexdigest())
