"""The shows that a cancelled show's booking can be moved to."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from boxoffice.counter.cancelled.table import Lines, LinesPage
from boxoffice.counter.cancelled.words import when
from boxoffice.model.cancelled import CancelledBooking
from boxoffice.model.show import ShowListing
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import Role, Text
from boxoffice.rules.booking_number import spoken


class MovePage(LinesPage):
    """`chosen` carries the ShowListing to move to."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, formats: Formats) -> None:
        heads = (self.tr("Show"), self.tr("Screen"), self.tr("Language"), self.tr("Seats left"))
        super().__init__(theme, Lines(self.tr("Shows of the same film"), heads))
        self.title = self.tr("Move to another show")
        self._formats = formats
        self._shows: Sequence[ShowListing] = ()
        self._words = Text("", ink="text_second")
        self._words.setWordWrap(True)
        self._go = self.add_button(self.tr("Move"), "Enter", self._choose, Role.PRIMARY)
        self.lay_lines((self._words,))
        self.foot.addWidget(self._go)
        self.table.doubleClicked.connect(self._choose)

    def ask(self, row: CancelledBooking, shows: Sequence[ShowListing]) -> None:
        """Ask which of these shows."""
        self.banner.hide()
        self._shows = shows
        words = self.tr(
            "{number} gets the best {count} seats of the same category for the same tickets. Where"
            " they cost otherwise, or a wheelchair space is among them, it stays as it is."
        )
        if not shows:
            words = self.tr("No other show of this film has seats in the coming week.")
        self._words.setText(words.format(number=spoken(row.number), count=len(row.seat_ids)))
        self.table.show_lines(
            [
                (
                    when(one, self._formats),
                    one.screen_name,
                    f"{one.show.language} {one.show.format}",
                    self._formats.count(one.availability.available),
                )
                for one in shows
            ]
        )
        self.set_busy(False)

    def set_busy(self, busy: bool) -> None:
        super().set_busy(busy)
        self._go.setEnabled(not busy and bool(self._shows))

    def _choose(self) -> None:
        at = self.table.currentRow()
        if 0 <= at < len(self._shows) and self._go.isEnabled():
            self.chosen.emit(self._shows[at])
