"""What is asked for a cancelled show's bookings is written once."""

from dataclasses import replace

import pytest

from boxoffice.model.cancelled import Remedy, Task, TaskState
from boxoffice.stores.cancelled import (
    Cancelling,
    begin,
    change,
    finish,
    plan,
    read_due,
    read_noted,
    read_of_show,
    read_undone,
)
from boxoffice.stores.migrate import MigratableDatabase
from tests.clock import FakeClock

SHOW, NOW = 10001, FakeClock().now()


def task(remedy: Remedy, booking_id: str = "b1") -> Task:
    return Task(SHOW, booking_id, remedy, "boss", "Till", NOW, NOW)


async def planned(database: MigratableDatabase, *wanted: Task) -> dict[str, dict[Remedy, Task]]:
    await database.run(plan, SHOW, wanted)
    return await database.read(read_of_show, SHOW)


async def test_a_show_is_cancelled_for_its_first_reason(database: MigratableDatabase) -> None:
    first = Cancelling(SHOW, "PVRAH", "Power cut", "boss", NOW)
    assert await database.run(begin, first) == first
    assert await database.run(begin, replace(first, reason="Other")) == first
    assert await database.read(read_undone) == (first,)
    await database.run(finish, SHOW)
    assert await database.read(read_undone) == ()
    assert await database.read(read_noted, "PVRAH") == (replace(first, is_done=True),)
    assert await database.read(read_noted, "other") == ()


async def test_what_is_asked_again_stays_as_it_was_unless_it_failed(
    database: MigratableDatabase,
) -> None:
    wanted = task(Remedy.REFUND)
    await planned(database, wanted)
    again = replace(wanted, by="clerk")
    asked = await planned(database, again)
    assert asked == {"b1": {Remedy.REFUND: wanted}}
    failed = await database.run(change, wanted, replace(wanted, state=TaskState.FAILED, reason="x"))
    assert failed is not None
    assert (failed.version, failed.reason) == (2, "x")
    asked = await planned(database, again)
    assert asked == {"b1": {Remedy.REFUND: replace(again, version=3)}}


@pytest.mark.parametrize("first", [Remedy.REFUND, Remedy.MOVE])
async def test_money_and_seats_of_a_booking_wait_for_one_thing_at_a_time(
    database: MigratableDatabase, first: Remedy
) -> None:
    await planned(database, task(first))
    asked = await planned(database, *(task(one) for one in Remedy), task(Remedy.REFUND, "b2"))
    assert asked["b1"].keys() == {first, Remedy.NOTIFY}
    assert asked["b2"].keys() == {Remedy.REFUND}


async def test_who_read_a_task_before_another_one_changed_it_changes_nothing(
    database: MigratableDatabase,
) -> None:
    wanted = task(Remedy.MOVE)
    await planned(database, wanted)
    taken = await database.run(change, wanted, replace(wanted, hold_id="h1"))
    assert taken is not None
    assert await database.run(change, wanted, replace(wanted, hold_id="h2")) is None
    assert (await database.read(read_of_show, SHOW))["b1"][Remedy.MOVE].hold_id == "h1"


async def test_only_what_waits_and_whose_time_has_come_is_due(
    database: MigratableDatabase,
) -> None:
    later = replace(task(Remedy.MOVE, "b2"), look_at=NOW.replace(hour=23))
    done = replace(task(Remedy.NOTIFY, "b3"), state=TaskState.DONE)
    await planned(database, task(Remedy.REFUND), later, done)
    due = await database.read(read_due, NOW, 10)
    assert [one.booking_id for one in due] == ["b1"]
