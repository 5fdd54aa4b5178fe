"""A button in the top bar: what it is about, in as many words as there is room for."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent

from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import KeyButton, Role


class BarButton(KeyButton):
    """Where the bar is narrow all but the short words go first, then the key, then these."""

    def __init__(self, theme: Theme, icon: str) -> None:
        super().__init__(theme, "", role=Role.QUIET, icon=icon)
        self._ways: tuple[tuple[str, str], ...] = (("", ""),)
        self._room: int | None = None

    def say(self, words: str, short: str, key: str) -> None:
        """Show words, with the key that presses it; `short` where they do not fit."""
        self._say(words, key, ((words, key), (short, key), (short, ""), ("", "")))

    def give_way(self, room: int) -> None:
        """Say what fits into this, at the least the short words with their key."""
        self._room = room
        self.updateGeometry()

    def show_key(self, words: str, key: str) -> None:
        """Show icon and key alone, which leaves others room; the words are said and in the tip."""
        self._say(words, key, (("", key), ("", "")))

    def sizeHint(self) -> QSize:
        widths = [round(self.width_for(*way) + 0.5) for way in self._ways if way[1]]
        room = self._room
        if room is not None:
            widths = [width for width in widths if width <= room] or widths[-1:]
        return QSize(widths[0] if widths else self.minimumHeight(), self.minimumHeight())

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
