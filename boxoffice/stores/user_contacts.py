"""Contacts in SQL: who claims them, who has proved them, and the codes that prove them."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from boxoffice.stores.user import claims, codes, contacts

_THESE_CODES = codes.c.contact == bindparam("reached")
_THIS_CODE = codes.c.code_hash == bindparam("hashed")
_FORGET_CODES = delete(codes).where(_THESE_CODES)
_FORGET_CODE = delete(codes).where(_THESE_CODES, _THIS_CODE)
_FORGET_OLD_CODES = delete(codes).where(codes.c.until <= bindparam("now"))
_ADD_CODE = insert(codes)
_CODES_OF = (
    select(codes.c.code_hash)
    .where(_THESE_CODES, codes.c.until > bindparam("now", type_=codes.c.until.type))
    .order_by(codes.c.until.desc(), codes.c.code_hash)
)
_CODES = select(func.count()).select_from(codes)
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
    connection: Connection,
    contact: str,
    code_hash: str,
    now: datetime,
    until: datetime,
    most: int,
) -> None:
    """Keep a new code of a contact; of `most` the oldest goes."""
    for oldest in codes_of(connection, contact, now)[most - 1 :]:
        connection.execute(_FORGET_CODE, {"reached": contact, "hashed": oldest})
    connection.execute(_ADD_CODE, {"contact": contact, "code_hash": code_hash, "until": until})


def live_codes(connection: Connection, now: datetime) -> int:
    """How many codes can still be used; the others are forgotten."""
    connection.execute(_FORGET_OLD_CODES, {"now": now})
    return connection.execute(_CODES).scalar_one()


def codes_of(connection: Connection, contact: str, now: datetime) -> tuple[str, ...]:
    """What is kept of a contact's codes that can still be used, the newest first."""
    rows = connection.execute(_CODES_OF, {"reached": contact, "now": now})
    return tuple(rows.scalars())


def use_code(connection: Connection, contact: str, code_hash: str) -> bool:
    """A code proves once, and with it all codes of its contact end; False where it had ended."""
    used = connection.execute(_FORGET_CODE, {"reached": contact, "hashed": code_hash}).rowcount
    if used:
        connection.execute(_FORGET_CODES, {"reached": contact})
    return bool(used)
