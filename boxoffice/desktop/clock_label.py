"""The time of day, as the theatre has it."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QBasicTimer, QLocale, QTime, QTimerEvent
from PySide6.QtWidgets import QWidget

from boxoffice.model.clock import Clock
from boxoffice.qtkit.fonts import BOLD, Size
from boxoffice.qtkit.widgets import Text

TICK_MS = 1000


class ClockLabel(Text):
    """Hours and minutes in the time zone of the theatre, or of the machine until it is known."""

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__("", Size.TIME, BOLD, parent=parent)
        self._clock = clock
        self._zone: ZoneInfo | None = None
        self._timer = QBasicTimer()
        self._timer.start(TICK_MS, self)
        self._show()

    def set_zone(self, name: str) -> None:
        """Show the time of a zone such as "Asia/Kolkata"; ZoneInfoNotFoundError if unknown."""
        self._zone = ZoneInfo(name)
        self._show()

    def timerEvent(self, event: QTimerEvent) -> None:
        self._show()

    def _show(self) -> None:
        now = self._clock.now().astimezone(self._zone)
        shown = self.locale().toString(QTime(now.hour, now.minute), QLocale.FormatType.ShortFormat)
        if shown != self.text():
            self.setText(shown)
