"""Areas that are sold: their outline over the map, how many places are free beside it, and which
place a press in one means."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF, QRegion

from boxoffice.model.layout import Landmark, LandmarkKind, SeatKind
from boxoffice.qtkit.tokens import RADIUS_KEY, Tokens
from boxoffice.rules.standing import places_by_area
from boxoffice.seatmap.columns import as_array
from boxoffice.seatmap.hall import Hall
from boxoffice.seatmap.looks import TAKABLE, SeatLook
from boxoffice.seatmap.projection import (
    LEAST_ZOOM_FOR_WORDS,
    PX_PER_MM_ACROSS,
    PX_PER_MM_DEEP,
    Bounds,
    Projection,
)

Ints = NDArray[np.int64]
Looks = NDArray[np.uint8]

_STANDING = list(SeatKind).index(SeatKind.STANDING)
_TEXT_PX, _PADDING, _HEIGHT, _LINE, _AWAY = 13, 9.0, 24.0, 1.5, 3.0
#: Places that a press gives back or asks for as they are.
_OWN = (*TAKABLE, SeatLook.YOURS, SeatLook.ASKING)


@dataclass(frozen=True, slots=True)
class _Area:
    name: str
    places: Ints
    outline: QPolygonF


class SoldAreas:
    """The sold areas of a hall as it is laid out."""

    def __init__(self, hall: Hall) -> None:
        self._areas = tuple(_areas(hall)) if _has_places(hall) else ()
        self._places = hall.places
        self._of_place = {place: area for area in self._areas for place in area.places.tolist()}

    def meant(self, seat: int, at: QPointF, looks: Looks) -> int:
        """The seat that a press at a point of the map, on a seat or on none (-1), asks for. In an
        area all places are alike: where that one is gone the next free one stands for it."""
        area = self._of_place.get(seat)
        if area is None and seat < 0:
            inside = Qt.FillRule.OddEvenFill
            area = next((one for one in self._areas if one.outline.containsPoint(at, inside)), None)
        if area is None or (seat >= 0 and looks[seat] in _OWN):
            return seat
        free = _free(area, looks)
        return int(free[0]) if free.size else seat

    def after(self, seat: int, looks: Looks) -> int:
        """Where the cursor goes from a place that is asked for: to the next free one of the area,
        and nowhere from a seat."""
        area = self._of_place.get(seat)
        if area is None or looks[seat] not in TAKABLE:
            return seat
        free = _free(area, looks)
        others = free[free != seat]
        later = others[others > seat]
        return int((later if later.size else others)[0]) if others.size else seat

    def draw(
        self,
        painter: QPainter,
        projection: Projection,
        view: QRectF,
        looks: Looks | None,
        tokens: Tokens,
        font: QFont,
    ) -> None:
        """Draw them over the map, in logical pixels of the view; without looks, as on paper, how
        many have room and not how many are free."""
        for area in self._areas:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.line_strong), _LINE))
            painter.drawPolygon(_in_view(area.outline, projection))
        for area, box in self._labels(projection, view, font, counts=looks is not None):
            painter.setPen(QPen(QColor(tokens.line_strong), 1.0))
            painter.setBrush(QColor(tokens.surface))
            painter.drawRoundedRect(box, RADIUS_KEY, RADIUS_KEY)
            painter.setFont(_letters(font))
            painter.setPen(QColor(tokens.text))
            free = None if looks is None else _free(area, looks).size
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _words(area, free))

    def region(self, projection: Projection, view: QRectF, font: QFont) -> QRegion:
        """Where it says how many are free."""
        region = QRegion()
        for _, box in self._labels(projection, view, font, counts=True):
            region += box.adjusted(-2, -2, 2, 2).toAlignedRect()
        return region

    def _labels(
        self, projection: Projection, view: QRectF, font: QFont, *, counts: bool
    ) -> Iterator[tuple[_Area, QRectF]]:
        """Above each area, below it, or where neither is in view in its middle: where words hide
        fewest places and seats. `counts` is whether they say how many are free."""
        if not self._areas or projection.zoom < LEAST_ZOOM_FOR_WORDS:
            return
        metrics = QFontMetricsF(_letters(font))
        for area in self._areas:
            around = _in_view(area.outline, projection).boundingRect()
            # As wide as it ever is, so that no sale moves it.
            words = _words(area, area.places.size if counts else None)
            width = metrics.horizontalAdvance(words) + 2 * _PADDING
            middle = around.center().y() - _HEIGHT / 2
            tops = (around.top() - _AWAY - _HEIGHT, around.bottom() + _AWAY, middle)
            left = around.center().x() - width / 2
            boxes = [QRectF(left, top, width, _HEIGHT) for top in tops]
            hidden = [(not view.contains(box), self._hidden(box, projection)) for box in boxes]
            yield area, boxes[hidden.index(min(hidden))]

    def _hidden(self, box: QRectF, projection: Projection) -> int:
        """How many seats have their middle under a box."""
        left, top = projection.to_map(box.left(), box.top())
        right, bottom = projection.to_map(box.right(), box.bottom())
        return len(self._places.within(Bounds(left, top, right, bottom)))


def _words(area: _Area, free: int | None) -> str:
    if free is None:
        return f"{area.name} · {area.places.size}"
    words = QCoreApplication.translate("SeatMap", "{area} · {free} of {all} free")
    return words.format(area=area.name, free=free, all=area.places.size)


def _free(area: _Area, looks: Looks) -> Ints:
    return area.places[np.isin(looks[area.places], TAKABLE)]


def _letters(font: QFont) -> QFont:
    letters = QFont(font)
    letters.setPixelSize(_TEXT_PX)
    letters.setWeight(QFont.Weight.DemiBold)
    return letters


def _in_view(outline: QPolygonF, projection: Projection) -> QPolygonF:
    return QPolygonF([QPointF(*projection.to_view(at.x(), at.y())) for at in outline.toList()])


def _has_places(hall: Hall) -> bool:
    return bool((as_array(hall.plan.columns.kind) == _STANDING).any())


def _areas(hall: Hall) -> Iterator[_Area]:
    places = places_by_area(hall.plan)
    for one in hall.plan.landmarks:
        if one.kind is LandmarkKind.AREA and one.text in places:
            inside = np.array(places[one.text], dtype=np.int64)
            yield _Area(one.text, inside, _outline(hall, one, inside))


def _outline(hall: Hall, area: Landmark, places: Ints) -> QPolygonF:
    """Its corners in map pixels: each goes along with the place that is level with it, which room
    for headings may have moved."""
    corners = np.array(
        [(area.x_mm + one.x_mm, area.y_mm + one.y_mm) for one in area.corners], dtype=np.float64
    )
    depths = as_array(hall.plan.columns.y_mm)[places].astype(np.float64)
    if hall.turned:
        corners = (hall.plan.width_mm, hall.plan.depth_mm) - corners
        depths = hall.plan.depth_mm - depths
    deep = PX_PER_MM_DEEP * hall.depth
    level = np.abs(corners[:, 1:] - depths).argmin(axis=1)
    y = corners[:, 1] * deep + hall.y[places[level]] - depths[level] * deep
    return QPolygonF(list(map(QPointF, (corners[:, 0] * PX_PER_MM_ACROSS).tolist(), y.tolist())))
