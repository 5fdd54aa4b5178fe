"""Row letters along the view's left and right edges, of rows whose own letters are out of view."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QRegion

from boxoffice.qtkit.tokens import Tokens
from boxoffice.seatmap.hall import Hall
from boxoffice.seatmap.painting import Canvas, Origin, Pixels
from boxoffice.seatmap.projection import LEAST_ZOOM_FOR_WORDS, Projection

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_LETTER_PX, _PADDING = 12, 5
#: A letter is out of view where its middle is nearer to the edge; and letters in a band stand no
#: nearer below each other. Logical pixels.
_HALF_LETTER, _APART = 6.0, 11.0
#: How far a picture of a band is good as the view moves across, and down; logical pixels.
_ACROSS, _AHEAD = 40, 160

#: A row's label and the height it stands at in the view, logical pixels.
Spot = tuple[str, float]


class RowBands:
    """The bands of one hall in one theme's colours.

    A letter stands level with the outermost seat of its row that is in view, since a curved row is
    at another height elsewhere. There is a band only where it has letters.
    """

    def __init__(self, hall: Hall, tokens: Tokens, font: QFont) -> None:
        self._hall = hall
        self._tokens = tokens
        self._ground = np.uint32(QColor(tokens.ground).rgb())
        self._font = QFont(font)
        self._font.setPixelSize(_LETTER_PX)
        self._font.setWeight(QFont.Weight.DemiBold)
        self._labels = [row.label for row in hall.plan.rows]
        self._kept: tuple[_Strip, ...] = ()
        self._looked_from: tuple[Projection, QRect] | None = None
        self._letters_drawn: dict[tuple[str, float], Pixels] = {}
        self._drawn: Pixels = np.empty((2, 0, 0), dtype=np.uint32)
        metrics = QFontMetricsF(self._font)
        widest = max(map(metrics.horizontalAdvance, set(self._labels)), default=0.0)
        self._width = round(widest) + 2 * _PADDING
        sizes = [len(row) for row in hall.row_seats]
        self._seats: Ints = np.concatenate(hall.row_seats, dtype=np.int64)
        firsts = np.cumsum([0, *sizes[:-1]])
        y = hall.y[self._seats]
        self._tops, self._bottoms = (f.reduceat(y, firsts) for f in (np.minimum, np.maximum))
        # All rows behind each other on one line, so that one search finds a place in each of them.
        x = hall.x[self._seats]
        self._left, self._span = float(x.min()), float(np.ptp(x)) + 2.0
        self._starts = np.arange(len(sizes)) * self._span
        self._along = np.maximum.accumulate(x - self._left + np.repeat(self._starts, sizes))
        self._letters: Floats = hall.letter_places[: 2 * len(sizes), 0].reshape(-1, 2)

    def draw(
        self,
        painter: QPainter,
        projection: Projection,
        view: QRect,
        region: QRegion,
        covered: QRect,
        *,
        roughly: bool,
    ) -> None:
        """Draw the bands where they reach into `region`, without letters that something `covered`
        would cut; all in logical pixels. While the map is dragged it may be done `roughly`, since
        a frame then has no time to look for rows."""
        for strip in self._strips_for(projection, view, roughly=roughly):
            at, picture = strip.at, strip.picture
            if not region.intersects(at):
                continue
            # Whole numbers: a frame of panning has no time for the objects of others.
            size = picture.width(), math.ceil(at.height() * projection.ratio)
            painter.drawImage(at.x(), at.y(), picture, 0, projection.top - strip.top, *size)
            if at.intersects(covered):
                bare = strip.bare_beside(covered, projection)
                painter.fillRect(bare.intersected(at), QColor(self._tokens.ground))

    def hide(self, at: QPointF, projection: Projection, view: QRect) -> bool:
        """Whether a band lies over a point of the view."""
        point = at.toPoint()
        if not any(place.contains(point) for place in self._sides(view)):
            return False
        return any(strip.at.contains(point) for strip in self._strips_for(projection, view))

    def spots(self, projection: Projection, view: QRect) -> tuple[list[Spot], list[Spot]]:
        """What the left and the right band have in that view, from the top."""
        if projection.zoom < LEAST_ZOOM_FOR_WORDS:
            return [], []
        left, top = projection.to_map(view.left(), view.top())
        right, bottom = projection.to_map(view.right() + 1, view.bottom() + 1)
        rows = np.flatnonzero((self._bottoms > top) & (self._tops < bottom))
        starts, letters = self._starts[rows], self._letters[rows]
        first = np.searchsorted(self._along, starts + self._place(left))
        last = np.searchsorted(self._along, starts + self._place(right), side="right") - 1
        near = _HALF_LETTER / projection.zoom
        seen = first <= last
        sides = (
            (first, seen & (letters[:, 0] < left + near)),
            (last, seen & (letters[:, 1] > right - near)),
        )
        lefts, rights = (
            self._spread(rows[out], at[out], top, bottom, projection) for at, out in sides
        )
        return lefts, rights

    def _sides(self, view: QRect) -> tuple[QRect, QRect]:
        """Where the left and the right band stand."""
        left = QRect(view.left(), view.top(), self._width, view.height())
        return left, left.translated(view.width() - self._width, 0)

    def _place(self, x: float) -> float:
        """Where a point of the map is on each row's part of the line."""
        return min(max(x - self._left, -0.5), self._span - 1.5)

    def _spread(
        self, rows: Ints, at: Ints, top: float, bottom: float, projection: Projection
    ) -> list[Spot]:
        """Labels of these rows at the heights of the seats `at`; of two too close the upper."""
        heights = self._hall.y[self._seats[at]]
        inside = (heights > top) & (heights < bottom)
        rows, heights = rows[inside], heights[inside]
        order = heights.argsort()
        in_view = (heights[order] * projection.scale - projection.top) / projection.ratio
        spots: list[Spot] = []
        for row, y in zip(rows[order].tolist(), in_view.tolist(), strict=True):
            if not spots or y - spots[-1][1] >= _APART:
                spots.append((self._labels[row], y))
        return spots

    def _strips_for(
        self, projection: Projection, view: QRect, *, roughly: bool = False
    ) -> tuple["_Strip", ...]:
        """The bands that have letters. Their pictures reach past the view, so that they are good
        for some way down; and `roughly` for some way across."""
        if self._looked_from is not None:
            before, size = self._looked_from
            across = abs(before.left - projection.left) / projection.ratio
            down = abs(before.top - projection.top) / projection.ratio
            near = across <= (_ACROSS if roughly else 0) and down <= _AHEAD
            alike = before.zoom == projection.zoom and before.ratio == projection.ratio
            if near and alike and size == view:
                return self._kept
        self._looked_from = projection, view
        taller = view.adjusted(0, -_AHEAD, 0, _AHEAD)
        ratio = projection.ratio
        height = taller.height() + 2 * _LETTER_PX
        shape = (2, round(height * ratio), round(self._width * ratio))
        if self._drawn.shape != shape:
            self._drawn = np.empty(shape, dtype=np.uint32)
        sides = zip(self._drawn, self._sides(view), self.spots(projection, taller), strict=True)
        self._kept = tuple(self._strip(*side, projection) for side in sides if side[-1])
        return self._kept

    def _strip(
        self, pixels: Pixels, at: QRect, spots: list[Spot], projection: Projection
    ) -> "_Strip":
        ratio, top = projection.ratio, at.top() - _AHEAD - _LETTER_PX
        pixels.fill(self._ground)
        for label, y in spots:
            letter = self._letter(label, ratio)
            # On whole pixels, or its edges would blur.
            first = round((y - top) * ratio - len(letter) / 2)
            pixels[first : first + len(letter)] = letter
        picture = Canvas(pixels, Origin(0, 0)).image()
        picture.setDevicePixelRatio(ratio)
        heights = [y * ratio + projection.top for _, y in spots]
        return _Strip(at, picture, projection.top + round(top * ratio), heights)

    def _letter(self, label: str, ratio: float) -> Pixels:
        """A label as wide as its band: copying it takes a tenth of what writing it does."""
        key = label, ratio
        if key not in self._letters_drawn:
            height = QFontMetricsF(self._font).capHeight() + 4
            shape = round(height * ratio), round(self._width * ratio)
            pixels = np.full(shape, self._ground, dtype=np.uint32)
            picture = Canvas(pixels, Origin(0, 0)).image()
            painter = QPainter(picture)
            painter.scale(ratio, ratio)
            painter.setFont(self._font)
            painter.setPen(QColor(self._tokens.text))
            box = QRectF(0, 0, self._width, height)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, label)
            painter.end()
            self._letters_drawn[key] = pixels
        return self._letters_drawn[key]


@dataclass(frozen=True, slots=True)
class _Strip:
    """A band `at` its place in the view, in logical pixels; the `top` of its picture and the
    `heights` of its letters are device pixels of the map."""

    at: QRect
    picture: QImage
    top: int
    heights: list[float]

    def bare_beside(self, covered: QRect, projection: Projection) -> QRect:
        """What of the view is to have no letters beside something that covers others, so that
        none is cut."""
        upper, lower = float(covered.top()), float(covered.bottom() + 1)
        for height in self.heights:
            y = (height - projection.top) / projection.ratio
            if abs(y - covered.top()) < _APART:
                upper = min(upper, y - _APART)
            elif abs(y - covered.bottom()) < _APART:
                lower = max(lower, y + _APART)
        return QRectF(
            covered.left(), upper, covered.width() + self.picture.width(), lower - upper
        ).toAlignedRect()
