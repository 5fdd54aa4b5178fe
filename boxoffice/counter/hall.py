"""The middle column: the hall with its live seats, what the cursor is on, and the legend."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from boxoffice.counter.facts_bar import FactsBar, lost_facts, seat_facts
from boxoffice.counter.looks import TAKEN_SECONDS, deadlines, seat_looks
from boxoffice.counter.open_show import OpenShow
from boxoffice.counter.state import SaleState, Stage
from boxoffice.counter.words import seats_named
from boxoffice.counter.zoom_box import ZoomBox
from boxoffice.model.clock import Clock
from boxoffice.qtkit.focus import OWN_FOCUS
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_SMALL
from boxoffice.qtkit.widgets import KeyButton, Panel, Role
from boxoffice.seatmap.legend import Legend
from boxoffice.seatmap.minimap import Minimap
from boxoffice.seatmap.widget import SeatMap

#: The keys on the brackets around the alternatives after a refusal.
WAYS_ON = ("Enter", "B")
#: A hall lower than this shows no legend, one narrower no zoom in figures.
LEGEND_FROM_HEIGHT, PERCENT_FROM_WIDTH = 360, 480


class Hall(Panel):
    """`seats_chosen` carries a tuple of seat ids, `overview_wanted` whether the overview is to be
    shown wherever part of a hall is out of view."""

    seats_chosen = Signal(object)
    overview_wanted = Signal(bool)

    def __init__(
        self, theme: Theme, formats: Formats, clock: Clock, *, overview: bool = True
    ) -> None:
        super().__init__("ground", "")
        self._theme = theme
        self._formats = formats
        self._clock = clock
        self._show: OpenShow | None = None
        self._state = SaleState()
        self._at_bottom = True
        #: Whether the cursor may stand on a seat that nobody put it on.
        self._wanders = False
        #: The best seats that it went along with.
        self._followed: tuple[str, ...] = ()
        #: The seat under the pointer, until the cursor moves; -1 for none.
        self._pointed = -1
        self.map = SeatMap(theme.tokens, clock.steady)
        # Whether 0 is part of a number is the workspace's to know.
        self.map.set_zero_fits(False)
        self.map.setProperty(OWN_FOCUS, True)  # noqa: FBT003 - Qt's signature
        self.overview = Minimap(self.map, theme.tokens)
        self.overview.set_wanted(wanted=overview)
        self._facts = FactsBar(theme)
        self._zoom = ZoomBox(theme)
        self._legend = Legend(theme.tokens)
        self._turn = KeyButton(theme, "", "F3", role=Role.QUIET, icon="swap", height=HEIGHT_SMALL)
        self._turn.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._lay_out()
        self._say_turned()
        self._zoom.show_zoom(self.map.zoom())
        self.map.seats_chosen.connect(self._chosen)
        # Whichever moved last is told of: a pointer may lie on the map while keys are used.
        self.map.cursor_moved.connect(lambda _: self._tell_facts(-1))
        self.map.pointed_at.connect(self._tell_facts)
        self.map.zoomed.connect(self._zoom.show_zoom)
        self.overview.needed_changed.connect(self._zoom.enable_overview)
        self._zoom.overview.connect(self.toggle_overview)
        self._zoom.nearer.connect(self.map.zoom_in)
        self._zoom.further.connect(self.map.zoom_out)
        self._zoom.whole.connect(self.map.fit)
        self._turn.clicked.connect(self.turn)
        theme.changed.connect(self._take_theme)

    def open_show(self, show: OpenShow) -> None:
        """Show another show's hall."""
        self._show = show
        self._pointed = -1
        self._wanders = True
        prices = show.prices.whole.items()
        captions = {category: self._formats.short_money(price) for category, price in prices}
        self.map.set_describe(self._describe)
        self.map.show_plan(show.layout.plan, captions)

    def show_sale(self, state: SaleState) -> None:
        """Draw the seats as they are to this sale."""
        before, self._state = self._state, state
        show = self._show
        if show is None or not show.is_whole:
            return
        steady = self._clock.steady()
        self.map.set_looks(seat_looks(show, state, steady))
        self.map.set_deadlines(deadlines(show, self._clock.now(), steady))
        refused = state.refused
        offers = zip(state.offers, WAYS_ON, strict=False) if refused else ()
        self.map.set_brackets([(_indexes(show, offer.seat_ids), key) for offer, key in offers])
        if refused and refused.gone and steady - refused.at < TAKEN_SECONDS:
            words = self.tr("{seats}\njust taken").format(seats=seats_named(refused.gone))
            self.map.set_callout(_indexes(show, refused.gone), words)
        else:
            self.map.set_callout((), "")
        self._place_cursor(show, before)
        self._tell_facts(self._pointed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._foot.setVisible(self.height() >= LEGEND_FROM_HEIGHT)
        self._zoom.show_percent(shown=self.width() >= PERCENT_FROM_WIDTH)

    def cursor_seat_id(self) -> str:
        """The seat that the cursor is on; empty for none."""
        cursor = self.map.cursor_seat()
        if self._show is None or cursor < 0:
            return ""
        return self._show.layout.plan.seats[cursor].seat_id

    def turn(self) -> None:
        """Show the hall the other way round."""
        self._at_bottom = not self._at_bottom
        self.map.set_screen_at_bottom(self._at_bottom)
        self._say_turned()

    def toggle_overview(self) -> None:
        """Show the overview, or hide it, where part of the hall is out of view."""
        self.overview.set_wanted(wanted=not self.overview.wanted)
        self.overview_wanted.emit(self.overview.wanted)

    def _place_cursor(self, show: OpenShow, before: SaleState) -> None:
        """The cursor goes along with the best seats, and off seats that are just sold."""
        state = self._state
        self._wanders |= state.stage is Stage.DONE and before.stage is not Stage.DONE
        if self._wanders:
            self._wanders = False
            self.map.go_to_free()
        if state.booking is None or state.stage is Stage.DONE:
            self._followed = ()
            return
        if state.offer < 0 or state.seat_ids == self._followed:
            return
        self._followed = state.seat_ids
        best = _indexes(show, state.seat_ids)
        if best and self.map.cursor_seat() not in best:
            self.map.set_cursor(best[0])

    def _chosen(self, indexes: Sequence[int]) -> None:
        if self._show is not None:
            seats = self._show.layout.plan.seats
            self.seats_chosen.emit(tuple(seats[index].seat_id for index in indexes))

    def _tell_facts(self, pointed: int) -> None:
        """Tell of the seat under the pointer, or where there is none of the cursor's."""
        self._pointed = pointed
        show, cursor = self._show, self.map.cursor_seat()
        index = pointed if pointed >= 0 else cursor
        if show is None or index < 0 or len(show.live.states) <= index:
            return
        lost = lost_facts(show, self._state, self._formats) if pointed < 0 else None
        facts = lost or seat_facts(show, index, self._state, self._formats)
        # Space is for the cursor's seat.
        self._facts.tell(facts if index == cursor else replace(facts, space=""))

    def _describe(self, index: int) -> str:
        if self._show is None or len(self._show.live.states) <= index:
            return ""
        return seat_facts(self._show, index, self._state, self._formats).spoken()

    def _say_turned(self) -> None:
        self._turn.setText(
            self.tr("Screen at bottom") if self._at_bottom else self.tr("Screen at top")
        )

    def _take_theme(self) -> None:
        self.map.set_tokens(self._theme.tokens)
        self.overview.set_tokens(self._theme.tokens)
        self._legend.set_tokens(self._theme.tokens)

    def _lay_out(self) -> None:
        strip = QHBoxLayout()
        strip.setContentsMargins(12, 4, 12, 8)
        strip.setSpacing(8)
        strip.addWidget(self._facts)
        strip.addStretch(1)
        strip.addWidget(self._zoom)
        self._foot = Panel("panel", "top")
        legend = QHBoxLayout(self._foot)
        legend.setContentsMargins(16, 0, 8, 0)
        legend.addWidget(self._legend, 1)
        legend.addWidget(self._turn)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.map, 1)
        column.addLayout(strip)
        column.addWidget(self._foot)


def _indexes(show: OpenShow, seat_ids: Sequence[str]) -> list[int]:
    return [show.index_of[seat_id] for seat_id in seat_ids if seat_id in show.index_of]
