"""Contacts in SQL: who claims them, who has proved them, and the codes that prove them."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, update

from boxoffice.stores.user import claims, codes, contacts

_THIS_CODE = codes.c.contact == bindparam("reached")
_FORGET_CODE = delete(codes).where(_THIS_CODE)
_FORGET_OLD_CODES = delete(codes).where(
    or_(codes.c.until <= bindparam("now"), codes.c.tries_left <= 0)
)
_ADD_CODE = insert(codes)
_CODE = select(codes.c.code_hash).where(_THIS_CODE)
_CODES = select(func.count()).select_from(codes)
_SPEND_TRY = (
    update(codes)
    .where(
        _THIS_CODE,
        codes.c.tries_left > 0,
        codes.c.until > bindparam("now", type_=codes.c.until.type),
    )
    .values(tries_left=codes.c.tries_left - 1)
)
_OWNER = select(contacts.c.user_id).where(contacts.c.contact == bindparam("reached"))
_ADD_CONTACT = insert(contacts)
_CLAIM = select(claims.c.user_id).where(claims.c.contact == bindparam("reached"))
_ADD_CLAIM = insert(claims)
_FORGET_OLD_CLAIMS = delete(claims).where(claims.c.until <= bindparam("now"))
_FORGET_CLAIMS = delete(claims).where(claims.c.contact == bindparam("reached"))


def claim(connection: Connection, contact: str, user_id: str, until: datetime) -> None:
    """Note that somebody says that a contact is theirs."""
    connection.execute(_ADD_CLAIM, {"contact": contact, "user_id": user_id, "until": until})


def claimants(connection: Connection, contact: str, now: datetime) -> tuple[str, ...]:
    """Who says that a contact is theirs; what was not proved in time is forgotten."""
    connection.execute(_FORGET_OLD_CLAIMS, {"now": now})
    return tuple(connection.execute(_CLAIM, {"reached": contact}).scalars())


def owner(connection: Connection, contact: str) -> str | None:
    """Who has proved that a contact is theirs."""
    found: str | None = connection.execute(_OWNER, {"reached": contact}).scalar()
    return found


def confirm(connection: Connection, contact: str, user_id: str, at: datetime) -> None:
    """A contact that is nobody's becomes somebody's; all claims on it end."""
    connection.execute(_ADD_CONTACT, {"contact": contact, "user_id": user_id, "confirmed_at": at})
    connection.execute(_FORGET_CLAIMS, {"reached": contact})


def put_code(
    connection: Connection, contact: str, code_hash: str, until: datetime, tries: int
) -> None:
    """Keep the newest code of a contact."""
    connection.execute(_FORGET_CODE, {"reached": contact})
    connection.execute(
        _ADD_CODE,
        {"contact": contact, "code_hash": code_hash, "until": until, "tries_left": tries},
    )


def live_codes(connection: Connection, now: datetime) -> int:
    """How many codes can still be used; the others are forgotten."""
    connection.execute(_FORGET_OLD_CODES, {"now": now})
    return connection.execute(_CODES).scalar_one()


def spend_try(connection: Connection, contact: str, now: datetime) -> str | None:
    """Use up one try at a contact's code: its hash, or None where no try is left."""
    if not connection.execute(_SPEND_TRY, {"reached": contact, "now": now}).rowcount:
        return None
    return code_hash(connection, contact)


def code_hash(connection: Connection, contact: str) -> str | None:
    """What is kept of a contact's code."""
    kept: str | None = connection.execute(_CODE, {"reached": contact}).scalar()
    return kept


def forget_code(connection: Connection, contact: str) -> None:
    """A code proves once."""
    connection.execute(_FORGET_CODE, {"reached": contact})
