"""By which of their theatre's terms shows are sold."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from boxoffice.stores.counters import next_change
from boxoffice.stores.show import counter, followed, moves, shows

#: The version that a theatre's terms begin with.
FIRST_VERSION = 1

_FOLLOWED = select(followed.c.theatre_id, followed.c.terms_version)
_FORGET = delete(followed).where(followed.c.theatre_id == bindparam("theatre"))
_OF_THEATRE = (shows.c.theatre_id == bindparam("theatre"), shows.c.starts_at > bindparam("since"))
_MOVING = select(moves.c.show_id)
_MOVES = select(shows.c.show_id).where(*_OF_THEATRE, shows.c.show_id.in_(_MOVING)).limit(1)
#: A show that is being moved has its next version already, and takes the terms with it.
_RESEND = (
    update(shows)
    .where(*_OF_THEATRE, shows.c.show_id.not_in(_MOVING))
    .values(
        version=shows.c.version + 1,
        updated_at=bindparam("now"),
        change=bindparam("next"),
    )
)


def followed_versions(connection: Connection) -> Mapping[str, int]:
    """The version of each theatre's terms that its shows are sold by; without one the first."""
    return {row.theatre_id: row.terms_version for row in connection.execute(_FOLLOWED)}


def follow(
    connection: Connection, theatre_id: str, terms_version: int, since: datetime, now: datetime
) -> None:
    """Give a theatre's shows that begin after `since` a new version, to be sent by these terms.
    While one of them is being moved it is not noted that all are, and they are sent once more."""
    if followed_versions(connection).get(theatre_id, FIRST_VERSION) >= terms_version:
        return
    wanted = {"theatre": theatre_id, "since": since}
    next_number = next_change(connection, counter)
    connection.execute(_RESEND, {**wanted, "now": now, "next": next_number})
    if connection.execute(_MOVES, wanted).first() is None:
        connection.execute(_FORGET, {"theatre": theatre_id})
        connection.execute(
            insert(followed), {"theatre_id": theatre_id, "terms_version": terms_version}
        )
