"""Draws what stands beside seats: headings, row letters, joining bars, the screen, fixtures."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPen,
)

from boxoffice.model.layout import LandmarkKind
from boxoffice.seatmap import signs
from boxoffice.seatmap.extents import (
    JOIN_AT,
    JOIN_LENGTH,
    JOIN_LINE,
    LEAST_SCREEN_AWAY,
    LEAST_TEXT_PX,
    MOST_TEXT_PX,
    SCREEN_BOW,
    SCREEN_WORD_AT,
    Extents,
    reaching,
)
from boxoffice.seatmap.furniture import (
    LEAST_ROOM,
    LEVEL_RISE,
    SCREEN_DISTANCE,
    Fixture,
    Floats,
    Heading,
    Letter,
    level_rise,
)
from boxoffice.seatmap.hall import Hall
from boxoffice.seatmap.looks import BANDED, SeatLook
from boxoffice.seatmap.projection import LEAST_ZOOM_FOR_WORDS, SIGN_WIDTH, STANDARD_WIDTH, Bounds
from boxoffice.seatmap.sprites import Ink

Looks = NDArray[np.uint8]

_TEXT_PX, _SMALL_TEXT_PX, _LEVEL_PX = 13.0, 12.0, 14.0
#: Widths in map pixels: the band before a heading, and the gaps after band, name and caption.
_BAND_WIDTH, _BAND_GAP, _NAME_GAP, _HAIRLINE_GAP, _HEADINGS_APART = 23.0, 6.0, 5.0, 14.0, 28.0
_LEVEL_GAP = 16.0
_SCREEN_LINE = 4.0
#: How much of the way to the seats the screen bows at most.
_MOST_BOW = 0.5
_FIXTURE_RADIUS = 4.0
#: Looks of seats that a joining bar joins in their category's colour.
_OPEN = (*BANDED, SeatLook.YOURS, SeatLook.ASKING)
#: Qt rounds what it draws to so many steps per device pixel.
_STEPS = 64
#: Long flat lines are drawn by columns of so many device pixels.
_COLUMN = 128


@dataclass(frozen=True)
class Decor:
    """Draws in device pixels around the map's origin; `captions` stand beside category names."""

    hall: Hall
    ink: Ink
    captions: Mapping[int, str]
    zoom: float
    ratio: float

    @property
    def _scale(self) -> float:
        return self.zoom * self.ratio

    @cached_property
    def extents(self) -> Extents:
        """How far all of it reaches."""
        return Extents(self.hall, self.zoom, self.ratio)

    def draw(self, painter: QPainter) -> None:
        """Draw everything but the joining bars that reaches into the painter's clip."""
        area = painter.clipBoundingRect()
        for at in reaching(self.extents.fixtures, area):
            self._draw_fixture(painter, self.hall.fixtures[at])
        self._draw_letters(painter, reaching(self.extents.letters, area))
        for at in reaching(self.extents.headings, area):
            self._draw_line_of_headings(painter, self.extents.lines[at])

    @cached_property
    def words(self) -> Floats:
        """What of the map words and letters take: left, top, right, bottom; shape (n, 4)."""
        if self.zoom < LEAST_ZOOM_FOR_WORDS:
            return np.empty((0, 4))
        boxes = [self._letter_box(letter) for letter in self.hall.letters]
        level, name, _ = (font.pixelSize() for font in self._heading_fonts)
        for heading, start, width in self._placed_headings(self.hall.headings):
            y = heading.y * self._scale
            top = y - LEVEL_RISE * self._scale - level / 2 if self._level_above(heading) else y
            boxes.append((start, min(top, y - name / 2), start + width, y + name / 2))
        return np.array(boxes, dtype=np.float64).reshape(-1, 4)

    def joins_in(self, area: QRectF) -> Sequence[int]:
        """The joining bars that reach into an area, given in device pixels of the map."""
        return reaching(self.extents.joins, area) if len(self.hall.joins) else []

    def draw_joins(self, painter: QPainter, pairs: Iterable[int], looks: Looks) -> None:
        """Bars from a wheelchair space to its companion, or between the halves of a sofa.

        They sink back with their seats once one of the two is gone.
        """
        if self.zoom * STANDARD_WIDTH < SIGN_WIDTH:
            return
        hall = self.hall
        for pair in pairs:
            one, other = hall.joins[pair].tolist()
            a = QPointF(float(hall.x[one]), float(hall.y[one]))
            step = QPointF(float(hall.x[other]), float(hall.y[other])) - a
            length = max((step.x() ** 2 + step.y() ** 2) ** 0.5, 1.0)
            along = step / length
            front = QPointF(-along.y(), along.x())
            if (front.y() < 0) != hall.turned:
                front = -front
            middle = a + step / 2 + front * (JOIN_AT * float(hall.sizes[hall.size[one], 1]))
            half = along * (JOIN_LENGTH / 2)
            # Drawn again over itself where a seat changes, so its edges must not be half covered.
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=step.y() != 0.0)
            gone = looks[one] not in _OPEN or looks[other] not in _OPEN
            tokens = self.ink.tokens
            colour = tokens.sold_sign if gone else tokens.category(int(hall.hue[one]))
            painter.setPen(_pen(QColor(colour), JOIN_LINE * self._scale))
            ends = (middle - half) * self._scale, (middle + half) * self._scale
            painter.drawLine(*map(_on_grid, ends))

    def _draw_letters(self, painter: QPainter, letters: Sequence[int]) -> None:
        if not letters:
            return
        font = self._font(_TEXT_PX, QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(self.ink.tokens.text_second))
        metrics = QFontMetricsF(font)
        down, widths = metrics.capHeight() / 2, dict[str, float]()
        for at in letters:
            text, x, y, room = self.hall.letters[at]
            width = widths.get(text) or metrics.horizontalAdvance(text)
            widths[text] = width
            if width <= room * self._scale:
                left, line = x * self._scale - width / 2, y * self._scale + down
                painter.drawText(QPointF(_step(left), _step(line)), text)

    def _letter_box(self, letter: Letter) -> tuple[float, float, float, float]:
        x, y = letter.x * self._scale, letter.y * self._scale
        size = self._heading_fonts[1].pixelSize()
        across = 0.35 * size * len(letter.text)
        return x - across, y - size / 2, x + across, y + size / 2

    def _placed_headings(
        self, headings: Iterable[Heading]
    ) -> Iterator[tuple[Heading, float, float]]:
        """Headings with where each starts and how wide it is: of those that stand on one line
        none before the end of the one before it."""
        for _, line in groupby(headings, key=lambda heading: heading.y):
            end = -float("inf")
            for heading in line:
                width = self._heading_width(heading)
                start = heading.x * self._scale - (width / 2 if heading.centred else 0.0)
                start = max(start, end + _HEADINGS_APART * self._scale)
                yield heading, start, width
                end = start + width

    def _draw_line_of_headings(self, painter: QPainter, headings: Sequence[Heading]) -> None:
        y = headings[0].y * self._scale
        end = -float("inf")
        for heading, start, width in self._placed_headings(headings):
            self._draw_heading(painter, heading, start, y)
            end = start + width
        if headings[-1].category_id and not headings[-1].centred:
            painter.setPen(_pen(QColor(self.ink.tokens.line), max(1.0, self.ratio)))
            line = round(y) + 0.5
            right = (float(self.hall.x.max()) + STANDARD_WIDTH / 2) * self._scale
            start = end + _HAIRLINE_GAP * self._scale
            if start < right:
                painter.drawLine(_on_grid(QPointF(start, line)), _on_grid(QPointF(right, line)))

    @cached_property
    def _heading_fonts(self) -> tuple[QFont, QFont, QFont]:
        """For the name of a level, of a category, and for its caption."""
        return (
            self._font(_LEVEL_PX, QFont.Weight.Bold),
            self._font(_TEXT_PX, QFont.Weight.DemiBold),
            self._font(_TEXT_PX, QFont.Weight.Normal),
        )

    def _level_above(self, heading: Heading) -> bool:
        """Whether the level has a line of its own: where there is room above the category."""
        enough = (
            level_rise(self.hall.depth) * self._scale > 1.3 * self._heading_fonts[0].pixelSize()
        )
        return bool(heading.level) and heading.category_id != 0 and enough

    def _heading_width(self, heading: Heading) -> float:
        level, name, plain = (QFontMetricsF(font) for font in self._heading_fonts)
        width = 0.0
        if heading.level and not self._level_above(heading):
            width += level.horizontalAdvance(heading.level)
            width += _LEVEL_GAP * self._scale if heading.category_id else 0.0
        if heading.category_id:
            width += (_BAND_WIDTH + _BAND_GAP) * self._scale + name.horizontalAdvance(heading.text)
        caption = self.captions.get(heading.category_id, "")
        if caption:
            width += _NAME_GAP * self._scale + plain.horizontalAdvance(caption)
        return width

    def _draw_heading(self, painter: QPainter, heading: Heading, x: float, y: float) -> None:
        level, name, plain = self._heading_fonts
        painter.setPen(QColor(self.ink.tokens.text))
        if self._level_above(heading):
            above = y - LEVEL_RISE * self._scale
            width = QFontMetricsF(level).horizontalAdvance(heading.level)
            middle = x + self._heading_width(heading) / 2
            _write(
                painter, level, middle - width / 2 if heading.centred else x, above, heading.level
            )
        elif heading.level:
            x = _write(painter, level, x, y, heading.level) + _LEVEL_GAP * self._scale
        if heading.category_id:
            self._draw_band(painter, heading, x, y)
            x += (_BAND_WIDTH + _BAND_GAP) * self._scale
            painter.setPen(QColor(self.ink.tokens.text))
            x = _write(painter, name, x, y, heading.text) + _NAME_GAP * self._scale
            painter.setPen(QColor(self.ink.tokens.text_second))
            _write(painter, plain, x, y, self.captions.get(heading.category_id, ""))

    def _draw_band(self, painter: QPainter, heading: Heading, x: float, y: float) -> None:
        hues = {category.category_id: category.hue for category in self.hall.plan.categories}
        hue = hues.get(heading.category_id, 1)
        share = _step(1.22 * self._scale)
        painter.save()
        painter.translate(_on_grid(QPointF(x + _BAND_WIDTH / 2 * self._scale, y)))
        painter.scale(share, share)
        signs.band(painter, hue, QColor(self.ink.tokens.category(hue)))
        painter.restore()

    def _draw_fixture(self, painter: QPainter, fixture: Fixture) -> None:
        bounds, scale = fixture.bounds, self._scale
        box = QRectF(bounds.left, bounds.top, bounds.width, bounds.height)
        box = QRectF(_on_grid(box.topLeft() * scale), _on_grid(box.bottomRight() * scale))
        strong = QColor(self.ink.tokens.text_second)
        text = fixture.text
        if fixture.kind is LandmarkKind.SCREEN:
            self._draw_screen(painter, box, text or QCoreApplication.translate("SeatMap", "Screen"))
            return
        radius = _step(_FIXTURE_RADIUS * scale)
        painter.setPen(_pen(QColor(self.ink.tokens.line_strong), max(1.0, 1.5 * scale)))
        if fixture.kind is LandmarkKind.PILLAR:
            painter.setBrush(QColor(self.ink.tokens.line))
            painter.drawRoundedRect(box, radius, radius)
        elif fixture.kind is LandmarkKind.STAGE:
            painter.setBrush(QColor(self.ink.tokens.panel))
            painter.drawRoundedRect(box, radius, radius)
            text = text or QCoreApplication.translate("SeatMap", "Stage")
        elif fixture.kind is LandmarkKind.DOOR:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, radius, radius)
            text = text or QCoreApplication.translate("SeatMap", "Door")
        elif fixture.outline:
            corners = (
                QPointF(box.left() + x * box.width(), box.top() + y * box.height())
                for x, y in fixture.outline
            )
            path = QPainterPath()
            path.addPolygon([_on_grid(corner) for corner in corners])
            path.closeSubpath()
            painter.fillPath(path, self._area_ground())
            _stroke(painter, path, painter.pen())
        if text and self.zoom >= LEAST_ZOOM_FOR_WORDS:
            font = self._font(_SMALL_TEXT_PX, QFont.Weight.DemiBold)
            painter.setFont(font)
            painter.setPen(strong)
            metrics = QFontMetricsF(font)
            if metrics.horizontalAdvance(text) < box.width() and metrics.capHeight() < box.height():
                at = box.center()
                if fixture.outline and self._hidden(at, metrics.horizontalAdvance(text)):
                    at.setY(box.top() - 0.8 * font.pixelSize())
                _write_centred(painter, at, text)

    def _hidden(self, at: QPointF, width: float) -> bool:
        """Whether seats would be drawn over words that are so wide."""
        reach = float(self.hall.sizes.max(initial=0.0)) / 2
        across, down = width / 2 / self._scale + reach, reach
        spot = Bounds(at.x() / self._scale, at.y() / self._scale, *(at / self._scale).toTuple())
        return bool(len(self.hall.places.within(spot.grown(across, down, across, down))))

    def _area_ground(self) -> QColor:
        return QColor(self.ink.tokens.panel)

    def _draw_screen(self, painter: QPainter, box: QRectF, word: str) -> None:
        """A gentle arc that bows towards the seats, and the word on its far side."""
        colour = QColor(self.ink.tokens.text_second)
        side = -1.0 if self.hall.turned else 1.0
        away = SCREEN_DISTANCE * max(self.hall.depth, LEAST_ROOM) * self._scale
        out = max(0.0, LEAST_SCREEN_AWAY * self.ratio - away)
        bow = -side * min(SCREEN_BOW * box.width(), _MOST_BOW * (away + out))
        middle = _on_grid(box.center() + QPointF(0.0, side * out))
        path = QPainterPath(QPointF(box.left(), middle.y()))
        control = _on_grid(QPointF(middle.x(), middle.y() + 2 * bow))
        path.quadTo(control, QPointF(box.right(), middle.y()))
        pen = _pen(colour, max(1.5 * self.ratio, _SCREEN_LINE * self._scale))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        _fill_by_columns(painter, _outlined(path, pen), colour)
        painter.setPen(colour)
        font = self._font(_SMALL_TEXT_PX, QFont.Weight.DemiBold)
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 104.0)
        painter.setFont(font)
        beyond = max(SCREEN_WORD_AT * self._scale - abs(bow) / 2, 0.9 * font.pixelSize())
        _write_centred(painter, middle + QPointF(0.0, side * beyond), word)

    def _font(self, size: float, weight: QFont.Weight) -> QFont:
        font = QFont(self.ink.font)
        wanted = min(max(size * self.zoom, LEAST_TEXT_PX), MOST_TEXT_PX)
        font.setPixelSize(round(wanted * self.ratio))
        font.setWeight(weight)
        return font


def _write(painter: QPainter, font: QFont, x: float, y: float, text: str) -> float:
    """Text with its middle line at `y`; the x where it ends."""
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    painter.drawText(_on_grid(QPointF(x, y + metrics.capHeight() / 2)), text)
    return x + metrics.horizontalAdvance(text)


def _write_centred(painter: QPainter, at: QPointF, text: str) -> None:
    metrics = QFontMetricsF(painter.font())
    left = at.x() - metrics.horizontalAdvance(text) / 2
    painter.drawText(_on_grid(QPointF(left, at.y() + metrics.capHeight() / 2)), text)


def _pen(colour: QColor, width: float) -> QPen:
    """A pen whose two edges keep to Qt's steps as its middle line does."""
    return QPen(colour, 2 * _step(width / 2))


def _stroke(painter: QPainter, path: QPainterPath, pen: QPen) -> None:
    """Draw along a path, the line's edges on Qt's steps."""
    painter.fillPath(_outlined(path, pen), pen.color())


def _outlined(path: QPainterPath, pen: QPen) -> QPainterPath:
    return _all_on_grid(QPainterPathStroker(pen).createStroke(path))


def _fill_by_columns(painter: QPainter, path: QPainterPath, colour: QColor) -> None:
    """Fill a long flat path. For each of its smoothed pixels Qt looks through those before it in
    the row, so that a picture has it in columns; they meet between pixels, where no seam shows."""
    if not isinstance(painter.device(), QImage):
        painter.fillPath(path, colour)
        return
    around = path.boundingRect()
    area = around & painter.clipBoundingRect()
    start = math.floor(area.left() / _COLUMN) * _COLUMN
    for left in range(start, math.ceil(area.right()), _COLUMN):
        column = QPainterPath()
        column.addRect(QRectF(left, around.top() - 1, _COLUMN, around.height() + 2))
        painter.fillPath(_all_on_grid(path.intersected(column)), colour)


def _all_on_grid(path: QPainterPath) -> QPainterPath:
    for at in range(path.elementCount()):
        element = path.elementAt(at)
        point = _on_grid(QPointF(element.x, element.y))
        path.setElementPositionAt(at, point.x(), point.y())
    return path


def _on_grid(point: QPointF) -> QPointF:
    """The nearest point that Qt need not round.

    A point half a step off is rounded to one side or the other by the last bit of its distance
    from the picture's corner, so that the map would look different after it has been moved.
    """
    return QPointF(_step(point.x()), _step(point.y()))


def _step(length: float) -> float:
    return round(length * _STEPS) / _STEPS
