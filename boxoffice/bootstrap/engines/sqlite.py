"""The SQLite engine: one file for all services, opened and brought up to date."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from boxoffice.stores.migrate import migrate
from boxoffice.stores.migrations import HEADS
from boxoffice.stores.sqlite import SqliteDatabase

DATABASE_FILE = "cinema.db"


def is_there(data_dir: Path) -> bool:
    """Whether the directory holds a cinema's database."""
    return (data_dir / DATABASE_FILE).exists()


@asynccontextmanager
async def opened(data_dir: Path) -> AsyncIterator[SqliteDatabase]:
    """The directory's database, made where there is none; StoreUnusable says why it cannot be."""
    await asyncio.to_thread(data_dir.mkdir, parents=True, exist_ok=True)
    database = await SqliteDatabase.open(data_dir / DATABASE_FILE)
    try:
        await migrate(database, HEADS)
        yield database
    finally:
        await database.close()
