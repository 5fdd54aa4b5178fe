"""Sessions are seen and ended by whom they concern; sign-ins are limited, and nobody is locked out
by somebody else."""

import asyncio

import pytest

from boxoffice.model.errors import NotAllowed, NotSignedIn, TryLater
from boxoffice.model.user import Grant, Role, SessionView, StaffUser
from boxoffice.services.passwords import MAX_HASHES, MAX_NEW_HASHES, Passwords
from boxoffice.services.user import Users
from boxoffice.services.user.sign_ins import MAX_KNOWN_ADDRESSES
from boxoffice.services.user.throttle import (
    ADDRESS_TRIES,
    FIVE_MINUTES,
    QUARTER,
    STRANGERS_TRIES,
    WRONG_TRIES,
    place_of,
)
from boxoffice.stores.database import Database
from tests.clock import FakeClock
from tests.unit.services.samples import users_in

PASSWORD = "monsoon letters"
HOME, HOTEL = "203.0.113.7", "198.51.100.9"
PEOPLE = {
    "system": (Grant(Role.SYSTEM_ADMIN),),
    "admin": (Grant(Role.THEATRE_ADMIN, "PVRAH"),),
    "clerk": (Grant(Role.COUNTER, "PVRAH"),),
    "stranger": (Grant(Role.THEATRE_ADMIN, "CPUNE"),),
}


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def users(database: Database, clock: FakeClock) -> Users:
    """One of each, whose ids are their names."""
    made = users_in(database, clock)
    for name, grants in PEOPLE.items():
        await made.put_staff(StaffUser(name, name, name.title(), grants), PASSWORD)
    return made


async def test_a_session_says_since_when_and_from_where_it_is_used(
    users: Users, clock: FakeClock
) -> None:
    began_at = clock.now()
    session = await users.sign_in("clerk", PASSWORD, HOME, "Till 1")
    session_id = (await users.caller(session.access_token)).session_id
    clock.advance(59)
    await users.caller(session.access_token)
    seen = SessionView(session_id, "clerk", began_at, began_at, HOME, "Till 1")
    assert await users.sessions_of("clerk", "clerk") == (seen,)
    clock.advance(1)
    await users.caller(session.access_token)
    used = SessionView(session_id, "clerk", began_at, clock.now(), HOME, "Till 1")
    assert await users.sessions_of("clerk", "clerk") == (used,)
    clock.advance(30)
    await users.refresh(session.refresh_token, HOTEL)
    renewed = SessionView(session_id, "clerk", began_at, clock.now(), HOTEL, "Till 1")
    assert await users.sessions_of("clerk", "admin") == (renewed,)


@pytest.mark.parametrize("by", ["clerk", "admin", "system"])
async def test_a_session_is_ended_at_once_by_whom_it_concerns(users: Users, by: str) -> None:
    ended, kept = [await users.sign_in("clerk", PASSWORD) for _ in range(2)]
    session_id = (await users.caller(ended.access_token)).session_id
    assert await users.end_session(session_id, by) is True
    assert await users.end_session(session_id, by) is False
    with pytest.raises(NotSignedIn):
        await users.caller(ended.access_token)
    with pytest.raises(NotSignedIn):
        await users.refresh(ended.refresh_token)
    assert (await users.caller(kept.access_token)).user_id == "clerk"
    assert await users.end_sessions("clerk", by) == 1
    with pytest.raises(NotSignedIn):
        await users.caller(kept.access_token)


@pytest.mark.parametrize("by", ["stranger", "nobody", ""])
async def test_anothers_sessions_are_nobodys_business(users: Users, by: str) -> None:
    session = await users.sign_in("clerk", PASSWORD)
    session_id = (await users.caller(session.access_token)).session_id
    with pytest.raises(NotAllowed):
        await users.sessions_of("clerk", by)
    with pytest.raises(NotAllowed):
        await users.end_session(session_id, by)
    with pytest.raises(NotAllowed):
        await users.end_sessions("clerk", by)


async def test_somebody_who_guesses_elsewhere_does_not_lock_the_owner_out(
    users: Users,
) -> None:
    for _ in range(WRONG_TRIES):
        await _wrong(users, HOTEL)
    with pytest.raises(TryLater):
        await users.sign_in("clerk", PASSWORD, HOTEL)
    assert (await users.sign_in("clerk", PASSWORD, HOME)).user.user_id == "clerk"


async def test_guessing_from_everywhere_ends_but_not_where_the_owner_was_before(
    users: Users, clock: FakeClock
) -> None:
    await users.sign_in("clerk", PASSWORD, HOME)
    for number in range(STRANGERS_TRIES):
        await _wrong(users, f"198.51.100.{number}")
    with pytest.raises(TryLater):
        await users.sign_in("clerk", PASSWORD, "192.0.2.1")
    for address in (HOME, ""):
        assert (await users.sign_in("clerk", PASSWORD, address)).user.user_id == "clerk"
    clock.advance(QUARTER)
    await users.sign_in("clerk", PASSWORD, "192.0.2.1")


async def test_one_address_tries_so_many_names(users: Users, clock: FakeClock) -> None:
    for number in range(ADDRESS_TRIES):
        with pytest.raises(NotSignedIn):
            await users.sign_in(f"name {number}", "wrong", HOTEL)
    with pytest.raises(TryLater):
        await users.sign_in("clerk", PASSWORD, HOTEL)
    clock.advance(FIVE_MINUTES)
    await users.sign_in("clerk", PASSWORD, HOTEL)


async def test_a_cinemas_counters_sign_in_all_day_from_one_address(users: Users) -> None:
    for _ in range(ADDRESS_TRIES + 1):
        await users.sign_in("clerk", PASSWORD, HOME)


async def test_of_many_addresses_the_newest_are_remembered(users: Users, clock: FakeClock) -> None:
    for number in range(MAX_KNOWN_ADDRESSES + 1):
        await users.sign_in("clerk", PASSWORD, f"203.0.113.{number}")
        clock.advance(1)
    for number in range(STRANGERS_TRIES):
        await _wrong(users, f"198.51.100.{number}")
    await users.sign_in("clerk", PASSWORD, "203.0.113.1")
    with pytest.raises(TryLater):
        await users.sign_in("clerk", PASSWORD, "203.0.113.0")


async def test_when_too_many_wait_for_a_hash_the_next_is_refused_and_no_try_is_lost(
    database: Database,
) -> None:
    users = users_in(database, FakeClock())
    passwords: Passwords = users._passwords
    waiting = [asyncio.create_task(passwords.match(None, "x")) for _ in range(MAX_HASHES)]
    await asyncio.sleep(0)
    for _ in range(WRONG_TRIES + 1):
        with pytest.raises(TryLater, match="Too many people"):
            await users.sign_in("clerk", "wrong")
    await asyncio.gather(*waiting)
    with pytest.raises(NotSignedIn):
        await users.sign_in("clerk", "wrong")


async def test_a_flood_of_new_secrets_leaves_room_to_sign_in(users: Users) -> None:
    passwords: Passwords = users._passwords
    waiting = [asyncio.create_task(passwords.hash("new")) for _ in range(MAX_HASHES)]
    await asyncio.sleep(0)
    assert (await users.sign_in("clerk", PASSWORD)).user.user_id == "clerk"
    flood = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(each) for each in flood].count(TryLater) == MAX_HASHES - MAX_NEW_HASHES


def test_an_ipv6_network_counts_as_one_address() -> None:
    addresses = ("2001:db8::1", "2001:db8::ffff:1", "2001:db8:0:1::1", "::ffff:203.0.113.7", "")
    assert [place_of(address) for address in addresses] == [
        "2001:db8::/64",
        "2001:db8::/64",
        "2001:db8:0:1::/64",
        "203.0.113.7",
        "",
    ]


async def _wrong(users: Users, address: str) -> None:
    with pytest.raises(NotSignedIn):
        await users.sign_in("clerk", "wrong password", address)
