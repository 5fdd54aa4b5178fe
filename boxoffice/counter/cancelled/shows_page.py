"""The cancelled shows of a theatre, and the show at the counter, which can be cancelled."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from boxoffice.counter.cancelled.desk import Listed
from boxoffice.counter.cancelled.table import Lines, LinesPage
from boxoffice.counter.cancelled.words import when
from boxoffice.model.show import ShowListing, ShowStatus
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import Role, Text


class ShowsPage(LinesPage):
    """`chosen` carries the ShowListing that is to be opened, `cancel_asked` the one to cancel."""

    chosen = Signal(object)
    cancel_asked = Signal(object)

    def __init__(self, theme: Theme, formats: Formats) -> None:
        heads = (self.tr("Show"), self.tr("Screen"), self.tr("Title"), self.tr("Why"))
        super().__init__(theme, Lines(self.tr("Cancelled shows"), heads))
        self.title = self.tr("Cancelled shows")
        self._formats = formats
        self._listed: Sequence[Listed] = ()
        self._here: ShowListing | None = None
        self._words = Text("", ink="text_second")
        self._words.setWordWrap(True)
        self._open = self.add_button(self.tr("Bookings"), "Enter", self._choose, Role.PRIMARY)
        self._cancel = self.add_button(self.tr("Cancel a show…"), "C", self._ask)
        self.lay_lines((self._words,))
        row = QHBoxLayout()
        row.addWidget(self._open, 1)
        row.addWidget(self._cancel, 1)
        self.foot.addLayout(row)
        self.table.doubleClicked.connect(self._choose)

    def show_shows(self, listed: Sequence[Listed], here: ShowListing | None) -> None:
        """Show these; `here` is the show that the counter sells for."""
        self._listed, self._here = listed, here
        self.table.show_lines(
            [
                (
                    when(one.listing, self._formats),
                    one.listing.screen_name,
                    one.listing.title,
                    one.reason,
                )
                for one in listed
            ]
        )
        self._words.setText(
            self.tr("Their bookings are seen to from here: given back, moved, told.")
            if listed
            else self.tr("No show of the last month or to come is cancelled.")
        )
        if self._can_cancel and here is not None:
            words = self.tr("Cancel {title}, {when}…")
            self._cancel.setText(words.format(title=here.title, when=when(here, self._formats)))
        else:
            self._cancel.setText(self.tr("Cancel a show…"))
        self.set_busy(False)

    def set_busy(self, busy: bool) -> None:
        super().set_busy(busy)
        self._open.setEnabled(not busy and bool(self._listed))
        self._cancel.setEnabled(not busy and self._can_cancel)

    @property
    def _can_cancel(self) -> bool:
        return self._here is not None and self._here.status is not ShowStatus.CANCELLED

    def _choose(self) -> None:
        at = self.table.currentRow()
        if 0 <= at < len(self._listed):
            self.chosen.emit(self._listed[at].listing)

    def _ask(self) -> None:
        self.cancel_asked.emit(self._here)
