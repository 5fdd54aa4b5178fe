"""A row of joined choices of which one is chosen, such as the number of seats."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from boxoffice.qtkit.fonts import SEMIBOLD, Size, font
from boxoffice.qtkit.icons import draw_icon
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_FIELD, RADIUS_BUTTON

PADDING, TIGHT_PADDING = 10, 4
GAP = 6
BAND_HEIGHT, BAND_LENGTH, BAND_GAP = 4, 22, 3


@dataclass(frozen=True, slots=True)
class Segment:
    """One choice. `hue` above 0 puts a category's band before the words, `icon` an icon."""

    text: str
    hue: int = 0
    icon: str = ""
    spoken: str = ""


class Segmented(QWidget):
    """Shows all choices; `chosen` is emitted when the user picks one, not when it is set.

    Left and Right move the choice while it has the focus.
    """

    chosen = Signal(int)

    def __init__(
        self,
        theme: Theme,
        segments: tuple[Segment, ...] = (),
        *,
        height: int = HEIGHT_FIELD,
        size: int = Size.BODY,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._segments = segments
        self._current = -1
        self._hovered = -1
        self._letters = font(size, SEMIBOLD)
        self._padding = PADDING
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    def set_segments(self, segments: tuple[Segment, ...]) -> None:
        """Show other choices; the chosen place stays chosen where there still is one."""
        if segments == self._segments:
            return
        self._segments = segments
        self._current = min(self._current, len(segments) - 1)
        self.updateGeometry()
        self._say()

    def set_tight(self, *, tight: bool) -> None:
        """Take as little room beside the words as keeps the choices apart."""
        self._padding = TIGHT_PADDING if tight else PADDING
        self.updateGeometry()
        self.update()

    def count(self) -> int:
        """How many choices there are."""
        return len(self._segments)

    def current(self) -> int:
        """The place of the chosen one, -1 for none."""
        return self._current

    def set_current(self, index: int) -> None:
        """Choose the one at `index`, or none with -1; IndexError beyond the last."""
        if not -1 <= index < len(self._segments):
            raise IndexError(index)
        self._current = index
        self._say()

    def segment_rect(self, index: int) -> QRectF:
        """Where the choice at `index` is drawn."""
        widths = self._widths()
        share = self.width() / (sum(widths) or 1)
        left = sum(widths[:index]) * share
        return QRectF(left, 0, widths[index] * share, self.height())

    def sizeHint(self) -> QSize:
        return QSize(round(sum(self._widths()) + 0.5), self.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        wanted = self._current + (step or 0)
        if step is None or not 0 <= wanted < len(self._segments):
            super().keyPressEvent(event)
            return
        self._pick(wanted)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and at >= 0:
            self._pick(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            shape = QPainterPath()
            shape.addRoundedRect(frame, RADIUS_BUTTON, RADIUS_BUTTON)
            painter.fillPath(shape, self._theme.colour("surface"))
            painter.save()
            painter.setClipPath(shape)
            for index in range(len(self._segments)):
                self._paint_segment(painter, index)
            painter.restore()
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour("line_strong"), 1))
            painter.drawPath(shape)

    def _paint_segment(self, painter: QPainter, index: int) -> None:
        segment, rect = self._segments[index], self.segment_rect(index)
        ink, ground = self._theme.colour("text"), None
        if index == self._current:
            ink, ground = self._theme.colour("window"), self._theme.colour("text")
        elif index == self._hovered:
            ground = self._theme.colour("hover")
        if ground is not None:
            painter.fillRect(rect, ground)
        if index:
            painter.fillRect(QRectF(rect.x(), 0, 1, rect.height()), self._theme.colour("line"))
        self._paint_words(painter, segment, rect, ink, chosen=index == self._current)

    def _paint_words(
        self, painter: QPainter, segment: Segment, rect: QRectF, ink: QColor, *, chosen: bool
    ) -> None:
        words = QFontMetricsF(self._letters).horizontalAdvance(segment.text)
        lead = _lead_width(segment)
        x = rect.x() + (rect.width() - words - lead - (GAP if lead and words else 0)) / 2
        middle = rect.center().y()
        if segment.icon:
            draw_icon(painter, segment.icon, ink.name(), QRectF(x, middle - lead / 2, lead, lead))
        elif segment.hue:
            band = ink if chosen else QColor(self._theme.tokens.category(segment.hue))
            place = QRectF(x, middle - BAND_HEIGHT / 2, BAND_LENGTH, BAND_HEIGHT)
            paint_band(painter, place, segment.hue, band)
        x += lead + (GAP if lead else 0)
        painter.setFont(self._letters)
        painter.setPen(ink)
        place = QRectF(x, rect.y(), words + 1, rect.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, segment.text)

    def _widths(self) -> list[float]:
        metrics = QFontMetricsF(self._letters)
        return [
            metrics.horizontalAdvance(segment.text)
            + _lead_width(segment)
            + (GAP if segment.text and _lead_width(segment) else 0)
            + 2 * self._padding
            for segment in self._segments
        ]

    def _at(self, point: QPointF) -> int:
        for index in range(len(self._segments)):
            if self.segment_rect(index).contains(point):
                return index
        return -1

    def _hover(self, index: int) -> None:
        if index != self._hovered:
            self._hovered = index
            self.update()

    def _pick(self, index: int) -> None:
        self.set_current(index)
        self.chosen.emit(index)

    def _say(self) -> None:
        if self._current >= 0:
            segment = self._segments[self._current]
            self.setAccessibleDescription(segment.spoken or segment.text)
        self.update()


def paint_band(painter: QPainter, rect: QRectF, hue: int, colour: QColor) -> None:
    """Draw a category's band: 1, 2 or 3 segments; from the fourth, one long and some short."""
    lengths = [1.0] * hue if hue <= 3 else [2.0] + [1.0] * (hue - 3)
    unit = (rect.width() - BAND_GAP * (len(lengths) - 1)) / sum(lengths)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    x = rect.x()
    for length in lengths:
        part = QRectF(x, rect.y(), unit * length, rect.height())
        painter.drawRoundedRect(part, rect.height() / 2, rect.height() / 2)
        x += part.width() + BAND_GAP
    painter.restore()


def _lead_width(segment: Segment) -> int:
    if segment.icon:
        return int(Size.TITLE)
    return BAND_LENGTH if segment.hue else 0
