"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta


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
