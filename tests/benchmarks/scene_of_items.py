"""What the seat map is measured beside: a QGraphicsView with an item and a number a seat."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QTransform
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsPathItem,
    QGraphicsScene,
    QGraphicsSimpleTextItem,
    QGraphicsView,
)

from boxoffice.model.layout import Plan, SeatState
from boxoffice.qtkit.tokens import LIGHT
from boxoffice.seatmap.projection import PX_PER_MM_ACROSS, PX_PER_MM_DEEP

_BODY, _RADIUS, _LINE, _NUMBER_AT = QRectF(-13, -21.5, 26, 43), 5.5, 1.5, (-6.0, 0.0)
_COLOURS = {
    SeatState.AVAILABLE: LIGHT.surface,
    SeatState.LOCKED: LIGHT.held_hatch,
    SeatState.BOOKED: LIGHT.sold,
    SeatState.BLOCKED: LIGHT.ground,
}


class SceneOfItems:
    """A hall in which every seat is a rounded, antialiased item with its number in it, kept in
    Qt's own index of items."""

    def __init__(self, plan: Plan, states: bytes, size: tuple[int, int]) -> None:
        self.scene = QGraphicsScene()
        body = QPainterPath()
        body.addRoundedRect(_BODY, _RADIUS, _RADIUS)
        pens = {c.category_id: QPen(QColor(LIGHT.category(c.hue)), _LINE) for c in plan.categories}
        self._brushes = [QBrush(QColor(_COLOURS[state])) for state in SeatState]
        self._items = []
        for seat, state in zip(plan.seats, states, strict=True):
            item = QGraphicsPathItem(body)
            item.setPen(pens[seat.category_id])
            item.setBrush(self._brushes[state])
            item.setPos(seat.x_mm * PX_PER_MM_ACROSS, seat.y_mm * PX_PER_MM_DEEP)
            item.setRotation(seat.angle_cdeg / 100)
            QGraphicsSimpleTextItem(str(seat.number), item).setPos(*_NUMBER_AT)
            self.scene.addItem(item)
            self._items.append(item)
        self.view = QGraphicsView(self.scene)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.view.resize(*size)

    def place(self, seat: int) -> QPointF:
        """The middle of a seat in the scene."""
        return self._items[seat].pos()

    def look_at(self, zoom: float, seat: int) -> None:
        """Show the hall that large, with a seat in the middle."""
        self.view.setTransform(QTransform.fromScale(zoom, zoom))
        self.view.centerOn(self.place(seat))

    def pan(self, across: int, down: int) -> None:
        """Move the picture by pixels."""
        for bar, by in (
            (self.view.horizontalScrollBar(), across),
            (self.view.verticalScrollBar(), down),
        ):
            bar.setValue(bar.value() - by)

    def move(self, seats: Iterable[int], across: float, down: float) -> None:
        """Move some seats."""
        for seat in seats:
            self._items[seat].moveBy(across, down)

    def change(self, seats: Iterable[int], state: SeatState) -> None:
        """Another state for some seats."""
        for seat in seats:
            self._items[seat].setBrush(self._brushes[state])
