"""The SQLite engine: one file for all services, opened and brought up to date."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from boxoffice.stores.file_lock import FileLock
from boxoffice.stores.migrate import migrate
from boxoffice.stores.migrations import HEADS
from boxoffice.stores.sqlite import SqliteDatabase

DATABASE_FILE = "cinema.db"
#: What SQLite keeps beside a database, and would apply to another one of the same name.
_BESIDE = ("-wal", "-shm")


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


@asynccontextmanager
async def locked(data_dir: Path) -> AsyncIterator[None]:
    """The directory for this process alone, before there is a database; StoreUnusable."""
    await asyncio.to_thread(data_dir.mkdir, parents=True, exist_ok=True)
    lock = await asyncio.to_thread(FileLock, data_dir / DATABASE_FILE)
    try:
        yield
    finally:
        lock.release()


def put_in_place(made_in: Path, data_dir: Path) -> None:
    """Move a closed database from the folder where it was made into its directory, which has
    none, in one step that outlives a power cut. Blocks."""
    made, place = made_in / DATABASE_FILE, data_dir / DATABASE_FILE
    for suffix in _BESIDE:
        place.with_name(DATABASE_FILE + suffix).unlink(missing_ok=True)
    with made.open("rb+") as file:
        os.fsync(file.fileno())
    made.replace(place)
    if os.name == "posix":
        folder = os.open(data_dir, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    shutil.rmtree(made_in)
