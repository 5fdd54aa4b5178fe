"""Above the hall: which show, how many seats are left where, the party's size and the offers."""

from collections.abc import Mapping
from datetime import datetime
from enum import IntEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from boxoffice.counter.offer_card import OfferCard
from boxoffice.counter.open_show import OFFERS
from boxoffice.counter.state import SaleState, Stage
from boxoffice.counter.words import (
    adults_only,
    best_of,
    details,
    ends_at,
    movie_length,
    offer_reason,
    seat_span,
    starts_in,
)
from boxoffice.model.layout import Layout
from boxoffice.model.show import ShowListing
from boxoffice.qtkit.fonts import BOLD, Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_FIELD, HEIGHT_OFFER
from boxoffice.qtkit.widgets import Badge, ElidedLabel, Panel, Segment, Segmented, Text

#: How many seats one key asks for at most; narrow headers have buttons for the usual parties only.
PARTY_SIZES, USUAL_PARTIES = 9, 6
#: A header narrower than this leaves its first line to the name of the show: the categories stand
#: below it, and of the offers those that fit, the next one first; B comes to the others.
WIDE_FROM = 700
#: A header narrower than this has what one sells by and no more: no details, counts or prices.
COMPACT_BELOW = 480
LEAST_CARD, COMPACT_CARD = 160, 62
SIDE, GAP = 16, 8


class Room(IntEnum):
    """How much room the header has."""

    COMPACT = 0
    NARROW = 1
    WIDE = 2


PARTY_WIDTHS = {Room.COMPACT: 132, Room.NARROW: 150, Room.WIDE: 225}


class HallHeader(Panel):
    """`category_chosen` carries a category id (0: any), `party_chosen` a number of seats,
    `offer_chosen` the place of an offer."""

    category_chosen = Signal(int)
    party_chosen = Signal(int)
    offer_chosen = Signal(int)

    def __init__(self, theme: Theme, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__("window", "bottom", parent)
        self._formats = formats
        self._category_ids: tuple[int, ...] = (0,)
        self._state = SaleState()
        self._room = Room.WIDE
        self._layout: Layout | None = None
        self._free: Mapping[int, int] = {}
        self._named: tuple[ShowListing, str] | None = None
        self._time = Text(size=Size.HEADER, weight=BOLD)
        self._title = ElidedLabel("", Size.HEADER, BOLD)
        self._badge = Badge(theme)
        self._details = ElidedLabel("", Size.BODY, ink="text_second")
        self._left = Text(size=Size.HEADER, weight=BOLD)
        self._of = Text(size=Size.META, ink="text_second")
        self._starts = Text(size=Size.META, ink="text_second")
        self._categories = Segmented(theme, (Segment(self.tr("Any")),))
        self._party = Segmented(theme, _sizes(PARTY_SIZES), height=HEIGHT_OFFER, size=Size.LIST)
        self._cards = tuple(OfferCard(theme) for _ in range(OFFERS))
        self._hint = ElidedLabel("", Size.BODY, ink="text_second")
        for segmented in (self._categories, self._party):
            segmented.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._categories.setAccessibleName(self.tr("Category"))
        self._party.setAccessibleName(self.tr("Number of seats"))
        self._name, self._facts = QHBoxLayout(), QHBoxLayout()
        self._first, self._second = QHBoxLayout(), QHBoxLayout()
        self._column = QVBoxLayout(self)
        self._lay_out()
        self._categories.chosen.connect(
            lambda place: self.category_chosen.emit(self._category_ids[place])
        )
        self._party.chosen.connect(lambda place: self.party_chosen.emit(place + 1))
        for place, card in enumerate(self._cards):
            card.clicked.connect(lambda _=False, at=place: self.offer_chosen.emit(at))

    def show_listing(self, listing: ShowListing, now: datetime) -> None:
        """Name the show. This is called every second, and mostly there is nothing new."""
        starts = self._starts_words(listing, now)
        if (listing, starts) == self._named:
            return
        self._named = (listing, starts)
        self._time.setText(self._formats.time(listing.show.starts_at))
        self._title.setText(listing.title)
        self._badge.set_text(listing.certificate, solid=adults_only(listing.certificate))
        parts = [details(listing, screen_first=True), movie_length(listing)]
        words = " · ".join(part for part in parts if part)
        end = ends_at(listing)
        if end is not None:
            words = self.tr("{details}, ends {time}").format(
                details=words, time=self._formats.time(end)
            )
        self._details.setText(words)
        self._starts.setText(starts)
        self._place_badge()

    def show_left(self, layout: Layout, left: Mapping[int, int], capacity: int) -> None:
        """Say how many seats are free, by category id and of how many."""
        self._layout, self._free = layout, left
        self._category_ids = (0, *(one.category_id for one in layout.plan.categories))
        self._show_categories()
        self._left.setText(self._formats.count(sum(left.values())))
        words = self.tr("of {capacity} left")
        self._of.setText(words.format(capacity=self._formats.count(capacity)))
        self._place_badge()

    def show_sale(self, state: SaleState) -> None:
        """Show the chosen category, the party's size and the offers."""
        self._state = state
        if state.category_id in self._category_ids:
            self._categories.set_current(self._category_ids.index(state.category_id))
        done = state.stage is Stage.DONE
        count = 0 if done else int(state.typed or state.count)
        self._party.set_current(count - 1 if 1 <= count <= self._party.count() else -1)
        offers = () if done else state.offers
        refused = state.stage is Stage.REFUSED
        # After a refusal the first is what Enter takes, as if it were held already.
        marked = 0 if refused else state.offer
        following = (marked + 1) % len(offers) if offers else -1
        shown = self._cards_shown()
        for place, card in enumerate(self._cards):
            # Where not all fit, the next one has the better use of the room: one is held already.
            fits = place < shown or place == following
            fits &= shown > 1 or following < 0 or place == following
            card.setVisible(place < len(offers) and fits and shown > 0)
            if place < len(offers):
                offer = offers[place]
                card.offer(
                    seat_span(offer.seat_ids),
                    self._formats.short_money(offer.total),
                    offer_reason(offer, offers[0]),
                    key="B" if place == following != marked else "",
                    held=place == marked,
                )
        for segmented in (self._categories, self._party):
            segmented.setVisible(state.listing is not None)
        self._hint.setVisible(not offers and self._room is Room.WIDE)
        self._hint.setText(self._hint_words(state))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = Room.WIDE if self.width() >= WIDE_FROM else Room.NARROW
        if self.width() < COMPACT_BELOW:
            room = Room.COMPACT
        if room is not self._room:
            self._room = room
            self._arrange()
        self._place_badge()
        self.show_sale(self._state)

    def _cards_shown(self) -> int:
        """How many offers have room beside what else stands in their line."""
        match self._room:
            case Room.WIDE:
                return OFFERS
            case Room.COMPACT:
                return 1
        taken = PARTY_WIDTHS[Room.NARROW] + self._categories.sizeHint().width() + 2 * SIDE + GAP
        return max(1, min(OFFERS, (self.width() - taken) // (LEAST_CARD + GAP)))

    def _place_badge(self) -> None:
        """The name keeps its room: where it is short, the certificate stands before the details."""
        margins = self._column.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        if self._room is not Room.COMPACT:
            room -= max(self._figure.sizeHint().width(), self._starts.sizeHint().width())
            room -= self._first.spacing()
        if self._room is Room.WIDE:
            room -= self._categories.sizeHint().width() + self._first.spacing()
        parts = (self._time, self._title, self._badge)
        wanted = sum(part.sizeHint().width() for part in parts) + 2 * self._name.spacing()
        row, place = (self._name, 2) if wanted <= room else (self._facts, 0)
        if row.indexOf(self._badge) < 0:
            row.insertWidget(place, self._badge, 0, Qt.AlignmentFlag.AlignVCenter)
        self._badge.setVisible(row is self._name or self._room is not Room.COMPACT)

    def _show_categories(self) -> None:
        if self._layout is None:
            return
        segments = [Segment(self.tr("Any"))]
        for one in self._layout.plan.categories:
            free = self._free.get(one.category_id, 0)
            spoken = self.tr("{name}, %n left", "", free).format(name=one.name)
            text = "" if self._room is Room.COMPACT else self._formats.count(free)
            segments.append(Segment(text, hue=one.hue, spoken=spoken))
        self._categories.set_segments(tuple(segments))

    def _arrange(self) -> None:
        """Put the categories beside the name, or in a narrow header below it."""
        compact, wide = self._room is Room.COMPACT, self._room is Room.WIDE
        for row in (self._first, self._second):
            row.removeWidget(self._categories)
        (self._first if wide else self._second).insertWidget(1, self._categories)
        for widget in (self._details, self._starts, self._left, self._of):
            widget.setVisible(not compact)
        self._name.setSpacing(6 if compact else 10)
        for text in (self._time, self._title):
            text.set_letters(Size.TIME if compact else Size.HEADER, BOLD)
        self._title.setText(self._title.whole_text())
        height = HEIGHT_FIELD if compact else HEIGHT_OFFER
        self._party.set_segments(_sizes(PARTY_SIZES if wide else USUAL_PARTIES))
        self._party.setFixedSize(PARTY_WIDTHS[self._room], height)
        for card in self._cards:
            card.set_slim(COMPACT_CARD if compact else 0)
        self._categories.set_tight(tight=not wide)
        side = 8 if compact else SIDE
        self._column.setContentsMargins(side, 6 if compact else 8, side, 6 if compact else 10)
        self._column.setSpacing(6 if compact else 8)
        self._show_categories()

    def _hint_words(self, state: SaleState) -> str:
        if state.typed:
            return self.tr("{seats}: Enter, F9 or a moment’s wait").format(
                seats=best_of(int(state.typed))
            )
        if state.listing is None:
            return self.tr("No show is open")
        if not sum(self._free.values()):
            return self.tr("No seat is free: F2 lists the other shows")
        return self.tr("Press 1 to 9 for the best seats together, or point at seats")

    def _starts_words(self, listing: ShowListing, now: datetime) -> str:
        words = starts_in(listing.show.starts_at, now, self._formats)
        if listing.show.starts_at <= now:
            return words
        return self.tr("starts {in_time}").format(in_time=words)

    def _lay_out(self) -> None:
        name, facts = self._name, self._facts
        name.setSpacing(10)
        name.addWidget(self._time)
        name.addWidget(self._title)
        name.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignVCenter)
        name.addStretch(1)
        facts.setSpacing(6)
        facts.addWidget(self._details, 1)
        show = QVBoxLayout()
        show.setSpacing(0)
        show.addLayout(name)
        show.addLayout(facts)
        self._figure = figure = QHBoxLayout()
        figure.setSpacing(5)
        figure.addStretch(1)
        figure.addWidget(self._left)
        figure.addWidget(self._of, 0, Qt.AlignmentFlag.AlignBottom)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addLayout(figure)
        left.addWidget(self._starts, 0, Qt.AlignmentFlag.AlignRight)
        first, second = self._first, self._second
        first.setSpacing(16)
        first.addLayout(show, 1)
        first.addWidget(self._categories)
        first.addLayout(left)
        second.setSpacing(GAP)
        second.addWidget(self._party)
        second.addWidget(self._hint, 1)
        for card in self._cards:
            second.addWidget(card, 1)
        second.addStretch(0)
        self._column.addLayout(first)
        self._column.addLayout(second)
        self._arrange()


def _sizes(count: int) -> tuple[Segment, ...]:
    return tuple(Segment(str(size)) for size in range(1, count + 1))
