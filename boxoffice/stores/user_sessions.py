"""Sessions in SQL: opaque tokens kept hashed."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from boxoffice.model.user import SessionView
from boxoffice.stores.user import known_addresses, sessions, spent_tokens

_ADD = insert(sessions)
_THIS = sessions.c.session_id == bindparam("this")
_BY_ID = select(sessions).where(_THIS)
_BY_ACCESS = select(sessions).where(sessions.c.access_hash == bindparam("hashed"))
_BY_REFRESH = select(sessions).where(sessions.c.refresh_hash == bindparam("hashed"))
_BY_SPENT = (
    select(sessions)
    .join(spent_tokens, spent_tokens.c.session_id == sessions.c.session_id)
    .where(spent_tokens.c.token_hash == bindparam("hashed"))
)
_OF = (
    select(sessions)
    .where(
        sessions.c.user_id == bindparam("whose"),
        sessions.c.refresh_until > bindparam("now", type_=sessions.c.refresh_until.type),
    )
    .order_by(sessions.c.used_at.desc(), sessions.c.session_id)
    .limit(bindparam("most"))
)
_RENEW = update(sessions).where(_THIS)
_TOUCH = update(sessions).where(_THIS).values(used_at=bindparam("now"))
_END = delete(sessions).where(_THIS)
_END_ALL_OF = delete(sessions).where(sessions.c.user_id == bindparam("whose"))
_END_OLD = delete(sessions).where(sessions.c.refresh_until <= bindparam("now"))
_SPEND = insert(spent_tokens)
_SPENT_BY = spent_tokens.c.session_id == bindparam("this")
_FORGET_SPENT = delete(spent_tokens).where(_SPENT_BY)
_FORGET_OLDEST_SPENT = delete(spent_tokens).where(
    spent_tokens.c.token_hash.in_(
        select(spent_tokens.c.token_hash)
        .where(_SPENT_BY)
        .order_by(spent_tokens.c.until.desc(), spent_tokens.c.token_hash)
        .offset(bindparam("most"))
    )
)
_FORGET_SPENT_OF = delete(spent_tokens).where(
    spent_tokens.c.session_id.in_(
        select(sessions.c.session_id).where(sessions.c.user_id == bindparam("whose"))
    )
)
_FORGET_OLD_SPENT = delete(spent_tokens).where(spent_tokens.c.until <= bindparam("now"))

_KNOWN = select(func.count()).where(
    known_addresses.c.user_id == bindparam("whose"),
    known_addresses.c.address == bindparam("place"),
    known_addresses.c.until > bindparam("now", type_=known_addresses.c.until.type),
)
_FORGET_ADDRESS = delete(known_addresses).where(
    known_addresses.c.user_id == bindparam("whose"), known_addresses.c.address == bindparam("place")
)
_ADDRESSES = (
    select(known_addresses.c.address)
    .where(known_addresses.c.user_id == bindparam("whose"))
    .order_by(known_addresses.c.until.desc(), known_addresses.c.address)
)
_ADD_ADDRESS = insert(known_addresses)


@dataclass(frozen=True, slots=True)
class KeptSession:
    """A session as it is kept."""

    session_id: str
    user_id: str
    began_at: datetime
    used_at: datetime
    address: str
    device_name: str
    access_hash: str
    access_until: datetime
    refresh_hash: str
    refresh_until: datetime


def add(connection: Connection, session: KeptSession) -> None:
    """Keep a new session."""
    connection.execute(_ADD, asdict(session))


def renew(connection: Connection, old: KeptSession, new: KeptSession, most: int) -> None:
    """Replace a session's tokens and remember the refresh token that is spent by it; of `most`
    the oldest goes."""
    connection.execute(
        _SPEND,
        {
            "token_hash": old.refresh_hash,
            "session_id": old.session_id,
            "until": old.refresh_until,
        },
    )
    connection.execute(_FORGET_OLDEST_SPENT, {"this": old.session_id, "most": most})
    connection.execute(_RENEW, asdict(new) | {"this": old.session_id})


def touch(connection: Connection, session_id: str, now: datetime) -> None:
    """Note that a session is in use."""
    connection.execute(_TOUCH, {"this": session_id, "now": now})


def by_id(connection: Connection, session_id: str) -> KeptSession | None:
    """One session, if there is such."""
    return _session(connection.execute(_BY_ID, {"this": session_id}).first())


def by_access(connection: Connection, access_hash: str) -> KeptSession | None:
    """The session of an access token, if there is such."""
    return _session(connection.execute(_BY_ACCESS, {"hashed": access_hash}).first())


def by_refresh(connection: Connection, refresh_hash: str) -> KeptSession | None:
    """The session of a refresh token, if there is such."""
    return _session(connection.execute(_BY_REFRESH, {"hashed": refresh_hash}).first())


def by_spent(connection: Connection, refresh_hash: str) -> KeptSession | None:
    """The session whose refresh token this was before, if there is such."""
    return _session(connection.execute(_BY_SPENT, {"hashed": refresh_hash}).first())


def of(connection: Connection, user_id: str, now: datetime, most: int) -> tuple[SessionView, ...]:
    """Somebody's sessions that still live, last used first."""
    rows = connection.execute(_OF, {"whose": user_id, "now": now, "most": most})
    return tuple(
        SessionView(
            row.session_id, row.user_id, row.began_at, row.used_at, row.address, row.device_name
        )
        for row in rows
    )


def end(connection: Connection, session_id: str) -> None:
    """Forget a session."""
    connection.execute(_FORGET_SPENT, {"this": session_id})
    connection.execute(_END, {"this": session_id})


def end_all_of(connection: Connection, user_id: str) -> int:
    """Forget all sessions of somebody, and say how many."""
    connection.execute(_FORGET_SPENT_OF, {"whose": user_id})
    return connection.execute(_END_ALL_OF, {"whose": user_id}).rowcount


def end_old(connection: Connection, now: datetime) -> None:
    """Forget sessions that can no longer be renewed."""
    connection.execute(_FORGET_OLD_SPENT, {"now": now})
    connection.execute(_END_OLD, {"now": now})


def is_known_address(connection: Connection, user_id: str, address: str, now: datetime) -> bool:
    """Whether somebody has signed in from this address not too long ago."""
    found = connection.execute(_KNOWN, {"whose": user_id, "place": address, "now": now})
    return bool(found.scalar_one())


def note_address(
    connection: Connection, user_id: str, address: str, until: datetime, most: int
) -> None:
    """Remember that somebody has signed in from this address; of `most` the oldest goes."""
    connection.execute(_FORGET_ADDRESS, {"whose": user_id, "place": address})
    known = connection.execute(_ADDRESSES, {"whose": user_id}).scalars().all()
    for oldest in known[most - 1 :]:
        connection.execute(_FORGET_ADDRESS, {"whose": user_id, "place": oldest})
    connection.execute(_ADD_ADDRESS, {"user_id": user_id, "address": address, "until": until})


def _session(row: Row[Any] | None) -> KeptSession | None:
    return KeptSession(**row._mapping) if row else None
