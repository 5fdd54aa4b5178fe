"""Holds in memory: all seats or none, over on time, and every change told."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from boxoffice.model.errors import HoldOver
from boxoffice.stores.locks import EndedLock, Lock, LockAnswer, LockChange, NewLock
from boxoffice.stores.locks.memory import MemoryLocks
from tests.clock import CoarseClock, FakeClock


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def locks(clock: FakeClock) -> AsyncIterator[MemoryLocks]:
    store = MemoryLocks(clock)
    yield store
    await store.close()


def wanted(name: str, *seats: str, show_id: int = 1, token: str = "") -> NewLock:
    return NewLock(show_id, f"secret-{name}", f"handle-{name}", seats, 300.0, "body", token)


def at(seconds: float) -> datetime:
    """So long after the moment the clock begins at."""
    return FakeClock().now() + timedelta(seconds=seconds)


def held(
    name: str, *seats: str, seconds: float = 300.0, body: str = "body", end: float = 300.0
) -> Lock:
    return Lock(1, f"secret-{name}", f"handle-{name}", seats, seconds, body, at(end))


async def test_a_hold_answers_its_seats_and_time(locks: MemoryLocks, clock: FakeClock) -> None:
    assert await locks.hold(wanted("a", "u1", "u2")) == LockAnswer(held("a", "u1", "u2"))
    clock.advance(100)
    assert await locks.get("secret-a") == held("a", "u1", "u2", seconds=200.0)


async def test_a_group_is_held_whole_or_not_at_all(locks: MemoryLocks) -> None:
    await locks.hold(wanted("a", "u2", "u3"))
    assert await locks.hold(wanted("b", "u1", "u2", "u3")) == LockAnswer(None, ("u2", "u3"))
    assert await locks.hold(wanted("c", "u1")) == LockAnswer(held("c", "u1"))


async def test_the_same_seat_of_another_show_is_free(locks: MemoryLocks) -> None:
    await locks.hold(wanted("a", "u1"))
    answer = await locks.hold(wanted("b", "u1", show_id=2))
    assert answer.lock is not None


async def test_the_same_token_gets_the_same_hold_while_it_lives(
    locks: MemoryLocks, clock: FakeClock
) -> None:
    await locks.hold(wanted("a", "u1", token="till-1"))
    assert await locks.hold(wanted("b", "u1", token="till-1")) == LockAnswer(held("a", "u1"))
    clock.advance(300)
    assert await locks.hold(wanted("c", "u1", token="till-1")) == LockAnswer(
        held("c", "u1", end=600)
    )


async def test_a_refused_token_may_try_again(locks: MemoryLocks) -> None:
    await locks.hold(wanted("a", "u1"))
    assert await locks.hold(wanted("b", "u1", token="t")) == LockAnswer(None, ("u1",))
    await locks.release("secret-a")
    assert await locks.hold(wanted("b", "u1", token="t")) == LockAnswer(held("b", "u1"))


async def test_amending_swaps_seats_in_one_step_and_keeps_the_deadline(
    locks: MemoryLocks, clock: FakeClock
) -> None:
    await locks.hold(wanted("a", "u1", "u2"))
    clock.advance(60)
    answer = await locks.amend("secret-a", ("u2", "u3"), "two adults")
    assert answer == LockAnswer(held("a", "u2", "u3", seconds=240.0, body="two adults"))
    assert (await locks.hold(wanted("b", "u1"))).lock is not None


async def test_a_hold_that_changed_meanwhile_is_not_amended(locks: MemoryLocks) -> None:
    await locks.hold(wanted("a", "u1"))
    before = (await locks.get("secret-a")).body
    await locks.amend("secret-a", ("u1", "u2"), "theirs", was=before)
    assert await locks.amend("secret-a", ("u3",), "mine", was=before) == LockAnswer(None)
    assert await locks.of_show(1) == (held("a", "u1", "u2", body="theirs"),)


async def test_a_refused_amendment_changes_nothing(locks: MemoryLocks) -> None:
    await locks.hold(wanted("a", "u1"))
    await locks.hold(wanted("b", "u2"))
    assert await locks.amend("secret-a", ("u2", "u3"), "new") == LockAnswer(None, ("u2",))
    assert await locks.of_show(1) == (held("a", "u1"), held("b", "u2"))


async def test_extending_starts_the_time_anew(locks: MemoryLocks, clock: FakeClock) -> None:
    await locks.hold(wanted("a", "u1"))
    clock.advance(299)
    assert await locks.extend("secret-a", 300.0) == held("a", "u1", end=599)
    clock.advance(299)
    assert await locks.get("secret-a") == held("a", "u1", seconds=1.0, end=599)


async def test_a_hold_past_its_time_is_worth_nothing(locks: MemoryLocks, clock: FakeClock) -> None:
    await locks.hold(wanted("a", "u1"))
    clock.advance(300)
    for step in (
        locks.get("secret-a"),
        locks.extend("secret-a", 300.0),
        locks.amend("secret-a", ("u1",), ""),
    ):
        with pytest.raises(HoldOver):
            await step
    assert await locks.release("secret-a") is False
    assert await locks.of_show(1) == ()


async def test_a_hold_across_a_suspended_machine_is_over(
    locks: MemoryLocks, clock: FakeClock
) -> None:
    await locks.hold(wanted("a", "u1"))
    await locks.hold(wanted("b", "u2"))
    await locks.extend("secret-a", 300.0)
    clock.sleep_machine(2.5)
    await locks.hold(wanted("c", "u3"))
    assert await locks.of_show(1) == (held("c", "u3", end=302.5),)


async def test_a_hold_that_began_after_the_sleep_outlives_those_before_it(
    locks: MemoryLocks, clock: FakeClock
) -> None:
    await locks.hold(wanted("a", "u1"))
    await locks.hold(wanted("b", "u2"))
    clock.sleep_machine(1.5)
    await locks.extend("secret-a", 300.0)
    clock.sleep_machine(1.0)
    assert await locks.of_show(1) == (held("a", "u1", seconds=299.0, end=301.5),)


async def test_what_is_over_is_remembered_with_its_end(
    locks: MemoryLocks, clock: FakeClock
) -> None:
    for name in ("kept", "let-go", "slept"):
        await locks.hold(wanted(name, name))
    assert await locks.ended("secret-kept") is None
    clock.advance(100)
    await locks.release("secret-let-go")
    clock.advance(10)
    let_go = held("let-go", "let-go", seconds=-10.0, end=100)
    assert await locks.ended("secret-let-go") == EndedLock(let_go, released=True)
    await locks.extend("secret-kept", 20.0)
    clock.advance(25)
    kept = held("kept", "kept", seconds=-5.0, end=130)
    assert await locks.ended("secret-kept") == EndedLock(kept, released=False)
    clock.sleep_machine(60)
    slept = held("slept", "slept", seconds=0.0, end=195)
    assert await locks.ended("secret-slept") == EndedLock(slept, released=False)


async def test_clocks_that_drift_a_little_end_no_hold(locks: MemoryLocks, clock: FakeClock) -> None:
    await locks.hold(wanted("a", "u1"))
    clock.sleep_machine(1.5)
    assert await locks.get("secret-a") == held("a", "u1", seconds=298.5)


async def test_every_change_is_told_from_the_call_on(locks: MemoryLocks, clock: FakeClock) -> None:
    await locks.hold(wanted("early", "u9"))
    changes = locks.changes()
    await locks.hold(wanted("a", "u1", "u2"))
    clock.advance(10)
    await locks.amend("secret-a", ("u2", "u3"), "")
    await locks.amend("secret-a", ("u2", "u3"), "two children")
    await locks.extend("secret-a", 300.0)
    await locks.release("secret-a")
    clock.advance(290)
    locks.expire_due()
    assert [await anext(changes) for _ in range(6)] == [
        LockChange(1, {"u1": "handle-a", "u2": "handle-a"}, at(300), hold_id="handle-a"),
        LockChange(1, {"u1": "", "u3": "handle-a"}, at(300), hold_id="handle-a"),
        LockChange(1, {}, at(300), hold_id="handle-a"),
        LockChange(1, {"u2": "handle-a", "u3": "handle-a"}, at(310), hold_id="handle-a"),
        LockChange(1, {"u2": "", "u3": ""}, hold_id="handle-a"),
        LockChange(1, {"u9": ""}, hold_id="handle-early"),
    ]


async def test_the_end_of_a_hold_is_one_instant_however_it_is_measured() -> None:
    clock = CoarseClock()
    locks = MemoryLocks(clock)
    changes = locks.changes()
    answer = await locks.hold(wanted("a", "u1"))
    assert answer.lock is not None
    clock.advance(60)
    assert (await locks.get("secret-a")).ends_at == answer.lock.ends_at
    assert (await anext(changes)).ends_at == answer.lock.ends_at
    # A clock that was set right in between is believed.
    clock._now += timedelta(hours=1)
    moved = (await locks.get("secret-a")).ends_at - answer.lock.ends_at
    assert timedelta(minutes=59) < moved < timedelta(minutes=61)
    await locks.close()


async def test_an_expired_hold_is_told_with_no_one_looking() -> None:
    class QuickClock(FakeClock):
        """Stands at the deadline as soon as the timer looks."""

        def steady(self) -> float:
            self.advance(0.01)
            return super().steady()

    locks = MemoryLocks(QuickClock())
    changes = locks.changes()
    await locks.hold(NewLock(1, "secret", "handle", ("u1",), 0.02, ""))
    told = [await anext(changes), await anext(changes)]
    assert [dict(change.seats) for change in told] == [{"u1": "handle"}, {"u1": ""}]
    await locks.close()


async def test_a_listener_that_fell_behind_is_told_so_once_a_show(clock: FakeClock) -> None:
    locks = MemoryLocks(clock, listener_changes=2)
    slow = locks.changes()
    for name in ("a", "b", "c", "d"):
        await locks.hold(wanted(name, name))
    await locks.hold(wanted("e", "u1", show_id=2))
    assert await anext(slow) == LockChange(1, {}, lost=True)
    assert await anext(slow) == LockChange(2, {"u1": "handle-e"}, at(300), hold_id="handle-e")
    await locks.release("secret-a")
    assert await anext(slow) == LockChange(1, {"a": ""}, hold_id="handle-a")
    await locks.close()


async def test_closing_ends_every_listener(locks: MemoryLocks) -> None:
    async def listen() -> list[LockChange]:
        return [change async for change in locks.changes()]

    listening = asyncio.ensure_future(listen())
    await asyncio.sleep(0)
    await locks.hold(wanted("a", "u1"))
    await locks.close()
    assert await listening == [LockChange(1, {"u1": "handle-a"}, at(300), hold_id="handle-a")]
