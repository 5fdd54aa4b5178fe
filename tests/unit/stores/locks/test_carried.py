from pathlib import Path

from boxoffice.stores.locks import NewLock, carried
from boxoffice.stores.locks.carried import LONGEST_SECONDS
from boxoffice.stores.locks.memory import MemoryLocks
from tests.clock import FakeClock


async def test_a_cinema_that_opens_at_once_holds_what_was_held_for_the_time_that_was_left(
    tmp_path: Path,
) -> None:
    clock, file = FakeClock(), tmp_path / carried.HOLDS_FILE
    before = MemoryLocks(clock)
    await before.hold(NewLock(1, "b1", "h1", ("u1", "u2"), 300.0, "{}", "token"))
    clock.advance(100)
    carried.write(file, before.all_holds(), clock.now())
    assert file.stat().st_mode & 0o077 == 0
    clock.advance(5)
    after = MemoryLocks(clock)
    await carried.take_up(after, carried.read(file, clock.now()))
    held = await after.get("b1")
    assert (held.seats, held.remaining_seconds, held.hold_id) == (("u1", "u2"), 195.0, "h1")
    refused = await after.hold(NewLock(1, "b2", "h2", ("u2",), 300.0, "{}"))
    assert refused.taken == ("u2",)
    await before.close()
    await after.close()


async def test_holds_written_down_are_taken_up_once_only(tmp_path: Path) -> None:
    clock, file = FakeClock(), tmp_path / carried.HOLDS_FILE
    carried.write(file, (NewLock(1, "b1", "h1", ("u1",), 300.0, "{}"),), clock.now())
    assert len(carried.read(file, clock.now())) == 1
    assert carried.read(file, clock.now()) == ()


async def test_a_cinema_that_was_closed_for_long_holds_nothing(tmp_path: Path) -> None:
    clock, file = FakeClock(), tmp_path / carried.HOLDS_FILE
    carried.write(file, (NewLock(1, "b1", "h1", ("u1",), 300.0, "{}"),), clock.now())
    clock.advance(LONGEST_SECONDS + 1)
    assert carried.read(file, clock.now()) == ()


async def test_without_holds_nothing_is_left_lying_about(tmp_path: Path) -> None:
    clock, file = FakeClock(), tmp_path / carried.HOLDS_FILE
    carried.write(file, (NewLock(1, "b1", "h1", ("u1",), 300.0, "{}"),), clock.now())
    carried.write(file, (), clock.now())
    assert not file.exists()
