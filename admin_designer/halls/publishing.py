"""Publishing: what changes before it happens, then who has the new layout as each answers."""

import asyncio
from collections.abc import Coroutine
from contextlib import aclosing
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from admin_designer.designer.document.document import Document
from admin_designer.designer.document.problems import Rules
from admin_designer.designer.qt.draft import Draft
from admin_designer.halls.comparing import Comparison, compare
from admin_designer.halls.parts import (
    BACK_KEY,
    GO_KEY,
    PageHead,
    Section,
    SignLine,
    column_of,
    scrolled,
)
from admin_designer.halls.state import HallState, look_at_hall
from admin_designer.halls.words import (
    copy_words,
    difference_words,
    holder_words,
    seats_counted,
    shows_listed,
)
from boxoffice.client.api import BoxOffice
from boxoffice.model.errors import Outdated
from boxoffice.model.publishing import CopyState, LayoutVersion
from boxoffice.model.show import ShowListing
from boxoffice.model.theatre import Theatre
from boxoffice.qtkit.commands import Command, Commands, Hint
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import Banner, KeyButton, Panel, Role, Tone

MOVE_KEY = "M"
MOST_SHOWS, MOST_PROBLEMS, SIDE = 12, 20, 340
_SIGNS = {
    CopyState.IN_SYNC: ("check", "ok"),
    CopyState.WAITING: ("clock", "warn"),
    CopyState.DIFFERS: ("error", "danger"),
    CopyState.FAILED: ("error", "danger"),
}


class PublishingPage(QWidget):
    """`left` when the drawing is to be gone on with, `published` carries the LayoutVersion,
    `move_wanted` the HallState whose shows are to move."""

    left = Signal()
    published = Signal(object)
    move_wanted = Signal(object)

    def __init__(
        self,
        box_office: BoxOffice,
        theatre: Theatre,
        theme: Theme,
        tasks: Tasks,
        commands: Commands,
    ) -> None:
        super().__init__()
        self._box_office, self._theatre = box_office, theatre
        self._theme, self._tasks, self._formats = theme, tasks, Formats(theatre)
        self._draft: Draft | None = None
        self._hall: HallState | None = None
        self._watching: asyncio.Task[None] | None = None
        #: What is an error for this cinema.
        self.rules = Rules()
        self.comparison: Comparison | None = None
        self.version: LayoutVersion | None = None
        self.go = KeyButton(theme, self.tr("Publish"), GO_KEY, role=Role.PRIMARY, height=32)
        self.move_button = KeyButton(theme, self.tr("Move shows to it"), MOVE_KEY, height=32)
        self.banner = Banner(theme)
        self.forbids = Section(theme, self.tr("Solve this first"))
        self.differs = Section(theme, self.tr("What changes"))
        self.shows = Section(theme, self.tr("Shows to come on layouts before it"))
        self.copies = Section(theme, self.tr("Who has the new layout"))
        self._head = PageHead(theme, self.tr("Go on drawing"), self.go)
        self._lay_out()
        self._head.back.clicked.connect(self.left)
        self.go.clicked.connect(self.publish)
        self.move_button.clicked.connect(self._want_move)
        commands.add(self, self._commands())

    @property
    def older(self) -> tuple[ShowListing, ...]:
        """The shows to come that are not on the newest layout."""
        return self._hall.older if self._hall is not None else ()

    def hints(self) -> tuple[Hint, ...]:
        """The keys of the moment."""
        return (
            Hint(GO_KEY, self.tr("publish")),
            Hint(MOVE_KEY, self.tr("move shows")),
            Hint("Esc", self.tr("go on drawing")),
        )

    def open(self, draft: Draft) -> None:
        """Look at a draft of the cinema beside what is published of its screen."""
        self._draft, self.version = draft, None
        self.banner.hide()
        self._show(None)
        self._start(self._look())

    def publish(self) -> None:
        """Freeze the drawing as it was compared, once nothing forbids it."""
        if self.go.isEnabled() and self._hall is not None:
            self.go.set_busy(True)
            self._start(self._publish(self._hall))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._stop_watching()

    def _stop_watching(self) -> None:
        if self._watching is not None:
            self._watching.cancel()
            self._watching = None

    async def _look(self) -> None:
        draft = self._draft
        if draft is None or draft.kept is None:
            return
        self._show(None)
        self._head.title.setText(self.tr("Comparing with what is published…"))
        hall = await self._read_hall(draft.kept.screen_id)
        newest = None
        if hall.screen.layout_id:
            newest = await self._box_office.layout(hall.screen.layout_id)
        still = Document(draft.document.elements.values())
        comparison = await asyncio.to_thread(compare, still, newest, self.rules)
        self._hall = hall
        self._show(comparison)

    async def _read_hall(self, screen_id: str) -> HallState:
        return await look_at_hall(self._box_office.halls, self._theatre.theatre_id, screen_id)

    async def _publish(self, hall: HallState) -> None:
        comparison = self.comparison
        assert comparison is not None
        halls = self._box_office.halls
        known = {one.layout_id for one in hall.layouts}
        self._watching = self._tasks.start(self._watch(hall.screen.screen_id, known))
        try:
            version = await halls.publish(hall.screen.screen_id, comparison.plan, comparison.after)
        except Outdated as outdated:
            self._stop_watching()
            # It may have been told of the other one's layout.
            self.version = None
            await self._look()
            self.banner.tell(str(outdated), Tone.WARN)
            return
        finally:
            self.go.set_busy(False)
            self._say_what_can_be_done()
        self._told(version)
        self._hall = await self._read_hall(hall.screen.screen_id)
        self._say_what_can_be_done()
        self.published.emit(version)

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
        self.copies.show_lines(
            SignLine(
                self._theme,
                f"{holder_words(copy.holder)}: {copy_words(copy)}",
                *_SIGNS[copy.state],
            )
            for copy in version.copies
        )
        if version.in_sync:
            words = self.tr("Layout {id} is published. Shows can be added on it.")
            self.banner.tell(words.format(id=version.layout_id), Tone.OK)
        else:
            words = self.tr(
                "Layout {id} is published and on its way. It is sent again until all have it, also"
                " while nobody looks."
            )
            self.banner.tell(words.format(id=version.layout_id), Tone.INFO)
        self._say_what_can_be_done()

    def _show(self, comparison: Comparison | None) -> None:
        self.comparison = comparison
        for section in (self.forbids, self.differs, self.shows, self.copies):
            section.show_lines(())
        if comparison is not None and self._hall is not None:
            self._show_comparison(comparison, self._hall)
        self._say_what_can_be_done()

    def _show_comparison(self, comparison: Comparison, hall: HallState) -> None:
        title = self.tr("Publish {screen}: {seats}").format(
            screen=hall.screen.name, seats=seats_counted(len(comparison.plan.seats))
        )
        self._head.title.setText(title)
        problems = comparison.forbids[:MOST_PROBLEMS]
        self.forbids.show_lines(
            SignLine(self._theme, words, "error", "danger") for words in problems
        )
        self.differs.show_lines(
            SignLine(self._theme, words) for words in difference_words(comparison)
        )
        shows = shows_listed(hall.shows, MOST_SHOWS, self._formats)
        self.shows.show_lines(SignLine(self._theme, words) for words in shows)

    def _may_publish(self) -> bool:
        comparison = self.comparison
        return (
            comparison is not None
            and self.version is None
            and not comparison.forbids
            and not comparison.is_same
        )

    def _may_move(self) -> bool:
        return self.version is not None and self.version.in_sync and bool(self.older)

    def _say_what_can_be_done(self) -> None:
        self.go.setEnabled(self._may_publish())
        self.move_button.setVisible(self._may_move())

    def _want_move(self) -> None:
        self.move_wanted.emit(self._hall)

    def _start(self, coroutine: Coroutine[Any, Any, None]) -> None:
        self._tasks.start(coroutine, lambda refusal: self.banner.tell(str(refusal), Tone.DANGER))

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
                self.tr("Move shows to the new layout"),
                self._want_move,
                MOVE_KEY,
                enabled=self._may_move,
                why=self.tr("no show to come is on a layout before it."),
            ),
            Command(self.tr("Compare again"), lambda: self._start(self._look()), "F5"),
            Command(self.tr("Go on drawing"), self.left.emit, BACK_KEY),
            Command(self.tr("Go on drawing"), self.left.emit, "Esc"),
        )

    def _lay_out(self) -> None:
        left = column_of(self.banner, self.forbids, self.differs, self.shows)
        right = Panel("panel", "left")
        side = QVBoxLayout(right)
        side.setContentsMargins(16, 12, 16, 12)
        side.addWidget(self.copies)
        side.addWidget(self.move_button)
        side.addStretch(1)
        right.setFixedWidth(SIDE)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(scrolled(left), 1)
        body.addWidget(right)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addLayout(body, 1)
        self.setFocusProxy(self._head.back)
