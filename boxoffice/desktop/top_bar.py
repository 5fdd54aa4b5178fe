"""The bar along the head of the window: the program, the workspace's own tools, place and time."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QWidget

from boxoffice.desktop.clock_label import ClockLabel
from boxoffice.model.clock import Clock
from boxoffice.qtkit.fonts import BOLD, SEMIBOLD, Size
from boxoffice.qtkit.icons import draw_icon
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import ElidedLabel, KeyButton, Panel, Role, Text

HEIGHT, GAP = 48, 12
USER_KEY = "Ctrl+U"
#: In a narrower bar the user is a sign and its key, who is named at the window's foot, and below
#: the other width only a sign.
NAME_FROM_WIDTH, KEY_FROM_WIDTH = 1500, 1000
#: As wide as the counter's list of shows, so that what follows stands above the hall.
BRAND_WIDTH = 248


class TopBar(Panel):
    """`commands_button` opens the palette; each workspace may have tools of its own in it."""

    def __init__(self, theme: Theme, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__("panel", "bottom", parent)
        self.setFixedHeight(HEIGHT)
        self.commands_button = KeyButton(
            theme, self.tr("Commands"), "Ctrl+K", role=Role.QUIET, icon="commands"
        )
        self.commands_button.setAccessibleName(self.tr("Commands"))
        self.commands_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        #: Opens what concerns whoever is signed in.
        self.user_button = KeyButton(theme, "", USER_KEY, role=Role.QUIET, icon="person")
        self.user_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.user_button.hide()
        self._user = ""
        self._no_tools = QWidget()
        self._tools = QStackedWidget()
        self._tools.addWidget(self._no_tools)
        self._tools.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._place = ElidedLabel(ink="text_second")
        self.clock = ClockLabel(clock)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP, 0, GAP, 1)
        row.setSpacing(GAP)
        self._brand = Brand(theme, Size.TITLE)
        row.addWidget(self._brand)
        row.addWidget(self._tools, 1)
        row.addWidget(self.commands_button)
        row.addWidget(self.user_button)
        row.addWidget(self._place)
        row.addWidget(_Divider(theme))
        row.addWidget(self.clock)

    def add_tools(self, tools: QWidget) -> None:
        """Take in the tools of one workspace."""
        self._tools.addWidget(tools)

    def show_tools(self, tools: QWidget | None) -> None:
        """Show tools that were added, or none."""
        self._tools.setCurrentWidget(tools or self._no_tools)
        self._leave_room()

    def remove_tools(self, tools: QWidget) -> None:
        """Take away and destroy the tools of one workspace."""
        self._tools.removeWidget(tools)
        tools.deleteLater()

    def set_user(self, name: str) -> None:
        """Name whoever is signed in; nobody for an empty name."""
        self._user = name
        self.user_button.setVisible(bool(name))
        self.user_button.setAccessibleName(self.tr("Signed in: {name}").format(name=name))
        self.user_button.setToolTip(name)
        self._leave_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._leave_room()

    def _leave_room(self) -> None:
        wide = self.width() >= KEY_FROM_WIDTH
        brand = self._brand
        brand.setFixedWidth(BRAND_WIDTH - GAP if wide else brand.sizeHint().width())
        self.user_button.setText(self._user if self.width() >= NAME_FROM_WIDTH else "")
        self.user_button.set_key(USER_KEY if wide else "")
        self.commands_button.setText(self.tr("Commands") if wide else "")
        others = (self.commands_button, self.user_button, self._place, self.clock)
        taken = sum(one.sizeHint().width() + GAP for one in others)
        room = self.width() - brand.minimumWidth() - taken - 4 * GAP
        # Whole or not at all.
        self._place.setVisible(room >= self._tools.minimumSizeHint().width())

    def set_place(self, words: str) -> None:
        """Say which theatre and counter this is."""
        self._place.setText(words)
        self._leave_room()


class Brand(QWidget):
    """The ticket and the program's name; `size` is the letters' height in pixels."""

    def __init__(self, theme: Theme, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sign = round(size * 1.5)
        words = Text("Box Office", size, SEMIBOLD if size < Size.SIGN_IN else BOLD)
        row = QHBoxLayout(self)
        row.setContentsMargins(self._sign + round(size * 0.6), 0, 0, 0)
        row.addWidget(words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), max(hint.height(), self._sign))

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        place = QRectF(0, (self.height() - self._sign) / 2, self._sign, self._sign)
        draw_icon(QPainter(self), "logo", tokens.accent, place, hole=tokens.on_accent)


class _Divider(QWidget):
    """A short upright hairline."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(1, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._theme.colour("line"))
