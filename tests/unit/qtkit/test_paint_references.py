"""The installed PySide6 keeps its hands off None: 6.12.0 loses a reference to it on each call."""

import gc
import sys

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath
from PySide6.QtWidgets import QApplication

CALLS = 2000


def test_drawing_costs_no_references_to_none(qapp: QApplication) -> None:
    image = QImage(32, 32, QImage.Format.Format_RGB32)
    rect, colour = QRectF(2, 2, 20, 20), QColor("#1a54ce")
    gc.collect()
    before = sys.getrefcount(None)
    with QPainter(image) as painter:
        for _ in range(CALLS):
            painter.drawRect(rect)
            painter.drawRoundedRect(rect, 6, 6)
            painter.drawEllipse(rect)
            painter.fillRect(rect, colour)
            painter.drawText(rect, "7")
            painter.translate(QPointF(0, 0))
            path = QPainterPath()
            path.addRoundedRect(rect, 6, 6)
            path.lineTo(3, 3)
            painter.drawPath(path)
    lost = before - sys.getrefcount(None)
    # Others come and go meanwhile, but a call that leaks does so every time.
    assert abs(lost) < CALLS // 2
