"""Published layouts and what became of their copies, in SQL."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, or_, select, update

from boxoffice.model.layout import Layout
from boxoffice.model.publishing import CopyHolder, CopyState, LayoutCopy, LayoutVersion
from boxoffice.rules.layouts import plan_from
from boxoffice.stores.counters import take_numbers
from boxoffice.stores.screen import counter, layouts, screens

FIRST_LAYOUT_ID = 100_001

_SET_LAYOUT = update(screens).where(screens.c.screen_id == bindparam("this"))
_ADD_LAYOUT = insert(layouts)
_LAYOUT = select(layouts).where(layouts.c.number == bindparam("this"))
_PUBLISHED = select(layouts.c.digest, layouts.c.published_at).where(
    layouts.c.number == bindparam("this")
)
_NOTE = update(layouts).where(layouts.c.number == bindparam("this"))
_VERSIONS = select(*(column for column in layouts.c if column.name != "plan")).order_by(
    layouts.c.number.desc()
)
_ONE = _VERSIONS.where(layouts.c.number == bindparam("this"))
_OF_THEATRE = _VERSIONS.where(layouts.c.theatre_id == bindparam("this"))
_OF_SCREEN = _VERSIONS.where(layouts.c.screen_id == bindparam("this"))
_IN_SYNC = (layouts.c.bookings_digest == layouts.c.digest) & (
    layouts.c.displays_digest == layouts.c.digest
)
_LAYOUT_IN_SYNC = select(_IN_SYNC).where(layouts.c.number == bindparam("this"))
#: A holder that answered has a layout of this number, and keeps it: sending is of no use.
_UNANSWERED = select(layouts.c.number, layouts.c.bookings_digest, layouts.c.displays_digest).where(
    or_(layouts.c.bookings_digest == "", layouts.c.displays_digest == "")
)


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


def note_answer(
    connection: Connection, layout_id: str, holder: CopyHolder, digest: str, fault: str
) -> None:
    """Note the digest that a holder answered, or, when it answered none, why."""
    answer = {"digest": digest, "fault": ""} if digest else {"fault": fault}
    columns = {f"{holder.value}s_{name}": value for name, value in answer.items()}
    connection.execute(_NOTE, {"this": _number(layout_id), **columns})


def version(connection: Connection, layout_id: str) -> LayoutVersion:
    """One layout that there is, without its drawing."""
    return _version(connection.execute(_ONE, {"this": _number(layout_id)}).one())


def versions(
    connection: Connection, *, theatre_id: str = "", screen_id: str = ""
) -> tuple[LayoutVersion, ...]:
    """The layouts of a theatre or of one screen without their drawings, the newest first."""
    statement, wanted = (_OF_SCREEN, screen_id) if screen_id else (_OF_THEATRE, theatre_id)
    return tuple(_version(row) for row in connection.execute(statement, {"this": wanted}))


def in_sync(connection: Connection, layout_id: str) -> bool | None:
    """Whether both copies answered this layout's digest; None when there is no such layout."""
    found = connection.execute(_LAYOUT_IN_SYNC, {"this": _number(layout_id)}).scalar()
    return None if found is None else bool(found)


def unanswered(connection: Connection) -> tuple[tuple[str, CopyHolder], ...]:
    """Ids of layouts, and who has not answered a digest of them yet, oldest first."""
    rows = connection.execute(_UNANSWERED.order_by(layouts.c.number)).all()
    return tuple(
        (str(row.number), holder)
        for row in rows
        for holder, digest in (
            (CopyHolder.BOOKING, row.bookings_digest),
            (CopyHolder.DISPLAY, row.displays_digest),
        )
        if not digest
    )


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


def _version(row: Row[Any]) -> LayoutVersion:
    return LayoutVersion(
        layout_id=str(row.number),
        screen_id=row.screen_id,
        theatre_id=row.theatre_id,
        digest=row.digest,
        published_at=row.published_at,
        published_by=row.changed_by,
        copies=(
            LayoutCopy(CopyHolder.SCREEN, CopyState.IN_SYNC),
            _copy(CopyHolder.BOOKING, row.digest, row.bookings_digest, row.bookings_fault),
            _copy(CopyHolder.DISPLAY, row.digest, row.displays_digest, row.displays_fault),
        ),
    )


def _copy(holder: CopyHolder, digest: str, answered: str, fault: str) -> LayoutCopy:
    if answered == digest:
        return LayoutCopy(holder, CopyState.IN_SYNC)
    if answered:
        reason = f"It holds another drawing of this number ({answered[:8]}…)."
        return LayoutCopy(holder, CopyState.DIFFERS, reason)
    return LayoutCopy(holder, CopyState.FAILED if fault else CopyState.WAITING, fault)
