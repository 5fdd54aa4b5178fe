"""The passwords and PINs of those who are known: changed, reset, and asked for."""

from datetime import datetime

from sqlalchemy import Connection

from boxoffice.model.errors import NotAllowed, NotFound, WrongSecret
from boxoffice.model.user import Grant, Session, StaffUser
from boxoffice.rules.rights import approves_for, may_act_for
from boxoffice.rules.secret_strength import check_password, check_pin
from boxoffice.services.texts import MAX_NAME_CHARACTERS
from boxoffice.services.user.base import folded, session_over, unknown
from boxoffice.services.user.sign_ins import TOO_MANY_WRONG, SignIns, end_all
from boxoffice.services.user.throttle import own_password_limit, pin_limits
from boxoffice.stores import user_accounts as store
from boxoffice.stores.user_audit import Action, write

_TOO_MANY_PINS = "Too many wrong PINs. Wait some minutes and try again."


class Credentials(SignIns):
    """The part of the User service that sets passwords and PINs; a new password ends all sessions.

    Whether `by` may is decided in the transaction that does it.
    """

    async def change_password(
        self, user_id: str, old: str, new: str, address: str = "", device_name: str = ""
    ) -> Session:
        """Set one's own password: all of one's sessions end, and a new one begins. WrongSecret,
        TryLater, BadInput."""
        self._passwords.check_room_for_new()
        account = await self._database.read(store.account_of, user_id)
        if account is None:
            raise session_over()
        check_password(new, account.user.username)
        limit = (own_password_limit(user_id),)
        await self._throttle.spend(limit, TOO_MANY_WRONG)
        if not await self._passwords.match(account.password_hash, old):
            raise WrongSecret("The old password is wrong.")
        await self._throttle.take_back(limit)
        password_hash = await self._passwords.hash(new)
        return await self._database.run(
            self._change_password,
            account,
            password_hash,
            address,
            device_name[:MAX_NAME_CHARACTERS],
        )

    async def set_password(self, user_id: str, password: str, by: str) -> None:
        """Set another's password: all of their sessions end. NotAllowed where `by` may not give
        everything that person has, NotFound, BadInput."""
        account = await self._database.read(store.account_of, user_id)
        check_password(password, account.user.username if account else "")
        password_hash = await self._passwords.hash(password)
        await self._database.run(_set_password, user_id, password_hash, by, self._clock.now())

    async def reset_staff_password(self, username: str, password: str) -> StaffUser:
        """Set a member of staff's password, for whoever sits at the machine itself; NotFound,
        BadInput."""
        name = folded(username)
        account = await self._database.read(store.account, name)
        if account is None:
            raise NotFound(f"There is no user {name}.")
        check_password(password, name)
        password_hash = await self._passwords.hash(password)
        await self._database.run(
            _put_password, account.user.user_id, password_hash, "", self._clock.now()
        )
        return account.user

    async def set_pin(self, user_id: str, pin: str, by: str) -> None:
        """Set one's own PIN, or as in `set_password` another's; BadInput, NotAllowed, NotFound."""
        check_pin(pin)
        pin_hash = await self._passwords.hash(pin)
        await self._database.run(_set_pin, user_id, pin_hash, by, self._clock.now())

    async def check_pin(self, user_id: str, pin: str, by: str) -> bool:
        """Whether this is the PIN of a supervisor or admin of a theatre where `by` works;
        NotAllowed for anybody else's, TryLater."""
        self._passwords.check_room()
        kept = await self._database.read(_pin_for, user_id, by)
        limits = pin_limits(user_id, by)
        await self._throttle.spend(limits, _TOO_MANY_PINS)
        if not await self._passwords.match(kept, pin):
            return False
        await self._throttle.take_back(limits)
        return True

    def _change_password(
        self,
        connection: Connection,
        account: store.Account,
        password_hash: str,
        address: str,
        device_name: str,
    ) -> Session:
        user_id = account.user.user_id
        # Somebody may have set another one while this was hashed.
        now_kept = store.account_of(connection, user_id)
        if now_kept is None or now_kept.password_hash != account.password_hash:
            raise WrongSecret("The password was changed meanwhile.")
        _put_password(connection, user_id, password_hash, user_id, self._clock.now())
        return self.begin_session(connection, now_kept.user, address, device_name)


def grants_of(connection: Connection, user_id: str) -> tuple[Grant, ...]:
    """What somebody may do at this moment."""
    user = store.user(connection, user_id)
    return user.grants if user else ()


def _set_password(
    connection: Connection, user_id: str, password_hash: str, by: str, now: datetime
) -> None:
    _check_acts_for(connection, user_id, by)
    _put_password(connection, user_id, password_hash, by, now)


def _put_password(
    connection: Connection, user_id: str, password_hash: str, by: str, now: datetime
) -> None:
    store.put_password(connection, user_id, password_hash)
    write(connection, now, by, Action.PASSWORD_SET, user_id)
    end_all(connection, user_id, by, now)


def _set_pin(connection: Connection, user_id: str, pin_hash: str, by: str, now: datetime) -> None:
    if store.staff_user(connection, user_id) is None:
        raise unknown(user_id)
    if user_id != by:
        _check_acts_for(connection, user_id, by)
    store.put_pin(connection, user_id, pin_hash)
    write(connection, now, by, Action.PIN_SET, user_id)


def _pin_for(connection: Connection, user_id: str, by: str) -> str | None:
    if not approves_for(grants_of(connection, user_id), grants_of(connection, by)):
        raise NotAllowed("This person's PIN means nothing here.")
    return store.pin_hash(connection, user_id)


def _check_acts_for(connection: Connection, user_id: str, by: str) -> None:
    person = store.user(connection, user_id)
    if person is None:
        raise unknown(user_id)
    if not may_act_for(grants_of(connection, by), person.grants):
        raise NotAllowed("This person has more rights than you can give.")
