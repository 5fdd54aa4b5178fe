"""A button in the top bar: what it is about, in as many words as there is room for."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent

from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import KeyButton, Role


class BarButton(KeyButton):
    """Where the bar is narrow the key goes first, then all but the short words, then these."""

    def __init__(self, theme: Theme, icon: str) -> None:
        super().__init__(theme, "", role=Role.QUIET, icon=icon)
        self._ways: tuple[tuple[str, str], ...] = (("", ""),)

    def say(self, words: str, short: str, key: str) -> None:
        """Show words, with the key that presses it; `short` where they do not fit."""
        self._say(words, key, ((words, key), (words, ""), (short, ""), ("", "")))

    def show_key(self, words: str, key: str) -> None:
        """Show icon and key alone, which leaves others room; the words are said and in the tip."""
        self._say(words, key, (("", key), ("", "")))

    def sizeHint(self) -> QSize:
        return QSize(round(self.width_for(*self._ways[0]) + 0.5), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _say(self, words: str, key: str, ways: tuple[tuple[str, str], ...]) -> None:
        self._ways = ways
        self.setAccessibleName(f"{words}, {key}")
        self.setToolTip(words)
        self.updateGeometry()
        self._fit()

    def _fit(self) -> None:
        fitting = (way for way in self._ways if self.width_for(*way) <= self.width())
        words, key = next(fitting, ("", ""))
        self.setText(words)
        self.set_key(key)
