"""The picture of the map, a little larger than the view, kept and patched instead of redrawn."""

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from boxoffice.seatmap.decor import Decor
from boxoffice.seatmap.extents import meeting
from boxoffice.seatmap.far import FarPainting
from boxoffice.seatmap.hall import Hall
from boxoffice.seatmap.near import NearPainting
from boxoffice.seatmap.painting import (
    MOST_PATCHES,
    MOST_REGIONS,
    Canvas,
    Change,
    Origin,
    Painting,
    Pixels,
    Region,
    Shown,
)
from boxoffice.seatmap.projection import SIGN_WIDTH, STANDARD_WIDTH, Projection
from boxoffice.seatmap.sprites import Ink, Sheets

Ints = NDArray[np.int64]

#: How much wider and higher than the view the picture is at least, device pixels; a part of that
#: stays behind a view that moves on. What lies beside the view takes memory in any case.
_WIDER, _HIGHER, _BEHIND = 256, 384, 8
#: How far past the view it is drawn at a time as that moves there, device pixels.
_ACROSS, _DOWN = 224, 320
#: Room around what is drawn, at least, device pixels.
_LEAST_EDGE = 16
#: Memory is taken for a picture that much larger, since wider seats take a wider margin; as long as
#: they do not, the picture is higher.
_SPARE = 1.2

_NOTHING = Region(0, 0, 0, 0)


@dataclass(frozen=True)
class Scene:
    """All that the picture shows but the seats' states."""

    hall: Hall
    ink: Ink
    captions: Mapping[int, str]

    @cached_property
    def sheets(self) -> Sheets:
        """Seats as they were drawn, at any zoom."""
        return Sheets(self.ink)

    @cached_property
    def joins_by_seat(self) -> Mapping[int, list[int]]:
        """The bars that each seat is joined by."""
        by_seat: dict[int, list[int]] = {}
        for pair, seats in enumerate(self.hall.joins.tolist()):
            for seat in seats:
                by_seat.setdefault(seat, []).append(pair)
        return by_seat

    def decor(self, zoom: float, ratio: float) -> Decor:
        """What stands beside the seats."""
        return Decor(self.hall, self.ink, self.captions, zoom, ratio)

    def varied(self, **changes: Any) -> Self:
        """The same with another hall, in the same ink; seats that were drawn are kept."""
        scene = replace(self, **changes)
        scene.__dict__["sheets"] = self.sheets
        return scene


class MapBuffer:
    """A QImage over an array of RGB32 pixels that shows the scene around the view.

    Only `_drawn` of it is drawn, and grows as the view moves. The outermost pixels, as wide as the
    widest seat, are never shown: seats are pasted whole and would be cut there.
    """

    def __init__(self, scene: Scene, projection: Projection) -> None:
        self.origin = Origin(0, 0)
        self._drawn = _NOTHING
        self._memory: Pixels = np.empty(0, dtype=np.uint32)
        self._pixels = self._memory.reshape(0, 0)
        self.image = QImage()
        self.begin(scene, projection)

    def begin(self, scene: Scene, projection: Projection) -> None:
        """Show another scene from now on, in the same memory."""
        self._scene = scene
        self._look_from(projection)

    @property
    def drawn(self) -> QRect:
        """What of `image` is drawn, at `scale` from `origin` on."""
        drawn = self._drawn
        return QRect(drawn.left, drawn.top, drawn.width, drawn.height)

    def shows(self, projection: Projection) -> bool:
        """Whether something is drawn at this scale, which then only is to be moved."""
        return bool(self._drawn) and self.scale == projection.scale

    def show(self, projection: Projection, width: int, height: int, shown: Shown) -> QRect:
        """Bring the view (size in device pixels) into the picture; where in `image` it lies."""
        if projection.scale != self.scale:
            self._look_from(projection)
        room = 2 * self._edge
        self._make_room(height + _HIGHER + room, width + _WIDER + room)
        view = self._view(projection, width, height)
        if not self._drawn.holds(view):
            if not self._drawn.common(view):
                self._drawn = _NOTHING
            across, down = self._way_to(view)
            if across or down:
                self._move(across, down)
                view = view.moved(-across, -down)
            self._draw(view, shown)
        return QRect(view.left, view.top, width, height)

    def change(self, change: Change, shown: Shown) -> None:
        """Draw these seats anew."""
        if not self._drawn:
            return
        if len(change.seats) > MOST_PATCHES or not self._patch(change, shown):
            self._draw_on(self._canvas, self._drawn, shown)

    def _patch(self, change: Change, shown: Shown) -> bool:
        """Draw just these seats anew; False where that is dearer than all that is drawn."""
        boxes = self._boxes(change.seats)
        seen = meeting(boxes, self._drawn)
        change, boxes = change.only(seen), boxes[seen]
        # Of a near seat it takes as long to find out what is around it as to draw that.
        if not self._far and len(change.seats) > MOST_REGIONS:
            return False
        apart = self._apart(change.seats, boxes)
        if np.count_nonzero(apart) > MOST_REGIONS:
            return False
        # First, since far ones add to what is there.
        self._painting.change(self._canvas, change.only(~apart), shown)
        for box in boxes[apart].tolist():
            self._fill(Region(*box).common(self._drawn), shown)
        return True

    def _boxes(self, seats: Ints) -> Ints:
        """Around each seat with the bars that join it: left, top, right, bottom."""
        hall = self._scene.hall
        boxes = hall.boxes(seats, self.scale, self._painting.reach)
        if not self._far and len(hall.joins):
            bars, by_seat = self._decor.extents.joins, self._scene.joins_by_seat
            for at in np.flatnonzero(hall.joined[seats]).tolist():
                for left, top, right, bottom in bars[by_seat[int(seats[at])]].tolist():
                    boxes[at, :2] = np.minimum(boxes[at, :2], (math.floor(left), math.floor(top)))
                    boxes[at, 2:] = np.maximum(boxes[at, 2:], (math.ceil(right), math.ceil(bottom)))
        return boxes - (self.origin.left, self.origin.top) * 2

    def _apart(self, seats: Ints, boxes: Ints) -> NDArray[np.bool_]:
        """Which of these seats are drawn anew with all that is around them, because something lies
        over them or beneath."""
        apart = self._painting.crowded(seats)
        on_map = boxes + (self.origin.left, self.origin.top) * 2
        if self._far:
            return apart | self._decor.extents.words_over(on_map)
        if len(self._scene.hall.joins):
            apart |= self._scene.hall.joined[seats] | self._decor.extents.bars_over(on_map)
        return apart

    def _look_from(self, projection: Projection) -> None:
        """Draw at another scale from now on; until then the picture shows the last one."""
        scene, zoom, ratio = self._scene, projection.zoom, projection.ratio
        self.scale = projection.scale
        self._far = zoom * STANDARD_WIDTH < SIGN_WIDTH
        self._painting: Painting = (
            FarPainting(scene.hall, scene.ink.tokens, projection.scale)
            if self._far
            else NearPainting(scene.hall, scene.sheets, zoom, ratio)
        )
        self._decor = scene.decor(zoom, ratio)
        self._ground = np.uint32(QColor(scene.ink.tokens.ground).rgb())
        self._edge = max(self._painting.reach + 2, _LEAST_EDGE)
        self._drawn = _NOTHING

    def _make_room(self, height: int, width: int) -> None:
        """A picture of that width and at least so high, in the same memory where that is large
        enough: fresh memory costs more than what is drawn into it."""
        rows, before = self._pixels.shape
        if rows >= height and before == width:
            return
        # A row more, within which the picture moves to either side without being copied.
        pixels = (height + 1) * width
        if len(self._memory) < pixels:
            self._memory = np.empty(round(pixels * _SPARE), dtype=np.uint32)
        self._begin_at(width // 2, (len(self._memory) // width - 1, width))
        self._drawn = _NOTHING

    def _begin_at(self, start: int, size: tuple[int, int]) -> None:
        """Let the picture be of that size and begin there in the memory."""
        self._start = start
        self._pixels = self._memory[start : start + size[0] * size[1]].reshape(size)
        self.image = self._canvas.image()

    def _view(self, projection: Projection, width: int, height: int) -> Region:
        left, top = projection.left - self.origin.left, projection.top - self.origin.top
        return Region(left, top, left + width, top + height)

    def _way_to(self, view: Region) -> tuple[int, int]:
        """How far the picture is to move, along either axis, so that the view can be shown: with
        most of the room ahead of it, or around it where nothing is drawn."""
        whole, parts = self._showable, _BEHIND if self._drawn else 2
        return (
            _steps_to((view.left, view.right), (whole.left, whole.right), parts),
            _steps_to((view.top, view.bottom), (whole.top, whole.bottom), parts),
        )

    def _move(self, across: int, down: int) -> None:
        """Let the picture begin further on, with what it shows of that."""
        self.origin = Origin(self.origin.left + across, self.origin.top + down)
        self._drawn = self._drawn.moved(-across, -down).common(self._showable)
        # As one row of pixels: what runs over at the ends of rows lies beside what is drawn.
        before, (rows, width) = self._pixels.reshape(-1), self._pixels.shape
        by, pixels = down * width + across, len(before)
        start = self._start + by
        if 0 <= start <= len(self._memory) - pixels:
            self._begin_at(start, (rows, width))
            return
        self._begin_at(width // 2, (rows, width))
        if self._drawn:
            first = max(self._drawn.top * width, -by)
            last = min(self._drawn.bottom * width, pixels - by)
            self._pixels.reshape(-1)[first:last] = before[first + by : last + by]

    def _draw(self, view: Region, shown: Shown) -> None:
        """Draw what is missing of the view, and where it moves on a strip ahead of it."""
        drawn = self._drawn
        if not drawn.common(view):
            self._drawn = view
            self._draw_on(self._canvas, view, shown)
            return
        left = view.left - _ACROSS if view.left < drawn.left else drawn.left
        top = view.top - _DOWN if view.top < drawn.top else drawn.top
        right = view.right + _ACROSS if view.right > drawn.right else drawn.right
        bottom = view.bottom + _DOWN if view.bottom > drawn.bottom else drawn.bottom
        wanted = Region(left, top, right, bottom).common(self._showable)
        for strip in (
            Region(wanted.left, wanted.top, drawn.left, wanted.bottom),
            Region(drawn.right, wanted.top, wanted.right, wanted.bottom),
            Region(drawn.left, wanted.top, drawn.right, drawn.top),
            Region(drawn.left, drawn.bottom, drawn.right, wanted.bottom),
        ):
            if strip:
                self._fill(strip, shown)
        self._drawn = wanted

    def _fill(self, region: Region, shown: Shown) -> None:
        """Draw all of a region, and nothing around it."""
        beside, inside = self._canvas.beside(region, self._edge)
        self._draw_on(beside, inside, shown)
        self._canvas.take(region, beside, inside)

    def _draw_on(self, canvas: Canvas, region: Region, shown: Shown) -> None:
        """Draw all of a region; what is around it is drawn over."""
        # Qt rounds differently where a clip cuts a smoothed line, so that lies outside.
        around = region.grown(self._edge).moved(canvas.origin.left, canvas.origin.top)
        box = QRect(around.left, around.top, around.width, around.height)
        if self._far:
            self._painting.fill(canvas, region, shown)
            with _painter(canvas, box) as painter:
                self._decor.draw(painter)
            return
        canvas.pixels[region.rows, region.columns] = self._ground
        # A seat pasted again later covers what reaches into it, so it does from the start.
        with _painter(canvas, box) as painter:
            self._decor.draw(painter)
        self._painting.fill(canvas, region, shown)
        joins = self._decor.joins_in(QRectF(box))
        if joins:
            with _painter(canvas, box) as painter:
                self._decor.draw_joins(painter, joins, shown.looks)

    @property
    def _canvas(self) -> Canvas:
        return Canvas(self._pixels, self.origin)

    @property
    def _showable(self) -> Region:
        height, width = self._pixels.shape
        return Region(0, 0, width, height).grown(-self._edge)


def _steps_to(view: tuple[int, int], whole: tuple[int, int], parts: int) -> int:
    """Along one axis, from end to end: how far the whole is to move where it does not hold the
    view, of whose room one of so many parts stays behind."""
    (first, last), (low, high) = view, whole
    behind = (high - low - last + first) // parts
    if last > high:
        return first - low - behind
    return last - high + behind if first < low else 0


@contextmanager
def _painter(canvas: Canvas, box: QRect) -> Iterator[QPainter]:
    """A painter in device pixels of the map, clipped to a box of it."""
    image = canvas.image()
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(-canvas.origin.left, -canvas.origin.top)
    painter.setClipRect(box)
    yield painter
    painter.end()
