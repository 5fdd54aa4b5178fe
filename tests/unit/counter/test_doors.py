"""The list that a counter checks tickets by: read again, kept on the disk, and how old it is."""

import asyncio
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from boxoffice.counter.doors.keeper import READ_SECONDS, DoorKeeper, Kept, KeptFile
from boxoffice.model.booking import TicketCheck
from boxoffice.model.doors import DoorKey, DoorList, Verdict
from boxoffice.model.errors import TryAgain
from boxoffice.rules.doors import Door
from boxoffice.rules.ticket_text import sign
from tests.clock import FakeClock

KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
KEY_ID = "ab" * 8
DOOR = Door("Asia/Kolkata", 240)
LIST = DoorList(
    "PVRAH", (DoorKey(KEY_ID, KEY.public_key().public_bytes_raw(), retired=False),), (), (), "d1"
)
SHOW_ID = 10001


class Office:
    """A box office that may be away, and counts how often it was asked."""

    def __init__(self) -> None:
        self.doors = LIST
        self.is_away = False
        self.never_answers = False
        self.known: list[str] = []

    async def door_list(self, theatre_id: str, known: str) -> DoorList | None:
        assert theatre_id == "PVRAH"
        self.known.append(known)
        if self.never_answers:
            await asyncio.Event().wait()
        if self.is_away:
            raise TryAgain("The box office does not answer.")
        return self.doors if known != self.doors.digest else None


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "door-lists" / "PVRAH.json"


def keeper(office: Office, path: Path, clock: FakeClock) -> DoorKeeper:
    return DoorKeeper(office, "PVRAH", KeptFile(path), clock)


def ticket(clock: FakeClock) -> str:
    ends = clock.now().replace(microsecond=0) + timedelta(hours=6)
    return sign(TicketCheck(KEY_ID, SHOW_ID, "a1", "ABCD2345", 1, ends), KEY)


async def run_until_read(
    office: Office, path: Path, clock: FakeClock, times: int = 1
) -> DoorKeeper:
    """A keeper that has read so many times and then waits no longer."""
    enough = asyncio.Event()
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == times:
            enough.set()
            await asyncio.Event().wait()

    counter = DoorKeeper(office, "PVRAH", KeptFile(path), clock, pause)
    running = asyncio.create_task(counter.run())
    await enough.wait()
    running.cancel()
    assert pauses == [READ_SECONDS] * times
    return counter


async def test_the_newest_list_is_asked_for_at_each_scan_and_sent_once(
    office: Office, path: Path, clock: FakeClock
) -> None:
    counter = keeper(office, path, clock)
    first = await counter.check(ticket(clock), DOOR)
    assert first is not None
    assert (first.verdict, first.ticket and first.ticket.seat_uid) == (Verdict.ADMITS, "a1")
    office.doors = replace(LIST, keys=(replace(LIST.keys[0], retired=True),), digest="d2")
    second = await counter.check(ticket(clock), DOOR)
    assert second is not None
    assert second.verdict is Verdict.RETIRED_KEY
    await counter.check(ticket(clock), DOOR)
    assert office.known == ["", "d1", "d2"]


async def test_a_list_outlives_the_program_and_says_how_old_it_is(
    office: Office, path: Path, clock: FakeClock
) -> None:
    await keeper(office, path, clock).check(ticket(clock), DOOR)
    read_at = clock.now()
    clock.advance(1200)
    office.is_away = True
    after = await run_until_read(office, path, clock)
    found = await after.check(ticket(clock), DOOR)
    assert found is not None
    assert found.verdict is Verdict.ADMITS
    assert (after.is_away, after.kept) == (True, Kept(LIST, read_at))
    office.is_away = False
    await after.check(ticket(clock), DOOR)
    assert (after.is_away, after.kept) == (False, Kept(LIST, clock.now()))


async def test_a_counter_without_any_list_says_so(
    office: Office, path: Path, clock: FakeClock
) -> None:
    office.is_away = True
    assert await keeper(office, path, clock).check(ticket(clock), DOOR) is None


async def test_a_box_office_that_never_answers_holds_up_no_scan(
    office: Office, path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    counter = keeper(office, path, clock)
    await counter.check(ticket(clock), DOOR)
    monkeypatch.setattr("boxoffice.counter.doors.keeper.PATIENCE_SECONDS", 0.01)
    office.never_answers = True
    for _ in range(2):
        found = await counter.check(ticket(clock), DOOR)
        assert found is not None
        assert found.verdict is Verdict.ADMITS
    assert counter.is_away
    # Both scans wait for one question.
    assert office.known == ["", "d1"]
    await counter.close()


async def test_the_list_is_read_again_while_nothing_is_scanned(
    office: Office, path: Path, clock: FakeClock
) -> None:
    await run_until_read(office, path, clock, times=3)
    assert office.known == ["", "d1", "d1"]


def test_a_list_on_the_disk_is_this_users_and_a_spoilt_one_is_none(path: Path) -> None:
    file = KeptFile(path)
    assert file.read() is None
    kept = Kept(LIST, datetime(2026, 11, 20, 12, tzinfo=UTC))
    file.write(kept)
    assert file.read() == kept
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600
    path.write_text(path.read_text()[:40])
    assert file.read() is None
