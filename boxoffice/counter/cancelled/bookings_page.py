"""A cancelled show's bookings, how far they are seen to, and what can be done for each."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QProgressBar

from boxoffice.counter.cancelled.table import Lines, LinesPage
from boxoffice.counter.cancelled.words import cells, heads, row_note, when
from boxoffice.model.cancelled import CancelledBooking, CancelledShow, Outcome, Remedy, TaskState
from boxoffice.model.money import Money
from boxoffice.model.show import ShowListing
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import Role, Text
from boxoffice.rules.cancelled import can_order, seen_to


class BookingsPage(LinesPage):
    """Signals but `all_asked` are about `current`."""

    all_asked = Signal()
    refund_asked = Signal()
    move_asked = Signal()
    words_asked = Signal()
    counter_asked = Signal()

    def __init__(self, theme: Theme, formats: Formats) -> None:
        super().__init__(theme, Lines(self.tr("Bookings"), heads()))
        self._formats = formats
        self._busy = False
        self.listing: ShowListing | None = None
        self.show_now: CancelledShow | None = None
        self._progress = Text("", ink="text_second")
        self._progress.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Bookings seen to"))
        self._note = Text("", ink="text_second")
        self._note.setWordWrap(True)
        self._all = self.add_button("", "A", self.all_asked.emit, Role.PRIMARY)
        self._refund = self.add_button(self.tr("Refund"), "R", self.refund_asked.emit)
        self._move = self.add_button(self.tr("Another show…"), "M", self.move_asked.emit)
        self._tell = self.add_button(self.tr("Message…"), "N", self.words_asked.emit)
        self._counter = self.add_button(self.tr("At the counter…"), "O", self.counter_asked.emit)
        self.lay_lines((self._progress, self._bar), (self._note,))
        grid = QGridLayout()
        single = (self._refund, self._move, self._tell, self._counter)
        grid.addWidget(self._all, 0, 0, 1, len(single))
        for place, button in enumerate(single):
            grid.addWidget(button, 1, place)
        self.foot.addLayout(grid)
        self.table.currentCellChanged.connect(lambda *_: self._say_what_can_be_done())

    @property
    def current(self) -> CancelledBooking | None:
        """The booking that is chosen."""
        rows, at = self._rows, self.table.currentRow()
        return rows[at] if 0 <= at < len(rows) else None

    @property
    def goes_on(self) -> bool:
        """Whether something is under way, so that it will soon be otherwise."""
        moving = (Outcome.UNDER_WAY, Outcome.REFUND_DUE)
        return any(row.outcome in moving or row.told is TaskState.WAITING for row in self._rows)

    def show_bookings(self, listing: ShowListing, show: CancelledShow) -> None:
        """Show these in place of those before; the same booking stays chosen."""
        before = self.current.booking_id if self.current is not None else ""
        self.listing, self.show_now = listing, show
        self.title = f"{listing.title}, {when(listing, self._formats)}"
        ids = [row.booking_id for row in show.bookings]
        chosen = ids.index(before) if before in ids else 0
        self.table.show_lines([cells(row, self._formats) for row in show.bookings], chosen)
        done, count = seen_to(show.bookings), len(show.bookings)
        self._bar.setMaximum(max(1, count))
        self._bar.setValue(done)
        self._bar.setVisible(bool(count))
        self._progress.setText(self._far(done, count, show.reason))
        self._say_what_can_be_done()

    def set_busy(self, busy: bool) -> None:
        self._busy = busy
        super().set_busy(busy)
        self._say_what_can_be_done()

    @property
    def _rows(self) -> Sequence[CancelledBooking]:
        return self.show_now.bookings if self.show_now is not None else ()

    def _far(self, done: int, count: int, reason: str) -> str:
        why = self.tr("Cancelled: {reason}").format(reason=reason) if reason else ""
        if not count:
            far = self.tr("Nobody had booked.")
        elif done == count:
            far = self.tr("All {count} bookings are seen to.").format(count=count)
        else:
            words = self.tr("{done} of {count} bookings are seen to.")
            far = words.format(done=done, count=count)
        return "  ".join(part for part in (far, why) if part)

    def _say_what_can_be_done(self) -> None:
        row, rows = self.current, self._rows
        self._note.setText(row_note(row) if row is not None else "")
        self._note.setVisible(bool(self._note.text()))
        open_ones = [one for one in rows if can_order(one, Remedy.REFUND)]
        self._all.setText(self._all_words(open_ones))
        self._all.setEnabled(not self._busy and bool(open_ones))
        for button, remedy in (
            (self._refund, Remedy.REFUND),
            (self._move, Remedy.MOVE),
        ):
            can = row is not None and can_order(row, remedy)
            button.setEnabled(not self._busy and can)
        self._tell.setEnabled(not self._busy and row is not None and bool(row.contact))
        self._counter.setEnabled(not self._busy and row is not None)

    def _all_words(self, rows: Sequence[CancelledBooking]) -> str:
        sums = [one.amount for row in rows for one in row.money]
        if not rows:
            return self.tr("Refund all that can be")
        words = self.tr("Refund all that can be: {count}, {amount}")
        total = Money(sum(one.amount_minor for one in sums), sums[0].currency) if sums else None
        amount = self._formats.short_money(total) if total is not None else "0"
        return words.format(count=len(rows), amount=amount)
