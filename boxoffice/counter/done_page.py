"""After the sale: the change still in sight, the tickets, and the key for the next sale."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from boxoffice.counter.amounts import ChangeDue
from boxoffice.counter.cash_page import notes_named
from boxoffice.counter.formats import Formats
from boxoffice.counter.page import LOWEST_BELOW, MARGIN, FigureLines, Page, PageHead, padded
from boxoffice.counter.state import Sold
from boxoffice.counter.ticket_desk import Job, JobState
from boxoffice.counter.words import seat_span, tickets_counted
from boxoffice.qtkit.fonts import BOLD, SEMIBOLD, Size
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_CASH
from boxoffice.qtkit.widgets import Banner, ElidedLabel, KeyButton, Role, Text, Tone
from boxoffice.rules.booking_number import spoken

PRINTER_KEY = "Ctrl+P"


class DonePage(Page):
    """What was sold, and what can still be done with its tickets."""

    next_asked = Signal()
    print_asked = Signal()
    open_asked = Signal()
    save_asked = Signal()
    printer_asked = Signal()

    def __init__(self, theme: Theme, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(PageHead(theme, ""), parent)
        self._formats = formats
        self._change = ChangeDue(theme)
        self._number = Text("", Size.SIGN_IN, BOLD)
        self._number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._number.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._seats = ElidedLabel("", Size.TITLE, SEMIBOLD)
        self._show = ElidedLabel("", Size.BODY, ink="text_second")
        self._sums = FigureLines()
        self._tickets = Banner(theme)
        self._print = _button(theme, self.tr("Print"), "P")
        self._print.hide()
        self._printable = self._failed = False
        self._printer = _button(theme, self.tr("Choose the printer"), PRINTER_KEY)
        self._printer.hide()
        self._open = _button(theme, self.tr("Open PDF"), "O")
        self._save = _button(theme, self.tr("Save as"), "S")
        self._next = KeyButton(
            theme, self.tr("Next sale"), "Enter", role=Role.PRIMARY, icon="arrow-right",
            size=Size.TIME, height=HEIGHT_CASH,
        )  # fmt: skip
        self._next.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in (self._print, self._open, self._save):
            row.addWidget(button, 1)
        self._buttons = buttons
        self._caption = Text(self.tr("Booking"), Size.META, ink="text_second")
        body = self.scrolling()
        body.addLayout(padded(self._change, top=MARGIN))
        body.addLayout(padded(self._caption, self._number, top=12, spacing=0))
        body.addLayout(padded(self._seats, self._show, top=10, spacing=2))
        body.addLayout(padded(self._sums, top=12))
        body.addStretch(1)
        self.column.addLayout(padded(self._tickets, self._printer, buttons, top=4, bottom=12))
        self.column.addLayout(padded(self._next, bottom=MARGIN))
        self._print.clicked.connect(self.print_asked)
        self._printer.clicked.connect(self.printer_asked)
        self._open.clicked.connect(self.open_asked)
        self._save.clicked.connect(self.save_asked)
        self._next.clicked.connect(self.next_asked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        lowest = self.height() < LOWEST_BELOW
        self._change.set_low(low=lowest)
        for widget in (self._buttons, self._caption, self._seats, self._show, self._sums):
            widget.setVisible(not lowest)
        self._show_ways()

    def show_sold(self, sold: Sold) -> None:
        """Show a sale that is done."""
        formats, listing = self._formats, sold.listing
        seat_ids = [line.seat_id for line in sold.booking.lines]
        self.head.say(self.tr("Sold"), tickets_counted(len(seat_ids)))
        self._change.say(
            self.tr("Change due"), formats.money(sold.change), notes_named(sold.change, formats)
        )
        self._number.setText(spoken(sold.booking.number))
        self._seats.setText(seat_span(seat_ids))
        self._show.setText(f"{formats.time(listing.show.starts_at)}  {listing.title}")
        self._sums.show_lines(
            (
                (self.tr("Total"), formats.money(sold.booking.total)),
                (self.tr("Given, cash"), formats.money(sold.given)),
            )
        )

    def offer_print(self, *, possible: bool) -> None:
        """Show the print button where there is a printer at all."""
        self._printable = possible
        self._show_ways()

    def show_job(self, job: Job) -> None:
        """Say how far the tickets are."""
        ready, self._failed = job.path is not None, job.state is JobState.FAILED
        self._show_ways()
        for button in (self._open, self._save):
            button.setEnabled(ready)
        match job.state:
            case JobState.MAKING:
                self._tickets.tell(self.tr("The tickets are being made…"))
            case JobState.READY:
                self._tickets.tell(self.tr("Tickets saved as PDF"), Tone.OK)
            case JobState.PRINTED:
                words = self.tr("Tickets sent to {printer}").format(printer=job.printer)
                self._tickets.tell(words, Tone.OK)
            case JobState.FAILED:
                words = self.tr("{reason} The sale stands. P tries again.")
                self._tickets.tell(words.format(reason=job.reason), Tone.DANGER)

    def _show_ways(self) -> None:
        """Offer to print where that may succeed, or somebody may want to try it again."""
        self._print.setVisible(self._failed or self._printable)
        # The lowest pages have no room for it; the status bar's printer does the same.
        self._printer.setVisible(self._failed and self.height() >= LOWEST_BELOW)


def _button(theme: Theme, text: str, key: str) -> KeyButton:
    button = KeyButton(theme, text, key, height=44)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
