"""How many holds somebody from outside may have open, so that nobody keeps a hall from others."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from boxoffice.model.booking import Booking
from boxoffice.model.errors import TryLater
from boxoffice.rules.bounded import Bounded

#: Callers whose open holds are counted; those heard of longest ago are forgotten.
CALLERS_KEPT = 20_000


class _Held:
    """One caller's holds with their ends, and those being asked for just now."""

    def __init__(self) -> None:
        self.ends: dict[str, datetime] = {}
        self.asking = 0


class OpenHolds:
    """Counts each caller's holds (by address or user id) until they end or are let go."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._callers: Bounded[str, _Held] = Bounded(CALLERS_KEPT)

    @contextmanager
    def one_more(self, who: str, now: datetime) -> Iterator[None]:
        """Around asking for a hold: TryLater where so many are open already."""
        held = self._callers.get(who) or self._callers.put(who, _Held())
        held.ends = {key: end for key, end in held.ends.items() if end > now}
        if len(held.ends) + held.asking >= self._most:
            raise TryLater(
                f"You have {self._most} holds open. Pay for one or let it go, then hold more."
            )
        held.asking += 1
        try:
            yield
        finally:
            held.asking -= 1

    def note(self, who: str, booking: Booking) -> None:
        """The caller has this hold, until it ends."""
        held = self._callers.get(who)
        if held is not None and booking.expires_at is not None:
            held.ends[booking.booking_id] = booking.expires_at

    def let_go(self, who: str, booking_id: str) -> None:
        """The caller has let a hold go."""
        held = self._callers.get(who)
        if held is not None:
            held.ends.pop(booking_id, None)
