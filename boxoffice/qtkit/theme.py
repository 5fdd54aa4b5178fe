"""The theme: which tokens are shown now, and how they reach every widget."""

from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from boxoffice.qtkit.fonts import set_interface_font
from boxoffice.qtkit.style_sheet import style_sheet
from boxoffice.qtkit.tokens import CONTRAST, DARK, LIGHT, Tokens


class Mode(StrEnum):
    """What the clerk chose; `SYSTEM` follows the desktop and its changes."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"
    SYSTEM = "system"


_TOKENS = {Mode.LIGHT: LIGHT, Mode.DARK: DARK, Mode.CONTRAST: CONTRAST}


class Theme(QObject):
    """Holds the tokens in force; `changed` is emitted after every widget has its new colours."""

    changed = Signal()

    def __init__(self, mode: Mode | str = Mode.SYSTEM) -> None:
        super().__init__()
        self._mode = Mode(mode)
        self._app: QApplication | None = None
        self._tokens = self._wanted()

    @property
    def tokens(self) -> Tokens:
        """The tokens in force."""
        return self._tokens

    @property
    def mode(self) -> Mode:
        """What was chosen."""
        return self._mode

    def colour(self, name: str) -> QColor:
        """The colour of one role, e.g. `colour("accent_soft")`; AttributeError when unknown."""
        return QColor(getattr(self._tokens, name))

    def apply(self, app: QApplication) -> None:
        """Give `app` this theme, and follow the desktop from now on."""
        self._app = app
        set_interface_font(app)
        app.styleHints().colorSchemeChanged.connect(self._desktop_changed)
        app.styleHints().accessibility().contrastPreferenceChanged.connect(self._desktop_changed)
        self._show()

    def set_mode(self, mode: Mode | str) -> None:
        """Choose colours, or what the desktop says; ValueError for anything else."""
        self._mode = Mode(mode)
        self._show()

    @Slot()
    def _desktop_changed(self) -> None:
        if self._mode is Mode.SYSTEM:
            self._show()

    def _show(self) -> None:
        self._tokens = self._wanted()
        if self._app is None:
            return
        self._app.setPalette(_palette(self._tokens))
        self._app.setStyleSheet(style_sheet(self._tokens))
        self.changed.emit()

    def _wanted(self) -> Tokens:
        if self._mode is not Mode.SYSTEM:
            return _TOKENS[self._mode]
        if self._app is None:
            return DARK
        hints = self._app.styleHints()
        return desktop_tokens(hints.colorScheme(), hints.accessibility().contrastPreference())


def desktop_tokens(scheme: Qt.ColorScheme, contrast: Qt.ContrastPreference) -> Tokens:
    """The tokens that suit what the desktop says of itself."""
    if contrast is Qt.ContrastPreference.HighContrast:
        return CONTRAST
    return DARK if scheme is Qt.ColorScheme.Dark else LIGHT


def _palette(tokens: Tokens) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for at, colour in (
        (role.Window, tokens.window),
        (role.WindowText, tokens.text),
        (role.Base, tokens.surface),
        (role.AlternateBase, tokens.panel),
        (role.Text, tokens.text),
        (role.PlaceholderText, tokens.text_third),
        (role.Button, tokens.surface),
        (role.ButtonText, tokens.text),
        (role.BrightText, tokens.danger),
        (role.Highlight, tokens.accent),
        (role.HighlightedText, tokens.on_accent),
        (role.Accent, tokens.accent),
        (role.Link, tokens.accent_text),
        (role.Light, tokens.hover),
        (role.Midlight, tokens.line),
        (role.Mid, tokens.line_strong),
        (role.Dark, tokens.line_strong),
        (role.ToolTipBase, tokens.text),
        (role.ToolTipText, tokens.window),
    ):
        palette.setColor(at, QColor(colour))
    for at in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, at, QColor(tokens.text_third))
    return palette
