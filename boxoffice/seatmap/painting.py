"""What the two ways of drawing seats into the buffer have in common."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from boxoffice.seatmap.sprites import Pixels


@dataclass(frozen=True, slots=True)
class Origin:
    """The map point of the buffer's first pixel, in device pixels."""

    left: int
    top: int


@dataclass(frozen=True, slots=True)
class Region:
    """Part of the buffer, in its pixels; right and bottom lie outside."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of each seat: its SeatLook, and for held seats how many bar steps are left."""

    looks: NDArray[np.uint8]
    bars: NDArray[np.uint8]


class Painting(Protocol):
    """Draws the seats of one hall at one scale. `reach` is the widest seat in device pixels."""

    reach: int

    def fill(
        self,
        pixels: Pixels,
        origin: Origin,
        region: Region,
        shown: Shown,
        decorate: Callable[[], None],
    ) -> None:
        """Draw everything of a region anew; `decorate` draws there what stands beside seats."""
        ...

    def change(
        self,
        pixels: Pixels,
        origin: Origin,
        seats: NDArray[np.int64],
        before: Shown,
        shown: Shown,
    ) -> None:
        """Draw these seats anew, of which the buffer shows `before`."""
        ...

    def moved(self, across: int, down: int) -> None:
        """The buffer's content was moved by that many pixels; what came in is filled next."""
        ...
