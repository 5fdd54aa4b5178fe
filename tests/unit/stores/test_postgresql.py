"""What PostgreSQL adds: transactions that lose to others run again, but not for ever."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from boxoffice.model.errors import StoreUnusable, TryAgain
from boxoffice.stores.postgresql import TRANSACTION_TRIES, PostgresDatabase

LOSE = "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{}'; END $$"


@pytest.fixture
async def postgres(postgres_url: str) -> AsyncIterator[PostgresDatabase]:
    database = await PostgresDatabase.open(postgres_url)
    yield database
    await database.close()


class Losing:
    """Work that loses to another transaction the first `times` times."""

    def __init__(self, times: int, state: str) -> None:
        self.left = times
        self.runs = 0
        self.state = state

    def work(self, connection: Connection) -> int:
        self.runs += 1
        if self.left:
            self.left -= 1
            connection.execute(text(LOSE.format(self.state)))
        return self.runs


@pytest.mark.parametrize("state", ["serialization_failure", "deadlock_detected"])
async def test_a_transaction_that_lost_is_run_again(postgres: PostgresDatabase, state: str) -> None:
    assert await postgres.run(Losing(2, state).work) == 3


async def test_a_transaction_that_always_loses_asks_to_try_again(
    postgres: PostgresDatabase,
) -> None:
    losing = Losing(1_000, "serialization_failure")
    with pytest.raises(TryAgain):
        await postgres.run(losing.work)
    assert losing.runs == TRANSACTION_TRIES


async def test_another_error_is_not_tried_again(postgres: PostgresDatabase) -> None:
    failing = Losing(1, "unique_violation")
    with pytest.raises(DBAPIError):
        await postgres.run(failing.work)
    assert failing.runs == 1


async def test_a_lost_connection_asks_to_try_again(postgres: PostgresDatabase) -> None:
    def be_cut_off(connection: Connection) -> None:
        connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    with pytest.raises(TryAgain, match="does not answer"):
        await postgres.run(be_cut_off)
    with pytest.raises(TryAgain, match="does not answer"):
        await postgres.read(be_cut_off)
    assert await postgres.run(Losing(0, "").work) == 1


async def test_a_server_that_does_not_answer_is_told_in_words() -> None:
    with pytest.raises(StoreUnusable, match="does not answer"):
        await PostgresDatabase.open("postgresql+asyncpg://127.0.0.1:1/cinema")
