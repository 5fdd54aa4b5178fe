"""After the sale: the change still in sight, the tickets, and the key for the next sale."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from boxoffice.counter.amounts import FULL_CHANGE_MORE, ChangeDue
from boxoffice.counter.basket_extras import beside_lines
from boxoffice.counter.cash_page import notes_named
from boxoffice.counter.page import (
    LOWEST_BELOW,
    MARGIN,
    FigureLines,
    Page,
    PageHead,
    give_way,
    grouped,
    padded,
)
from boxoffice.counter.pay_words import kind_named, tender_named
from boxoffice.counter.printing.address import printer_name
from boxoffice.counter.send_row import SendRow
from boxoffice.counter.state import Sold
from boxoffice.counter.ticket_desk import STUCK, Job, JobState
from boxoffice.counter.words import items_counted, seat_span, tickets_counted, translate
from boxoffice.model.money import Money
from boxoffice.model.payment import TenderKind
from boxoffice.qtkit.fonts import BOLD, SEMIBOLD, Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_CASH, HEIGHT_FIELD
from boxoffice.qtkit.widgets import Banner, ElidedLabel, KeyButton, Role, Text, Tone
from boxoffice.rules.booking_number import spoken

PRINTER_KEY = "Ctrl+P"
BUTTON_HEIGHT = 44


class DonePage(Page):
    """What was sold, and what can still be done with its tickets."""

    next_asked = Signal()
    print_asked = Signal()
    open_asked = Signal()
    save_asked = Signal()
    receipt_asked = Signal()
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
        self._sold_words = ""
        self._tickets = Banner(theme)
        self._print = _button(theme, self.tr("Print"), "P")
        self._print.hide()
        self._printable = self._failed = self._no_tickets = False
        self._printer = _button(theme, self.tr("Choose the printer"), PRINTER_KEY)
        self._printer.hide()
        self._open = _button(theme, self.tr("Open PDF"), "O")
        self._save = _button(theme, self.tr("Save as"), "S")
        self.more = SendRow(theme, HEIGHT_FIELD)
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
        self.column.addLayout(padded(self._change, top=MARGIN))
        body = self.scrolling()
        self._numbered = grouped(self._caption, self._number, top=12, spacing=0)
        self._names = grouped(self._seats, self._show, top=10, spacing=2)
        self._sums_group = grouped(self._sums, top=12)
        for group in (self._numbered, self._names, self._sums_group):
            body.addWidget(group)
        self.column.addStretch(1)
        self.column.addLayout(
            padded(self._tickets, self._printer, buttons, self.more, top=4, bottom=12)
        )
        self.column.addLayout(padded(self._next, bottom=MARGIN))
        self._print.clicked.connect(self.print_asked)
        self._printer.clicked.connect(self.printer_asked)
        self._open.clicked.connect(self.open_asked)
        self._save.clicked.connect(self.save_asked)
        self.more.receipt_asked.connect(self.receipt_asked)
        self.more.left.connect(self.fit)
        self._next.clicked.connect(self.next_asked)

    def fit(self) -> None:
        """Change, the next sale, and tickets or where to send them are always in sight; the rest
        gives way."""
        lowest = self.height() < LOWEST_BELOW
        for button in (self._print, self._open, self._save):
            button.setMinimumHeight(HEIGHT_FIELD if lowest else BUTTON_HEIGHT)
        self._print.setVisible(self._failed or self._printable)
        self._tickets.setVisible(not self._no_tickets)
        stays = self.head_height() + MARGIN + self._change.low_height()
        told = 4 + self._tickets.heightForWidth(max(1, self.width() - 2 * MARGIN))
        stays += MARGIN + HEIGHT_CASH + MARGIN
        asks, more = self.more.asks, HEIGHT_FIELD + 8
        stays += more if asks else told
        buttons = self._open.minimumHeight() + 8
        printer = BUTTON_HEIGHT + 8 if self._failed else 0
        give_way(
            self.height() - stays,
            (
                # How far the tickets are is known to whoever says where to send them.
                (told if asks else 0, lambda shown: self._tickets.setVisible(shown or not asks)),
                (self._sums_group.sizeHint().height(), self._sums_group.setVisible),
                (self._names.sizeHint().height(), self._names.setVisible),
                (self._numbered.sizeHint().height(), self._show_number),
                (self._change.notes_height(), self._change.show_notes),
                (0 if asks else more, lambda shown: self.more.setVisible(shown or asks)),
                (FULL_CHANGE_MORE, lambda large: self._change.set_low(low=not large)),
                # The status bar's printer does the same.
                (printer, lambda shown: self._printer.setVisible(shown and self._failed)),
                (buttons, lambda shown: self._buttons.setVisible(shown and not self._no_tickets)),
            ),
        )

    def _show_number(self, shown: bool) -> None:
        self._numbered.setVisible(shown)
        self.head.say(self.tr("Sold"), self._sold_words if shown else self._number.text())

    def show_sold(self, sold: Sold) -> None:
        """Show a sale that is done."""
        formats, listing = self._formats, sold.listing
        seats, lines = sold.booking.seats, sold.booking.lines
        self._sold_words = tickets_counted(len(seats)) if seats else ""
        self._no_tickets = not seats
        self.more.offer_sending(possible=bool(seats))
        self._say_change(sold)
        if self._number.text() != spoken(sold.booking.number):
            self.more.begin()
        self._number.setText(spoken(sold.booking.number))
        self._seats.setText(seat_span([line.seat_id for line in seats]) or items_counted(lines))
        at = f"{formats.time(listing.show.starts_at)}  {listing.title}" if seats else ""
        self._show.setText(at)
        self._sums.show_lines(self._money_lines(sold))
        if sold.booking.customer.collects:
            self._say_kept()
        self.fit()

    def _say_kept(self) -> None:
        """The tickets are printed when they are collected."""
        self._tickets.tell(self.tr("The tickets are collected later: F4 finds and prints them."))
        self._failed = False
        for button in (self._open, self._save):
            button.setEnabled(False)

    def _say_change(self, sold: Sold) -> None:
        """The change due; where no cash was given, how it was paid."""
        formats, kinds = self._formats, dict.fromkeys(one.kind for one in sold.tenders)
        if TenderKind.CASH in kinds or not kinds:
            notes = notes_named(sold.change, formats)
            self._change.say(self.tr("Change due"), formats.money(sold.change), notes)
            return
        ways = ", ".join(kind_named(kind) for kind in kinds)
        word = self.tr("Paid: {ways}").format(ways=ways)
        self._change.say(word, formats.money(sold.booking.total), "")

    def _money_lines(self, sold: Sold) -> list[tuple[str, str]]:
        money, currency = self._formats.money, sold.booking.total.currency
        lines = beside_lines(sold.booking.lines, self._formats)
        lines.append((self.tr("Total"), money(sold.booking.total)))
        if sold.booking.buyer.gstin:
            name = self.tr("Invoice {number}").format(number=sold.booking.invoice)
            lines.append((name, sold.booking.buyer.name))
        for one in sold.tenders:
            minor = one.given_minor or one.amount_minor
            name = self.tr("Given, cash") if one.kind is TenderKind.CASH else tender_named(one)
            lines.append((name, money(Money(minor, currency))))
        if sold.voucher_left is not None and sold.voucher_left.amount_minor:
            lines.append((self.tr("Left on the voucher"), money(sold.voucher_left)))
        return lines

    def ask_where(self) -> None:
        """Let somebody type where the tickets are sent, however low the page is."""
        self.more.show()
        self.more.ask()
        self.fit()

    def offer_print(self, *, possible: bool) -> None:
        """Show the print button where there is a printer at all."""
        self._printable = possible
        self.fit()

    def show_job(self, job: Job) -> None:
        """Say how far the tickets are."""
        ready, self._failed = job.path is not None, job.state in STUCK
        for button in (self._open, self._save):
            button.setEnabled(ready)
        match job.state:
            case JobState.MAKING:
                self._tickets.tell(self.tr("The tickets are being made…"))
            case JobState.READY:
                self._tickets.tell(self.tr("Tickets saved as PDF"), Tone.OK)
            case JobState.PRINTING:
                self._tickets.tell(self.tr("The tickets are being printed…"))
            case JobState.PRINTED:
                words = self.tr("Tickets printed on {printer}")
                self._tickets.tell(words.format(printer=printer_name(job.printer)), Tone.OK)
            case _:
                tone = Tone.WARN if job.state is JobState.LATE else Tone.DANGER
                self._tickets.tell(stuck_words(job), tone)
        self.fit()


def stuck_words(job: Job) -> str:
    """What keeps tickets from being on paper, and what is done about it."""
    match job.state:
        case JobState.LATE:
            words = translate("DonePage", "{reason} It is tried again by itself; P tries now.")
        case JobState.UNKNOWN:
            words = translate("DonePage", "{reason} Look first: P prints what is missing.")
        case _:
            words = translate("DonePage", "{reason} The sale stands. P tries again.")
    return words.format(reason=job.reason)


def _button(theme: Theme, text: str, key: str) -> KeyButton:
    button = KeyButton(theme, text, key, height=BUTTON_HEIGHT)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
