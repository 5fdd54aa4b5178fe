"""How often somebody may ask: a bucket of tokens for each address and each user."""

from collections.abc import Callable

from boxoffice.gateway.server.limits import BURST_SECONDS, RATES_KEPT
from boxoffice.rules.bounded import Bounded


class Rates:
    """Everybody may ask `per_second` times for long, and BURST_SECONDS' worth at once.

    `steady` is a clock in seconds that never goes back.
    """

    def __init__(
        self, per_second: float, steady: Callable[[], float], kept: int = RATES_KEPT
    ) -> None:
        self._per_second = per_second
        self._burst = max(1.0, per_second * BURST_SECONDS)
        self._steady = steady
        self._full_at: Bounded[str, float] = Bounded(kept)

    def wait_seconds(self, who: str, count: int = 1) -> float:
        """Count so many operations; 0 where they may be answered, else the seconds until they may.
        More than may ever come at once count as many as may."""
        now = self._steady()
        # A bucket is kept as the time at which it will be full again.
        full_at = (
            max(now, self._full_at.get(who) or 0.0) + min(count, self._burst) / self._per_second
        )
        missing = (full_at - now) - self._burst / self._per_second
        if missing > 0:
            return missing
        self._full_at.put(who, full_at)
        return 0.0
