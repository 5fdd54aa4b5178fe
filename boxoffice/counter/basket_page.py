"""The basket: its seats line by line, taxes by rate, the total, and the way to pay."""

from collections import defaultdict
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from boxoffice.counter.advice import advice
from boxoffice.counter.basket_extras import CodeField, Extras
from boxoffice.counter.basket_line import HEIGHT_LOW, HEIGHT_LOWEST, BasketLine
from boxoffice.counter.hold_clock import WARN_SECONDS
from boxoffice.counter.items.keys import FIRM_KEY, ITEMS_KEY
from boxoffice.counter.later_row import LaterRow
from boxoffice.counter.page import (
    LOW_BELOW,
    LOWEST_BELOW,
    MARGIN,
    FigureLines,
    Page,
    PageHead,
    TotalLine,
    in_row,
    padded,
    scroll_area,
)
from boxoffice.counter.parked_list import ParkedList
from boxoffice.counter.state import SaleState
from boxoffice.counter.words import seats_counted, translate
from boxoffice.model.booking import Line
from boxoffice.model.money import Money
from boxoffice.model.terms import SaleTerms
from boxoffice.qtkit.fonts import SEMIBOLD, Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_CASH, HEIGHT_FIELD, HEIGHT_LINE, HEIGHT_SMALL
from boxoffice.qtkit.widgets import Banner, KeyButton, Role, Text, Tone


class BasketPage(Page):
    """`line_chosen` and `type_asked` carry the place of a line, `code_used` what was typed as a
    discount code, `code_dropped` one that was in the basket."""

    line_chosen = Signal(int)
    type_asked = Signal(int)
    code_used = Signal(str)
    code_dropped = Signal(str)
    cash_asked = Signal()
    card_asked = Signal()
    upi_asked = Signal()
    split_asked = Signal()
    clear_asked = Signal()
    swap_asked = Signal()
    more_time_asked = Signal()
    hold_again_asked = Signal()
    code_asked = Signal()
    code_left = Signal()
    items_asked = Signal()
    firm_asked = Signal()
    park_asked = Signal()
    recalled = Signal(int)

    def __init__(
        self, theme: Theme, formats: Formats, terms: SaleTerms, parent: QWidget | None = None
    ) -> None:
        super().__init__(PageHead(theme, ""), parent)
        self._theme = theme
        self._formats = formats
        self._terms = terms
        self._types = {one.code: one for one in terms.ticket_types}
        self._extras = Extras(theme, formats, terms)
        self._code = CodeField(theme)
        self._items = _quiet(theme, self.tr("Items"), ITEMS_KEY, self.items_asked)
        self._firm = _quiet(theme, self.tr("Firm"), FIRM_KEY, self.firm_asked)
        self._firm.setAccessibleName(self.tr("Make the invoice out to a firm"))
        self._beside = in_row((self._items, self._firm))
        self.parked = ParkedList(theme, formats)
        self.later = LaterRow(theme)
        self._park = _button(theme, self.tr("Park"), "F6")
        self._park.hide()
        self._lines: list[BasketLine] = []
        self._booked: tuple[Line, ...] = ()
        self._rows = QWidget()
        self._chosen = -1
        self._discountable = False
        # New lines have no place before the layout has run.
        self._reveal_timer = QTimer(self, interval=0, singleShot=True)
        self._reveal_timer.timeout.connect(self._reveal)
        self._rows_column = QVBoxLayout(self._rows)
        self._area = scroll_area(self._rows)
        self._buttons = QWidget()
        self._buttons_row = QHBoxLayout(self._buttons)
        self._empty = Text("", Size.BODY, ink="text_second")
        self._empty.setWordWrap(True)
        self._advice = Banner(theme)
        self._scrolled_advice = padded(self._empty, top=10)
        self._fixed_advice = padded(self._advice)
        self._more_time = _button(theme, self.tr("Keep them longer"), "E")
        self._more_time.hide()
        self._swap = _button(theme, self.tr("Swap"), "W")
        self._swap.setAccessibleName(self.tr("Swap the chosen seat for another"))
        self._discount = _button(theme, self.tr("Discount"), "F8")
        self._clear = _button(theme, self.tr("Clear"), "Esc")
        self._hold_again = KeyButton(
            theme, self.tr("Hold them again"), "Enter", role=Role.PRIMARY, size=Size.TIME,
            height=HEIGHT_CASH,
        )  # fmt: skip
        self._cash = KeyButton(
            theme, self.tr("Cash"), "F9", role=Role.PRIMARY, icon="cash", size=Size.TIME,
            height=HEIGHT_CASH,
        )  # fmt: skip
        ways = (
            (self.tr("Card"), "F10", self.card_asked),
            (self.tr("UPI"), "F11", self.upi_asked),
            (self.tr("Split"), "F12", self.split_asked),
        )
        self._ways = tuple(_way(theme, words, key, asked) for words, key, asked in ways)
        self._ways_row = in_row(self._ways)
        self._tax = FigureLines()
        self._total = TotalLine(self.tr("Total"))
        for button in (self._hold_again, self._cash):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._lay_out()
        self._more_time.clicked.connect(self.more_time_asked)
        self._swap.clicked.connect(self.swap_asked)
        self._clear.clicked.connect(self.clear_asked)
        self._discount.clicked.connect(self.code_asked)
        self._extras.dropped.connect(self.code_dropped)
        self._code.used.connect(self.code_used)
        self._park.clicked.connect(self.park_asked)
        self.parked.recalled.connect(self.recalled)
        self._code.left.connect(self.code_left)
        self._hold_again.clicked.connect(self.hold_again_asked)
        self._cash.clicked.connect(self.cash_asked)

    def show_sale(self, state: SaleState) -> None:
        """Show the basket of a sale."""
        booking = state.booking
        self._booked = booking.lines if booking else ()
        lines = booking.seats if booking else ()
        note = seats_counted(len(lines)) if lines else ""
        # The message below the head says so too, and in the lowest windows by itself.
        over = self.tr("Not held any more") if state.over and not self._is_lowest() else ""
        title = self.tr("Reservation") if state.reserved else self.tr("Basket")
        self.head.say(title, "" if over else note, over)
        self._show_lines(state, lines)
        self._extras.show_sale(state)
        self._code.show_sale(state)
        self.later.show_sale(state)
        self._show_words(state)
        self._tax.setVisible(bool(self._booked))
        self._total.setVisible(booking is not None)
        if booking is not None:
            self._show_tax()
            self._total.say(self.tr("Total"), self._formats.money(booking.total))
        self._clear.setVisible(booking is not None)
        # What is reserved is paid as it is.
        may_change = state.held is not None and not state.reserved
        self._items.setVisible(not state.reserved)
        self._firm.setVisible(may_change)
        self._swap.setVisible(may_change and bool(lines))
        self._swap.set_chosen(chosen=bool(state.swapping))
        self._discountable = may_change
        self._hold_again.setVisible(state.over)
        self._cash.setVisible(not state.over)
        self._ways_row.setVisible(not (state.over or self._is_lowest()))
        for button in (self._cash, *self._ways):
            button.setEnabled(booking is not None or bool(state.typed))

    def show_time(self, text: str, seconds: float, share: float) -> None:
        """Show the hold's time; near its end also the key that keeps the seats longer."""
        self.head.show_time(text, seconds, share)
        self._more_time.setVisible(bool(text) and seconds <= WARN_SECONDS)
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for line in self._lines:
            line.setFixedHeight(self._line_height())
        self._show_tax()

    def fit(self) -> None:
        """In the lowest windows the head takes in the button that clears the basket, and the
        advice scrolls with the lines."""
        lowest = self._is_lowest()
        advice = self._scrolled_advice if lowest else self._fixed_advice
        if advice.indexOf(self._advice) < 0:
            advice.addWidget(self._advice)
        if lowest:
            self.head.take_in(self._clear)
        elif self._buttons_row.indexOf(self._clear) < 0:
            self._buttons_row.addWidget(self._clear)
        self._park.setVisible(self._discountable and not lowest)
        shown = not self._more_time.isHidden() or not (lowest or self._clear.isHidden())
        self._buttons.setVisible(shown)
        # Beside the key that keeps the seats there is no room for it.
        self._discount.setVisible(self._discountable and self._more_time.isHidden())

    def _line_height(self) -> int:
        if self._is_lowest():
            return HEIGHT_LOWEST
        return HEIGHT_LOW if self._is_low() else HEIGHT_LINE

    def _is_lowest(self) -> bool:
        return self.height() < LOWEST_BELOW

    def _is_low(self) -> bool:
        return self.height() < LOW_BELOW

    def _show_tax(self) -> None:
        shown = tax_lines(self._booked, self._formats)
        if shown and self._is_low():
            shown = [tax_in_one(self._booked, self._formats)]
        self._tax.show_lines(shown)

    def _show_lines(self, state: SaleState, lines: Sequence[Line]) -> None:
        while len(self._lines) < len(lines):
            self._add_line()
        categories = _categories(state)
        for number, widget in enumerate(self._lines):
            widget.setVisible(number < len(lines))
            if number < len(lines):
                line = lines[number]
                ticket_type = self._types.get(line.ticket_type)
                widget.pill.show_type(
                    ticket_type.name if ticket_type else line.ticket_type,
                    ticket_type.key if ticket_type else "",
                )
                widget.show_line(
                    line.seat_id,
                    *categories.get(line.category_id, ("", 0)),
                    self._formats.money(self._shown_price(line)),
                    held=not state.over,
                )
                widget.set_chosen(chosen=number == state.line)
        self._lines_place.fit()
        if state.line != self._chosen:
            self._chosen = state.line
            self._reveal_timer.start()

    def _shown_price(self, line: Line) -> Money:
        """What a code takes off has a line of its own, except where tax has."""
        if self._terms.prices_before_tax:
            return Money(line.net_minor, line.price.currency)
        return line.list_price

    def _reveal(self) -> None:
        if 0 <= self._chosen < len(self._lines):
            self._area.ensureWidgetVisible(self._lines[self._chosen], 0, 0)

    def _show_words(self, state: SaleState) -> None:
        self._empty.setVisible(state.booking is None)
        if state.step is not None and state.booking is None:
            self._empty.setText(self.tr("Asking for the seats…"))
        elif state.listing is None:
            self._empty.setText(self.tr("No show is open."))
        else:
            self._empty.setText(
                self.tr("No seats yet. The keys 1 to 9 find the best ones, or point at seats.")
            )
        words = " ".join(filter(None, (advice(state), self._proofs(state))))
        self._advice.setVisible(bool(words))
        if words and state.listing is not None:
            certificate = state.listing.certificate if advice(state) else ""
            self._advice.tell(words, Tone.WARN, title=certificate)

    def _proofs(self, state: SaleState) -> str:
        """What to ask for, each kind of ticket once."""
        codes = dict.fromkeys(choice.ticket_type for choice in state.choices)
        kinds = [self._types.get(code) for code in codes]
        return " ".join(
            self.tr("{type}: {proof}.").format(type=one.name, proof=one.proof.rstrip("."))
            for one in kinds
            if one is not None and one.proof
        )

    def _add_line(self) -> None:
        line, place = BasketLine(self._theme), len(self._lines)
        line.setFixedHeight(self._line_height())
        line.chosen.connect(lambda: self.line_chosen.emit(place))
        line.type_asked.connect(lambda: self.type_asked.emit(place))
        self._lines.append(line)
        self._rows_column.insertWidget(place, line)

    def _lay_out(self) -> None:
        self._rows_column.setContentsMargins(0, 0, 0, 0)
        self._rows_column.setSpacing(0)
        row = self._buttons_row
        row.setContentsMargins(MARGIN, 8, MARGIN, 0)
        row.addWidget(self._discount)
        row.addStretch(1)
        row.addWidget(self._more_time)
        row.addWidget(self._swap)
        row.addWidget(self._clear)
        self.head.take_in(self._park)
        self._rows_column.addWidget(self._extras)
        self._rows_column.addLayout(padded(self._beside))
        self._rows_column.addWidget(self.later)
        self._rows_column.addWidget(self.parked)
        self._rows_column.addLayout(self._scrolled_advice)
        self._rows_column.addStretch(1)
        self._lines_place = WholeLines(self._area, self._rows, self._line_height)
        self.column.addWidget(self._lines_place, 1)
        self.column.addLayout(self._fixed_advice)
        self.column.addWidget(self._code)
        self.column.addWidget(self._buttons)
        self.column.addLayout(padded(self._tax, self._total, top=8, bottom=8, spacing=4))
        self.column.addLayout(
            padded(self._hold_again, self._cash, self._ways_row, bottom=MARGIN, spacing=0)
        )


class WholeLines(QWidget):
    """Gives the lines that scroll a height at which none of them is cut in half."""

    def __init__(self, area: QScrollArea, rows: QWidget, line_height: Callable[[], int]) -> None:
        super().__init__()
        self._area, self._rows, self._line_height = area, rows, line_height
        area.setParent(self)
        self.setMinimumHeight(1)

    def fit(self) -> None:
        """Place the area anew; called when its lines are others."""
        height, line = self.height(), self._line_height()
        if self._rows.sizeHint().height() > height >= line:
            height -= height % line
        self._area.setGeometry(0, 0, self.width(), height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()


def tax_lines(lines: Sequence[Line], formats: Formats) -> list[tuple[str, str]]:
    """Before tax, then each set of taxes by its whole rate."""
    if not lines:
        return []
    currency = lines[0].price.currency
    net = Money(sum(line.net_minor for line in lines), currency)
    by_rate: defaultdict[tuple[str, int], int] = defaultdict(int)
    for line in lines:
        if any(part.amount_minor for part in line.tax):
            names = " + ".join(part.name for part in line.tax)
            rate_bp = sum(part.rate_bp for part in line.tax)
            by_rate[names, rate_bp] += sum(part.amount_minor for part in line.tax)
    shown = [(translate("counter", "Before tax"), formats.money(net))]
    for (names, rate_bp), amount in by_rate.items():
        word = translate("counter", "{tax} {rate} %").format(tax=names, rate=f"{rate_bp / 100:g}")
        shown.append((word, formats.money(Money(amount, currency))))
    return shown


def tax_in_one(lines: Sequence[Line], formats: Formats) -> tuple[str, str]:
    """All taxes in one line, where there is no room for one each."""
    names = dict.fromkeys(part.name for line in lines for part in line.tax)
    tax = sum(part.amount_minor for line in lines for part in line.tax)
    word = translate("counter", "Of it {taxes}").format(taxes=" + ".join(names))
    return word, formats.money(Money(tax, lines[0].price.currency))


def _categories(state: SaleState) -> dict[int, tuple[str, int]]:
    """Name and hue by category id."""
    if state.layout is None:
        return {}
    return {one.category_id: (one.name, one.hue) for one in state.layout.plan.categories}


def _button(theme: Theme, text: str, key: str) -> KeyButton:
    button = KeyButton(theme, text, key, size=Size.META, weight=SEMIBOLD, height=HEIGHT_SMALL)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def _quiet(theme: Theme, text: str, key: str, asked: SignalInstance) -> KeyButton:
    button = KeyButton(theme, text, key, role=Role.QUIET, size=Size.META, height=HEIGHT_FIELD)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(asked)
    return button


def _way(theme: Theme, text: str, key: str, asked: SignalInstance) -> KeyButton:
    button = _button(theme, text, key)
    button.setMinimumHeight(HEIGHT_FIELD)
    button.clicked.connect(asked)
    return button
