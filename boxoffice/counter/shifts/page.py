"""What the pages of the till's sheet share: a message, a column, buttons with keys."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from boxoffice.counter.page import Inner, scroll_area
from boxoffice.qtkit.focus import OWN_FOCUS
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_OFFER
from boxoffice.qtkit.widgets import Banner, KeyButton, Role, Tone

SPACING = 10


class TillPage(QWidget):
    """`title` is what the sheet says above it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.title = ""
        self._theme = theme
        self._buttons: list[KeyButton] = []
        self.banner = Banner(theme)
        #: What scrolls where the window is low, and below it what never does.
        self.body, self.foot = QVBoxLayout(), QVBoxLayout()
        inner = Inner()
        for layout in (self.body, self.foot):
            layout.setContentsMargins(4, 0, 12, 4)
            layout.setSpacing(SPACING)
        inner.setLayout(self.body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING)
        column.addWidget(self.banner)
        column.addWidget(scroll_area(inner), 1)
        column.addLayout(self.foot)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        # Its buttons' keys act while it has the keyboard; a ring around it would say nothing.
        self.setProperty(OWN_FOCUS, True)  # noqa: FBT003 - Qt's signature

    def add_button(
        self, words: str, key: str, act: Callable[[], object], role: Role = Role.PLAIN
    ) -> KeyButton:
        """A button that its key presses while no field has the keyboard; the caller places it."""
        # The page's own from the start: shown before it is placed it would be a window.
        button = KeyButton(self._theme, words, key, role=role, height=HEIGHT_OFFER, parent=self)
        button.clicked.connect(lambda: act())
        self._buttons.append(button)
        return button

    def take(self, key: str) -> bool:
        """Press the button that this key is on; False when there is none just now."""
        for button in self._buttons:
            if button.key() == key and button.isVisible() and button.isEnabled():
                button.click()
                return True
        return False

    def begin(self) -> None:
        """The page is in front: give the keyboard to what is typed first."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, words: str) -> None:
        """Say why something was not done."""
        self.banner.tell(words, Tone.DANGER)

    def set_busy(self, busy: bool) -> None:
        """Take no keys while something is asked."""
        for button in self._buttons:
            button.setEnabled(not busy)
