"""Booking's own copies of published layouts and of shows as they are sold."""

import json
from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import Connection, bindparam, insert, select, update

from boxoffice.model.errors import NotFound, WrongState
from boxoffice.model.layout import Layout
from boxoffice.model.show import OfferedShow
from boxoffice.rules.layouts import plan_from
from boxoffice.rules.plain import from_plain, to_plain
from boxoffice.stores.booking import layouts, shows

#: Shows that were read are at hand: each confirmation reads its own.
BODIES_KEPT = 256

_DIGEST = select(layouts.c.digest).where(layouts.c.layout_id == bindparam("layout_id"))
_LAYOUTS = select(layouts).where(layouts.c.layout_id.in_(bindparam("layout_ids", expanding=True)))
_HELD = select(shows.c.version, shows.c.layout_id).where(shows.c.show_id == bindparam("show_id"))
_SHOWS = select(shows.c.body).where(shows.c.show_id.in_(bindparam("show_ids", expanding=True)))


def put_layout(connection: Connection, layout: Layout, drawing: bytes) -> str:
    """Keep a layout unless there is one of its id; answers the digest of the one that is kept.

    `drawing` is its plan's canonical form, made beforehand since it takes long for large halls.
    """
    held = connection.execute(_DIGEST, {"layout_id": layout.layout_id}).scalar_one_or_none()
    if held is not None:
        return str(held)
    connection.execute(
        insert(layouts),
        {
            "layout_id": layout.layout_id,
            "screen_id": layout.screen_id,
            "theatre_id": layout.theatre_id,
            "digest": layout.digest,
            "plan": drawing,
            "published_at": layout.published_at,
        },
    )
    return layout.digest


def read_layouts(connection: Connection, layout_ids: Sequence[str]) -> tuple[Layout, ...]:
    """The layouts there are among `layout_ids`."""
    return tuple(
        Layout(
            row.layout_id,
            row.screen_id,
            row.theatre_id,
            plan_from(row.plan),
            row.digest,
            row.published_at,
        )
        for row in connection.execute(_LAYOUTS, {"layout_ids": list(layout_ids)})
    )


def put_show(connection: Connection, offered: OfferedShow) -> int:
    """Keep a show as it is sold unless a newer version is there; answers the version now held.
    NotFound for a layout that was never put, WrongState for another one than before."""
    show = offered.show
    if connection.execute(_DIGEST, {"layout_id": show.layout_id}).first() is None:
        raise NotFound(f"There is no layout {show.layout_id}.")
    held = connection.execute(_HELD, {"show_id": show.show_id}).first()
    if held is not None and held.version >= show.version:
        return int(held.version)
    if held is None:
        connection.execute(insert(shows), {"show_id": show.show_id, **show_row(offered)})
        return show.version
    if held.layout_id != show.layout_id:
        # Whoever has a seat would be lost.
        raise WrongState(f"Show {show.show_id} can only be moved to another layout.")
    connection.execute(update(shows).where(shows.c.show_id == show.show_id), show_row(offered))
    return show.version


def show_row(offered: OfferedShow) -> dict[str, object]:
    """What is kept of a show as it is sold, beside its id."""
    show = offered.show
    return {
        "version": show.version,
        "layout_id": show.layout_id,
        "status": show.status,
        "body": json.dumps(to_plain(offered)),
        "theatre_id": show.theatre_id,
        "starts_at": show.starts_at,
    }


def read_shows(connection: Connection, show_ids: Sequence[int]) -> tuple[OfferedShow, ...]:
    """The shows there are among `show_ids`."""
    found = connection.execute(_SHOWS, {"show_ids": list(show_ids)})
    return tuple(_offered(row.body) for row in found)


@lru_cache(BODIES_KEPT)
def _offered(body: str) -> OfferedShow:
    return from_plain(OfferedShow, json.loads(body))
