"""Drafts of screens in SQL."""

from dataclasses import asdict, fields

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from boxoffice.model.publishing import Draft, DraftDocument
from boxoffice.stores.screen import drafts

_FIELDS = tuple(drafts.c[field.name] for field in fields(Draft))
_THIS = drafts.c.draft_id == bindparam("this")
_GET = select(*_FIELDS).where(_THIS)
_DOCUMENT = select(drafts.c.document).where(_THIS)
_OF_THEATRE = (
    select(*_FIELDS)
    .where(drafts.c.theatre_id == bindparam("theatre"))
    .order_by(drafts.c.changed_at.desc(), drafts.c.draft_id)
)
_COUNT = select(func.count()).select_from(drafts).where(drafts.c.screen_id == bindparam("screen"))
_ADD = insert(drafts)
_CHANGE = update(drafts).where(_THIS)
_DELETE = delete(drafts).where(_THIS)


def get(connection: Connection, draft_id: str) -> Draft | None:
    """One draft, if there is such."""
    row = connection.execute(_GET, {"this": draft_id}).first()
    return Draft(*row) if row else None


def document(connection: Connection, draft_id: str) -> DraftDocument | None:
    """One draft with its document, if there is such."""
    draft = get(connection, draft_id)
    if draft is None:
        return None
    packed = connection.execute(_DOCUMENT, {"this": draft_id}).scalar_one()
    return DraftDocument(draft, packed)


def of_theatre(connection: Connection, theatre_id: str) -> tuple[Draft, ...]:
    """A theatre's drafts, the one changed last first."""
    return tuple(Draft(*row) for row in connection.execute(_OF_THEATRE, {"theatre": theatre_id}))


def count(connection: Connection, screen_id: str) -> int:
    """How many drafts a screen has."""
    return connection.execute(_COUNT, {"screen": screen_id}).scalar_one()


def add(connection: Connection, saved: DraftDocument) -> None:
    """Keep a new draft."""
    connection.execute(_ADD, asdict(saved.draft) | {"document": saved.packed})


def change(connection: Connection, saved: DraftDocument) -> None:
    """Keep a draft's new version instead of the one before."""
    values = asdict(saved.draft) | {"document": saved.packed}
    connection.execute(_CHANGE, {"this": saved.draft.draft_id, **values})


def remove(connection: Connection, draft_id: str) -> None:
    """Delete a draft."""
    connection.execute(_DELETE, {"this": draft_id})
