"""SQL in PostgreSQL: the same functions, each as one serializable transaction."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from boxoffice.model.errors import StoreUnusable, TryAgain
from boxoffice.stores.outlasting import outlasting

P = ParamSpec("P")
T = TypeVar("T")

POOL_CONNECTIONS = 10
#: How often a transaction that lost to another one is run again.
TRANSACTION_TRIES = 10
FIRST_RETRY_SECONDS = 0.005
LONGEST_RETRY_SECONDS = 0.1
#: serialization_failure and deadlock_detected
_LOST_TO_ANOTHER = frozenset({"40001", "40P01"})


class PostgresDatabase:
    """A boxoffice.stores.database.Database over one PostgreSQL database.

    `work` may run several times, since a transaction that loses to another one is run again.
    """

    is_shared = True

    def __init__(self, engine: AsyncEngine) -> None:
        """Use `PostgresDatabase.open`."""
        self._writer = engine.execution_options(isolation_level="SERIALIZABLE")
        self._reader = engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
        self._engine = engine
        self._running: set[asyncio.Task[Any]] = set()

    @classmethod
    async def open(cls, url: str) -> "PostgresDatabase":
        """Connect to `url` (postgresql+asyncpg://…); StoreUnusable when nothing answers."""
        engine = create_async_engine(
            url,
            pool_size=POOL_CONNECTIONS,
            max_overflow=0,
            # What fails is logged, and parameters are people's data and the keys to their bookings.
            hide_parameters=True,
        )
        database = cls(engine)
        try:
            await database.read(_nothing)
        except (DBAPIError, TryAgain) as error:
            await database.close()
            raise StoreUnusable("The database server does not answer.") from error
        return database

    async def run(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `work` as one transaction and answer after its commit; TryAgain when it kept losing
        to other transactions."""
        task = asyncio.ensure_future(self._transact(lambda c: work(c, *args, **kwargs)))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return await outlasting(task)

    async def read(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `work` on a connection that can only query; TryAgain when the server went away."""
        try:
            async with _connected(self._reader) as connection:
                return await connection.run_sync(work, *args, **kwargs)
        except DBAPIError as error:
            raise _in_words(error) from error

    async def keep_copy(self, suffix: str) -> None:
        """Nothing: a server's backups are made by whoever runs the server."""

    async def close(self) -> None:
        """Finish what runs and close; nothing can be run afterwards."""
        if self._running:
            await asyncio.wait(self._running)
        await self._engine.dispose()

    async def _transact(self, work: Callable[[Connection], T]) -> T:
        pause = FIRST_RETRY_SECONDS
        for _ in range(TRANSACTION_TRIES):
            try:
                async with _connected(self._writer) as connection, connection.begin():
                    return await connection.run_sync(work)
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) not in _LOST_TO_ANOTHER:
                    raise _in_words(error) from error
            # Those who collided must not meet again at the same moment.
            await asyncio.sleep(pause * random.uniform(0.5, 1.5))
            pause = min(pause * 2, LONGEST_RETRY_SECONDS)
        raise TryAgain("Too many sales at the same moment. Try again.")


@asynccontextmanager
async def _connected(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    try:
        connection = await engine.connect()
    except OSError as error:
        raise _away() from error
    try:
        yield connection
    finally:
        await connection.close()


def _in_words(error: DBAPIError) -> Exception:
    """The refusal a person can act on, or the error itself where it is a bug of ours."""
    return _away() if error.connection_invalidated else error


def _away() -> TryAgain:
    return TryAgain("The database server does not answer. Try again in a moment.")


def _nothing(_connection: Connection) -> None:
    """Connecting is the whole test."""
