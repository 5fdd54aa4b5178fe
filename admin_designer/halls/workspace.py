"""A theatre's halls in the window: home, designer, publishing and moving, one in front."""

from collections.abc import Coroutine, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from admin_designer.designer.qt.draft import Draft
from admin_designer.designer.qt.filing import Ask
from admin_designer.designer.qt.workspace import DesignerWorkspace
from admin_designer.halls.drafts import CinemaDrafts
from admin_designer.halls.drawings import Drawings
from admin_designer.halls.entries import reissue_todo
from admin_designer.halls.home import HomePage
from admin_designer.halls.home_steps import HomeSteps
from admin_designer.halls.moving import MovingPage
from admin_designer.halls.name_sheet import NameSheet
from admin_designer.halls.parts import BACK_KEY, FORTH_KEY, GO_KEY
from admin_designer.halls.proposal_sheet import ProposalSheet
from admin_designer.halls.published_sale import PublishedSale
from admin_designer.halls.publishing import PublishingPage
from admin_designer.halls.show_sheet import ShowSheet
from admin_designer.halls.state import HallState, look
from admin_designer.halls.text_sheet import TextSheet
from boxoffice.client.api import BoxOffice
from boxoffice.model.clock import Clock
from boxoffice.model.theatre import Theatre
from boxoffice.qtkit.commands import Command, Commands, Hint
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import KeyButton, Role

Page = HomePage | DesignerWorkspace | PublishingPage | MovingPage
SAVE_AS_DRAFT_KEY = "Ctrl+Alt+S"


class HallsWorkspace(QWidget):
    """`hints_changed` carries the keys of the moment, `told` words to go on with, `done` about
    what was done, `failed` about what was refused, `theatre_wanted` the Theatre whose halls are to
    be shown instead; `reissue_wanted` when the tickets to print anew are; `booking_wanted` the
    number of a booking that is to be refunded or exchanged at the counter."""

    hints_changed = Signal(object)
    told = Signal(str)
    done = Signal(str)
    failed = Signal(str)
    theatre_wanted = Signal(object)
    reissue_wanted = Signal()
    booking_wanted = Signal(str)

    def __init__(
        self,
        box_office: BoxOffice,
        theatre: Theatre,
        theatres: Sequence[Theatre],
        clock: Clock,
        theme: Theme,
        commands: Commands,
        ask: Ask,
        window: QWidget,
        recovery_folder: Path,
    ) -> None:
        """`theatres` are those that can be gone to. Sheets are laid over `window`; what is not
        saved is kept in `recovery_folder`."""
        super().__init__()
        self._box_office, self._theatre = box_office, theatre
        # Its own, since what runs for it ends with it.
        self._tasks = tasks = Tasks()
        tasks.failed.connect(self.failed)
        self.names = NameSheet(theme, commands, window)
        self.everything = TextSheet(theme, commands, window)
        self.proposals = ProposalSheet(theme, commands, window)
        self.shows = ShowSheet(box_office, theatre, clock, theme, tasks, commands, window)
        self.home = HomePage(theme, commands, theatre, theatres)
        self.designer = DesignerWorkspace(theme, tasks, commands, ask, recovery_folder)
        self.drafts = CinemaDrafts(
            box_office.halls, theatre.theatre_id, self.designer.filing, ask, self.names
        )
        self.publishing = PublishingPage(
            box_office, theatre, theme, tasks, commands, self.everything, self.drafts.save
        )
        self.moving = MovingPage(box_office, theatre, clock, theme, tasks, commands, self.proposals)
        self.drawings = Drawings(
            self.designer.filing, recovery_folder, tasks, ask, self.go_on_drawing
        )
        PublishedSale(
            self.designer.studies.sale,
            self.designer.filing,
            box_office,
            theatre.theatre_id,
            tasks,
        )
        self.designer.filing.keeper = self.drafts
        self._steps = HomeSteps(
            box_office, theatre.theatre_id, self.designer.filing, self.drafts, ask, self.names
        )
        self._pages = QStackedWidget()
        for page in (self.home, self.designer, self.publishing, self.moving):
            self._pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)
        self._add_buttons(theme)
        commands.add(self.designer, self._designer_commands())
        # Only while drawing, since the page that exports has the key for its own.
        publish = Command(self.tr("Compare and publish"), self.publish, GO_KEY)
        commands.add(self.designer.drawing, (publish,))
        commands.add(self.home, self._home_commands())
        self._connect()
        self._show(self.home)

    @property
    def page(self) -> Page:
        """What is in front."""
        page = self._pages.currentWidget()
        assert isinstance(page, Page)
        return page

    def hints(self) -> tuple[Hint, ...]:
        """The keys of the page in front."""
        return self.page.hints()

    async def may_leave(self) -> bool:
        """Whether the drawing may go, once its unsaved changes were asked about."""
        return await self.designer.filing.may_leave()

    async def finish(self, *, keep: bool) -> None:
        """It is left; `keep` what is not saved for the next one if nobody was asked about it."""
        await self._tasks.close()
        self.designer.finish(keep=keep)
        for sheet in (self.names, self.everything, self.proposals, self.shows):
            sheet.close_it()
            sheet.deleteLater()

    async def recover(self) -> None:
        """Offer what was not saved when a designer ended, and list what is left of it."""
        is_listed = any(self.drawings.todos())
        await self.designer.recover()
        if is_listed:
            self.look()

    def showEvent(self, event: QShowEvent) -> None:
        """Who comes back from the counter may have given somebody's money back there."""
        super().showEvent(event)
        if self.page is self.moving:
            self.moving.look()

    def go_home(self) -> None:
        """Show the theatre's halls; what is drawn stays in the designer, and Enter leads back."""
        key = self.drawings.open_key() if self.page is self.designer else None
        if key is not None:
            self.home.prefer(key)
        self._show(self.home)

    def look(self) -> None:
        """Look anew at what is in front, after it may have changed elsewhere."""
        if self.page is self.home:
            self._start(self._look())
        elif self.page is self.moving:
            self.moving.count_reissues()

    def publish(self) -> None:
        """Compare the drawing with what is published, once it is known which screen it is of."""
        self._tasks.start(self._publish())

    async def _publish(self) -> None:
        draft = self.designer.filing.draft
        if draft.kept is None:
            await self.drafts.save_as(draft)
        if draft.kept is not None:
            self._show(self.publishing)
            self.publishing.rules = self.designer.checking.rules
            self.publishing.open(draft)

    async def _look(self) -> None:
        try:
            site = await look(self._box_office, self._theatre.theatre_id)
        except BaseException:
            self.home.end_looking()
            raise
        todos = list(self.drawings.todos())
        if site.to_reissue:
            todos.append(reissue_todo(site.to_reissue, self.reissue_wanted.emit))
        self.home.show_site(site, todos)

    def go_on_drawing(self) -> None:
        """Show what is open in the designer."""
        if self.drawings.is_open():
            self._show(self.designer)

    def _move(self, hall: HallState | None) -> None:
        if hall is not None:
            if self.page is self.publishing:
                self.home.prefer((hall.screen.screen_id, ""))
            self._show(self.moving)
            self.moving.open(hall)

    def _show_added(self, words: str) -> None:
        self.done.emit(words)
        self.look()

    def _show(self, page: Page) -> None:
        self._pages.setCurrentWidget(page)
        self.setFocusProxy(page)
        if self.isVisible():
            page.setFocus()
            self.hints_changed.emit(self.hints())

    def _show_designer(self, _draft: Draft) -> None:
        self._show(self.designer)

    def _start(self, coroutine: Coroutine[Any, Any, object]) -> None:
        self._tasks.start(coroutine)

    def _connect(self) -> None:
        start, home = self._start, self.home
        home.look_wanted.connect(lambda: start(self._look()))
        steps = self._steps
        home.draft_wanted.connect(lambda draft: start(steps.open(draft)))
        home.begin_wanted.connect(
            lambda hall, from_layout: start(steps.begin(hall, from_layout=from_layout))
        )
        home.delete_wanted.connect(lambda draft: start(steps.delete(draft)))
        steps.went_on.connect(lambda: self._show(self.designer))
        steps.changed.connect(self.look)
        steps.made.connect(lambda screen_id: home.prefer((screen_id, "")))
        home.move_wanted.connect(self._move)
        for page in (home, self.publishing):
            page.show_wanted.connect(self.shows.open_for)
        self.shows.added.connect(self._show_added)
        home.screen_wanted.connect(lambda: start(steps.new_screen()))
        self.drawings.changed.connect(self.look)
        home.head.theatre_wanted.connect(self.theatre_wanted)
        self.drafts.saved.connect(lambda saved: home.prefer((saved.screen_id, saved.draft_id)))
        self.moving.reissue_wanted.connect(self.reissue_wanted)
        self.proposals.booking_wanted.connect(self.booking_wanted)
        # Whatever is opened, also by what was left of a crash, is shown.
        self.designer.filing.opened.connect(self._show_designer)
        self.designer.told.connect(self.told)
        self.designer.done.connect(self.done)
        self.designer.hints_changed.connect(self._designer_hints)
        self.publishing.left.connect(lambda: self._show(self.designer))
        self.publishing.published.connect(
            lambda version: self.designer.filing.draft.rebase(version.layout_id)
        )
        self.publishing.move_wanted.connect(self._move)
        self.moving.left.connect(self.go_home)

    def _designer_hints(self, hints: tuple[Hint, ...]) -> None:
        if self.designer.isVisible():
            self.hints_changed.emit(hints)

    def _add_buttons(self, theme: Theme) -> None:
        for words, key, icon, act, role in (
            (self.tr("Halls"), BACK_KEY, "theatre", self.go_home, Role.PLAIN),
            (self.tr("Publish…"), GO_KEY, "ticket", self.publish, Role.PRIMARY),
        ):
            button = KeyButton(theme, words, key, icon=icon, role=role, height=32)
            button.clicked.connect(act)
            self.designer.header.add_action(button)

    def _home_commands(self) -> tuple[Command, ...]:
        return (
            Command(self.tr("Open a plan…"), self.designer.filing.choose_file, "Ctrl+O"),
            Command(
                self.tr("Go on drawing"),
                self.go_on_drawing,
                FORTH_KEY,
                enabled=self.drawings.is_open,
                why=self.tr("no drawing is open."),
            ),
        )

    def _designer_commands(self) -> tuple[Command, ...]:
        filing = self.designer.filing
        return (
            Command(self.tr("All halls of the theatre"), self.go_home, BACK_KEY),
            Command(
                self.tr("Save as a draft of a screen…"),
                lambda: self._start(self.drafts.save_as(filing.draft)),
                SAVE_AS_DRAFT_KEY,
            ),
        )
