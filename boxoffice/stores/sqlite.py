"""SQL in one SQLite file: one writing connection in its own thread, query-only ones beside it."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import pysqlite3
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from boxoffice.model.errors import StoreUnusable
from boxoffice.stores.file_lock import FileLock
from boxoffice.stores.outlasting import outlasting

P = ParamSpec("P")
T = TypeVar("T")

#: Older ones can corrupt a write-ahead log with two connections at the wrong moment.
OLDEST_ENGINE = (3, 51, 3)
#: “BOXO”, in the file's header.
APPLICATION_ID = 0x424F584F
READERS = 2
BUSY_SECONDS = 5.0

_READ_ONLY = 8
_CORRUPT = 11
_UNREADABLE = "Could not decode to UTF-8"
#: By SQLite's primary result codes.
_WORDS = {
    5: "{path} is locked by another program. Close that program.",
    _READ_ONLY: "{path} is read-only. Allow this user to write the file and its folder.",
    10: "{path} could not be read or written: its disk is full or failing. Nothing was changed.",
    _CORRUPT: "{path} is damaged. Restore it from a backup.",
    13: "The disk of {path} is full. Nothing was changed; free some space and try again.",
    14: "{path} cannot be opened. Check that the folder exists and may be written.",
    26: "{path} is not a Box Office database, or it is damaged. Restore it from a backup.",
}


class SqliteDatabase:
    """A boxoffice.stores.database.Database over one file that this process alone has open.

    Waiters are answered in the order of their commits.
    """

    is_shared = False

    def __init__(self, path: Path) -> None:
        """Use `SqliteDatabase.open`."""
        self.path = path
        self._lock = FileLock(path)
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="sqlite-writer")
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="sqlite-reader")
        self._write_engine = _engine(path, "BEGIN IMMEDIATE", _set_up_writer)
        self._read_engine = _engine(path, "BEGIN", _set_up_reader)
        self._connection: Connection | None = None
        self._closed = False

    @classmethod
    async def open(cls, path: Path) -> "SqliteDatabase":
        """Open or make the file at `path` and check all that must hold of it; StoreUnusable."""
        if pysqlite3.sqlite_version_info < OLDEST_ENGINE:
            raise StoreUnusable("The SQLite engine is too old to keep sales safely.")
        database = cls(path)
        try:
            await asyncio.wrap_future(database._writer.submit(database._connect))
        except BaseException:
            await database.close()
            raise
        return database

    async def run(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `work` as one transaction and answer after its commit."""
        self._check_open()
        done = self._writer.submit(self._write, lambda c: work(c, *args, **kwargs))
        return await outlasting(asyncio.wrap_future(done))

    async def read(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `work` on a connection that can only query, beside the writer."""
        self._check_open()
        done = self._readers.submit(self._read, lambda c: work(c, *args, **kwargs))
        return await asyncio.wrap_future(done)

    async def keep_copy(self, suffix: str) -> None:
        """Copy the whole file as it is now to `<name>.<suffix>`, replacing an older such copy."""
        self._check_open()
        await outlasting(asyncio.wrap_future(self._writer.submit(self._copy, suffix)))

    async def close(self) -> None:
        """Finish what runs and close; nothing can be run afterwards."""
        if not self._closed:
            self._closed = True
            await asyncio.to_thread(self._shut_down)

    def _check_open(self) -> None:
        if self._closed:
            raise StoreUnusable(f"{self.path} is closed.")

    def _connect(self) -> None:
        try:
            self._connection = self._write_engine.connect()
            with self._connection.begin():
                self._check(self._connection)
        except DBAPIError as error:
            raise self._in_words(error) from error

    def _check(self, connection: Connection) -> None:
        application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
        tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
        if application != APPLICATION_ID and (application != 0 or tables != 0):
            raise StoreUnusable(f"{self.path} belongs to another program.")
        # Written at every start, since a read-only file opens and locks without complaint.
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")

    def _write(self, work: Callable[[Connection], T]) -> T:
        assert self._connection is not None
        try:
            with self._connection.begin():
                return work(self._connection)
        except DBAPIError as error:
            raise self._in_words(error) from error

    def _read(self, work: Callable[[Connection], T]) -> T:
        try:
            with self._read_engine.connect() as connection:
                return work(connection)
        except DBAPIError as error:
            # Here it is not the file that is read-only, but this connection: a bug of ours.
            if _kind(error) == _READ_ONLY:
                raise
            raise self._in_words(error) from error

    def _copy(self, suffix: str) -> None:
        target = self.path.with_name(f"{self.path.name}.{suffix}")
        unfinished = target.with_name(target.name + ".part")
        try:
            unfinished.unlink(missing_ok=True)
            with (
                closing(pysqlite3.connect(str(self.path))) as source,
                closing(pysqlite3.connect(str(unfinished))) as copy,
            ):
                source.backup(copy)
            unfinished.replace(target)
        except (pysqlite3.Error, OSError) as error:
            unfinished.unlink(missing_ok=True)
            raise StoreUnusable(f"The copy {target} could not be made: {error}.") from error

    def _shut_down(self) -> None:
        self._readers.shutdown()
        self._read_engine.dispose()
        # The writer goes last, so that it can bring the whole log into the file.
        self._writer.submit(self._disconnect)
        self._writer.shutdown()
        self._lock.release()

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._write_engine.dispose()

    def _in_words(self, error: DBAPIError) -> Exception:
        """The refusal a person can act on, or the error itself where it is a bug of ours."""
        words = _WORDS.get(_kind(error))
        return StoreUnusable(words.format(path=self.path)) if words else error


def _kind(error: DBAPIError) -> int:
    """SQLite's primary result code; the higher bytes say where it was noticed."""
    code: int = getattr(error.orig, "sqlite_errorcode", 0)
    # Only what is written as text is ever read as text, so that this is damage too. It is the
    # driver that finds it, and it has no code for it.
    unreadable = not code and str(error.orig).startswith(_UNREADABLE)
    return _CORRUPT if unreadable else code & 0xFF


def _engine(
    path: Path, begin: str, set_up: Callable[[DBAPIConnection, ConnectionPoolEntry], None]
) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        module=pysqlite3,
        # The driver must not begin transactions of its own; the listener below does.
        connect_args={
            "timeout": BUSY_SECONDS,
            "isolation_level": None,
            "check_same_thread": False,
        },
        pool_size=READERS,
        max_overflow=0,
        # What fails is logged, and parameters are people's data and the keys to their bookings.
        hide_parameters=True,
    )
    event.listen(engine, "connect", set_up)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def _set_up_writer(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    _demand(connection, "journal_mode", "WAL", "wal")
    _demand(connection, "synchronous", "FULL", 2)
    _demand(connection, "foreign_keys", "ON", 1)


def _set_up_reader(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    _demand(connection, "query_only", "ON", 1)


def _demand(connection: DBAPIConnection, pragma: str, value: str, answer: object) -> None:
    """Set a pragma and make sure that it holds, since SQLite ignores what it cannot do."""
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA {pragma} = {value}")
    cursor.execute(f"PRAGMA {pragma}")
    row = cursor.fetchone()
    cursor.close()
    if row is None or row[0] != answer:
        raise StoreUnusable(f"The database does not accept {pragma} = {value}.")
