import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from boxoffice.model.layout import Plan
from boxoffice.qtkit.tokens import DARK, LIGHT
from boxoffice.seatmap.looks import SeatLook
from boxoffice.seatmap.minimap import Minimap
from boxoffice.seatmap.widget import SeatMap
from tests.unit.seatmap.plans import hall_91, plain_hall

ROWS, COLUMNS = 40, 60


class PaintWatch(QObject):
    """Adds up the pixels that a widget is asked to paint."""

    def __init__(self) -> None:
        super().__init__()
        self.pixels = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            box = event.rect()
            self.pixels += box.width() * box.height()
        return False


@pytest.fixture
def plan() -> Plan:
    return plain_hall(ROWS, COLUMNS)


@pytest.fixture
def seat_map(qtbot: QtBot, plan: Plan) -> SeatMap:
    made = SeatMap(LIGHT, lambda: 0.0)
    made.resize(800, 500)
    qtbot.addWidget(made)
    made.show_plan(plan, {})
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def minimap(seat_map: SeatMap) -> Minimap:
    made = Minimap(seat_map, LIGHT)
    go_near(seat_map)
    return made


def go_near(seat_map: SeatMap) -> None:
    for _ in range(8):
        seat_map.zoom_in()
    QApplication.processEvents()


def seat_of(row: int, column: int) -> int:
    return row * COLUMNS + column


def colours(minimap: Minimap) -> QImage:
    return minimap.grab().toImage()


def spot(minimap: Minimap, seat_map: SeatMap, seat: int) -> QPoint:
    """Where a seat lies in the overview."""
    bounds, hall = minimap.frame(), seat_map.hall
    view = seat_map.projection
    left, top = view.to_map(0, 0)
    right, bottom = view.to_map(seat_map.width(), seat_map.height())
    x = bounds.left() + bounds.width() * (hall.x[seat] - left) / (right - left)
    y = bounds.top() + bounds.height() * (hall.y[seat] - top) / (bottom - top)
    return QPointF(float(x), float(y)).toPoint()


def test_a_hall_that_is_wholly_in_view_needs_no_overview(seat_map: SeatMap) -> None:
    minimap = Minimap(seat_map, LIGHT)
    assert not minimap.isVisible()
    go_near(seat_map)
    assert minimap.isVisible()
    seat_map.fit()
    assert not minimap.isVisible()
    assert seat_map.contentsMargins().right() == 0


def test_a_small_hall_drawn_large_has_an_overview_too(seat_map: SeatMap) -> None:
    minimap = Minimap(seat_map, LIGHT)
    seat_map.show_plan(hall_91(), {})
    assert not minimap.needed
    go_near(seat_map)
    assert minimap.isVisible()
    assert minimap.width() * 3 < seat_map.width()


@pytest.mark.parametrize("at_bottom", [True, False])
def test_the_overview_stands_away_from_the_screen(
    seat_map: SeatMap, minimap: Minimap, at_bottom: bool
) -> None:
    seat_map.set_screen_at_bottom(at_bottom)
    go_near(seat_map)
    box, middle = minimap.geometry(), seat_map.height() / 2
    assert seat_map.rect().contains(box)
    assert box.bottom() < middle if at_bottom else box.top() > middle


def test_the_frame_is_what_the_map_shows(seat_map: SeatMap, minimap: Minimap) -> None:
    seat_map.set_cursor(seat_of(30, 10))
    view, whole = minimap.frame(), seat_map.hall.bounds
    shown = seat_map.width() / seat_map.zoom() / whole.width
    inner = minimap.width() - 2 * 5
    assert view.width() / inner == pytest.approx(shown, rel=0.02)
    assert view.contains(QPointF(spot(minimap, seat_map, seat_of(30, 10))))
    ink = QColor(LIGHT.cursor)
    assert colours(minimap).pixelColor(round(view.left()), round(view.center().y())) == ink


def test_a_click_in_the_overview_brings_those_seats_into_view(
    seat_map: SeatMap, minimap: Minimap
) -> None:
    wanted = seat_of(32, 50)
    assert not seat_map.rect().contains(seat_map.seat_rect(wanted))
    heard: list[list[int]] = []
    seat_map.seats_chosen.connect(heard.append)
    QTest.mouseClick(minimap, Qt.MouseButton.LeftButton, pos=spot(minimap, seat_map, wanted))
    assert seat_map.rect().contains(seat_map.seat_rect(wanted))
    assert heard == []


def test_the_frame_can_be_dragged_by_any_part_of_it(seat_map: SeatMap, minimap: Minimap) -> None:
    grip = minimap.frame().topLeft().toPoint() + QPoint(3, 3)
    before = minimap.frame()
    QTest.mousePress(minimap, Qt.MouseButton.LeftButton, pos=grip)
    assert minimap.frame().center().x() == pytest.approx(before.center().x(), abs=0.2)
    QTest.mouseMove(minimap, grip + QPoint(-12, 9))
    QTest.mouseRelease(minimap, Qt.MouseButton.LeftButton, pos=grip + QPoint(-12, 9))
    moved = minimap.frame().center() - before.center()
    assert moved.x() == pytest.approx(-12, abs=0.2)
    assert moved.y() == pytest.approx(9, abs=0.2)


@pytest.mark.parametrize("at_bottom", [True, False])
def test_the_cursor_never_goes_under_the_overview(
    seat_map: SeatMap, minimap: Minimap, at_bottom: bool
) -> None:
    seat_map.set_screen_at_bottom(at_bottom)
    go_near(seat_map)
    corners = [(row, column) for row in (0, ROWS - 1) for column in (0, COLUMNS - 1)]
    for row, column in corners:
        seat = seat_of(row, column)
        seat_map.set_cursor(seat)
        assert seat_map.rect().contains(seat_map.seat_rect(seat))
        assert not minimap.geometry().intersects(seat_map.seat_rect(seat))


def test_sold_seats_sink_back_in_the_overview(seat_map: SeatMap, minimap: Minimap) -> None:
    at = spot(minimap, seat_map, seat_of(3, 5))
    free = colours(minimap).pixelColor(at)
    seats = [seat_of(row, column) for row in range(8) for column in range(12)]
    tints = {}
    for look in (SeatLook.SOLD, SeatLook.HELD, SeatLook.YOURS):
        seat_map.change_looks(seats, look)
        tints[look] = colours(minimap).pixelColor(at)
    assert len({free.name(), *(tint.name() for tint in tints.values())}) == 4
    assert tints[SeatLook.SOLD].saturation() < free.saturation()
    assert tints[SeatLook.YOURS] == QColor(LIGHT.accent)


def test_one_seat_of_yours_is_found_among_thousands(seat_map: SeatMap, minimap: Minimap) -> None:
    seat = seat_of(4, 4)
    seat_map.change_looks([seat], SeatLook.YOURS)
    assert colours(minimap).pixelColor(spot(minimap, seat_map, seat)) == QColor(LIGHT.accent)


def test_only_the_pixels_of_changed_seats_are_painted_anew(
    seat_map: SeatMap, minimap: Minimap
) -> None:
    watch = PaintWatch()
    minimap.installEventFilter(watch)
    seat_map.change_looks([seat_of(20, 30), seat_of(20, 31)], SeatLook.SOLD)
    QApplication.processEvents()
    assert 0 < watch.pixels < 400
    patched = colours(minimap)
    minimap.set_tokens(LIGHT)
    assert colours(minimap) == patched


def test_changes_while_it_is_hidden_are_there_when_it_is_shown(
    seat_map: SeatMap, minimap: Minimap
) -> None:
    minimap.set_wanted(wanted=False)
    assert (minimap.isVisible(), minimap.needed) == (False, True)
    assert seat_map.contentsMargins().right() == 0
    seat_map.set_looks(np.full(ROWS * COLUMNS, SeatLook.SOLD, dtype=np.uint8))
    minimap.set_wanted(wanted=True)
    tint = colours(minimap).pixelColor(spot(minimap, seat_map, seat_of(0, 3)))
    assert abs(tint.red() - tint.blue()) < 20


def test_holds_drain_in_a_far_map_and_its_overview_whichever_began_first(
    seat_map: SeatMap, minimap: Minimap
) -> None:
    seats = {seat_of(20, 9): (-50.0, 50.0), seat_of(3, 5): (-20.0, 180.0)}
    for show in (go_near, SeatMap.fit):
        show(seat_map)
        seat_map.change_looks(list(seats), SeatLook.HELD)
        seat_map.set_deadlines(seats)
        kept = seat_map.grab().toImage()
        seat_map.set_tokens(LIGHT)
        assert seat_map.grab().toImage() == kept
        seat_map.set_deadlines({})


def test_the_overview_takes_the_themes_ground(seat_map: SeatMap, minimap: Minimap) -> None:
    minimap.set_tokens(DARK)
    assert colours(minimap).pixelColor(2, 2) == QColor(DARK.ground)
