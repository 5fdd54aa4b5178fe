"""What time it is: the wall clock in UTC, a steady clock, and how long the machine slept."""

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Handed to everything that must know the time, so that tests can set it."""

    def now(self) -> datetime:
        """The wall clock, aware, in UTC."""
        ...

    def steady(self) -> float:
        """Seconds that only grow and go on while the machine sleeps."""
        ...

    def asleep(self) -> float:
        """Seconds the machine has been suspended so far; only differences mean anything."""
        ...


class SystemClock:
    """The machine's own clocks."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def steady(self) -> float:
        return time.clock_gettime(time.CLOCK_BOOTTIME) if _HAS_BOOTTIME else time.monotonic()

    def asleep(self) -> float:
        # Only Linux tells the two apart. On Windows and macOS the steady clock runs on through
        # sleep, and what grows is the wall clock's lead over the processor's own count.
        awake = time.monotonic() if _HAS_BOOTTIME else time.perf_counter()
        return self.steady() - awake


_HAS_BOOTTIME = hasattr(time, "CLOCK_BOOTTIME")
