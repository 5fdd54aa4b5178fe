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
    Region,
    Shown,
)
from boxoffice.seatmap.plate import Plate
from boxoffice.seatmap.projection import SIGN_WIDTH, STANDARD_WIDTH, Projection
from boxoffice.seatmap.sprites import Ink, Sheets

Ints = NDArray[np.int64]

#: How far past the view it is drawn at a time as that moves there, device pixels.
_ACROSS, _DOWN = 224, 320
#: Room around what is drawn, at least, device pixels.
_LEAST_EDGE = 16


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
    """The scene around the view, of which more is drawn as the view moves.

    The outermost pixels, as wide as the widest seat, are never shown: seats are pasted whole and
    would be cut there.
    """

    def __init__(self, scene: Scene, projection: Projection) -> None:
        self._plate = Plate()
        self.begin(scene, projection)

    def begin(self, scene: Scene, projection: Projection) -> None:
        """Show another scene from now on, in the same memory."""
        self._scene = scene
        self._look_from(projection)

    @property
    def image(self) -> QImage:
        """The picture, which begins at `origin`."""
        return self._plate.image

    @property
    def origin(self) -> Origin:
        return self._plate.origin

    @property
    def drawn(self) -> QRect:
        """What of `image` is drawn, at `scale`."""
        drawn = self._plate.drawn
        return QRect(drawn.left, drawn.top, drawn.width, drawn.height)

    def shows(self, projection: Projection) -> bool:
        """Whether something is drawn at this scale, which then only is to be moved."""
        return bool(self._plate.drawn) and self.scale == projection.scale

    def show(self, projection: Projection, width: int, height: int, shown: Shown) -> QRect:
        """Bring the view (size in device pixels) into the picture; where in `image` it lies."""
        if projection.scale != self.scale:
            self._look_from(projection)
        plate = self._plate
        plate.make_room(height, width)
        left, top = projection.left - plate.origin.left, projection.top - plate.origin.top
        view = Region(left, top, left + width, top + height)
        if not plate.drawn.holds(view):
            view = plate.bring_in(view)
            self._draw(view, shown)
        return QRect(view.left, view.top, width, height)

    def change(self, change: Change, shown: Shown) -> None:
        """Draw these seats anew."""
        if not self._plate.drawn:
            return
        if len(change.seats) > MOST_PATCHES or not self._patch(change, shown):
            self._draw_on(self._plate.canvas, self._plate.drawn, shown)

    def _patch(self, change: Change, shown: Shown) -> bool:
        """Draw just these seats anew; False where that is dearer than all that is drawn."""
        boxes = self._boxes(change.seats)
        seen = meeting(boxes, self._plate.drawn)
        change, boxes = change.only(seen), boxes[seen]
        # Of a near seat it takes as long to find out what is around it as to draw that.
        if not self._far and len(change.seats) > MOST_REGIONS:
            return False
        apart = self._apart(change.seats, boxes)
        if np.count_nonzero(apart) > MOST_REGIONS:
            return False
        # First, since far ones add to what is there.
        self._painting.change(self._plate.canvas, change.only(~apart), shown)
        for box in boxes[apart].tolist():
            self._fill(Region(*box).common(self._plate.drawn), shown)
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
        self._plate.clear(max(self._painting.reach + 2, _LEAST_EDGE))

    def _draw(self, view: Region, shown: Shown) -> None:
        """Draw what is missing of the view, and where it moves on a strip ahead of it."""
        drawn = self._plate.drawn
        if not drawn.common(view):
            self._plate.drawn = view
            self._draw_on(self._plate.canvas, view, shown)
            return
        left = view.left - _ACROSS if view.left < drawn.left else drawn.left
        top = view.top - _DOWN if view.top < drawn.top else drawn.top
        right = view.right + _ACROSS if view.right > drawn.right else drawn.right
        bottom = view.bottom + _DOWN if view.bottom > drawn.bottom else drawn.bottom
        wanted = Region(left, top, right, bottom).common(self._plate.showable)
        for strip in (
            Region(wanted.left, wanted.top, drawn.left, wanted.bottom),
            Region(drawn.right, wanted.top, wanted.right, wanted.bottom),
            Region(drawn.left, wanted.top, drawn.right, drawn.top),
            Region(drawn.left, drawn.bottom, drawn.right, wanted.bottom),
        ):
            if strip:
                self._fill(strip, shown)
        self._plate.drawn = wanted

    def _fill(self, region: Region, shown: Shown) -> None:
        """Draw all of a region, and nothing around it."""
        beside, inside = self._plate.canvas.beside(region, self._plate.edge)
        self._draw_on(beside, inside, shown)
        self._plate.canvas.take(region, beside, inside)

    def _draw_on(self, canvas: Canvas, region: Region, shown: Shown) -> None:
        """Draw all of a region; what is around it is drawn over."""
        # Qt rounds differently where a clip cuts a smoothed line, so that lies outside.
        around = region.grown(self._plate.edge).moved(canvas.origin.left, canvas.origin.top)
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
