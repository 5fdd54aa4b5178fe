"""Seats that are being moved, drawn once as a picture that follows the pointer."""

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter

from admin_designer.designer.qt.plan_scene import PlanScene
from boxoffice.seatmap.buffer import MapBuffer
from boxoffice.seatmap.looks import BAR_STEPS, SeatLook
from boxoffice.seatmap.painting import Shown
from boxoffice.seatmap.projection import Projection

#: How much more than the view is drawn on each side, as a share of the view: what is moved comes
#: into view from there.
_BEYOND = 0.5


class CarriedSeats:
    """The picture, and where it is drawn again because it was moved out of what there is of it."""

    def __init__(self, scene: PlanScene) -> None:
        """Of a scene without a floor, all of whose seats are carried."""
        self._scene = scene
        seats = len(scene.hall.x)
        self._shown = Shown(
            np.full(seats, SeatLook.CHOSEN, dtype=np.uint8),
            np.full(seats, BAR_STEPS, dtype=np.uint8),
        )
        self._picture = QImage()
        self._at = Projection(0.0, 1.0, 0, 0)

    def draw(self, painter: QPainter, projection: Projection, width: int, height: int) -> None:
        """Draw it into a view, device pixels, as it stands in `projection`."""
        if not self._holds(projection, width, height):
            across, down = round(width * _BEYOND), round(height * _BEYOND)
            self._at = Projection(
                projection.zoom, projection.ratio, projection.left - across, projection.top - down
            )
            self._picture = self._drawn(width + 2 * across, height + 2 * down)
        corner = QPointF(self._at.left - projection.left, self._at.top - projection.top)
        painter.drawImage(corner, self._picture)

    def _holds(self, projection: Projection, width: int, height: int) -> bool:
        left, top = projection.left - self._at.left, projection.top - self._at.top
        return (
            self._at.scale == projection.scale
            and 0 <= left <= self._picture.width() - width
            and 0 <= top <= self._picture.height() - height
        )

    def _drawn(self, width: int, height: int) -> QImage:
        buffer = MapBuffer(self._scene, self._at)
        part = buffer.show(self._at, width, height, self._shown)
        picture = buffer.image.copy(part).convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
        pixels = np.frombuffer(picture.bits(), dtype=np.uint32)
        # What is left of the ground is seen through.
        pixels[pixels == QColor(self._scene.ink.tokens.ground).rgb()] = 0
        return picture
