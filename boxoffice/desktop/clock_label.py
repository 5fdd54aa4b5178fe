"""The time of day, as the theatre has it."""

from datetime import tzinfo

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QWidget

from boxoffice.model.clock import Clock
from boxoffice.qtkit.fonts import BOLD, Size
from boxoffice.qtkit.local_time import place_locale, time_words
from boxoffice.qtkit.widgets import Text

TICK_MS = 1000


class ClockLabel(Text):
    """Hours and minutes in the time zone of the theatre, or of the machine until it is known."""

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__("", Size.TIME, BOLD, parent=parent)
        self._clock = clock
        self._zone: tzinfo | None = None
        self._customs = self.locale()
        timer = QTimer(self)
        timer.timeout.connect(self.show_time)
        timer.start(TICK_MS)
        self.show_time()

    def set_zone(self, name: str) -> None:
        """Show the time of a zone such as "Asia/Kolkata"; ZoneInfoNotFoundError if unknown."""
        # The sign-in page shows no clock, and must not wait for what reads zones.
        from zoneinfo import ZoneInfo  # noqa: PLC0415 (start-up time)

        self._zone = ZoneInfo(name)
        self._customs = place_locale(name)
        self.show_time()

    @Slot()
    def show_time(self) -> None:
        """Read the clock."""
        shown = time_words(self._clock.now().astimezone(self._zone), self._customs)
        if shown != self.text():
            self.setText(shown)
