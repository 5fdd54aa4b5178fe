"""What is to be said of new shows: fields, each with words beneath it for what is wrong there."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from admin_designer.halls.labelled import Labelled
from admin_designer.halls.movie_field import MovieField
from admin_designer.halls.show_prices import amount_text, price_typed
from admin_designer.halls.show_times import day_typed, moment_typed, times_typed
from boxoffice.model.errors import BadInput
from boxoffice.model.layout import Category
from boxoffice.model.movie import MovieTitle
from boxoffice.model.scheduling import Schedule
from boxoffice.model.show import ShowListing
from boxoffice.model.theatre import Theatre
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import Field, Segment, Segmented
from boxoffice.rules.local_time import zone

LONGEST = 40
AT_ONCE, LATER = 0, 1
#: Rows of the grid: the first with prices, and one beneath all.
_PRICES_FROM, _BENEATH = 3, 1_000
T = TypeVar("T")


class ShowForm(QWidget):
    """`changed` when anything is typed or chosen, `done` for Enter in a field."""

    changed = Signal()
    done = Signal()

    def __init__(self, theme: Theme, theatre: Theatre) -> None:
        super().__init__()
        self._theme, self._formats = theme, Formats(theatre)
        self._zone, self._currency = zone(theatre.time_zone), theatre.terms.currency
        self._now: datetime | None = None
        self.movie = MovieField(theme)
        self.language, self.format = Field(theme), Field(theme, self.tr("2D, 3D, IMAX…"))
        self.day, self.times = Field(theme), Field(theme, "10:00 13:15 19:30")
        self.sale = Segmented(theme, (Segment(self.tr("At once")), Segment(self.tr("Later"))))
        self.sale_from = Field(theme, self.tr("2026-11-21 10:00"))
        #: By category.
        self.prices: dict[int, Field] = {}
        self._of: dict[QWidget, Labelled] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 6, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(10)
        self._grid.setRowStretch(_BENEATH, 1)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)
        movie = Labelled(self.tr("Movie"), self.movie, self.movie.field)
        self._of[self.movie] = movie
        self._grid.addWidget(movie, 0, 0, 1, 2)
        self._put(self.tr("Day"), self.day, 1, 0)
        self._put(self.tr("Begins at (several: a space between)"), self.times, 1, 1)
        self._put(self.tr("Language"), self.language, 2, 0)
        self._put(self.tr("Format"), self.format, 2, 1)
        self._sale = Labelled(self.tr("On sale"), self.sale)
        self._put(self.tr("On sale from"), self.sale_from, 0, 0)
        self.setFocusProxy(self.movie)
        self._connect()

    def begin(self, now: datetime) -> None:
        """Empty, for shows of today."""
        self._now = now
        self.movie.clear()
        self.day.setText(self.local(now).date().isoformat())
        for field in (self.times, self.language, self.format, self.sale_from):
            field.clear()
        self.sale.set_current(AT_ONCE)
        self._place_sale()
        for field in self.prices.values():
            field.clear()
        for labelled in self._of.values():
            labelled.say("")
        self._say_day()

    def offer(
        self,
        movies: Sequence[MovieTitle],
        categories: Sequence[Category],
        last: ShowListing | None,
    ) -> None:
        """Choose among these movies and price these categories; what is not typed yet is as at the
        screen's last show."""
        self.movie.offer(movies)
        known = {(one.category_id, one.name): one.price for one in last.show.prices} if last else {}
        typed = {at: field.text() for at, field in self.prices.items()}
        for field in self.prices.values():
            labelled = self._of.pop(field)
            self._grid.removeWidget(labelled)
            labelled.hide()
            labelled.deleteLater()
        self.prices = {}
        for at, one in enumerate(categories):
            field = self.prices[one.category_id] = Field(self._theme)
            label = self.tr("Price in {category}, {currency}")
            label = label.format(category=one.name, currency=self._currency)
            self._put(label, field, _PRICES_FROM + at // 2, at % 2)
            price = known.get((one.category_id, one.name))
            field.setText(typed.get(one.category_id, "") or amount_text(price, self._currency))
            self._watch(field)
        if last is not None and not self.format.text():
            self.format.setText(last.show.format)
        self._place_sale()

    def schedule(self, screen_id: str, layout_id: str, now: datetime) -> Schedule | None:
        """What is typed, or None with what is wrong said beside each field; the first has the
        keyboard then."""
        self._now = now
        wrong: list[QWidget] = []

        def read(field: QWidget, reading: Callable[[], T]) -> T | None:
            try:
                value = reading()
            except BadInput as refusal:
                self._of[field].say(str(refusal), wrong=True)
                wrong.append(field)
                return None
            self._of[field].say("")
            return value

        movie = read(self.movie, self._movie)
        read(self.day, lambda: day_typed(self.day.text(), self._today(now)))
        starts = read(self.times, lambda: self._starts(now))
        language = read(self.language, lambda: self._words(self.language))
        format_ = read(self.format, lambda: self._words(self.format))
        prices = [
            read(field, partial(price_typed, field.text(), at, self._currency))
            for at, field in self.prices.items()
        ]
        publish_at = read(self.sale_from, lambda: self._publish_at(now, starts or ()))
        self._say_day()
        if wrong:
            wrong[0].setFocus()
        if movie is None or starts is None or language is None or format_ is None or wrong:
            return None
        return Schedule(
            movie_id=movie.movie_id,
            screen_id=screen_id,
            layout_id=layout_id,
            starts_at=starts,
            publish_at=publish_at or now,
            language=language,
            format=format_,
            prices=tuple(price for price in prices if price is not None),
        )

    def local(self, at: datetime) -> datetime:
        """The instant on the theatre's clocks."""
        return self._formats.local(at)

    def said(self) -> Mapping[QWidget, str]:
        """What stands beneath each field."""
        return {field: one.note.text() for field, one in self._of.items()}

    def _movie(self) -> MovieTitle:
        if self.movie.movie is None:
            raise BadInput(self.tr("Choose a movie: type a part of its title, Enter takes it."))
        return self.movie.movie

    def _starts(self, now: datetime) -> tuple[datetime, ...]:
        try:
            day = day_typed(self.day.text(), self._today(now))
        except BadInput:
            # That is said beside the day; what is typed here may be wrong as well.
            day = self._today(now) + timedelta(days=1)
        starts = times_typed(self.times.text(), day, self._zone)
        if starts[0] <= now:
            words = self.tr("{time} is over on that day.")
            raise BadInput(words.format(time=self._formats.time(starts[0])))
        return starts

    def _words(self, field: Field) -> str:
        words = field.text().strip()
        if not words:
            raise BadInput(self.tr("It must not be empty."))
        return words

    def _publish_at(self, now: datetime, starts: Sequence[datetime]) -> datetime:
        if self.sale.current() == AT_ONCE:
            return now
        at = moment_typed(self.sale_from.text(), self._today(now), self._zone)
        if starts and at > starts[0]:
            raise BadInput(self.tr("The first show begins before that."))
        return at

    def _today(self, now: datetime) -> date:
        return self.local(now).date()

    def _say_day(self) -> None:
        """Say which day is meant, as long as nothing is wrong with it."""
        if self._now is None:
            return
        try:
            day = day_typed(self.day.text(), self._today(self._now))
        except BadInput:
            return
        self._of[self.day].say(self._formats.day_and_year(day))

    def _take_movie(self, movie: MovieTitle | None) -> None:
        if movie is not None:
            self._of[self.movie].say("")
            several = len(movie.languages) > 1
            self._of[self.language].say(", ".join(movie.languages) if several else "")
            if movie.languages and self.language.text() not in movie.languages:
                self.language.setText(movie.languages[0])
            # Who has gone on to another field already stays there.
            if self.window().focusWidget() is self.movie.field:
                self.day.setFocus()
        self.changed.emit()

    def _sale_chosen(self) -> None:
        self._place_sale()
        self.changed.emit()

    def _place_sale(self) -> None:
        """Beneath the prices."""
        row = _PRICES_FROM + (len(self.prices) + 1) // 2
        later = self._of[self.sale_from]
        for at, widget in enumerate((self._sale, later)):
            self._grid.removeWidget(widget)
            self._grid.addWidget(widget, row, at)
        later.setVisible(self.sale.current() == LATER)

    def _put(self, label: str, field: Field, row: int, column: int) -> None:
        field.setMaxLength(LONGEST if field in (self.language, self.format) else 400)
        self._of[field] = Labelled(label, field)
        self._grid.addWidget(self._of[field], row, column)

    def _watch(self, field: Field) -> None:
        field.textEdited.connect(self.changed)
        field.returnPressed.connect(self.done)

    def _connect(self) -> None:
        for field in (self.language, self.format, self.day, self.times, self.sale_from):
            self._watch(field)
        self.day.textEdited.connect(self._say_day)
        self.movie.taken.connect(self._take_movie)
        self.movie.done.connect(self.done)
        self.sale.chosen.connect(self._sale_chosen)
