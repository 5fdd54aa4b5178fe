"""Which seats are pinned one before the other, as lines between them."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPen

from admin_designer.designer.document.elements import Pin
from admin_designer.designer.qt.plane import Plane
from admin_designer.designer.tools.standing import Standing
from boxoffice.qtkit.tokens import Tokens

_RING, _DOT = 4.0, 2.5


def draw_pins(
    painter: QPainter, pins: Iterable[Pin], standing: Standing, plane: Plane, tokens: Tokens
) -> None:
    """A line for each, from a ring on the seat that follows to a dot on the one that leads."""
    known, ink = standing.index_of, QColor(tokens.guide)
    for pin in pins:
        ends = [known[uid] for uid in (pin.uid, pin.onto) if uid in known]
        if len(ends) < 2:
            continue
        follower, leader = (_middle(standing, seat, plane) for seat in ends)
        painter.setPen(QPen(ink, 1.6))
        painter.drawLine(follower, leader)
        painter.setBrush(QColor(tokens.surface))
        painter.drawEllipse(follower, _RING, _RING)
        painter.setBrush(ink)
        painter.drawEllipse(leader, _DOT, _DOT)


def _middle(standing: Standing, seat: int, plane: Plane) -> QPointF:
    return plane.to_view(float(standing.x_mm[seat]), float(standing.y_mm[seat]))
