"""Events: written with their change, delivered after it at least once, in order per subject."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, MetaData, func, select

from boxoffice.model.events import Event, EventKind
from boxoffice.stores import outbox
from boxoffice.stores.migrate import MigratableDatabase
from boxoffice.stores.outbox import LocalRelay, WakingDatabase, outbox_table

METADATA = MetaData()
TABLE = outbox_table(METADATA, "kiosk")
PATIENCE_SECONDS = 10.0
AT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
async def _tables(database: MigratableDatabase) -> None:
    await database.run(METADATA.create_all)


def event(name: str, subject: str = "booking-1") -> Event:
    return Event(name, EventKind.BOOKING_CHANGED, subject, "PVRAH", AT, "{}")


def write(connection: Connection, *events: Event) -> None:
    for each in events:
        outbox.add(connection, TABLE, each)


def waiting(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(TABLE)).scalar_one()


class Reader:
    """A consumer that notes what it took and lets a test wait for it."""

    def __init__(self, *, fails: Callable[[Event], bool] = lambda _: False) -> None:
        self.taken: list[str] = []
        self.tried: list[str] = []
        self._fails = fails
        self._moved = asyncio.Condition()

    async def take(self, each: Event) -> None:
        async with self._moved:
            self.tried.append(each.event_id)
            self._moved.notify_all()
            if self._fails(each):
                raise ConnectionError
            self.taken.append(each.event_id)

    async def until(self, done: Callable[[], bool]) -> None:
        async with self._moved:
            await self._moved.wait_for(done)


async def test_an_event_is_delivered_as_it_was_written(database: MigratableDatabase) -> None:
    taken: asyncio.Queue[Event] = asyncio.Queue()
    relay = LocalRelay(database, TABLE, {"board": taken.put})
    await relay.start()
    await database.run(write, event("e1"))
    relay.wake()
    assert await taken.get() == event("e1")
    await relay.stop()


async def test_what_was_rolled_back_is_never_delivered(database: MigratableDatabase) -> None:
    def write_and_fail(connection: Connection) -> None:
        write(connection, event("never"))
        raise LookupError

    with pytest.raises(LookupError):
        await database.run(write_and_fail)
    await database.run(write, event("e1"))
    reader = Reader()
    relay = LocalRelay(database, TABLE, {"board": reader.take})
    await relay.start()
    await reader.until(lambda: bool(reader.taken))
    assert reader.taken == ["e1"]
    await relay.stop()


async def test_what_an_earlier_process_left_is_delivered_in_order(
    database: MigratableDatabase,
) -> None:
    await database.run(write, *(event(f"e{n}") for n in range(250)))
    reader = Reader()
    relay = LocalRelay(database, TABLE, {"board": reader.take})
    await relay.start()
    await reader.until(lambda: len(reader.taken) == 250)
    assert reader.taken == [f"e{n}" for n in range(250)]
    await relay.stop()


async def test_an_event_that_everyone_took_leaves_the_outbox(
    database: MigratableDatabase,
) -> None:
    taken = asyncio.Event()
    reached_the_last = asyncio.Event()

    async def take(each: Event) -> None:
        if each.event_id == "last":
            reached_the_last.set()
            await asyncio.Event().wait()
        taken.set()

    await database.run(write, event("first"))
    relay = LocalRelay(database, TABLE, {"board": take})
    await relay.start()
    await taken.wait()
    await database.run(write, event("last"))
    relay.wake()
    await reached_the_last.wait()
    assert await database.read(waiting) == 1
    await relay.stop()


async def test_what_a_service_commits_is_delivered_without_waiting_for_the_next_look(
    database: MigratableDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "POLL_SECONDS", 3600.0)
    reader = Reader()
    relay = LocalRelay(database, TABLE, {"board": reader.take})
    waking = WakingDatabase(database, relay)
    await waking.run(write, event("e1"))
    await relay.start()
    async with asyncio.timeout(PATIENCE_SECONDS):
        await reader.until(lambda: reader.taken == ["e1"])
        # By now it may be idle or about to be; it is woken either way.
        await waking.run(write, event("e2"))
        await reader.until(lambda: reader.taken == ["e1", "e2"])
    await relay.stop()


async def test_a_relay_that_is_woken_as_it_is_stopped_still_stops(
    database: MigratableDatabase,
) -> None:
    relay = LocalRelay(database, TABLE, {})
    await relay.start()
    waits = asyncio.create_task(relay._woken.wait())
    while len(relay._woken._waiters) < 2:  # noqa: ASYNC110 - it comes there by itself
        await asyncio.sleep(0)
    relay.wake()
    async with asyncio.timeout(PATIENCE_SECONDS):
        await relay.stop()
        await waits


async def test_a_consumer_that_fails_holds_back_its_subject_alone(
    database: MigratableDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    reader = Reader(fails=lambda each: each.event_id == "a1" and reader.tried.count("a1") < 3)
    await database.run(write, event("a1", "a"), event("b1", "b"), event("a2", "a"))
    relay = LocalRelay(database, TABLE, {"board": reader.take}, first_retry_seconds=0.0)
    await relay.start()
    await reader.until(lambda: len(reader.taken) == 3)
    assert reader.taken == ["b1", "a1", "a2"]
    assert reader.tried == ["a1", "b1", "a1", "a1", "a2"]
    # Of the event, and not of its subject, whose id may be the key to a booking.
    assert caplog.messages == ["board did not take booking_changed a1."] * 2
    await relay.stop()


async def test_who_took_an_event_is_not_given_it_again_for_anothers_failure(
    database: MigratableDatabase,
) -> None:
    sound = Reader()
    failing = Reader(fails=lambda _: len(failing.tried) < 3)
    await database.run(write, event("e1"))
    relay = LocalRelay(
        database,
        TABLE,
        {"sound": sound.take, "failing": failing.take},
        first_retry_seconds=0.0,
    )
    await relay.start()
    await failing.until(lambda: bool(failing.taken))
    assert (sound.tried, failing.tried) == (["e1"], ["e1", "e1", "e1"])
    await relay.stop()


async def test_a_relay_that_stopped_before_removing_delivers_again(
    database: MigratableDatabase,
) -> None:
    entered = asyncio.Event()

    async def hang(_: Event) -> None:
        entered.set()
        await asyncio.Event().wait()

    await database.run(write, event("e1"))
    interrupted = LocalRelay(database, TABLE, {"board": hang})
    await interrupted.start()
    await entered.wait()
    await interrupted.stop()
    reader = Reader()
    relay = LocalRelay(database, TABLE, {"board": reader.take})
    await relay.start()
    await reader.until(lambda: reader.taken == ["e1"])
    await relay.stop()
