"""Draws over the map, each time it is shown: brackets, a callout, the drag's band and count."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from boxoffice.qtkit.tokens import RADIUS_KEY, Tokens

_BRACKET_LINE, _BRACKET_AWAY, _BRACKET_HOOK = 2.0, 5.0, 3.0
_KEY_PX, _KEY_HEIGHT, _KEY_PADDING = 12, 20.0, 8.0
_KEY_AWAY_BELOW, _KEY_AWAY_ABOVE = 13.5, 11.5
_COUNT_AWAY = 14.0
_CALLOUT_PX, _CALLOUT_PADDING, _CALLOUT_AWAY = 12, 9.0, 12.0


def key_boxes(runs: Sequence[QRectF], key: str, font: QFont, *, below: bool) -> list[QRectF]:
    """Where the key of a bracket may stand, best first: on the longest of its runs, in its middle
    or at its ends."""
    longest = max(runs, key=QRectF.width)
    line = longest.bottom() + _KEY_AWAY_BELOW if below else longest.top() - _KEY_AWAY_ABOVE
    width = _key_width(key, font)
    lefts = longest.center().x() - width / 2, longest.right() - width, longest.left()
    return [QRectF(left, line - _KEY_HEIGHT / 2, width, _KEY_HEIGHT) for left in lefts]


def draw_bracket(painter: QPainter, runs: Sequence[QRectF], tokens: Tokens, *, below: bool) -> None:
    """A bracket along each run of offered seats."""
    side = 1.0 if below else -1.0
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(tokens.accent), _BRACKET_LINE))
    for run in runs:
        line = (run.bottom() if below else run.top()) + side * _BRACKET_AWAY
        hook = QPointF(0.0, -side * _BRACKET_HOOK)
        left, right = QPointF(run.left(), line), QPointF(run.right(), line)
        painter.drawPolyline([left + hook, left, right, right + hook])


def draw_key(
    painter: QPainter, box: QRectF, key: str, tokens: Tokens, font: QFont, *, filled: bool
) -> None:
    """The key that takes an offer; filled for the one to go on with."""
    painter.setPen(QPen(QColor(tokens.accent), 1.5))
    painter.setBrush(QColor(tokens.accent if filled else tokens.surface))
    painter.drawRoundedRect(box, RADIUS_KEY, RADIUS_KEY)
    painter.setFont(_sized(font, _KEY_PX, QFont.Weight.Bold))
    painter.setPen(QColor(tokens.on_accent if filled else tokens.accent_text))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)


def callout_spots(seats: QRectF, text: str, font: QFont) -> list[QRectF]:
    """Where the words about these seats may stand, best first: beside, below or above them."""
    size = _callout_size(text, font)
    middle = seats.center()
    away = _CALLOUT_AWAY
    beside = middle.y() - size.height() / 2
    centred = middle.x() - size.width() / 2
    return [
        QRectF(QPointF(seats.right() + away, beside), size),
        QRectF(QPointF(seats.left() - away - size.width(), beside), size),
        QRectF(QPointF(centred, seats.bottom() + away), size),
        QRectF(QPointF(centred, seats.top() - away - size.height()), size),
    ]


def draw_callout(
    painter: QPainter, spot: QRectF, seats: QRectF, text: str, tokens: Tokens, font: QFont
) -> None:
    """Words on danger's ground, with a line to the seats they are about."""
    danger = QColor(tokens.danger)
    start, end = seats.center(), spot.center()
    level = abs(start.y() - end.y()) < 1.0
    if level:
        start.setX(seats.right() + 3 if end.x() > start.x() else seats.left() - 3)
    else:
        start.setY(seats.bottom() + 3 if end.y() > start.y() else seats.top() - 3)
    painter.setPen(QPen(danger, 2.0))
    painter.drawLine(start, end)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(danger)
    painter.drawRoundedRect(spot, RADIUS_KEY, RADIUS_KEY)
    painter.setFont(_sized(font, _CALLOUT_PX, QFont.Weight.DemiBold))
    painter.setPen(QColor(tokens.on_danger))
    words = spot.adjusted(_CALLOUT_PADDING, 0, 0, 0)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


def draw_band(painter: QPainter, band: QRectF, tokens: Tokens) -> None:
    """The rectangle that a drag has drawn; its seats show themselves as asked for."""
    painter.setPen(QPen(QColor(tokens.accent), 1.0, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(band)


def draw_count(
    painter: QPainter, at: QPointF, words: str, room: QRectF, tokens: Tokens, font: QFont
) -> None:
    """Words beside the pointer, above it and to its right as long as that is inside `room`."""
    width = _key_width(words, font)
    left = min(at.x() + _COUNT_AWAY, room.right() - width)
    top = max(at.y() - _COUNT_AWAY - _KEY_HEIGHT, room.top())
    draw_key(painter, QRectF(left, top, width, _KEY_HEIGHT), words, tokens, font, filled=True)


def draw_focus_frame(painter: QPainter, area: QRectF, tokens: Tokens) -> None:
    """The frame that shows that the keyboard has come to the map."""
    half = tokens.focus_line / 2
    painter.setPen(QPen(QColor(tokens.focus), tokens.focus_line))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(area.adjusted(half, half, -half, -half))


def _key_width(key: str, font: QFont) -> float:
    wanted = QFontMetricsF(_sized(font, _KEY_PX, QFont.Weight.Bold)).horizontalAdvance(key)
    return max(wanted + 2 * _KEY_PADDING, _KEY_HEIGHT)


def _callout_size(text: str, font: QFont) -> QSizeF:
    metrics = QFontMetricsF(_sized(font, _CALLOUT_PX, QFont.Weight.DemiBold))
    lines = text.split("\n")
    width = max(metrics.horizontalAdvance(line) for line in lines)
    return QSizeF(width + 2 * _CALLOUT_PADDING, metrics.lineSpacing() * len(lines) + 8)


def _sized(font: QFont, pixels: int, weight: QFont.Weight) -> QFont:
    sized = QFont(font)
    sized.setPixelSize(pixels)
    sized.setWeight(weight)
    return sized
