"""Clocks for tests: one that stands still until it is moved, and one that begins in the morning."""

import os
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from boxoffice.model.clock import SystemClock

#: When a day at the demo cinema's counter begins: all its later shows are still to come.
MORNING = 10


def _to_morning() -> timedelta:
    now = SystemClock().now().astimezone(ZoneInfo("Asia/Kolkata"))
    return now.replace(hour=MORNING, minute=0, second=0, microsecond=0) - now


class WorkdayClock(SystemClock):
    """The machine's clocks, moved so that the first of them was read at ten in the morning.

    What a day's counter offers then does not depend on the hour the tests run at. A process
    begun by a test goes by the same clock as the test.
    """

    #: Seconds between the machine's clock and this one.
    _SHIFT = float(os.environ.setdefault("WORKDAY_SHIFT", str(_to_morning().total_seconds())))

    def now(self) -> datetime:
        return super().now() + timedelta(seconds=self._SHIFT)


class FakeClock:
    """A boxoffice.model.clock.Clock that starts on Friday 20 November 2026, 12:00 UTC."""

    def __init__(self, now: datetime = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)) -> None:
        self._now = now
        self._steady = 1_000.0
        self._asleep = 0.0

    def now(self) -> datetime:
        return self._now

    def steady(self) -> float:
        return self._steady

    def asleep(self) -> float:
        return self._asleep

    def advance(self, seconds: float) -> None:
        """Let time pass with the machine awake."""
        self._now += timedelta(seconds=seconds)
        self._steady += seconds

    def sleep_machine(self, seconds: float) -> None:
        """Let time pass with the machine suspended."""
        self.advance(seconds)
        self._asleep += seconds


class CoarseClock(FakeClock):
    """Its two clocks are never read at quite the same moment, as with real ones."""

    def now(self) -> datetime:
        self._now += timedelta(microseconds=7)
        return super().now()
