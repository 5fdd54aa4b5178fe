"""Measures the seat map beside a scene of items, and beside a bare blit."""

import itertools
import statistics
from collections.abc import Callable, Sequence
from functools import cache, partial

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from boxoffice.model.layout import SeatState
from boxoffice.seatmap.looks import SeatLook
from boxoffice.seatmap.widget import SeatMap
from tests.benchmarks.growth import Line
from tests.benchmarks.halls import SHAPES
from tests.benchmarks.stage import SIZE, Stage, application, blit, shown, stage

LARGE = 100_000
CLOSE_ZOOM = 1.0
CHANGES, BLITS, ITEM_FRAMES = 40, 80, 20
CLIMBS, ITEM_CLIMBS = 5, 2
#: A drag goes so far in each frame, one way, for so many frames or to the hall's edge.
STEP, MOST_STEPS = (3, 10), 300


def first_picture(seats: int) -> tuple[float, float]:
    """Seconds from a layout and a snapshot at hand to the painted hall."""
    hall = stage(seats)
    hall.look_at_whole()
    return hall.first_seconds, hall.items_first_seconds


def pan_whole(seats: int) -> tuple[float, float]:
    """Mean seconds of a frame while a view of nearly the whole hall is dragged."""
    hall = _nearly_whole(stage(seats))
    items = [shown(partial(hall.items.pan, *STEP)) for _ in range(ITEM_FRAMES)]
    return _drag(hall.map), statistics.mean(items)


def pan_beside_blit(*, close: bool) -> tuple[float, float]:
    """Mean seconds of a frame of dragging one way, and of copying a picture of that size."""
    hall = _close(stage(LARGE)) if close else _nearly_whole(stage(LARGE))
    blits = [shown(blit().move_on) for _ in range(BLITS)]
    return _drag(hall.map), statistics.mean(blits)


def change_whole() -> tuple[float, float]:
    """Median seconds until ten seats anywhere in the hall are shown changed."""
    hall = stage(LARGE)
    hall.look_at_whole()
    seats = hall.scattered()
    return _change(hall, seats), _change_items(hall, seats)


def change_beside_blit(*, close: bool) -> tuple[float, float]:
    """Median seconds until ten seats are shown changed, and of a copy of the whole view."""
    hall = stage(LARGE)
    hall.look_at_whole()
    seats = hall.scattered()
    if close:
        seats = _close(hall).seats_in_view()[:: len(hall.seats_in_view()) // 10][:10]
    blits = [shown(blit().move_on) for _ in range(CHANGES)]
    return _change(hall, seats), statistics.median(blits)


def growth(seats: int) -> tuple[float, float]:
    """Median seconds until one changed seat is shown, in that hall and in one of 100."""
    return change_seconds(seats), change_seconds(100)


@cache
def change_seconds(seats: int) -> float:
    """Median seconds until one changed seat of a whole hall is shown."""
    hall = stage(seats)
    hall.map.fit()
    return _change(hall, hall.scattered(1))


def growth_lines() -> tuple[Line, ...]:
    """First pictures and one changed seat in halls of every size, ours and the items'."""
    stages = {seats: stage(seats) for seats in SHAPES}
    for hall in stages.values():
        hall.look_at_whole()
    return (
        Line("first picture", {n: one.first_seconds for n, one in stages.items()}),
        Line(
            "first picture, items",
            {n: one.items_first_seconds for n, one in stages.items()},
            dashed=True,
        ),
        Line("a changed seat", {n: change_seconds(n) for n in stages}),
        Line(
            "a changed seat, items",
            {n: _change_items(one, one.scattered(1)) for n, one in stages.items()},
            dashed=True,
        ),
    )


def zoom(
    seats: int, is_meant: Callable[[int], bool], *, first: bool = False
) -> tuple[float, float]:
    """Mean seconds of a crisp frame over all levels that are meant by the seats in view; `first` of
    a map that has drawn none of them before."""
    climbed = climb(seats, first=first)
    meant = [(ours, items) for in_view, ours, items in climbed if is_meant(in_view)]
    ours, items = zip(*meant, strict=True)
    return statistics.mean(ours), statistics.mean(items)


@cache
def climb(seats: int, *, first: bool) -> tuple[tuple[int, float, float], ...]:
    """Every level from the whole hall to the closest: seats in view, and the median seconds of a
    frame of either make as one zooms in without a pause, the map each time again or for the
    `first` time."""
    hall = stage(seats)
    levels = _levels(hall)
    in_view, ours, items = [], [], []
    for _ in range(CLIMBS):
        hall.map.fit()
        if first:
            # It forgets every seat that it has drawn.
            hall.map.set_captions({})
        application().processEvents()
        ours.append([shown(hall.map.zoom_in) for _ in levels])
    for _ in range(ITEM_CLIMBS):
        items.append([shown(partial(hall.look_at_items, level)) for level in levels])
    for level in levels:
        shown(partial(hall.look_at_items, level))
        in_view.append(len(hall.seats_in_view()))
    medians = (
        [statistics.median(seconds) for seconds in zip(*climbs, strict=True)]
        for climbs in (ours, items)
    )
    return tuple(zip(in_view, *medians, strict=True))


def _levels(hall: Stage) -> list[float]:
    """The zooms from the first after the whole hall to the closest."""
    hall.look_at_whole()
    levels = [hall.map.zoom()]
    while shown(hall.map.zoom_in) and hall.map.zoom() != levels[-1]:
        levels.append(hall.map.zoom())
    return levels[1:]


def _nearly_whole(hall: Stage) -> Stage:
    """Zoomed in by two steps, for a hall that is all in view stays where it is."""
    hall.look_at_whole()
    hall.map.zoom_in()
    hall.map.zoom_in()
    hall.look_at_items(hall.map.zoom())
    application().processEvents()
    return hall


def _close(hall: Stage) -> Stage:
    """So close that seats have numbers."""
    hall.look_at_whole()
    while hall.map.zoom() < CLOSE_ZOOM:
        shown(hall.map.zoom_in)
    hall.look_at_items(hall.map.zoom())
    application().processEvents()
    return hall


def _change(hall: Stage, seats: Sequence[int]) -> float:
    looks = itertools.cycle((SeatLook.SOLD, SeatLook.FREE))
    return statistics.median(
        shown(lambda: hall.map.change_looks(seats, next(looks))) for _ in range(CHANGES)
    )


def _change_items(hall: Stage, seats: Sequence[int]) -> float:
    states = itertools.cycle((SeatState.BOOKED, SeatState.AVAILABLE))
    return statistics.median(
        shown(lambda: hall.items.change(seats, next(states))) for _ in range(ITEM_FRAMES)
    )


def _drag(seat_map: SeatMap) -> float:
    """Mean seconds of a frame while the middle button drags the map from the hall's left back
    corner on: always to where nothing is drawn yet."""
    bounds, at = seat_map.hall.bounds, QPointF(SIZE[0], SIZE[1])
    seat_map.look_at(bounds.left, bounds.top)
    # Forget what is drawn around the view.
    seat_map.set_captions({})
    application().processEvents()
    _mouse(seat_map, QEvent.Type.MouseButtonPress, at)
    seconds = []
    for _ in range(MOST_STEPS):
        at -= QPointF(*STEP)
        top = seat_map.projection.top
        seconds.append(shown(partial(_mouse, seat_map, QEvent.Type.MouseMove, at)))
        if seat_map.projection.top == top:
            break
    _mouse(seat_map, QEvent.Type.MouseButtonRelease, at)
    return statistics.mean(seconds)


def _mouse(seat_map: SeatMap, kind: QEvent.Type, at: QPointF) -> None:
    button = Qt.MouseButton.MiddleButton
    held = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else button
    event = QMouseEvent(kind, at, at, button, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(seat_map, event)
