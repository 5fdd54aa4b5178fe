"""Sharing this computer's cinema with other counters, and what they need to find it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from boxoffice.client.address import readable
from boxoffice.qtkit.commands import Commands
from boxoffice.qtkit.fonts import BOLD, SEMIBOLD, Size
from boxoffice.qtkit.overlay import Overlay
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_PAY, HEIGHT_SMALL
from boxoffice.qtkit.widgets import Banner, KeyButton, Panel, Role, Text, Tone

WIDTH = 560
#: Of the sheet with the facts, with the offer to share, and with both buttons.
HEIGHT_SHARED, HEIGHT_ALONE, HEIGHT_ENDED = 340, 250, 310


class SharingSheet(Overlay):
    """`share` and `stop` are asked for by their buttons; the sheet itself does neither."""

    share = Signal()
    stop = Signal()

    def __init__(self, theme: Theme, commands: Commands, window: QWidget) -> None:
        super().__init__(window, commands, WIDTH, HEIGHT_ALONE)
        self._theme = theme
        self._title = Text("", Size.TIME, BOLD)
        self._banner = Banner(theme)
        self._words = _wrapped("")
        self._code_label = Text(self.tr("Pairing code"), Size.META, SEMIBOLD, "text_second")
        self._code = _wrapped("", Size.SIGN_IN)
        self._address_label = Text(self.tr("Address"), Size.META, SEMIBOLD, "text_second")
        self._address = _wrapped("", Size.TITLE)
        self._print_label = Text(
            self.tr("Fingerprint of its certificate"), Size.META, SEMIBOLD, "text_second"
        )
        self._print = _wrapped("", Size.LIST)
        self._facts = (
            self._code_label,
            self._code,
            self._address_label,
            self._address,
            self._print_label,
            self._print,
        )
        for fact in (self._code, self._address, self._print):
            fact.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            # Reached by Tab to be copied; the first key on the sheet is for its button.
            fact.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._share = KeyButton(
            theme, "", "Enter", role=Role.PRIMARY, size=Size.LIST, height=HEIGHT_PAY
        )
        self._stop = KeyButton(theme, self.tr("Stop sharing"), role=Role.PLAIN)
        self._lay_out()
        self._share.clicked.connect(self.share)
        self._stop.clicked.connect(self.stop)

    def show_alone(self) -> None:
        """The cinema is open on this computer alone."""
        self._title.setText(self.tr("Share this cinema"))
        self._words.setText(
            self.tr(
                "Other counters on this network can then sell for this cinema too. Its data stays"
                " on this computer, which must be switched on while they sell. What is in your"
                " basket stays held."
            )
        )
        self._show(facts=False)
        self._share.setText(self.tr("Share this cinema"))

    def show_shared(self, code: str, address: str, fingerprint: str) -> None:
        """The cinema is shared: say how the other counters find it."""
        self._title.setText(self.tr("This cinema is shared"))
        self._words.setText(
            self.tr(
                "At the other counter: sign-in page, F6, “Add a gateway”, and type the pairing"
                " code. Or type the address, and compare the fingerprint."
            )
        )
        self._code.setText(code)
        self._code.setVisible(bool(code))
        self._address.setText(address)
        self._print.setText(readable(fingerprint))
        self._show(facts=True)
        for part in (self._code_label, self._code):
            part.setVisible(bool(code))

    def show_ended(self) -> None:
        """The gateway has ended by itself: offer to start it again."""
        self._title.setText(self.tr("The shared cinema has stopped"))
        self._words.setText(
            self.tr(
                "Its program on this computer ended by itself, so no counter can sell just now."
                " What was paid is kept. Baskets stay on the screen; seats that were only held are"
                " held again from there."
            )
        )
        self._show(facts=False)
        self.set_height(HEIGHT_ENDED)
        self._stop.show()
        self._share.setText(self.tr("Start it again"))

    def set_busy(self, words: str) -> None:
        """Say what is under way; nothing for empty words."""
        if words:
            self._banner.hide()
            self._share.setText(words)
            # Otherwise Qt moves the keyboard on, to what lies behind the sheet.
            self._close.setFocus()
        self._share.set_busy(bool(words))
        self._stop.setEnabled(not words)

    def refuse(self, words: str) -> None:
        """Say why it did not work."""
        self._banner.tell(words, Tone.DANGER)

    def open(self) -> None:
        super().open()
        self._first().setFocus()

    def _first(self) -> QWidget:
        return self._share if self._share.isVisible() else self._close

    def _show(self, *, facts: bool) -> None:
        self._banner.hide()
        self.set_height(HEIGHT_SHARED if facts else HEIGHT_ALONE)
        for fact in self._facts:
            fact.setVisible(facts)
        self._stop.setVisible(facts)
        self._share.setVisible(not facts)
        if self.isVisible():
            self._first().setFocus()

    def _lay_out(self) -> None:
        self._close = KeyButton(
            self._theme, self.tr("Close"), "Esc", role=Role.QUIET, height=HEIGHT_SMALL, icon="cross"
        )
        self._close.clicked.connect(self.close_it)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        inner = Panel("panel")
        middle = QVBoxLayout(inner)
        middle.setContentsMargins(4, 0, 12, 4)
        middle.setSpacing(4)
        middle.addWidget(self._banner)
        middle.addWidget(self._words)
        for label, fact in zip(self._facts[::2], self._facts[1::2], strict=True):
            middle.addSpacing(8)
            middle.addWidget(label)
            middle.addWidget(fact)
        middle.addSpacing(12)
        middle.addWidget(self._share)
        middle.addSpacing(4)
        middle.addWidget(self._stop, 0, Qt.AlignmentFlag.AlignLeft)
        middle.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(16, 14, 8, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(area, 1)


def _wrapped(text: str, size: int = Size.BODY) -> Text:
    made = Text(text, size)
    made.setWordWrap(True)
    return made
