"""An exchange whose difference is paid by UPI: the code to scan, and how that payment stands."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal

from boxoffice.counter.page import TotalLine
from boxoffice.counter.pay_words import upi_words
from boxoffice.counter.shifts.page import TillPage
from boxoffice.counter.upi_page import QrCode
from boxoffice.model.payment import Payment, PaymentKind, PaymentState
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import Role, Tone

LOOK_MS = 3000


class WaitingPage(TillPage):
    """`looked` asks how it stands: with Enter, and every few seconds while the page is shown."""

    looked = Signal()

    def __init__(self, theme: Theme, formats: Formats) -> None:
        super().__init__(theme)
        self.title = self.tr("Exchange by UPI")
        self._formats = formats
        self._qr, self._total = QrCode(), TotalLine(self.tr("By UPI"))
        self._gives_up = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)
        ask = self.add_button(self.tr("Ask the provider"), "Enter", self._ask, Role.PRIMARY)
        self.body.addWidget(self._qr)
        self.body.addStretch(1)
        self.foot.addWidget(self._total)
        self.foot.addWidget(ask)

    def show_payments(self, payments: Sequence[Payment]) -> None:
        """Show how the payment by UPI stands."""
        of_upi = [one for one in payments if one.kind is PaymentKind.UPI]
        upi = of_upi[-1] if of_upi else None
        waits = upi is not None and upi.state is PaymentState.OPEN
        self._qr.show_text(upi.upi_link if waits and upi is not None else "")
        if upi is not None:
            self._total.say(self.tr("By UPI"), self._formats.money(upi.amount))
        words, tone = upi_words(upi, unknown=False)
        if upi is not None and upi.state in (PaymentState.FAILED, PaymentState.CLOSED):
            words, tone = self.tr("It was not paid. Esc gives the exchange up."), Tone.DANGER
        if not self._gives_up:
            self.banner.tell(words, tone)
            self._timer.start()

    def gives_up(self) -> bool:
        """Whether Esc is pressed for the second time; at the first one it is asked for."""
        if not self._gives_up:
            self._gives_up = True
            self._timer.stop()
            words = self.tr("Esc again gives the exchange up; the old tickets stay.")
            self.banner.tell(words, Tone.WARN)
            return False
        return True

    def stop(self) -> None:
        """Nothing is waited for any more."""
        self._gives_up = False
        self._timer.stop()

    def _ask(self) -> None:
        self._gives_up = False
        self.looked.emit()

    def _look(self) -> None:
        if self.isVisible():
            self.looked.emit()
