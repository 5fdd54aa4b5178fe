"""Locations and theatres in SQL."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Double,
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

from boxoffice.model.terms import SaleTerms
from boxoffice.model.theatre import Location, Theatre
from boxoffice.stores.columns import Moment, Plain
from boxoffice.stores.counters import counter_table, last_change, next_change

METADATA = MetaData()

locations = Table(
    "theatre_locations",
    METADATA,
    Column("location_id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("lon", Double, nullable=False),
    Column("lat", Double, nullable=False),
    Column("time_zone", Text, nullable=False),
    Column("changed_by", Text, nullable=False),
)

theatres = Table(
    "theatre_theatres",
    METADATA,
    Column("theatre_id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("lon", Double, nullable=False),
    Column("lat", Double, nullable=False),
    Column("location_id", Text, nullable=False),
    Column("location_name", Text, nullable=False),
    Column("pan", Text, nullable=False),
    Column("link", Text, nullable=False),
    Column("time_zone", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("terms", Plain(SaleTerms), nullable=False),
    Column("address", Text, nullable=False),
    Column("gstin", Text, nullable=False),
    Column("terms_version", Integer, nullable=False, server_default="1"),
    Column("changed_by", Text, nullable=False),
)

#: Who set which terms, for good.
terms_history = Table(
    "theatre_terms",
    METADATA,
    Column("theatre_id", Text, primary_key=True),
    Column("terms_version", Integer, primary_key=True),
    Column("terms", Plain(SaleTerms), nullable=False),
    Column("at", Moment, nullable=False),
    Column("set_by", Text, nullable=False),
)

papers = Table(
    "theatre_papers",
    METADATA,
    Column("theatre_id", Text, primary_key=True),
    Column("heading", Text, nullable=False),
    Column("gstin", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("logo", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("set_by", Text, nullable=False),
)

#: Who is still to be made admin of the theatre that they added.
founders = Table(
    "theatre_founders",
    METADATA,
    Column("theatre_id", Text, primary_key=True),
    Column("user_id", Text, nullable=False),
)

counter = counter_table(METADATA, "theatre")

_FORGET_LOCATIONS = delete(locations).where(
    locations.c.location_id.in_(bindparam("location_ids", expanding=True))
)
_ADD_LOCATIONS = insert(locations)
_LOCATIONS = select(*[c for c in locations.c if c.name != "changed_by"]).order_by(
    locations.c.name, locations.c.location_id
)
_TIME_ZONE = select(locations.c.time_zone).where(locations.c.location_id == bindparam("this"))
_ADD = insert(theatres)
_FIELDS = tuple(column for column in theatres.c if column.name != "changed_by")
_ALL = select(*_FIELDS).order_by(theatres.c.name, theatres.c.theatre_id)
_IDS = select(theatres.c.theatre_id)
_SET_TERMS = update(theatres).where(
    theatres.c.theatre_id == bindparam("this"), theatres.c.terms_version == bindparam("before")
)
_ADD_FOUNDER = insert(founders)
_FOUNDERS = select(founders.c.theatre_id, founders.c.user_id).limit(bindparam("most"))
_FORGET_FOUNDER = delete(founders).where(founders.c.theatre_id == bindparam("this"))


def put_locations(connection: Connection, new: Sequence[Location], by: str) -> None:
    """Add or replace locations."""
    by_id = {location.location_id: location for location in new}
    connection.execute(_FORGET_LOCATIONS, {"location_ids": list(by_id)})
    connection.execute(
        _ADD_LOCATIONS, [asdict(location) | {"changed_by": by} for location in by_id.values()]
    )


def all_locations(connection: Connection) -> tuple[Location, ...]:
    """All locations by name."""
    return tuple(Location(*row) for row in connection.execute(_LOCATIONS))


def time_zone_of(connection: Connection, location_id: str) -> str | None:
    """The time zone of a location; None when it is not known."""
    return connection.execute(_TIME_ZONE, {"this": location_id}).scalar()


def theatre_ids(connection: Connection) -> frozenset[str]:
    """Every id that is taken."""
    return frozenset(connection.execute(_IDS).scalars())


def add(connection: Connection, theatre: Theatre, by: str) -> None:
    """Keep a new theatre, and who is to be made its admin."""
    values = {column.name: getattr(theatre, column.name) for column in _FIELDS}
    connection.execute(_ADD, values | {"changed_by": by})
    connection.execute(_ADD_FOUNDER, {"theatre_id": theatre.theatre_id, "user_id": by})
    next_change(connection, counter)


def set_terms(connection: Connection, theatre: Theatre, by: str) -> bool:
    """Keep a theatre's new terms; False, and nothing kept, unless those before have the version
    before."""
    version = theatre.terms_version
    changed = connection.execute(
        _SET_TERMS,
        {
            "this": theatre.theatre_id,
            "before": version - 1,
            "terms": theatre.terms,
            "terms_version": version,
            "updated_at": theatre.updated_at,
            "changed_by": by,
        },
    )
    if changed.rowcount != 1:
        return False
    connection.execute(
        insert(terms_history),
        {
            "theatre_id": theatre.theatre_id,
            "terms_version": version,
            "terms": theatre.terms,
            "at": theatre.updated_at,
            "set_by": by,
        },
    )
    next_change(connection, counter)
    return True


def waiting_founders(connection: Connection, most: int) -> tuple[tuple[str, str], ...]:
    """Theatre id and user id of those who are not admins of what they added yet."""
    rows = connection.execute(_FOUNDERS, {"most": most})
    return tuple((theatre_id, user_id) for theatre_id, user_id in rows)


def forget_founder(connection: Connection, theatre_id: str) -> None:
    """The theatre has its admin."""
    connection.execute(_FORGET_FOUNDER, {"this": theatre_id})


def all_theatres(connection: Connection, since: int) -> tuple[int, tuple[Theatre, ...] | None]:
    """The number of the newest change, and all theatres by name; None for them when nothing has
    changed after `since`."""
    change = last_change(connection, counter)
    if change == since:
        return change, None
    return change, tuple(_theatre(row) for row in connection.execute(_ALL))


def _theatre(row: Row[Any]) -> Theatre:
    return Theatre(**row._mapping)
