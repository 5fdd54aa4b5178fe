"""What else can be done with a sale's papers: its receipt, and sending its tickets to somebody."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget

from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import Field, KeyButton


class SendRow(QWidget):
    """Two buttons, or in their place a field for an e-mail address or phone number: `send_asked`
    carries what was typed, `left` says that the field needs the keyboard no more."""

    receipt_asked = Signal()
    send_asked = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        receipt = KeyButton(theme, self.tr("Receipt"), "R", height=height)
        self._send = send = KeyButton(theme, self.tr("Send to…"), "E", height=height)
        self._field = Field(theme, self.tr("E-mail or phone"), key="Enter", height=height)
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in (receipt, send):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button, 1)
        self._buttons = buttons
        self._stack = QStackedLayout(self)
        self._stack.addWidget(buttons)
        self._stack.addWidget(self._field)
        self.setFixedHeight(height)
        receipt.clicked.connect(self.receipt_asked)
        send.clicked.connect(self.ask)

    @property
    def asks(self) -> bool:
        """Whether an address is being typed."""
        return self._stack.currentWidget() is self._field

    def offer_sending(self, *, possible: bool) -> None:
        """Offer to send tickets where there are any."""
        self._send.setVisible(possible)

    def ask(self) -> None:
        """Let an address be typed."""
        self._stack.setCurrentWidget(self._field)
        self._field.setFocus()

    def begin(self) -> None:
        """Show the buttons, for another sale."""
        self._field.clear()
        self._stack.setCurrentWidget(self._buttons)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the field leaves: Enter must not go on to the next sale."""
        if not self.asks:
            super().keyPressEvent(event)
            return
        typed = self._field.text().strip()
        match event.key():
            case Qt.Key.Key_Escape:
                self._leave()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if typed:
                    self.send_asked.emit(typed)
                    self._leave()
            case _:
                super().keyPressEvent(event)

    def _leave(self) -> None:
        self.begin()
        self.left.emit()
