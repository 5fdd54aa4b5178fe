"""What is found out about seats, as colours over them: how well each sees, which are wrong."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from admin_designer.designer.document.sightlines import (
    MOST_SIDEWAYS_DEG,
    MOST_VERTICAL_DEG,
    Sightlines,
)
from admin_designer.designer.qt.plane import Plane
from admin_designer.designer.tools.standing import Standing
from boxoffice.qtkit.tokens import Tokens

#: A seat sees worse the nearer its worse angle comes to what is the most: these shares of it part
#: the colours. A cross stands on those beyond.
_PARTS = (0.0, 0.5, 0.75, 1.0)
_ALPHAS = (60, 120, 150, 190)
#: Of more seats only some are coloured, evenly spread.
_MOST_SEATS = 20_000
_MOST_WRONG = 500


def draw_heat(
    painter: QPainter, sight: Sightlines, standing: Standing, plane: Plane, tokens: Tokens
) -> None:
    """Colour the seats that are there."""
    known = standing.index_of
    pairs = [(known[uid], at) for at, uid in enumerate(sight.uids) if uid in known]
    if not pairs:
        return
    seats, at = np.array(pairs[:: 1 + len(pairs) // _MOST_SEATS]).T
    worst = np.maximum(
        sight.vertical_deg[at] / MOST_VERTICAL_DEG, sight.sideways_deg[at] / MOST_SIDEWAYS_DEG
    )
    part = np.digitize(worst, _PARTS[1:], right=True)
    corners = _corners(standing, seats, plane)
    colours = (tokens.ok, tokens.ok, tokens.warn, tokens.danger)
    painter.setPen(Qt.PenStyle.NoPen)
    for number, (name, alpha) in enumerate(zip(colours, _ALPHAS, strict=True)):
        colour = QColor(name)
        colour.setAlpha(alpha)
        painter.setBrush(colour)
        for four in corners[part == number].tolist():
            painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in four]))
    painter.setPen(QColor(tokens.danger))
    for four in corners[part == len(_PARTS) - 1].tolist():
        painter.drawLine(QPointF(*four[0]), QPointF(*four[2]))
        painter.drawLine(QPointF(*four[1]), QPointF(*four[3]))


def draw_wrong(
    painter: QPainter, uids: Iterable[str], standing: Standing, plane: Plane, tokens: Tokens
) -> None:
    """Hatch the seats of these uids."""
    seats = standing.indexes(uids)[:_MOST_WRONG]
    painter.setPen(QPen(QColor(tokens.danger), 1.5))
    painter.setBrush(QBrush(QColor(tokens.danger), Qt.BrushStyle.BDiagPattern))
    for four in _corners(standing, seats, plane).tolist():
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in four]))


def _corners(standing: Standing, seats: NDArray[np.int64], plane: Plane) -> NDArray[np.float64]:
    """The corners of the seats' bodies in the view, shape (n, 4, 2)."""
    turn = np.radians(standing.angle_cdeg[seats] / 100)
    cosine, sine = np.cos(turn), np.sin(turn)
    wide, deep = standing.width_mm[seats] / 2, standing.depth_mm[seats] / 2
    sides = []
    for across, down in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        x, y = across * wide, down * deep
        sides.append(
            (
                standing.x_mm[seats] + x * cosine - y * sine,
                standing.y_mm[seats] + x * sine + y * cosine,
            )
        )
    corner = plane.to_view(0.0, 0.0)
    corners: NDArray[np.float64] = np.array(sides).transpose(2, 0, 1) * (
        plane.side * plane.px_per_mm
    )
    corners += np.array([corner.x(), corner.y()])
    return corners
