"""How a heat map is drawn over the plan."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from admin_designer.designer.tools.heat import STEPS, Heat
from boxoffice.qtkit.tokens import Tokens, mixed
from boxoffice.seatmap.hall import Hall
from boxoffice.seatmap.looks import SeatLook


def shaded(tokens: Tokens) -> Tokens:
    """The colours of a theme with the steps of a heat map as its hues, from good to bad."""
    ends = (tokens.ok, tokens.warn, tokens.danger)
    half = (STEPS - 1) / 2
    steps = (divmod(step, half) for step in range(STEPS))
    return replace(
        tokens,
        categories=tuple(
            mixed(ends[int(at)], ends[min(int(at) + 1, 2)], rest / half) for at, rest in steps
        ),
    )


class HeatLayer:
    """A heat map as it lies over the seats of a plan, or none."""

    def __init__(self) -> None:
        self._heat: Heat | None = None
        self._hues = np.empty(0, dtype=np.uint8)
        self._looks = np.empty(0, dtype=np.uint8)

    def show(self, heat: Heat | None, uids: list[str]) -> None:
        """Show another map over these seats; None: no more."""
        self._heat = heat
        self.follow(uids)

    def follow(self, uids: list[str]) -> None:
        """The plan has these seats now. Those that came after the map was made look free."""
        if self._heat is None:
            return
        steps = np.array([self._heat.steps.get(uid, -1) for uid in uids], dtype=np.int8)
        self._hues = np.maximum(steps, 1).astype(np.uint8)
        self._looks = np.full(len(uids), SeatLook.SHADED, dtype=np.uint8)
        self._looks[steps == 0] = SeatLook.TAKEN
        self._looks[steps < 0] = SeatLook.FREE

    def looks(self, seats: int) -> NDArray[np.uint8]:
        """How so many seats look where nothing is selected."""
        if self._heat is None:
            return np.full(seats, SeatLook.FREE, dtype=np.uint8)
        return self._looks.copy()

    def laid_over(self, hall: Hall, seats: NDArray[np.int64] | None) -> Hall:
        """The hall, of which these seats are shown (None: all), in the map's hues."""
        if self._heat is None:
            return hall
        return replace(hall, hue=self._hues if seats is None else self._hues[seats])

    def colours(self, tokens: Tokens) -> Tokens:
        """What the plan is drawn in."""
        return tokens if self._heat is None else shaded(tokens)
