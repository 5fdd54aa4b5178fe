"""Screens and their published layouts in SQL."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    insert,
    select,
    update,
)

from boxoffice.model.layout import Layout
from boxoffice.model.theatre import Screen
from boxoffice.rules.layouts import plan_from
from boxoffice.stores.columns import Moment
from boxoffice.stores.counters import counter_table, take_numbers

FIRST_LAYOUT_ID = 100_001

METADATA = MetaData()

screens = Table(
    "screen_screens",
    METADATA,
    Column("screen_id", Text, primary_key=True),
    Column("theatre_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("layout_id", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("changed_by", Text, nullable=False),
    UniqueConstraint("theatre_id", "name", name="screen_screens_name"),
)

#: `bookings_digest` and `displays_digest` are what the copies answered; empty until they did.
layouts = Table(
    "screen_layouts",
    METADATA,
    Column(
        "number",
        BigInteger().with_variant(Integer, "sqlite"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("screen_id", Text, ForeignKey("screen_screens.screen_id"), nullable=False, index=True),
    Column("theatre_id", Text, nullable=False),
    Column("plan", LargeBinary, nullable=False),
    Column("digest", Text, nullable=False),
    Column("published_at", Moment, nullable=False),
    Column("changed_by", Text, nullable=False),
    Column("bookings_digest", Text, nullable=False),
    Column("displays_digest", Text, nullable=False),
)

counter = counter_table(METADATA, "screen")

_FIELDS = tuple(column for column in screens.c if column.name != "changed_by")
_ADD = insert(screens)
_GET = select(*_FIELDS).where(screens.c.screen_id == bindparam("this"))
_NAMED = select(*_FIELDS).where(
    screens.c.theatre_id == bindparam("theatre"), screens.c.name == bindparam("called")
)
_OF_THEATRE = (
    select(*_FIELDS)
    .where(screens.c.theatre_id == bindparam("theatre"))
    .order_by(screens.c.name, screens.c.screen_id)
)
_SET_LAYOUT = update(screens).where(screens.c.screen_id == bindparam("this"))
_ADD_LAYOUT = insert(layouts)
_LAYOUT = select(layouts).where(layouts.c.number == bindparam("this"))
_PUBLISHED = select(layouts.c.digest, layouts.c.published_at).where(
    layouts.c.number == bindparam("this")
)
_ACKNOWLEDGE = update(layouts).where(layouts.c.number == bindparam("this"))
_IN_SYNC = (layouts.c.bookings_digest == layouts.c.digest) & (
    layouts.c.displays_digest == layouts.c.digest
)
_LAYOUT_IN_SYNC = select(_IN_SYNC).where(layouts.c.number == bindparam("this"))
_OUT_OF_SYNC = select(layouts.c.number).where(~_IN_SYNC).order_by(layouts.c.number)


def add(connection: Connection, screen: Screen, by: str) -> None:
    """Keep a new screen."""
    connection.execute(_ADD, asdict(screen) | {"changed_by": by})


def next_screen_id(connection: Connection, theatre_id: str) -> str:
    """A screen id that the theatre never had, such as PVRAH-1."""
    return f"{theatre_id}-{take_numbers(connection, counter, theatre_id, 1)[0]}"


def get(connection: Connection, screen_id: str) -> Screen | None:
    """One screen, if there is such."""
    row = connection.execute(_GET, {"this": screen_id}).first()
    return Screen(*row) if row else None


def named(connection: Connection, theatre_id: str, name: str) -> Screen | None:
    """A theatre's screen of this name, if there is such."""
    row = connection.execute(_NAMED, {"theatre": theatre_id, "called": name}).first()
    return Screen(*row) if row else None


def of_theatre(connection: Connection, theatre_id: str) -> tuple[Screen, ...]:
    """A theatre's screens by name."""
    return tuple(Screen(*row) for row in connection.execute(_OF_THEATRE, {"theatre": theatre_id}))


def next_layout_id(connection: Connection) -> str:
    """A layout id that was never given before."""
    return str(take_numbers(connection, counter, "layout", FIRST_LAYOUT_ID)[0])


def add_layout(connection: Connection, layout: Layout, drawing: bytes, by: str) -> None:
    """Freeze a layout and make it its screen's newest; no copy of it is known yet.

    `drawing` is its plan's canonical form, made beforehand since it takes long for large halls.
    """
    connection.execute(
        _ADD_LAYOUT,
        {
            "number": int(layout.layout_id),
            "screen_id": layout.screen_id,
            "theatre_id": layout.theatre_id,
            "plan": drawing,
            "digest": layout.digest,
            "published_at": layout.published_at,
            "changed_by": by,
            "bookings_digest": "",
            "displays_digest": "",
        },
    )
    connection.execute(
        _SET_LAYOUT,
        {
            "this": layout.screen_id,
            "layout_id": layout.layout_id,
            "updated_at": layout.published_at,
            "changed_by": by,
        },
    )


def layout(connection: Connection, layout_id: str) -> Layout | None:
    """One published layout, if there is such."""
    row = connection.execute(_LAYOUT, {"this": _number(layout_id)}).first()
    return _layout(row) if row else None


def published(connection: Connection, layout_id: str) -> tuple[str, datetime] | None:
    """The digest of a layout and when it was published, if there is such."""
    row = connection.execute(_PUBLISHED, {"this": _number(layout_id)}).first()
    return (row.digest, row.published_at) if row else None


def acknowledge(
    connection: Connection, layout_id: str, bookings_digest: str, displays_digest: str
) -> None:
    """Note what the copies of a layout answered."""
    connection.execute(
        _ACKNOWLEDGE,
        {
            "this": _number(layout_id),
            "bookings_digest": bookings_digest,
            "displays_digest": displays_digest,
        },
    )


def in_sync(connection: Connection, layout_id: str) -> bool | None:
    """Whether both copies answered this layout's digest; None when there is no such layout."""
    found = connection.execute(_LAYOUT_IN_SYNC, {"this": _number(layout_id)}).scalar()
    return None if found is None else bool(found)


def out_of_sync(connection: Connection) -> tuple[str, ...]:
    """Ids of the layouts whose copies have not both answered their digest, oldest first."""
    return tuple(str(number) for number in connection.execute(_OUT_OF_SYNC).scalars())


def _number(layout_id: str) -> int:
    """The number of a decimal layout id; -1, which no layout has, for any other text."""
    sound = layout_id.isascii() and layout_id.isdigit() and len(layout_id) <= 18
    return int(layout_id) if sound and layout_id[0] != "0" else -1


def _layout(row: Row[Any]) -> Layout:
    return Layout(
        layout_id=str(row.number),
        screen_id=row.screen_id,
        theatre_id=row.theatre_id,
        plan=plan_from(bytes(row.plan)),
        digest=row.digest,
        published_at=row.published_at,
    )
