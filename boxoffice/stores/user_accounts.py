"""People in SQL, with their roles, their passwords and their PINs."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from boxoffice.model.user import Grant, Role, StaffUser, UserData
from boxoffice.stores.user import contacts, grants, logins, people, pins, staff

_THIS_STAFF = staff.c.user_id == bindparam("this")
_STAFF = select(staff).where(_THIS_STAFF)
_STAFF_NAMED = select(staff).where(staff.c.username == bindparam("called"))
_STAFF_AT = (
    select(staff)
    .where(
        staff.c.user_id.in_(
            select(grants.c.user_id).where(grants.c.theatre_id == bindparam("theatre"))
        )
    )
    .order_by(staff.c.username)
    .limit(bindparam("most"))
)
_ANY_STAFF = select(staff.c.user_id).limit(1)
_ADD_STAFF = insert(staff)
_REPLACE_STAFF = update(staff).where(_THIS_STAFF)
_GRANTS = (
    select(grants.c.user_id, grants.c.role, grants.c.theatre_id)
    .where(grants.c.user_id.in_(bindparam("these", expanding=True)))
    .order_by(grants.c.role, grants.c.theatre_id)
)
_ADD_GRANT = insert(grants)
_REMOVE_GRANTS = delete(grants).where(grants.c.user_id == bindparam("this"))
_REMOVE_GRANT = _REMOVE_GRANTS.where(
    grants.c.role == bindparam("as_what"), grants.c.theatre_id == bindparam("theatre")
)
_HOLDERS = select(func.count()).select_from(grants).where(grants.c.role == bindparam("as_what"))
_ADD_PERSON = insert(people)
_PERSON = select(people).where(people.c.user_id == bindparam("this"))
_LOGIN = select(logins.c.password_hash).where(logins.c.user_id == bindparam("this"))
_ADD_LOGIN = insert(logins)
_REMOVE_LOGIN = delete(logins).where(logins.c.user_id == bindparam("this"))
_OWNER = select(contacts.c.user_id).where(contacts.c.contact == bindparam("reached"))
_CONTACT_OF = (
    select(contacts.c.contact)
    .where(contacts.c.user_id == bindparam("this"))
    .order_by(contacts.c.confirmed_at, contacts.c.contact)
    .limit(1)
)
_PIN = select(pins.c.pin_hash).where(pins.c.user_id == bindparam("this"))
_REMOVE_PIN = delete(pins).where(pins.c.user_id == bindparam("this"))
_ADD_PIN = insert(pins)


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who can sign in, with what is needed to check their password."""

    user: StaffUser
    password_hash: str


def account(connection: Connection, username: str, contact: str = "") -> Account | None:
    """Staff of this user name, else the customer whose confirmed `contact` (empty: none) it is."""
    row = connection.execute(_STAFF_NAMED, {"called": username}).first()
    if row:
        return Account(_staff(connection, (row,))[0], row.password_hash)
    owner = connection.execute(_OWNER, {"reached": contact}).scalar() if contact else None
    return account_of(connection, owner) if owner else None


def account_of(connection: Connection, user_id: str) -> Account | None:
    """The account of this member of staff or customer, if there is such."""
    row = connection.execute(_STAFF, {"this": user_id}).first()
    if row:
        return Account(_staff(connection, (row,))[0], row.password_hash)
    kept = connection.execute(_LOGIN, {"this": user_id}).scalar()
    named = connection.execute(_CONTACT_OF, {"this": user_id}).scalar() if kept else None
    if not kept or not named:
        return None
    return Account(StaffUser(user_id, named, named, (Grant(Role.CUSTOMER),)), kept)


def user(connection: Connection, user_id: str) -> StaffUser | None:
    """Whoever can sign in under this id."""
    found = account_of(connection, user_id)
    return found.user if found else None


def staff_user(connection: Connection, user_id: str) -> StaffUser | None:
    """One member of staff, if there is such."""
    row = connection.execute(_STAFF, {"this": user_id}).first()
    return _staff(connection, (row,))[0] if row else None


def has_staff(connection: Connection) -> bool:
    """Whether there is any member of staff."""
    return connection.execute(_ANY_STAFF).first() is not None


def staff_at(connection: Connection, theatre_id: str, most: int) -> tuple[StaffUser, ...]:
    """A theatre's staff by user name."""
    rows = connection.execute(_STAFF_AT, {"theatre": theatre_id, "most": most}).all()
    return _staff(connection, rows)


def put_staff(
    connection: Connection, user: StaffUser, password_hash: str, by: str, at: datetime
) -> None:
    """Make or replace a member of staff, with exactly these grants."""
    values = {
        "username": user.username,
        "display_name": user.display_name,
        "password_hash": password_hash,
    }
    if not connection.execute(_REPLACE_STAFF, values | {"this": user.user_id}).rowcount:
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


def remove_grant(connection: Connection, user_id: str, grant: Grant) -> None:
    """Take a role away."""
    connection.execute(
        _REMOVE_GRANT, {"this": user_id, "as_what": grant.role, "theatre": grant.theatre_id}
    )


def holders(connection: Connection, role: Role) -> int:
    """How often a role is held."""
    return connection.execute(_HOLDERS, {"as_what": role}).scalar_one()


def put_password(connection: Connection, user_id: str, password_hash: str) -> None:
    """Keep a new password of somebody who can sign in, or of a customer who could not yet."""
    values = {"password_hash": password_hash, "this": user_id}
    if not connection.execute(_REPLACE_STAFF, values).rowcount:
        connection.execute(_REMOVE_LOGIN, {"this": user_id})
        connection.execute(_ADD_LOGIN, {"user_id": user_id, "password_hash": password_hash})


def put_pin(connection: Connection, user_id: str, pin_hash: str) -> None:
    """Keep a new PIN of a member of staff."""
    connection.execute(_REMOVE_PIN, {"this": user_id})
    connection.execute(_ADD_PIN, {"user_id": user_id, "pin_hash": pin_hash})


def pin_hash(connection: Connection, user_id: str) -> str | None:
    """What is kept of somebody's PIN, if they have one."""
    kept: str | None = connection.execute(_PIN, {"this": user_id}).scalar()
    return kept


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


def _staff(connection: Connection, rows: Iterable[Row[Any]]) -> tuple[StaffUser, ...]:
    """These members of staff with their grants, which are read at once."""
    given: dict[str, list[Grant]] = {row.user_id: [] for row in rows}
    for user_id, role, theatre_id in connection.execute(_GRANTS, {"these": list(given)}):
        given[user_id].append(Grant(Role(role), theatre_id))
    return tuple(
        StaffUser(row.user_id, row.username, row.display_name, tuple(given[row.user_id]))
        for row in rows
    )
