"""New shows on a screen's newest layout, laid over the window until they are made."""

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from admin_designer.halls.parts import scrolled
from admin_designer.halls.show_form import ShowForm
from admin_designer.halls.show_times import overlaps
from admin_designer.halls.state import HallState, look_at_hall
from admin_designer.halls.words import when
from boxoffice.client.api import BoxOffice
from boxoffice.model.clock import Clock
from boxoffice.model.errors import Refusal
from boxoffice.model.layout import Layout
from boxoffice.model.movie import MovieTitle
from boxoffice.model.scheduling import Schedule
from boxoffice.model.show import Show, ShowListing
from boxoffice.model.theatre import Theatre
from boxoffice.qtkit.commands import Commands
from boxoffice.qtkit.fonts import BOLD, Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.overlay import Overlay
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_OFFER
from boxoffice.qtkit.widgets import Banner, ElidedLabel, KeyButton, Role, Tone
from boxoffice.rules.local_time import local_date

WIDTH, HEIGHT, MOST_WARNINGS = 620, 640, 3


class ShowSheet(Overlay):
    """Enter makes the shows, Esc leaves what is typed for when it is opened for this screen again;
    `added` carries words about what was made."""

    added = Signal(str)

    def __init__(
        self,
        box_office: BoxOffice,
        theatre: Theatre,
        clock: Clock,
        theme: Theme,
        tasks: Tasks,
        commands: Commands,
        window: QWidget,
    ) -> None:
        super().__init__(window, commands, WIDTH, HEIGHT)
        self._box_office, self._theatre, self._clock = box_office, theatre, clock
        self._tasks, self._formats = tasks, Formats(theatre)
        self._hall: HallState | None = None
        self._layout: Layout | None = None
        self._movies: Sequence[MovieTitle] = ()
        #: What else is on the screen, by time: the shows to come and those of today.
        self._others: Sequence[ShowListing] = ()
        #: What somebody was told that these shows overlap.
        self._warned: Sequence[str] = ()
        self._working: asyncio.Task[None] | None = None
        self._title = ElidedLabel("", Size.TIME, BOLD)
        self.banner = Banner(theme)
        self.form = ShowForm(theme, theatre)
        self.go = KeyButton(theme, "", "Enter", role=Role.PRIMARY, height=HEIGHT_OFFER)
        self._stay = KeyButton(theme, self.tr("Cancel"), "Esc", height=HEIGHT_OFFER)
        self._lay_out()
        self.panel.setFocusProxy(self.form)
        self.go.clicked.connect(self.save)
        self._stay.clicked.connect(self.close_it)
        self.form.done.connect(self.save)
        self.form.changed.connect(self._forget_warning)

    def open_for(self, hall: HallState) -> None:
        """Ask for shows of this screen; what was typed for it and not made is still there."""
        if self.is_working:
            # What is being made is looked at until that is over.
            self.open()
            return
        before = self._hall
        if before is None or before.screen.screen_id != hall.screen.screen_id:
            self._layout = None
            self.form.begin(self._clock.now())
        self._hall = hall
        self._title.setText(self.tr("New show in {screen}").format(screen=hall.screen.name))
        self.banner.hide()
        self._forget_warning()
        self.open()
        self._start(self._read(hall.screen.screen_id))

    def save(self) -> None:
        """Make the shows, unless something is wrong with what is typed; once for several clicks."""
        if self._hall is not None:
            self._start(self._save(self._hall.screen.screen_id))

    def _start(self, coroutine: Coroutine[Any, Any, object]) -> None:
        if self.is_working:
            coroutine.close()
            return
        self._working = self._tasks.start(self._work(coroutine), self._refuse)

    @property
    def is_working(self) -> bool:
        """Whether the cinema is being asked something."""
        return self._working is not None and not self._working.done()

    async def _work(self, coroutine: Coroutine[Any, Any, object]) -> None:
        self.go.set_busy(True)
        try:
            await coroutine
        finally:
            self.go.set_busy(False)

    def _refuse(self, refusal: Refusal) -> None:
        self.banner.tell(str(refusal), Tone.DANGER)
        if not self.isVisible():
            self._tasks.failed.emit(str(refusal))

    async def _read(self, screen_id: str) -> bool:
        """Look anew at the screen and what is shown there; whether its layout is the one before."""
        theatre_id = self._theatre.theatre_id
        today = local_date(self._clock.now(), self._theatre.time_zone)
        hall, todays, movies = await asyncio.gather(
            look_at_hall(self._box_office, theatre_id, screen_id),
            self._box_office.listings(theatre_id, today),
            self._box_office.halls.movies(),
        )
        here = {
            one.show.show_id: one
            for one in (*todays, *hall.shows)
            if one.show.screen_id == screen_id
        }
        self._hall, self._movies = hall, movies
        self._others = sorted(here.values(), key=lambda one: one.show.starts_at)
        if self._layout is not None and self._layout.layout_id == hall.screen.layout_id:
            self.form.movie.offer(movies)
            return True
        self._layout = await self._box_office.layout(hall.screen.layout_id)
        last = self._others[-1] if self._others else None
        self.form.offer(movies, self._layout.plan.categories, last)
        return False

    async def _save(self, screen_id: str) -> None:
        priced = self._layout is not None
        if not await self._read(screen_id):
            if priced:
                words = self.tr("Another layout was published meanwhile. Look at the prices again.")
                self.banner.tell(words, Tone.WARN)
            return
        assert self._layout is not None
        schedule = self.form.schedule(screen_id, self._layout.layout_id, self._clock.now())
        if schedule is None:
            self.banner.hide()
            return
        told = self._overlaps(schedule)
        if told and told != self._warned:
            self._warn(told)
            return
        made = await self._box_office.halls.schedule(self._theatre.theatre_id, schedule)
        self._made(made)

    def _overlaps(self, schedule: Schedule) -> Sequence[str]:
        # What was made already, and its answer lost, is not in its own way.
        others = [one for one in self._others if not _is_of(one.show, schedule)]
        movie = self.form.movie.movie
        duration = movie.duration if movie is not None else ""
        return overlaps(schedule.starts_at, duration, others, self._formats)

    def _warn(self, told: Sequence[str]) -> None:
        self._warned = told
        words = " ".join(told[:MOST_WARNINGS])
        if len(told) > MOST_WARNINGS:
            more = self.tr("And {count} more.").format(count=len(told) - MOST_WARNINGS)
            words = f"{words} {more}"
        self.banner.tell(words, Tone.WARN)
        self.go.setText(self.tr("Add all the same"))

    def _forget_warning(self) -> None:
        if self._warned:
            self.banner.hide()
        self._warned = ()
        self.go.setText(self.tr("Add"))

    def _made(self, shows: Sequence[Show]) -> None:
        assert self._hall is not None
        movie = self.form.movie.movie
        words = self.tr("Added in {screen}: {title}, {times}.").format(
            screen=self._hall.screen.name,
            title=movie.title if movie is not None else "",
            times="; ".join(when(one.starts_at, self._formats) for one in shows),
        )
        self._hall = None
        self.close_it()
        self.added.emit(words)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.go, 1)
        row.addWidget(self._stay, 1)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(scrolled(self.form), 1)
        column.addWidget(self.banner)
        column.addLayout(row)


def _is_of(show: Show, schedule: Schedule) -> bool:
    """Whether it is one of the shows that are asked for."""
    prices = {price.category_id: price.price.amount_minor for price in show.prices}
    return (
        show.starts_at in schedule.starts_at
        and (show.movie_id, show.layout_id, show.language, show.format)
        == (schedule.movie_id, schedule.layout_id, schedule.language, schedule.format)
        and prices == {one.category_id: one.amount_minor for one in schedule.prices}
    )
