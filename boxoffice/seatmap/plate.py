"""A picture of part of the map that moves over the map with what is drawn of it."""

import numpy as np
from PySide6.QtGui import QImage

from boxoffice.seatmap.painting import Canvas, Origin, Pixels, Region

#: How much wider and higher than the view the picture is at least, device pixels; a part of that
#: stays behind a view that moves on. What lies beside the view takes memory in any case.
_WIDER, _HIGHER, _BEHIND = 256, 384, 8
#: Memory is taken for a picture that much larger, since wider seats take a wider edge; as long as
#: they do not, the picture is higher.
_SPARE = 1.1

_NOTHING = Region(0, 0, 0, 0)


class Plate:
    """A QImage over an array of RGB32 pixels. `drawn` is what of it shows the map; the outermost
    pixels, as many as `edge`, never do."""

    def __init__(self) -> None:
        self.origin = Origin(0, 0)
        self.clear(0)
        self._memory: Pixels = np.empty(0, dtype=np.uint32)
        self._begin_at(0, (0, 0))

    @property
    def canvas(self) -> Canvas:
        return Canvas(self.pixels, self.origin)

    @property
    def showable(self) -> Region:
        """What of it may be drawn."""
        height, width = self.pixels.shape
        return Region(0, 0, width, height).grown(-self.edge)

    def clear(self, edge: int) -> None:
        """Forget what is drawn."""
        self.drawn, self.edge = _NOTHING, edge

    def make_room(self, height: int, width: int) -> None:
        """Have room for a view of that size, in the same memory where that is large enough: fresh
        memory costs more than what is drawn into it."""
        height, width = height + _HIGHER + 2 * self.edge, width + _WIDER + 2 * self.edge
        rows, before = self.pixels.shape
        if rows >= height and before == width:
            return
        # A row more, within which the picture moves to either side without being copied.
        pixels = (height + 1) * width
        if len(self._memory) < pixels:
            self._memory = np.empty(round(pixels * _SPARE), dtype=np.uint32)
        self._begin_at(width // 2, (len(self._memory) // width - 1, width))
        self.drawn = _NOTHING

    def bring_in(self, view: Region) -> Region:
        """Move so that a view can be shown: with most of the room ahead of it, or around it where
        nothing is drawn. Where the view lies then."""
        if not self.drawn.common(view):
            self.drawn = _NOTHING
        whole, parts = self.showable, _BEHIND if self.drawn else 2
        across = _steps_to((view.left, view.right), (whole.left, whole.right), parts)
        down = _steps_to((view.top, view.bottom), (whole.top, whole.bottom), parts)
        if across or down:
            self._move(across, down)
        return view.moved(-across, -down)

    def _begin_at(self, start: int, size: tuple[int, int]) -> None:
        """Let the picture be of that size and begin there in the memory."""
        self._start = start
        self.pixels = self._memory[start : start + size[0] * size[1]].reshape(size)
        self.image: QImage = self.canvas.image()

    def _move(self, across: int, down: int) -> None:
        """Let the picture begin further on, with what it shows of that."""
        self.origin = Origin(self.origin.left + across, self.origin.top + down)
        self.drawn = self.drawn.moved(-across, -down).common(self.showable)
        # As one row of pixels: what runs over at the ends of rows lies beside what is drawn.
        before, (rows, width) = self.pixels.reshape(-1), self.pixels.shape
        by, pixels = down * width + across, len(before)
        start = self._start + by
        if 0 <= start <= len(self._memory) - pixels:
            self._begin_at(start, (rows, width))
            return
        self._begin_at(width // 2, (rows, width))
        if self.drawn:
            first = max(self.drawn.top * width, -by)
            last = min(self.drawn.bottom * width, pixels - by)
            self.pixels.reshape(-1)[first:last] = before[first + by : last + by]


def _steps_to(view: tuple[int, int], whole: tuple[int, int], parts: int) -> int:
    """Along one axis, from end to end: how far the whole is to move where it does not hold the
    view, of whose room one of so many parts stays behind."""
    (first, last), (low, high) = view, whole
    behind = (high - low - last + first) // parts
    if last > high:
        return first - low - behind
    return last - high + behind if first < low else 0
