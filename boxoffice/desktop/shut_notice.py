"""What stands in the place of the sign-in form while nobody can sign in, and what can be done."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from boxoffice.qtkit.fonts import BOLD, SEMIBOLD, Size
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_PAY
from boxoffice.qtkit.widgets import Banner, KeyButton, Panel, Role, Text, Tone

CLOSE_KEY = "Ctrl+Q"
MARGIN = 4


class ShutNotice(QWidget):
    """Stays until the page takes it away, whatever is pressed."""

    again_asked = Signal()
    demo_asked = Signal()
    close_asked = Signal()

    def __init__(self, theme: Theme, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Text("", Size.SIGN_IN, BOLD)
        self._reason = Banner(theme)
        self._words = Text("", Size.BODY)
        self._typed = Text("", Size.LIST, SEMIBOLD)
        for text in (self._words, self._typed):
            text.setWordWrap(True)
        self._typed.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._command = Panel("surface", "card")
        QVBoxLayout(self._command).addWidget(self._typed)
        self._again, self._demo = (
            KeyButton(
                theme, words, "Enter", role=Role.PRIMARY, size=Size.TITLE, weight=BOLD,
                height=HEIGHT_PAY,
            )
            for words in ("", self.tr("Try the demo cinema"))
        )  # fmt: skip
        self._close = KeyButton(
            theme, self.tr("Close"), CLOSE_KEY, size=Size.TITLE, height=HEIGHT_PAY
        )
        self._again.clicked.connect(self.again_asked)
        self._demo.clicked.connect(self.demo_asked)
        self._close.clicked.connect(self.close_asked)
        self.setFixedWidth(width)
        self._lay_out()

    def say_refused(self, words: str) -> None:
        """There is no cinema, and why."""
        self._title.setText(self.tr("The cinema is not open"))
        self._reason.tell(words, Tone.DANGER)
        self._again.setText(self.tr("Try again"))
        self._again.set_busy(False)
        self._show_parts(self._reason, self._again)

    def say_new(self, command: str, *, demo: bool) -> None:
        """The cinema has no account yet: the `command` that makes one, and a way to the `demo`."""
        self._title.setText(self.tr("A new cinema"))
        self._words.setText(
            self.tr(
                "It has no account yet, so nobody can sign in. Close this window, make the first"
                " account at a command line, and start Box Office again:"
            )
        )
        self._typed.setText(command)
        self._show_parts(self._words, self._command, *([self._demo] if demo else []))

    def say_trying(self) -> None:
        """The cinema is being opened."""
        # Otherwise Qt moves the keyboard on, and a second Enter would press the next button.
        self.setFocus()
        self._again.setText(self.tr("Opening the cinema…"))
        self._again.set_busy(True)

    def offered(self) -> tuple[KeyButton, ...]:
        """The buttons that can be pressed now, the first of them by Enter."""
        return tuple(one for one in (self._again, self._demo, self._close) if one.isVisibleTo(self))

    def _show_parts(self, *shown: QWidget) -> None:
        for part in (self._reason, self._words, self._command, self._again, self._demo):
            part.setVisible(part in shown)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._again, 2)
        buttons.addWidget(self._demo, 2)
        buttons.addWidget(self._close, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(14)
        for part in (self._title, self._reason, self._words, self._command):
            column.addWidget(part)
        column.addLayout(buttons)
