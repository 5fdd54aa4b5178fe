"""The real tables and statements on SQLite in memory, run as steps of the seeded loop."""

import asyncio
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import pysqlite3
from sqlalchemy import Connection, Select, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

from boxoffice.prove.simulation.loop import Node
from boxoffice.prove.simulation.weather import Weather
from boxoffice.stores.outlasting import outlasting

#: How much earlier a transaction may have read than it writes; mostly it is a fraction of that.
EARLY_SECONDS = 3.0

P = ParamSpec("P")
T = TypeVar("T")


class Disk:
    """What outlives every process: one database, put back to a prepared state for each run."""

    def __init__(self) -> None:
        self.live = _connect()
        self._early = _connect()
        self._prepared = pysqlite3.connect(":memory:")

    def keep_as_prepared(self) -> None:
        """Begin every run with what the tables hold now."""
        _driver(self.live).backup(self._prepared)

    def put_back(self) -> None:
        """Be as it was prepared."""
        self._prepared.backup(_driver(self.live))

    def picture(self) -> Any:
        """All that is committed at this moment."""
        taken = pysqlite3.connect(":memory:")
        _driver(self.live).backup(taken)
        return taken

    def read(self, work: Callable[[Connection], T]) -> T:
        """Run `work` on all that is committed."""
        with self.live.begin():
            return work(self.live)

    def transact(self, work: Callable[[Connection], T], picture: Any = None) -> T:
        """Run `work` as one transaction; with a picture what it reads before its first change is
        read from that."""
        with self.live.begin():
            # The driver begins none by itself, and the sweeps' many readings need none.
            self.live.exec_driver_sql("BEGIN")
            if picture is None:
                return work(self.live)
            picture.backup(_driver(self._early))
            picture.close()
            with self._early.begin():
                return work(cast(Connection, _EarlyReader(self._early, self.live)))


class SimulatedDatabase:
    """A boxoffice.stores.database.Database of one process.

    It promises less than SQLite and PostgreSQL do: transactions commit in any order, and where it
    `reads_early` one may have read before another changed what it goes on to write.
    """

    def __init__(
        self,
        disk: Disk,
        node: Node,
        weather: Weather,
        *,
        is_shared: bool = False,
        reads_early: bool = False,
    ) -> None:
        self.is_shared = is_shared
        self._reads_early = reads_early
        self._disk = disk
        self._node = node
        self._weather = weather

    async def run(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `work` as one transaction and answer after its commit."""
        transaction = self._transact(lambda c: work(c, *args, **kwargs))
        return await outlasting(asyncio.create_task(transaction))

    async def read(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `work` on all that is committed."""
        await self._weather.pause()
        found = self._disk.read(lambda c: work(c, *args, **kwargs))
        await self._weather.pause()
        return found

    async def keep_copy(self, suffix: str) -> None:
        """Nothing is kept of a run."""

    async def close(self) -> None:
        """The disk stays."""

    async def _transact(self, work: Callable[[Connection], T]) -> T:
        await self._weather.pause()
        picture = None
        if self._reads_early and self._weather.happens(self._weather.early):
            picture = self._disk.picture()
            await asyncio.sleep(EARLY_SECONDS * self._weather.random.random() ** 3)
        await self._may_die()
        answer = self._disk.transact(work, picture)
        await self._may_die()
        # Whoever reads what is committed hears of it no sooner than who committed it.
        await self._weather.moment()
        return answer

    async def _may_die(self) -> None:
        if self._weather.happens(self._weather.die):
            self._node.kill()
            # Whoever is dead never gets here again.
            await asyncio.sleep(0)


class _EarlyReader:
    """A connection whose reads are from before, up to its first change."""

    def __init__(self, before: Connection, now: Connection) -> None:
        self._reads = before
        self._now = now

    def execute(self, statement: Any, *args: Any, **kwargs: Any) -> Any:
        if not isinstance(statement, Select):
            self._reads = self._now
        return self._reads.execute(statement, *args, **kwargs)


def _connect() -> Connection:
    engine = create_engine(
        "sqlite://",
        module=pysqlite3,
        poolclass=StaticPool,
        connect_args={"isolation_level": None, "check_same_thread": False},
    )
    event.listen(engine, "connect", _set_up)
    return engine.connect()


def _set_up(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection
