"""A field whose letters are hidden until one asks to see them."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from boxoffice.qtkit.fonts import REGULAR, Size
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_SMALL
from boxoffice.qtkit.widgets import Field, KeyButton, Role

SHOW_WIDTH = 64


class PasswordField(Field):
    """Has a Show button at its end; hides again when it is emptied."""

    def __init__(
        self, theme: Theme, name: str, *, size: int, height: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, size=size, height=height, parent=parent)
        self.setAccessibleName(name)
        self._toggle = KeyButton(
            theme,
            self.tr("Show"),
            role=Role.QUIET,
            size=Size.BODY,
            weight=REGULAR,
            height=HEIGHT_SMALL,
            parent=self,
        )
        self._toggle.setCursor(Qt.CursorShape.ArrowCursor)
        self._toggle.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._toggle.clicked.connect(self.toggle_shown)
        self._set_shown(shown=False)

    def toggle_shown(self) -> None:
        """Show the letters, or hide them again."""
        self._set_shown(shown=self.echoMode() is QLineEdit.EchoMode.Password)

    def forget(self) -> None:
        """Empty it and hide what is typed next."""
        self.clear()
        self._set_shown(shown=False)

    def room_at_end(self) -> int:
        return SHOW_WIDTH

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        top = (self.height() - HEIGHT_SMALL) // 2
        self._toggle.setGeometry(
            self.width() - SHOW_WIDTH - top // 2, top, SHOW_WIDTH, HEIGHT_SMALL
        )

    def _set_shown(self, *, shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._toggle.setText(self.tr("Hide") if shown else self.tr("Show"))
