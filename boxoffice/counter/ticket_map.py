"""The hall in small on a ticket: every seat an outline, one's own filled."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen

from boxoffice.counter.words import translate
from boxoffice.model.layout import LandmarkKind, Plan, Seat, SeatKind

INK, PALE = QColor("#1B1A18"), QColor("#8A857B")
#: Beyond this many seats only the own row is drawn; the others would be a grey smear.
SEATS_DRAWN = 5_000
#: Row letters need this much room from row to row, and the own row's larger one this much.
LETTER_PX, LETTER_PITCH, OWN_PITCH = 10, 9.5, 12.0
#: A row whose seats differ in height by more than this share of their depth is curved.
CURVED_SHARE = 0.2
SCREEN_ROOM = 26.0
STRETCH = 1.6
LEAST_MARK = 5.0


class TicketMap:
    """Maps a plan's millimetres onto a rectangle of the page, the screen below."""

    def __init__(self, plan: Plan, area: QRectF, page_left: float) -> None:
        """`page_left` is where the words that point at the row begin."""
        self._plan = plan
        self._page_left = page_left
        self._area = area
        rows = {seat.y_mm for seat in plan.seats}
        left = min(seat.x_mm - seat.width_mm / 2 for seat in plan.seats)
        right = max(seat.x_mm + seat.width_mm / 2 for seat in plan.seats)
        self._top_mm, bottom_mm = min(rows), max(rows)
        deep = max(seat.depth_mm for seat in plan.seats)
        height = area.height() - SCREEN_ROOM
        wide_mm, deep_mm = max(right - left, 1), max(bottom_mm - self._top_mm + deep, 1)
        self._down = min(height / deep_mm, area.width() / wide_mm)
        # A deep hall may be stretched a little, so that its seats stay seats.
        self._across = min(area.width() / wide_mm, self._down * STRETCH)
        spare = area.width() - wide_mm * self._across
        self._left_mm = left - spare / 2 / self._across
        self._letters_left = area.x() + spare / 2 - 22
        self._deep = deep
        self._bottom_mm = bottom_mm

    def draw(self, painter: QPainter, seat_uid: str, letters: QFont) -> None:
        """Draw the hall with one seat filled, or for a place to stand all of its area."""
        own = next(seat for seat in self._plan.seats if seat.uid == seat_uid)
        few = len(self._plan.seats) <= SEATS_DRAWN
        outlines, filled = QPainterPath(), list[QRectF]()
        for seat in self._plan.seats:
            if not few and seat.row != own.row:
                continue
            size = QSizeF(seat.width_mm * self._across * 0.9, seat.depth_mm * self._down * 0.9)
            middle = self._point(seat.x_mm, seat.y_mm)
            body = QRectF(middle - QPointF(size.width() / 2, size.height() / 2), size)
            if seat is own or _is_alike(seat, own):
                filled.append(body)
            outlines.addRoundedRect(body, size.width() / 4, size.width() / 4)
        painter.setPen(QPen(PALE, 0.8))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(outlines)
        for body in filled:
            grow = max(0.0, LEAST_MARK - min(body.width(), body.height())) / 2
            painter.fillRect(body.adjusted(-grow, -grow, grow, grow), INK)
        self._draw_screen(painter, letters)
        if own.kind is SeatKind.STANDING:
            end = min(body.left() for body in filled)
            level = sum(body.center().y() for body in filled) / len(filled)
            self._point_out(painter, translate("counter", "Your area"), end - 4, level, letters)
        else:
            self._draw_rows(painter, own, letters)

    def _draw_rows(self, painter: QPainter, own: Seat, letters: QFont) -> None:
        places = self.row_places()
        at = Qt.AlignmentFlag.AlignCenter
        painter.setPen(INK)
        painter.setFont(_sized(letters, LETTER_PX, QFont.Weight.DemiBold))
        for row in legible({row: place.y() for row, place in places.items()}, own.row):
            painter.drawText(QRectF(places[row].x(), places[row].y() - 9, 16, 18), at, row)
        left, y = places[own.row].x(), places[own.row].y()
        painter.setFont(_sized(letters, 14, QFont.Weight.Bold))
        painter.drawText(QRectF(left, y - 10, 16, 20), at, own.row)
        self._point_out(painter, translate("counter", "Your seat"), left, y, letters)

    def _point_out(
        self, painter: QPainter, words: str, left: float, y: float, letters: QFont
    ) -> None:
        """Words at the page's left, and a line from them to here."""
        painter.setPen(INK)
        painter.setFont(_sized(letters, 14, QFont.Weight.Bold))
        room = QRectF(self._page_left, y - 10, left - self._page_left, 20)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        start = self._page_left + painter.fontMetrics().horizontalAdvance(words) + 8
        painter.setPen(QPen(INK, 1.2))
        painter.drawLine(QPointF(start, y), QPointF(left - 8, y))

    def row_places(self) -> dict[str, QPointF]:
        """Where each row's letter begins, level with the row's left end: straight rows in one
        column, and those of a curved hall right at their ends."""
        ends: dict[str, Seat] = {}
        curved: set[str] = set()
        heights: dict[str, float] = {}
        for seat in self._plan.seats:
            if seat.kind is SeatKind.STANDING:
                continue
            if seat.row not in ends or seat.x_mm < ends[seat.row].x_mm:
                ends[seat.row] = seat
            height = heights.setdefault(seat.row, seat.y_mm)
            if abs(height - seat.y_mm) > CURVED_SHARE * self._deep:
                curved.add(seat.row)
        places = {}
        for row, seat in ends.items():
            end = self._point(seat.x_mm - seat.width_mm / 2, seat.y_mm)
            left = max(end.x() - 22, self._letters_left) if curved else self._letters_left
            places[row] = QPointF(left, end.y())
        return places

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
        painter.setFont(_sized(letters, 12, QFont.Weight.DemiBold))
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


def _is_alike(seat: Seat, own: Seat) -> bool:
    """Whether both are places of one area."""
    return own.kind is SeatKind.STANDING and seat.kind is own.kind and seat.row == own.row


def legible(heights: Mapping[str, float], own: str) -> list[str]:
    """The rows beside one's own that are lettered: from it on outwards, each clear of the last."""
    shown = []
    for side in (-1, 1):
        last = heights[own]
        beyond = [row for row, y in heights.items() if (y - last) * side > 0]
        room = OWN_PITCH
        for row in sorted(beyond, key=lambda row: (heights[row] - heights[own]) * side):
            if (heights[row] - last) * side >= room:
                shown.append(row)
                last, room = heights[row], LETTER_PITCH
    return shown


def _sized(letters: QFont, size: int, weight: QFont.Weight) -> QFont:
    made = QFont(letters)
    made.setPixelSize(size)
    made.setWeight(weight)
    return made
