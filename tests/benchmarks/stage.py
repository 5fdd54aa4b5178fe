"""The seat map and the scene of items side by side, each hall of each built once for all rows."""

import gc
import random
import statistics
import time
from collections.abc import Callable
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from boxoffice.qtkit.tokens import LIGHT
from boxoffice.seatmap.looks import SeatLook
from boxoffice.seatmap.widget import SeatMap
from tests.benchmarks.halls import hall, states
from tests.benchmarks.harness import timed
from tests.benchmarks.scene_of_items import SceneOfItems

SIZE = (1600, 1000)
FIRST_PICTURES = 7
#: SeatLook by SeatState.
LOOKS = np.array([SeatLook.FREE, SeatLook.HELD, SeatLook.SOLD, SeatLook.BLOCKED], dtype=np.uint8)


@cache
def application() -> QApplication:
    """The one application; loading its fonts is no part of any row.

    Garbage is collected between what is timed, as qtkit's loop does it for the desktop; Python
    would go through all items and seats whenever some hundred objects more are alive.
    """
    gc.disable()
    return QApplication([])


@cache
def stage(seats: int) -> "Stage":
    """The stage of a hall of so many seats."""
    return Stage(seats)


def shown(action: Callable[[], object]) -> float:
    """Seconds from an action until the window shows what it did."""

    def until_shown() -> None:
        action()
        application().processEvents()

    return timed(until_shown)


class Stage:
    """One hall in both makes, shown in windows of SIZE; each is made when it is first asked for."""

    def __init__(self, seats: int) -> None:
        application()
        # As a client has it, which reads a layout on a thread of its own.
        self.plan = hall(seats)
        _ = self.plan.columns
        self.states = states(self.plan)
        self.items_first_seconds = 0.0

    @cached_property
    def first_seconds(self) -> float:
        """Median seconds of a first picture of the map."""
        return statistics.median(self._first() for _ in range(FIRST_PICTURES))

    @cached_property
    def map(self) -> SeatMap:
        """A window with the seat map."""
        made = _map()
        self._show_in(made)
        return made

    @cached_property
    def items(self) -> SceneOfItems:
        """A window with the scene of items. Nobody waits for it twice, so its first picture is
        timed as it is made."""
        zoom, seat = self.map.zoom(), self.map.cursor_seat()
        began = time.perf_counter()
        made = SceneOfItems(self.plan, self.states, SIZE)
        made.look_at(zoom, seat)
        shown(made.view.show)
        self.items_first_seconds = time.perf_counter() - began
        return made

    def look_at_whole(self) -> None:
        """Both show the whole hall."""
        self.map.fit()
        self.look_at_items(self.map.zoom())
        application().processEvents()

    def look_at_items(self, zoom: float) -> None:
        """Show items that large, about the seat that the map zooms about."""
        self.items.look_at(zoom, self.map.cursor_seat())

    def seats_in_view(self) -> list[int]:
        """The seats whose middle is shown."""
        view = self.items.view
        area = view.mapToScene(view.viewport().rect()).boundingRect()
        places = (self.items.place(seat) for seat in range(len(self.plan.seats)))
        return [seat for seat, place in enumerate(places) if area.contains(place)]

    def scattered(self, count: int = 10) -> list[int]:
        """Seats anywhere in the hall."""
        return random.Random(count).sample(range(len(self.plan.seats)), count)

    def _first(self) -> float:
        gc.collect()
        made = _map()
        seconds = shown(lambda: self._show_in(made))
        made.hide()
        made.deleteLater()
        return seconds

    def _show_in(self, seat_map: SeatMap) -> None:
        """What a counter does as it opens a show."""
        seat_map.show_plan(self.plan, {})
        seat_map.set_looks(LOOKS[np.frombuffer(self.states, dtype=np.uint8)])


def _map() -> SeatMap:
    made = SeatMap(LIGHT)
    made.resize(*SIZE)
    made.show()
    application().processEvents()
    return made


class Blit(QWidget):
    """A window that copies its view out of a larger picture, and does nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        width, height = SIZE[0] + 192, SIZE[1] + 192
        self._pixels: NDArray[np.uint32] = np.full((height, width), 0xFF808080, dtype=np.uint32)
        self._picture = QImage(self._pixels.data, width, height, QImage.Format.Format_RGB32)
        self._at = 0
        self.resize(*SIZE)

    def move_on(self) -> None:
        """Show the next place of the picture."""
        self._at = (self._at + 7) % 192
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        view = QRect(self._at, self._at, *SIZE)
        painter.drawImage(QPoint(0, 0), self._picture, view)
        painter.end()


@cache
def blit() -> Blit:
    """The one window that blits."""
    application()
    made = Blit()
    made.show()
    application().processEvents()
    return made
