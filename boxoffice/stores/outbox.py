"""Events written with the change they tell of, and the local relay that delivers them after it."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
)

from boxoffice.model.events import Event, EventKind
from boxoffice.stores.columns import Moment
from boxoffice.stores.database import Database

P = ParamSpec("P")
T = TypeVar("T")
Consumer = Callable[[Event], Awaitable[object]]

BATCH_EVENTS = 100
CONSUMER_SECONDS = 30.0
FIRST_RETRY_SECONDS = 0.5
LONGEST_RETRY_SECONDS = 60.0
#: The relay looks by itself this often, should nobody wake it: a counter that stands idle sleeps.
POLL_SECONDS = 30.0
#: Once woken, the relay waits so long for more: a sale commits several times, and reading and
#: taking away its events between two of them would only slow it down.
GATHER_SECONDS = 0.1
#: With more subjects than this waiting for a retry, the relay waits for the first of them.
MAX_HELD_BACK = 500

_log = logging.getLogger(__name__)


def outbox_table(metadata: MetaData, service: str) -> Table:
    """A service's outbox; rows leave it once every consumer has taken them."""
    return Table(
        f"{service}_outbox",
        metadata,
        Column("position", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
        Column("event_id", String(64), nullable=False, unique=True),
        Column("kind", String(40), nullable=False),
        Column("subject", String(64), nullable=False),
        Column("theatre_id", String(40), nullable=False),
        Column("at", Moment, nullable=False),
        Column("body", Text, nullable=False),
        sqlite_autoincrement=True,
    )


def add(connection: Connection, table: Table, event: Event) -> None:
    """Write an event in the transaction of the change it tells of."""
    connection.execute(
        insert(table),
        {
            "event_id": event.event_id,
            "kind": event.kind,
            "subject": event.subject,
            "theatre_id": event.theatre_id,
            "at": event.at,
            "body": event.body,
        },
    )


def add_once(connection: Connection, table: Table, event: Event) -> None:
    """The same, unless an event of this id still waits to be delivered."""
    known = select(table.c.event_id).where(table.c.event_id == event.event_id)
    if connection.execute(known).first() is None:
        add(connection, table, event)


@dataclass(slots=True)
class _HeldBack:
    """A subject whose first event some consumer did not take."""

    due: float
    pause: float


class LocalRelay:
    """Delivers one outbox to consumers in this process: each event at least once, the events of a
    subject in order. A consumer that fails holds back that subject alone."""

    def __init__(
        self,
        database: Database,
        table: Table,
        consumers: Mapping[str, Consumer],
        first_retry_seconds: float = FIRST_RETRY_SECONDS,
    ) -> None:
        """`consumers` are named for the log."""
        self._database = database
        self._table = table
        self._consumers = dict(consumers)
        self._first_retry_seconds = first_retry_seconds
        self._held_back: dict[str, _HeldBack] = {}
        self._taken: dict[str, set[str]] = {}
        self._woken = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def follow(self, name: str, consumer: Consumer) -> None:
        """Deliver to one more, who is made after whoever writes the events; before `start`."""
        self._consumers[name] = consumer

    async def start(self) -> None:
        """Begin to deliver, first what an earlier process left."""
        self._task = asyncio.create_task(self._deliver_for_ever(), name=self._table.name)

    def wake(self) -> None:
        """Say that something was committed."""
        self._woken.set()

    async def stop(self) -> None:
        """Stop; what was not delivered stays in the outbox."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
            self._task = None

    async def _deliver_for_ever(self) -> None:
        while True:
            self._woken.clear()
            try:
                delivered = await self._deliver_batch()
            except Exception:
                _log.exception("The events in %s could not be read or removed.", self._table.name)
                delivered = 0
            if not delivered:
                # Not wait_for, which before Python 3.12 loses a cancellation that comes together
                # with the wake-up.
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(self._idle_seconds()):
                        await self._woken.wait()
                        await asyncio.sleep(GATHER_SECONDS)

    async def _deliver_batch(self) -> int:
        """Deliver what is due and answer how many events every consumer has taken."""
        now = asyncio.get_running_loop().time()
        waiting = [subject for subject, held in self._held_back.items() if held.due > now]
        if len(waiting) > MAX_HELD_BACK:
            return 0
        rows = await self._database.read(_pending, self._table, waiting)
        done: dict[int, str] = {}
        failed: set[str] = set()
        for position, event in rows:
            if event.subject in failed:
                continue
            if await self._deliver(event):
                done[position] = event.event_id
                self._held_back.pop(event.subject, None)
            else:
                failed.add(event.subject)
                self._hold_back(event.subject)
        self._held_back = {s: held for s, held in self._held_back.items() if held.due > now}
        if done:
            await self._database.run(_remove, self._table, list(done))
            for event_id in done.values():
                del self._taken[event_id]
        return len(done)

    async def _deliver(self, event: Event) -> bool:
        """Offer the event to each consumer that has not taken it; whether all have now."""
        taken = self._taken.setdefault(event.event_id, set())
        for name, consumer in self._consumers.items():
            if name in taken:
                continue
            try:
                async with asyncio.timeout(CONSUMER_SECONDS):
                    await consumer(event)
            except Exception:
                _log.exception("%s did not take %s %s.", name, event.kind, event.event_id)
            else:
                taken.add(name)
        return len(taken) == len(self._consumers)

    def _hold_back(self, subject: str) -> None:
        held = self._held_back.get(subject)
        pause = held.pause * 2 if held else self._first_retry_seconds
        pause = min(pause, LONGEST_RETRY_SECONDS)
        self._held_back[subject] = _HeldBack(asyncio.get_running_loop().time() + pause, pause)

    def _idle_seconds(self) -> float:
        now = asyncio.get_running_loop().time()
        first = min((held.due for held in self._held_back.values()), default=now + POLL_SECONDS)
        return max(0.0, min(first - now, POLL_SECONDS))


class WakingDatabase:
    """A boxoffice.stores.database.Database for one service, whose relay looks after each commit
    at what it may have written into its outbox."""

    def __init__(self, database: Database, relay: LocalRelay) -> None:
        self._database = database
        self._relay = relay

    @property
    def is_shared(self) -> bool:
        """As the database's own."""
        return self._database.is_shared

    async def run(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """As the database's own, and wake the relay."""
        answer = await self._database.run(work, *args, **kwargs)
        self._relay.wake()
        return answer

    async def read(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """As the database's own."""
        return await self._database.read(work, *args, **kwargs)

    async def close(self) -> None:
        """As the database's own."""
        await self._database.close()


def _pending(
    connection: Connection, table: Table, without: Sequence[str]
) -> list[tuple[int, Event]]:
    rows = connection.execute(
        select(table)
        .where(table.c.subject.not_in(without))
        .order_by(table.c.position)
        .limit(BATCH_EVENTS)
    )
    return [
        (
            row.position,
            Event(row.event_id, EventKind(row.kind), row.subject, row.theatre_id, row.at, row.body),
        )
        for row in rows
    ]


def _remove(connection: Connection, table: Table, positions: Sequence[int]) -> None:
    connection.execute(delete(table).where(table.c.position.in_(positions)))
