"""How much somebody from outside may hold at once, so that nobody keeps a hall from others."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from boxoffice.model.booking import Booking
from boxoffice.model.errors import TryLater
from boxoffice.rules.bounded import Bounded

#: Callers whose open holds are counted; those heard of longest ago are forgotten.
CALLERS_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class OpenLimits:
    """The most holds, and the most seats in all of them, that one caller may have open."""

    holds: int = 20
    seats: int = 40


@dataclass(frozen=True, slots=True)
class _Open:
    """A hold, or a booking that waits for its payment: how many seats, and until when."""

    seats: int
    end: datetime
    token: str


class _Held:
    """What one caller has open by booking id, and how much is being asked for just now."""

    def __init__(self) -> None:
        self.open: dict[str, _Open] = {}
        self.asking_holds = 0
        self.asking_seats = 0

    def seats_in(self, known: str) -> int | None:
        """The seats of the hold with this booking id or token; None without one."""
        for booking_id, hold in self.open.items():
            if known and known in (booking_id, hold.token):
                return hold.seats
        return None


class OpenHolds:
    """Counts each caller's holds and their seats (by address or user id; nothing for an empty
    one) until they end or are let go. A booking counts until its payment's time is up."""

    def __init__(self, limits: OpenLimits) -> None:
        self._limits = limits
        self._callers: Bounded[str, _Held] = Bounded(CALLERS_KEPT)

    @contextmanager
    def room(self, who: str, seats: int, now: datetime, *, known: str = "") -> Iterator[None]:
        """Around asking for a hold with so many seats: TryLater where too much is open already.
        `known` is the id or token of a hold that was noted: only what it grows by counts."""
        if not who:
            yield
            return
        held = self._held(who)
        held.open = {key: hold for key, hold in held.open.items() if hold.end > now}
        had = held.seats_in(known)
        more_holds, more_seats = int(had is None), max(0, seats - (had or 0))
        self._check(held, more_holds, more_seats)
        held.asking_holds += more_holds
        held.asking_seats += more_seats
        try:
            yield
        finally:
            held.asking_holds -= more_holds
            held.asking_seats -= more_seats

    def note(self, who: str, booking: Booking, token: str = "") -> None:
        """The caller has this hold or booking as it is now, until it ends."""
        if who and booking.expires_at is not None:
            held = self._held(who)
            before = held.open.get(booking.booking_id)
            seats = len(booking.seats)
            token = token or (before.token if before else "")
            held.open[booking.booking_id] = _Open(seats, booking.expires_at, token)

    def let_go(self, who: str, booking_id: str) -> None:
        """The caller has let a hold go."""
        held = self._callers.get(who)
        if held is not None:
            held.open.pop(booking_id, None)

    def _held(self, who: str) -> _Held:
        return self._callers.get(who) or self._callers.put(who, _Held())

    def _check(self, held: _Held, more_holds: int, more_seats: int) -> None:
        most = self._limits
        if more_holds and len(held.open) + held.asking_holds >= most.holds:
            raise TryLater(f"You have {most.holds} holds open. Let one go, then hold more.")
        seats = sum(hold.seats for hold in held.open.values()) + held.asking_seats
        if more_seats and seats + more_seats > most.seats:
            raise TryLater(
                f"You may hold {most.seats} seats at one time and have {seats}. Let some go first."
            )
