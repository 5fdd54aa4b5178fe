"""What whoever sits at the machine does to the keys of tickets, while the cinema is closed."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from boxoffice.bootstrap.engines import sqlite
from boxoffice.bootstrap.ticket_secret import ticket_secret
from boxoffice.model.clock import SystemClock
from boxoffice.model.doors import TicketKey
from boxoffice.model.errors import NotFound
from boxoffice.services.booking.ticket_keys import KeySafe, TicketKeys
from boxoffice.settings import Settings

#: Who did it, as the keys remember.
COMMAND = "command"


def list_keys(settings: Settings) -> Mapping[str, tuple[TicketKey, ...]]:
    """Each theatre's keys, oldest first. NotFound without a cinema, StoreUnusable while it is open
    elsewhere."""
    return asyncio.run(_list(settings))


def rotate(settings: Settings, theatre_id: str = "") -> Mapping[str, TicketKey]:
    """Let a new key sign at a theatre, or at each that has made tickets; answers the new ones.
    NotFound, and as above."""
    return asyncio.run(_rotate(settings, theatre_id))


def find(settings: Settings, key_id: str) -> Mapping[str, TicketKey]:
    """The key of this id at each theatre that has it; NotFound, and as above."""
    found = {
        theatre_id: key
        for theatre_id, keys in list_keys(settings).items()
        for key in keys
        if key.key_id == key_id
    }
    if not found:
        raise NotFound(
            f"There is no ticket key {key_id[:16]}. “boxoffice ticket-keys list” has all."
        )
    return found


def retire(settings: Settings, key_id: str) -> None:
    """Let no ticket admit that this key has signed, at whichever theatre; as `find`."""
    theatres = tuple(find(settings, key_id))
    asyncio.run(_retire(settings, theatres, key_id))


async def _list(settings: Settings) -> dict[str, tuple[TicketKey, ...]]:
    async with _opened(settings) as keys:
        return {one: await keys.list(one) for one in await keys.theatres()}


async def _rotate(settings: Settings, theatre_id: str) -> dict[str, TicketKey]:
    async with _opened(settings) as keys:
        known = await keys.theatres()
        if theatre_id and theatre_id not in known:
            raise NotFound(f"No tickets were made at a theatre {theatre_id[:40]} yet.")
        new: dict[str, TicketKey] = {}
        for one in (theatre_id,) if theatre_id else known:
            newest = (await keys.list(one))[-1]
            before = "" if newest.rotated_at else newest.key_id
            new[one] = (await keys.rotate(one, before, COMMAND))[-1]
        return new


async def _retire(settings: Settings, theatres: tuple[str, ...], key_id: str) -> None:
    async with _opened(settings) as keys:
        for one in theatres:
            await keys.retire(one, key_id, COMMAND)


@asynccontextmanager
async def _opened(settings: Settings) -> AsyncIterator[TicketKeys]:
    """The keys alone: nothing is sold meanwhile, and nobody else has the cinema open."""
    if not sqlite.is_there(settings.data_dir):
        raise NotFound(f"There is no cinema in {settings.data_dir}.")
    async with sqlite.opened(settings.data_dir) as database:
        yield TicketKeys(database, SystemClock(), KeySafe(ticket_secret(settings)))
