"""Which seats are wrong, as hatching over them."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from admin_designer.designer.qt.plane import Plane
from admin_designer.designer.tools.standing import Standing
from boxoffice.qtkit.tokens import Tokens

#: Of more seats only the first are hatched.
_MOST_WRONG = 500


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
