"""Drafts of the cinema in the designer: begun, opened, and saved over nobody else's work."""

import asyncio
from dataclasses import replace
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from admin_designer.designer.document.baking import drawn
from admin_designer.designer.document.document import Document
from admin_designer.designer.formats.files import Format, read, write
from admin_designer.designer.qt.draft import Draft, Kept, new_elements
from admin_designer.designer.qt.filing import Ask, Filing
from admin_designer.halls.name_sheet import NameSheet
from boxoffice.client.halls import Halls
from boxoffice.model import publishing
from boxoffice.model.errors import NotFound, Outdated
from boxoffice.model.layout import Layout
from boxoffice.model.theatre import Screen


class CinemaDrafts(QObject):
    """Is the designer's Keeper. `saved` carries the publishing.Draft that the cinema has now."""

    saved = Signal(object)

    def __init__(
        self, halls: Halls, theatre_id: str, filing: Filing, ask: Ask, names: NameSheet
    ) -> None:
        super().__init__(filing)
        self._halls = halls
        self._theatre_id = theatre_id
        self._filing = filing
        self._ask = ask
        self._names = names
        # One save after the other, since each needs the version that the one before made.
        self._saving = asyncio.Lock()
        #: What was sent last of each draft: the answer may have been lost.
        self._sent: dict[str, str] = {}
        #: What a drawing without a screen is probably of: that of the draft before it.
        self._screen_id = ""
        filing.opened.connect(self._note_screen)

    async def open(self, draft_id: str) -> None:
        """Show a draft in the designer, unless what is open is to stay. NotFound."""
        if await self._filing.may_leave():
            await self._open(draft_id)

    async def begin(self, screen: Screen, layout: Layout | None) -> None:
        """Begin a draft of a screen, from a layout or from nothing, unless what is open is to
        stay."""
        if not await self._filing.may_leave():
            return
        if layout is None:
            elements, based_on = new_elements(self.tr("Standard"), screen.name), ""
        else:
            elements = await asyncio.to_thread(drawn, layout.plan, screen.name)
            based_on = layout.layout_id
        draft = Draft(elements, parent=self._filing)
        draft.kept = Kept(str(uuid4()), screen.screen_id, screen.name, based_on)
        self._filing.show(draft)

    async def save(self, draft: Draft) -> None:
        """Keep the drawing as the next version of its draft; a new one is asked what it is of."""
        async with self._saving:
            if draft.kept is None:
                await self.save_as(draft)
                return
            try:
                await self._save(draft)
            except Outdated as outdated:
                await self._settle(draft, draft.kept, str(outdated))
            except NotFound as gone:
                # The answer names what is gone: the draft, or the screen that it was of.
                if await self._ask(
                    self.tr("This draft is not there any more"),
                    str(gone),
                    self.tr("Keep mine under another name"),
                    self.tr("Go on drawing"),
                ):
                    await self.save_as(draft)

    async def save_as(self, draft: Draft) -> None:
        """Keep the drawing as a new draft, of a screen and under a name that are asked for."""
        screens = await self._halls.screens(self._theatre_id)
        kept = draft.kept
        ids = [screen.screen_id for screen in screens]
        screen_id = kept.screen_id if kept is not None else self._screen_id
        # Nobody's first screen is published over because its name stood there.
        at = ids.index(screen_id) if screen_id in ids else -1
        answer = await self._names.ask(
            self.tr("Save the plan as a draft of a screen"),
            self.tr("Save"),
            draft.name,
            [screen.name for screen in screens],
            at,
        )
        if answer is None:
            return
        name, at = answer
        screen = screens[at] if screens else None
        if screen is None:
            screen = await self._halls.open_screen(self._theatre_id, name)
        based_on = kept.based_on if kept and kept.screen_id == screen.screen_id else ""
        # Before it is sent, so that asking again after a lost answer makes no second draft.
        draft.become(Kept(str(uuid4()), screen.screen_id, name, based_on))
        await self._save(draft)

    def _note_screen(self, draft: Draft) -> None:
        if draft.kept is not None:
            self._screen_id = draft.kept.screen_id

    async def _save(self, draft: Draft) -> None:
        kept = draft.kept
        assert kept is not None
        still = Document(draft.document.elements.values())
        text = (await asyncio.to_thread(write, still, Format.LAYOUT)).decode()
        try:
            saved = await self._send(kept, text)
        except Outdated:
            theirs = await self._halls.draft(kept.draft_id)
            if theirs.document != self._sent.get(kept.draft_id):
                raise
            # It is this designer's own save, whose answer was lost.
            saved = await self._send(replace(kept, version=theirs.draft.version), text)
        self._sent.pop(kept.draft_id, None)
        whole = still.elements == draft.document.elements
        draft.keep(_kept(saved), whole=whole)
        self.saved.emit(saved)

    async def _send(self, kept: Kept, text: str) -> publishing.Draft:
        try:
            return await self._halls.save_draft(
                kept.draft_id, kept.screen_id, kept.name, text, kept.version, kept.based_on
            )
        except Outdated:
            raise
        except BaseException:
            self._sent[kept.draft_id] = text
            raise

    async def _settle(self, draft: Draft, kept: Kept, words: str) -> None:
        """Somebody else saved it meanwhile: whose goes on is asked."""
        answer = await self._ask(
            self.tr("Somebody else saved this draft meanwhile"),
            words,
            self.tr("Keep mine under another name"),
            self.tr("Go on drawing"),
            self.tr("Throw mine away and open theirs"),
        )
        if answer:
            await self.save_as(draft)
        elif answer is False:
            await self._open(kept.draft_id)

    async def _open(self, draft_id: str) -> None:
        opened = await self._halls.draft(draft_id)
        plan = await asyncio.to_thread(read, opened.document.encode())
        draft = Draft(plan.elements, parent=self._filing)
        draft.kept = _kept(opened.draft)
        self._filing.show(draft)


def _kept(draft: publishing.Draft) -> Kept:
    return Kept(draft.draft_id, draft.screen_id, draft.name, draft.based_on, draft.version)
