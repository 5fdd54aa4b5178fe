"""Copies of published layouts for everything that people look at, in SQL."""

from collections.abc import Sequence

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
_GET = select(layouts).where(layouts.c.layout_id.in_(bindparam("wanted", expanding=True)))
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


def get_many(connection: Connection, layout_ids: Sequence[str]) -> tuple[Layout, ...]:
    """The layouts there are among `layout_ids`, in that order."""
    found = {
        row.layout_id: Layout(
            row.layout_id,
            row.screen_id,
            row.theatre_id,
            plan_from(bytes(row.plan)),
            row.digest,
            row.published_at,
        )
        for row in connection.execute(_GET, {"wanted": list(layout_ids)})
    }
    return tuple(found[each] for each in layout_ids if each in found)
