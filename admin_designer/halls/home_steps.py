"""What is done to a theatre's screens and drafts from the home of the designer."""

from PySide6.QtCore import QObject, Signal

from admin_designer.designer.qt.filing import Ask, Filing
from admin_designer.halls.drafts import CinemaDrafts
from admin_designer.halls.name_sheet import NameSheet
from admin_designer.halls.state import HallState
from boxoffice.client.api import BoxOffice
from boxoffice.model.publishing import Draft


class HomeSteps(QObject):
    """`went_on` when the designer has what was wanted, `changed` when the home is to be looked at
    anew, `made` before that with the id of a new screen."""

    went_on = Signal()
    changed = Signal()
    made = Signal(str)

    def __init__(
        self,
        box_office: BoxOffice,
        theatre_id: str,
        filing: Filing,
        drafts: CinemaDrafts,
        ask: Ask,
        names: NameSheet,
    ) -> None:
        super().__init__(filing)
        self._box_office, self._theatre_id = box_office, theatre_id
        self._filing, self._drafts = filing, drafts
        self._ask, self._names = ask, names

    async def open(self, draft: Draft) -> None:
        """Open a draft, or go on with it where it is open already."""
        kept = self._filing.draft.kept
        if kept is None or draft.draft_id != kept.draft_id:
            await self._drafts.open(draft.draft_id)
        # Or what is open already, with which somebody wants to go on.
        self.went_on.emit()

    async def begin(self, hall: HallState, *, from_layout: bool) -> None:
        """Begin a draft of a screen, with its newest layout or with nothing."""
        layout = None
        if from_layout and hall.screen.layout_id:
            layout = await self._box_office.layout(hall.screen.layout_id)
        await self._drafts.begin(hall.screen, layout)
        self.went_on.emit()

    async def delete(self, draft: Draft) -> None:
        """Take a draft away, once somebody has said yes."""
        if await self._ask(
            self.tr("Delete draft “{name}”?").format(name=draft.name),
            self.tr("What is published stays as it is. The draft cannot be brought back."),
            self.tr("Delete it"),
            self.tr("Keep it"),
        ):
            await self._box_office.halls.delete_draft(draft.draft_id, draft.version)
            self.changed.emit()

    async def new_screen(self) -> None:
        """Make a screen under a name that is asked for."""
        answer = await self._names.ask(self.tr("New screen"), self.tr("Make it"))
        if answer is not None:
            screen = await self._box_office.halls.open_screen(self._theatre_id, answer[0])
            self.made.emit(screen.screen_id)
            self.changed.emit()
