"""People: passwords and tokens are kept hashed, sessions end, and guessing is refused."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import Connection, text

from boxoffice.model.errors import (
    BadInput,
    InUse,
    NotFound,
    NotSignedIn,
    Refusal,
    TryLater,
)
from boxoffice.model.user import Grant, Role, StaffUser, UserData
from boxoffice.services.user import Users
from boxoffice.services.user.sign_ins import REFRESH_SECONDS
from boxoffice.services.user.throttle import WRONG_TRIES, WRONG_TRIES_SECONDS
from boxoffice.stores.database import Database
from tests.clock import FakeClock
from tests.unit.services.samples import users_in

SESSION_SECONDS = 3_600
CLERK = StaffUser("u1", "clerk", "Asha", (Grant(Role.COUNTER, "PVRAH"),))


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def users(database: Database, clock: FakeClock) -> Users:
    """Users with one clerk; hashing is as cheap as the library allows."""
    made = users_in(database, clock)
    await made.put_staff(CLERK, "clerk-demo")
    return made


async def refused(users: Users, username: str, password: str) -> type[Refusal]:
    """How a sign-in was refused."""
    with pytest.raises(Refusal) as refusal:
        await users.sign_in(username, password)
    return refusal.type


async def test_a_session_says_who_calls_until_its_time_is_up(
    users: Users, clock: FakeClock
) -> None:
    session = await users.sign_in("clerk", "clerk-demo")
    assert session.user == CLERK
    assert (session.expires_at - clock.now()).total_seconds() == SESSION_SECONDS
    caller = await users.caller(session.access_token)
    assert (caller.user_id, caller.grants) == ("u1", CLERK.grants)
    clock.advance(SESSION_SECONDS)
    with pytest.raises(NotSignedIn):
        await users.caller(session.access_token)


async def test_a_new_cinema_has_nobody_who_can_sign_in(
    database: Database, clock: FakeClock
) -> None:
    users = users_in(database, clock)
    await users.add_guest(UserData(""))
    assert not await users.has_staff()
    await users.put_staff(CLERK, "clerk-demo")
    assert await users.has_staff()


async def test_user_names_do_not_depend_on_capitals_or_spaces(users: Users) -> None:
    assert (await users.sign_in(" CLERK ", "clerk-demo")).user == CLERK


async def test_an_unknown_name_and_a_wrong_password_get_the_same_answer(users: Users) -> None:
    answers = []
    for name in ("clerk", "nobody"):
        with pytest.raises(NotSignedIn) as refusal:
            await users.sign_in(name, "wrong-password")
        answers.append(str(refusal.value))
    assert answers == ["The user name or the password is wrong."] * 2


@pytest.mark.parametrize("name", ["clerk", "nobody"])
async def test_guessing_is_refused_at_once_after_five_tries(
    users: Users, clock: FakeClock, name: str
) -> None:
    for _ in range(WRONG_TRIES):
        assert await refused(users, name, "wrong-password") is NotSignedIn
    assert await refused(users, name, "clerk-demo") is TryLater
    clock.advance(WRONG_TRIES_SECONDS)
    assert await refused(users, name, "wrong-password") is NotSignedIn


async def test_guessing_many_at_once_gains_nothing(users: Users) -> None:
    kinds = await asyncio.gather(*(refused(users, "clerk", f"guess-{n}") for n in range(12)))
    assert kinds.count(NotSignedIn) == WRONG_TRIES
    assert kinds.count(TryLater) == 12 - WRONG_TRIES


async def test_the_right_password_forgets_the_wrong_ones(users: Users) -> None:
    for _ in range(2):
        for _ in range(WRONG_TRIES - 1):
            await refused(users, "clerk", "wrong-password")
        assert (await users.sign_in("clerk", "clerk-demo")).user == CLERK


@pytest.mark.parametrize("text_", ["", "x" * 100_000, "\ud800", "\0", "clerk\n"])
async def test_odd_texts_are_merely_wrong(users: Users, text_: str) -> None:
    assert await refused(users, "clerk", text_) is NotSignedIn
    assert await refused(users, text_ + "!", "clerk-demo") is NotSignedIn
    with pytest.raises(NotSignedIn):
        await users.caller(text_)


async def test_a_refresh_token_is_spent_by_its_use(users: Users, clock: FakeClock) -> None:
    first = await users.sign_in("clerk", "clerk-demo")
    clock.advance(SESSION_SECONDS)
    second = await users.refresh(first.refresh_token)
    assert (await users.caller(second.access_token)).user_id == "u1"
    with pytest.raises(NotSignedIn):
        await users.caller(first.access_token)


@pytest.mark.parametrize("renewals", [1, 3])
async def test_a_spent_refresh_token_ends_the_session_it_was_stolen_from(
    users: Users, renewals: int
) -> None:
    first = await users.sign_in("clerk", "clerk-demo")
    other = await users.sign_in("clerk", "clerk-demo")
    newest = first
    for _ in range(renewals):
        newest = await users.refresh(newest.refresh_token)
    with pytest.raises(NotSignedIn):
        await users.refresh(first.refresh_token)
    with pytest.raises(NotSignedIn):
        await users.caller(newest.access_token)
    assert (await users.caller(other.access_token)).user_id == "u1"


async def test_spent_refresh_tokens_are_forgotten_with_their_session(
    users: Users, database: Database, clock: FakeClock
) -> None:
    def spent(connection: Connection) -> int:
        return len(connection.execute(text("SELECT * FROM user_spent_tokens")).all())

    session = await users.sign_in("clerk", "clerk-demo")
    assert await database.read(spent) == 0
    session = await users.refresh(session.refresh_token)
    assert await database.read(spent) == 1
    await users.sign_out(session.access_token)
    assert await database.read(spent) == 0
    for _ in range(2):
        await users.refresh((await users.sign_in("clerk", "clerk-demo")).refresh_token)
    assert await database.read(spent) == 2
    await users.end_sessions("u1", "u1")
    assert await database.read(spent) == 0
    await users.refresh((await users.sign_in("clerk", "clerk-demo")).refresh_token)
    clock.advance(REFRESH_SECONDS)
    await users.sign_in("clerk", "clerk-demo")
    assert await database.read(spent) == 0


async def test_of_many_spent_refresh_tokens_the_newest_are_remembered(
    users: Users, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("boxoffice.services.user.sign_ins.MAX_SPENT_TOKENS", 2)
    sessions = [await users.sign_in("clerk", "clerk-demo")]
    for _ in range(3):
        clock.advance(1)
        sessions.append(await users.refresh(sessions[-1].refresh_token))
    with pytest.raises(NotSignedIn):
        await users.refresh(sessions[0].refresh_token)
    assert (await users.caller(sessions[-1].access_token)).user_id == "u1"
    with pytest.raises(NotSignedIn):
        await users.refresh(sessions[1].refresh_token)
    with pytest.raises(NotSignedIn):
        await users.caller(sessions[-1].access_token)


async def test_a_refresh_token_does_not_live_for_ever(users: Users, clock: FakeClock) -> None:
    session = await users.sign_in("clerk", "clerk-demo")
    clock.advance(REFRESH_SECONDS)
    with pytest.raises(NotSignedIn):
        await users.refresh(session.refresh_token)


async def test_signing_out_ends_one_session(users: Users) -> None:
    here, there = [await users.sign_in("clerk", "clerk-demo") for _ in range(2)]
    assert await users.sign_out(here.access_token) is True
    assert await users.sign_out(here.access_token) is False
    with pytest.raises(NotSignedIn):
        await users.refresh(here.refresh_token)
    assert (await users.caller(there.access_token)).user_id == "u1"


async def test_a_new_password_ends_all_sessions(users: Users) -> None:
    session = await users.sign_in("clerk", "clerk-demo")
    await users.put_staff(replace(CLERK, display_name="Asha R"), "another-password")
    with pytest.raises(NotSignedIn):
        await users.caller(session.access_token)
    assert (await users.sign_in("clerk", "another-password")).user.display_name == "Asha R"


async def test_no_secret_is_kept_as_it_is(users: Users, database: Database) -> None:
    session = await users.sign_in("clerk", "clerk-demo")

    def everything(connection: Connection) -> str:
        tables = ("user_staff", "user_sessions", "user_tries")
        rows = [connection.execute(text(f"SELECT * FROM {name}")).all() for name in tables]
        return repr(rows)

    kept = await database.read(everything)
    assert "argon2id" in kept
    for secret in ("clerk-demo", session.access_token, session.refresh_token):
        assert secret not in kept


async def test_a_user_name_belongs_to_one(users: Users) -> None:
    with pytest.raises(InUse):
        await users.put_staff(replace(CLERK, user_id="u2", username="Clerk"), "clerk-demo")
    with pytest.raises(BadInput):
        await users.put_staff(replace(CLERK, user_id="u2", username="new"), "short")


async def test_customers_and_guests_get_ids_of_their_own(users: Users) -> None:
    customer = await users.add_user(UserData("", "MUM1", "a@example.com", "", 72.8, 19.1))
    guest = await users.add_guest(UserData("", phone="+91 98200 00000"))
    assert customer == UserData(customer.user_id, "MUM1", "a@example.com", "", 72.8, 19.1)
    assert customer.user_id != guest.user_id
    assert await users.fetch(customer.user_id) == customer
    assert await users.fetch("u1") == UserData("u1")
    with pytest.raises(NotFound):
        await users.fetch("nobody")
