"""The notification service's tables, and notices to a theatre's staff."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import (
    Column,
    Connection,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    bindparam,
    delete,
    insert,
    select,
)

from boxoffice.model.events import EventKind, Notice
from boxoffice.stores.columns import Moment

METADATA = MetaData()

notices = Table(
    "notification_notices",
    METADATA,
    Column("notice_id", Text, primary_key=True),
    Column("theatre_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index("notification_notices_newest", "theatre_id", "at"),
)

#: Messages on their way: a code, or a letter. What they say is there only as long as it must still
#: be sent.
deliveries = Table(
    "notification_deliveries",
    METADATA,
    Column("delivery_id", Text, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("contact", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("until", Moment, nullable=False),
    Column("state", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("subject", Text, nullable=False, server_default=""),
    Column("text", Text, nullable=False, server_default=""),
    Column("file_name", Text, nullable=False, server_default=""),
    Column("file", LargeBinary),
    Index("notification_deliveries_due", "state", "due_at"),
)

_ADD = insert(notices)
_KNOWN = select(notices.c.notice_id).where(notices.c.notice_id == bindparam("this"))
_NEWEST = (
    select(notices)
    .where(notices.c.theatre_id == bindparam("theatre"))
    .order_by(notices.c.at.desc(), notices.c.notice_id.desc())
    .limit(bindparam("most"))
)
_FORGET = delete(notices).where(
    notices.c.theatre_id == bindparam("theatre"), notices.c.at < bindparam("before")
)


def add(connection: Connection, notice: Notice) -> bool:
    """Keep a notice; False when it is known already."""
    if connection.execute(_KNOWN, {"this": notice.notice_id}).first():
        return False
    connection.execute(_ADD, asdict(notice))
    return True


def newest(connection: Connection, theatre_id: str, most: int) -> tuple[Notice, ...]:
    """A theatre's newest notices first."""
    rows = connection.execute(_NEWEST, {"theatre": theatre_id, "most": most})
    return tuple(
        Notice(row.notice_id, row.theatre_id, EventKind(row.kind), row.subject, row.text, row.at)
        for row in rows
    )


def forget(connection: Connection, theatre_id: str, before: datetime) -> None:
    """Delete a theatre's older notices."""
    connection.execute(_FORGET, {"theatre": theatre_id, "before": before})
