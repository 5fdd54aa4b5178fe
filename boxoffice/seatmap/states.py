"""What each seat shows at the moment: its look, a drag's preview over it, and its draining bar."""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from boxoffice.seatmap.looks import BAR_STEPS, TAKABLE, SeatLook
from boxoffice.seatmap.painting import Shown

Ints = NDArray[np.int64]


class SeatStates:
    """Keeps the looks; each change answers with the seats that now look different."""

    def __init__(self, seats: int) -> None:
        self.looks = np.full(seats, SeatLook.FREE, dtype=np.uint8)
        self._gathered: Ints = np.empty(0, dtype=np.int64)
        self._deadlines: dict[int, tuple[float, float]] = {}
        self.shown = Shown(self.looks.copy(), np.zeros(seats, dtype=np.uint8))

    def set_all(self, looks: NDArray[np.uint8], now: float) -> Ints:
        """Other looks for all seats."""
        if looks.shape != self.looks.shape:
            raise ValueError(f"{looks.size} looks for {self.looks.size} seats")
        self.looks = looks.astype(np.uint8)
        return self._refresh(now)

    def change(self, seats: Ints, looks: NDArray[np.uint8], now: float) -> Ints:
        """Other looks for some seats."""
        self.looks[seats] = looks
        return self._refresh(now)

    def gather(self, seats: Ints, now: float) -> Ints:
        """Show these seats as being asked for, until others (or none) are gathered."""
        self._gathered = seats
        return self._refresh(now)

    def set_deadlines(self, deadlines: Mapping[int, tuple[float, float]], now: float) -> Ints:
        """When the holds of held seats began and end, on the same clock as `now`."""
        self._deadlines = dict(deadlines)
        return self._refresh(now)

    def drain(self, now: float) -> Ints:
        """Let time pass over the bars."""
        return self._refresh(now)

    @property
    def draining(self) -> bool:
        """Whether any bar still has something to lose."""
        return bool(self._deadlines)

    def gatherable(self, seats: Ints, start: int) -> Ints:
        """The seats of a drag that began on the seat `start` (-1: beside all seats).

        From a seat of yours on it gathers yours, to give them back; else what can be taken.
        """
        wanted: Iterable[SeatLook] = TAKABLE
        if start >= 0 and self.looks[start] == SeatLook.YOURS:
            wanted = (SeatLook.YOURS,)
        return seats[np.isin(self.looks[seats], list(wanted))]

    def _refresh(self, now: float) -> Ints:
        looks = self.looks.copy()
        looks[self._gathered] = SeatLook.ASKING
        bars = np.where(looks == SeatLook.HELD, BAR_STEPS, 0).astype(np.uint8)
        for seat, (began, ends) in self._deadlines.items():
            if looks[seat] == SeatLook.HELD:
                bars[seat] = _steps_left(began, ends, now)
        differs = (looks != self.shown.looks) | (bars != self.shown.bars)
        self.shown = Shown(looks, bars)
        return np.flatnonzero(differs)


def _steps_left(began: float, ends: float, now: float) -> int:
    """How many steps of the bar are left; none only when the time is over."""
    if ends <= now or ends <= began:
        return 0
    return min(BAR_STEPS, max(1, round(BAR_STEPS * (ends - now) / (ends - began))))
