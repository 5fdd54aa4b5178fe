"""Who the basket is for, and paying it later: two buttons below its lines."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from boxoffice.counter.page import MARGIN
from boxoffice.counter.state import SaleState
from boxoffice.qtkit.fonts import SEMIBOLD, Size
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_SMALL
from boxoffice.qtkit.widgets import KeyButton, Role

CUSTOMER_KEY, LATER_KEY = "Ctrl+N", "Ctrl+F9"


class LaterRow(QWidget):
    """With an empty basket there is only the list of what was reserved."""

    customer_asked = Signal()
    later_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._customer = _button(theme, CUSTOMER_KEY, "person")
        self._later = _button(theme, LATER_KEY, "clock")
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 8, MARGIN, 0)
        column.setSpacing(4)
        column.addWidget(self._customer)
        column.addWidget(self._later)
        self._customer.clicked.connect(self.customer_asked)
        self._later.clicked.connect(self.later_asked)

    def show_sale(self, state: SaleState) -> None:
        """Show whom a sale is for."""
        booking = state.held
        self._customer.setVisible(booking is not None)
        if booking is not None:
            who = booking.customer
            name = who.name or who.phone or who.mail or self.tr("Customer")
            words = self.tr("{name}, collects later") if who.collects else "{name}"
            self._customer.setText(words.format(name=name))
        holds = booking is not None and bool(booking.seats) and not booking.reserved_by
        self._later.setText(self.tr("Reserve, pay later") if holds else self.tr("Reservations"))
        self._later.setVisible(state.listing is not None and not state.over)


def _button(theme: Theme, key: str, icon: str) -> KeyButton:
    button = KeyButton(
        theme, "", key, role=Role.QUIET, icon=icon, size=Size.META, weight=SEMIBOLD,
        height=HEIGHT_SMALL,
    )  # fmt: skip
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
