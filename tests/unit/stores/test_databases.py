"""What every make of database promises."""

import asyncio

import pytest
from sqlalchemy import Column, Connection, Integer, MetaData, Table, func, insert, select, text
from sqlalchemy.exc import DBAPIError

from boxoffice.stores.counters import counter_table, take_numbers
from boxoffice.stores.migrate import MigratableDatabase

metadata = MetaData()
sales = Table("sales", metadata, Column("seats", Integer, nullable=False))
counter = counter_table(metadata, "till")


@pytest.fixture(autouse=True)
async def _tables(database: MigratableDatabase) -> None:
    await database.run(metadata.create_all)


def sell(connection: Connection, seats: int) -> int:
    """Write a sale and answer how many seats that makes."""
    connection.execute(insert(sales), {"seats": seats})
    return sold(connection)


def sold(connection: Connection) -> int:
    return connection.execute(select(func.sum(sales.c.seats))).scalar() or 0


def fail_after_selling(connection: Connection) -> None:
    sell(connection, 5)
    raise LookupError


async def test_what_was_committed_is_read(database: MigratableDatabase) -> None:
    assert await database.run(sell, 2) == 2
    assert await database.run(sell, seats=3) == 5
    assert await database.read(sold) == 5


async def test_a_failure_leaves_nothing_behind(database: MigratableDatabase) -> None:
    with pytest.raises(LookupError):
        await database.run(fail_after_selling)
    assert await database.read(sold) == 0
    assert await database.run(sell, 2) == 2


async def test_a_cancelled_wait_does_not_cancel_the_commit(database: MigratableDatabase) -> None:
    waiting = asyncio.ensure_future(database.run(sell, 4))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert await database.run(sell, 1) == 5


async def test_a_failure_that_nobody_waits_for_any_more_is_logged(
    database: MigratableDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    waiting = asyncio.ensure_future(database.run(fail_after_selling))
    await asyncio.sleep(0)
    waiting.cancel()
    await database.close()
    await asyncio.sleep(0)
    assert [record.exc_info[0] for record in caplog.records if record.exc_info] == [LookupError]


async def test_sales_at_the_same_moment_all_count(database: MigratableDatabase) -> None:
    sums = await asyncio.gather(*(database.run(sell, 1) for _ in range(5)))
    assert sorted(sums) == [1, 2, 3, 4, 5]


async def test_who_reads_cannot_write(database: MigratableDatabase) -> None:
    with pytest.raises(DBAPIError, match=r"read-?only"):
        await database.read(sell, 1)
    assert await database.read(sold) == 0


async def test_closing_finishes_what_runs(database: MigratableDatabase) -> None:
    running = [asyncio.ensure_future(database.run(sell, 1)) for _ in range(3)]
    await asyncio.sleep(0)
    await database.close()
    assert sorted(await asyncio.gather(*running)) == [1, 2, 3]


async def test_a_number_is_never_given_twice(database: MigratableDatabase) -> None:
    def take(connection: Connection, name: str, count: int) -> range:
        return take_numbers(connection, counter, name, 100, count)

    assert await database.run(take, "show", 3) == range(100, 103)
    assert await database.run(take, "show", 1) == range(103, 104)
    assert await database.run(take, "layout", 1) == range(100, 101)


async def test_what_fails_does_not_say_whose_data_it_was(database: MigratableDatabase) -> None:
    def ask(connection: Connection) -> None:
        connection.execute(text("SELECT :secret FROM nowhere"), {"secret": "a booking's key"})

    with pytest.raises(DBAPIError) as failed:
        await database.read(ask)
    assert "a booking's key" not in str(failed.value)
