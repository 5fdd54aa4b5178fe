"""A drawing as the seat map's painter knows halls, with the floor that it stands on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from admin_designer.designer.document.baking import landmark_of
from admin_designer.designer.document.elements import Area
from admin_designer.designer.document.elements import Hall as WholeHall
from admin_designer.designer.qt.backdrop import Backdrop
from admin_designer.designer.tools.board import Board, Thing
from admin_designer.designer.tools.calling import RowLetter
from admin_designer.designer.tools.standing import Standing
from boxoffice.model.layout import Plan
from boxoffice.seatmap.buffer import Scene
from boxoffice.seatmap.decor import Decor
from boxoffice.seatmap.distinct import distinct
from boxoffice.seatmap.exact import PX_PER_MM, fixture_of
from boxoffice.seatmap.extents import Extents
from boxoffice.seatmap.furniture import Letter
from boxoffice.seatmap.hall import DRAWN_KINDS, Hall
from boxoffice.seatmap.projection import SIGN_WIDTH, STANDARD_WIDTH, Bounds

Ints = NDArray[np.int64]

_NO_PLAN = Plan((), (), (), (), 0, 0, 0, 0)
_HUES = 60
#: The wall's line, map pixels, and how far apart lines of the grid are at least, logical ones.
_WALL, _LEAST_GRID = 3.0, 32.0
#: Room for smoothed edges, device pixels.
_EDGE = 2.0
_GRID_STEPS_MM = (500, 1_000, 2_000, 5_000)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the painter asks of seats when they are near."""

    number: Ints
    kind: Ints
    partners: Ints


@dataclass(frozen=True)
class PlanScene(Scene):
    """Seats as usual; under them the floor with its walls, a grid and what is traced, where it
    `has_floor`. What is traced is `lifted` while it is moved: whoever moves it draws it."""

    room: WholeHall
    has_floor: bool = True
    backdrop: Backdrop | None = None
    lifted: bool = False

    def decor(self, zoom: float, ratio: float) -> Decor:
        """The floor, fixtures and row letters."""
        return _PlanDecor(self.hall, self.ink, self.captions, zoom, ratio, self)


@dataclass(frozen=True)
class _PlanDecor(Decor):
    scene: PlanScene

    @cached_property
    def extents(self) -> Extents:
        """With the walls and what is traced, which lie over far seats."""
        return Extents(self.hall, self.zoom, self.ratio, tuple(self._floor_boxes()))

    def draw(self, painter: QPainter) -> None:
        """Draw everything but the joining bars."""
        if self.scene.has_floor:
            self._draw_floor(painter)
        super().draw(painter)

    @property
    def _is_far(self) -> bool:
        """Whether it is drawn over the seats."""
        return self.zoom * STANDARD_WIDTH < SIGN_WIDTH

    def _area_ground(self) -> QColor:
        """Seats that stand on an area are not hidden by it."""
        return QColor(Qt.GlobalColor.transparent) if self._is_far else super()._area_ground()

    def _floor_boxes(self) -> Iterator[QRectF]:
        """Around each wall and what is traced, device pixels of the map."""
        if not self.scene.has_floor:
            return
        if self.scene.backdrop is not None and not self.scene.lifted:
            place = self.scene.backdrop.bounds(self._scale, turned=self.hall.turned)
            yield place.adjusted(-_EDGE, -_EDGE, _EDGE, _EDGE)
        walls, room = self._walls, self._wall / 2 + _EDGE
        corners = walls.topLeft(), walls.topRight(), walls.bottomRight(), walls.bottomLeft()
        for one, other in zip(corners, (*corners[1:], corners[0]), strict=True):
            yield QRectF(one, other).normalized().adjusted(-room, -room, room, room)

    @property
    def _wall(self) -> float:
        """How thick a wall is, device pixels."""
        return max(2.0, _WALL * self.zoom) * self.ratio

    @property
    def _walls(self) -> QRectF:
        """The rectangle that the walls go along, device pixels of the map."""
        room, scale = self.scene.room, self._scale * PX_PER_MM
        wide, deep = room.width_mm * scale, room.depth_mm * scale
        corner = QPointF(-wide, -deep) if self.hall.turned else QPointF(0.0, 0.0)
        return QRectF(corner, QSizeF(wide, deep))

    def _draw_floor(self, painter: QPainter) -> None:
        scale = self._scale * PX_PER_MM
        room, tokens = self.scene.room, self.ink.tokens
        area = painter.clipBoundingRect()
        if self.scene.backdrop is not None and not self.scene.lifted:
            floor = QColor(tokens.ground)
            self.scene.backdrop.draw(painter, self._scale, floor, turned=self.hall.turned)
        # A grid would hide seats.
        if not self._is_far:
            step = next(
                (one for one in _GRID_STEPS_MM if one * scale >= _LEAST_GRID * self.ratio),
                _GRID_STEPS_MM[-1],
            )
            painter.setPen(QPen(QColor(tokens.hover), 1.0))
            _draw_grid(painter, area, step * scale)
        if room.width_mm and room.depth_mm:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.text_second), self._wall))
            painter.drawRect(self._walls)


def hall_of(
    board: Board,
    numbers: Ints,
    letters: tuple[RowLetter, ...],
    side: int,
    only: Ints | None = None,
) -> Hall:
    """The seats, or only some of them, as the painter knows them; true to scale, and turned where
    `side` is -1."""
    scale = side * PX_PER_MM
    standing = board.standing
    seats = slice(None) if only is None else only
    pairs = standing.width_mm[seats].astype(np.int64) << 32 | standing.depth_mm[seats]
    sizes, size = distinct(pairs)
    kind = DRAWN_KINDS[standing.kind[seats]]
    x, y = standing.x_mm[seats] * scale, standing.y_mm[seats] * scale
    return Hall(
        seating=_Facts(numbers[seats], kind, _pairs(standing, only)),
        plan=_NO_PLAN,
        turned=side < 0,
        depth=1.0,
        x=x,
        y=y,
        angle=standing.angle_cdeg[seats] / 100,
        size=size,
        sizes=np.stack((sizes >> 32, sizes & 0xFFFFFFFF), axis=1) * PX_PER_MM,
        hue=_hues(board, standing.category_id[seats]),
        row_seats=(),
        letters=tuple(Letter(o.text, o.x_mm * scale, o.y_mm * scale) for o in letters),
        headings=(),
        fixtures=(),
        bounds=Bounds(0.0, 0.0, 1.0, 1.0),
        pitch=560 * PX_PER_MM,
    )


def with_things(hall: Hall, things: Iterable[Thing]) -> Hall:
    """The hall with these beside its seats, areas first: what stands on one is drawn over it."""
    ordered = sorted(things, key=lambda one: not isinstance(one, Area))
    fixtures = (fixture_of(landmark_of(one), turned=hall.turned) for one in ordered)
    return replace(hall, fixtures=tuple(fixtures))


def _pairs(standing: Standing, only: Ints | None) -> Ints:
    """Partners by their places among the seats that are drawn."""
    if only is None:
        return standing.partners
    pairs = standing.partners[np.isin(standing.partners, only).all(axis=1)]
    return np.searchsorted(only, pairs)


def _hues(board: Board, category_id: NDArray[np.int32]) -> NDArray[np.uint8]:
    hues = np.ones(len(category_id), dtype=np.uint8)
    for category in board.document.hall.categories:
        hues[category_id == category.category_id] = (category.hue - 1) % _HUES + 1
    return hues


def _draw_grid(painter: QPainter, area: QRectF, step: float) -> None:
    first, last = int(area.left() // step), int(area.right() // step) + 1
    for at in range(first, last + 1):
        x = round(at * step) + 0.5
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
    first, last = int(area.top() // step), int(area.bottom() // step) + 1
    for at in range(first, last + 1):
        y = round(at * step) + 0.5
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
