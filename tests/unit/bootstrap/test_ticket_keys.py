"""Ticket keys by the command line, and what a crash leaves of them."""

import asyncio
import random
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

import pytest

from boxoffice import cli
from boxoffice.bootstrap.engines import sqlite
from boxoffice.bootstrap.ticket_secret import SECRET_FILE, ticket_secret
from boxoffice.model.doors import TicketKey
from boxoffice.model.errors import BadInput
from boxoffice.settings import Settings
from tests.clock import FakeClock
from tests.unit.bootstrap import rotating_keys
from tests.unit.services.booking.box import Box, open_box

T = TypeVar("T")
THEATRE = "PVRAH"
KILLS = 6
LONGEST_BEFORE_A_KILL = 0.012


@asynccontextmanager
async def opened(data_dir: Path) -> AsyncIterator[Box]:
    """The box office of the cinema in this directory, with its secret."""
    secret = ticket_secret(Settings(data_dir))
    async with (
        sqlite.opened(data_dir) as database,
        open_box(database, FakeClock(), ticket_secret=secret) as box,
    ):
        yield box


def at(data_dir: Path, act: Callable[[Box], Awaitable[T]]) -> T:
    """What `act` answers at the box office, opened for that."""

    async def there() -> T:
        async with opened(data_dir) as box:
            return await act(box)

    return asyncio.run(there())


async def sell(box: Box) -> str:
    """The id of a new booking of one seat."""
    return (await box.sell("A1")).booking_id


async def keys(box: Box) -> tuple[TicketKey, ...]:
    return await box.bookings.ticket_keys(THEATRE)


def ticket(data_dir: Path, booking_id: str) -> str:
    """A booking's ticket as it is signed now."""

    async def sign(box: Box) -> str:
        (one,) = await box.bookings.tickets(booking_id)
        return one.text

    return at(data_dir, sign)


def admits(data_dir: Path, text: str) -> bool:
    async def check(box: Box) -> bool:
        try:
            await box.bookings.check_ticket(text)
        except BadInput:
            return False
        return True

    return at(data_dir, check)


def ran(data_dir: Path, *words: str) -> int:
    """The exit code of `boxoffice ticket-keys …`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["boxoffice", "ticket-keys", *words, "--data", str(data_dir)])
        patch.setattr("boxoffice.bootstrap.ticket_keys.SystemClock", FakeClock)
        with pytest.raises(SystemExit) as exited:
            cli.main()
    return int(str(exited.value.code))


def test_keys_are_listed_rotated_and_retired_by_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    booking_id = at(tmp_path, sell)
    old = ticket(tmp_path, booking_id)
    (first,) = at(tmp_path, keys)

    assert ran(tmp_path, "rotate") == 0
    _, second = at(tmp_path, keys)
    assert capsys.readouterr().out == f"PVRAH: {second.key_id} signs from now on.\n"
    assert admits(tmp_path, old)

    assert ran(tmp_path, "retire", first.key_id) == 1
    refused = capsys.readouterr().err
    assert refused.startswith("Tickets of shows to come at PVRAH that were signed with it: 1. ")
    assert refused.endswith("Nothing was changed; give --yes to retire it.\n")
    assert admits(tmp_path, old)
    assert ran(tmp_path, "retire", first.key_id, "--yes") == 0
    assert not admits(tmp_path, old)
    assert admits(tmp_path, ticket(tmp_path, booking_id))

    capsys.readouterr()
    assert ran(tmp_path, "list") == 0
    head, *rows = capsys.readouterr().out.splitlines()
    assert head.split() == ["theatre", "key", "made", "tickets"]
    assert [row.split()[:2] for row in rows] == [[THEATRE, first.key_id], [THEATRE, second.key_id]]
    assert rows[0].endswith("its tickets do not admit")
    assert rows[1].endswith("signs")


def test_what_is_not_there_is_refused_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ran(tmp_path, "list") == 1
    assert capsys.readouterr().err == f"There is no cinema in {tmp_path}.\n"
    at(tmp_path, sell)
    assert ran(tmp_path, "list") == 0
    assert capsys.readouterr().out == "No tickets were made here yet.\n"
    assert ran(tmp_path, "retire", "0" * 16, "--yes") == 1
    assert "There is no ticket key 0000000000000000." in capsys.readouterr().err
    assert ran(tmp_path, "rotate", "--theatre", "NOWHERE") == 1
    assert "No tickets were made at a theatre NOWHERE yet." in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes of files")
def test_the_secret_is_for_this_user_alone_and_a_lost_one_costs_a_new_key(tmp_path: Path) -> None:
    booking_id = at(tmp_path, sell)
    old = ticket(tmp_path, booking_id)
    assert ticket(tmp_path, booking_id) == old
    secret = tmp_path / SECRET_FILE
    assert secret.stat().st_mode & 0o777 == 0o600
    content = b"".join(file.read_bytes() for file in tmp_path.glob("cinema.db*"))
    assert secret.read_bytes() not in content
    secret.unlink()
    new = ticket(tmp_path, booking_id)
    assert new != old
    assert [admits(tmp_path, text) for text in (old, new)] == [True, True]


def test_a_secret_that_could_be_guessed_is_no_option(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="ticket_secret wants at least 32 characters"):
        ticket_secret(Settings(tmp_path, ticket_secret="short"))
    assert len(ticket_secret(Settings(tmp_path, ticket_secret="long " * 8))()) == 32
    assert not (tmp_path / SECRET_FILE).exists()


def test_a_rotation_that_is_killed_has_happened_or_not(tmp_path: Path) -> None:
    booking_id = at(tmp_path, sell)
    chance = random.Random(20261126)
    texts = [ticket(tmp_path, booking_id)]

    async def look(box: Box) -> tuple[TicketKey, ...]:
        known = await keys(box)
        texts.extend([one.text for one in await box.bookings.tickets(booking_id)])
        for text in texts:
            await box.bookings.check_ticket(text)
        assert await keys(box) == known
        return known

    for _ in range(KILLS):
        told = rotated_until_killed(tmp_path, chance)
        known = at(tmp_path, look)
        assert [key.rotated_at is None for key in known] == [False] * (len(known) - 1) + [True]
        # What was answered has happened, and at most one rotation more.
        assert told in [key.key_id for key in known[-2:]]
    assert len({*texts}) == KILLS + 1


def rotated_until_killed(data_dir: Path, chance: random.Random) -> str:
    """Kill a process that rotates keys at some moment; the last key that it told of."""
    command = [sys.executable, "-m", rotating_keys.__name__, str(data_dir), THEATRE]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = [process.stdout.readline()]
        time.sleep(chance.uniform(0, LONGEST_BEFORE_A_KILL))
        process.kill()
        told += process.stdout.readlines()
    # A line that the kill has cut short was not told.
    return [line for line in told if line.endswith("\n")][-1].strip()
