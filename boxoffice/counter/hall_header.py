"""Above the hall: which show, how many seats are left where, the party's size and the offers."""

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from boxoffice.counter.formats import Formats
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
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_FIELD, HEIGHT_OFFER
from boxoffice.qtkit.widgets import Badge, ElidedLabel, Panel, Segment, Segmented, Text

PARTY_SIZES = 6
#: A header narrower than this shows one offer less; B comes to it all the same.
ALL_OFFERS_FROM = 700
#: A header narrower than this has what one sells by and no more: no details, counts or offers.
COMPACT_BELOW = 480
PARTY_WIDTH, COMPACT_PARTY_WIDTH = 176, 150


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
        self._compact = False
        self._layout: Layout | None = None
        self._free: Mapping[int, int] = {}
        self._time = Text(size=Size.HEADER, weight=BOLD)
        self._title = ElidedLabel("", Size.HEADER, BOLD)
        self._badge = Badge(theme)
        self._details = ElidedLabel("", Size.BODY, ink="text_second")
        self._left = Text(size=Size.HEADER, weight=BOLD)
        self._of = Text(size=Size.META, ink="text_second")
        self._starts = Text(size=Size.META, ink="text_second")
        self._categories = Segmented(theme, (Segment(self.tr("Any")),))
        self._party = Segmented(theme, _sizes(), height=HEIGHT_OFFER, size=Size.LIST)
        self._cards = tuple(OfferCard(theme) for _ in range(OFFERS))
        self._hint = ElidedLabel("", Size.BODY, ink="text_second")
        for segmented in (self._categories, self._party):
            segmented.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._categories.setAccessibleName(self.tr("Category"))
        self._party.setAccessibleName(self.tr("Number of seats"))
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
        """Name the show."""
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
        self._starts.setText(self._starts_words(listing, now))

    def show_left(self, layout: Layout, left: Mapping[int, int], capacity: int) -> None:
        """Say how many seats are free, by category id and of how many."""
        self._layout, self._free = layout, left
        self._category_ids = (0, *(one.category_id for one in layout.plan.categories))
        self._show_categories()
        self._left.setText(str(sum(left.values())))
        if self._compact:
            self._of.setText(self.tr("left"))
        else:
            self._of.setText(self.tr("of {capacity} left").format(capacity=capacity))

    def show_sale(self, state: SaleState) -> None:
        """Show the chosen category, the party's size and the offers."""
        self._state = state
        if state.category_id in self._category_ids:
            self._categories.set_current(self._category_ids.index(state.category_id))
        done = state.stage is Stage.DONE
        count = 0 if done else int(state.typed or state.count)
        self._party.set_current(count - 1 if 1 <= count <= PARTY_SIZES else -1)
        offers = () if done else state.offers
        refused = state.stage is Stage.REFUSED
        # After a refusal the first is what Enter takes, as if it were held already.
        marked = 0 if refused else state.offer
        following = (marked + 1) % len(offers) if offers else -1
        for place, card in enumerate(self._cards):
            card.setVisible(place < min(len(offers), self._cards_shown()))
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
        self._hint.setVisible(not offers and not self._compact)
        self._hint.setText(self._hint_words(state))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        compact = self.width() < COMPACT_BELOW
        if compact != self._compact:
            self._compact = compact
            self._arrange()
        self.show_sale(self._state)

    def _cards_shown(self) -> int:
        if self._compact:
            return 0
        return OFFERS if self.width() >= ALL_OFFERS_FROM else OFFERS - 1

    def _show_categories(self) -> None:
        if self._layout is None:
            return
        segments = [Segment(self.tr("Any"))]
        for one in self._layout.plan.categories:
            free = self._free.get(one.category_id, 0)
            spoken = self.tr("{name}, %n left", "", free).format(name=one.name)
            text = "" if self._compact else str(free)
            segments.append(Segment(text, hue=one.hue, spoken=spoken))
        self._categories.set_segments(tuple(segments))

    def _arrange(self) -> None:
        """Put the categories beside the name, or in a narrow header below it."""
        compact = self._compact
        for row in (self._first, self._second):
            row.removeWidget(self._categories)
        (self._second if compact else self._first).insertWidget(1, self._categories)
        for widget in (self._details, self._starts):
            widget.setVisible(not compact)
        self._party.setFixedSize(
            COMPACT_PARTY_WIDTH if compact else PARTY_WIDTH,
            HEIGHT_FIELD if compact else HEIGHT_OFFER,
        )
        side = 8 if compact else 16
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
        words = starts_in(listing.show.starts_at, now)
        if listing.show.starts_at <= now:
            return words
        return self.tr("starts {in_time}").format(in_time=words)

    def _lay_out(self) -> None:
        name = QHBoxLayout()
        name.setSpacing(10)
        name.addWidget(self._time)
        name.addWidget(self._title)
        name.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignVCenter)
        name.addStretch(1)
        show = QVBoxLayout()
        show.setSpacing(0)
        show.addLayout(name)
        show.addWidget(self._details)
        figure = QHBoxLayout()
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
        second.setSpacing(8)
        second.addWidget(self._party)
        second.addWidget(self._hint, 1)
        for card in self._cards:
            second.addWidget(card, 1)
        self._column.addLayout(first)
        self._column.addLayout(second)
        self._arrange()


def _sizes() -> tuple[Segment, ...]:
    return tuple(Segment(str(size)) for size in range(1, PARTY_SIZES + 1))
