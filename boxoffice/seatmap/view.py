"""Where the hall stands in the view, and which seat is where."""

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QRegion

from boxoffice.seatmap.hall import LONGEST_JOIN, Hall
from boxoffice.seatmap.hits import SeatIndex
from boxoffice.seatmap.projection import (
    LARGEST_ZOOM,
    SIGN_WIDTH,
    SMALLEST_ZOOM,
    STANDARD_WIDTH,
    Bounds,
    Projection,
    even_zoom,
    fitting_zoom,
)

#: One press of + or − changes the zoom by at least this much.
_ZOOM_STEP = 1.2
#: The hall may be made smaller than the view by this much, no more.
_SMALLEST_OF_FIT = 0.5
#: Room beyond a body for what is smoothed, and for the bar that joins it to its partner, which lies
#: between the two, map pixels.
_ROOM, _JOIN_ROOM = 4.0, LONGEST_JOIN / 2 + 8.0
#: More changed seats than this are repainted as one rectangle.
_MOST_RECTANGLES = 24
#: Room left around a seat that is brought into view, so that it is under no band; logical pixels.
_REVEAL_ROOM = 36.0


@dataclass(frozen=True, slots=True)
class Body:
    """A seat in the view: its middle, size and angle in degrees."""

    middle: QPointF
    size: QSizeF
    angle: float

    @property
    def rect(self) -> QRectF:
        """The body as it lies before it is turned."""
        half = QPointF(self.size.width() / 2, self.size.height() / 2)
        return QRectF(self.middle - half, self.size)


class MapView:
    """The projection of one hall into one view. All points are logical pixels of the view."""

    def __init__(self, hall: Hall, area: Bounds, ratio: float) -> None:
        """`area` is the part of the view that the hall is centred in."""
        self.hall = hall
        self._index = SeatIndex(hall)
        self._reach = float(np.hypot(*hall.sizes.T).max(initial=0.0)) / 2
        self._area = area
        self._wanted_zoom = 1.0
        self._fitted = True
        self.projection = Projection(1.0, ratio, 0, 0)
        self.fit()

    @property
    def zoom(self) -> float:
        return self.projection.zoom

    @property
    def fitted(self) -> bool:
        """Whether it shows the whole hall and goes on doing so."""
        return self._fitted

    def place(self, area: Bounds, ratio: float) -> None:
        """The view got another size or pixel ratio; a fitted hall stays fitted."""
        self._area = area
        if ratio != self.projection.ratio:
            part = ratio / self.projection.ratio
            left, top = round(self.projection.left * part), round(self.projection.top * part)
            self.projection = Projection(self.zoom, ratio, left, top)
        if self._fitted:
            self.fit()
        else:
            self._settle()

    def fit(self) -> None:
        """Show the whole hall, centred."""
        self._fitted = True
        self._wanted_zoom = fitting_zoom(self.hall.bounds, self._area)
        zoom = even_zoom(self._wanted_zoom, self.hall.pitch, self.projection.ratio)
        self.projection = replace(self.projection, zoom=zoom)
        self._settle()

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom about a point, or about the middle; small factors add up."""
        area = self._area
        x, y = (area.left + area.right) / 2, (area.top + area.bottom) / 2
        if at is not None:
            x, y = at.x(), at.y()
        fit = fitting_zoom(self.hall.bounds, area)
        least = max(SMALLEST_ZOOM, min(fit, 1.0) * _SMALLEST_OF_FIT)
        self._wanted_zoom = min(max(self._wanted_zoom * factor, least), LARGEST_ZOOM)
        self._fitted = False
        zoom = even_zoom(self._wanted_zoom, self.hall.pitch, self.projection.ratio)
        self.projection = self.projection.zoomed(zoom, x, y)
        self._settle()

    def zoom_step(self, direction: int, at: QPointF | None = None) -> None:
        """One press of + (1) or − (-1), which changes the zoom whatever the rounding."""
        step = self.hall.pitch * self.projection.ratio
        now = self.zoom
        self._wanted_zoom = now
        one_pixel = 1.0 + 1.0 / (now * step) if direction > 0 else 1.0
        self.zoom_by(max(_ZOOM_STEP, one_pixel) ** direction, at)

    def move(self, across: float, down: float) -> None:
        """Move the hall with the pointer."""
        self._fitted = False
        self.projection = self.projection.moved(-across, -down)
        self._settle()

    def reveal(self, seat: int) -> None:
        """Move as little as shows the whole seat; a fitted hall shows all of them."""
        if self._fitted:
            return
        box = self.rect(seat).adjusted(-_REVEAL_ROOM, -_REVEAL_ROOM, _REVEAL_ROOM, _REVEAL_ROOM)
        area = self._area
        across = min(0.0, area.right - box.right()) or max(0.0, area.left - box.left())
        down = min(0.0, area.bottom - box.bottom()) or max(0.0, area.top - box.top())
        if across or down:
            self.projection = self.projection.moved(-across, -down)

    def holds(self, spot: QRectF) -> bool:
        """Whether a rectangle lies wholly in the view."""
        area = self._area
        return QRectF(area.left, area.top, area.width, area.height).contains(spot)

    def seat_at(self, at: QPointF) -> int:
        """The seat under a point, -1 for none."""
        return self._index.at(*self.projection.to_map(at.x(), at.y()), self.zoom)

    def seats_in(self, area: Bounds) -> NDArray[np.int64]:
        """The seats that a rectangle touches."""
        left, top = self.projection.to_map(area.left, area.top)
        right, bottom = self.projection.to_map(area.right, area.bottom)
        return self._index.touched(Bounds(left, top, right, bottom))

    def body(self, seat: int) -> Body:
        """A seat's body, at the whole device pixels it is drawn at."""
        hall, scale, ratio = self.hall, self.projection.scale, self.projection.ratio
        width, depth = (
            max(2.0, round(side * scale)) for side in hall.sizes[hall.size[seat]].tolist()
        )
        left = round(float(hall.x[seat]) * scale - width / 2) - self.projection.left
        top = round(float(hall.y[seat]) * scale - depth / 2) - self.projection.top
        middle = QPointF(left + width / 2, top + depth / 2) / ratio
        return Body(middle, QSizeF(width, depth) / ratio, float(hall.angle[seat]))

    def rect(self, seat: int) -> QRectF:
        """The upright rectangle around a seat's body."""
        body = self.body(seat)
        turn = math.radians(body.angle)
        across, along = abs(math.cos(turn)), abs(math.sin(turn))
        width = body.size.width() * across + body.size.height() * along
        height = body.size.width() * along + body.size.height() * across
        return QRectF(body.middle.x() - width / 2, body.middle.y() - height / 2, width, height)

    def changed_region(self, seats: NDArray[np.int64]) -> QRegion:
        """What of the view shows these seats, with room for what joins them.

        Few seats are outlined one by one, so that seats far apart do not renew all between them.
        """
        hall, projection = self.hall, self.projection
        reach = np.full(len(seats), self._reach + _ROOM)
        if self.zoom * STANDARD_WIDTH >= SIGN_WIDTH:
            reach[hall.joined[seats]] = self._reach + _JOIN_ROOM
        x, y = hall.x[seats], hall.y[seats]
        corners = np.array((x - reach, y - reach, x + reach, y + reach))
        if len(seats) > _MOST_RECTANGLES:
            low, high = corners[:2].min(axis=1), corners[2:].max(axis=1)
            corners = np.concatenate((low, high))[:, None]
        place = (projection.left, projection.top, projection.left, projection.top)
        corners = (corners.T * projection.scale - place) / projection.ratio
        region = QRegion()
        for left, top, right, bottom in corners.tolist():
            region += QRectF(left, top, right - left, bottom - top).toAlignedRect()
        return region

    def _settle(self) -> None:
        self.projection = self.projection.settled(self.hall.bounds, self._area)
