"""Holds in memory against a model that knows only seats, owners and deadlines."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from dataclasses import dataclass
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    rule,
)

from boxoffice.model.errors import HoldOver
from boxoffice.stores.locks import LockChange, NewLock
from boxoffice.stores.locks.memory import MemoryLocks
from tests.clock import FakeClock

T = TypeVar("T")

SHOWS = st.sampled_from([1, 2])
SEATS = st.lists(st.sampled_from("ABCDE"), min_size=1, max_size=3, unique=True).map(tuple)
TIMES = st.integers(1, 60)


@dataclass
class Expected:
    """One hold as it should be."""

    show_id: int
    seats: tuple[str, ...]
    deadline: int


class Holds(RuleBasedStateMachine):
    """Any order of holds, amendments, releases and time."""

    keys = Bundle("keys")

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.clock = FakeClock()
        self.store = MemoryLocks(self.clock)
        self.seen: dict[tuple[int, str], str] = {}
        self.watching = self.loop.create_task(self.watch(self.store.changes()))
        self.now = 0
        self.made = 0
        self.model: dict[str, Expected] = {}

    def teardown(self) -> None:
        self.do(self.store.close())
        self.loop.run_until_complete(self.watching)
        self.loop.close()

    async def watch(self, changes: AsyncIterator[LockChange]) -> None:
        async for change in changes:
            assert not change.lost
            for seat, hold_id in change.seats.items():
                self.seen[change.show_id, seat] = hold_id

    def do(self, step: Coroutine[object, object, T]) -> T:
        return self.loop.run_until_complete(step)

    def taken(self, show_id: int, seats: tuple[str, ...], but: str = "") -> tuple[str, ...]:
        others = {
            seat
            for key, hold in self.model.items()
            if hold.show_id == show_id and key != but
            for seat in hold.seats
        }
        return tuple(seat for seat in seats if seat in others)

    @rule(target=keys, show_id=SHOWS, seats=SEATS, seconds=TIMES)
    def hold(self, show_id: int, seats: tuple[str, ...], seconds: int) -> str:
        self.made += 1
        key = f"key-{self.made}"
        answer = self.do(self.store.hold(NewLock(show_id, key, key, seats, seconds, "")))
        taken = self.taken(show_id, seats)
        assert answer.taken == taken
        assert (answer.lock is None) == bool(taken)
        if not taken:
            self.model[key] = Expected(show_id, seats, self.now + seconds)
        return key

    @rule(key=keys, seats=SEATS)
    def amend(self, key: str, seats: tuple[str, ...]) -> None:
        hold = self.model.get(key)
        answer = self.attempt(self.store.amend(key, seats, ""))
        assert (answer is None) == (hold is None)
        if answer is not None and hold is not None:
            assert answer.taken == self.taken(hold.show_id, seats, but=key)
            if not answer.taken:
                hold.seats = seats

    @rule(key=keys, seconds=TIMES)
    def extend(self, key: str, seconds: int) -> None:
        hold = self.model.get(key)
        lock = self.attempt(self.store.extend(key, seconds))
        assert (lock is None) == (hold is None)
        if hold is not None:
            hold.deadline = self.now + seconds

    @rule(key=consumes(keys))
    def release(self, key: str) -> None:
        assert self.do(self.store.release(key)) == (key in self.model)
        self.model.pop(key, None)

    @rule(seconds=TIMES)
    def wait(self, seconds: int) -> None:
        self.now += seconds
        self.clock.advance(seconds)
        self.model = {k: hold for k, hold in self.model.items() if hold.deadline > self.now}

    @rule()
    def suspend(self) -> None:
        self.clock.sleep_machine(3)
        self.now += 3
        self.model.clear()

    @invariant()
    def holds_are_as_expected(self) -> None:
        for show_id in (1, 2):
            locks = self.do(self.store.of_show(show_id))
            assert {lock.booking_id: lock.seats for lock in locks} == {
                key: hold.seats for key, hold in self.model.items() if hold.show_id == show_id
            }
            for lock in locks:
                assert lock.remaining_seconds == self.model[lock.booking_id].deadline - self.now

    @invariant()
    def who_listens_knows_who_holds_what(self) -> None:
        self.do(asyncio.sleep(0))
        self.do(asyncio.sleep(0))
        assert {place: hold_id for place, hold_id in self.seen.items() if hold_id} == {
            (hold.show_id, seat): key for key, hold in self.model.items() for seat in hold.seats
        }

    def attempt(self, step: Coroutine[object, object, T]) -> T | None:
        try:
            return self.do(step)
        except HoldOver:
            return None


TestHolds = Holds.TestCase
