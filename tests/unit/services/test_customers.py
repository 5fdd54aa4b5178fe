"""Customers: a contact is theirs who proves it, whoever else says so, and nobody is told more."""

import asyncio
from datetime import datetime

import pytest
from sqlalchemy import Connection, text

from boxoffice.model.errors import (
    BadInput,
    InUse,
    NoProvider,
    NotFound,
    NotSignedIn,
    TryLater,
    WrongSecret,
)
from boxoffice.model.user import Channel, Grant, Role, UserData
from boxoffice.services.notification import Notifications
from boxoffice.services.passwords import Passwords
from boxoffice.services.user import Users
from boxoffice.services.user.customers import CLAIM, CODE_SECONDS, MAX_CODES_PER_CONTACT
from boxoffice.services.user.throttle import (
    CODE_PAUSE_SECONDS,
    CODE_TRIES,
    CODES_PER_ADDRESS,
    CODES_PER_CONTACT,
    HOUR,
    SIGN_UPS_PER_ADDRESS,
    STRANGERS_CODES,
    STRANGERS_GUESSES,
)
from boxoffice.stores.database import Database
from tests.clock import FakeClock

MAIL, PHONE = "asha@example.org", "+919820012345"
HOME, HOTEL = "203.0.113.7", "198.51.100.9"
PASSWORD, OTHERS = "monsoon letters", "not the owner"
ASHA = UserData("", email="Asha@Example.org", phone="98200 12345", lon=72.8, lat=19.1)


class Post(Notifications):
    """The service itself, but that its codes are laid down here."""

    def __init__(self, database: Database, clock: FakeClock, channels: tuple[Channel, ...]) -> None:
        super().__init__(database, clock)
        self.channels = channels
        self.sent: list[tuple[str, str]] = []

    async def reaches(self, channel: Channel) -> bool:
        return channel in self.channels

    async def send_code(
        self, delivery_id: str, channel: Channel, contact: str, code: str, until: datetime
    ) -> bool:
        self.sent.append((contact, code))
        return True


class Rig:
    """The User service and the codes it sends."""

    def __init__(self, database: Database, channels: tuple[Channel, ...] = tuple(Channel)) -> None:
        self.clock = FakeClock()
        self.post = Post(database, self.clock, channels)
        self.users = Users(database, self.clock, 3_600, self.post, Passwords(cheap=True))

    async def code(self, contact: str) -> str:
        """A new code for a contact; empty where none was sent."""
        self.clock.advance(CODE_PAUSE_SECONDS)
        before = len(self.post.sent)
        await self.users.request_code(contact)
        await self.users.stop()
        return self.post.sent[-1][1] if len(self.post.sent) > before else ""

    async def customer(self, contact: str = MAIL) -> str:
        """Asha, who has proved one of her contacts; her id."""
        made = await self.users.add_user(ASHA, PASSWORD)
        await self.users.confirm_contact(contact, await self.code(contact), made.user_id)
        return made.user_id


@pytest.fixture
def rig(database: Database) -> Rig:
    return Rig(database)


async def test_a_customer_signs_in_once_a_contact_is_proved(rig: Rig) -> None:
    made = await rig.users.add_user(ASHA, PASSWORD)
    assert (made.email, made.phone) == (MAIL, PHONE)
    with pytest.raises(NotSignedIn):
        await rig.users.sign_in(MAIL, PASSWORD)
    code = await rig.code(MAIL)
    assert rig.post.sent == [(MAIL, code)]
    assert len(code) == 6
    assert code.isdigit()
    await rig.users.confirm_contact("ASHA@example.org", code, made.user_id)
    session = await rig.users.sign_in(" Asha@EXAMPLE.org", PASSWORD)
    assert session.user.grants == (Grant(Role.CUSTOMER),)
    caller = await rig.users.caller(session.access_token)
    assert (caller.user_id, caller.grants) == (made.user_id, (Grant(Role.CUSTOMER),))
    with pytest.raises(NotSignedIn):
        await rig.users.sign_in(PHONE, PASSWORD)
    await rig.users.confirm_contact(PHONE, await rig.code("098200-12345"), made.user_id)
    assert (await rig.users.sign_in("98200 12345", PASSWORD)).user.user_id == made.user_id


async def test_a_strangers_claim_neither_blocks_nor_traps_the_owner(rig: Rig) -> None:
    stranger = await rig.users.add_user(ASHA, OTHERS)
    owner = await rig.users.add_user(ASHA, PASSWORD)
    # The stranger asks for the code; the owner types what she was sent.
    code = await rig.code(MAIL)
    await rig.users.confirm_contact(MAIL, code, owner.user_id)
    assert (await rig.users.sign_in(MAIL, PASSWORD)).user.user_id == owner.user_id
    with pytest.raises(NotSignedIn):
        await rig.users.sign_in(MAIL, OTHERS)
    with pytest.raises(InUse):
        await rig.users.confirm_contact(MAIL, await rig.code(MAIL), stranger.user_id)


async def test_a_claim_ends_when_it_is_not_proved_in_time(rig: Rig) -> None:
    made = await rig.users.add_user(ASHA, PASSWORD)
    rig.clock.advance(CLAIM.total_seconds())
    assert await rig.code(MAIL) == ""
    with pytest.raises(WrongSecret):
        await rig.users.confirm_contact(MAIL, "000000", made.user_id)


async def test_a_code_proves_nothing_for_somebody_who_does_not_claim_the_contact(rig: Rig) -> None:
    await rig.users.add_user(ASHA, PASSWORD)
    with pytest.raises(WrongSecret):
        await rig.users.confirm_contact(MAIL, await rig.code(MAIL), "somebody")


async def test_a_code_is_good_once_and_for_ten_minutes(rig: Rig) -> None:
    user_id = await rig.customer()
    code = await rig.code(MAIL)
    await rig.users.reset_password(MAIL, code, "another password")
    old = await rig.code(MAIL)
    rig.clock.advance(CODE_SECONDS)
    for used in (code, old):
        with pytest.raises(WrongSecret):
            await rig.users.reset_password(MAIL, used, "a third password")
    assert (await rig.users.sign_in(MAIL, "another password")).user.user_id == user_id


async def test_each_address_types_five_wrong_codes_and_the_owner_at_another_hers(rig: Rig) -> None:
    await rig.customer()
    code = await rig.code(MAIL)
    await _guess(rig, code, CODE_TRIES, HOTEL)
    with pytest.raises(TryLater):
        await rig.users.reset_password(MAIL, code, "another password", HOTEL)
    assert await rig.users.reset_password(MAIL, code, "another password", HOME)


async def test_guessing_from_everywhere_ends_but_not_where_the_owner_signed_in_before(
    rig: Rig,
) -> None:
    await rig.customer()
    await rig.users.sign_in(MAIL, PASSWORD, HOME)
    code = await rig.code(MAIL)
    for number in range(STRANGERS_GUESSES):
        await _guess(rig, code, 1, f"198.51.100.{number}")
    with pytest.raises(TryLater):
        await rig.users.reset_password(MAIL, code, "another password", "192.0.2.1")
    assert await rig.users.reset_password(MAIL, code, "another password", HOME)


async def test_codes_that_strangers_ask_for_keep_none_from_the_owner(rig: Rig) -> None:
    await rig.customer()
    await rig.users.sign_in(MAIL, PASSWORD, HOME)
    for number in range(STRANGERS_CODES):
        await rig.users.request_code(MAIL, f"198.51.100.{number}")
    with pytest.raises(TryLater):
        await rig.users.request_code(MAIL, "192.0.2.1")
    await rig.users.request_code(MAIL, HOME)
    await rig.users.stop()
    assert await rig.users.reset_password(MAIL, rig.post.sent[-1][1], "another password", HOME)


async def test_the_newest_codes_of_a_contact_are_good_until_one_is_used(rig: Rig) -> None:
    await rig.customer()
    codes = [await rig.code(MAIL) for _ in range(MAX_CODES_PER_CONTACT + 1)]
    with pytest.raises(WrongSecret):
        await rig.users.reset_password(MAIL, codes[0], "another password")
    assert await rig.users.reset_password(MAIL, codes[1], "another password")
    for ended in codes[1:]:
        with pytest.raises(WrongSecret):
            await rig.users.reset_password(MAIL, ended, "a third password")


async def _guess(rig: Rig, code: str, times: int, address: str) -> None:
    """Type a code that is never the right one."""
    for _ in range(times):
        with pytest.raises(WrongSecret):
            await rig.users.reset_password(MAIL, code + "?", "a third password", address)


async def test_a_code_used_twice_at_one_moment_counts_once(rig: Rig) -> None:
    await rig.customer()
    code = await rig.code(MAIL)
    done = await asyncio.gather(
        *(rig.users.reset_password(MAIL, code, f"password no {n}") for n in range(2)),
        return_exceptions=True,
    )
    assert sorted(str(each) for each in done) == ["The code is wrong or too old.", "True"]


async def test_a_forgotten_password_is_set_by_a_code_and_ends_all_sessions(rig: Rig) -> None:
    await rig.customer()
    session = await rig.users.sign_in(MAIL, PASSWORD)
    await rig.users.reset_password(MAIL, await rig.code(MAIL), "another password")
    with pytest.raises(NotSignedIn):
        await rig.users.caller(session.access_token)
    with pytest.raises(NotSignedIn):
        await rig.users.sign_in(MAIL, PASSWORD)


async def test_only_the_owner_of_a_contact_learns_that_no_account_has_it(rig: Rig) -> None:
    await rig.users.add_user(ASHA, PASSWORD)
    with pytest.raises(NotFound):
        await rig.users.reset_password(MAIL, await rig.code(MAIL), "another password")
    with pytest.raises(WrongSecret):
        await rig.users.reset_password("nobody@example.org", "123456", "another password")


@pytest.mark.parametrize("is_known", [True, False])
async def test_asking_for_codes_is_answered_alike_whether_anybody_is_known(
    rig: Rig, is_known: bool
) -> None:
    if is_known:
        await rig.users.add_user(ASHA, PASSWORD)
    await rig.users.request_code(MAIL)
    with pytest.raises(TryLater):
        await rig.users.request_code(MAIL)
    for _ in range(CODES_PER_CONTACT - 1):
        rig.clock.advance(CODE_PAUSE_SECONDS)
        await rig.users.request_code(MAIL)
    rig.clock.advance(CODE_PAUSE_SECONDS)
    with pytest.raises(TryLater):
        await rig.users.request_code(MAIL)
    await rig.users.stop()
    assert len(rig.post.sent) == (CODES_PER_CONTACT if is_known else 0)


async def test_one_address_asks_for_so_many_codes(rig: Rig) -> None:
    for number in range(CODES_PER_ADDRESS):
        await rig.users.request_code(f"n{number}@example.org", "203.0.113.7")
    with pytest.raises(TryLater):
        await rig.users.request_code("more@example.org", "203.0.113.7")
    await rig.users.request_code("more@example.org", "203.0.113.8")


@pytest.mark.parametrize("is_known", [True, False])
async def test_where_no_sms_is_set_up_the_refusal_says_so_to_everybody(
    database: Database, is_known: bool
) -> None:
    rig = Rig(database, (Channel.MAIL,))
    if is_known:
        await rig.users.add_user(ASHA, PASSWORD)
    with pytest.raises(NoProvider, match="No SMS is set up here"):
        await rig.users.request_code(PHONE)


@pytest.mark.parametrize(
    ("person", "password"),
    [
        (UserData("", email="no address"), PASSWORD),
        (UserData("", phone="123"), PASSWORD),
        (UserData("", lon=72.8, lat=19.1), PASSWORD),
        (ASHA, "short"),
    ],
)
async def test_who_cannot_be_reached_or_kept_safe_does_not_sign_up(
    rig: Rig, person: UserData, password: str
) -> None:
    with pytest.raises(BadInput):
        await rig.users.add_user(person, password)


@pytest.mark.parametrize(
    "person",
    [
        UserData("", email="a" * 243 + "@example.org"),
        UserData("", phone="9" * 41),
        UserData("", location_id="M" * 65),
    ],
)
async def test_nobody_is_known_by_a_long_text(rig: Rig, person: UserData) -> None:
    for sign_up in (rig.users.add_user, rig.users.add_guest):
        with pytest.raises(BadInput, match="has more than"):
            await sign_up(person)


async def test_one_address_signs_up_so_many_an_hour(rig: Rig) -> None:
    sign_ups = (rig.users.add_guest, rig.users.add_user)
    for number in range(SIGN_UPS_PER_ADDRESS):
        await sign_ups[number % 2](UserData(""), address="203.0.113.7")
        rig.clock.advance(HOUR / SIGN_UPS_PER_ADDRESS - 1)
    with pytest.raises(TryLater):
        await rig.users.add_guest(UserData(""), "203.0.113.7")
    with pytest.raises(TryLater):
        await rig.users.add_user(ASHA, PASSWORD, "203.0.113.7")
    for address in ("203.0.113.8", ""):
        await rig.users.add_guest(UserData(""), address)
    rig.clock.advance(SIGN_UPS_PER_ADDRESS)
    await rig.users.add_user(ASHA, PASSWORD, "203.0.113.7")


async def test_codes_and_passwords_are_kept_hashed(rig: Rig, database: Database) -> None:
    await rig.customer()
    code = await rig.code(MAIL)

    def everything(connection: Connection) -> str:
        tables = ("user_codes", "user_logins", "user_audit", "user_tries")
        return repr([connection.execute(text(f"SELECT * FROM {name}")).all() for name in tables])

    kept = await database.read(everything)
    assert "argon2id" in kept
    assert PASSWORD not in kept
    assert f"'{code}'" not in kept
