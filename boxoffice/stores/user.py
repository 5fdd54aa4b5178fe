"""People, their roles and their sessions in SQL; secrets are kept hashed."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Double,
    ForeignKey,
    Integer,
    MetaData,
    Row,
    Table,
    Text,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from boxoffice.model.user import Grant, Role, StaffUser, UserData
from boxoffice.stores.columns import Moment

METADATA = MetaData()

staff = Table(
    "user_staff",
    METADATA,
    Column("user_id", Text, primary_key=True),
    Column("username", Text, nullable=False, unique=True),
    Column("display_name", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
)

grants = Table(
    "user_grants",
    METADATA,
    Column("user_id", Text, ForeignKey("user_staff.user_id"), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("theatre_id", Text, primary_key=True),
    Column("granted_by", Text, nullable=False),
    Column("granted_at", Moment, nullable=False),
)

people = Table(
    "user_people",
    METADATA,
    Column("user_id", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("location_id", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("lon", Double),
    Column("lat", Double),
    Column("created_at", Moment, nullable=False),
)

#: `spent_hash` is the refresh token before the present one.
sessions = Table(
    "user_sessions",
    METADATA,
    Column("session_id", Text, primary_key=True),
    Column("user_id", Text, ForeignKey("user_staff.user_id"), nullable=False, index=True),
    Column("access_hash", Text, nullable=False, unique=True),
    Column("access_until", Moment, nullable=False),
    Column("refresh_hash", Text, nullable=False, unique=True),
    Column("refresh_until", Moment, nullable=False),
    Column("spent_hash", Text, nullable=False, index=True),
)

#: Names that somebody is trying to sign in with, whether or not there is such an account.
tries = Table(
    "user_tries",
    METADATA,
    Column("username", Text, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("until", Moment, nullable=False),
)

_THIS_STAFF = staff.c.user_id == bindparam("this")
_STAFF = select(staff).where(_THIS_STAFF)
_STAFF_NAMED = select(staff).where(staff.c.username == bindparam("called"))
_ANY_STAFF = select(staff.c.user_id).limit(1)
_ADD_STAFF = insert(staff)
_REPLACE_STAFF = update(staff).where(_THIS_STAFF)
_GRANTS = (
    select(grants.c.role, grants.c.theatre_id)
    .where(grants.c.user_id == bindparam("this"))
    .order_by(grants.c.role, grants.c.theatre_id)
)
_ADD_GRANT = insert(grants)
_REMOVE_GRANTS = delete(grants).where(grants.c.user_id == bindparam("this"))
_ADD_PERSON = insert(people)
_PERSON = select(people).where(people.c.user_id == bindparam("this"))
_ADD_SESSION = insert(sessions)
_BY_ACCESS = select(sessions).where(sessions.c.access_hash == bindparam("hashed"))
_BY_REFRESH = select(sessions).where(sessions.c.refresh_hash == bindparam("hashed"))
_BY_SPENT = select(sessions).where(sessions.c.spent_hash == bindparam("hashed"))
_RENEW_SESSION = update(sessions).where(sessions.c.session_id == bindparam("this"))
_END_SESSION = delete(sessions).where(sessions.c.session_id == bindparam("this"))
_END_SESSIONS_OF = delete(sessions).where(sessions.c.user_id == bindparam("this"))
_END_OLD_SESSIONS = delete(sessions).where(sessions.c.refresh_until <= bindparam("now"))
_TRIES = select(tries.c.count).where(tries.c.username == bindparam("called"))
_FORGET_TRIES = delete(tries).where(tries.c.username == bindparam("called"))
_FORGET_OLD_TRIES = delete(tries).where(tries.c.until <= bindparam("now"))
_ADD_TRIES = insert(tries)


@dataclass(frozen=True, slots=True)
class Account:
    """A member of staff with what is needed to check a password."""

    user: StaffUser
    password_hash: str


@dataclass(frozen=True, slots=True)
class KeptSession:
    """A session as it is kept."""

    session_id: str
    user_id: str
    access_hash: str
    access_until: datetime
    refresh_hash: str
    refresh_until: datetime
    spent_hash: str = ""


def account(connection: Connection, username: str) -> Account | None:
    """The account of this user name, if there is such."""
    row = connection.execute(_STAFF_NAMED, {"called": username}).first()
    return Account(_staff(connection, row), row.password_hash) if row else None


def staff_user(connection: Connection, user_id: str) -> StaffUser | None:
    """One member of staff, if there is such."""
    row = connection.execute(_STAFF, {"this": user_id}).first()
    return _staff(connection, row) if row else None


def has_staff(connection: Connection) -> bool:
    """Whether there is any member of staff."""
    return connection.execute(_ANY_STAFF).first() is not None


def put_staff(
    connection: Connection, user: StaffUser, password_hash: str, by: str, at: datetime
) -> None:
    """Make or replace a member of staff, with exactly these grants."""
    values = {
        "username": user.username,
        "display_name": user.display_name,
        "password_hash": password_hash,
    }
    replaced = connection.execute(_REPLACE_STAFF, values | {"this": user.user_id})
    if replaced.rowcount == 0:
        connection.execute(_ADD_STAFF, values | {"user_id": user.user_id})
    connection.execute(_REMOVE_GRANTS, {"this": user.user_id})
    for grant in user.grants:
        add_grant(connection, user.user_id, grant, by, at)


def add_grant(connection: Connection, user_id: str, grant: Grant, by: str, at: datetime) -> None:
    """Give somebody a role that they do not have."""
    connection.execute(
        _ADD_GRANT,
        {
            "user_id": user_id,
            "role": grant.role,
            "theatre_id": grant.theatre_id,
            "granted_by": by,
            "granted_at": at,
        },
    )


def add_person(connection: Connection, person: UserData, role: Role, at: datetime) -> None:
    """Keep a new customer or guest."""
    connection.execute(_ADD_PERSON, asdict(person) | {"role": role, "created_at": at})


def person(connection: Connection, user_id: str) -> UserData | None:
    """One customer, guest or member of staff, if there is such."""
    row = connection.execute(_PERSON, {"this": user_id}).first()
    if row:
        return UserData(user_id, row.location_id, row.email, row.phone, row.lon, row.lat)
    member = connection.execute(_STAFF, {"this": user_id}).first()
    return UserData(user_id) if member else None


def add_session(connection: Connection, session: KeptSession) -> None:
    """Keep a new session."""
    connection.execute(_ADD_SESSION, asdict(session))


def renew_session(connection: Connection, session: KeptSession) -> None:
    """Replace a session's tokens."""
    connection.execute(_RENEW_SESSION, asdict(session) | {"this": session.session_id})


def session_by_access(connection: Connection, access_hash: str) -> KeptSession | None:
    """The session of an access token, if there is such."""
    return _session(connection.execute(_BY_ACCESS, {"hashed": access_hash}).first())


def session_by_refresh(connection: Connection, refresh_hash: str) -> KeptSession | None:
    """The session of a refresh token, if there is such."""
    return _session(connection.execute(_BY_REFRESH, {"hashed": refresh_hash}).first())


def session_by_spent(connection: Connection, refresh_hash: str) -> KeptSession | None:
    """The session whose refresh token this was before the present one, if there is such."""
    return _session(connection.execute(_BY_SPENT, {"hashed": refresh_hash}).first())


def end_session(connection: Connection, session_id: str) -> None:
    """Forget a session."""
    connection.execute(_END_SESSION, {"this": session_id})


def end_sessions_of(connection: Connection, user_id: str) -> None:
    """Forget all sessions of somebody."""
    connection.execute(_END_SESSIONS_OF, {"this": user_id})


def end_old_sessions(connection: Connection, now: datetime) -> None:
    """Forget sessions that can no longer be renewed."""
    connection.execute(_END_OLD_SESSIONS, {"now": now})


def tries_of(connection: Connection, username: str, now: datetime) -> int:
    """How many recent tries there were to sign in with this name; older ones are forgotten."""
    connection.execute(_FORGET_OLD_TRIES, {"now": now})
    return connection.execute(_TRIES, {"called": username}).scalar() or 0


def put_tries(connection: Connection, username: str, count: int, until: datetime) -> None:
    """Note the tries with this name, to be forgotten at `until`; none forgets them now."""
    connection.execute(_FORGET_TRIES, {"called": username})
    if count:
        connection.execute(_ADD_TRIES, {"username": username, "count": count, "until": until})


def _staff(connection: Connection, row: Row[Any]) -> StaffUser:
    given = tuple(
        Grant(Role(role), theatre_id)
        for role, theatre_id in connection.execute(_GRANTS, {"this": row.user_id})
    )
    return StaffUser(row.user_id, row.username, row.display_name, given)


def _session(row: Row[Any] | None) -> KeptSession | None:
    return KeptSession(**row._mapping) if row else None
