"""What a widget shows of a hall: copied out of the buffer, or stretched while the wheel turns."""

import math
import time
from collections.abc import Iterable
from typing import cast

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QPainter, QRegion

from boxoffice.seatmap.buffer import MapBuffer, Scene
from boxoffice.seatmap.painting import Change, Shown
from boxoffice.seatmap.projection import Projection

#: A picture that takes longer to draw is stretched while the wheel turns, and drawn after it.
_SLOW_SECONDS = 0.012


class Picture:
    """Paints in device pixels; nothing is drawn before it is first painted."""

    def __init__(self) -> None:
        self._buffer: MapBuffer | None = None
        self._seconds = 0.0

    @property
    def is_slow(self) -> bool:
        """Whether drawing it anew takes longer than a frame has room for."""
        return self._buffer is not None and self._seconds > _SLOW_SECONDS

    def begin(self, scene: Scene, projection: Projection) -> None:
        """Show another scene from now on; the picture of the last one is never shown again."""
        self._scene = scene
        self._seconds = 0.0
        if self._buffer is not None:
            self._buffer.begin(scene, projection)

    def change(self, change: Change, shown: Shown) -> None:
        """Draw these seats anew."""
        if self._buffer is not None:
            self._buffer.change(change, shown)

    def paint(
        self,
        painter: QPainter,
        projection: Projection,
        size: QSize,
        region: QRegion,
        shown: Shown,
    ) -> None:
        """Copy the view out of the buffer; `size` and `region` are logical pixels."""
        start = time.perf_counter()
        fresh = self._buffer is None or not self._buffer.shows(projection)
        if self._buffer is None:
            self._buffer = MapBuffer(self._scene, projection)
        width = math.ceil(size.width() * projection.ratio)
        height = math.ceil(size.height() * projection.ratio)
        part = self._buffer.show(projection, width, height, shown)
        if projection.ratio == 1.0:
            # Piece by piece: clipped to a few seats the whole view takes as long as without a clip.
            image, corner = self._buffer.image, part.topLeft()
            for piece in cast(Iterable[QRect], region):
                painter.drawImage(piece.topLeft(), image, piece.translated(corner))
        else:
            painter.drawImage(QPoint(0, 0), self._buffer.image, part)
        if fresh:
            self._seconds = time.perf_counter() - start

    def paint_stretched(
        self, painter: QPainter, projection: Projection, size: QSize, ground: QColor
    ) -> None:
        """The last picture at the new zoom: quick, and a little soft. What it does not reach to is
        ground."""
        width, height = size.width() * projection.ratio, size.height() * projection.ratio
        painter.fillRect(QRect(0, 0, math.ceil(width), math.ceil(height)), ground)
        drawn = self._buffer.drawn if self._buffer is not None else QRect()
        if self._buffer is None or drawn.isEmpty():
            return
        painter.translate(-projection.left, -projection.top)
        painter.scale(projection.scale / self._buffer.scale, projection.scale / self._buffer.scale)
        origin = self._buffer.origin
        corner = drawn.topLeft() + QPoint(origin.left, origin.top)
        painter.drawImage(corner, self._buffer.image, drawn)
