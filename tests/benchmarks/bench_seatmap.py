"""The seat map beside a QGraphicsScene that has an item and a text for every seat."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QApplication,
    QGraphicsPathItem,
    QGraphicsScene,
    QGraphicsSimpleTextItem,
    QGraphicsView,
    QWidget,
)

from boxoffice.model.layout import Category, Plan, Run, Seat, SeatKind
from boxoffice.model.layout import Row as SeatRow
from boxoffice.qtkit.tokens import LIGHT
from boxoffice.seatmap.looks import SeatLook
from boxoffice.seatmap.widget import SeatMap
from tests.benchmarks.harness import Row, medians, timed

_VIEW = (1600, 1000)
_PITCH, _ROW_PITCH, _BODY = 30.0, 55.0, QRectF(-13, -21.5, 26, 43)


def hall(rows: int, columns: int) -> Plan:
    """A hall of full rows."""
    seats = tuple(
        Seat(
            f"u{row}-{column}",
            f"R{row}-{column + 1}",
            f"R{row}",
            column + 1,
            1,
            SeatKind.STANDARD,
            550 * column + 275,
            1100 * row + 550,
        )
        for row in range(rows)
        for column in range(columns)
    )
    seat_rows = tuple(
        SeatRow(f"R{row}", (Run(tuple(range(row * columns, (row + 1) * columns))),))
        for row in range(rows)
    )
    width, depth = 550 * columns, 1100 * rows
    category = Category(1, "Standard", 1)
    return Plan(seats, (category,), seat_rows, (), width, depth, width // 2, depth // 2)


class SceneOfItems:
    """What the seat map is measured against: rounded, antialiased, with a number, and cached in
    Qt's own tree of items."""

    def __init__(self, plan: Plan) -> None:
        self.scene = QGraphicsScene()
        body = QPainterPath()
        body.addRoundedRect(_BODY, 5.5, 5.5)
        pen, brush = QPen(QColor(LIGHT.category(1)), 1.5), QBrush(QColor(LIGHT.surface))
        self.items = []
        for seat in plan.seats:
            item = QGraphicsPathItem(body)
            item.setPen(pen)
            item.setBrush(brush)
            item.setPos(seat.x_mm * _PITCH / 550, seat.y_mm * _ROW_PITCH / 1100)
            number = QGraphicsSimpleTextItem(str(seat.number), item)
            number.setPos(-6, 0)
            self.scene.addItem(item)
            self.items.append(item)
        self.view = QGraphicsView(self.scene)
        self.view.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.view.resize(*_VIEW)
        self.view.fitInView(self.scene.sceneRect(), Qt.AspectRatioMode.KeepAspectRatio)

    def fill(self, seats: list[int], colour: QColor) -> None:
        """Another colour for some seats."""
        for seat in seats:
            self.items[seat].setBrush(colour)


def first_picture(rows: int, columns: int, rounds: int) -> tuple[float, float]:
    """From a plan to its picture."""
    plan = hall(rows, columns)

    def ours() -> float:
        seat_map = SeatMap(LIGHT)
        seat_map.resize(*_VIEW)

        def show() -> None:
            seat_map.show_plan(plan, {})
            seat_map.grab()

        return timed(show)

    def items() -> float:
        return timed(lambda: SceneOfItems(plan).view.grab())

    with _application():
        return medians(ours, items, rounds)


def ten_change(rows: int, columns: int, rounds: int) -> tuple[float, float]:
    """Ten seats spread over the hall are sold, until the window shows it."""
    plan = hall(rows, columns)
    seats = list(range(0, len(plan.seats), len(plan.seats) // 10))[:10]
    looks = itertools.cycle((SeatLook.SOLD, SeatLook.FREE))
    colours = itertools.cycle((QColor(LIGHT.sold), QColor(LIGHT.surface)))
    with _application() as application:
        seat_map = SeatMap(LIGHT)
        seat_map.resize(*_VIEW)
        seat_map.show_plan(plan, {})
        scene = SceneOfItems(plan)
        _show(application, seat_map, scene.view)
        ours = _until_shown(application, lambda: seat_map.change_looks(seats, next(looks)))
        items = _until_shown(application, lambda: scene.fill(seats, next(colours)))
        return medians(ours, items, rounds)


def _show(application: QApplication, *widgets: QWidget) -> None:
    for widget in widgets:
        widget.show()
    application.processEvents()


def _until_shown(application: QApplication, change: Callable[[], None]) -> Callable[[], float]:
    def shown() -> None:
        change()
        application.processEvents()

    return lambda: timed(shown)


@contextmanager
def _application() -> Iterator[QApplication]:
    running = QApplication.instance()
    yield running if isinstance(running, QApplication) else QApplication([])


ROWS = [
    Row(
        "seatmap_first_5000",
        "plan to picture, 5,000 seats, beside a scene with an item per seat",
        partial(first_picture, 50, 100, 5),
        0.2,
    ),
    Row(
        "seatmap_change_5000",
        "ten of 5,000 seats sold and shown, beside a scene with an item per seat",
        partial(ten_change, 50, 100, 41),
        1.0,
    ),
    Row(
        "seatmap_first_100000",
        "plan to picture, 100,000 seats, beside a scene with an item per seat",
        partial(first_picture, 250, 400, 1),
        0.1,
    ),
    Row(
        "seatmap_change_100000",
        "ten of 100,000 seats sold and shown, beside a scene with an item per seat",
        partial(ten_change, 250, 400, 9),
        0.25,
    ),
]
