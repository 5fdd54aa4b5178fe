"""Staff: who works where as what."""

import secrets
from datetime import datetime

from sqlalchemy import Connection

from boxoffice.model.errors import BadInput, InUse, NotAllowed
from boxoffice.model.user import Grant, Role, StaffUser
from boxoffice.rules.contacts import looks_like_contact
from boxoffice.rules.rights import (
    check_grant,
    is_system_admin,
    may_give,
    may_take_on,
)
from boxoffice.rules.secret_strength import check_password
from boxoffice.services.texts import check_name
from boxoffice.services.user.base import Base, folded, unknown
from boxoffice.services.user.credentials import grants_of
from boxoffice.services.user.sign_ins import end_all
from boxoffice.stores import user_accounts as store
from boxoffice.stores.user_audit import Action, write

MAX_STAFF_SHOWN = 1_000


class Staff(Base):
    """The part of the User service that a theatre's admin runs.

    Whether `by` may do what they ask is decided in the transaction that does it, by what they are
    at that moment.
    """

    async def staff(self, user_id: str) -> StaffUser:
        """Whoever signs in under this id; NotFound."""
        user = await self._database.read(store.user, user_id)
        if user is None:
            raise unknown(user_id)
        return user

    async def staff_of(self, theatre_id: str) -> tuple[StaffUser, ...]:
        """A theatre's staff by user name, each with the roles they have there; a bounded
        number."""
        found = await self._database.read(store.staff_at, theatre_id, MAX_STAFF_SHOWN)
        return tuple(seen_at(user, theatre_id) for user in found)

    async def put_staff(self, user: StaffUser, password: str) -> StaffUser:
        """Make or replace a member of staff with this password; their sessions end. For whoever
        sits at the machine itself.

        BadInput for a name or password that cannot be, InUse for another's user name.
        """
        made, password_hash = await self._checked(user, password)
        await self._database.run(_put_staff, made, password_hash, "", self._clock.now())
        return made

    async def has_staff(self) -> bool:
        """Whether there is any member of staff who can sign in."""
        return await self._database.read(store.has_staff)

    async def has_system_admin(self) -> bool:
        """Whether anybody may do everything here."""
        return await self._database.read(store.holders, Role.SYSTEM_ADMIN) > 0

    async def add_staff(self, user: StaffUser, password: str, by: str) -> StaffUser:
        """As `put_staff`, for somebody new; NotAllowed where `by` may not give all those roles."""
        made, password_hash = await self._checked(
            StaffUser("", user.username, user.display_name, user.grants), password
        )
        await self._database.run(_add_staff, made, password_hash, by, self._clock.now())
        return made

    async def make_founder(self, user_id: str, theatre_id: str) -> None:
        """Make whoever added a theatre its admin; again is fine. NotFound."""
        grant = Grant(Role.THEATRE_ADMIN, theatre_id)
        await self._database.run(_make_founder, user_id, grant, self._clock.now())

    async def grant(self, user_id: str, role: Role, theatre_id: str, by: str) -> StaffUser:
        """Give somebody a role at a theatre (or everywhere, when empty); giving it again is
        fine. BadInput, NotFound; NotAllowed also where they have roles that `by` cannot give."""
        grant = Grant(role, theatre_id)
        check_grant(grant)
        return await self._database.run(_grant, user_id, grant, by, self._clock.now())

    async def revoke(self, user_id: str, role: Role, theatre_id: str, by: str) -> StaffUser:
        """Take a role away, which counts at once; taking it away again is fine. BadInput,
        NotAllowed, NotFound; InUse for the last system admin."""
        grant = Grant(role, theatre_id)
        check_grant(grant)
        return await self._database.run(_revoke, user_id, grant, by, self._clock.now())

    async def _checked(self, user: StaffUser, password: str) -> tuple[StaffUser, str]:
        """The user as they are kept, and what is kept of the password."""
        check_name(user.username, "The user name")
        check_name(user.display_name, "The name")
        for grant in user.grants:
            check_grant(grant)
        name = folded(user.username)
        if looks_like_contact(name):
            # They come first when somebody signs in: a customer would be shut out by it.
            raise BadInput("A user name is no e-mail address or phone number. Choose another.")
        check_password(password, name)
        made = StaffUser(
            user.user_id or secrets.token_hex(8),
            name,
            user.display_name,
            tuple(sorted(set(user.grants), key=lambda each: (each.role, each.theatre_id))),
        )
        return made, await self._passwords.hash(password)


def seen_at(user: StaffUser, theatre_id: str) -> StaffUser:
    """Somebody as the admin of one theatre sees them: not what they do at another."""
    here = tuple(grant for grant in user.grants if grant.theatre_id == theatre_id)
    return StaffUser(user.user_id, user.username, user.display_name, here)


def _put_staff(
    connection: Connection, user: StaffUser, password_hash: str, by: str, now: datetime
) -> None:
    there = store.account(connection, user.username)
    if there is not None and there.user.user_id != user.user_id:
        raise InUse(f"The user name {user.username} is taken.")
    store.put_staff(connection, user, password_hash, by, now)
    write(connection, now, by, Action.ADDED, user.user_id, detail=user.username)
    for grant in user.grants:
        _write_grant(connection, now, by, Action.GRANTED, user.user_id, grant)
    end_all(connection, user.user_id, by, now)


def _add_staff(
    connection: Connection, user: StaffUser, password_hash: str, by: str, now: datetime
) -> None:
    giver = grants_of(connection, by)
    if not user.grants:
        raise BadInput("Somebody new needs a role.")
    for grant in user.grants:
        _check_gives(giver, grant)
    _put_staff(connection, user, password_hash, by, now)


def _make_founder(connection: Connection, user_id: str, grant: Grant, now: datetime) -> None:
    user = _staff_user(connection, user_id)
    if grant not in user.grants:
        store.add_grant(connection, user_id, grant, user_id, now)
        _write_grant(connection, now, user_id, Action.GRANTED, user_id, grant)


def _grant(connection: Connection, user_id: str, grant: Grant, by: str, now: datetime) -> StaffUser:
    giver = grants_of(connection, by)
    _check_gives(giver, grant)
    user = _staff_user(connection, user_id)
    if not may_take_on(giver, user.grants):
        raise NotAllowed("This person has roles that you cannot give. Ask a system admin.")
    if grant not in user.grants:
        store.add_grant(connection, user_id, grant, by, now)
        _write_grant(connection, now, by, Action.GRANTED, user_id, grant)
    return _as_seen_by(giver, _staff_user(connection, user_id), grant)


def _revoke(
    connection: Connection, user_id: str, grant: Grant, by: str, now: datetime
) -> StaffUser:
    giver = grants_of(connection, by)
    _check_gives(giver, grant)
    user = _staff_user(connection, user_id)
    if grant in user.grants:
        if grant.role is Role.SYSTEM_ADMIN and store.holders(connection, grant.role) == 1:
            raise InUse("This is the last system admin. Make another one first.")
        store.remove_grant(connection, user_id, grant)
        _write_grant(connection, now, by, Action.REVOKED, user_id, grant)
    return _as_seen_by(giver, _staff_user(connection, user_id), grant)


def _staff_user(connection: Connection, user_id: str) -> StaffUser:
    user = store.staff_user(connection, user_id)
    if user is None:
        raise unknown(user_id)
    return user


def _check_gives(giver: tuple[Grant, ...], grant: Grant) -> None:
    if not may_give(giver, grant):
        raise NotAllowed("You can give and take roles of your own theatre only.")


def _as_seen_by(giver: tuple[Grant, ...], user: StaffUser, grant: Grant) -> StaffUser:
    return user if is_system_admin(giver) else seen_at(user, grant.theatre_id)


def _write_grant(
    connection: Connection, now: datetime, by: str, action: Action, user_id: str, grant: Grant
) -> None:
    write(connection, now, by, action, user_id, grant.theatre_id, grant.role)
