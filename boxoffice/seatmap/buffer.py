"""The picture of the map, a little larger than the view, kept and patched instead of redrawn."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from boxoffice.seatmap.decor import Decor
from boxoffice.seatmap.far import FarPainting, move_content
from boxoffice.seatmap.hall import Hall
from boxoffice.seatmap.near import NearPainting
from boxoffice.seatmap.painting import Origin, Painting, Region, Shown
from boxoffice.seatmap.projection import SIGN_WIDTH, STANDARD_WIDTH, Projection
from boxoffice.seatmap.sprites import Ink, Pixels

#: How far the picture reaches past the view on each side, logical pixels.
_MARGIN = 96


@dataclass(frozen=True, slots=True)
class Scene:
    """All that the picture shows but the seats' states."""

    hall: Hall
    ink: Ink
    captions: Mapping[int, str]


class MapBuffer:
    """A QImage over an array of RGB32 pixels that shows the scene around the view.

    The outermost pixels, as wide as the widest seat, are never shown: seats are pasted whole and
    would be cut there.
    """

    def __init__(self, scene: Scene, projection: Projection) -> None:
        self.scale = projection.scale
        self._ratio = projection.ratio
        self._painting = _painting(scene, projection)
        self._decor = Decor(
            scene.hall, scene.ink, scene.captions, projection.zoom, projection.ratio
        )
        self._joins_of = _joins_by_seat(scene.hall)
        self._edge = self._painting.reach + 2
        self.origin = Origin(0, 0)
        self._pixels: Pixels = np.empty((0, 0), dtype=np.uint32)
        self.image = QImage()

    def show(self, projection: Projection, width: int, height: int, shown: Shown) -> QRect:
        """Bring the view (size in device pixels) into the picture; where in `image` it lies."""
        margin = round(_MARGIN * self._ratio) + self._edge
        wanted = (height + 2 * margin, width + 2 * margin)
        if self._pixels.shape != wanted:
            self._pixels = np.empty(wanted, dtype=np.uint32)
            self.image = QImage(
                self._pixels.data, wanted[1], wanted[0], wanted[1] * 4, QImage.Format.Format_RGB32
            )
            self._start_over(projection, margin, shown)
        at_left = projection.left - self.origin.left
        at_top = projection.top - self.origin.top
        low, spare_x, spare_y = self._edge, wanted[1] - width, wanted[0] - height
        if not (low <= at_left <= spare_x - low and low <= at_top <= spare_y - low):
            self._follow(projection, margin, shown)
        return QRect(
            projection.left - self.origin.left, projection.top - self.origin.top, width, height
        )

    def change(self, seats: NDArray[np.int64], before: Shown, shown: Shown) -> None:
        """Draw these seats anew."""
        if not self._pixels.size:
            return
        self._painting.change(self._pixels, self.origin, seats, before, shown)
        joins = {pair for seat in seats.tolist() for pair in self._joins_of.get(seat, ())}
        if joins:
            painter = self._painter()
            self._decor.draw_joins(painter, joins, shown.looks)
            painter.end()

    def _start_over(self, projection: Projection, margin: int, shown: Shown) -> None:
        self.origin = Origin(projection.left - margin, projection.top - margin)
        height, width = self._pixels.shape
        self._fill(Region(0, 0, width, height), shown)

    def _follow(self, projection: Projection, margin: int, shown: Shown) -> None:
        """Move what is there and draw only the strips that came in."""
        across = self.origin.left - (projection.left - margin)
        down = self.origin.top - (projection.top - margin)
        height, width = self._pixels.shape
        # What is cut at the picture's edge was drawn in part only, so it is drawn anew too.
        kept_width, kept_height = (
            side - abs(by) - 2 * self._edge for side, by in ((width, across), (height, down))
        )
        if kept_width <= 0 or kept_height <= 0:
            self._start_over(projection, margin, shown)
            return
        move_content(self._pixels, across, down)
        self._painting.moved(across, down)
        self.origin = Origin(projection.left - margin, projection.top - margin)
        edge = self._edge
        if across > 0:
            self._fill(Region(0, 0, across + edge, height), shown)
        elif across < 0:
            self._fill(Region(width + across - edge, 0, width, height), shown)
        if down > 0:
            self._fill(Region(0, 0, width, down + edge), shown)
        elif down < 0:
            self._fill(Region(0, height + down - edge, width, height), shown)

    def _fill(self, region: Region, shown: Shown) -> None:
        box = QRect(region.left, region.top, region.right - region.left, region.bottom - region.top)
        box.translate(self.origin.left, self.origin.top)

        def decorate() -> None:
            painter = self._painter()
            painter.setClipRect(box)
            self._decor.draw(painter)
            painter.end()

        self._painting.fill(self._pixels, self.origin, region, shown, decorate)
        painter = self._painter()
        # Seats are drawn whole where they reach out of the region, so their bars are too.
        painter.setClipRect(box.adjusted(-self._edge, -self._edge, self._edge, self._edge))
        joins = self._decor.joins_in(painter.clipBoundingRect())
        self._decor.draw_joins(painter, joins, shown.looks)
        painter.end()

    def _painter(self) -> QPainter:
        """A painter in device pixels of the map."""
        painter = QPainter(self.image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-self.origin.left, -self.origin.top)
        return painter


def _painting(scene: Scene, projection: Projection) -> Painting:
    if projection.zoom * STANDARD_WIDTH < SIGN_WIDTH:
        return FarPainting(scene.hall, scene.ink.tokens, projection.scale)
    return NearPainting(scene.hall, scene.ink, projection.zoom, projection.ratio)


def _joins_by_seat(hall: Hall) -> dict[int, list[int]]:
    by_seat: dict[int, list[int]] = {}
    for pair, seats in enumerate(hall.joins.tolist()):
        for seat in seats:
            by_seat.setdefault(seat, []).append(pair)
    return by_seat
