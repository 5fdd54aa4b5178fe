"""A sale paid in parts: what is collected, what is still due, and a way for the next part."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from boxoffice.counter.amounts import GIVEN_HEIGHT, GivenAmount
from boxoffice.counter.page import GAP, FigureLines, give_way
from boxoffice.counter.pay_page import TOTAL_LEADING, PayPage
from boxoffice.counter.pay_words import tender_named
from boxoffice.counter.state import SaleState, Step
from boxoffice.model.money import Money
from boxoffice.model.terms import SaleTerms
from boxoffice.qtkit.fonts import Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import KeyButton, Text

WAY_HEIGHT = 44


class SplitPage(PayPage):
    """`cash_asked` and the like want a part of the amount that is typed, or of all that is left."""

    cash_asked = Signal()
    card_asked = Signal()
    upi_asked = Signal()
    voucher_asked = Signal()

    def __init__(
        self, theme: Theme, formats: Formats, terms: SaleTerms, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, formats, terms, parent)
        self._collected = FigureLines()
        self._has_parts = False
        self._amount = GivenAmount(theme)
        self._told = Text(
            self.tr("Type the amount of a part, then press how it is paid."),
            Size.BODY, ink="text_second",
        )  # fmt: skip
        self._told.setWordWrap(True)
        self._ways = QWidget()
        grid = QGridLayout(self._ways)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GAP)
        ways = (
            (self.tr("Cash"), "F9", self.cash_asked),
            (self.tr("Card"), "F10", self.card_asked),
            (self.tr("UPI"), "F11", self.upi_asked),
            (self.tr("Voucher"), "F8", self.voucher_asked),
        )
        self._buttons: list[KeyButton] = []
        for place, (words, key, asked) in enumerate(ways):
            button = KeyButton(theme, words, key, height=WAY_HEIGHT)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(asked)
            grid.addWidget(button, *divmod(place, 2))
            self._buttons.append(button)
        self.lay_out(self._collected, self._amount, self._ways, self._told)

    def show_part(self, state: SaleState) -> None:
        """The parts so far, and the amount of the next."""
        due, typed = state.due, state.given_money
        if due is None or typed is None:
            return
        over = self.tr("Not held any more") if state.over else ""
        self.head.say(self.tr("Split"), right=over)
        self._collected.show_lines(
            [
                (tender_named(one), self.formats.money(Money(one.amount_minor, due.currency)))
                for one in state.parts
            ]
        )
        self._has_parts = bool(state.parts)
        shown = self.formats.number_typed(f"{due.major():f}".rstrip("0").rstrip("."))
        given = self.formats.number_typed(state.given) if state.given else ""
        self._amount.show_amount(
            self.formats.symbol(due.currency).strip(), given, shown,
            frozen=state.unknown or state.over, word=self.tr("This part"),
        )  # fmt: skip
        for button in self._buttons:
            button.setEnabled(not (state.unknown or state.over or state.step is Step.PAYING))
        self.take.setVisible(state.unknown)

    def fit(self) -> None:
        """Amount and ways are always in sight, and next to them what is still due."""
        collected = self._collected.sizeHint().height() + GAP if self._has_parts else 0
        told = self._told.heightForWidth(max(1, self._told.width()))
        ways = 2 * WAY_HEIGHT + 2 * GAP
        give_way(
            self.height() - self.stays() - GIVEN_HEIGHT - GAP - ways,
            (
                (self.sums.sizeHint().height(), self.sums.setVisible),
                (told + GAP, self._told.setVisible),
                (collected, lambda shown: self._collected.setVisible(shown and self._has_parts)),
                (Size.TOTAL + TOTAL_LEADING, self.total.setVisible),
            ),
        )
