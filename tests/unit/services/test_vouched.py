"""Answers kept in memory are given up by every change, however the change is waited for."""

import asyncio
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from boxoffice.services.vouched import Vouched
from boxoffice.stores.postgresql import PostgresDatabase
from boxoffice.stores.sqlite import SqliteDatabase


class Counted:
    """A number in SQL, and how often it was read from there."""

    def __init__(self) -> None:
        self.reads = 0

    def make(self, connection: Connection) -> None:
        connection.execute(text("CREATE TABLE counted (number INTEGER)"))
        connection.execute(text("INSERT INTO counted VALUES (1)"))

    def read(self, connection: Connection, _key: str) -> int:
        self.reads += 1
        number: int = connection.execute(text("SELECT number FROM counted")).scalar_one()
        return number

    def put(self, connection: Connection, number: int) -> None:
        connection.execute(text("UPDATE counted SET number = :number"), {"number": number})


@pytest.fixture
async def vouched(tmp_path: Path) -> AsyncIterator[Vouched]:
    database = await SqliteDatabase.open(tmp_path / "vouched.db")
    yield Vouched(database, kept=2)
    await database.close()


async def test_what_was_read_is_read_again_only_after_a_change(vouched: Vouched) -> None:
    number = Counted()
    await vouched.run(number.make)
    assert [await vouched.read_kept("a", number.read) for _ in range(3)] == [1, 1, 1]
    assert number.reads == 1
    await vouched.run(number.put, 2)
    assert [await vouched.read_kept("a", number.read) for _ in range(2)] == [2, 2]
    assert number.reads == 2


async def test_a_change_that_nobody_waited_for_counts_as_well(vouched: Vouched) -> None:
    number = Counted()
    await vouched.run(number.make)
    await vouched.read_kept("a", number.read)
    goes_on = threading.Event()

    def put(connection: Connection) -> None:
        goes_on.wait()
        number.put(connection, 2)

    waiting = asyncio.create_task(vouched.run(put))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    assert await vouched.read_kept("a", number.read) == 1
    goes_on.set()
    # One writer: this commits after it.
    await vouched.run(lambda _connection: None)
    assert await vouched.read_kept("a", number.read) == 2


async def test_what_was_read_before_a_change_is_not_kept_after_it(vouched: Vouched) -> None:
    number = Counted()
    await vouched.run(number.make)
    has_read, goes_on = threading.Event(), threading.Event()

    def read(connection: Connection, key: str) -> int:
        found = number.read(connection, key)
        has_read.set()
        goes_on.wait()
        return found

    reading = asyncio.create_task(vouched.read_kept("a", read))
    await asyncio.to_thread(has_read.wait)
    await vouched.run(number.put, 2)
    goes_on.set()
    assert await reading == 1
    assert await vouched.read_kept("a", number.read) == 2


async def test_nothing_is_kept_of_a_database_that_others_write_to(postgres_url: str) -> None:
    database = await PostgresDatabase.open(postgres_url)
    vouched, number = Vouched(database, kept=2), Counted()

    def read(_connection: Connection, _key: str) -> int:
        number.reads += 1
        return number.reads

    assert [await vouched.read_kept("a", read) for _ in range(2)] == [1, 2]
    await database.close()
