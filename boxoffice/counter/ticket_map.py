"""The hall in small on a ticket: every seat an outline, one's own filled."""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen

from boxoffice.counter.words import translate
from boxoffice.model.layout import LandmarkKind, Plan

INK, PALE = QColor("#1B1A18"), QColor("#8A857B")
#: Beyond this many seats only the own row is drawn; the others would be a grey smear.
SEATS_DRAWN = 5_000
#: Row letters need this much room from row to row.
LETTER_PITCH = 11.0
SCREEN_ROOM = 26.0


class TicketMap:
    """Maps a plan's millimetres onto a rectangle of the page, the screen below."""

    def __init__(self, plan: Plan, area: QRectF) -> None:
        self._plan = plan
        self._area = area
        rows = {seat.y_mm for seat in plan.seats}
        left = min(seat.x_mm - seat.width_mm / 2 for seat in plan.seats)
        right = max(seat.x_mm + seat.width_mm / 2 for seat in plan.seats)
        self._top_mm, bottom_mm = min(rows), max(rows)
        deep = max(seat.depth_mm for seat in plan.seats)
        height = area.height() - SCREEN_ROOM
        self._across = area.width() / max(right - left, 1)
        self._down = min(height / max(bottom_mm - self._top_mm + deep, 1), self._across)
        self._left_mm = left
        self._deep = deep
        self._bottom_mm = bottom_mm

    def draw(self, painter: QPainter, seat_uid: str, letters: QFont) -> None:
        """Draw the hall with one seat filled."""
        own = next(seat for seat in self._plan.seats if seat.uid == seat_uid)
        few = len(self._plan.seats) <= SEATS_DRAWN
        outlines, filled = QPainterPath(), QRectF()
        for seat in self._plan.seats:
            if not few and seat.row != own.row:
                continue
            size = QSizeF(seat.width_mm * self._across * 0.9, seat.depth_mm * self._down * 0.9)
            middle = self._point(seat.x_mm, seat.y_mm)
            body = QRectF(middle - QPointF(size.width() / 2, size.height() / 2), size)
            if seat.uid == seat_uid:
                filled = body
            outlines.addRoundedRect(body, size.width() / 4, size.width() / 4)
        painter.setPen(QPen(PALE, 0.8))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(outlines)
        painter.fillRect(filled, INK)
        self._draw_screen(painter, letters)
        self._draw_row(painter, own.row, self._point(own.x_mm, own.y_mm).y(), letters)

    def _draw_row(self, painter: QPainter, row: str, y: float, letters: QFont) -> None:
        bold = QFont(letters)
        bold.setWeight(QFont.Weight.Bold)
        bold.setPixelSize(13)
        painter.setFont(bold)
        painter.setPen(INK)
        left = self._area.x()
        words = QRectF(left - 120, y - 10, 66, 20)
        painter.drawText(
            words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            translate("counter", "Your seat"),
        )  # fmt: skip
        painter.setPen(QPen(INK, 1.2))
        painter.drawLine(QPointF(left - 50, y), QPointF(left - 26, y))
        painter.drawText(QRectF(left - 22, y - 10, 16, 20), Qt.AlignmentFlag.AlignCenter, row)

    def _draw_screen(self, painter: QPainter, letters: QFont) -> None:
        screens = [one for one in self._plan.landmarks if one.kind is LandmarkKind.SCREEN]
        middle = screens[0].x_mm if screens else self._plan.width_mm / 2
        half = (screens[0].width_mm if screens else self._plan.width_mm / 2) / 2
        y = self._point(0, self._bottom_mm).y() + self._deep * self._down / 2 + 9
        left, right = (self._point(middle + side * half, 0).x() for side in (-1, 1))
        curve = QPainterPath(QPointF(left, y))
        curve.quadTo(QPointF((left + right) / 2, y - 7), QPointF(right, y))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(INK, 2.2))
        painter.drawPath(curve)
        small = QFont(letters)
        small.setPixelSize(11)
        painter.setFont(small)
        painter.drawText(
            QRectF(left, y + 1, right - left, 16),
            Qt.AlignmentFlag.AlignCenter,
            translate("counter", "Screen"),
        )

    def _point(self, x_mm: float, y_mm: float) -> QPointF:
        return QPointF(
            self._area.x() + (x_mm - self._left_mm) * self._across,
            self._area.y() + (y_mm - self._top_mm + self._deep / 2) * self._down,
        )
