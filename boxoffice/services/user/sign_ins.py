"""Signing in, and the sessions that come of it."""

import asyncio
import secrets
from datetime import datetime, timedelta

from sqlalchemy import Connection

from boxoffice.model.errors import BadInput, NotAllowed, NotSignedIn
from boxoffice.model.user import Caller, Session, SessionView, StaffUser
from boxoffice.rules.contacts import contact_from, looks_like_contact
from boxoffice.rules.rights import may_act_for
from boxoffice.services.texts import MAX_NAME_CHARACTERS
from boxoffice.services.user.base import TOKEN_BYTES, Base, folded, hashed, session_over
from boxoffice.services.user.throttle import forgive, place_of, sign_in_limits
from boxoffice.stores import user_accounts as store
from boxoffice.stores import user_sessions
from boxoffice.stores.user_audit import Action, write
from boxoffice.stores.user_sessions import KeptSession
from boxoffice.stores.user_tries import Limit

REFRESH_SECONDS = 30 * 24 * 3600
#: How exactly is known when a session was last used: each time is a write.
USED_STEP = timedelta(seconds=60)
MAX_SESSIONS_SHOWN = 100
#: Of one session: more than a client that renews once an hour spends while the first would live.
MAX_SPENT_TOKENS = 1_000
#: How long, and how many of, the addresses are remembered that somebody signed in from.
KNOWN_ADDRESS = timedelta(days=90)
MAX_KNOWN_ADDRESSES = 20

#: Of what is still being looked at nobody knows yet that it is right: it counts as well.
TOO_MANY_WRONG = (
    "Too many wrong passwords, or too many sign-ins at once. Try again in a moment; after wrong"
    " passwords it takes five minutes."
)
_WRONG = "The user name or the password is wrong."


class SignIns(Base):
    """The part of the User service that knows who calls."""

    async def sign_in(
        self, username: str, password: str, address: str = "", device_name: str = ""
    ) -> Session:
        """A new session, for a user name or a customer's confirmed contact.

        NotSignedIn for a wrong name or password alike; TryLater after several.
        """
        name, contact = await self._names(username)
        self._passwords.check_room()
        place, now = place_of(address), self._clock.now()
        account, is_known = await self._database.read(_find, name, contact, place, now)
        limits = sign_in_limits(contact or name, place, is_known=is_known)
        await self._throttle.spend(limits, TOO_MANY_WRONG)
        kept = None if account is None else account.password_hash
        if not await self._passwords.match(kept, password) or account is None:
            raise NotSignedIn(_WRONG)
        return await self._database.run(
            self._begin, account, limits, address, device_name[:MAX_NAME_CHARACTERS]
        )

    async def refresh(self, refresh_token: str, address: str = "") -> Session:
        """A new session for a refresh token, which is spent by it; NotSignedIn.

        A token that was spent before has been stolen or lost its answer: that session ends.
        """
        renewed = await self._database.run(self._renew, hashed(refresh_token), address)
        if renewed is None:
            raise session_over()
        return renewed

    async def sign_out(self, access_token: str) -> bool:
        """End a session; False when it had ended already."""
        return await self._database.run(_sign_out, hashed(access_token), self._clock.now())

    async def caller(self, access_token: str) -> Caller:
        """Who a token belongs to; NotSignedIn."""
        now, key = self._clock.now(), hashed(access_token)
        caller, session = await self._database.read_kept(key, _caller)
        if session.access_until <= now:
            raise session_over()
        if now - session.used_at >= USED_STEP:
            await self._database.run_for(key, user_sessions.touch, session.session_id, now)
        return caller

    async def sessions_of(self, user_id: str, by: str) -> tuple[SessionView, ...]:
        """Somebody's live sessions, last used first; NotAllowed for another's, but for an admin
        who may give all that they have."""
        now = self._clock.now()
        return await self._database.read(_sessions_of, user_id, by, now)

    async def end_session(self, session_id: str, by: str) -> bool:
        """End one session at once; False when it had ended already, NotAllowed as above."""
        return await self._database.run(_end_session, session_id, by, self._clock.now())

    async def end_sessions(self, user_id: str, by: str) -> int:
        """End all sessions of somebody at once and say how many; NotAllowed as above."""
        return await self._database.run(_end_sessions, user_id, by, self._clock.now())

    async def _names(self, username: str) -> tuple[str, str]:
        """What was typed as a user name, and as a contact (empty: it is none)."""
        name = folded(username)
        if not looks_like_contact(name):
            return name, ""
        try:
            # The first phone number loads large tables.
            contact = await asyncio.to_thread(contact_from, name, self._phone_region)
        except BadInput:
            return name, ""
        return name, contact.value

    def _begin(
        self,
        connection: Connection,
        account: store.Account,
        limits: tuple[Limit, ...],
        address: str,
        device_name: str,
    ) -> Session:
        now = self._clock.now()
        # The password may have been changed while this one was hashed.
        if store.account_of(connection, account.user.user_id) != account:
            raise NotSignedIn(_WRONG)
        forgive(connection, limits)
        user_sessions.end_old(connection, now)
        if address:
            user_sessions.note_address(
                connection,
                account.user.user_id,
                place_of(address),
                now + KNOWN_ADDRESS,
                MAX_KNOWN_ADDRESSES,
            )
        return self.begin_session(connection, account.user, address, device_name)

    def begin_session(
        self, connection: Connection, user: StaffUser, address: str, device_name: str
    ) -> Session:
        """Begin a session in a transaction that does more."""
        now = self._clock.now()
        session_id = secrets.token_hex(16)
        session, kept = self._tokens(user, session_id, now, address, device_name)
        user_sessions.add(connection, kept)
        write(connection, now, user.user_id, Action.SESSION_BEGUN, user.user_id, detail=session_id)
        return session

    def _renew(self, connection: Connection, refresh_hash: str, address: str) -> Session | None:
        now = self._clock.now()
        stolen = user_sessions.by_spent(connection, refresh_hash)
        if stolen is not None:
            _end(connection, stolen, "", Action.TOKEN_STOLEN, now)
            return None
        old = user_sessions.by_refresh(connection, refresh_hash)
        if old is None or old.refresh_until <= now:
            return None
        user = store.user(connection, old.user_id)
        if user is None:
            return None
        session, kept = self._tokens(
            user,
            old.session_id,
            old.began_at,
            address or old.address,
            old.device_name,
        )
        user_sessions.renew(connection, old, kept, MAX_SPENT_TOKENS)
        write(
            connection,
            now,
            user.user_id,
            Action.SESSION_RENEWED,
            user.user_id,
            detail=old.session_id,
        )
        return session

    def _tokens(
        self,
        user: StaffUser,
        session_id: str,
        began_at: datetime,
        address: str,
        device_name: str,
    ) -> tuple[Session, KeptSession]:
        """A session with new tokens, and what is kept of it."""
        access, refresh = (secrets.token_urlsafe(TOKEN_BYTES) for _ in range(2))
        now = self._clock.now()
        kept = KeptSession(
            session_id=session_id,
            user_id=user.user_id,
            began_at=began_at,
            used_at=now,
            address=address,
            device_name=device_name,
            access_hash=hashed(access),
            access_until=now + self._session,
            refresh_hash=hashed(refresh),
            refresh_until=now + timedelta(seconds=REFRESH_SECONDS),
        )
        return Session(access, refresh, kept.access_until, user), kept


def end_all(connection: Connection, user_id: str, by: str, now: datetime) -> int:
    """End all sessions of somebody in a transaction that does more."""
    ended = user_sessions.end_all_of(connection, user_id)
    if ended:
        write(connection, now, by, Action.SESSIONS_ENDED, user_id, detail=str(ended))
    return ended


def _find(
    connection: Connection, name: str, contact: str, place: str, now: datetime
) -> tuple[store.Account | None, bool]:
    """The account, and whether it has signed in from this place before."""
    account = store.account(connection, name, contact)
    user_id = account.user.user_id if account else ""
    return account, user_sessions.is_known_address(connection, user_id, place, now)


def _caller(connection: Connection, access_hash: str) -> tuple[Caller, KeptSession]:
    """Who a token belongs to, by a session that may be over by now."""
    session = user_sessions.by_access(connection, access_hash)
    if session is None:
        raise session_over()
    user = store.user(connection, session.user_id)
    if user is None:
        raise session_over()
    return Caller(user.user_id, user.grants, session.session_id), session


def _sign_out(connection: Connection, access_hash: str, now: datetime) -> bool:
    session = user_sessions.by_access(connection, access_hash)
    if session is None:
        return False
    _end(connection, session, session.user_id, Action.SESSION_ENDED, now)
    return True


def _sessions_of(
    connection: Connection, user_id: str, by: str, now: datetime
) -> tuple[SessionView, ...]:
    _check_acts_for(connection, user_id, by)
    return user_sessions.of(connection, user_id, now, MAX_SESSIONS_SHOWN)


def _end_session(connection: Connection, session_id: str, by: str, now: datetime) -> bool:
    session = user_sessions.by_id(connection, session_id)
    if session is None:
        return False
    _check_acts_for(connection, session.user_id, by)
    _end(connection, session, by, Action.SESSION_ENDED, now)
    return True


def _end_sessions(connection: Connection, user_id: str, by: str, now: datetime) -> int:
    _check_acts_for(connection, user_id, by)
    return end_all(connection, user_id, by, now)


def _end(
    connection: Connection, session: KeptSession, by: str, action: Action, now: datetime
) -> None:
    user_sessions.end(connection, session.session_id)
    write(connection, now, by, action, session.user_id, detail=session.session_id)


def _check_acts_for(connection: Connection, user_id: str, by: str) -> None:
    if user_id == by:
        return
    giver, person = store.user(connection, by), store.user(connection, user_id)
    if giver is None or not may_act_for(giver.grants, person.grants if person else ()):
        raise NotAllowed("These are another person's sessions.")
