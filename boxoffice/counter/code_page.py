"""Paying by the card terminal's approval code, or by a voucher's code."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from boxoffice.counter.amounts import GIVEN_HEIGHT, GivenAmount
from boxoffice.counter.page import GAP, give_way
from boxoffice.counter.pay_page import TOTAL_LEADING, PayPage
from boxoffice.counter.state import SaleState, Stage
from boxoffice.model.money import Money
from boxoffice.model.terms import SaleTerms
from boxoffice.qtkit.fonts import SEMIBOLD, Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import Text


class CodePage(PayPage):
    """The code as it is typed, and what it is for."""

    def __init__(
        self, theme: Theme, formats: Formats, terms: SaleTerms, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, formats, terms, parent)
        self._word = Text("", Size.TITLE, SEMIBOLD)
        self._code = GivenAmount(theme)
        self._told = Text("", Size.BODY, ink="text_second")
        self._told.setWordWrap(True)
        caption = QWidget()
        row = QHBoxLayout(caption)
        row.setContentsMargins(2, 8, 2, 0)
        row.addWidget(self._word)
        self._caption = caption
        self.lay_out(caption, self._code, self._told)

    def show_part(self, state: SaleState) -> None:
        """Card or voucher."""
        due = state.due
        if due is None:
            return
        card = state.stage is Stage.CARD
        asked = Money(state.asked_minor or due.amount_minor, due.currency)
        amount = self.formats.money(asked)
        over = self.tr("Not held any more") if state.over else ""
        self.head.say(self.tr("Card") if card else self.tr("Voucher"), right=over)
        if asked != due:
            self.total.say(self.tr("Of it now"), amount)
        word = self.tr("Approval code") if card else self.tr("Voucher's code")
        self._word.setText(word)
        frozen = state.unknown or state.over
        self._code.show_amount("", state.code, "", frozen=frozen, word=word)
        if card:
            words = self.tr(
                "Charge exactly {amount} at the terminal, then type the code it shows. The seats"
                " stay held meanwhile."
            )
        else:
            words = self.tr(
                "It pays {amount} or what is left on it; whatever is not needed stays on it."
            )
        self._told.setText(words.format(amount=amount))
        self.take.setText(
            self.tr("Take {amount}").format(amount=self.formats.short_money(asked))
            if card
            else self.tr("Use the voucher")
        )

    def fit(self) -> None:
        """The code is always in sight."""
        told = self._told.heightForWidth(max(1, self._told.width()))
        give_way(
            self.height() - self.stays() - GIVEN_HEIGHT - GAP,
            (
                (self.sums.sizeHint().height(), self.sums.setVisible),
                (told + GAP, self._told.setVisible),
                (self._caption.sizeHint().height() + GAP, self._caption.setVisible),
                (Size.TOTAL + TOTAL_LEADING, self.total.setVisible),
            ),
        )
