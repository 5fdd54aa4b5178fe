"""Publishing: what changes before it happens, then who has the new layout as each answers."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent

from admin_designer.designer.document.document import Document
from admin_designer.designer.document.problems import Rules
from admin_designer.designer.qt.draft import Draft
from admin_designer.halls.compared_column import WHOLE_KEY, ComparedColumn
from admin_designer.halls.comparing import Comparison, compare
from admin_designer.halls.copies_panel import MOVE_KEY, SHOW_KEY, CopiesPanel
from admin_designer.halls.parts import GO_KEY, HallPage, scrolled
from admin_designer.halls.state import HallState
from admin_designer.halls.text_sheet import TextSheet
from admin_designer.halls.words import seats_counted
from boxoffice.client.api import BoxOffice
from boxoffice.model.errors import Outdated
from boxoffice.model.publishing import LayoutVersion
from boxoffice.model.show import ShowListing
from boxoffice.model.theatre import Theatre
from boxoffice.qtkit.commands import Command, Commands, Hint
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import Tone


class PublishingPage(HallPage):
    """`published` carries the LayoutVersion, `move_wanted` the HallState whose shows are to
    move, `show_wanted` the one that is to have a new show."""

    published = Signal(object)
    move_wanted = Signal(object)
    show_wanted = Signal(object)

    def __init__(
        self,
        box_office: BoxOffice,
        theatre: Theatre,
        theme: Theme,
        tasks: Tasks,
        commands: Commands,
        sheet: TextSheet,
        save: Callable[[Draft], Awaitable[None]],
    ) -> None:
        """`save` keeps a draft of the cinema; it asks where that needs an answer."""
        back, go = self.tr("Go on drawing"), self.tr("Publish")
        super().__init__(box_office, theatre, theme, tasks, back=back, go=go)
        self.sheet, self._save = sheet, save
        self._draft: Draft | None = None
        self._hall: HallState | None = None
        self._watching: asyncio.Task[None] | None = None
        #: What is an error for this cinema.
        self.rules = Rules()
        self.comparison: Comparison | None = None
        self.version: LayoutVersion | None = None
        self.compared = ComparedColumn(theme, self._formats, self.banner)
        self.side = CopiesPanel(theme)
        self._lay_out(scrolled(self.compared), self.side)
        self.setFocusProxy(self.back)
        self.go.clicked.connect(self.publish)
        self.side.move_button.clicked.connect(self._want_move)
        self.side.show_button.clicked.connect(self._want_show)
        self.compared.whole_button.clicked.connect(self.show_whole)
        commands.add(self, self._commands())

    @property
    def older(self) -> tuple[ShowListing, ...]:
        """The shows to come that are not on the newest layout."""
        return self._hall.older if self._hall is not None else ()

    def hints(self) -> tuple[Hint, ...]:
        """The keys of the moment."""
        return (
            Hint(GO_KEY, self.tr("publish")),
            Hint(SHOW_KEY, self.tr("new show")),
            Hint(MOVE_KEY, self.tr("move shows")),
            Hint("Esc", self.tr("go on drawing")),
        )

    def open(self, draft: Draft) -> None:
        """Look at a draft of the cinema beside what is published of its screen."""
        self._draft, self.version = draft, None
        self.banner.hide()
        # At once: what is seen of another drawing is not to be published.
        self._show(None)
        self._start(self._look())

    def publish(self) -> None:
        """Freeze the drawing as it was compared, once nothing forbids it."""
        if self.go.isEnabled() and self._hall is not None:
            self.go.set_busy(True)
            self._start(self._publish(self._hall))

    def show_whole(self) -> None:
        """List every seat, show and problem, of which the page names the first."""
        if self.comparison is not None:
            lines = self.compared.whole(self.comparison, self._shows_before())
            self.sheet.open_with(self.title.whole_text(), lines)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._stop_watching()

    def _stop_watching(self) -> None:
        if self._watching is not None:
            self._watching.cancel()
            self._watching = None

    async def _look(self) -> None:
        self.version = None
        self._show(None)
        draft = self._draft
        if draft is None or draft.kept is None:
            return
        self.title.setText(self.tr("Comparing with what is published…"))
        hall = await self._read_hall(draft.kept.screen_id)
        after, version, newest = hall.screen.layout_id, hall.newest, None
        is_stuck = version is not None and version.is_stuck
        if after and not is_stuck:
            newest = await self._box_office.layout(after)
        still = Document(draft.document.elements.values())
        comparison = await asyncio.to_thread(compare, still, after, newest, self.rules)
        self._hall = hall
        self._show(comparison)
        if version is not None and is_stuck:
            self._told(version)

    async def _publish(self, hall: HallState) -> None:
        comparison, draft = self.comparison, self._draft
        assert comparison is not None
        assert draft is not None
        halls = self._box_office.halls
        known = {one.layout_id for one in hall.layouts}
        try:
            if draft.unsaved:
                await self._save(draft)
            if draft.unsaved:
                # Somebody was asked about it, and saved nothing.
                return
            self._watching = self._tasks.start(self._watch(hall.screen.screen_id, known))
            version = await halls.publish(hall.screen.screen_id, comparison.plan, comparison.after)
        except Outdated as outdated:
            self._stop_watching()
            # It may have been told of the other one's layout.
            await self._look()
            self.banner.tell(str(outdated), Tone.WARN)
            return
        finally:
            self.go.set_busy(False)
            self._say_what_can_be_done()
        self.published.emit(version)
        if version.is_stuck:
            self._stop_watching()
            await self._look()
            return
        self._told(version)
        self._hall = await self._read_hall(hall.screen.screen_id)
        self.compared.show_shows(self._shows_before())
        self._say_what_can_be_done()

    async def _watch(self, screen_id: str, known: set[str]) -> None:
        """Show each copy of the new layout as it answers, until all are in sync."""
        async with aclosing(self._box_office.halls.watch_versions(screen_id)) as versions:
            async for version in versions:
                if version.layout_id not in known:
                    self._told(version)
                    if version.in_sync:
                        return

    def _told(self, version: LayoutVersion) -> None:
        self.version = version
        self.side.show_version(version)
        if version.in_sync:
            words = self.tr("Layout {id} is published. Shows can be added on it.")
        elif version.is_stuck:
            words = self.tr(
                "Layout {id} will never be sold from: its number is another drawing's elsewhere."
                " Publish once more, and the drawing gets another number."
            )
        else:
            words = self.tr(
                "Layout {id} is published and on its way. It is sent again until all have it, also"
                " while nobody looks."
            )
        tone = Tone.OK if version.in_sync else Tone.DANGER if version.is_stuck else Tone.INFO
        self.banner.tell(words.format(id=version.layout_id), tone)
        self._say_what_can_be_done()

    def _show(self, comparison: Comparison | None) -> None:
        self.comparison = comparison
        self.compared.clear()
        self.side.show_version(None)
        if comparison is not None and self._hall is not None:
            self._show_comparison(comparison, self._hall)
        self._say_what_can_be_done()

    def _show_comparison(self, comparison: Comparison, hall: HallState) -> None:
        title = self.tr("Publish {screen}: {seats}").format(
            screen=hall.screen.name, seats=seats_counted(len(comparison.plan.seats))
        )
        self.title.setText(title)
        stuck = hall.newest is not None and hall.newest.is_stuck
        self.compared.show_comparison(comparison, stuck=stuck)
        self.compared.show_shows(self._shows_before())

    def _shows_before(self) -> Sequence[ShowListing]:
        """The shows to come that are on layouts before the drawing; it may be the newest itself."""
        hall = self._hall
        if hall is None or self.comparison is None:
            return ()
        return hall.shows if self._may_publish() else hall.older

    def _may_publish(self) -> bool:
        comparison, version = self.comparison, self.version
        if comparison is None or comparison.forbids:
            return False
        if version is None:
            return not comparison.is_same
        # Once more, when it was compared with the one that is stuck.
        return version.is_stuck and version.layout_id == comparison.after

    def _may_move(self) -> bool:
        return self.version is not None and self.version.in_sync and bool(self.older)

    def _may_show(self) -> bool:
        return self.version is not None and self.version.in_sync

    def _has_more(self) -> bool:
        """Whether there is more to see than the page names."""
        return self.comparison is not None and bool(
            self.comparison.in_full
            or self.comparison.forbids
            or self.comparison.warns
            or self._shows_before()
        )

    def _say_what_can_be_done(self) -> None:
        self.go.setEnabled(self._may_publish())
        self.side.move_button.setVisible(self._may_move())
        self.side.show_button.setVisible(self._may_show())
        self.compared.whole_button.setVisible(self._has_more())

    def _want_move(self) -> None:
        self.move_wanted.emit(self._hall)

    def _want_show(self) -> None:
        self.show_wanted.emit(self._hall)

    def _commands(self) -> tuple[Command, ...]:
        return (
            Command(
                self.tr("Publish"),
                self.publish,
                GO_KEY,
                enabled=self.go.isEnabled,
                why=self.tr("something is to be solved first, or nothing differs."),
            ),
            Command(
                self.tr("New show on the new layout"),
                self._want_show,
                SHOW_KEY,
                enabled=self._may_show,
                why=self.tr("it is not published yet, or still on its way."),
            ),
            Command(
                self.tr("Move shows to the new layout"),
                self._want_move,
                MOVE_KEY,
                enabled=self._may_move,
                why=self.tr("no show to come is on a layout before it."),
            ),
            Command(
                self.tr("See all that changes"),
                self.show_whole,
                WHOLE_KEY,
                enabled=self._has_more,
                why=self.tr("nothing changes, and no show is to come."),
            ),
            Command(self.tr("Compare again"), lambda: self._start(self._look()), "F5"),
            *self._ways_back(),
        )
