"""The picture beside the sign-in: a hall from above with four seats taken, and where one is."""

from dataclasses import dataclass
from math import atan, degrees

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from boxoffice.desktop.top_bar import Brand
from boxoffice.qtkit.fonts import Size
from boxoffice.qtkit.icons import draw_icon
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import Text

BRAND_SIZE = 28
MARGIN = 48
ROWS_MOST, CHOSEN_PLACES = 7, (-2, -1, 1, 2)
SEAT_WIDTH, SEAT_HEIGHT, SEAT_RADIUS = 36.0, 40.0, 7.0
PITCH, ROW_PITCH_MOST, ROW_PITCH_LEAST = 46.0, 56.0, 44.0
#: Rows bend away from the screen by this much per pixel squared from the middle.
BEND = 0.00034
WORDS_GAP, SCREEN_HEIGHT = 64.0, 112.0


@dataclass(frozen=True, slots=True)
class _Seat:
    centre: QPointF
    turned: float
    chosen: bool


class HallPicture(QWidget):
    """Draws the hall to its size; `set_place` puts words above it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._place = Text("", Size.TIME)
        self._words = Text("", Size.TITLE, ink="text_second")
        self._words.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, 0)
        column.setSpacing(4)
        column.addWidget(Brand(theme, BRAND_SIZE))
        column.addSpacing(24)
        column.addWidget(self._place)
        column.addWidget(self._words)
        column.addStretch(1)

    def set_place(self, place: str, words: str) -> None:
        """Show the cinema's name and below it a line such as the date and the next show."""
        self._place.setText(place)
        self._words.setText(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            colour = self._theme.colour
            painter.fillRect(self.rect(), colour("ground"))
            painter.fillRect(self.width() - 1, 0, 1, self.height(), colour("line"))
            for seat in self._seats():
                self._paint_seat(painter, seat)
            self._paint_screen(painter)

    def _seats(self) -> list[_Seat]:
        middle, bottom = self.width() / 2, self.height() - SCREEN_HEIGHT
        top = self._words.geometry().bottom() + WORDS_GAP
        rows = max(0, min(ROWS_MOST, int((bottom - top) / ROW_PITCH_LEAST)))
        pitch = min(ROW_PITCH_MOST, (bottom - top) / max(rows, 1))
        places = range(1, int(middle / PITCH) + 2)
        return [
            _Seat(
                QPointF(
                    middle + side * place * PITCH,
                    bottom - (rows - row) * pitch + BEND * (place * PITCH) ** 2,
                ),
                side * degrees(atan(2 * BEND * place * PITCH)),
                row == rows // 2 and side * place in CHOSEN_PLACES,
            )
            for row in range(rows)
            for side in (-1, 1)
            for place in places
        ]

    def _paint_seat(self, painter: QPainter, seat: _Seat) -> None:
        tokens = self._theme.tokens
        painter.save()
        painter.translate(seat.centre)
        painter.rotate(seat.turned)
        body = QRectF(-SEAT_WIDTH / 2, -SEAT_HEIGHT / 2, SEAT_WIDTH, SEAT_HEIGHT)
        if seat.chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("accent"))
        else:
            painter.setPen(QPen(self._theme.colour("line"), 1.2))
            painter.setBrush(self._theme.colour("panel"))
        painter.drawRoundedRect(body, SEAT_RADIUS, SEAT_RADIUS)
        if seat.chosen:
            draw_icon(painter, "check", tokens.on_accent, QRectF(-10, -10, 20, 20))
        painter.restore()

    def _paint_screen(self, painter: QPainter) -> None:
        middle, y = self.width() / 2, self.height() - 50.0
        half = min(171.0, middle - MARGIN)
        curve = QPainterPath(QPointF(middle - half, y))
        curve.quadTo(QPointF(middle, y - 22), QPointF(middle + half, y))
        pen = QPen(self._theme.colour("text_second"), 4)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(curve)
