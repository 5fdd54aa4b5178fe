"""The signs inside seats, drawn around the origin in map pixels."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

#: Widths of a band's segments by palette hue, map pixels; further hues combine long and short.
_LONG, _MIDDLE, _DOT, _BAND_DEPTH, _BAND_GAP = 16.5, 7.4, 4.0, 4.0, 2.4
_SHORT = 5.0
_BANDS: tuple[tuple[float, ...], ...] = (
    (_LONG,),
    (_MIDDLE, _MIDDLE),
    (_DOT, _DOT, _DOT),
    (9.0, _SHORT),
    (_SHORT, 9.0),
    (_DOT, 7.0, _DOT),
)


def band(painter: QPainter, hue: int, colour: QColor, widest: float = _LONG + 2) -> None:
    """The category's segments, centred; shrunk where a seat is narrower than `widest` allows."""
    widths = _BANDS[(hue - 1) % len(_BANDS)]
    gap = _BAND_GAP if len(widths) < 3 else 3.0
    whole = sum(widths) + gap * (len(widths) - 1)
    share = min(1.0, widest / whole)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    left = -whole * share / 2
    for width in widths:
        piece = QRectF(left, -_BAND_DEPTH / 2, width * share, _BAND_DEPTH)
        painter.drawRoundedRect(piece, _BAND_DEPTH / 2, _BAND_DEPTH / 2)
        left += (width + gap) * share


def tick(painter: QPainter, colour: QColor, weight: float = 2.4) -> None:
    """A tick, 12 x 8.5."""
    _stroke(painter, colour, weight, ((-5.0, 0.2), (-1.6, 3.4), (5.0, -3.6)))


def cross(painter: QPainter, colour: QColor) -> None:
    """A cross, 11 x 11."""
    _stroke(painter, colour, 2.2, ((-4.6, -4.6), (4.6, 4.6)))
    _stroke(painter, colour, 2.2, ((-4.6, 4.6), (4.6, -4.6)))


def clock(painter: QPainter, colour: QColor, ground: QColor) -> None:
    """A clock face on cleared ground, 12 x 12."""
    painter.setPen(QPen(colour, 1.5))
    painter.setBrush(ground)
    painter.drawEllipse(QPointF(0, 0), 5.4, 5.4)
    _stroke(painter, colour, 1.4, ((0.0, -2.9), (0.0, 0.3), (2.2, 1.7)))


def person(painter: QPainter, colour: QColor, share: float = 1.0) -> None:
    """Head and shoulders, 11 x 12 at full share."""
    painter.save()
    painter.scale(share, share)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(0, -2.9), 2.9, 2.9)
    shoulders = QPainterPath()
    shoulders.moveTo(-5.5, 5.8)
    shoulders.lineTo(-5.5, 4.6)
    shoulders.cubicTo(-5.5, 2.2, -3.6, 1.0, 0, 1.0)
    shoulders.cubicTo(3.6, 1.0, 5.5, 2.2, 5.5, 4.6)
    shoulders.lineTo(5.5, 5.8)
    shoulders.closeSubpath()
    painter.drawPath(shoulders)
    painter.restore()


def padlock(painter: QPainter, colour: QColor) -> None:
    """A closed padlock, 9 x 12."""
    shackle = QPainterPath()
    shackle.moveTo(-2.7, 0.2)
    shackle.lineTo(-2.7, -2.2)
    shackle.arcTo(QRectF(-2.7, -4.9, 5.4, 5.4), 180, -180)
    shackle.lineTo(2.7, 0.2)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 1.5))
    painter.drawPath(shackle)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(QRectF(-4.6, -0.8, 9.2, 6.8), 1.2, 1.2)


def crack(painter: QPainter, colour: QColor, ground: QColor, depth: float) -> None:
    """A crack through a body of that depth, cutting its outline at the back and the front."""
    points = ((1.2, -0.5), (-2.0, -0.24), (2.8, -0.02), (-1.8, 0.2), (-0.8, 0.28), (-3.2, 0.5))
    line = tuple((x, y * depth) for x, y in points)
    painter.setPen(QPen(ground, 2.0))
    for (x, y), inward in ((line[0], 1.0), (line[-1], -1.0)):
        painter.fillRect(QRectF(x - 3.0, y - 2.2 + inward * 0.4, 6.0, 4.4), ground)
    _stroke(painter, colour, 1.6, line)


def wheelchair(painter: QPainter, colour: QColor) -> None:
    """A person in a wheelchair, 12 x 15.5."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(-1.2, -6.2), 1.7, 1.7)
    _stroke(painter, colour, 1.6, ((-1.2, -3.6), (-1.2, 1.0), (3.0, 1.0), (4.4, 5.6), (5.9, 5.2)))
    _stroke(painter, colour, 1.4, ((-1.2, -1.6), (3.0, -1.6)))
    wheel = QPainterPath()
    circle = QRectF(-5.6, -1.4, 8.2, 8.2)
    start = 118.0
    wheel.arcMoveTo(circle, start)
    wheel.arcTo(circle, start, 222.0)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_round_pen(colour, 1.5))
    painter.drawPath(wheel)


def person_and_plus(painter: QPainter, colour: QColor) -> None:
    """A person with a plus: who comes along, 18 x 9."""
    painter.save()
    painter.translate(-4.4, -0.4)
    person(painter, colour, 0.78)
    painter.restore()
    _stroke(painter, colour, 1.8, ((1.6, 0.0), (8.2, 0.0)))
    _stroke(painter, colour, 1.8, ((4.9, -3.3), (4.9, 3.3)))


def hatch(painter: QPainter, colour: QColor, body: QRectF) -> None:
    """Slanted lines over the body, which the caller has clipped to."""
    painter.setPen(QPen(colour, 1.0))
    spacing = 4.6 * math.sqrt(2)
    reach = body.width() + body.height()
    for step in range(int(reach / spacing) + 1):
        offset = step * spacing
        painter.drawLine(
            QPointF(body.left() + offset, body.top()),
            QPointF(body.left() + offset - body.height(), body.bottom()),
        )


def _round_pen(colour: QColor, width: float) -> QPen:
    return QPen(
        colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    )


def _stroke(
    painter: QPainter, colour: QColor, width: float, points: tuple[tuple[float, float], ...]
) -> None:
    path = QPainterPath(QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(QPointF(*point))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_round_pen(colour, width))
    painter.drawPath(path)
