"""The millimetres along the edges of the canvas."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from admin_designer.designer.qt.canvas import Canvas
from boxoffice.qtkit.fonts import REGULAR, Size, font
from boxoffice.qtkit.theme import Theme

THICK = 24
_STEPS_MM = (100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)
_LEAST_STEP = 72.0
_PARTS = 4
_TICK, _SMALL_TICK, _BAND = 7, 4, 3


class Ruler(QWidget):
    """One edge; a band shows how far what is selected reaches, a mark where the pointer is."""

    def __init__(self, canvas: Canvas, theme: Theme, *, upright: bool) -> None:
        super().__init__()
        self._canvas = canvas
        self._theme = theme
        self._upright = upright
        self._pointer_mm: float | None = None
        self.setFont(font(Size.KEY, REGULAR))
        canvas.view_changed.connect(self.update)
        canvas.pointer_moved.connect(self._follow)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(THICK, 0) if self._upright else QSize(0, THICK)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            colour = self._theme.colour
            painter.fillRect(self.rect(), colour("panel"))
            self._paint_band(painter)
            painter.setPen(QPen(colour("text_third"), 1))
            self._paint_ticks(painter)
            if self._pointer_mm is not None:
                painter.setPen(QPen(colour("accent"), 1))
                self._line(painter, self._to_view(self._pointer_mm), 0, THICK)

    def _follow(self, x_mm: float, y_mm: float) -> None:
        self._pointer_mm = y_mm if self._upright else x_mm
        self.update()

    def _paint_band(self, painter: QPainter) -> None:
        board = self._canvas.board
        around = board.bounds_of(board.selected)
        if around is None:
            return
        low, high = (around.back, around.front) if self._upright else (around.left, around.right)
        start, end = sorted((self._to_view(low), self._to_view(high)))
        length = max(end - start, 2.0)
        band = (
            QRectF(THICK - _BAND, start, _BAND, length)
            if self._upright
            else QRectF(start, THICK - _BAND, length, _BAND)
        )
        painter.fillRect(band, self._theme.colour("accent"))

    def _paint_ticks(self, painter: QPainter) -> None:
        plane = self._canvas.plane
        step = next((s for s in _STEPS_MM if s * plane.px_per_mm >= _LEAST_STEP), _STEPS_MM[-1])
        part = step / _PARTS
        ends = plane.to_mm(QPointF(0, 0)), plane.to_mm(QPointF(self.width(), self.height()))
        low, high = sorted(end[1 if self._upright else 0] for end in ends)
        for at in range(int(low // part), int(high // part) + 1):
            spot = self._to_view(at * part)
            numbered = at % _PARTS == 0
            self._line(painter, spot, THICK - (_TICK if numbered else _SMALL_TICK), THICK)
            if numbered:
                self._write(painter, spot, self.locale().toString(round(at * part)))

    def _write(self, painter: QPainter, spot: float, words: str) -> None:
        """A number at its tick, where there is room for all of it."""
        half = self.fontMetrics().horizontalAdvance(words) / 2
        if not half <= spot <= (self.height() if self._upright else self.width()) - half:
            return
        painter.save()
        painter.translate(*((0.0, spot) if self._upright else (spot, 0.0)))
        if self._upright:
            painter.rotate(-90)
        painter.drawText(QRectF(-40, 1, 80, THICK - _TICK - 1), Qt.AlignmentFlag.AlignCenter, words)
        painter.restore()

    def _line(self, painter: QPainter, spot: float, start: float, end: float) -> None:
        if self._upright:
            painter.drawLine(QPointF(start, spot), QPointF(end, spot))
        else:
            painter.drawLine(QPointF(spot, start), QPointF(spot, end))

    def _to_view(self, mm: float) -> float:
        at = self._canvas.plane.to_view(mm, mm)
        return at.y() if self._upright else at.x()
