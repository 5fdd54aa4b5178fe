"""Drafts of screens: kept by version, so that nobody overwrites another's work in silence."""

import logging
import re
from datetime import datetime

from sqlalchemy import Connection

from boxoffice.model.clock import Clock
from boxoffice.model.errors import BadInput, NotFound, Outdated
from boxoffice.model.publishing import Draft, DraftDocument, DraftEdit
from boxoffice.rules.packed_text import check_packed
from boxoffice.services.texts import check_name
from boxoffice.stores import screen as screens
from boxoffice.stores import screen_drafts as store
from boxoffice.stores import screen_layouts as layouts
from boxoffice.stores.database import Database

MAX_DRAFTS = 50

_log = logging.getLogger(__name__)
_DRAFT_ID = re.compile(r"[A-Za-z0-9-]{1,64}")


class Drafting:
    """The part of a ScreenService that keeps drafts."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def of_theatre(self, theatre_id: str) -> tuple[Draft, ...]:
        """A theatre's drafts, the one changed last first."""
        return await self._database.read(store.of_theatre, theatre_id)

    async def document(self, draft_id: str) -> DraftDocument:
        """One draft with its document; NotFound."""
        found = await self._database.read(store.document, draft_id)
        if found is None:
            raise _unknown()
        return found

    async def theatre_of(self, draft_id: str) -> str:
        """Where a draft belongs; NotFound."""
        found = await self._database.read(store.get, draft_id)
        if found is None:
            raise _unknown()
        return found.theatre_id

    async def save(self, edit: DraftEdit, by: str) -> Draft:
        """Keep a new draft or the next version of one; Outdated, NotFound, BadInput."""
        if not _DRAFT_ID.fullmatch(edit.draft_id):
            raise BadInput("A draft's id is up to 64 letters, digits and dashes.")
        check_name(edit.name, "The draft's name")
        check_packed(edit.packed)
        return await self._database.run(_save, edit, self._clock.now(), by)

    async def delete(self, draft_id: str, version: int, by: str) -> bool:
        """Delete a draft that is still at this version; False when there is none, Outdated."""
        is_gone = await self._database.run(_delete, draft_id, version)
        if is_gone:
            _log.info("Draft %s was deleted by %s.", draft_id, by)
        return is_gone


def _save(connection: Connection, edit: DraftEdit, now: datetime, by: str) -> Draft:
    there = store.document(connection, edit.draft_id)
    screen = screens.get(connection, edit.screen_id)
    if screen is None:
        raise NotFound(f"There is no screen {edit.screen_id}.")
    if edit.based_on and layouts.published(connection, edit.based_on) is None:
        raise NotFound(f"There is no layout {edit.based_on[:20]}.")
    saved = DraftDocument(
        Draft(
            edit.draft_id,
            screen.screen_id,
            screen.theatre_id,
            edit.name,
            edit.based_on,
            edit.version + 1,
            now,
            by,
        ),
        edit.packed,
    )
    if there is None:
        _check_new(connection, edit)
        store.add(connection, saved)
        return saved.draft
    if there.draft.screen_id != screen.screen_id:
        raise _unknown()
    if there.draft.version == edit.version:
        store.change(connection, saved)
        return saved.draft
    if _is_same_save(there, saved):
        return there.draft
    raise _outdated(there.draft)


def _check_new(connection: Connection, edit: DraftEdit) -> None:
    if edit.version:
        raise NotFound("This draft was deleted by somebody else. Save it under another name.")
    if store.count(connection, edit.screen_id) >= MAX_DRAFTS:
        raise BadInput(f"This screen has {MAX_DRAFTS} drafts. Delete one before adding another.")


def _is_same_save(there: DraftDocument, again: DraftDocument) -> bool:
    """Whether this was kept already, and only its answer was lost."""
    kept, asked = there.draft, again.draft
    return (kept.version, kept.changed_by, kept.name, there.packed) == (
        asked.version,
        asked.changed_by,
        asked.name,
        again.packed,
    )


def _delete(connection: Connection, draft_id: str, version: int) -> bool:
    there = store.get(connection, draft_id)
    if there is None:
        return False
    if there.version != version:
        raise _outdated(there)
    store.remove(connection, draft_id)
    return True


def _outdated(there: Draft) -> Outdated:
    return Outdated(
        f"Somebody else saved “{there.name}” meanwhile. Open it anew, or save yours under another "
        "name."
    )


def _unknown() -> NotFound:
    return NotFound("There is no such draft.")
