"""Copies of published layouts for everything that people look at, and whose its pictures are, in
SQL."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import (
    Column,
    Connection,
    LargeBinary,
    MetaData,
    Table,
    Text,
    bindparam,
    func,
    insert,
    select,
    update,
)

from boxoffice.model.errors import BadInput
from boxoffice.model.layout import Layout
from boxoffice.model.user import Caller
from boxoffice.rules.layouts import plan_from
from boxoffice.rules.pictures import PICTURES_PER_OWNER, PLATFORM, owner_after
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

pictures = Table(
    "display_pictures",
    METADATA,
    Column("media_id", Text, primary_key=True),
    Column("owner", Text, nullable=False, index=True),
    Column("put_by", Text, nullable=False),
    Column("put_at", Moment, nullable=False),
)

_ADD = insert(layouts)
_GET = select(layouts).where(layouts.c.layout_id.in_(bindparam("wanted", expanding=True)))
_DIGEST = select(layouts.c.digest).where(layouts.c.layout_id == bindparam("this"))
_OWNER = select(pictures.c.owner).where(pictures.c.media_id == bindparam("this"))
_OWNED = (
    select(func.count()).select_from(pictures).where(pictures.c.owner == bindparam("this_owner"))
)
_ADD_PICTURE = insert(pictures)
_PUT_AGAIN = update(pictures).where(pictures.c.media_id == bindparam("this"))


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


def claim_picture(
    connection: Connection, media_id: str, by: Caller, at: datetime, *, is_there: bool
) -> None:
    """Note who puts a picture and whose it is; NotAllowed, or BadInput for one too many.

    `is_there`: there is such a picture; one of which nothing was noted is the platform's.
    """
    noted = connection.execute(_OWNER, {"this": media_id}).scalar()
    owner = owner_after(by.grants, PLATFORM if noted is None and is_there else noted)
    put = {"put_by": by.user_id, "put_at": at}
    if noted is not None:
        connection.execute(_PUT_AGAIN, {"this": media_id, **put})
        return
    if (connection.execute(_OWNED, {"this_owner": owner}).scalar() or 0) >= PICTURES_PER_OWNER:
        raise BadInput(f"There are {PICTURES_PER_OWNER} pictures; no more are kept. Replace one.")
    connection.execute(_ADD_PICTURE, {"media_id": media_id, "owner": owner, **put})
