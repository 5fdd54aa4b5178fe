"""What was asked for the bookings of cancelled shows: a row for each booking and remedy, which
whoever works on it changes only as they read it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Index,
    Integer,
    MetaData,
    Row,
    Table,
    Text,
    bindparam,
    insert,
    select,
    update,
)

from boxoffice.model.cancelled import Remedy, Task, TaskState
from boxoffice.model.user import Channel
from boxoffice.stores.columns import Moment

METADATA = MetaData()

#: `is_done` once Show has been told.
shows = Table(
    "cancelled_show",
    METADATA,
    Column(
        "show_id",
        BigInteger().with_variant(Integer, "sqlite"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("theatre_id", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("is_done", Boolean, nullable=False),
)

tasks = Table(
    "cancelled_task",
    METADATA,
    Column("booking_id", Text, primary_key=True),
    Column("remedy", Text, primary_key=True),
    Column("show_id", BigInteger, nullable=False),
    Column("by", Text, nullable=False),
    Column("till", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("look_at", Moment, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("to_show_id", BigInteger, nullable=False),
    Column("hold_id", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("contact", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("text", Text, nullable=False),
    Index("cancelled_task_show", "show_id"),
    Index("cancelled_task_look", "state", "look_at"),
)

_FIELDS = tuple(field.name for field in fields(Task))
_SHOW = select(shows).where(shows.c.show_id == bindparam("this"))
_UNDONE = select(shows).where(~shows.c.is_done)
_NOTED = select(shows).where(shows.c.theatre_id == bindparam("theatre"))
_SHOW_DONE = update(shows).where(shows.c.show_id == bindparam("this")).values(is_done=True)
_OF_SHOW = select(tasks).where(tasks.c.show_id == bindparam("this"))
_DUE = (
    select(tasks)
    .where(tasks.c.state == TaskState.WAITING.value)
    .where(tasks.c.look_at <= bindparam("now", type_=tasks.c.look_at.type))
    .order_by(tasks.c.look_at, tasks.c.booking_id)
    .limit(bindparam("most"))
)
_SET = (
    update(tasks)
    .where(tasks.c.booking_id == bindparam("of_booking"))
    .where(tasks.c.remedy == bindparam("which"))
    .where(tasks.c.version == bindparam("was"))
)


@dataclass(frozen=True, slots=True)
class Cancelling:
    """That a show is cancelled, by whom and why."""

    show_id: int
    theatre_id: str
    reason: str
    by: str
    at: datetime
    is_done: bool = False


def begin(connection: Connection, wanted: Cancelling) -> Cancelling:
    """Write down that a show is to be cancelled, or answer what is written already."""
    known = read_cancelling(connection, wanted.show_id)
    if known is None:
        connection.execute(insert(shows), asdict(wanted))
    return known or wanted


def finish(connection: Connection, show_id: int) -> None:
    """Show has been told."""
    connection.execute(_SHOW_DONE, {"this": show_id})


def read_cancelling(connection: Connection, show_id: int) -> Cancelling | None:
    """What is written of a show."""
    row = connection.execute(_SHOW, {"this": show_id}).first()
    return _cancelling(row) if row else None


def read_undone(connection: Connection) -> tuple[Cancelling, ...]:
    """Those of which Show may not have been told."""
    return tuple(map(_cancelling, connection.execute(_UNDONE)))


def read_noted(connection: Connection, theatre_id: str) -> tuple[Cancelling, ...]:
    """Those of a theatre."""
    return tuple(map(_cancelling, connection.execute(_NOTED, {"theatre": theatre_id})))


def plan(connection: Connection, show_id: int, wanted: Sequence[Task]) -> None:
    """Write down what is asked for bookings of a show. What was asked before stays as it is, but
    what failed is tried anew; while money or seats of a booking wait for something, nothing else
    is asked for them."""
    known = read_of_show(connection, show_id)
    for task in wanted:
        beside = known.get(task.booking_id, {})
        before = beside.get(task.remedy)
        is_busy = any(
            one.state is TaskState.WAITING
            for one in beside.values()
            if Remedy.NOTIFY not in (one.remedy, task.remedy)
        )
        if is_busy:
            continue
        if before is None:
            connection.execute(insert(tasks), asdict(task))
        elif before.state is TaskState.FAILED:
            change(connection, before, task)


def change(connection: Connection, before: Task, after: Task) -> Task | None:
    """Put `after` in the place of a task that is still as it was read; None when it is not."""
    step = replace(after, version=before.version + 1)
    where = {"of_booking": before.booking_id, "which": before.remedy.value, "was": before.version}
    changed = connection.execute(_SET.values(**asdict(step)), where)
    return step if changed.rowcount == 1 else None


def read_of_show(connection: Connection, show_id: int) -> dict[str, dict[Remedy, Task]]:
    """What was asked for a show's bookings, by booking."""
    found: dict[str, dict[Remedy, Task]] = {}
    for row in connection.execute(_OF_SHOW, {"this": show_id}):
        task = _task(row)
        found.setdefault(task.booking_id, {})[task.remedy] = task
    return found


def read_due(connection: Connection, now: datetime, most: int) -> tuple[Task, ...]:
    """Tasks that are to be gone on with, the longest due first."""
    return tuple(map(_task, connection.execute(_DUE, {"now": now, "most": most})))


def _cancelling(row: Row[Any]) -> Cancelling:
    return Cancelling(row.show_id, row.theatre_id, row.reason, row.by, row.at, row.is_done)


def _task(row: Row[Any]) -> Task:
    values = {name: getattr(row, name) for name in _FIELDS}
    return Task(
        **{
            **values,
            "remedy": Remedy(row.remedy),
            "state": TaskState(row.state),
            "channel": Channel(row.channel),
        }
    )
