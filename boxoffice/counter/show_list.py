"""The left column: the shows, soonest first, with a field that filters them."""

from collections.abc import Iterable
from datetime import datetime
from typing import cast

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QVBoxLayout, QWidget

from boxoffice.counter.show_delegate import ShowDelegate
from boxoffice.counter.show_rows import ShowRows
from boxoffice.model.show import ShowListing
from boxoffice.model.terms import SaleTerms
from boxoffice.qtkit.commands import Command
from boxoffice.qtkit.fonts import SEMIBOLD, Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import Field, KeyButton, Panel, Text
from boxoffice.qtkit.widgets.overlay_bar import OverlayBar

COMPACT_BELOW = 600
RAIL_WIDTH = 64
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 6,
    Qt.Key.Key_PageUp: -6,
}


class ShowList(Panel):
    """`chosen` carries a ShowListing; `left` says that the clerk is done with the field."""

    chosen = Signal(object)
    left = Signal()
    #: Whether the keyboard is in the field now.
    typing_changed = Signal()

    def __init__(
        self,
        theme: Theme,
        formats: Formats,
        terms: SaleTerms,
        now: datetime,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("panel", "right", parent)
        self._formats = formats
        self._width, self._folded = RAIL_WIDTH, False
        self._rows = ShowRows(formats, terms, now)
        self._field = Field(theme, self.tr("Filter shows"), icon="search", key="F2")
        self._unfold = KeyButton(theme, "", "F2")
        self._unfold.setAccessibleName(self.tr("Filter shows"))
        self._unfold.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._unfold.hide()
        self._day = Text(size=Size.META, weight=SEMIBOLD, ink="text_second")
        self._order = Text(self.tr("Soonest first"), Size.META, SEMIBOLD, "text_second")
        self._nothing = Text("", Size.BODY, ink="text_second")
        self._nothing.setWordWrap(True)
        self._nothing.setContentsMargins(12, 10, 12, 10)
        self._nothing.hide()
        self._list = QListView()
        self._bar = OverlayBar(self._list)
        self._delegate = ShowDelegate(theme, formats, self._list)
        self._set_up_list()
        self._head = Panel("panel", "bottom")
        head = QHBoxLayout(self._head)
        head.setContentsMargins(12, 4, 12, 6)
        head.addWidget(self._day, 1)
        head.addWidget(self._order)
        top = QVBoxLayout()
        top.setContentsMargins(8, 10, 8, 4)
        top.addWidget(self._field)
        top.addWidget(self._unfold)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._head)
        column.addWidget(self._nothing)
        column.addWidget(self._list, 1)
        self._unfold.clicked.connect(self.filter)
        self._field.textChanged.connect(self._filter)
        self._field.installEventFilter(self)
        # Not the viewport's update(): PySide would load every widget class to name the viewport.
        theme.changed.connect(self._list.scheduleDelayedItemsLayout)

    def show_listings(self, listings: Iterable[ShowListing], now: datetime) -> None:
        """Take a newer list of shows."""
        self._rows.show_listings(listings, now)
        self._say_day(now)
        self.say_nothing()

    def say_nothing(self) -> None:
        """Say why there are no shows, where there are none."""
        text = self._field.text()
        words = self.tr("No shows today or in the days to come.")
        if text:
            words = self.tr("No show has “{text}”.").format(text=text)
        self._nothing.setText(words)
        self._nothing.setVisible(self._rows.rowCount() == 0)

    def set_now(self, now: datetime) -> None:
        """Say how long each show still has."""
        self._rows.set_now(now)
        self._say_day(now)

    def set_chosen(self, show_id: int) -> None:
        """Mark the show that is sold for, and bring it into view."""
        if show_id != self._rows.chosen_id:
            self._rows.set_chosen(show_id)
            place = self._rows.place_of(show_id)
            if place >= 0:
                self._list.scrollTo(self._rows.index(place))

    def set_left(self, show_id: int, available: int) -> None:
        """The open show's seats left are known sooner than the list's."""
        self._rows.set_left(show_id, available)

    def set_folded(self, width: int, *, folded: bool) -> int:
        """Take `width` pixels, or only a rail of times until the field is wanted; answers how
        much room it needs beside the hall, over which it unfolds."""
        self._width, self._folded = width, folded
        self._fold(folded=folded and not self._field.hasFocus())
        return RAIL_WIDTH if folded else width

    def typing(self) -> bool:
        """Whether the field has the keyboard, whose letters then filter the list."""
        return self._field.hasFocus()

    def commands(self) -> tuple[Command, ...]:
        """What the field's own keys do while it has the keyboard."""
        words = self.tr("Open the marked show"), self.tr("Back from the shows to the hall")
        return (
            Command(words[0], self._choose_marked, "Enter", self.typing, bound=False),
            Command(words[1], self._leave, "Esc", self.typing, bound=False),
        )

    def filter(self) -> None:
        """Give the keyboard to the field."""
        self._fold(folded=False)
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.typing_changed.emit()
        elif watched is self._field and event.type() == QEvent.Type.KeyPress:
            return self._take_key(Qt.Key(cast(QKeyEvent, event).key()))
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        compact = self.height() < COMPACT_BELOW
        if compact != self._delegate.compact:
            self._delegate.compact = compact
            self._list.scheduleDelayedItemsLayout()

    def _say_day(self, now: datetime) -> None:
        day = self._formats.day(self._formats.local(now).date())
        self._day.setText(self.tr("Today, {day}").format(day=day))

    def _set_up_list(self) -> None:
        self._list.setModel(self._rows)
        self._list.setItemDelegate(self._delegate)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setMouseTracking(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._list.setAccessibleName(self.tr("Shows"))
        self._list.clicked.connect(self._choose)

    def _take_key(self, key: Qt.Key) -> bool:
        if key in _STEPS:
            self._move(_STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose_marked()
        elif key == Qt.Key.Key_Escape:
            self._leave()
        else:
            return False
        return True

    def _move(self, steps: int) -> None:
        shows = [
            place
            for place in range(self._rows.rowCount())
            if isinstance(self._rows.row(place), ShowListing)
        ]
        if not shows:
            return
        now = self._list.currentIndex().row()
        if now not in shows:
            now = max(self._rows.place_of(self._rows.chosen_id), shows[0])
        place = shows[max(0, min(shows.index(now) + steps, len(shows) - 1))]
        self._list.setCurrentIndex(self._rows.index(place))

    def _filter(self, text: str) -> None:
        self._rows.set_filter(text)
        self._list.clearSelection()
        self.say_nothing()
        if text:
            # Whichever is open now: what is typed is looked for from the top.
            self._list.setCurrentIndex(self._rows.index(0))

    def _choose_marked(self) -> None:
        self._choose(self._list.currentIndex())

    def _choose(self, index: QModelIndex) -> None:
        row = self._rows.row(index) if index.isValid() else None
        self._leave()
        if isinstance(row, ShowListing):
            self.chosen.emit(row)

    def _leave(self) -> None:
        self._field.clear()
        self._list.setCurrentIndex(QModelIndex())
        self._fold(folded=self._folded)
        self.left.emit()

    def _fold(self, *, folded: bool) -> None:
        for widget in (self._field, self._head):
            widget.setVisible(not folded)
        self._unfold.setVisible(folded)
        self._bar.set_thin(thin=folded)
        self._nothing.setVisible(self._rows.rowCount() == 0 and not folded)
        self.setFixedWidth(RAIL_WIDTH if folded else self._width)
