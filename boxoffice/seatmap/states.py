"""What each seat shows at the moment: its look, a drag's preview over it, and its draining bar."""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from boxoffice.seatmap.looks import BAR_STEPS, TAKABLE, SeatLook
from boxoffice.seatmap.painting import Change, Shown

Ints = NDArray[np.int64]

_NO_SEATS: Ints = np.empty(0, dtype=np.int64)


class SeatStates:
    """Keeps the looks; each change answers with the seats that now look different.

    `shown` is the same object for ever, kept up to date in place: a change costs as much as the
    seats it is about, however many there are.
    """

    def __init__(self, seats: int) -> None:
        self.looks = np.full(seats, SeatLook.FREE, dtype=np.uint8)
        self._gathered = _NO_SEATS
        self._deadlines: dict[int, tuple[float, float]] = {}
        self.shown = Shown(self.looks.copy(), np.zeros(seats, dtype=np.uint8))

    def set_all(self, looks: NDArray[np.uint8], now: float) -> Change:
        """Other looks for all seats."""
        if looks.shape != self.looks.shape:
            raise ValueError(f"{looks.size} looks for {self.looks.size} seats")
        differ = np.flatnonzero(self.looks != looks)
        self.looks[differ] = looks[differ]
        return self._refresh(differ, now)

    def change(self, seats: Ints, looks: NDArray[np.uint8], now: float) -> Change:
        """Other looks for some seats."""
        self.looks[seats] = looks
        return self._refresh(np.unique(seats), now)

    def gather(self, seats: Ints, now: float) -> Change:
        """Show these seats as being asked for, until others (or none) are gathered."""
        before, self._gathered = self._gathered, seats
        return self._refresh(np.unique(np.concatenate((before, seats))), now)

    def set_deadlines(self, deadlines: Mapping[int, tuple[float, float]], now: float) -> Change:
        """When the holds of held seats began and end, on the same clock as `now`."""
        before, self._deadlines = self._deadlines, dict(deadlines)
        return self._refresh(_seats({**before, **self._deadlines}), now)

    def drain(self, now: float) -> Change:
        """Let time pass over the bars."""
        return self._refresh(_seats(self._deadlines), now)

    def gatherable(self, seats: Ints, start: int) -> Ints:
        """The seats of a drag that began on the seat `start` (-1: beside all seats).

        From a seat of yours on it gathers yours, to give them back; else what can be taken.
        """
        wanted: Iterable[SeatLook] = TAKABLE
        if start >= 0 and self.looks[start] == SeatLook.YOURS:
            wanted = (SeatLook.YOURS,)
        return seats[np.isin(self.looks[seats], list(wanted))]

    def _refresh(self, seats: Ints, now: float) -> Change:
        """Bring what these seats show up to date; they are ascending, each named once."""
        looks = self.looks[seats]
        if self._gathered.size:
            looks[np.isin(seats, self._gathered)] = SeatLook.ASKING
        held = looks == SeatLook.HELD
        bars = np.where(held, BAR_STEPS, 0).astype(np.uint8)
        if self._deadlines:
            for at in np.flatnonzero(held).tolist():
                deadline = self._deadlines.get(int(seats[at]))
                if deadline is not None:
                    bars[at] = _steps_left(*deadline, now)
        before = self.shown.looks[seats]
        differ = (looks != before) | (bars != self.shown.bars[seats])
        seats = seats[differ]
        self.shown.looks[seats] = looks[differ]
        self.shown.bars[seats] = bars[differ]
        return Change(seats, before[differ])


def _seats(deadlines: Mapping[int, object]) -> Ints:
    return np.array(sorted(deadlines), dtype=np.int64)


def _steps_left(began: float, ends: float, now: float) -> int:
    """How many steps of the bar are left; none only when the time is over."""
    if ends <= now or ends <= began:
        return 0
    return min(BAR_STEPS, max(1, round(BAR_STEPS * (ends - now) / (ends - began))))
