"""Shows in SQL, with what finding them needs of others as it was when they were made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    Integer,
    MetaData,
    Row,
    Table,
    Text,
    bindparam,
    func,
    insert,
    select,
    update,
)

from boxoffice.model.moving import ChosenSeat
from boxoffice.model.show import CategoryPrice, Show, ShowStatus
from boxoffice.stores.columns import Moment, Plain
from boxoffice.stores.counters import counter_table, last_change, next_change, take_numbers

FIRST_SHOW_ID = 10_001

METADATA = MetaData()

#: `pushed_version` is the version that Booking has said it holds.
shows = Table(
    "show_shows",
    METADATA,
    Column(
        "show_id",
        BigInteger().with_variant(Integer, "sqlite"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("movie_id", Text, nullable=False),
    Column("theatre_id", Text, nullable=False),
    Column("screen_id", Text, nullable=False),
    Column("layout_id", Text, nullable=False),
    Column("status", Integer, nullable=False),
    Column("publish_at", Moment, nullable=False),
    Column("starts_at", Moment, nullable=False),
    Column("prices", Plain(tuple[CategoryPrice, ...]), nullable=False),
    Column("language", Text, nullable=False),
    Column("format", Text, nullable=False),
    Column("screen_config", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("version", Integer, nullable=False),
    Column("pushed_version", Integer, nullable=False),
    Column("screen_name", Text, nullable=False),
    Column("location_id", Text, nullable=False),
    Column("local_date", Text, nullable=False),
    Column("changed_by", Text, nullable=False),
    Column("change", BigInteger, nullable=False, server_default="0"),
    Index("show_shows_change", "change"),
    Index("show_shows_day", "theatre_id", "local_date"),
    Index("show_shows_movie", "movie_id", "starts_at"),
)

#: Moves to another layout whose outcome is not known yet; `show` is the show after it.
moves = Table(
    "show_moves",
    METADATA,
    Column(
        "show_id",
        BigInteger().with_variant(Integer, "sqlite"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("token", Text, nullable=False),
    Column("show", Plain(Show), nullable=False),
    Column("chosen", Plain(tuple[ChosenSeat, ...]), nullable=False, server_default="[]"),
    Column("begun_at", Moment, nullable=False),
    Column("begun_by", Text, nullable=False),
)

#: The newest terms of each theatre that its shows are sold by.
followed = Table(
    "show_terms",
    METADATA,
    Column("theatre_id", Text, primary_key=True),
    Column("terms_version", Integer, nullable=False),
)

counter = counter_table(METADATA, "show")


@dataclass(frozen=True, slots=True)
class FoundShow:
    """A show with what a list of shows tells of its place and day."""

    show: Show
    screen_name: str
    location_id: str
    local_date: str


@dataclass(frozen=True, slots=True)
class FoundDays:
    """Shows by day as they are in SQL. `change` is the newest change they know of; the days of
    `changed` (theatre id and YYYYMMDD) are others than they were at the change asked from."""

    change: int
    changed: tuple[tuple[str, str], ...]
    shows: tuple[FoundShow, ...]


_SHOW_FIELDS = tuple(field.name for field in fields(Show))
_THIS = shows.c.show_id == bindparam("this")
_PUBLISHED = shows.c.publish_at <= bindparam("now")
_TO_COME = shows.c.starts_at > bindparam("now")
_ADD = insert(shows)
_GET = select(shows).where(_THIS)
_OF_THEATRE = (
    select(shows)
    .where(shows.c.theatre_id == bindparam("theatre"))
    .order_by(shows.c.starts_at, shows.c.show_id)
)
_OF_THEATRE_TO_COME = _OF_THEATRE.where(_TO_COME)
_OF_DAY = (
    select(shows)
    .where(
        shows.c.theatre_id.in_(bindparam("theatres", expanding=True)),
        shows.c.local_date == bindparam("day"),
    )
    .order_by(shows.c.starts_at, shows.c.show_id)
)
_CHANGED = (
    select(shows.c.theatre_id, shows.c.local_date)
    .distinct()
    .where(shows.c.change > bindparam("since"))
)
_DATES = (
    select(shows.c.local_date)
    .distinct()
    .where(
        shows.c.movie_id == bindparam("movie"),
        shows.c.location_id == bindparam("location"),
        shows.c.status.in_((ShowStatus.OPEN, ShowStatus.CLOSED)),
        _PUBLISHED,
        _TO_COME,
    )
    .order_by(shows.c.local_date)
)
_MOVIES = (
    select(shows.c.movie_id)
    .where(
        shows.c.theatre_id.in_(bindparam("theatres", expanding=True)),
        shows.c.status == ShowStatus.OPEN,
        _PUBLISHED,
        _TO_COME,
    )
    .group_by(shows.c.movie_id)
    .order_by(func.min(shows.c.starts_at), shows.c.movie_id)
)
_CHANGE = update(shows).where(_THIS)
_UNPUSHED = select(shows).where(shows.c.pushed_version < shows.c.version).order_by(shows.c.show_id)
_PUSHED = (
    update(shows)
    .where(_THIS, shows.c.pushed_version < bindparam("held"))
    .values(pushed_version=bindparam("held"))
)


def add(connection: Connection, new: Sequence[FoundShow], by: str) -> tuple[Show, ...]:
    """Keep new shows, each under a new id of its own."""
    ids = take_numbers(connection, counter, "show", FIRST_SHOW_ID, len(new))
    added = tuple(
        replace(found, show=replace(found.show, show_id=show_id))
        for show_id, found in zip(ids, new, strict=True)
    )
    change = next_change(connection, counter)
    rows = [
        {name: getattr(found.show, name) for name in _SHOW_FIELDS}
        | {
            "pushed_version": 0,
            "screen_name": found.screen_name,
            "location_id": found.location_id,
            "local_date": found.local_date,
            "changed_by": by,
            "change": change,
        }
        for found in added
    ]
    connection.execute(_ADD, rows)
    return tuple(found.show for found in added)


def add_missing(connection: Connection, wanted: Sequence[FoundShow], by: str) -> tuple[Show, ...]:
    """Keep those that are not there yet; answers all of them, each once."""
    # Whoever asks for the same at this moment waits here until this is committed.
    next_change(connection, counter)
    there: dict[tuple[object, ...], Show] = {}
    for theatre_id, day in {(one.show.theatre_id, one.local_date) for one in wanted}:
        for one in of_day(connection, (theatre_id,), day):
            if one.show.status is not ShowStatus.CANCELLED:
                there.setdefault(_sameness(one.show), one.show)
    missing = {_sameness(one.show): one for one in wanted if _sameness(one.show) not in there}
    if missing:
        added = add(connection, tuple(missing.values()), by)
        there |= {_sameness(show): show for show in added}
    return tuple(there[same] for same in dict.fromkeys(_sameness(one.show) for one in wanted))


def get(connection: Connection, show_id: int) -> Show | None:
    """One show, if there is such."""
    row = connection.execute(_GET, {"this": show_id}).first()
    return _show(row) if row else None


def found(connection: Connection, show_id: int) -> FoundShow | None:
    """One show as lists of shows tell of it, if there is such."""
    row = connection.execute(_GET, {"this": show_id}).first()
    return _found(row) if row else None


def of_theatre(connection: Connection, theatre_id: str) -> tuple[Show, ...]:
    """A theatre's shows by time."""
    return tuple(_show(row) for row in connection.execute(_OF_THEATRE, {"theatre": theatre_id}))


def to_come(connection: Connection, theatre_id: str, now: datetime) -> tuple[FoundShow, ...]:
    """A theatre's shows that begin after now, by time."""
    rows = connection.execute(_OF_THEATRE_TO_COME, {"theatre": theatre_id, "now": now})
    return tuple(map(_found, rows))


def of_day(
    connection: Connection, theatre_ids: Sequence[str], local_date: str
) -> tuple[FoundShow, ...]:
    """All shows of these theatres on one local day, by time."""
    rows = connection.execute(_OF_DAY, {"theatres": theatre_ids, "day": local_date})
    return tuple(map(_found, rows))


def days(
    connection: Connection, theatre_ids: Sequence[str], local_date: str, since: int
) -> FoundDays:
    """The shows of these theatres on one local day, and what else changed after `since` (below 0:
    nothing is known, so nothing is said of it)."""
    # The number first: rows that change after it are newer than it says, and are read again.
    change = last_change(connection, counter)
    changed: tuple[tuple[str, str], ...] = ()
    if 0 <= since < change:
        rows = connection.execute(_CHANGED, {"since": since})
        changed = tuple((row.theatre_id, row.local_date) for row in rows)
    found = of_day(connection, theatre_ids, local_date) if theatre_ids else ()
    return FoundDays(change, changed, found)


def dates(
    connection: Connection, location_id: str, movie_id: str, now: datetime
) -> tuple[str, ...]:
    """Local days with published, not cancelled shows of a movie still to come, ascending."""
    rows = connection.execute(_DATES, {"location": location_id, "movie": movie_id, "now": now})
    return tuple(rows.scalars())


def movies(connection: Connection, theatre_ids: Sequence[str], now: datetime) -> tuple[str, ...]:
    """Movies with an open show still to come at these theatres, the next to begin first."""
    return tuple(connection.execute(_MOVIES, {"theatres": theatre_ids, "now": now}).scalars())


def set_status(connection: Connection, show: Show, by: str) -> None:
    """Keep a show's new status, version and time of change."""
    connection.execute(
        _CHANGE,
        {
            "this": show.show_id,
            "status": show.status,
            "version": show.version,
            "updated_at": show.updated_at,
            "changed_by": by,
            "change": next_change(connection, counter),
        },
    )


def set_layout(connection: Connection, show: Show, by: str) -> None:
    """Keep the layout that a show was moved to, its prices there, version and time of change."""
    connection.execute(
        _CHANGE,
        {
            "this": show.show_id,
            "layout_id": show.layout_id,
            "prices": show.prices,
            "version": show.version,
            "updated_at": show.updated_at,
            "changed_by": by,
            "change": next_change(connection, counter),
        },
    )


def unpushed(connection: Connection) -> tuple[Show, ...]:
    """Shows whose present version Booking has not said it holds."""
    return tuple(_show(row) for row in connection.execute(_UNPUSHED))


def acknowledge(connection: Connection, versions: Mapping[int, int]) -> None:
    """Note the versions, by show id, that Booking holds."""
    connection.execute(
        _PUSHED,
        [{"this": show_id, "held": version} for show_id, version in versions.items()],
    )


def _found(row: Row[Any]) -> FoundShow:
    return FoundShow(_show(row), row.screen_name, row.location_id, row.local_date)


def _show(row: Row[Any]) -> Show:
    values = row._mapping
    return Show(
        **{name: values[name] for name in _SHOW_FIELDS if name != "status"},
        status=ShowStatus(row.status),
    )


def _sameness(show: Show) -> tuple[object, ...]:
    """What two shows would have in common if one was asked for twice."""
    return (
        show.screen_id,
        show.starts_at,
        show.movie_id,
        show.layout_id,
        show.language,
        show.format,
        frozenset((price.category_id, price.price) for price in show.prices),
    )
