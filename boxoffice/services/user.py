"""The User service: staff with roles, customers and guests, and their sessions."""

import hashlib
import secrets
import unicodedata
from datetime import datetime, timedelta

from sqlalchemy import Connection

from boxoffice.model.clock import Clock
from boxoffice.model.errors import BadInput, InUse, NotFound, NotSignedIn, SignInThrottled
from boxoffice.model.user import Caller, Grant, Role, Session, StaffUser, UserData
from boxoffice.rules.geo import check_place
from boxoffice.services.passwords import Passwords, encoded
from boxoffice.services.texts import MAX_NAME_CHARACTERS, check_name, check_text
from boxoffice.stores import user as store
from boxoffice.stores.database import Database

#: After so many wrong passwords for a name it is refused until they are old.
WRONG_TRIES = 5
WRONG_TRIES_SECONDS = 300
REFRESH_SECONDS = 30 * 24 * 3600
TOKEN_BYTES = 32

#: Roles that mean nothing without a theatre.
_THEATRE_ROLES = frozenset({Role.COUNTER, Role.SUPERVISOR, Role.THEATRE_ADMIN})


class Users:
    """A boxoffice.model.services.UserService."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        session_seconds: int,
        passwords: Passwords | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._session = timedelta(seconds=session_seconds)
        self._passwords = passwords or Passwords()

    async def sign_in(self, username: str, password: str) -> Session:
        """NotSignedIn for a wrong name or password alike; SignInThrottled after several."""
        name = _folded(username)
        # The try is counted before the password is looked at, so that many at once gain nothing.
        await self._database.run(_count_try, name, self._clock.now())
        account = await self._database.read(store.account, name)
        kept = None if account is None else account.password_hash
        if not await self._passwords.match(kept, password) or account is None:
            raise NotSignedIn("The user name or the password is wrong.")
        return await self._database.run(self._begin, account, name)

    async def refresh(self, refresh_token: str) -> Session:
        """A new session for a refresh token, which is spent by it; NotSignedIn.

        A token that was spent before has been stolen or lost its answer: that session ends.
        """
        renewed = await self._database.run(self._renew, _hashed(refresh_token))
        if renewed is None:
            raise _session_over()
        return renewed

    async def sign_out(self, access_token: str) -> bool:
        """End a session; False when it had ended already."""
        return await self._database.run(_end, _hashed(access_token))

    async def caller(self, access_token: str) -> Caller:
        """Who a token belongs to; NotSignedIn."""
        return await self._database.read(_caller, _hashed(access_token), self._clock.now())

    async def add_user(self, user: UserData) -> UserData:
        """Make a customer; the id is given by the service."""
        return await self._add_person(user, Role.CUSTOMER)

    async def add_guest(self, user: UserData) -> UserData:
        """Make a guest; the id is given by the service."""
        return await self._add_person(user, Role.GUEST)

    async def fetch(self, user_id: str) -> UserData:
        """One person; NotFound."""
        person = await self._database.read(store.person, user_id)
        if person is None:
            raise _unknown(user_id)
        return person

    async def staff(self, user_id: str) -> StaffUser:
        """One member of staff; NotFound."""
        user = await self._database.read(store.staff_user, user_id)
        if user is None:
            raise _unknown(user_id)
        return user

    async def has_staff(self) -> bool:
        """Whether there is anybody who can sign in."""
        return await self._database.read(store.has_staff)

    async def put_staff(self, user: StaffUser, password: str) -> StaffUser:
        """Make or replace a member of staff with this password; their sessions end.

        BadInput for a name or password that cannot be, InUse for another's user name.
        """
        check_name(user.username, "The user name")
        check_name(user.display_name, "The name")
        for grant in user.grants:
            _check_grant(grant)
        made = StaffUser(
            user.user_id or secrets.token_hex(8),
            _folded(user.username),
            user.display_name,
            tuple(sorted(set(user.grants), key=lambda each: (each.role, each.theatre_id))),
        )
        password_hash = await self._passwords.hash(password)
        await self._database.run(_put_staff, made, password_hash, self._clock.now())
        return made

    async def grant(self, user_id: str, role: str, theatre_id: str, by: str) -> StaffUser:
        """Give somebody a role at a theatre (or everywhere, when empty); giving it again is
        fine."""
        if role not in set(Role):
            raise BadInput(f"There is no role “{role[:40]}”.")
        grant = Grant(Role(role), theatre_id)
        _check_grant(grant)
        return await self._database.run(_grant, user_id, grant, by, self._clock.now())

    async def _add_person(self, user: UserData, role: Role) -> UserData:
        for text, what in (
            (user.location_id, "The location"),
            (user.email, "The e-mail address"),
            (user.phone, "The phone number"),
        ):
            check_text(text, what)
        if user.lon is not None and user.lat is not None:
            check_place(user.lon, user.lat)
        made = UserData(
            secrets.token_hex(8), user.location_id, user.email, user.phone, user.lon, user.lat
        )
        await self._database.run(store.add_person, made, role, self._clock.now())
        return made

    def _begin(self, connection: Connection, account: store.Account, name: str) -> Session:
        now = self._clock.now()
        store.put_tries(connection, name, 0, now)
        store.end_old_sessions(connection, now)
        session, kept = self._tokens(account.user, secrets.token_hex(16), "")
        store.add_session(connection, kept)
        return session

    def _renew(self, connection: Connection, refresh_hash: str) -> Session | None:
        stolen = store.session_by_spent(connection, refresh_hash)
        if stolen is not None:
            store.end_session(connection, stolen.session_id)
            return None
        old = store.session_by_refresh(connection, refresh_hash)
        if old is None or old.refresh_until <= self._clock.now():
            return None
        user = store.staff_user(connection, old.user_id)
        if user is None:
            return None
        session, kept = self._tokens(user, old.session_id, refresh_hash)
        store.renew_session(connection, kept)
        return session

    def _tokens(
        self, user: StaffUser, session_id: str, spent_hash: str
    ) -> tuple[Session, store.KeptSession]:
        """A session with new tokens, and what is kept of it."""
        access, refresh = (secrets.token_urlsafe(TOKEN_BYTES) for _ in range(2))
        now = self._clock.now()
        kept = store.KeptSession(
            session_id,
            user.user_id,
            _hashed(access),
            now + self._session,
            _hashed(refresh),
            now + timedelta(seconds=REFRESH_SECONDS),
            spent_hash,
        )
        return Session(access, refresh, kept.access_until, user), kept


def _count_try(connection: Connection, name: str, now: datetime) -> None:
    count = store.tries_of(connection, name, now)
    if count >= WRONG_TRIES:
        raise SignInThrottled("Too many wrong passwords. Wait five minutes and try again.")
    until = now + timedelta(seconds=WRONG_TRIES_SECONDS)
    store.put_tries(connection, name, count + 1, until)


def _caller(connection: Connection, access_hash: str, now: datetime) -> Caller:
    session = store.session_by_access(connection, access_hash)
    if session is None or session.access_until <= now:
        raise _session_over()
    user = store.staff_user(connection, session.user_id)
    if user is None:
        raise _session_over()
    return Caller(user.user_id, user.grants)


def _end(connection: Connection, access_hash: str) -> bool:
    session = store.session_by_access(connection, access_hash)
    if session is None:
        return False
    store.end_session(connection, session.session_id)
    return True


def _put_staff(connection: Connection, user: StaffUser, password_hash: str, now: datetime) -> None:
    there = store.account(connection, user.username)
    if there is not None and there.user.user_id != user.user_id:
        raise InUse(f"The user name {user.username} is taken.")
    store.put_staff(connection, user, password_hash, "", now)
    store.end_sessions_of(connection, user.user_id)


def _grant(connection: Connection, user_id: str, grant: Grant, by: str, now: datetime) -> StaffUser:
    user = store.staff_user(connection, user_id)
    if user is None:
        raise _unknown(user_id)
    if grant in user.grants:
        return user
    store.add_grant(connection, user_id, grant, by, now)
    granted = store.staff_user(connection, user_id)
    assert granted is not None
    return granted


def _check_grant(grant: Grant) -> None:
    if grant.role in _THEATRE_ROLES and not grant.theatre_id:
        raise BadInput(f"The role {grant.role} is given for one theatre.")
    if grant.role not in _THEATRE_ROLES and grant.theatre_id:
        raise BadInput(f"The role {grant.role} is not given for a theatre.")


def _folded(username: str) -> str:
    """User names differ by more than their capitals and their way of being typed."""
    folded = unicodedata.normalize("NFKC", username).strip().casefold()
    return "".join(each for each in folded[:MAX_NAME_CHARACTERS] if each.isprintable())


def _hashed(token: str) -> str:
    """Tokens are long and random, so that a plain hash keeps them."""
    return hashlib.sha256(encoded(token)).hexdigest()


def _session_over() -> NotSignedIn:
    return NotSignedIn("The session has ended. Sign in again.")


def _unknown(user_id: str) -> NotFound:
    return NotFound(f"There is no user {user_id}.")
