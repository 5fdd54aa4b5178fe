"""The ring around the cursor seat."""

import math

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from boxoffice.qtkit.tokens import Tokens
from boxoffice.seatmap.glyphs import RADIUS
from boxoffice.seatmap.view import Body, MapView

_RING, _RING_GAP, _IDLE_RING = 2.8, 1.6, 1.4
#: A ring is at least so large, so that the cursor is found far out.
_LEAST_RING = 12.0


class CursorRing:
    """Keeps the ring as a picture as long as only its place changes: drawing two smooth outlines
    takes longer than all else of a frame in which the map moves.

    `_corner` is where on the map the picture lies, in device pixels.
    """

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._picture = QPixmap()
        self._corner = QPoint()

    def draw(
        self, painter: QPainter, view: MapView, seat: int, tokens: Tokens, *, focused: bool
    ) -> None:
        """Draw it around a seat; thin while the map does not have the keyboard."""
        place = view.projection
        zoom, ratio = place.zoom, place.ratio
        key = (view, seat, zoom, ratio, tokens, focused)
        if key != self._key:
            self._key = key
            body = view.body(seat)
            x, y = body.middle.x() * ratio, body.middle.y() * ratio
            left, top = math.floor(x), math.floor(y)
            inside = QPointF(x - left, y - top)
            self._picture = _picture(body, tokens, zoom, ratio, inside, focused=focused)
            half = self._picture.width() // 2
            self._corner = QPoint(left - half + place.left, top - half + place.top)
        at = self._corner - QPoint(place.left, place.top)
        painter.drawPixmap(QPointF(at) / ratio, self._picture)


def _picture(
    body: Body, tokens: Tokens, zoom: float, ratio: float, inside: QPointF, *, focused: bool
) -> QPixmap:
    """The ring on clear ground, its middle at `inside` the middle pixel."""
    width, depth = max(body.size.width(), _LEAST_RING), max(body.size.height(), _LEAST_RING)
    line = _RING if focused else _IDLE_RING
    half = math.ceil((math.hypot(width, depth) / 2 + _RING_GAP + line) * ratio) + 1
    picture = QPixmap(2 * half, 2 * half)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(inside + QPointF(half, half))
    painter.scale(ratio, ratio)
    painter.rotate(body.angle)
    box = QRectF(-width / 2, -depth / 2, width, depth)
    for thick, away, colour in (
        (_RING_GAP, _RING_GAP / 2, tokens.ground),
        (line, _RING_GAP + line / 2, tokens.cursor),
    ):
        radius = RADIUS * zoom + away
        painter.setPen(QPen(QColor(colour), thick))
        painter.drawRoundedRect(box.adjusted(-away, -away, away, away), radius, radius)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture
