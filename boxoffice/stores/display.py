"""Copies of published layouts for everything that people look at, in SQL."""

from sqlalchemy import (
    Column,
    Connection,
    LargeBinary,
    MetaData,
    Table,
    Text,
    bindparam,
    insert,
    select,
)

from boxoffice.model.layout import Layout
from boxoffice.rules.layouts import plan_from
from boxoffice.stores.columns import Moment

METADATA = MetaData()

layouts = Table(
    "display_layouts",
    METADATA,
    Column("layout_id", Text, primary_key=True),
    Column("screen_id", Text, nullable=False),
    Column("theatre_id", Text, nullable=False),
    Column("plan", LargeBinary, nullable=False),
    Column("digest", Text, nullable=False),
    Column("published_at", Moment, nullable=False),
)

_ADD = insert(layouts)
_GET = select(layouts).where(layouts.c.layout_id == bindparam("this"))
_DIGEST = select(layouts.c.digest).where(layouts.c.layout_id == bindparam("this"))


def put(connection: Connection, layout: Layout, drawing: bytes) -> str:
    """Keep a layout unless there is one of its id; answers the digest of the one that is kept.

    `drawing` is its plan's canonical form, made beforehand since it takes long for large halls.
    """
    kept = connection.execute(_DIGEST, {"this": layout.layout_id}).scalar()
    if kept is not None:
        return str(kept)
    connection.execute(
        _ADD,
        {
            "layout_id": layout.layout_id,
            "screen_id": layout.screen_id,
            "theatre_id": layout.theatre_id,
            "plan": drawing,
            "digest": layout.digest,
            "published_at": layout.published_at,
        },
    )
    return layout.digest


def get(connection: Connection, layout_id: str) -> Layout | None:
    """One layout, if there is such."""
    row = connection.execute(_GET, {"this": layout_id}).first()
    if row is None:
        return None
    return Layout(
        row.layout_id,
        row.screen_id,
        row.theatre_id,
        plan_from(bytes(row.plan)),
        row.digest,
        row.published_at,
    )
