"""What the two ways of drawing seats into the buffer have in common."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

Pixels = NDArray[np.uint32]

#: More changed seats than this are drawn anew with all that is around them, and more than so many
#: where each takes a region of its own.
MOST_PATCHES, MOST_REGIONS = 1_000, 64


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

    def __bool__(self) -> bool:
        """Whether there is anything in it."""
        return self.right > self.left and self.bottom > self.top

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def rows(self) -> slice:
        return slice(self.top, self.bottom)

    @property
    def columns(self) -> slice:
        return slice(self.left, self.right)

    def holds(self, other: "Region") -> bool:
        """Whether all of the other lies in it."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and self.right >= other.right
            and self.bottom >= other.bottom
        )

    def common(self, other: "Region") -> "Region":
        """What lies in both."""
        return Region(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def moved(self, across: int, down: int) -> "Region":
        """The same elsewhere."""
        return Region(self.left + across, self.top + down, self.right + across, self.bottom + down)

    def grown(self, by: int) -> "Region":
        """The same with so much more on every side."""
        return Region(self.left - by, self.top - by, self.right + by, self.bottom + by)


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of each seat: its SeatLook, and for held seats how many bar steps are left."""

    looks: NDArray[np.uint8]
    bars: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Change:
    """Seats that look different now, ascending, and the SeatLook that each showed before."""

    seats: NDArray[np.int64]
    looks: NDArray[np.uint8]

    def only(self, which: NDArray[np.bool_]) -> "Change":
        """The change of some of the seats."""
        return Change(self.seats[which], self.looks[which])


@dataclass(frozen=True, slots=True)
class Canvas:
    """RGB32 pixels to draw on, shape (height, width), and where on the map the first one lies."""

    pixels: Pixels
    origin: Origin

    def image(self) -> QImage:
        """The same pixels for a painter."""
        height, width = self.pixels.shape
        return QImage(self.pixels.data, width, height, width * 4, QImage.Format.Format_RGB32)

    def beside(self, region: Region, room: int) -> tuple["Canvas", Region]:
        """Another canvas for a region with so much room around it, and where the region lies in
        that."""
        pixels = np.empty((region.height + 2 * room, region.width + 2 * room), dtype=np.uint32)
        inside = Region(room, room, room + region.width, room + region.height)
        left, top = self.origin.left + region.left, self.origin.top + region.top
        return Canvas(pixels, Origin(left - room, top - room)), inside

    def take(self, region: Region, beside: "Canvas", inside: Region) -> None:
        """What was drawn on the other one."""
        drawn = beside.pixels[inside.rows, inside.columns]
        self.pixels[region.rows, region.columns] = drawn


class Painting(Protocol):
    """Draws the seats of one hall at one scale. `reach` is the widest seat in device pixels."""

    reach: int

    def fill(self, canvas: Canvas, region: Region, shown: Shown) -> None:
        """Draw all seats of a region; what is beside it may be drawn over, and as far as `reach`
        what is above and below."""
        ...

    def change(self, canvas: Canvas, change: Change, shown: Shown) -> None:
        """Draw these seats anew, none of which is crowded."""
        ...

    def crowded(self, seats: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which of these seats, drawn already, share pixels so that none can be drawn anew without
        the others."""
        ...


def windows(pixels: Pixels, height: int, width: int) -> NDArray[np.void]:
    """Every box of a picture as `height` items of `width` pixels each: shape (rows, columns,
    height), by the box's first pixel. Whole rows of a box are then copied at once."""
    stride, pixel = pixels.strides
    rows, columns = pixels.shape
    shape = (max(0, rows - height + 1), max(0, columns - width + 1), height)
    return np.ndarray(shape, f"V{pixel * width}", pixels, 0, (stride, pixel, stride))
