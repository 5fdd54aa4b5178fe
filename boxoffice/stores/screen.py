"""Screens in SQL, and the tables of their layouts and drafts, whose functions are in the modules
screen_… beside this one."""

from dataclasses import asdict

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    insert,
    select,
)

from boxoffice.model.theatre import Screen
from boxoffice.stores.columns import Moment
from boxoffice.stores.counters import counter_table, take_numbers

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

#: The digests of Booking and Display are what they answered, empty until they did; the faults are
#: why they last did not.
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
    Column("theatre_id", Text, nullable=False, index=True),
    Column("plan", LargeBinary, nullable=False),
    Column("digest", Text, nullable=False),
    Column("published_at", Moment, nullable=False),
    Column("changed_by", Text, nullable=False),
    Column("bookings_digest", Text, nullable=False),
    Column("displays_digest", Text, nullable=False),
    Column("bookings_fault", Text, nullable=False, server_default=""),
    Column("displays_fault", Text, nullable=False, server_default=""),
)

#: `document` is the designer's own text, packed.
drafts = Table(
    "screen_drafts",
    METADATA,
    Column("draft_id", Text, primary_key=True),
    Column("screen_id", Text, ForeignKey("screen_screens.screen_id"), nullable=False, index=True),
    Column("theatre_id", Text, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("based_on", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("changed_by", Text, nullable=False),
    Column("document", Text, nullable=False),
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


def add(connection: Connection, screen: Screen, by: str) -> None:
    """Keep a new screen."""
    connection.execute(_ADD, asdict(screen) | {"changed_by": by})


def next_screen_id(connection: Connection, theatre_id: str) -> str:
    """A screen id that the theatre never had, such as PVRAH-1."""
    while True:
        made = f"{theatre_id}-{take_numbers(connection, counter, theatre_id, 1)[0]}"
        # Whoever added a screen under an id of their own may have chosen just this.
        if get(connection, made) is None:
            return made


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
