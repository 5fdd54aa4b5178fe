"""Staff: rights are handed on within one's own, and every change is written down with itself."""

import pytest
from sqlalchemy import Connection, text

from boxoffice.model.errors import (
    BadInput,
    InUse,
    NotAllowed,
    NotFound,
    NotSignedIn,
    TryLater,
    WrongSecret,
)
from boxoffice.model.user import Grant, Role, StaffUser
from boxoffice.services.user import Users
from boxoffice.services.user.throttle import ALL_WRONG_PINS, FIVE_MINUTES, QUARTER, WRONG_PINS
from boxoffice.stores.database import Database
from tests.clock import FakeClock
from tests.unit.services.samples import users_in

PASSWORD = "monsoon letters"
PEOPLE = {
    "system": (Grant(Role.SYSTEM_ADMIN),),
    "admin": (Grant(Role.THEATRE_ADMIN, "PVRAH"),),
    "supervisor": (Grant(Role.SUPERVISOR, "PVRAH"),),
    "clerk": (Grant(Role.COUNTER, "PVRAH"),),
    "both": (Grant(Role.COUNTER, "CPUNE"), Grant(Role.COUNTER, "PVRAH")),
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


async def audited(database: Database) -> list[tuple[str, str, str, str, str]]:
    """What was written down: who did what to whom, where, and as what."""

    def read(connection: Connection) -> list[tuple[str, str, str, str, str]]:
        rows = connection.execute(
            text(
                "SELECT actor, action, user_id, theatre_id, detail FROM user_audit"
                " ORDER BY position"
            )
        )
        return [(row[0], row[1], row[2], row[3], row[4]) for row in rows]

    return (await database.read(read))[2 * len(PEOPLE) + 1 :]


async def test_an_admin_employs_somebody_at_their_theatre(users: Users, database: Database) -> None:
    new = StaffUser("", "Meera", "Meera R", (Grant(Role.COUNTER, "PVRAH"),))
    made = await users.add_staff(new, PASSWORD, "admin")
    assert (await users.sign_in("meera", PASSWORD)).user == made
    assert (await audited(database))[:2] == [
        ("admin", "added", made.user_id, "", "meera"),
        ("admin", "granted", made.user_id, "PVRAH", "counter"),
    ]
    with pytest.raises(InUse):
        await users.add_staff(new, PASSWORD, "admin")
    for by, grant in (("stranger", new.grants[0]), ("admin", Grant(Role.SYSTEM_ADMIN))):
        with pytest.raises(NotAllowed):
            await users.add_staff(StaffUser("", "other", "Other", (grant,)), PASSWORD, by)
    with pytest.raises(BadInput):
        await users.add_staff(StaffUser("", "other", "Other", ()), PASSWORD, "admin")


@pytest.mark.parametrize(
    "username", ["victim@example.com", "Victim＠example.com", "+91 98200 12345", "9820012345"]
)
async def test_a_customers_contact_is_nobodys_user_name(users: Users, username: str) -> None:
    new = StaffUser("", username, "Meera R", (Grant(Role.COUNTER, "PVRAH"),))
    with pytest.raises(BadInput, match="no e-mail address or phone number"):
        await users.add_staff(new, PASSWORD, "admin")
    with pytest.raises(BadInput, match="no e-mail address or phone number"):
        await users.put_staff(new, PASSWORD)


async def test_a_role_counts_at_once_when_it_is_given_and_when_it_is_taken(
    users: Users, database: Database
) -> None:
    token = (await users.sign_in("clerk", PASSWORD)).access_token
    before = len(await audited(database))
    for _ in range(2):
        given = await users.grant("clerk", Role.SUPERVISOR, "PVRAH", "admin")
    assert given.grants == (Grant(Role.COUNTER, "PVRAH"), Grant(Role.SUPERVISOR, "PVRAH"))
    assert (await users.caller(token)).grants == given.grants
    for _ in range(2):
        left = await users.revoke("clerk", Role.SUPERVISOR, "PVRAH", "admin")
    assert (await users.caller(token)).grants == left.grants == PEOPLE["clerk"]
    assert (await audited(database))[before:] == [
        ("admin", "granted", "clerk", "PVRAH", "supervisor"),
        ("admin", "revoked", "clerk", "PVRAH", "supervisor"),
    ]


@pytest.mark.parametrize(
    ("by", "role", "theatre_id"),
    [
        ("admin", Role.COUNTER, "CPUNE"),
        ("admin", Role.MOVIE_ADMIN, ""),
        ("admin", Role.SYSTEM_ADMIN, ""),
        ("supervisor", Role.COUNTER, "PVRAH"),
        ("clerk", Role.SYSTEM_ADMIN, ""),
        ("nobody", Role.SYSTEM_ADMIN, ""),
        ("", Role.SYSTEM_ADMIN, ""),
    ],
)
async def test_nobody_gives_or_takes_what_is_not_theirs_to_give(
    users: Users, by: str, role: Role, theatre_id: str
) -> None:
    for change in (users.grant, users.revoke):
        with pytest.raises(NotAllowed):
            await change("both", role, theatre_id, by)
    assert (await users.staff("both")).grants == PEOPLE["both"]


async def test_the_last_system_admin_stays(users: Users) -> None:
    with pytest.raises(InUse):
        await users.revoke("system", Role.SYSTEM_ADMIN, "", "system")
    await users.grant("admin", Role.SYSTEM_ADMIN, "", "system")
    await users.revoke("system", Role.SYSTEM_ADMIN, "", "admin")
    with pytest.raises(NotAllowed):
        await users.grant("system", Role.SYSTEM_ADMIN, "", "system")


async def test_a_theatres_list_says_nothing_of_another_theatre(users: Users) -> None:
    listed = {user.username: user.grants for user in await users.staff_of("PVRAH")}
    assert listed == {
        "admin": PEOPLE["admin"],
        "both": (Grant(Role.COUNTER, "PVRAH"),),
        "clerk": PEOPLE["clerk"],
        "supervisor": PEOPLE["supervisor"],
    }
    left = await users.revoke("both", Role.COUNTER, "PVRAH", "admin")
    assert left.grants == ()


@pytest.mark.parametrize("whose", ["system", "stranger", "both"])
async def test_an_admin_takes_on_nobody_who_works_elsewhere(users: Users, whose: str) -> None:
    with pytest.raises(NotAllowed):
        await users.grant(whose, Role.COUNTER, "PVRAH", "admin")
    assert (await users.staff(whose)).grants == PEOPLE[whose]
    given = await users.grant(whose, Role.SUPERVISOR, "PVRAH", "system")
    assert Grant(Role.SUPERVISOR, "PVRAH") in given.grants


async def test_an_admin_takes_on_somebody_who_lost_their_last_role(users: Users) -> None:
    await users.revoke("clerk", Role.COUNTER, "PVRAH", "admin")
    given = await users.grant("clerk", Role.SUPERVISOR, "PVRAH", "admin")
    assert given.grants == (Grant(Role.SUPERVISOR, "PVRAH"),)


async def test_a_founder_becomes_admin_once_and_only_staff_do(
    users: Users, database: Database
) -> None:
    for _ in range(2):
        await users.make_founder("clerk", "NEWTH")
    assert Grant(Role.THEATRE_ADMIN, "NEWTH") in (await users.staff("clerk")).grants
    assert len(await audited(database)) == 1
    with pytest.raises(NotFound):
        await users.make_founder("nobody", "NEWTH")


async def test_an_admin_resets_the_password_of_their_own_staff(
    users: Users, database: Database
) -> None:
    session = await users.sign_in("clerk", PASSWORD)
    await users.set_password("clerk", "another password", "admin")
    with pytest.raises(NotSignedIn):
        await users.caller(session.access_token)
    with pytest.raises(NotSignedIn):
        await users.refresh(session.refresh_token)
    await users.sign_in("clerk", "another password")
    assert (await audited(database))[1:3] == [
        ("admin", "password_set", "clerk", "", ""),
        ("admin", "sessions_ended", "clerk", "", "1"),
    ]


@pytest.mark.parametrize("whose", ["system", "stranger", "both"])
async def test_an_admin_does_not_become_somebody_with_more_rights(users: Users, whose: str) -> None:
    for change in (users.set_password, users.set_pin):
        with pytest.raises(NotAllowed):
            await change(whose, "25802580", "admin")


async def test_one_changes_ones_own_password_and_goes_on(users: Users) -> None:
    here, there = [await users.sign_in("clerk", PASSWORD) for _ in range(2)]
    with pytest.raises(WrongSecret):
        await users.change_password("clerk", "wrong password", "another password")
    with pytest.raises(BadInput):
        await users.change_password("clerk", PASSWORD, "short")
    new = await users.change_password("clerk", PASSWORD, "another password", "203.0.113.7", "Till")
    assert (await users.caller(new.access_token)).user_id == "clerk"
    for old in (here, there):
        with pytest.raises(NotSignedIn):
            await users.caller(old.access_token)


async def test_guessing_the_old_password_from_within_is_refused(users: Users) -> None:
    for _ in range(5):
        with pytest.raises(WrongSecret):
            await users.change_password("clerk", "wrong password", "another password")
    with pytest.raises(TryLater):
        await users.change_password("clerk", PASSWORD, "another password")


async def test_a_supervisors_pin_counts_for_clerks_of_their_theatre(
    users: Users, clock: FakeClock
) -> None:
    assert await users.check_pin("supervisor", "2580", "clerk") is False
    await users.set_pin("supervisor", "2580", "supervisor")
    assert await users.check_pin("supervisor", "2580", "clerk") is True
    await users.set_pin("supervisor", "8520", "admin")
    assert await users.check_pin("supervisor", "2580", "clerk") is False
    for asker, whose in (("stranger", "supervisor"), ("clerk", "clerk"), ("clerk", "nobody")):
        with pytest.raises(NotAllowed):
            await users.check_pin(whose, "8520", asker)
    for _ in range(WRONG_PINS - 1):
        assert await users.check_pin("supervisor", "0001", "clerk") is False
    with pytest.raises(TryLater):
        await users.check_pin("supervisor", "8520", "clerk")
    assert await users.check_pin("supervisor", "8520", "both") is True
    clock.advance(FIVE_MINUTES)
    assert await users.check_pin("supervisor", "8520", "clerk") is True


async def test_many_who_guess_at_a_pin_are_refused_together(users: Users, clock: FakeClock) -> None:
    await users.set_pin("supervisor", "2580", "supervisor")
    for number in range(ALL_WRONG_PINS):
        if number % WRONG_PINS == 0:
            by = f"clerk-{number}"
            await users.put_staff(StaffUser(by, by, by, PEOPLE["clerk"]), PASSWORD)
        assert await users.check_pin("supervisor", "0001", by) is False
    with pytest.raises(TryLater):
        await users.check_pin("supervisor", "2580", "clerk")
    clock.advance(QUARTER)
    assert await users.check_pin("supervisor", "2580", "clerk") is True
